"""The printed page, measured against Nghị định 30/2020/NĐ-CP, Phụ lục I."""

import io
import itertools
import os
import re
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from meetings.papers import press
from meetings.papers.pdf import preview_pdf, render_pdf
from meetings.papers.record import PaperRecord, RecordError
from tests.papers.measuring import LEFT_EDGE, MM, RIGHT_EDGE, Printed, measured
from tests.papers.samples import notice, task_annex

REFERENCE = Path(os.environ.get("REFERENCE_DIR", Path(__file__).parents[3] / "shared"))
LONG_NAMES = {
    "superior_lines": ("UBND THÀNH PHỐ HỒ CHÍ MINH",),  # with its place name, it just fits
    "agency_lines": ("BAN QUẢN LÝ KHU CÔNG NGHỆ CAO VÀ ĐỔI MỚI SÁNG TẠO THÀNH PHỐ",),
    "place": "Thành phố Hồ Chí Minh",
    "symbol": "TB-BQLKCNC",
    "number": 1234,
    "abstract": "Kết luận của Phó Trưởng ban Trần Thị B tại Hội nghị giao ban giữa Ban Quản lý với các phường, xã, đặc khu "
    "về ứng dụng khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số 6 tháng đầu năm 2026",
    "capacity_lines": ("TM. BAN QUẢN LÝ", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
    "urgency_mark": "HỎA TỐC",
    "circulation_mark": "LƯU HÀNH NỘI BỘ",
}
LENGTHS = {"short": 1, "one page": 5, "three pages": 26, "twelve pages": 140}


@pytest.fixture(scope="module", params=[*LENGTHS, "long names"])
def printed(request: pytest.FixtureRequest) -> Printed:
    if request.param == "long names":
        return measured(render_pdf(notice(9, **LONG_NAMES)))
    return measured(render_pdf(notice(LENGTHS[request.param])))


def test_the_lengths_are_what_they_are_called() -> None:
    pages = [measured(render_pdf(notice(orders))).pages for orders in LENGTHS.values()]
    assert pages == [1, 1, 3, 12]


def test_the_text_keeps_to_its_margins(printed: Printed) -> None:
    inside = [line for line in printed.lines if line.top > 15 * MM]
    assert min(line.x0 for line in inside) == pytest.approx(LEFT_EDGE, abs=1)
    assert max(line.x1 for line in inside) == pytest.approx(RIGHT_EDGE, abs=1)
    assert min(line.top for line in printed.lines if line.page == 1) >= 19.5 * MM
    assert max(line.bottom for line in printed.lines) <= 277.3 * MM


def test_the_head_has_its_sizes_and_faces(printed: Printed) -> None:
    nation, motto = printed.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), printed.line("Độc lập - Tự do - Hạnh phúc")
    assert (nation.size, nation.bold, motto.size, motto.bold) == (12, True, 13, True)
    assert nation.middle == pytest.approx(motto.middle, abs=1)
    assert printed.strokes_under(motto) == [pytest.approx(motto.width, rel=0.02)]
    (superior,) = [line for line in printed.lines if line.text.startswith("UBND T") and line.text.isupper()]
    assert (superior.size, superior.bold, superior.top) == (12, False, pytest.approx(nation.top, abs=1))
    agency = [
        line
        for line in printed.lines
        if line.page == 1 and line.bold and line.x1 < nation.x0 and line.size == 12 and not line.italic
    ]
    (stroke,) = printed.strokes_under(agency[-1])
    assert 1 / 3 <= stroke / max(line.width for line in agency) <= 1 / 2
    (number,) = [line for line in printed.lines if re.fullmatch(r"Số: (05/TB-SKHCN|1234/TB-BQLKCNC)", line.text)]
    (dated,) = [line for line in printed.lines if line.text.endswith(", ngày 05 tháng 02 năm 2018") and line.page == 1]
    assert (number.size, number.bold, number.italic, dated.size, dated.italic) == (13, False, False, 13, True)
    assert number.bottom == pytest.approx(dated.bottom, abs=1)
    assert number.x1 < dated.x0


def test_the_title_is_centred_over_a_stroke(printed: Printed) -> None:
    kind = printed.line("THÔNG BÁO")
    centre = (LEFT_EDGE + RIGHT_EDGE) / 2
    first = next(line for line in printed.lines if line.text.startswith("Ngày 02"))
    abstract = [line for line in printed.lines if line.page == 1 and kind.top + 5 < line.top < first.top - 5]
    assert len(abstract) >= 2
    assert all((line.size, line.bold) == (14, True) for line in [kind, *abstract])
    assert all(line.middle == pytest.approx(centre, abs=2) for line in [kind, *abstract])
    widths = [line.width for line in abstract]
    assert min(widths) > 0.75 * max(widths)  # balanced: no word alone on the last line
    (stroke,) = printed.strokes_under(abstract[-1])
    assert 1 / 3 <= stroke / max(widths) <= 1 / 2


def test_the_body_is_indented_justified_and_spaced(printed: Printed) -> None:
    body = printed.body()
    assert {line.size for line in body} == {14}
    for line, following in itertools.pairwise(body):
        if following.begins_paragraph:
            assert following.x0 == pytest.approx(LEFT_EDGE + 12.7 * MM, abs=1)
        elif following.page == line.page:
            assert line.x1 == pytest.approx(RIGHT_EDGE, abs=1.5)
        if following.page == line.page:
            pitch = 14 * 1.3 + (6 if following.begins_paragraph else 0)
            assert following.top - line.top == pytest.approx(pitch, abs=0.6)
    assert body[-1].text.endswith("./.")
    assert printed.text.count("./.") == 1


def test_no_heading_ends_a_page_and_no_paragraph_leaves_one_line(printed: Printed) -> None:
    body = printed.body()
    for place, (line, following) in enumerate(itertools.pairwise(body)):
        if line.page != following.page:
            assert not line.bold
            if not following.begins_paragraph:
                assert not line.begins_paragraph
                assert not (body[place + 2].begins_paragraph if place + 2 < len(body) else True)


def test_pages_are_numbered_from_the_second(printed: Printed) -> None:
    for page in range(1, printed.pages + 1):
        above = [line for line in printed.lines if line.page == page and line.bottom < 20 * MM]
        assert [line.text for line in above] == ([] if page == 1 else [str(page)])
        for number in above:
            assert (number.size, number.bold) == (13, False)
            assert number.middle == pytest.approx((LEFT_EDGE + RIGHT_EDGE) / 2, abs=1)


def test_the_foot_stands_together_below_two_lines_of_text(printed: Printed) -> None:
    recipients = printed.line("Nơi nhận:")
    assert (recipients.size, recipients.bold, recipients.italic) == (12, True, True)
    foot = [line for line in printed.lines if line.page == recipients.page and line.top > recipients.top - 5]
    right = [line for line in foot if line.x0 > 105 * MM]
    *posts, name = right
    assert (name.text, name.size, name.bold) == ("Nguyễn Văn A", 14, True)
    assert all(post.text.isupper() and post.bold and post.size == 14 for post in posts)
    assert posts[0].top == pytest.approx(recipients.top, abs=4)
    assert name.top - posts[-1].bottom >= 24 * MM
    assert all(line.middle == pytest.approx(name.middle, abs=1) for line in posts)
    listed = [line for line in foot if line.x0 < 105 * MM][1:]
    assert {(line.size, line.bold, line.italic) for line in listed} == {(11, False, False)}
    assert [line.text[-1] for line in listed] == [";"] * (len(listed) - 1) + ["."]
    assert listed[-1].text == "- Lưu: VT, QLCN."
    assert len([line for line in printed.body() if line.page == recipients.page]) >= 2


def test_one_embedded_family_and_a_text_layer_that_reads_as_typed(printed: Printed) -> None:
    assert {font.split("-")[0] for font in printed.fonts} == {"Liberation"}
    assert unicodedata.is_normalized("NFC", printed.text)
    assert "\u00a0" not in printed.text
    assert "ngày 05 tháng 02 năm 2018" in printed.text


def test_the_file_is_tagged_vietnamese_titled_and_carries_its_fonts() -> None:
    pdf = render_pdf(notice(5))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert float(opened.pdf_version) >= 1.4
        assert str(opened.Root.Lang) == "vi"
        assert bool(opened.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in opened.Root
        assert str(opened.docinfo["/Title"]).startswith("Thông báo số 05/TB-SKHCN: Kết luận của Phó Giám đốc")
        assert "/CreationDate" not in opened.docinfo
        for font in opened.pages[0].resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_the_foot_follows_the_text_over_any_page_end() -> None:
    """One sentence more each time: wherever the page ends, the signature has two lines of text above it."""
    one_line = ("Thông báo để các đơn vị biết, thực hiện.",)
    turned = 0
    for extra in range(26):
        opening = (*notice().opening, *["Đoạn này chỉ chiếm một dòng."] * extra)
        printed = measured(render_pdf(notice(3, opening=opening, closing=one_line)))
        foot = printed.line("Nơi nhận:")
        assert len([line for line in printed.body() if line.page == foot.page]) >= 2
        assert printed.line("KT. GIÁM ĐỐC").page == printed.line("Nguyễn Văn A").page == foot.page
        turned += foot.page == 2
    assert 0 < turned < 26


def test_a_heading_follows_its_text_over_any_page_end() -> None:
    """The same for headings: one is never the last line of a page, whatever stands before it."""
    turned = 0
    for extra in range(12):
        opening = (*notice().opening, *["Đoạn này chỉ chiếm một dòng."] * extra)
        body = measured(render_pdf(notice(12, opening=opening))).body()
        lasts = [(line, following) for line, following in itertools.pairwise(body) if line.page != following.page]
        assert not any(line.bold for line, _ in lasts)
        turned += any(following.bold for _, following in lasts)
    assert turned


def test_a_long_list_of_recipients_breaks_but_the_signature_stays_whole() -> None:
    printed = measured(render_pdf(notice(4, recipients=tuple(f"UBND xã số {n}" for n in range(120)))))
    assert printed.pages == 4
    assert printed.line("KT. GIÁM ĐỐC").page == printed.line("Nguyễn Văn A").page == printed.line("Nơi nhận:").page
    assert [line.text for line in printed.lines if line.text.startswith("- UBND xã")] == [
        f"- UBND xã số {n};" for n in range(120)
    ]


def test_numbers_symbols_and_names_stay_on_one_line() -> None:
    """Each opening is shifted a little, so that every gap of the sentence meets the end of a line."""
    wholes = ("ngày 05", "số 08/2012/QĐ-UBND", "Điều 18", "điểm a", "khoản 2", "TB-SKHCN", "Trần Thị B")
    sentence = (
        "Giao bà Trần Thị B gửi trước ngày 05 tháng 4 kết quả nêu tại điểm a khoản 2 Điều 18 của Quyết định "
        "số 08/2012/QĐ-UBND và mẫu TB-SKHCN."
    )
    opening = tuple(f"Ngày 02 {'x' * shift} {sentence} {sentence}" for shift in range(1, 60, 2))
    text = measured(render_pdf(notice(1, opening=opening))).text
    for whole in wholes:
        assert text.count(whole) >= 2 * len(opening), whole


def test_no_line_is_left_with_one_word_before_a_long_symbol() -> None:
    symbols = ["1234/QĐ-UBND" + "-KGVXAB" * count for count in range(7)]
    opening = tuple(f"Theo {symbol} của UBND tỉnh, các đơn vị thực hiện." for symbol in symbols)
    lines = measured(render_pdf(notice(1, opening=opening))).lines
    firsts = [line for line in lines if line.text.startswith("Theo")]
    assert len(firsts) == len(symbols)
    right = [max(each.x1 for each in lines if each.top == line.top) for line in firsts]  # beyond a stretched space too
    assert min(right) > 400


def test_a_draft_has_blanks_and_is_never_the_original() -> None:
    draft = replace(notice(2), number=None, day=None)
    printed = measured(preview_pdf(draft, year=2026))
    assert printed.line("Số: /TB-SKHCN").size == 13
    assert printed.line("Vĩnh Long, ngày tháng năm 2026").italic
    assert printed.text.replace("Số: /", "Số: 05/").replace("ngày tháng năm 2026", "ngày 05 tháng 02 năm 2018") == (
        measured(render_pdf(notice(2))).text
    )
    with pytest.raises(RecordError, match="chưa có số và ngày"):
        render_pdf(draft)


def test_annexes_count_their_own_pages_and_repeat_the_head_of_the_table() -> None:
    record = notice(3, annexes=(task_annex(14), task_annex(14, "Danh sách các đơn vị dự họp")))
    printed = measured(render_pdf(record))
    assert printed.pages == 5
    tops = [
        [line.text for line in printed.lines if line.page == page and line.bottom < 20 * MM] for page in range(1, 6)
    ]
    assert tops == [[], [], ["2"], [], ["2"]]
    assert printed.line("Phụ lục I").page == 2
    assert printed.line("Phụ lục II").page == 4
    assert printed.line("DANH MỤC NHIỆM VỤ GIAO CÁC ĐƠN VỊ").bold
    belongs = [line for line in printed.lines if line.text.startswith("(Kèm theo Thông báo số 05/TB-SKHCN ngày 05")]
    assert [line.italic for line in belongs] == [True, True]
    assert len([line for line in printed.lines if "Nhiệm vụ" in line.text and line.bold]) == 4
    assert measured(render_pdf(notice(3, annexes=(task_annex(2),)))).line("Phụ lục").size == 14


def test_a_table_loses_no_word_where_a_row_is_taller_than_the_page() -> None:
    cells = [" ".join(f"{column}{n}" for n in range(900)) for column in "abc"]
    for rows in ([("1", "x", *cells)], [("1", "x", "y", "z", "t")] * 20 + [("2", "x", *cells)]):
        annex = replace(task_annex(1), rows=tuple(rows))
        words = set(measured(render_pdf(notice(1, annexes=(annex,)))).text.split())
        assert words >= {word for cell in cells for word in cell.split()}


def test_the_same_record_gives_the_same_bytes_in_any_process_and_thread() -> None:
    record = notice(12, annexes=(task_annex(3),))
    here = render_pdf(record)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(render_pdf, [record] * 4)) == {here}
    script = (
        "import sys; from meetings.papers.pdf import render_pdf; from meetings.papers.record import PaperRecord;"
        "sys.stdout.buffer.write(render_pdf(PaperRecord.from_json(sys.stdin.read())))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PYTHONUTF8": "1"}
    root = Path(__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", script],
        input=record.to_json().encode(),
        capture_output=True,
        env=environment,
        cwd=root,
        check=True,
    )
    assert answer.stdout == here


def test_one_page_is_printed_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pango's font map is not safe for threads; a slow page must hold the next one back."""
    running, most = 0, 0

    class SlowPage:
        def __init__(self, **options: object) -> None:
            pass

        def write_pdf(self, **options: object) -> bytes:
            nonlocal running, most
            running += 1
            most = max(most, running)
            time.sleep(0.05)
            running -= 1
            return b""

    monkeypatch.setattr(press, "HTML", SlowPage)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(render_pdf, [notice(1)] * 4))
    assert most == 1


@pytest.mark.skipif(not (REFERENCE / "tools/check_notice_pdf.py").exists(), reason="no reference folder here")
@pytest.mark.parametrize("record", [notice(n) for n in (1, 5, 26, 140)] + [notice(9, **LONG_NAMES)])
def test_the_reference_checker_finds_every_rule_to_hold(record: PaperRecord, tmp_path: Path) -> None:
    draft = replace(record, number=None, day=None)
    (tmp_path / "issued.pdf").write_bytes(render_pdf(record))
    (tmp_path / "draft.pdf").write_bytes(preview_pdf(draft, year=date(2026, 1, 1).year))
    for arguments in (["issued.pdf"], ["draft.pdf", "--draft"]):
        command = [sys.executable, str(REFERENCE / "tools/check_notice_pdf.py"), *arguments]
        answer = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert "every rule holds" in answer.stdout, answer.stdout + answer.stderr
