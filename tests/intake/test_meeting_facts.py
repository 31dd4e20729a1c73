"""The meeting's day, place, holders and period; which days are not the meeting's."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.intake.days import written_days
from meetings.intake.lines import read_paragraphs
from meetings.intake.meeting_facts import Days, plan_year, read_facts


def read(*lines, title=(), **days):
    return read_facts(read_paragraphs(list(title))[0], read_paragraphs(list(lines))[0], Days(**days))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 25/01/2018", date(2018, 1, 25)),
        ("ngày 05.02.2026", date(2026, 2, 5)),
        ("ngày 12-9-2018", date(2018, 9, 12)),
        ("ngày 24 tháng 12 năm 2013", date(2013, 12, 24)),
        ("ngày 10 và 11/5/2024", date(2024, 5, 10)),
        ("ngày 10-11/5/2024", date(2024, 5, 10)),
        ("ngày 30/6 - 01/7/2025", date(2025, 6, 30)),
        ("từ ngày 10 đến ngày 12/5/2024", date(2024, 5, 10)),
        ("08 giờ 30, ngày 05 tháng 4 năm 2019", date(2019, 4, 5)),
        ("Ngày 1O/l0/2016", date(2016, 10, 10)),
        ("Ngày 2S/O3/2016", date(2016, 3, 25)),
        ("Ngày 2S thảng O3 nảm 2O16", date(2016, 3, 25)),
        ("sáng thứ Hai (16/3)", date(2000, 3, 16)),
        ("sáng 25/6", date(2000, 6, 25)),
    ],
)
def test_days_as_they_are_written(text, day):
    assert [written.on(2000) for written in written_days(text)] == [day]


@pytest.mark.parametrize(
    "text", ["Quyết định 15/2019/QĐ-UBND", "tỷ lệ 5/7", "tháng 6/2025", "Thông tư 05/2008/TT-BKHCN"]
)
def test_what_is_no_day(text):
    assert list(written_days(text)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 05/7/2026, tại Hội trường Sở, Sở Y tế tổ chức hội nghị giao ban.",
        "Sáng ngày 5/7/2026, Đoàn công tác của Sở Y tế đã có buổi làm việc với xã An Bình.",
        "Nhằm tăng cường phối hợp, ngày 05 tháng 7 năm 2026, Sở Y tế đã mời các xã tham gia hội nghị.",
        "Vào lúc 8 giờ 00 ngày 05/7/2026, tại xã An Bình diễn ra cuộc họp giao ban.",
        "Hôm nay, vào hồi 14 giờ 00 phút, ngày 05 tháng 7 năm 2026, tại xã An Bình, chúng tôi gồm:",
        "Thời gian: 08 giờ 00, ngày 05/7/2026 (Chủ nhật).",
        "- Thời gian: từ 14h00 đến 16h30 ngày 05/7/2026.",
        "Trong 02 ngày 05 và 06/7/2026, Sở Y tế tổ chức Hội nghị giao ban.",
        "(AS) - Sáng 05/7/2026, UBND huyện tổ chức hội nghị.",
        "Thực hiện Kế hoạch số 15/KH-SYT ngày 10/01/2026, ngày 05/7/2026, Sở Y tế tổ chức hội nghị giao ban.",
        "Giám đốc Sở kết luận tại cuộc họp giao ban ngày 05/7/2026 như sau.",
    ],
)
def test_the_meetings_day_in_many_words(sentence):
    assert read(sentence).facts.date == date(2026, 7, 5)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 22/10/2024, UBND tỉnh ban hành Kế hoạch số 185/KH-UBND về biên chế.",
        "Thực hiện Thông báo kết luận số 34/TB-UBND ngày 23/7/2026 của UBND tỉnh.",
        "Các xã gửi báo cáo trước ngày 15/7/2026 để chuẩn bị cuộc họp.",
        "Hội nghị tiếp theo dự kiến ngày 15/12/2026.",
        "Theo Thông báo kết luận của Ban Chủ nhiệm ngày 26/02/2019, các đơn vị đôn đốc tiến độ.",
    ],
)
def test_days_that_are_not_the_meetings(sentence):
    assert read(sentence).facts.date is None


def test_the_title_may_name_the_day():
    assert read("Các xã thực hiện.", title=["Kết luận tại cuộc họp giao ban ngày 06/7/2026"]).facts.date == date(
        2026, 7, 6
    )


def test_a_missing_year_is_taken_from_the_days_known_and_said():
    answer = read("Sáng 10/7, Sở Y tế tổ chức hội nghị giao ban.", published_on=date(2024, 7, 11))
    assert answer.facts.date == date(2024, 7, 10)
    assert "năm 2024" in answer.warnings[0].message


def test_a_meeting_is_not_after_the_day_that_reports_it():
    assert read("Sáng 28/12, Sở Y tế tổ chức hội nghị giao ban.", published_on=date(2024, 1, 3)).facts.date == date(
        2023, 12, 28
    )


def test_a_damaged_day_is_marked():
    assert "lỗi" in read("Ngày 1O/10/2016, Sở Y tế tổ chức họp giao ban.").warnings[0].message


def test_a_day_without_any_year_is_not_guessed():
    answer = read("Sáng 10/7, Sở Y tế tổ chức hội nghị giao ban.")
    assert answer.facts.date is None
    assert len(answer.warnings) == 1


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        (
            "Ngày 05/7/2026, tại Hội trường UBND huyện An Sơn, Ban Giám đốc Sở Y tế tổ chức cuộc họp.",
            "Hội trường UBND huyện An Sơn",
        ),
        (
            "Ngày 05/7/2026, tại phòng họp số 2, Sở Y tế, số 12 đường Lê Lợi, phường Một, ông Nguyễn Văn A chủ trì cuộc họp.",
            "phòng họp số 2, Sở Y tế, số 12 đường Lê Lợi, phường Một",
        ),
        ("Ngày 05/7/2026, Sở Y tế tổ chức họp giao ban tại UBND thị xã An Phú.", "UBND thị xã An Phú"),
        ("Mới đây, tại trụ sở UBND tỉnh, Chủ tịch UBND tỉnh chủ trì buổi làm việc.", "trụ sở UBND tỉnh"),
        ("Địa điểm: Phòng họp A, trụ sở Sở.", "Phòng họp A, trụ sở Sở"),
        ("Ngày 05/7/2026, Sở Y tế tổ chức họp giao ban.", None),
    ],
)
def test_places(sentence, place):
    assert read(sentence).facts.place == place


@pytest.mark.parametrize(
    "title",
    [
        "Kết luận của Giám đốc Sở tại cuộc họp tuần 12 (ngày 16/3/2026)",
        "Nội dung kết luận giao ban tuần 12 (ngày 16/3/2026)",
        "(Ngày 16/3/2026)",
        "Họp ngày 16/3/2026",
        "KẾT LUẬN GIAO BAN NGÀY 16/3/2026",
    ],
)
def test_a_day_that_only_the_title_gives(title):
    assert read("Văn phòng Sở thông báo như sau:", title=[title]).facts.date == date(2026, 3, 16)


@pytest.mark.parametrize(
    "line",
    [
        "Thời gian qua, các xã đã thực hiện tốt Nghị quyết số 5-NQ/TW ngày 22/12/2024.",
        "| Sơ kết kế hoạch | Văn phòng | Ngày 20 tháng 6 năm 2026 |",
        "Kết luận cuộc họp số 12/TB-SYT ngày 22/12/2024 được các xã thực hiện tốt.",
    ],
)
def test_a_day_that_is_not_the_meetings(line):
    assert read(line).facts.date is None


def test_a_round_of_visits_is_concluded_on_its_last_day():
    first = "Ngày 26 và 27/3/2014, đoàn công tác đã làm việc với hai huyện. Buổi tổng kết diễn ra chiều ngày 28/3/2014."
    assert read(first).facts.date == date(2014, 3, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sáng nay, Sở Y tế tổ chức họp giao ban.", date(2026, 3, 5)),
        ("Sáng ngày 03, Sở Y tế tổ chức họp giao ban.", date(2026, 3, 3)),
        ("Ngày 27 vừa qua, Sở Y tế tổ chức họp giao ban.", date(2026, 2, 27)),
        ("Sáng nay trời mưa.", None),
    ],
)
def test_what_a_day_lacks_is_taken_from_the_day_of_issue_and_said(text, day):
    found = read(text, published_on=date(2026, 3, 5))
    assert (found.facts.date, len(found.warnings)) == (day, 1 if day else 0)


def test_who_held_it_and_who_was_host():
    facts = read(
        "Ngày 05/7/2026, tại xã An Bình, Sở Y tế tỉnh An Sơn phối hợp với UBND xã An Bình tổ chức cuộc họp giao ban."
    ).facts
    assert (facts.organizer, facts.host) == ("Sở Y tế tỉnh An Sơn", "UBND xã An Bình")


def test_a_localitys_own_hall_makes_it_host():
    facts = read("Ngày 05/7/2026, tại Hội trường UBND huyện An Sơn, Sở Y tế tổ chức cuộc họp giao ban.").facts
    assert (facts.organizer, facts.host) == ("Sở Y tế", "UBND huyện An Sơn")


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Kết luận Hội nghị giao ban quý II năm 2026", "quý II năm 2026"),
        ("Họp giao ban công tác tháng 6 năm 2026", "tháng 6 năm 2026"),
        ("Giao ban công tác 6 tháng đầu năm 2024", "6 tháng đầu năm 2024"),
        ("KẾT LUẬN GIAO BAN CẤP HUYỆN NĂM 2020", "NĂM 2020"),
        ("Kết luận cuộc họp ngày 06 tháng 7 năm 2026", None),
    ],
)
def test_periods(title, period):
    assert read("Các xã thực hiện.", title=[title]).facts.period == period


def test_the_year_planned_for():
    text = read_paragraphs(["Sở Y tế họp giao ban về hoạt động năm 2017, kế hoạch năm 2018."])[0]
    assert plan_year([], text, [date(2017, 12, 30)]) == 2018
    assert plan_year([], [], [None, date(2019, 3, 1)]) == 2019
    assert plan_year([], [], []) is None
