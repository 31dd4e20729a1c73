"""The life of a paper as a table: who may take which step, from which state, and what a refused step leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from directives.issuing import release
from districts.append_only import lifted
from districts.enums import Role
from districts.errors import DomainError, EditConflict, Frozen, NotAllowed, WrongState
from districts.models import Appointment, Officer, RefusedAttempt
from meetings import printing
from meetings.discarding.drafts import discard_draft
from meetings.enums import PaperState, Settlement, SigningCapacity
from meetings.models import (
    Conclusion,
    MeetingEvent,
    Order,
    OrderParty,
    Paper,
    Recipient,
    Release,
    SignatureVoid,
    SignedRecord,
)
from meetings.signing import ContentChanged, NotReady, latest_record, sign, void_signature
from tests.cast import NOW, Cast, make_notice, pass_content_check

D, T, C, F, S, G, R = (
    PaperState.DRAFT,
    PaperState.SENT,
    PaperState.CHECKED,
    PaperState.FORM_CHECKED,
    PaperState.SUBMITTED,
    PaperState.SIGNED,
    PaperState.RELEASED,
)
STEPS: dict[str, tuple[Callable[[Paper, Officer], object], set[str], dict[str, str]]] = {
    # step: (act, roles that may, {from: to})
    "send_for_check": (lambda p, o: p.send_for_check(by=o, at=NOW), {"clerk"}, {D: T}),
    "take_back": (lambda p, o: p.take_back(by=o, at=NOW), {"clerk"}, {T: D}),
    "check_content": (lambda p, o: p.check_content(by=o, at=NOW), {"division_head"}, {T: C}),
    "check_form": (lambda p, o: p.check_form(by=o, at=NOW), {"office_head"}, {C: F}),
    "submit": (lambda p, o: p.submit(by=o, at=NOW), {"clerk", "division_head", "office_head"}, {F: S}),
    "send_back": (
        lambda p, o: p.send_back(by=o, at=NOW, note="Bổ sung thời hạn"),
        {"division_head", "office_head", "leader"},
        {T: D, C: D, F: D, S: D},
    ),
    "sign": (lambda p, o: sign(p, by=o, at=NOW), {"leader"}, {S: G}),
    "void_signature": (lambda p, o: void_signature(p, by=o, at=NOW, reason="Sai số liệu"), {"leader"}, {G: D}),
    "release": (lambda p, o: release(p, by=o, at=NOW), {"registrar"}, {G: R}),
}
FORWARD = ["send_for_check", "check_content", "check_form", "submit"]


@pytest.fixture
def in_state(cast: Cast, paper_in, quick_press) -> Callable[[PaperState], Paper]:
    def walked(state: PaperState) -> Paper:
        paper = paper_in(min(state, G, key=list(PaperState).index))
        if state == R:
            release(paper, by=cast.registrar, at=NOW)
        if state == PaperState.DISCARDED:
            void_signature(paper, by=cast.leader, at=NOW, reason="Sai tên")
            discard_draft(paper, by=cast.clerk, at=NOW, seen=paper.version, reason="Không ban hành nữa")
            paper.refresh_from_db()
        return paper

    return walked


def _expected(step: str, role: str, state: PaperState) -> str:
    _, roles, ways = STEPS[step]
    if role not in roles:
        return "NotAllowed"
    return ways.get(state, "WrongState")


def _tried(step: str, officer: Officer, paper: Paper) -> str:
    """The state that the step led to, or the name of the refusal; everything is undone."""
    before = _facts(paper)
    with transaction.atomic():
        try:
            STEPS[step][0](Paper.objects.get(pk=paper.pk), officer)
            outcome = Paper.objects.get(pk=paper.pk).state
        except DomainError as error:
            _assert_only_recorded(error, step, officer, paper, before)
            outcome = type(error).__name__
        transaction.set_rollback(True)
    return outcome


def _assert_only_recorded(error: DomainError, step: str, officer: Officer, paper: Paper, before: dict) -> None:
    """A refusal leaves one row in its log and nothing else."""
    assert _facts(paper) == before
    attempt = RefusedAttempt.objects.get()
    assert (attempt.verb, attempt.object_id, attempt.officer) == (step, paper.pk, officer)
    assert attempt.reason == str(error)


def _facts(paper: Paper) -> dict:
    """Everything that a step could have moved."""
    return {
        "paper": Paper.objects.values().get(pk=paper.pk),
        "records": SignedRecord.objects.count(),
        "voids": SignatureVoid.objects.count(),
        "releases": Release.objects.count(),
        "events": MeetingEvent.objects.count(),
    }


@pytest.mark.parametrize("state", PaperState)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_open_to_its_roles_from_its_states_alone(cast, in_state, step: str, state: PaperState):
    paper = in_state(state)
    found = {role: _tried(step, cast.officer(role), paper) for role in Role.values}
    assert found == {role: _expected(step, role, state) for role in Role.values}


@pytest.mark.parametrize(
    ("content_check", "form_check", "way"),
    [
        (True, True, ["send_for_check", "check_content", "check_form", "submit"]),
        (True, False, ["send_for_check", "check_content", "submit"]),
        (False, True, ["send_for_check", "check_form", "submit"]),
        (False, False, ["submit"]),
    ],
)
def test_the_office_decides_which_checks_there_are(cast, content_check, form_check, way):
    cast.profile.content_check, cast.profile.form_check = content_check, form_check
    cast.profile.save()
    officers = {"check_content": cast.division_head, "check_form": cast.office_head}
    officers |= dict.fromkeys(("send_for_check", "submit"), cast.clerk)
    paper = make_notice(cast)
    for step in way:
        for other in officers.keys() - {step}:
            assert _tried(other, officers[other], paper) == "WrongState"
        STEPS[step][0](paper, officers[step])
    assert Paper.objects.get(pk=paper.pk).state == S


def test_only_the_head_of_the_drafting_division_checks_the_content(cast):
    paper = make_notice(cast, drafting_unit=cast.secretariat)
    paper.send_for_check(by=cast.clerk, at=NOW)
    with pytest.raises(NotAllowed):
        paper.check_content(by=cast.division_head, at=NOW)
    Paper.objects.update(drafting_unit=None)
    Paper.objects.get().check_content(by=cast.division_head, at=NOW)


def test_only_the_named_signer_signs(cast, paper_in):
    paper = paper_in(S)
    Paper.objects.update(signer=cast.office_head, capacity=SigningCapacity.BY_ORDER)
    paper.refresh_from_db()
    with pytest.raises(NotAllowed):
        sign(paper, by=cast.leader, at=NOW)
    assert sign(paper, by=cast.office_head, at=NOW).signer_position == "Chánh Văn phòng"


def test_a_paper_without_a_signer_is_not_submitted(cast):
    paper = make_notice(cast, signer=None)
    pass_content_check(paper, cast)
    paper.check_form(by=cast.office_head, at=NOW)
    with pytest.raises(DomainError, match="Chưa chọn người ký"):
        paper.submit(by=cast.clerk, at=NOW)


@pytest.mark.parametrize("note", ["", "  \n"])
def test_sending_back_and_voiding_need_a_reason(cast, paper_in, note: str):
    paper = paper_in(S)
    with pytest.raises(DomainError, match="Hãy ghi ý kiến trả lại"):
        paper.send_back(by=cast.leader, at=NOW, note=note)
    sign(paper, by=cast.leader, at=NOW)
    with pytest.raises(DomainError, match="Hãy ghi lý do hủy chữ ký"):
        void_signature(paper, by=cast.leader, at=NOW, reason=note)
    assert Paper.objects.get().state == G


def test_what_was_sent_back_says_why_and_may_be_edited_and_sent_on(cast, paper_in):
    paper = paper_in(S)
    paper.send_back(by=cast.leader, at=NOW, note="Ghi rõ đơn vị chủ trì")
    fresh = Paper.objects.get()
    assert fresh.returned_note == "Ghi rõ đơn vị chủ trì"
    fresh.abstract = "Kết luận tại hội nghị giao ban"
    fresh.save()
    assert paper_in(S, fresh).state == S


def test_a_voided_signature_makes_way_for_a_new_one(cast, paper_in, quick_press):
    paper = paper_in(G)
    first = latest_record(paper)
    void_signature(paper, by=cast.leader, at=NOW, reason="Sửa thời hạn")
    with pytest.raises(WrongState):
        latest_record(paper)
    paper = paper_in(G, Paper.objects.get())
    assert latest_record(paper).pk != first.pk
    released = release(paper, by=cast.registrar, at=NOW)
    assert released.signed_record_id == latest_record(paper).pk


def test_unsettled_items_block_the_signature_and_are_listed(cast, paper_in):
    paper = paper_in(S)
    Conclusion.objects.filter(label="c)").update(settlement=Settlement.NONE)
    Order.objects.filter(conclusion__label="b)").delete()
    with pytest.raises(NotReady) as refusal:
        sign(paper, by=cast.leader, at=NOW)
    words = str(refusal.value)
    assert "Còn 2 nội dung" in words
    assert "b) Lập danh sách hợp tác xã" in words
    assert "c) Ghi nhận kết quả" in words
    assert "a) Rà soát" not in words
    assert "Về đổi mới công nghệ" not in words
    Conclusion.objects.filter(label__in=["b)", "c)"]).update(settlement=Settlement.UNTRACKED)
    sign(paper, by=cast.leader, at=NOW)


def test_a_second_click_is_told_that_it_was_done(cast, paper_in):
    paper = paper_in(C)
    first, second = Paper.objects.get(), Paper.objects.get()
    first.check_form(by=cast.office_head, at=NOW)
    with pytest.raises(WrongState, match="Người khác vừa xử lý"):
        second.check_form(by=cast.office_head, at=NOW)
    assert second.state == C, "the instance still says what its reader saw"
    assert MeetingEvent.objects.filter(object_id=paper.pk, verb="check_form").count() == 1


def test_sending_a_text_that_was_edited_meanwhile_is_refused(cast):
    make_notice(cast)
    seen, edited = Paper.objects.get(), Paper.objects.get()
    edited.abstract = "Kết luận khác hẳn"
    edited.save()
    with pytest.raises(WrongState, match="vừa xử lý hoặc sửa"):
        seen.send_for_check(by=cast.clerk, at=NOW)


def test_two_people_do_not_overwrite_each_other(cast):
    make_notice(cast)
    mine, theirs = Paper.objects.get(), Paper.objects.get()
    theirs.opening = "Bản của người kia"
    theirs.save()
    mine.opening = "Bản của tôi"
    with pytest.raises(EditConflict, match="chưa được ghi"):
        mine.save()
    assert Paper.objects.get().opening == "Bản của người kia"


@pytest.mark.parametrize("state", [T, C, F, S, G, R])
def test_outside_the_draft_nothing_is_edited(cast, in_state, state: PaperState):
    paper = in_state(state)
    conclusion = Conclusion.objects.filter(orders__isnull=False).first()
    order = conclusion.orders.get()
    for row in (Paper.objects.get(), conclusion, order, order.parties.get(), paper.recipients.first()):
        with pytest.raises(Frozen):
            row.save()
        with pytest.raises(Frozen):
            row.delete()
    for new in (
        Conclusion(outline=paper.outline, text="Thêm một ý"),
        Order(conclusion=conclusion, text="Thêm một việc"),
        OrderParty(order=order, unit=cast.commune),
    ):
        with pytest.raises(Frozen):
            new.save()


def test_a_state_set_by_hand_is_not_saved(cast):
    paper = make_notice(cast)
    paper.state = G
    with pytest.raises(Frozen):
        paper.save()
    assert Paper.objects.get().state == D


def test_a_draft_that_was_sent_back_is_not_deleted(cast, paper_in):
    paper = paper_in(C)
    paper.send_back(by=cast.division_head, at=NOW, note="Sửa lại")
    with pytest.raises(Frozen):
        Paper.objects.get().delete()


def test_what_is_frozen_is_what_the_rows_say(cast, paper_in):
    """An instance may carry words that were never saved, and a prefetch that is old."""
    paper_in(S)
    paper = Paper.objects.prefetch_related("recipients").select_related("outline", "signer").get()
    paper.abstract = "Kết luận chưa từng được lưu"
    signed = sign(paper, by=cast.leader, at=NOW)
    assert "chưa từng được lưu" not in signed.content


@pytest.mark.parametrize(
    "change",
    [
        lambda cast: Order.objects.filter(conclusion__label="a)").update(text="Rà soát việc khác"),
        lambda cast: Order.objects.filter(conclusion__label="a)").update(due_on="2026-07-31"),
        lambda cast: Order.objects.filter(conclusion__label="a)").update(starred=True),
        lambda cast: OrderParty.objects.filter(unit=cast.commune).update(unit=cast.other_commune),
        lambda cast: OrderParty.objects.filter(unit=cast.commune).update(role="coordinating"),
        lambda cast: OrderParty.objects.bulk_create(
            [OrderParty(order=Order.objects.earliest("id"), unit=cast.division)]
        ),
        lambda cast: Order.objects.earliest("id").excluded.add(cast.commune),
        lambda cast: Order.objects.filter(conclusion__label="a)").delete(),
        lambda cast: Recipient.objects.filter(unit=cast.commune).update(unit=cast.other_commune),
        lambda cast: Conclusion.objects.filter(label="c)").update(text="Câu chữ bị sửa sau khi ký"),
        lambda cast: Conclusion.objects.filter(label="c)").update(position=0),
    ],
    ids=[
        "text",
        "deadline",
        "star",
        "unit",
        "role",
        "more units",
        "exception",
        "order gone",
        "recipient",
        "printed words",
        "printed order",
    ],
)
def test_orders_changed_behind_the_signature_are_not_released(cast, paper_in, quick_press, change):
    paper = paper_in(G)
    change(cast)
    with pytest.raises(ContentChanged, match="khác với lúc ký"):
        release(paper, by=cast.registrar, at=NOW)
    assert Release.objects.count() == 0
    assert Paper.objects.get().state == G


def test_the_preview_of_a_signed_paper_is_what_the_signer_saw(cast, paper_in, monkeypatch):
    shown = []
    monkeypatch.setattr(printing, "_preview", lambda record, year, folder: shown.append(record) or b"%PDF-")
    paper = paper_in(G)
    Conclusion.objects.filter(label="c)").update(text="Câu chữ bị sửa sau khi ký")
    printing.preview_pdf(paper, at=NOW)
    assert "Ghi nhận kết quả của các địa phương trong quý" in shown[0].to_json()
    assert "bị sửa sau khi ký" not in shown[0].to_json()


def test_an_officer_of_two_posts_acts_under_the_one_that_the_step_asks_for(cast):
    for officer, role, unit in (
        (cast.division_head, Role.DIVISION_HEAD, cast.secretariat),
        (cast.leader, Role.UNIT_HEAD, cast.commune),
    ):
        held = Appointment.objects.get(officer=officer)
        Appointment.objects.create(officer=officer, role=role, unit=unit, position="Chức vụ khác")
        held.delete()
        Appointment(officer=officer, role=held.role, unit=held.unit, position=held.position).save()  # now the second
    people = {name: cast.officer(name) for name in ("division_head", "leader")}
    assert {officer.capacity().position for officer in people.values()} == {"Chức vụ khác"}
    paper = make_notice(cast)
    paper.send_for_check(by=cast.clerk, at=NOW)
    paper.check_content(by=people["division_head"], at=NOW)
    paper.check_form(by=cast.office_head, at=NOW)
    paper.submit(by=cast.clerk, at=NOW)
    sign(paper, by=people["leader"], at=NOW)
    positions = dict(MeetingEvent.objects.values_list("verb", "position"))
    assert (positions["check_content"], positions["sign"]) == ("Trưởng phòng", "Phó Giám đốc")


def test_a_tampered_signature_is_not_released(cast, paper_in):
    paper = paper_in(G)
    with lifted():
        row = SignedRecord.objects.get()
        SignedRecord.objects.update(content=row.content.replace("Rà soát", "Bỏ qua"))
    with pytest.raises(ContentChanged, match="SHA-256"):
        release(paper, by=cast.registrar, at=NOW)


def test_events_form_a_chain_that_any_change_breaks(cast, in_state):
    paper = in_state(R)
    events = list(MeetingEvent.objects.filter(object_kind="paper", object_id=paper.pk).order_by("sequence"))
    assert [event.verb for event in events] == [*FORWARD, "sign", "release", "render"]
    assert [event.sequence for event in events] == [1, 2, 3, 4, 5, 6, 7]
    previous = ""
    for event in events:
        assert event.previous == previous
        assert event.computed_digest() == event.digest
        previous = event.digest
    assert Paper.objects.get().event_head == previous
    assert (events[1].officer_name, events[1].position) == ("Trần Thị B", "Trưởng phòng")
    assert events[1].unit_name == "Phòng Quản lý Công nghệ"
    events[2].note = "sửa"
    assert events[2].computed_digest() != events[2].digest


def test_a_refusal_is_recorded_where_the_transaction_allows_it(cast, paper_in):
    """Inside a transaction that is broken already nothing can be written; the refusal itself must still come out."""
    paper = paper_in(D)
    assert cast.clerk.roles == {Role.CLERK}  # read, and kept by the instance, while that is possible
    with transaction.atomic():
        connection.needs_rollback = True
        with pytest.raises(NotAllowed):
            paper.check_content(by=cast.clerk, at=NOW + timedelta(hours=1))
    assert RefusedAttempt.objects.count() == 0
