"""A unit's proposal from its draft to its answer: filed, received, answered; seen by its unit and the Sở alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from districts.calendar import WorkCalendar
from districts.chains import broken_chains
from districts.enums import Role
from districts.errors import DomainError, EditConflict, Frozen, NotAllowed, WrongState
from meetings.enums import Attendance, MeetingState, PaperState, ProposalState
from meetings.models import Meeting, MeetingEvent, Paper, Proposal, ProposalAnswer
from meetings.planning.files import SentFile
from meetings.proposals.answering import Reply, answer_proposal, conclude_proposal, route_proposal
from meetings.proposals.filing import enter_proposal, save_proposal
from meetings.proposals.standing import concerning, standing_of, unanswered_before
from tests.cast import make_meeting, make_notice, make_officer, make_unit
from tests.office_fixtures import ONE_PAGE
from tests.unit_reports.test_asking import signed_in

TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=10)


def routed(cast, proposal: Proposal, due: date = DUE) -> Proposal:
    version = Proposal.objects.get(pk=proposal.pk).version
    return route_proposal(proposal, cast.division, due, version=version, by=cast.clerk, at=timezone.now())


def answered(cast, proposal: Proposal, kind: str = "answered", **kwargs: object) -> ProposalAnswer:
    now = timezone.now()
    by = kwargs.pop("by", cast.division_head)
    return answer_proposal(proposal, Reply(kind, "Đã bố trí"), version=proposal.version, by=by, at=now)


def test_a_unit_files_a_draft_that_only_it_reads_and_sends_it(cast, meeting):
    unit = signed_in(cast.unit_officer)
    add = reverse("proposal-add", args=[meeting.pk])
    assert unit.post(add, {"text": "Hỗ trợ phần mềm", "field": "Chuyển đổi số", "act": "luu"}).status_code == 302
    row = Proposal.objects.get()
    assert (row.state, row.unit, row.origin) == ("draft", cast.commune, "filed")
    page = reverse("proposal", args=[row.pk])
    assert unit.get(page).status_code == 200
    assert signed_in(cast.clerk).get(page).status_code == 404, "a draft is its unit's own"
    assert unit.post(reverse("proposal-send", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.sent_on) == ("sent", TODAY)
    assert "Hỗ trợ phần mềm" in signed_in(cast.clerk).get(page).content.decode()


def test_drafts_go_with_the_report(cast, meeting, report):
    row = Proposal(meeting=meeting, unit=cast.commune, text="Gửi cùng báo cáo")
    save_proposal(row, by=cast.unit_officer, at=timezone.now())
    sent = {"summary": "Kết quả", "act": "gui", "read_version": report.version}
    signed_in(cast.unit_officer).post(reverse("unit-report", args=[meeting.pk, report.pk]), sent)
    row.refresh_from_db()
    assert row.state == "sent"
    assert MeetingEvent.objects.filter(object_kind="proposal", verb="send_proposal").count() == 1


def test_other_units_observers_and_strangers_see_nothing_of_it(cast, meeting, proposal):
    other = make_officer("other", "Nguyễn Thị M", Role.UNIT_OFFICER, cast.other_commune, "Công chức")
    page = reverse("proposal", args=[proposal.pk])
    for officer in (other, cast.observer, cast.administrator):
        assert signed_in(officer).get(page).status_code == 404
        assert signed_in(officer).post(reverse("proposal-send", args=[proposal.pk])).status_code == 404
    listed = signed_in(other).get(reverse("unit-reports", args=[meeting.pk])).content.decode()
    assert "thiết bị đo" not in listed
    assert "thiết bị đo" not in signed_in(other).get(reverse("proposals", args=[meeting.pk])).content.decode()
    assert "thiết bị đo" not in signed_in(other).get(reverse("home")).content.decode()
    Paper.objects.filter(pk=make_notice(cast, meeting).pk).update(state=PaperState.RELEASED)
    assert Proposal.objects.visible_to(cast.observer).exists(), "what is issued, an observer reads"
    assert not Proposal.objects.visible_to(other).exists()


def test_a_clerk_enters_what_was_said_at_the_meeting(cast, meeting):
    add = reverse("proposal-add", args=[meeting.pk])
    sent = {"proposer": "UBND xã Mẫu Hai", "proposer_key": "XA2", "source": "spoken", "text": "Xin tập huấn"}
    assert signed_in(cast.clerk).post(add, sent).status_code == 302
    row = Proposal.objects.get()
    assert (row.unit, row.origin, row.state) == (cast.other_commune, "spoken", "sent")
    words = {"proposer": "Hợp tác xã Mẫu", "source": "in_paper", "text": "Xin vay vốn"}
    assert signed_in(cast.clerk).post(add, words).status_code == 302
    assert Proposal.objects.get(words="Hợp tác xã Mẫu").proposer == "Hợp tác xã Mẫu"
    assert signed_in(cast.leader).post(add, sent).status_code == 403


@pytest.mark.parametrize("text", ["", "  ", "a" * 10_001, "MẬT\nviệc riêng"])
def test_bad_words_are_told(cast, meeting, text):
    answer = signed_in(cast.unit_officer).post(reverse("proposal-add", args=[meeting.pk]), {"text": text})
    assert answer.status_code == 422
    with pytest.raises(DomainError):
        save_proposal(Proposal(meeting=meeting, unit=cast.commune, text=text), by=cast.unit_officer, at=timezone.now())
    assert not Proposal.objects.exists()


def test_nobody_files_for_another_unit(cast, meeting):
    row = Proposal(meeting=meeting, unit=cast.other_commune, text="x")
    for officer in (cast.unit_officer, cast.clerk):
        with pytest.raises(NotAllowed):
            save_proposal(row, by=officer, at=timezone.now())
    stranger = make_officer("la", "Nguyễn Thị L", Role.UNIT_OFFICER, make_unit("XA9", "UBND xã Chín", "commune"), "CC")
    assert signed_in(stranger).get(reverse("proposal-add", args=[meeting.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        enter_proposal(Proposal(meeting=meeting, words="x", text="x"), by=cast.leader, at=timezone.now())
    Meeting.objects.update(state=MeetingState.CANCELLED)
    assert signed_in(cast.unit_officer).get(reverse("proposal-add", args=[meeting.pk])).status_code == 403


def test_the_second_to_edit_sees_both_texts(cast, proposal):
    edit, late = reverse("proposal-edit", args=[proposal.pk]), proposal.version
    head, officer = signed_in(cast.unit_head), signed_in(cast.unit_officer)
    assert head.post(edit, {"text": "Bản của ông H", "field": "", "read_version": late}).status_code == 302
    answer = officer.post(edit, {"text": "Bản của bà G", "field": "", "read_version": late})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của ông H" in page
    assert "Bản của bà G" in page
    again = {"text": "Bản của bà G", "field": "", "read_version": answer.context["form"]["read_version"].value()}
    assert officer.post(edit, again).status_code == 302
    note = MeetingEvent.objects.filter(object_kind="proposal", verb="save_proposal").latest("sequence").note
    assert "“Bản của ông H” → “Bản của bà G”" in note
    proposal.text = "Bản cũ"
    with pytest.raises(EditConflict):
        save_proposal(proposal, by=cast.unit_officer, at=timezone.now())


def test_a_received_proposal_is_no_longer_edited(cast, proposal):
    row = routed(cast, proposal)
    assert signed_in(cast.unit_officer).get(reverse("proposal-edit", args=[row.pk])).status_code == 403
    row.text = "khác"
    with pytest.raises(NotAllowed, match="tiếp nhận"):
        save_proposal(row, by=cast.unit_officer, at=timezone.now())


def test_the_clerk_hands_it_to_a_division_with_a_day(cast, proposal):
    clerk, route = signed_in(cast.clerk), reverse("proposal-route", args=[proposal.pk])
    sent = {"division": cast.division.pk, "due_on": f"{DUE:%d/%m/%Y}", "read_version": proposal.version}
    for bad in (
        {"division": cast.commune.pk},
        {"due_on": "32/01/2026"},
        {"due_on": "01/01/2020"},
        {"division": "9" * 30},
    ):
        assert clerk.post(route, sent | bad).status_code == 422
    assert clerk.post(route, sent).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.division, proposal.due_on) == ("received", cast.division, DUE)
    late = clerk.post(route, sent | {"read_version": 1})
    assert late.status_code == 409
    page = signed_in(cast.unit_officer).get(reverse("proposal", args=[proposal.pk])).content.decode()
    assert "Phòng Quản lý Công nghệ, chậm nhất ngày" in page
    with pytest.raises(DomainError, match="thuộc Sở"):
        route_proposal(proposal, cast.other_commune, DUE, version=proposal.version, by=cast.clerk, at=timezone.now())
    with pytest.raises(NotAllowed):
        route_proposal(proposal, cast.division, DUE, version=proposal.version, by=cast.division_head, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(division=None)


def test_the_division_answers_in_part_then_whole_and_both_stay(cast, proposal, files):
    row = routed(cast, proposal)
    head, address = signed_in(cast.division_head), reverse("proposal-answer", args=[row.pk])
    file = SimpleUploadedFile("tra-loi.pdf", ONE_PAGE)
    sent = {"kind": "partly", "text": "Đã cấp 2 bộ", "paper_number": "812/SKHCN-QLCN", "read_version": row.version}
    assert head.post(address, sent | {"file": file}).status_code == 302
    answer = ProposalAnswer.objects.get()
    page = signed_in(cast.unit_officer).get(reverse("proposal", args=[row.pk])).content.decode()
    for told in ("Đã cấp 2 bộ", "812/SKHCN-QLCN", "Trả lời một phần"):
        assert told in page
    kept = reverse("proposal-answer-file", args=[row.pk, answer.pk])
    assert signed_in(cast.unit_officer).get(kept)["Content-Disposition"].startswith("attachment")
    assert head.post(address, sent | {"kind": "answered"}).status_code == 409, "over the first answer"
    row.refresh_from_db()
    answered(cast, row)
    row.refresh_from_db()
    assert row.state == "answered"
    assert ProposalAnswer.objects.count() == 2
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ProposalAnswer.objects.update(text="khác")
    verbs = MeetingEvent.objects.filter(object_kind="proposal").order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["send_proposal", "route_proposal", "answer_proposal", "answer_proposal"]
    assert broken_chains(MeetingEvent, Meeting, Proposal) == []
    with pytest.raises(NotAllowed):
        answered(cast, row)


def test_only_the_division_answers(cast, proposal):
    with pytest.raises(NotAllowed):
        answered(cast, proposal)
    row = routed(cast, proposal)
    for officer in (cast.office_head, cast.leader, cast.unit_officer, cast.registrar):
        with pytest.raises(NotAllowed):
            answered(cast, row, by=officer)
    answered(cast, row, "passed_up", by=cast.clerk)
    row.refresh_from_db()
    assert row.state == "passed_up"
    answered(cast, row)


def test_a_centre_that_is_not_invited_answers_what_it_was_given(cast, proposal):
    centre = make_unit("TT", "Trung tâm Mẫu", "centre", cast.office)
    officer = make_officer("tt", "Nguyễn Văn T", Role.UNIT_HEAD, centre, "Giám đốc")
    page = reverse("proposal", args=[proposal.pk])
    assert signed_in(officer).get(page).status_code == 404
    row = route_proposal(proposal, centre, DUE, version=proposal.version, by=cast.clerk, at=timezone.now())
    assert signed_in(officer).get(page).status_code == 200
    answered(cast, row, by=officer)


@pytest.mark.parametrize(
    ("state", "due", "words"),
    [
        ("sent", None, "Chờ tiếp nhận"),
        ("received", date(2026, 11, 13), "Quá hạn trả lời 4 ngày"),
        ("received", date(2026, 11, 14), "Quá hạn trả lời 3 ngày"),
        ("received", date(2026, 11, 17), "Chờ trả lời, hạn hôm nay"),
        ("partly", date(2026, 11, 20), "Trả lời một phần, còn 3 ngày"),
        ("passed_up", date(2026, 11, 1), "Đã chuyển cấp trên"),
        ("answered", date(2026, 11, 1), "Đã trả lời"),
    ],
)
def test_a_proposal_stands_as_its_days_say(proposal, state, due, words):
    proposal.state, proposal.due_on = state, due
    assert standing_of(proposal, date(2026, 11, 17), WorkCalendar.load()).words == words


def test_who_is_concerned_finds_it_at_home(cast, proposal):
    assert [row.proposal for row in concerning(cast.clerk, TODAY).to_route] == [proposal]
    row = routed(cast, proposal)
    later = TODAY + timedelta(days=20)
    assert [each.proposal for each in concerning(cast.division_head, TODAY).to_answer] == [row]
    assert concerning(cast.division_head, later).to_answer[0].chip.key == "overdue"
    other = make_officer("cv2", "Nguyễn Văn Q", Role.CLERK, cast.secretariat, "Chuyên viên")
    assert concerning(other, TODAY) is None
    assert [each.proposal for each in concerning(other, later).late_elsewhere] == [row]
    assert [each.proposal for each in concerning(cast.unit_officer, TODAY).own] == [row]
    assert "Kiến nghị chờ trả lời" in signed_in(cast.division_head).get(reverse("home")).content.decode()
    assert "Kiến nghị của đơn vị" in signed_in(cast.unit_head).get(reverse("home")).content.decode()
    answered(cast, row)
    assert concerning(cast.division_head, later) is None
    assert concerning(cast.unit_officer, later).own[0].chip.words == "Đã trả lời"
    assert concerning(cast.unit_officer, TODAY + timedelta(days=40)) is None, "told long enough"


def test_it_enters_the_conclusions_by_one_act_and_both_know(cast, meeting, proposal):
    row = routed(cast, proposal)
    clerk, address = signed_in(cast.clerk), reverse("proposal-conclude", args=[meeting.pk, row.pk])
    answer = clerk.post(address)
    row.refresh_from_db()
    item = row.conclusion
    assert answer["Location"].endswith(f"?muc={item.pk}")
    assert item.text == row.text
    assert [party.unit for party in item.orders.get().parties.all()] == [cast.division]
    assert list(item.proposals.all()) == [row]
    clerk.post(address)
    assert meeting.outlines.get().conclusions.count() == 1, "a second click adds nothing"
    with pytest.raises(WrongState):
        conclude_proposal(row, meeting.outlines.get(), by=cast.clerk, at=timezone.now())
    beside = clerk.get(reverse("proposals-beside", args=[meeting.pk])).content.decode()
    assert "Đã đưa vào kết luận" in beside
    assert signed_in(cast.leader).post(address).status_code == 403


def test_frozen_conclusions_take_no_proposal(cast, meeting, proposal):
    Paper.objects.filter(pk=make_notice(cast, meeting).pk).update(state=PaperState.CHECKED)
    with pytest.raises(Frozen):
        conclude_proposal(proposal, meeting.outlines.get(), by=cast.clerk, at=timezone.now())
    assert Proposal.objects.get().conclusion is None


def test_what_was_not_answered_is_listed_at_the_next_meeting(cast, meeting, proposal):
    following = make_meeting(cast, state=MeetingState.PLANNED, held_on=meeting.held_on + timedelta(days=90))
    foreign = make_meeting(cast, series=None, state=MeetingState.PLANNED, held_on=meeting.held_on + timedelta(days=99))
    assert list(unanswered_before(following, cast.clerk)) == [proposal]
    assert list(unanswered_before(foreign, cast.clerk)) == []
    assert list(unanswered_before(meeting, cast.clerk)) == []
    page = signed_in(cast.clerk).get(reverse("proposals", args=[following.pk])).content.decode()
    assert "Kiến nghị kỳ trước chưa trả lời" in page
    taken = signed_in(cast.clerk).post(reverse("proposal-conclude", args=[following.pk, proposal.pk]))
    assert "muc=" in taken["Location"]
    far = reverse("proposal-conclude", args=[foreign.pk, proposal.pk])
    assert signed_in(cast.clerk).post(far).status_code == 404
    Proposal.objects.update(state=ProposalState.ANSWERED)
    assert list(unanswered_before(following, cast.clerk)) == []


@pytest.mark.parametrize("role", ["clerk", "division_head", "unit_officer"])
def test_lists_cost_the_same_for_many_proposals(cast, meeting, proposal, role):
    meeting.delegations.update(attendance=Attendance.INVITED)
    routed(cast, proposal)
    addresses = [reverse("proposals", args=[meeting.pk]), reverse("home"), reverse("proposal", args=[proposal.pk])]

    def cost(address: str) -> int:
        client = signed_in(cast.officer(role))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    before = [cost(address) for address in addresses]
    for number in range(6):
        row = Proposal(meeting=meeting, unit=cast.commune, text=f"Kiến nghị {number}")
        routed(cast, save_proposal(row, send=True, by=cast.unit_officer, at=timezone.now()))
    assert [cost(address) for address in addresses] == before
    assert max(before) <= 12, before


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.CANCELLED])
def test_nothing_is_edited_or_sent_once_the_meeting_is_closed_or_cancelled(cast, meeting, state):
    now = timezone.now()
    draft = save_proposal(Proposal(meeting=meeting, unit=cast.commune, text="Nháp"), by=cast.unit_officer, at=now)
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    unit = signed_in(cast.unit_officer)
    assert unit.post(reverse("proposal-send", args=[draft.pk])).status_code == 403
    assert unit.post(reverse("proposal-edit", args=[draft.pk]), {"text": "Sửa", "version": 1}).status_code == 403
    assert draft.meeting.state != state, "the page was opened before"
    draft.text = "Sửa sau"
    for send in (False, True):
        with pytest.raises(NotAllowed):
            save_proposal(draft, send=send, by=cast.unit_officer, at=now)
    with pytest.raises(NotAllowed):
        save_proposal(Proposal(meeting=draft.meeting, unit=cast.commune, text="Mới"), by=cast.unit_officer, at=now)
    stored = Proposal.objects.get()
    assert (stored.text, stored.state) == ("Nháp", ProposalState.DRAFT)


def test_what_waits_to_be_received_comes_first_on_either_database(cast, proposal, monkeypatch):
    later = Proposal(meeting=proposal.meeting, unit=cast.commune, text="Đã tiếp nhận")
    routed(cast, save_proposal(later, send=True, by=cast.unit_officer, at=timezone.now()))
    monkeypatch.setattr("meetings.proposals.standing.MOST", 1)
    with CaptureQueriesContext(connection) as asked:
        found = concerning(cast.clerk, DUE + timedelta(days=30))
    assert [row.proposal for row in found.to_route] == [proposal]
    assert any("NULLS FIRST" in query["sql"] for query in asked), "PostgreSQL has them last by itself"


def test_an_answer_that_is_refused_leaves_no_file_behind(cast, proposal, files):
    row, file = routed(cast, proposal), SentFile("tra-loi.pdf", ONE_PAGE)
    for by, version, refusal in ((cast.division_head, 99, EditConflict), (cast.unit_officer, row.version, NotAllowed)):
        with pytest.raises(refusal):
            answer_proposal(row, Reply("answered", "x"), file=file, version=version, by=by, at=timezone.now())
    assert not [path for path in files.rglob("*") if path.is_file()]
