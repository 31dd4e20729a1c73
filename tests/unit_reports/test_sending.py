"""A unit writes its report, sends it, sends it again; the Sở records what came otherwise; every version stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from districts.chains import broken_chains
from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from meetings.enums import MeetingState, ReportState
from meetings.models import (
    Meeting,
    MeetingEvent,
    ReportDraftFile,
    ReportFile,
    ReportVersion,
    UnitReport,
)
from meetings.planning.files import SentFile
from meetings.unit_reports.judging import judge_report
from meetings.unit_reports.sending import MOST_FILES, Arrival, add_draft_files, record_arrival, save_draft, send_report
from tests.office_fixtures import ONE_PAGE
from tests.unit_reports.test_asking import signed_in

TODAY = timezone.localdate()


def address(report: UnitReport) -> str:
    return reverse("unit-report", args=[report.meeting_id, report.pk])


def typed(report: UnitReport, **changes: object) -> dict[str, object]:
    stored = UnitReport.objects.get(pk=report.pk)
    return {"summary": "Kết quả quý", "act": "gui", "read_version": stored.version} | changes


def pdf(name: str = "bao-cao.pdf", tail: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, ONE_PAGE + tail)


def test_a_draft_with_files_is_kept_from_the_office_until_it_is_sent(cast, report, files):
    unit, office = signed_in(cast.unit_officer), signed_in(cast.clerk)
    sent = typed(report, act="luu", summary="Nháp của xã", files=[pdf(), pdf("phu-luc.pdf", b"2")])
    assert unit.post(address(report), sent).status_code == 302
    assert ReportDraftFile.objects.count() == 2
    assert "Nháp của xã" in unit.get(address(report)).content.decode()
    assert "Nháp của xã" not in office.get(address(report)).content.decode()
    kept = ReportDraftFile.objects.first()
    draft_address = reverse("report-draft-file", args=[report.meeting_id, report.pk, kept.pk])
    assert unit.get(draft_address)["X-Content-Type-Options"] == "nosniff"
    assert office.get(draft_address).status_code == 403
    assert unit.post(address(report), typed(report, paper_number="12/BC-UBND")).status_code == 302
    version = ReportVersion.objects.get()
    assert (version.number, version.paper_number, version.arrived_on) == (1, "12/BC-UBND", TODAY)
    assert [file.name for file in version.files.all()] == ["bao-cao.pdf", "phu-luc.pdf"]
    page = office.get(address(report)).content.decode()
    assert "12/BC-UBND" in page
    file_address = reverse("report-file", args=[report.meeting_id, report.pk, version.files.first().pk])
    assert office.get(file_address)["Content-Disposition"].startswith("attachment")


def test_what_was_sent_is_shown_and_the_form_folded_away_until_it_is_needed(cast, report):
    unit, folded = signed_in(cast.unit_officer), '<details class="again"><summary'
    before = unit.get(address(report)).content.decode()
    assert 'class="again"' not in before
    unit.post(address(report), typed(report, summary="Đã gửi Sở"))
    sent = unit.get(address(report)).content.decode()
    assert sent.index("Đã gửi Sở") < sent.index(folded)
    assert "Nháp lưu lúc" not in sent
    unit.post(address(report), typed(report, summary="Đang viết lại", act="luu"))
    again = unit.get(address(report)).content.decode()
    assert folded not in again
    assert '<details class="again" open>' in again
    assert "Nháp lưu lúc" in again
    refused = unit.post(address(report), typed(report, summary="Gửi lại", paper_day="hôm qua"))
    assert refused.status_code == 422
    assert '<details class="again" open>' in refused.content.decode()


def test_a_later_report_takes_the_place_and_the_earlier_stays(cast, report):
    unit = signed_in(cast.unit_officer)
    unit.post(address(report), typed(report, summary="Bản đầu"))
    unit.post(address(report), typed(report, summary="Bản sau"))
    assert list(ReportVersion.objects.values_list("number", "summary")) == [(2, "Bản sau"), (1, "Bản đầu")]
    page = signed_in(cast.clerk).get(address(report)).content.decode()
    assert "Bản đầu" in page
    assert "Bản sau" in page
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ReportVersion.objects.update(summary="khác")
    assert MeetingEvent.objects.filter(object_kind="unitreport", verb="send_report").count() == 2
    assert broken_chains(MeetingEvent, Meeting, UnitReport) == []


def test_an_empty_report_is_not_sent(cast, report):
    answer = signed_in(cast.unit_officer).post(address(report), typed(report, summary=" "))
    assert answer.status_code == 422
    assert "chưa có nội dung" in answer.content.decode()
    assert not ReportVersion.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"summary": "a" * 20_001}, "20.000"),
        ({"summary": "MẬT\nkhông được ghi"}, "bí mật nhà nước"),
        ({"paper_day": "45/13/2026"}, "ngày"),
        ({"paper_number": "1" * 121}, "120"),
        ({"files": [SimpleUploadedFile("virus.exe", b"MZ")]}, "Không nhận tệp"),
        ({"files": [SimpleUploadedFile("gia.pdf", b"khong phai")]}, "hỏng"),
    ],
)
def test_bad_entries_are_told_and_what_was_typed_stays(cast, report, changes, words):
    answer = signed_in(cast.unit_officer).post(address(report), typed(report, signer="Vũ Văn H", **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Vũ Văn H" in answer.content.decode()
    assert not ReportVersion.objects.exists()
    assert not ReportDraftFile.objects.exists()


def test_nul_bytes_do_not_stop_the_database(cast, report):
    assert signed_in(cast.unit_officer).post(address(report), typed(report, summary="a\x00b")).status_code == 302
    assert ReportVersion.objects.get().summary == "ab"


def test_a_file_over_the_limit_is_told(cast, report, monkeypatch):
    monkeypatch.setattr("meetings.uploads.UPLOAD_LIMIT", 10)
    answer = signed_in(cast.unit_officer).post(address(report), typed(report, files=[pdf("to.pdf")]))
    assert answer.status_code == 422
    assert "“to.pdf” vì nặng quá 20 MB" in answer.content.decode()


def test_a_report_has_so_many_files_and_no_more(cast, report, files):
    many = [SentFile(f"{n}.pdf", ONE_PAGE + str(n).encode()) for n in range(MOST_FILES)]
    assert add_draft_files(report, [*many, many[0]], by=cast.unit_officer) == MOST_FILES
    with pytest.raises(DomainError, match="nhiều nhất 20 tệp"):
        add_draft_files(report, [SentFile("them.pdf", ONE_PAGE)], by=cast.unit_officer)
    remove = reverse("report-draft-file-remove", args=[report.meeting_id, report.pk, report.draft_files.first().pk])
    assert signed_in(cast.clerk).post(remove).status_code == 403
    assert signed_in(cast.unit_officer).post(remove).status_code == 302
    assert report.draft_files.count() == MOST_FILES - 1


def test_of_two_colleagues_the_second_sees_both_texts_and_keeps_the_files(cast, report, files):
    stale = typed(report, act="luu", summary="Bản của bà B", files=[pdf()])
    signed_in(cast.unit_head).post(address(report), typed(report, act="luu", summary="Bản của ông H"))
    unit = signed_in(cast.unit_officer)
    answer = unit.post(address(report), stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của ông H" in page
    assert "Bản của bà B" in page
    assert UnitReport.objects.get(pk=report.pk).summary == "Bản của ông H"
    assert report.draft_files.count() == 1
    again = {**stale, "files": [], "read_version": answer.context["form"]["read_version"].value()}
    assert unit.post(address(report), again).status_code == 302
    assert UnitReport.objects.get(pk=report.pk).summary == "Bản của bà B"


def test_in_the_domain_too_the_older_copy_is_refused(cast, report):
    late = UnitReport.objects.get(pk=report.pk)
    report.summary = "Trước"
    save_draft(report, by=cast.unit_head, at=timezone.now())
    late.summary = "Sau"
    for act in (save_draft, send_report):
        with pytest.raises(EditConflict):
            act(late, by=cast.unit_officer, at=timezone.now())
    assert not ReportVersion.objects.exists()


def test_nobody_sends_for_another_unit(cast, report):
    other = UnitReport.objects.get(unit=cast.other_commune)
    unit = signed_in(cast.unit_officer)
    assert unit.get(address(other)).status_code == 404
    assert unit.post(address(other), typed(other)).status_code == 404
    assert signed_in(cast.clerk).post(address(other), typed(other)).status_code == 403
    for officer in (cast.unit_officer, cast.clerk, cast.leader):
        with pytest.raises(NotAllowed):
            send_report(other, by=officer, at=timezone.now())
    assert "Mẫu Hai" not in unit.get(reverse("unit-reports", args=[other.meeting_id])).content.decode()


def test_a_closed_meeting_takes_no_report(cast, report):
    Meeting.objects.update(state=MeetingState.CANCELLED)
    report.summary = "Muộn"
    with pytest.raises(WrongState):
        send_report(report, by=cast.unit_officer, at=timezone.now())
    assert "Gửi báo cáo</button>" not in signed_in(cast.unit_officer).get(address(report)).content.decode()


def test_the_office_records_a_report_that_came_by_letter(cast, report, files):
    clerk = signed_in(cast.clerk)
    place = reverse("report-arrival", args=[report.meeting_id, report.pk])
    sent = {
        "route": "letter",
        "arrived_on": f"{TODAY - timedelta(days=1):%d/%m/%Y}",
        "paper_number": "45/BC-UBND",
        "read_version": report.version,
        "files": [pdf()],
    }
    report.summary = "Nháp riêng của xã"
    save_draft(report, by=cast.unit_officer, at=timezone.now())
    stale = clerk.post(place, sent)
    assert stale.status_code == 409
    assert "45/BC-UBND" in stale.content.decode()
    sent |= {"read_version": report.version, "files": [pdf()]}
    assert clerk.post(place, sent).status_code == 302
    row = UnitReport.objects.get(pk=report.pk)
    assert (row.state, row.received_on, row.summary) == ("sent", TODAY - timedelta(days=1), "Nháp riêng của xã")
    assert ReportFile.objects.get().version.paper_number == "45/BC-UBND"


@pytest.mark.parametrize(
    ("arrival", "words"),
    [
        (Arrival("letter", TODAY + timedelta(days=1), "x"), "chưa tới"),
        (Arrival("letter", TODAY), "kèm tệp"),
        (Arrival("letter", TODAY - timedelta(days=2), "x", paper_day=TODAY), "sau ngày đến"),
        (Arrival("letter", TODAY, "TUYỆT MẬT: x"), "bí mật"),
    ],
)
def test_a_bad_arrival_is_refused(cast, report, arrival, words):
    with pytest.raises(DomainError, match=words):
        record_arrival(report, arrival, [], version=report.version, by=cast.clerk, at=timezone.now())
    assert not ReportVersion.objects.exists()


def test_only_clerks_record_an_arrival(cast, report):
    for officer in (cast.unit_officer, cast.leader):
        with pytest.raises(NotAllowed):
            record_arrival(
                report, Arrival("letter", TODAY, "x"), [], version=report.version, by=officer, at=timezone.now()
            )


def test_a_report_is_returned_supplemented_and_a_unit_is_spared(cast, report):
    clerk, unit = signed_in(cast.clerk), signed_in(cast.unit_officer)
    unit.post(address(report), typed(report))
    step = reverse("report-step", args=[report.meeting_id, report.pk, "tra-lai"])
    version = UnitReport.objects.get(pk=report.pk).version
    assert clerk.post(step, {"ban": version, "ly-do": ""}).status_code == 422
    overtaken = clerk.post(step, {"ban": version - 1, "ly-do": "Thiếu biểu 2"})
    assert overtaken.status_code == 409
    assert "Thiếu biểu 2" in overtaken.content.decode(), "what was typed is not lost"
    assert UnitReport.objects.get(pk=report.pk).state == ReportState.SENT, "no reason, no return"
    clerk.post(step, {"ban": version, "ly-do": "Thiếu phụ lục"})
    page = unit.get(address(report)).content.decode()
    assert "Thiếu phụ lục" in page
    unit.post(address(report), typed(report, summary="Đã bổ sung"))
    row = UnitReport.objects.get(pk=report.pk)
    assert (row.state, row.reason, row.received_on) == ("sent", "", TODAY)
    other = UnitReport.objects.get(unit=cast.other_commune)
    judge_report(other, "khong-can", reason="Đã họp riêng", version=other.version, by=cast.clerk, at=timezone.now())
    with pytest.raises(WrongState):
        judge_report(other, "khong-can", reason="Lần nữa", version=2, by=cast.clerk, at=timezone.now())


def test_a_judgement_over_what_was_sent_meanwhile_is_refused(cast, report):
    seen = report.version
    report.summary = "Gửi rồi"
    send_report(report, by=cast.unit_officer, at=timezone.now())
    with pytest.raises(WrongState):
        judge_report(report, "khong-can", reason="x", version=seen, by=cast.clerk, at=timezone.now())
    with pytest.raises(EditConflict):
        judge_report(report, "tra-lai", reason="x", version=seen, by=cast.clerk, at=timezone.now())
    for officer in (cast.leader, cast.unit_officer):
        with pytest.raises(NotAllowed):
            judge_report(report, "tra-lai", reason="x", version=report.version, by=officer, at=timezone.now())


def test_what_is_refused_leaves_no_file_behind(cast, report, files, monkeypatch):
    sent, now = [SentFile("bao-cao.pdf", ONE_PAGE)], timezone.now()
    with pytest.raises(EditConflict):
        record_arrival(report, Arrival("letter", TODAY, "x"), sent, version=99, by=cast.clerk, at=now)
    with pytest.raises(NotAllowed):
        add_draft_files(report, sent, by=cast.clerk)
    monkeypatch.setattr("meetings.unit_reports.sending.MOST_FILES", 0)
    with pytest.raises(DomainError, match="nhiều nhất"):
        add_draft_files(report, sent, by=cast.unit_officer)
    assert not [path for path in files.rglob("*") if path.is_file()]
