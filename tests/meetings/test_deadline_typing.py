"""A deadline as typed is shown as a day and stored so that the release can count it."""

from datetime import date

import pytest

from districts.calendar import WorkCalendar
from districts.enums import DayKind
from meetings.admitted_orders import deadline_values
from meetings.enums import DeadlineKind, Frequency
from meetings.intake.draft import Deadline
from meetings.outline.deadline_typing import UNREAD, day_words, told, typed_deadline
from meetings.review.deadlines import told as told_in_review

HELD = date(2018, 2, 1)
CALENDAR = WorkCalendar({date(2018, 3, 1): DayKind.WORKING})


def read(words: str, day: date | None = None, held_on: date | None = HELD) -> dict:
    return typed_deadline(words, day, held_on=held_on).values


@pytest.mark.parametrize(
    ("words", "kind", "due_on"),
    [
        ("trong tháng 02/2018", DeadlineKind.MONTH, date(2018, 2, 28)),
        ("trước 05/3", DeadlineKind.DAY, date(2018, 3, 5)),
        ("quý II", DeadlineKind.QUARTER, date(2018, 6, 30)),
        ("30/11/2018", DeadlineKind.DAY, date(2018, 11, 30)),
    ],
)
def test_words_become_a_day(words, kind, due_on):
    values = read(words)
    assert (values["deadline_words"], values["deadline_kind"], values["due_on"]) == (words, kind, due_on)


def test_a_number_of_days_is_left_to_the_release():
    values = read("10 ngày làm việc")
    assert (values["deadline_kind"], values["relative_days"], values["working_days"]) == ("relative", 10, True)
    assert told(values, CALENDAR, held_on=HELD) == "Đến hạn sau 10 ngày làm việc kể từ ngày phát hành thông báo."


def test_what_runs_from_the_issue_is_left_to_the_release_though_the_document_has_a_day():
    of_document = Deadline("trong 15 ngày làm việc kể từ ngày ban hành thông báo này", date(2026, 11, 6), "relative")
    values = deadline_values(of_document)
    assert (values["relative_days"], values["working_days"], values["due_on"]) == (15, True, None)
    assert "tính khi phát hành thông báo" in told_in_review(of_document)
    from_elsewhere = Deadline("trong 15 ngày kể từ ngày 01/10/2026", date(2026, 10, 16), "relative")
    assert deadline_values(from_elsewhere)["due_on"] == date(2026, 10, 16)


def test_what_recurs_has_its_period_and_day():
    values = read("định kỳ ngày 20 hằng tháng")
    assert (values["recurrence"], values["due_day"]) == (Frequency.MONTHLY, 20)
    assert told(values, CALENDAR, held_on=HELD) == "Định kỳ hằng tháng, hạn vào ngày 20 của kỳ."
    assert told(read("hằng quý"), CALENDAR, held_on=HELD) == "Định kỳ hằng quý, hạn vào ngày cuối kỳ."


def test_a_typed_day_wins_over_the_words():
    values = read("trước 05/3", date(2018, 3, 9))
    assert (values["due_on"], values["deadline_kind"], values["deadline_words"]) == (
        date(2018, 3, 9),
        DeadlineKind.DAY,
        "trước 05/3",
    )
    assert read("10 ngày làm việc", date(2018, 3, 9))["relative_days"] is None
    assert read("trong tháng 02/2018", date(2018, 2, 28))["deadline_kind"] == DeadlineKind.MONTH
    assert read("", date(2018, 3, 9))["due_on"] == date(2018, 3, 9)


@pytest.mark.parametrize("words", ["khi có yêu cầu", "thường xuyên"])
def test_words_without_a_day_are_kept_and_told(words):
    values = read(words)
    assert (values["deadline_words"], values["due_on"]) == (words, None)
    assert told(values, CALENDAR, held_on=HELD) == UNREAD


def test_nothing_typed_is_no_deadline():
    assert not any(read("").values())
    assert told(read(""), CALENDAR, held_on=HELD) == ""


def test_the_year_that_was_supposed_is_said():
    assert typed_deadline("trước 05/3", None, held_on=HELD).doubt == "Thời hạn không ghi năm, hiểu là năm 2018."
    assert typed_deadline("trước 05/3/2018", None, held_on=HELD).doubt == ""


def test_a_day_is_told_with_its_weekday_and_whether_one_works():
    assert day_words(date(2018, 3, 1), CALENDAR) == "Thứ Năm, 01/03/2018, ngày làm việc."
    assert (
        day_words(date(2018, 3, 3), CALENDAR) == "Thứ Bảy, 03/03/2018, ngày nghỉ; ngày làm việc kế tiếp là 05/03/2018."
    )
    assert "trước ngày họp" in told(read("31/01/2018"), CALENDAR, held_on=HELD)
    assert "đến hết ngày X" in told(read("trước ngày 05/3/2018"), CALENDAR, held_on=HELD)
