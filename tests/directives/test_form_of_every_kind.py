"""Every kind of paper as the portal words and prints it, as a draft and as issued: the machine finds nothing wrong with it."""

from __future__ import annotations

from datetime import date, time

import pytest

from directives.amending import start_amendment
from directives.correcting import start_correction
from directives.issuing import release
from directives.models import Assignment
from directives.urging.drafting import start_urging
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from districts.models import Unit
from meetings.enums import AttendeeRole, MeetingState, PaperFault, PaperKind
from meetings.form_checking import form_check_of
from meetings.minutes.beginning import begin_minutes
from meetings.minutes.confirming import confirm_minutes
from meetings.models import Attendee, Meeting, Paper
from meetings.paper_pages import file_of
from meetings.planning.changes import Cause, postpone
from meetings.planning.invitation_drafting import draft_calling_off, draft_invitation
from meetings.signing import sign
from tests.cast import NOW, Cast, make_conclusions, make_meeting, make_notice
from tests.minutes.writing import finish

pytestmark = pytest.mark.usefixtures("files")


def wrong(paper: Paper) -> list[tuple[str, str]]:
    """What the machine alleges of the paper as it stands."""
    stored = Paper.objects.get(pk=paper.pk)
    found = form_check_of(stored, file_of(stored, at=NOW), NOW.date())
    assert len(found.findings) >= 30
    return [(finding.rule, finding.measured) for finding in found.wrong]


def held(cast: Cast) -> Meeting:
    meeting = make_meeting(cast, starts_at=time(8, 0))
    make_conclusions(meeting.outlines.get(), cast)
    named = {"honorific": "ông", "name": "Nguyễn Văn A", "post": "Chuyên viên"}
    Attendee.objects.create(meeting=meeting, role=AttendeeRole.SECRETARY, position=2, **named)
    return meeting


def issued_minutes(paper: Paper, cast: Cast) -> Paper:
    confirm_minutes(paper, by=cast.officer("clerk"), at=NOW)
    sign(paper, by=cast.officer("leader"), at=NOW)
    release(paper, by=cast.officer("registrar"), at=NOW)
    return Paper.objects.get(pk=paper.pk)


def test_a_notice_and_all_that_follows_one(cast):
    notice = make_notice(cast)
    assert wrong(notice) == []
    issue_at_once(notice, at=NOW)
    assert wrong(notice) == []
    letter = start_correction(
        notice, by=cast.clerk, at=NOW, fault=PaperFault.FORM, wrong="Phòng QLCN", right="Phòng QLCN, Văn phòng Sở",
        place="phần Nơi nhận",
    )  # fmt: skip
    Paper.objects.filter(pk=letter.pk).update(archive_line="VT, QLCN")
    assert wrong(letter) == []
    issue_at_once(Paper.objects.get(pk=letter.pk), at=NOW)
    assert wrong(letter) == []
    amendment = start_amendment(notice, by=cast.clerk, at=NOW)
    conclusion = amendment.outline.conclusions.get(label="c)")
    conclusion.text = "Ghi nhận kết quả của các địa phương trong quý và 9 tháng"
    conclusion.save()
    assert wrong(amendment) == []
    issue_at_once(amendment, at=NOW)
    assert wrong(amendment) == []
    replacement = start_replacement(notice, by=cast.clerk, at=NOW)
    assert wrong(replacement) == []
    issue_at_once(replacement, at=NOW)
    recall = start_recall(replacement, by=cast.clerk, at=NOW, reason="Nhầm thẩm quyền")
    assert wrong(recall) == []
    issue_at_once(recall, at=NOW)
    assert wrong(recall) == []


def test_a_letter_of_urging_with_its_orders_in_the_text_and_in_an_annex(cast):
    Unit.objects.filter(pk=cast.division.pk).update(short_name="Phòng QLCN")
    issue_at_once(make_notice(cast), at=NOW)
    Assignment.objects.update(current_due_on=date(2026, 4, 1))
    first, *others = Assignment.objects.order_by("pk")
    letter = start_urging([first], by=cast.officer("clerk"), at=NOW, reply_days=5)
    assert wrong(letter) == []
    issue_at_once(letter, at=NOW)
    assert wrong(letter) == []
    letter = start_urging([first, *others], by=cast.officer("clerk"), at=NOW, reply_days=5, contact="Đầu mối: ông A.")
    assert wrong(letter) == []


def test_minutes_and_what_follows_them(cast):
    minutes = begin_minutes(held(cast), by=cast.officer("clerk"), at=NOW)
    paper = finish(minutes, cast.clerk)
    assert wrong(paper) == []
    paper = issued_minutes(paper, cast)
    assert wrong(paper) == []
    letter = start_correction(paper, by=cast.clerk, at=NOW, fault=PaperFault.PROCEDURE, wrong="Số 1", right="Số 01")
    Paper.objects.filter(pk=letter.pk).update(archive_line="VT, QLCN")
    assert wrong(letter) == []
    replacement = start_replacement(paper, by=cast.clerk, at=NOW)
    assert wrong(replacement) == []
    recall = start_recall(issued_minutes(replacement, cast), by=cast.clerk, at=NOW, reason="Nhầm cuộc họp")
    assert wrong(recall) == []


def test_what_minutes_lack_is_named(cast):
    paper = begin_minutes(held(cast), by=cast.officer("clerk"), at=NOW).paper
    Attendee.objects.filter(role=AttendeeRole.SECRETARY).delete()
    assert ("two_signers", "chưa có tên, Phạm Thị D cỡ 14") in wrong(paper)


def test_an_invitation_and_the_notice_that_the_meeting_is_put_off(cast):
    meeting = make_meeting(cast, state=MeetingState.PLANNED, held_on=date(2026, 4, 20), starts_at=time(8, 0))
    invitation = draft_invitation(meeting, by=cast.officer("clerk"), at=NOW)
    assert wrong(invitation) == []
    issue_at_once(invitation, at=NOW)
    assert wrong(invitation) == []
    cause = Cause("Trùng kỳ họp HĐND tỉnh")
    postpone(Meeting.objects.get(pk=meeting.pk), cause=cause, by=cast.officer("clerk"), at=NOW)
    told = draft_calling_off(Meeting.objects.get(pk=meeting.pk), by=cast.officer("clerk"), at=NOW)
    assert wrong(told) == []
    issue_at_once(told, at=NOW)
    assert wrong(told) == []
    assert told.kind == PaperKind.CALLING_OFF


def test_the_page_of_minutes_shows_what_was_measured(client, cast):
    paper = finish(begin_minutes(held(cast), by=cast.officer("clerk"), at=NOW), cast.clerk)
    client.force_login(cast.officer("clerk"))
    page = client.get(f"/van-ban/{paper.pk}/").content.decode()
    assert "Máy kiểm tra" in page
    assert "Đủ các phần của biên bản theo Mẫu 1.9" in page
