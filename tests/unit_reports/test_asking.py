"""The Sở asks units for a report: all, a group, some; once each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from districts.errors import DomainError, EditConflict, NotAllowed
from districts.models import RefusedAttempt
from meetings.enums import MeetingState, ReportState
from meetings.models import Meeting, MeetingEvent, ReportRequest, UnitReport
from meetings.planning.files import SentFile
from meetings.unit_reports.asking import ask_units, correct_request, invited_to
from tests.cast import make_unit
from tests.office_fixtures import ONE_PAGE
from tests.unit_reports.conftest import ask

SOON = timezone.localdate() + timedelta(days=10)


def signed_in(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def typed(**changes: object) -> dict[str, object]:
    return {"content": "Kết quả quý IV", "due_on": f"{SOON:%d/%m/%Y}", "whom": "tat-ca"} | changes


def test_all_invited_units_are_asked_by_one_form(cast, meeting, files):
    sent = typed(template=SimpleUploadedFile("mau.pdf", ONE_PAGE))
    clerk, address = signed_in(cast.clerk), reverse("report-ask", args=[meeting.pk])
    assert clerk.post(address, sent).status_code == 302
    request = ReportRequest.objects.get()
    assert (request.content, request.due_on, request.asked_by) == ("Kết quả quý IV", SOON, cast.clerk)
    assert set(request.reports.values_list("unit", "state")) == {
        (cast.commune.pk, "asked"),
        (cast.other_commune.pk, "asked"),
    }
    event = MeetingEvent.objects.get(verb="ask_reports")
    assert "UBND xã Mẫu Một; UBND xã Mẫu Hai" in event.note
    template = reverse("report-template", args=[meeting.pk, request.pk])
    assert signed_in(cast.unit_officer).get(template)["Content-Disposition"].startswith("attachment")
    again = clerk.post(address, typed())
    assert again.status_code == 422, "nobody is left to ask"
    assert UnitReport.objects.count() == 2


def test_a_group_or_some_are_asked(cast, meeting):
    office = make_unit("CC", "Chi cục Mẫu", "branch", cast.office)
    meeting.delegations.create(unit=office, position=9)
    meeting.delegations.create(words="Hợp tác xã Mẫu", position=10)
    assert invited_to(meeting).unnamed == ["Hợp tác xã Mẫu"]
    clerk, address = signed_in(cast.clerk), reverse("report-ask", args=[meeting.pk])
    clerk.post(address, typed(whom="so"))
    assert list(UnitReport.objects.values_list("unit", flat=True)) == [office.pk]
    assert clerk.post(address, typed(whom="chon")).status_code == 422
    clerk.post(address, typed(whom="chon", units=[cast.commune.pk]))
    assert set(UnitReport.objects.values_list("unit", flat=True)) == {office.pk, cast.commune.pk}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"content": " "}, "đang trống"),
        ({"due_on": "31/02/2026"}, "ngày"),
        ({"due_on": "01/01/0026"}, "Năm phải từ"),
        ({"due_on": f"{timezone.localdate() - timedelta(days=1):%d/%m/%Y}"}, "đã qua"),
        ({"content": "TỐI MẬT\nBáo cáo"}, "bí mật nhà nước"),
        ({"content": "a" * 20_001}, "20.000"),
        ({"whom": "khong-co"}, "Chọn"),
        ({"whom": "chon", "units": ["9" * 40]}, "Chọn"),
    ],
)
def test_bad_entries_are_told_and_nothing_is_kept(cast, meeting, changes, words):
    answer = signed_in(cast.clerk).post(reverse("report-ask", args=[meeting.pk]), typed(**changes))
    assert answer.status_code == 422
    assert words.lower() in answer.content.decode().lower()
    assert not ReportRequest.objects.exists()


def test_only_clerks_ask_and_not_for_a_cancelled_meeting(cast, meeting):
    for officer in (cast.leader, cast.division_head, cast.unit_officer):
        with pytest.raises(NotAllowed):
            ask_units(meeting, ReportRequest(content="x", due_on=SOON), [cast.commune], by=officer, at=timezone.now())
    assert RefusedAttempt.objects.filter(verb="ask_units").count() == 3
    Meeting.objects.update(state=MeetingState.CANCELLED)
    meeting.refresh_from_db()
    with pytest.raises(NotAllowed):
        ask(cast, meeting, cast.commune)
    assert not ReportRequest.objects.exists()


def test_a_unit_that_is_not_invited_is_not_asked(cast, meeting):
    stranger = make_unit("XA8", "UBND xã Mẫu Tám", "commune")
    with pytest.raises(DomainError, match="đã được yêu cầu"):
        ask(cast, meeting, stranger)


def test_a_spared_unit_is_asked_again_only_by_name(cast, meeting, asked):
    UnitReport.objects.filter(unit=cast.commune).update(state=ReportState.NOT_NEEDED, reason="đã họp riêng")
    again = ask(cast, meeting, cast.commune, days=12)
    row = UnitReport.objects.get(unit=cast.commune)
    assert (row.request, row.state, row.reason) == (again, "asked", "")


def test_the_second_to_correct_a_request_sees_both_texts(cast, meeting, asked):
    late = ReportRequest.objects.get(pk=asked.pk)
    asked.content = "Bản của người trước"
    correct_request(asked, by=cast.clerk, at=timezone.now())
    with pytest.raises(EditConflict):
        correct_request(late, by=cast.clerk, at=timezone.now())
    clerk, address = signed_in(cast.clerk), reverse("report-request", args=[meeting.pk, asked.pk])
    sent = {"content": "Bản của tôi", "due_on": f"{SOON:%d/%m/%Y}", "read_version": late.version}
    answer = clerk.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của người trước" in page
    assert "Bản của tôi" in page
    sent["read_version"] = answer.context["form"]["read_version"].value()
    assert clerk.post(address, sent).status_code == 302
    assert ReportRequest.objects.get().content == "Bản của tôi"


def test_the_template_goes_to_the_units_asked_alone(cast, meeting, files):
    request = ask(cast, meeting, cast.other_commune, template=SentFile("mau.pdf", ONE_PAGE))
    address = reverse("report-template", args=[meeting.pk, request.pk])
    assert signed_in(cast.unit_officer).get(address).status_code == 404
    assert signed_in(cast.leader).get(address).status_code == 200


def test_a_request_that_is_refused_leaves_no_file_behind(cast, meeting, asked, files):
    template, late = SentFile("mau.pdf", ONE_PAGE), ReportRequest.objects.get(pk=asked.pk)
    with pytest.raises(DomainError, match="đã được yêu cầu"):
        ask(cast, meeting, cast.commune, template=template)
    correct_request(asked, by=cast.clerk, at=timezone.now())
    with pytest.raises(EditConflict):
        correct_request(late, template=template, by=cast.clerk, at=timezone.now())
    assert not [path for path in files.rglob("*") if path.is_file()]
