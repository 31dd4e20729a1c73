from datetime import date

import pytest

from meetings.papers.wording import (
    LONGEST_WHOLE,
    day_words,
    end_marked,
    number_words,
    outline_label,
    recipient_lines,
    roman,
    runs,
)


@pytest.mark.parametrize(("number", "words"), [(1, "01"), (5, "05"), (9, "09"), (10, "10"), (47, "47"), (1203, "1203")])
def test_a_number_below_ten_has_a_zero(number: int, words: str) -> None:
    assert number_words(number) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2018, 2, 5), "ngày 05 tháng 02 năm 2018"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_zero(day: date, words: str) -> None:
    assert day_words(day) == words


def test_recipients_end_with_semicolons_and_the_archive_with_a_stop() -> None:
    typed = ("- Như trên;", "UBND tỉnh (để báo cáo).", "  Lưu ý ", "")
    expected = ["- Như trên;", "- UBND tỉnh (để báo cáo);", "- Lưu ý;", "- Lưu: VT, QLKH."]
    assert recipient_lines(typed, "VT, QLKH") == expected
    assert recipient_lines(typed, "- Lưu: VT, QLKH.") == expected
    assert recipient_lines((), "") == ["- Lưu: VT."]


def test_the_hyphen_in_a_units_name_is_printed_as_it_is() -> None:
    assert recipient_lines(["Phòng Kế hoạch - Tài chính"], "VT")[0] == "- Phòng Kế hoạch - Tài chính;"


@pytest.mark.parametrize(
    "last",
    ["đơn vị thực hiện.", "đơn vị thực hiện", "đơn vị thực hiện./.", "đơn vị thực hiện;", "đơn vị thực hiện ./."],
)
def test_the_end_mark_stands_once_at_the_end(last: str) -> None:
    marked = end_marked(["Kết luận như sau:", "Giao phòng A làm./.", last])
    assert marked == ["Kết luận như sau:", "Giao phòng A làm.", "đơn vị thực hiện./."]
    assert end_marked([]) == []


def test_labels_follow_the_outline_of_the_decree() -> None:
    assert [outline_label(1, n) for n in (1, 4, 9, 14, 40)] == ["I.", "IV.", "IX.", "XIV.", "XL."]
    assert outline_label(2, 12) == "12."
    assert " ".join(outline_label(3, n) for n in range(1, 14)) == "a) b) c) d) đ) e) g) h) i) k) l) m) n)"
    assert outline_label(3, 24) == "aa)"
    assert (outline_label(4, 3), outline_label(5, 2)) == ("-", "+")
    assert roman(89) == "LXXXIX"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("gửi trước ngày 05 tháng 02 năm 2018.", ["ngày 05", "tháng 02", "năm 2018"]),
        ("theo điểm a khoản 1 Điều 18 của quy chế", ["điểm a", "khoản 1", "Điều 18"]),
        ("Quyết định số 08/2012/QĐ-UBND của UBND", ["số 08/2012/QĐ-UBND"]),
        ("hoạt động KH&CN và TB-SKHCN", ["KH&CN", "TB-SKHCN"]),
        (
            "giao ông Nguyễn Văn A, bà Trần Thị B và đồng chí Lê Văn Cường theo dõi",
            ["Nguyễn Văn A", "Trần Thị B", "Lê Văn Cường"],
        ),
        ("trước ngày 15/03/2018;", ["ngày 15/03/2018"]),
        ("Phụ lục II, quý IV", ["Phụ lục II", "quý IV"]),
        ("ông chủ trì; UBND các quận/huyện và điểm cầu xã", []),
        ("số liệu năm nay, điều kiện, khoản chi", []),
    ],
)
def test_what_may_not_break_is_found(text: str, whole: list[str]) -> None:
    assert [run for run, is_whole in runs(text) if is_whole] == whole
    assert "".join(run for run, _ in runs(text)) == text


def test_a_run_too_long_for_a_line_may_break() -> None:
    assert list(runs("số " + "9" * LONGEST_WHOLE)) == [("số " + "9" * LONGEST_WHOLE, False)]
    sign = "/QĐ-UBND" + "-KGVX" * 6
    assert list(runs(f"số 12{sign}")) == [("số 12", True), (sign, False)]
