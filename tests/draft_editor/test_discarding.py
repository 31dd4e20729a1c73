"""A draft that is not wanted: who throws it away, what goes, what stays, and what keeps it from going."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from directives.amending import start_amendment
from directives.correcting import start_correction
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import Appointment, Officer, RefusedAttempt
from meetings.discarding.drafts import discard_draft, discard_plan
from meetings.draft_comments.consulting import answer_comment, ask_for_comments, give_comment
from meetings.draft_comments.line_comments import Remark, places_of_draft, send_back_with_remarks
from meetings.drafting import draft_notice
from meetings.enums import MeetingState, PaperState
from meetings.minutes.beginning import begin_minutes
from meetings.models import (
    Conclusion,
    EditDraft,
    Meeting,
    MeetingEvent,
    Outline,
    Paper,
    PaperEditDraft,
    Proposal,
    Recipient,
    WordCorrection,
)
from meetings.planning.changes import Cause, cancel
from meetings.planning.invitation_drafting import draft_calling_off, draft_invitation
from meetings.signing import sign, void_signature
from tests.cast import NOW, Cast, make_conclusions, make_meeting, make_notice, make_officer, make_unit

WHY = "Không cần thay thế nữa"
DUE = date(2026, 4, 15)


@pytest.fixture(autouse=True)
def now(quick_press):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def issued(cast: Cast) -> Paper:
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    return Paper.objects.get(pk=paper.pk)


def discard(paper: Paper, by: Officer, reason: str = "") -> None:
    fresh = Paper.objects.get(pk=paper.pk)
    discard_draft(fresh, by=by, at=NOW, seen=fresh.version, reason=reason)


def client_of(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def page(officer: Officer, paper: Paper, name: str = "draft-discard") -> str:
    answer = client_of(officer).get(reverse(name, args=[paper.pk]))
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def told(row: object) -> list[str]:
    kind = type(row)._meta.model_name
    events = MeetingEvent.objects.filter(object_kind=kind, object_id=row.pk, verb="discard_draft")
    return [event.note for event in events]


def test_a_first_draft_goes_and_the_conclusions_stay_for_another(cast):
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    paper = draft_notice(Meeting.objects.get(), by=cast.clerk, at=NOW)
    number = paper.pk
    discard(paper, cast.clerk)
    assert not Paper.objects.exists()
    assert not Recipient.objects.exists()
    assert Conclusion.objects.count() == 4
    event = MeetingEvent.objects.get(object_kind="meeting", verb="discard_draft")
    assert (event.object_id, event.officer, event.position) == (meeting.pk, cast.clerk, "Chuyên viên")
    assert event.note == f"Thông báo kết luận: {paper.abstract}"
    kept = MeetingEvent.objects.filter(object_kind="paper", object_id=number)
    assert list(kept.values_list("verb", flat=True)) == ["draft", "discard_draft"]
    call_command("verify_records")
    assert draft_notice(Meeting.objects.get(), by=cast.clerk, at=NOW).outline == meeting.outlines.get()


@pytest.mark.parametrize(
    "start",
    [
        start_replacement,
        start_amendment,
        lambda paper, by, at: start_recall(paper, by=by, at=at, reason="Nhầm"),
        lambda paper, by, at: start_correction(paper, by=by, at=at, fault="form", wrong="a", right="b"),
    ],
    ids=["replacement", "amendment", "recall", "correction"],
)
def test_what_was_to_follow_an_issued_paper_goes_and_sets_it_free(cast, issued, start):
    draft = start(issued, by=cast.clerk, at=NOW)
    with pytest.raises(WrongState, match="Đã có văn bản đang soạn"):
        start(issued, by=cast.clerk, at=NOW)
    discard(draft, cast.clerk, WHY)
    assert list(Paper.objects.all()) == [issued]
    assert list(Outline.objects.all()) == [issued.outline], "the copy of the conclusions goes along"
    assert told(issued) == told(issued.meeting)
    assert told(issued)[0].splitlines() == [
        f"{draft.get_kind_display()}: {draft.abstract} (cho Thông báo 01/TB-SKHCN)",
        f"Lý do: {WHY}",
    ]
    assert WHY in page(cast.leader, issued, "paper")
    call_command("verify_records")
    assert start(issued, by=cast.clerk, at=NOW).state == PaperState.DRAFT


def test_an_invitation_and_a_paper_that_calls_a_meeting_off_make_way_for_others(cast):
    meeting = make_meeting(cast, state=MeetingState.PLANNED, held_on=NOW.date() + timedelta(days=20))
    discard(draft_invitation(meeting, by=cast.clerk, at=NOW), cast.clerk)
    invitation = draft_invitation(Meeting.objects.get(), by=cast.clerk, at=NOW)
    cancel(Meeting.objects.get(), cause=Cause("Bão"), by=cast.clerk, at=NOW)
    discard(invitation, cast.clerk)
    discard(draft_calling_off(Meeting.objects.get(), by=cast.clerk, at=NOW), cast.clerk)
    assert draft_calling_off(Meeting.objects.get(), by=cast.clerk, at=NOW).meeting_change
    assert len(told(meeting)) == 3


def test_who_may(cast, issued):
    other = make_officer("clerk2", "Nguyễn Văn Khác", Role.CLERK, cast.division, "Chuyên viên")
    stranger = make_officer(
        "head2", "Trần Văn Khác", Role.DIVISION_HEAD, make_unit("KH", "Phòng Kế hoạch", "division"), "Trưởng phòng"
    )
    draft = start_replacement(issued, by=cast.clerk, at=NOW)
    refused = [other, stranger, *map(cast.officer, ("office_head", "leader", "registrar", "administrator"))]
    for officer in refused:
        with pytest.raises(NotAllowed, match="trưởng phòng soạn thảo"):
            discard(draft, officer, WHY)
        assert client_of(officer).get(reverse("draft-discard", args=[draft.pk])).status_code in (403, 404)
    assert RefusedAttempt.objects.filter(verb="discard_draft").count() == len(refused)
    assert reverse("draft-discard", args=[draft.pk]) not in page(other, draft, "paper")
    assert reverse("draft-discard", args=[draft.pk]) in page(cast.clerk, draft, "paper")
    discard(draft, cast.division_head, WHY)
    assert MeetingEvent.objects.filter(verb="discard_draft").latest("pk").position == "Trưởng phòng"


def test_the_drafter_who_is_no_clerk_any_more_may_not(cast):
    paper = make_notice(cast)
    Appointment.objects.filter(officer=cast.clerk).update(role=Role.REGISTRAR)
    with pytest.raises(NotAllowed):
        discard(paper, cast.officer("clerk"))


@pytest.mark.parametrize(
    "state", [PaperState.CHECKED, PaperState.FORM_CHECKED, PaperState.SUBMITTED, PaperState.SIGNED]
)
def test_what_has_left_the_draft_does_not_go(cast, paper_in, state):
    paper = paper_in(state)
    with pytest.raises(DomainError, match="Hãy đưa văn bản về dự thảo"):
        discard(paper, cast.clerk, WHY)
    assert "Chưa bỏ được dự thảo này" in page(cast.clerk, paper)
    assert reverse("draft-discard", args=[paper.pk]) not in page(cast.clerk, paper, "paper")
    assert Paper.objects.filter(pk=paper.pk).exists()


@pytest.fixture
def voided(cast, paper_in) -> Callable[..., Paper]:
    """``voided(paper)``: of the paper, signed and then voided."""

    def walked(paper: Paper) -> Paper:
        signed = paper_in(PaperState.SIGNED, paper)
        void_signature(signed, by=cast.leader, at=NOW, reason="Sửa thời hạn")
        return signed

    return walked


def test_a_draft_that_was_signed_once_goes_out_of_all_work_and_keeps_its_signature(cast, voided):
    paper = voided(make_notice(cast))
    outline, meeting = paper.outline, paper.meeting
    with pytest.raises(DomainError, match="Hãy ghi lý do bỏ"):
        discard(paper, cast.clerk)
    discard(paper, cast.clerk, WHY)
    gone = Paper.objects.get(pk=paper.pk)
    assert (gone.state, gone.meeting, gone.outline) == (PaperState.DISCARDED, None, None)
    assert gone.discarded.meeting == meeting
    signed = gone.signed_records.get()
    assert (signed.signer, signed.void.reason) == (cast.leader, "Sửa thời hạn")
    assert paper.abstract in signed.content, "what was signed stays to be read"
    assert told(gone) == told(meeting)
    assert not Recipient.objects.filter(paper=gone).exists()
    assert not Paper.objects.in_work().exists()
    for officer in (cast.clerk, cast.division_head, cast.leader, cast.registrar):
        assert not Paper.objects.visible_to(officer).exists()
    for name in ("paper", "draft-edit", "draft-discard", "paper-word"):
        assert client_of(cast.clerk).get(reverse(name, args=[gone.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        discard(gone, cast.leader, WHY)
    with pytest.raises(DomainError, match="đang ở bước “Đã bỏ”"):
        discard(gone, cast.clerk, WHY)
    again = draft_notice(Meeting.objects.get(), by=cast.clerk, at=NOW)
    assert again.outline == outline
    assert issue_at_once(again, at=NOW).full_number == "01/TB-SKHCN", "the discarded one had no number to give back"
    call_command("check_register", str(NOW.year))
    call_command("verify_records")


@pytest.mark.parametrize("start", [start_replacement, start_amendment], ids=["replacement", "amendment"])
def test_what_was_signed_to_follow_an_issued_paper_sets_it_free(cast, issued, voided, start):
    draft = start(issued, by=cast.clerk, at=NOW)
    item = draft.outline.conclusions.filter(kind="item").first()
    item.text = f"{item.text} trước ngày họp sau"
    item.save()
    discard(voided(draft), cast.clerk, WHY)
    assert list(Outline.objects.all()) == [issued.outline], "the copy of the conclusions goes along"
    assert Paper.objects.get(pk=draft.pk).discarded.follows == issued
    assert told(issued) == told(issued.meeting)
    assert start(issued, by=cast.clerk, at=NOW).state == PaperState.DRAFT


def test_a_paper_that_called_a_meeting_off_was_signed_and_goes(cast, voided):
    meeting = make_meeting(cast, state=MeetingState.PLANNED, held_on=NOW.date() + timedelta(days=20))
    cancel(meeting, cause=Cause("Bão"), by=cast.clerk, at=NOW)
    discard(voided(draft_calling_off(Meeting.objects.get(), by=cast.clerk, at=NOW)), cast.clerk, WHY)
    assert draft_calling_off(Meeting.objects.get(), by=cast.clerk, at=NOW).meeting_change


def test_the_list_of_those_that_were_signed_tells_who_signed_and_why_they_went(cast, issued, voided):
    client = client_of(cast.leader)
    assert reverse("discarded-papers") not in client.get(reverse("paper-list")).content.decode()
    draft = voided(start_replacement(issued, by=cast.clerk, at=NOW))
    assert "Các lần ký và hủy chữ ký" in page(cast.clerk, draft)
    discard(draft, cast.clerk, WHY)
    assert reverse("discarded-papers") in client.get(reverse("paper-list")).content.decode()
    shown = html.unescape(client.get(reverse("discarded-papers")).content.decode())
    for words in (draft.abstract, "Cho Thông báo 01/TB-SKHCN", "“Sửa thời hạn”", WHY, "Phạm Thị D ký", str(cast.clerk)):
        assert words in shown


def test_minutes_stay(cast):
    paper = begin_minutes(make_meeting(cast), by=cast.clerk, at=NOW).paper
    for officer in (cast.clerk, cast.division_head):
        with pytest.raises(NotAllowed):
            discard(paper, officer, WHY)


def test_what_others_said_needs_a_reason_and_is_kept_word_for_word(cast, issued, paper_in):
    draft = paper_in(PaperState.SUBMITTED, start_replacement(issued, by=cast.clerk, at=NOW))
    item = draft.outline.conclusions.get(label="a)")
    place = next(place for place in places_of_draft(draft) if place.conclusion == item.pk)
    remarks = [Remark(place, "Ghi rõ nơi nhận danh mục.")]
    send_back_with_remarks(draft, by=cast.leader, at=NOW, note="Chưa cần thay thế.", remarks=remarks)
    rows = ask_for_comments(
        draft, officers=[cast.office_head.pk, cast.registrar.pk], units=[], due_on=DUE, by=cast.clerk, at=NOW
    )
    asked = next(row for row in rows if row.officer_id == cast.office_head.pk)
    give_comment(draft, asked.pk, text="Thống nhất không thay.", by=cast.office_head, at=NOW)
    with pytest.raises(DomainError, match="Còn 1 ý kiến góp ý chưa được trả lời"):
        discard(draft, cast.clerk, WHY)
    answer_comment(draft, asked.pk, outcome="accepted", answer="Bỏ dự thảo.", by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="Hãy ghi lý do bỏ"):
        discard(draft, cast.clerk, "  ")
    assert "Việc lấy ý kiến đang chờ: Hoàng Văn E." in page(cast.clerk, draft)
    discard(draft, cast.clerk, WHY)
    assert told(issued)[0].splitlines()[1:] == [
        f"Lý do: {WHY}",
        "Trả lại: Chưa cần thay thế.",
        f"Phạm Thị D (09/04/2026), {place.name}: Ghi rõ nơi nhận danh mục.",
        "Lê Văn C góp ý (09/04/2026): Thống nhất không thay. – Tiếp thu. Bỏ dự thảo.",
    ]
    assert start_replacement(issued, by=cast.clerk, at=NOW)


def others_word(cast: Cast, draft: Paper, owner: Officer) -> object:
    return WordCorrection.objects.create(paper=draft, owner=owner, name="sua.docx", created_at=NOW, changed_at=NOW)


def others_text(cast: Cast, draft: Paper, owner: Officer) -> object:
    return PaperEditDraft.objects.create(paper=draft, officer=owner, content={}, version=1, at=NOW)


def others_item(cast: Cast, draft: Paper, owner: Officer) -> object:
    item = draft.outline.conclusions.first()
    return EditDraft.objects.create(outline=draft.outline, conclusion=item, officer=owner, content={}, at=NOW)


@pytest.mark.parametrize(
    ("keep", "words"),
    [
        (others_word, "bản Word “sua.docx” đang đối chiếu"),
        (others_text, "một bản nháp chưa ghép"),
        (others_item, "một đoạn kết luận chưa ghép"),
    ],
)
def test_what_somebody_else_has_not_finished_is_not_lost(cast, issued, keep, words):
    draft = start_replacement(issued, by=cast.clerk, at=NOW)
    owner = make_officer("clerk2", "Nguyễn Văn Khác", Role.CLERK, cast.division, "Chuyên viên")
    row = keep(cast, draft, owner)
    with pytest.raises(DomainError, match=f"Nguyễn Văn Khác còn {words}"):
        discard(draft, cast.clerk)
    Officer.objects.filter(pk=owner.pk).update(is_active=False)
    assert discard_plan(draft, cast.clerk).hindrances == [], "nobody waits for who has left"
    type(row).objects.filter(pk=row.pk).delete()
    keep(cast, draft, cast.clerk)
    discard(draft, cast.clerk)
    assert not type(row).objects.exists()


def test_a_text_kept_for_conclusions_that_stay_is_no_hindrance(cast):
    paper = make_notice(cast)
    kept = others_item(cast, paper, cast.division_head)
    discard(paper, cast.clerk)
    assert EditDraft.objects.filter(pk=kept.pk).exists()


def test_a_proposal_taken_into_the_copy_waits_again(cast, issued):
    draft = start_replacement(issued, by=cast.clerk, at=NOW)
    proposal = Proposal.objects.create(
        meeting=draft.meeting,
        unit=cast.commune,
        text="Hỗ trợ thiết bị đo",
        state="sent",
        created_by=cast.unit_officer,
        conclusion=draft.outline.conclusions.first(),
    )
    assert "Việc đưa 1 kiến nghị vào bản chép đó" in page(cast.clerk, draft)
    discard(draft, cast.clerk)
    proposal.refresh_from_db()
    assert proposal.conclusion is None


def test_the_page_says_what_goes_and_what_stays_and_leads_back_to_what_holds(cast, issued):
    draft = start_replacement(issued, by=cast.clerk, at=NOW)
    shown = page(cast.clerk, draft)
    assert "Bản chép 4 mục kết luận" in shown
    assert "Thông báo 01/TB-SKHCN giữ nguyên như trước khi lập dự thảo này" in shown
    client, address = client_of(cast.clerk), reverse("draft-discard", args=[draft.pk])
    answer = client.post(address, {"read_version": draft.version, "reason": ""}, follow=True)
    assert answer.redirect_chain == [(reverse("paper", args=[issued.pk]), 302)]
    assert "Đã bỏ dự thảo" in html.unescape(answer.content.decode())
    assert client.get(address).status_code == 404


def test_a_draft_that_somebody_edited_meanwhile_is_shown_first(cast):
    paper = make_notice(cast)
    seen = paper.version
    edited = Paper.objects.get()
    edited.abstract = "Kết luận khác hẳn"
    edited.save()
    client, address = client_of(cast.clerk), reverse("draft-discard", args=[paper.pk])
    answer = client.post(address, {"read_version": seen, "reason": "Nhầm"})
    assert answer.status_code == 422
    shown = html.unescape(answer.content.decode())
    assert "Người khác vừa xử lý hoặc sửa văn bản này" in shown
    assert ">Nhầm</textarea>" in shown.replace("\n", "")
    assert f'value="{edited.version}"' in shown, "the next push is of what the page now shows"
    assert Paper.objects.exists()


def test_a_second_click_finds_it_gone(cast):
    paper = make_notice(cast)
    first, second = Paper.objects.get(), Paper.objects.get()
    discard_draft(first, by=cast.clerk, at=NOW, seen=paper.version)
    with pytest.raises(WrongState, match="Người khác vừa xử lý"):
        discard_draft(second, by=cast.clerk, at=NOW, seen=paper.version)


@pytest.mark.parametrize("reason", ["x" * 1001, "MẬT\nkhông nói"])
def test_a_reason_that_cannot_be_kept_is_refused_before_anything_goes(cast, reason):
    paper = make_notice(cast)
    with pytest.raises(DomainError):
        discard(paper, cast.clerk, reason)
    assert Paper.objects.exists()


def test_a_signed_draft_is_signed_still(cast, paper_in):
    """A page of the draft that was open while the paper went its way throws nothing away."""
    opened = make_notice(cast)
    paper = paper_in(PaperState.SUBMITTED, Paper.objects.get())
    sign(paper, by=cast.leader, at=NOW)
    with pytest.raises(DomainError):
        discard_draft(opened, by=cast.clerk, at=NOW, seen=opened.version, reason=WHY)
    assert Paper.objects.get().state == PaperState.SIGNED
