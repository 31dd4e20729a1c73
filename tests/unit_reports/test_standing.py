"""Late or not is computed; who is to be reminded is selected without a side effect; the list stays quick."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from districts.calendar import WorkCalendar
from districts.errors import DomainError, NotAllowed
from meetings.enums import MeetingState, ReportState
from meetings.models import ReportReminder, UnitReport
from meetings.unit_reports.reminding import (
    grouped_to_remind,
    mail_list,
    note_reminded,
    reminder_text,
    units_to_remind,
)
from meetings.unit_reports.standing import standing_of
from tests.cast import make_unit
from tests.unit_reports.conftest import ask
from tests.unit_reports.test_asking import signed_in

FRIDAY, SATURDAY = date(2026, 11, 13), date(2026, 11, 14)


@pytest.mark.parametrize(
    ("state", "due", "received", "today", "expected"),
    [
        ("asked", FRIDAY, None, date(2026, 11, 10), ("within", "Chưa gửi, còn 3 ngày")),
        ("asked", FRIDAY, None, FRIDAY, ("within", "Chưa gửi, hạn hôm nay")),
        ("asked", FRIDAY, None, SATURDAY, ("overdue", "Chưa gửi, quá hạn 1 ngày")),
        ("asked", SATURDAY, None, date(2026, 11, 16), ("within", "Chưa gửi, hạn hôm nay")),
        ("asked", SATURDAY, None, date(2026, 11, 17), ("overdue", "Chưa gửi, quá hạn 3 ngày")),
        ("sent", FRIDAY, FRIDAY, date(2026, 12, 1), ("ontime", "Đã gửi đúng hạn")),
        ("sent", SATURDAY, date(2026, 11, 16), date(2026, 12, 1), ("ontime", "Đã gửi đúng hạn")),
        ("sent", SATURDAY, date(2026, 11, 17), date(2026, 12, 1), ("donelate", "Đã gửi, muộn 3 ngày")),
        ("returned", FRIDAY, FRIDAY, date(2026, 12, 1), ("soon", "Đề nghị bổ sung")),
        ("not_needed", FRIDAY, None, date(2026, 12, 1), ("off", "Không cần gửi")),
    ],
)
def test_a_report_stands_as_its_days_say(report, state, due, received, today, expected):
    report.state, report.request.due_on, report.received_on = state, due, received
    found = standing_of(report, today, WorkCalendar.load())
    assert (found.key, found.words) == expected


def test_who_has_not_sent_is_selected_and_nothing_else_happens(cast, meeting, asked, report):
    today = timezone.localdate()
    assert [row.name for row in units_to_remind(meeting, today)] == ["UBND xã Mẫu Hai", "UBND xã Mẫu Một"]
    with CaptureQueriesContext(connection) as queries:
        units_to_remind(meeting, today)
    assert all(query["sql"].startswith("SELECT") for query in queries)
    UnitReport.objects.filter(pk=report.pk).update(state=ReportState.SENT, received_on=today)
    assert [row.name for row in units_to_remind(meeting, today)] == ["UBND xã Mẫu Hai"]
    UnitReport.objects.filter(pk=report.pk).update(state=ReportState.RETURNED)
    assert len(units_to_remind(meeting, today)) == 2, "a supplement is awaited too"
    UnitReport.objects.update(state=ReportState.NOT_NEEDED)
    assert units_to_remind(meeting, today) == []
    UnitReport.objects.update(state=ReportState.ASKED)
    meeting.state = MeetingState.CANCELLED
    assert units_to_remind(meeting, today) == []


def test_the_words_to_copy_name_each_group_and_day(cast, meeting, asked, report):
    today = timezone.localdate()
    UnitReport.objects.filter(pk=report.pk).update(state=ReportState.SENT, received_on=today)
    rows = units_to_remind(meeting, today)
    text = reminder_text(meeting, grouped_to_remind(meeting, rows))
    due = f"{asked.due_on:%d/%m/%Y}"
    assert "Đã có 1/2 đơn vị gửi." in text
    assert f"UBND xã, phường, đặc khu, chậm nhất ngày {due} (1 đơn vị): UBND xã Mẫu Hai." in text
    assert mail_list(rows).without == ["UBND xã Mẫu Hai"]


def test_a_call_is_kept_with_who_and_when(cast, meeting, asked, report):
    clerk, address = signed_in(cast.clerk), reverse("report-reminders", args=[meeting.pk])
    page = clerk.get(address).content.decode()
    assert "xa1@example.org" in page
    assert "0/2 đơn vị đã gửi" in page
    assert clerk.post(address, {"way": "phone"}).status_code == 422, "nobody was ticked"
    sent = {"reports": [report.pk], "way": "phone", "note": "bà Lê Thị C"}
    assert clerk.post(address, sent).status_code == 302
    kept = ReportReminder.objects.get()
    assert (kept.report, kept.by, kept.way, kept.note) == (report, cast.clerk, "phone", "bà Lê Thị C")
    assert "đã nhắc: điện thoại" in clerk.get(address).content.decode()
    assert clerk.post(address, {"reports": ["99999999999999999999"], "way": "phone"}).status_code == 422
    with pytest.raises(NotAllowed):
        note_reminded(meeting, [report.pk], by=cast.leader, at=timezone.now())
    UnitReport.objects.filter(pk=report.pk).update(state=ReportState.SENT, received_on=timezone.localdate())
    with pytest.raises(DomainError, match="Chưa chọn"):
        note_reminded(meeting, [report.pk], by=cast.clerk, at=timezone.now())


def test_the_list_is_filtered_by_state_and_grouped(cast, meeting, asked, report):
    UnitReport.objects.filter(pk=report.pk).update(state=ReportState.SENT, received_on=timezone.localdate())
    clerk, address = signed_in(cast.clerk), reverse("unit-reports", args=[meeting.pk])
    page = clerk.get(address)
    assert (page.context["list"].sent, page.context["list"].total) == (1, 2)
    shown = clerk.get(address, {"loc": "within"}).context["list"]
    assert [[row.report.unit for row in group.rows] for group in shown.groups] == [[cast.other_commune]]
    assert clerk.get(address, {"loc": "khong-co"}).context["list"].chosen == ""


def test_the_list_of_150_units_takes_under_twelve_queries(cast, meeting):
    def cost(name: str) -> int:
        client = signed_in(cast.clerk)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=[meeting.pk])).status_code == 200
        return len(queries)

    ask(cast, meeting, cast.commune)
    names = ("unit-reports", "report-reminders", "report-ask", "meeting")
    before = {name: cost(name) for name in names}
    units = [make_unit(f"Z{n}", f"UBND xã Thêm {n}", "commune") for n in range(150)]
    meeting.delegations.bulk_create(
        type(meeting.delegations.first())(meeting=meeting, unit=unit, position=n) for n, unit in enumerate(units, 5)
    )
    ask(cast, meeting, *units)
    for row in UnitReport.objects.filter(unit__in=units[:6]):
        note_reminded(meeting, [row.pk], by=cast.clerk, at=timezone.now())
    assert {name: cost(name) for name in names} == before
    assert max(before.values()) <= 12


def test_observers_read_nothing_before_the_notice(cast, meeting, asked):
    observer = signed_in(cast.observer)
    assert observer.get(reverse("unit-reports", args=[meeting.pk])).status_code == 404
    assert not UnitReport.objects.visible_to(cast.observer).exists()


def test_the_unit_finds_its_report_on_the_page_of_the_meeting(cast, meeting, asked, report):
    page = signed_in(cast.unit_officer).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert reverse("unit-report", args=[meeting.pk, report.pk]) in page
