"""Issued minutes that were wrong: replaced, recalled, written anew, corrected by letter; and who came is closed meanwhile."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.core.management import call_command
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from directives.correcting import start_correction
from directives.foretelling import foretell_release
from directives.issuing import release
from directives.models import Directive
from directives.paper_steps import offered
from directives.whole_way import issue_at_once
from directives.withdrawing import start_anew, start_recall, start_replacement
from districts.errors import DomainError, Frozen, WrongState
from districts.models import Unit
from meetings.attendance.absence_letters import keep_letter
from meetings.attendance.entries import Entry
from meetings.attendance.recording import Sent, add_unit, mark_all_present, record_rows, remove_unit
from meetings.discarding.drafts import discard_draft, discard_plan
from meetings.enums import Attendance, AttendeeRole, MeetingState, PaperFault, PaperKind, PaperState
from meetings.minutes.beginning import begin_minutes
from meetings.minutes.confirming import confirm_minutes
from meetings.minutes.editions import closing_words, editions_of
from meetings.minutes.statements import remove, save_statement, spoken_of
from meetings.models import (
    Delegation,
    Meeting,
    MeetingEvent,
    Minutes,
    Paper,
    Release,
    Replacement,
    Statement,
    StatementDraft,
)
from meetings.planning.changes import Cause
from meetings.planning.registering import excuse
from meetings.receiving import CannotReceive, refuse_receiving
from meetings.signing import send_back, sign
from meetings.standing import is_in_force
from meetings.verifying import issued_problems
from tests.admin_forms import save
from tests.cast import NOW, make_unit
from tests.minutes.writing import finish, say, url

ABSENT = Entry(Attendance.EXCUSED, reason="trùng lịch họp HĐND")


def issue(cast, paper: Paper) -> Release:
    """Confirmed by the secretary, signed by the chair, numbered."""
    paper = Paper.objects.get(pk=paper.pk)
    confirm_minutes(paper, by=cast.officer("clerk"), at=NOW)
    sign(paper, by=cast.officer("leader"), at=NOW)
    return release(paper, by=cast.officer("registrar"), at=NOW)


@pytest.fixture
def issued(cast, minutes, quick_press) -> Release:
    return issue(cast, finish(minutes, cast.clerk))


def replaced(cast, issued: Release) -> Paper:
    return start_replacement(Paper.objects.get(pk=issued.paper_id), by=cast.officer("clerk"), at=NOW)


def recalled(cast, issued: Release) -> Release:
    paper = Paper.objects.get(pk=issued.paper_id)
    return issue_at_once(start_recall(paper, by=cast.officer("clerk"), at=NOW, reason="Nhầm cuộc họp"), at=NOW)


def absent_row(meeting: Meeting) -> Delegation:
    return meeting.delegations.get(attendance=Attendance.ABSENT)


def slugs(cast, paper_id: int) -> set[str]:
    return {step.slug for step in offered(cast.officer("clerk"), Paper.objects.get(pk=paper_id), cast.profile)}


class TestReplacing:
    def test_wrong_minutes_are_replaced_by_minutes(self, cast, issued):
        assert {"thay-the", "thu-hoi", "dinh-chinh"} <= slugs(cast, issued.paper_id)
        assert "sua-doi" not in slugs(cast, issued.paper_id), (
            "an amendment lists conclusions, which minutes do not give"
        )
        draft = replaced(cast, issued)
        old, new = Minutes.objects.get(paper=issued.paper), Minutes.objects.get(paper=draft)
        assert (new.edition, new.begun_at, new.ended_at, new.chair, new.secretary) == (
            2, old.begun_at, old.ended_at, old.chair, old.secretary,
        )  # fmt: skip
        assert [spoken_of(row) for row in new.statements.all()] == [spoken_of(row) for row in old.statements.all()]
        row = new.statements.get()
        said = spoken_of(row)
        save_statement(
            new, row.pk, type(said)(said.speaker, said.post, said.unit, "Đã rà soát 15 cân."), seen=row.version,
            by=cast.officer("clerk"), at=NOW,
        )  # fmt: skip
        after = issue(cast, draft)
        assert Replacement.objects.get().new == after
        assert not is_in_force(Release.objects.get(pk=issued.pk))
        printed = json.loads(after.content)["record"]
        assert "Biên bản này thay thế Biên bản số 01/BB-SKHCN ngày 09/04/2026." in printed["closing"]
        assert "15 cân" in after.content
        assert "12 cân" in Release.objects.get(pk=issued.pk).content, "what was issued stays"
        assert issued_problems() == []
        assert Directive.objects.count() == 0

    def test_what_was_taken_out_is_not_copied_and_a_second_replacement_names_the_one_before_it(self, cast, issued):
        draft = replaced(cast, issued)
        new = Minutes.objects.get(paper=draft)
        gone = say(new, cast.clerk)
        remove(new, gone.pk, seen=gone.version, by=cast.officer("clerk"), at=NOW)
        second = issue(cast, draft)
        third = Minutes.objects.get(paper=replaced(cast, second))
        assert (third.edition, third.statements.count()) == (3, 1)
        assert third.notes == "Biên bản này thay thế Biên bản số 02/BB-SKHCN ngày 09/04/2026."

    def test_one_at_a_time_and_by_clerks_alone(self, cast, issued):
        replaced(cast, issued)
        with pytest.raises(WrongState, match="đang soạn"):
            replaced(cast, issued)
        with pytest.raises(DomainError):
            start_replacement(Paper.objects.get(pk=issued.paper_id), by=cast.officer("leader"), at=NOW)
        assert Minutes.objects.count() == 2

    def test_a_replacement_begun_by_mistake_is_given_up_while_who_came_is_as_issued(self, cast, issued):
        draft = replaced(cast, issued)
        Paper.objects.get(pk=draft.pk).delete()
        assert [each.paper_id for each in editions_of(issued.paper.meeting)] == [issued.paper_id]
        again = replaced(cast, issued)
        meeting = issued.paper.meeting
        record_rows(meeting, [Sent(absent_row(meeting).pk, ABSENT)], by=cast.officer("clerk"), at=NOW)
        with pytest.raises(Frozen, match="Thành phần dự họp đã được sửa"):
            Paper.objects.get(pk=again.pk).delete()

    def test_a_replacement_is_thrown_away_on_its_page_under_the_same_rules(self, cast, issued):
        draft, clerk = replaced(cast, issued), cast.officer("clerk")
        plan = discard_plan(draft, clerk)
        assert any("Bản chép 1 ý kiến phát biểu" in sentence for sentence in plan.goes)
        row = draft.minutes.statements.get()
        other = cast.officer("leader")
        StatementDraft.objects.create(minutes=draft.minutes, statement=row, officer=other, content={}, at=NOW)
        with pytest.raises(DomainError, match="một ý kiến phát biểu chưa ghép"):
            discard_draft(draft, by=clerk, at=NOW, seen=draft.version, reason="Nhầm")
        StatementDraft.objects.all().delete()
        discard_draft(draft, by=clerk, at=NOW, seen=draft.version, reason="Nhầm")
        assert [each.paper_id for each in editions_of(issued.paper.meeting)] == [issued.paper_id]
        again, meeting = replaced(cast, issued), issued.paper.meeting
        record_rows(meeting, [Sent(absent_row(meeting).pk, ABSENT)], by=clerk, at=NOW)
        with pytest.raises(DomainError, match="Thành phần dự họp đã được sửa"):
            discard_draft(again, by=clerk, at=NOW, seen=again.version, reason="Nhầm")

    def test_a_replacement_that_was_confirmed_and_sent_back_is_thrown_away_too(self, cast, issued):
        draft, clerk = replaced(cast, issued), cast.officer("clerk")
        confirm_minutes(draft, by=clerk, at=NOW)
        send_back(draft, by=cast.officer("leader"), at=NOW, note="Không cần thay thế")
        draft = Paper.objects.get(pk=draft.pk)
        discard_draft(draft, by=clerk, at=NOW, seen=draft.version, reason="Nhầm")
        kept = Paper.objects.get(pk=draft.pk)
        assert (kept.state, kept.signed_records.get().void.reason) == (PaperState.DISCARDED, "Không cần thay thế")
        assert [each.paper_id for each in editions_of(issued.paper.meeting)] == [issued.paper_id]
        assert replaced(cast, issued).minutes.edition == 2

    def test_the_minutes_of_a_meeting_are_not_deleted(self, minutes):
        with pytest.raises(Frozen, match="không xóa được"):
            Paper.objects.get(pk=minutes.paper_id).delete()
        assert Minutes.objects.exists()

    def test_the_release_says_what_it_ends(self, cast, issued):
        draft = replaced(cast, issued)
        confirm_minutes(draft, by=cast.officer("clerk"), at=NOW)
        sign(draft, by=cast.officer("leader"), at=NOW)
        told = foretell_release(Paper.objects.get(pk=draft.pk), NOW.date())
        assert "Biên bản 01/BB-SKHCN được ghi là đã thay thế." in told[0]


class TestRecalling:
    def test_minutes_are_recalled_by_a_notice_that_a_signer_signs(self, cast, issued):
        Minutes.objects.update(chair=None)
        Paper.objects.filter(pk=issued.paper_id).update(signer=None)
        paper = Paper.objects.get(pk=issued.paper_id)
        draft = start_recall(paper, by=cast.officer("clerk"), at=NOW, reason="Nhầm cuộc họp")
        assert (draft.kind, draft.signer, draft.capacity) == (PaperKind.RECALL, cast.leader, "deputy_for")
        assert draft.body.startswith("Thu hồi Biên bản số 01/BB-SKHCN ngày 09/04/2026 hội nghị giao ban")
        told = issue_at_once(draft, at=NOW)
        assert Release.objects.get(pk=issued.pk).recall.by_release == told

    def test_a_recall_of_minutes_tells_no_unit_of_the_meeting(self, cast, issued):
        recalled(cast, issued)
        unit = Client()
        unit.force_login(cast.officer("unit_officer"))
        page = unit.get(reverse("meeting", args=[issued.paper.meeting_id])).content.decode()
        assert "UBND xã Mẫu Hai" not in page
        clerk = Client()
        clerk.force_login(cast.officer("clerk"))
        page = clerk.get(reverse("meeting", args=[issued.paper.meeting_id])).content.decode()
        assert "Chưa có thông báo." in page
        assert "Lập dự thảo thông báo" in page

    def test_recalled_minutes_are_written_anew(self, cast, issued):
        with pytest.raises(DomainError, match="đã bị thu hồi"):
            start_anew(Paper.objects.get(pk=issued.paper_id), by=cast.officer("clerk"), at=NOW)
        recalled(cast, issued)
        assert "lap-lai" in slugs(cast, issued.paper_id)
        known = begin_minutes(issued.paper.meeting, by=cast.officer("clerk"), at=NOW)
        assert known.paper_id == issued.paper_id, "what follows recalled minutes begins at their own paper"
        draft = start_anew(Paper.objects.get(pk=issued.paper_id), by=cast.officer("clerk"), at=NOW)
        assert "lap-lai" not in slugs(cast, issued.paper_id)
        assert (draft.minutes.edition, draft.minutes.notes, draft.minutes.statements.count()) == (2, "", 1)
        assert issue(cast, draft).titled == "Biên bản 02/BB-SKHCN"

    def test_a_letter_of_correction_is_signed_by_a_signer_too(self, cast, issued):
        paper = Paper.objects.get(pk=issued.paper_id)
        Paper.objects.filter(pk=paper.pk).update(signer=cast.division_head)
        Unit.objects.filter(pk=cast.division.pk).update(short_name="Phòng QLCN")
        letter = start_correction(
            Paper.objects.get(pk=paper.pk),
            by=cast.officer("clerk"),
            at=NOW,
            fault=PaperFault.FORM,
            wrong="a",
            right="b",
        )
        assert (letter.signer, letter.capacity, letter.archive_line) == (cast.leader, "deputy_for", "VT, QLCN")
        assert "đã ban hành Biên bản số 01/BB-SKHCN ngày 09/04/2026 hội nghị" in letter.opening
        issue_at_once(letter, at=NOW)


class TestWhoCame:
    def acts(self, cast, meeting: Meeting):
        by, row = cast.officer("clerk"), absent_row(meeting)
        unit = make_unit("XA9", "UBND xã Mẫu Chín", "commune")
        return [
            lambda: record_rows(meeting, [Sent(row.pk, ABSENT)], by=by, at=NOW),
            lambda: mark_all_present(meeting, by=by, at=NOW),
            lambda: add_unit(meeting, unit, by=by, at=NOW),
            lambda: remove_unit(meeting, row.pk, by=by, at=NOW),
        ]

    def test_the_list_is_closed_once_the_secretary_has_confirmed(self, cast, minutes):
        paper = finish(minutes, cast.clerk)
        assert closing_words(paper.meeting) == ""
        confirm_minutes(paper, by=cast.officer("clerk"), at=NOW)
        for act in self.acts(cast, paper.meeting):
            with pytest.raises(WrongState, match="trả biên bản về dự thảo"):
                act()

    def test_after_the_release_it_opens_with_minutes_in_their_place(self, cast, issued):
        meeting = issued.paper.meeting
        for act in self.acts(cast, meeting):
            with pytest.raises(WrongState, match=r"Biên bản 01/BB-SKHCN đã phát hành.*Lập biên bản thay thế"):
                act()
        draft = replaced(cast, issued)
        record_rows(meeting, [Sent(absent_row(meeting).pk, ABSENT)], by=cast.officer("clerk"), at=NOW)
        after = issue(cast, draft)
        assert "trùng lịch họp HĐND" in after.content
        assert "trùng lịch họp HĐND" not in Release.objects.get(pk=issued.pk).content
        assert "Biên bản 02/BB-SKHCN đã phát hành" in closing_words(meeting)

    def test_it_is_open_once_the_minutes_are_recalled(self, cast, issued):
        recalled(cast, issued)
        assert closing_words(issued.paper.meeting) == ""

    def test_a_letter_that_comes_late_is_still_filed(self, cast, issued):
        meeting = issued.paper.meeting
        row = absent_row(meeting)
        keep_letter(meeting, row.pk, number="15/UBND-VX", by=cast.officer("clerk"), at=NOW)
        row.refresh_from_db()
        assert (row.absence_paper, row.attendance) == ("15/UBND-VX", Attendance.ABSENT)
        Delegation.objects.filter(pk=row.pk).update(attendance=Attendance.INVITED)
        with pytest.raises(WrongState, match="đã phát hành"):
            keep_letter(meeting, row.pk, number="15/UBND-VX", by=cast.officer("clerk"), at=NOW)

    def test_a_unit_that_answers_late_in_the_day_is_sent_to_the_secretary(self, cast, issued):
        meeting = issued.paper.meeting
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.PLANNED, held_on=NOW.date())
        row = meeting.delegations.get(unit=cast.commune)
        Delegation.objects.filter(pk=row.pk).update(attendance=Attendance.INVITED)
        row = Delegation.objects.get(pk=row.pk)
        with pytest.raises(WrongState, match="liên hệ thư ký"):
            excuse(row, Cause("bận", "", None), by=cast.officer("unit_officer"), at=NOW)

    def test_a_document_is_not_read_into_a_meeting_with_issued_minutes(self, cast, issued):
        meeting = issued.paper.meeting
        meeting.outlines.get().conclusions.all().delete()
        with pytest.raises(CannotReceive, match="Biên bản 01/BB-SKHCN đã phát hành"):
            refuse_receiving(meeting)

    def test_the_administration_is_no_way_around(self, cast, clerk, issued):
        meeting = issued.paper.meeting
        address = f"/quan-tri/meetings/meeting/{meeting.pk}/change/"
        names = [row.attendance for row in meeting.delegations.all()]
        place = names.index(Attendance.ABSENT)
        answer = save(clerk, address, **{f"delegations-{place}-attendance": Attendance.EXCUSED})
        assert "đã phát hành nên thành phần dự họp không sửa được" in unescape(answer.content.decode())
        assert absent_row(meeting)
        people = list(meeting.attendees.all())
        came = next(n for n, each in enumerate(people) if each.role == AttendeeRole.ATTENDEE)
        answer = save(clerk, address, **{f"attendees-{came}-name": "Người Khác"})
        assert "đã phát hành nên thành phần dự họp không sửa được" in unescape(answer.content.decode())
        assert save(clerk, address, place="Phòng họp số 2").status_code == 302, (
            "facts of the meeting are corrected in place"
        )

    def test_an_act_on_the_list_and_the_confirmation_wait_for_each_other(self, cast, minutes, monkeypatch):
        """Both hold the paper of the minutes, the act before it takes the meeting."""
        taken, lock = [], QuerySet.select_for_update

        def noted(rows, *args, **kwargs):
            taken.append(rows.model._meta.model_name)
            return lock(rows, *args, **kwargs)

        paper = finish(minutes, cast.clerk)
        monkeypatch.setattr(QuerySet, "select_for_update", noted)
        mark_all_present(paper.meeting, by=cast.officer("clerk"), at=NOW)
        assert taken[:2] == ["paper", "meeting"]
        taken.clear()
        confirm_minutes(paper, by=cast.officer("clerk"), at=NOW)
        assert taken[0] == "paper"

    def test_its_page_says_so_and_offers_nothing(self, cast, clerk, issued):
        address = reverse("attendance", args=[issued.paper.meeting_id])
        page = clerk.get(address).content.decode()
        assert "Thành phần dự họp đã khóa theo biên bản." in page
        assert "Tất cả có mặt" not in page
        assert 'name="m-' not in page
        row = absent_row(issued.paper.meeting)
        answer = clerk.post(address, {f"m-{row.pk}": "present"})
        assert answer.status_code == 422
        assert "Lập biên bản thay thế" in answer.content.decode()


class TestPages:
    def test_the_part_shows_the_newest_and_leads_to_those_before(self, cast, clerk, issued):
        draft = replaced(cast, issued)
        page = clerk.get(url(draft.minutes)).content.decode()
        assert reverse("paper", args=[issued.paper_id]) in page
        assert "Còn hiệu lực" in page
        assert "Thêm ý kiến" in page
        issue(cast, draft)
        page = clerk.get(url(draft.minutes)).content.decode()
        assert "Đã thay thế bằng" in page
        assert "Thêm ý kiến" not in page

    def test_the_tab_counts_what_stands_in_the_newest(self, cast, clerk, issued):
        draft = replaced(cast, issued)
        say(draft.minutes, cast.clerk)
        assert Statement.objects.count() == 3
        page = clerk.get(reverse("meeting", args=[issued.paper.meeting_id])).content.decode()
        tab = page[page.index(url(draft.minutes)) :]
        assert '<span class="count">2</span>' in tab[: tab.index("</a>")]

    def test_the_button_of_the_paper_is_called_after_the_minutes(self, cast, clerk, issued):
        page = clerk.get(reverse("paper", args=[issued.paper_id])).content.decode()
        assert "Lập biên bản thay thế" in page
        sent = {"read_version": Paper.objects.get(pk=issued.paper_id).version}
        answer = clerk.post(reverse("paper-step", args=[issued.paper_id, "thay-the"]), sent)
        draft = Paper.objects.get(replaces=issued.paper_id)
        assert answer["Location"] == reverse("paper", args=[draft.pk])
        assert (draft.kind, draft.state) == (PaperKind.MINUTES, PaperState.DRAFT)
        assert MeetingEvent.objects.filter(object_id=draft.pk, verb="draft_replacement").exists()


def test_every_stored_record_verifies_after_replacing_and_recalling(cast, issued):
    second = issue(cast, replaced(cast, issued))
    recalled(cast, second)
    call_command("verify_records")
