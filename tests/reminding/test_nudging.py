"""What the following division tells itself, and how reminders are counted and shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from directives.enums import AssignmentState, NudgeWay
from directives.models import Assignment, Nudge
from directives.reminding.nudging import message_for, record_call, record_message, reminders_of
from directives.reminding.telling import remind
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import Appointment, Officer, RefusedAttempt
from tests.reminding.test_telling import DUE, at

WHOM = "ông Vũ Văn H, Chủ tịch UBND xã"


@pytest.fixture
def late(lives):
    Assignment.objects.filter(pk=lives.lead.pk).update(current_due_on=DUE, state=AssignmentState.IN_PROGRESS)
    lives.lead.refresh_from_db()
    return lives


def test_a_call_is_on_record_with_who_called_whom_and_when(late):
    record_call(late.lead, whom=WHOM, words="Hẹn gửi thứ Sáu", by=late.cast.clerk, at=at(DUE))
    nudge = late.lead.nudges.get()
    assert (nudge.way, nudge.whom_words, nudge.words, nudge.by) == (
        NudgeWay.PHONE,
        WHOM,
        "Hẹn gửi thứ Sáu",
        late.cast.clerk,
    )


@pytest.mark.parametrize("name", ["unit_head", "unit_officer", "leader", "office_head", "registrar", "observer"])
def test_who_does_not_follow_the_order_may_not_and_it_is_recorded(late, name):
    with pytest.raises(NotAllowed):
        record_call(late.lead, whom=WHOM, by=late.cast.officer(name), at=at(DUE))
    assert not Nudge.objects.exists()
    assert RefusedAttempt.objects.get().verb == "record_call"


@pytest.mark.parametrize("act", [record_call, record_message])
def test_nobody_named_is_refused(late, act):
    with pytest.raises(DomainError, match="Hãy ghi người nghe máy hoặc người nhận"):
        act(late.lead, whom="  ", by=late.cast.clerk, at=at(DUE))


@pytest.mark.parametrize("state", [AssignmentState.DONE, AssignmentState.REPORTED, AssignmentState.PAUSED])
def test_an_order_on_which_the_unit_has_nothing_to_do_is_not_reminded_of(late, state):
    paused = {"paused_from": AssignmentState.IN_PROGRESS} if state == AssignmentState.PAUSED else {}
    Assignment.objects.filter(pk=late.lead.pk).update(state=state, handed_in_on=DUE, **paused)
    with pytest.raises(WrongState, match="đang ở tình trạng"):
        record_message(late.lead, whom=WHOM, by=late.cast.clerk, at=at(DUE))


def test_the_message_asks_a_commune_and_orders_a_division(late, settings):
    settings.PORTAL_URL = "https://giaoban.example.org"
    words = message_for(late.lead, DUE + timedelta(days=3))
    assert "Sở đề nghị đơn vị thực hiện nhiệm vụ: “Rà soát thiết bị đo lường" in words
    assert "Quá hạn 3 ngày (hạn 13/10/2026)." in words
    assert words.endswith(f"https://giaoban.example.org/nhiem-vu/{late.lead.pk}/")
    late.lead.basis = "order"
    assert "Sở giao đơn vị thực hiện" in message_for(late.lead, DUE)


def test_a_nudge_is_never_changed(late):
    nudge = record_call(late.lead, whom=WHOM, by=late.cast.clerk, at=at(DUE))
    with pytest.raises(DatabaseError), transaction.atomic():
        Nudge.objects.filter(pk=nudge.pk).update(whom_words="người khác")


def test_what_the_portal_tells_on_a_day_counts_once(late):
    day = DUE + timedelta(days=21)
    remind(day, at=at(day))
    record_call(late.lead, whom=WHOM, by=late.cast.clerk, at=at(day))
    record_call(late.lead, whom=WHOM, by=late.cast.clerk, at=at(day))
    seen = reminders_of(late.lead)
    assert sorted(each.label for each in seen) == ["Thông báo trong cổng", "Điện thoại", "Điện thoại"]
    (told,) = (each for each in seen if each.by is None)
    assert set(told.whom.split(", ")) == {"Đỗ Thị G", "Vũ Văn H", "Phạm Thị D"}
    assert "Đã nhắc, đôn đốc 3 lần" in page(late.cast.clerk, late.lead)
    assert "Đã nhắc, đôn đốc 3 lần" in page(late.cast.unit_officer, late.lead)


def test_a_unit_is_not_told_what_those_above_it_were_told(late):
    """Only the leader is told on this day: the unit's own people have left."""
    Appointment.objects.filter(unit=late.cast.commune).exclude(officer=late.cast.unit_officer).update(ends_on=DUE)
    Officer.objects.filter(pk=late.cast.unit_officer.pk).update(is_active=False)
    day = DUE + timedelta(days=21)
    remind(day, at=at(day))
    Officer.objects.filter(pk=late.cast.unit_officer.pk).update(is_active=True)
    told = page(late.cast.clerk, late.lead)
    assert "Chưa nhắc, đôn đốc đơn vị lần nào" in told
    assert "Phạm Thị D" in told, "who follows the order up reads that the leader was told"
    shown = page(late.cast.unit_officer, late.lead)
    assert "Đã nhắc, đôn đốc" not in shown
    assert "Quá hạn lâu" not in shown


def post(officer, assignment, slug, **fields):
    client = Client()
    client.force_login(officer)
    named = {f"{slug}-{name}": value for name, value in fields.items()}
    return client.post(reverse("assignment-nudge", args=[assignment.pk, slug]), named)


def page(officer, assignment) -> str:
    client = Client()
    client.force_login(officer)
    return client.get(reverse("assignment", args=[assignment.pk])).content.decode()


def test_on_the_page_it_is_counted_and_told_to_the_unit_too(late):
    assert post(late.cast.clerk, late.lead, "dien-thoai", whom=WHOM).status_code == 302
    assert post(late.cast.clerk, late.lead, "tin-nhan", whom=WHOM).status_code == 302
    for officer in (late.cast.clerk, late.cast.unit_officer):
        assert "Đã nhắc, đôn đốc 2 lần" in page(officer, late.lead)
    for officer, address in ((late.cast.unit_officer, "home"), (late.cast.clerk, "assignment-list")):
        client = Client()
        client.force_login(officer)
        assert "Đã nhắc, đôn đốc 2 lần, gần nhất ngày" in client.get(reverse(address)).content.decode()
    assert "người nhắc: Nguyễn Văn A" in page(late.cast.clerk, late.lead)
    assert "Ghi đã nhắc qua điện thoại" in page(late.cast.clerk, late.lead)
    assert "Ghi đã nhắc qua điện thoại" not in page(late.cast.unit_officer, late.lead)


def test_a_refused_form_comes_back_with_what_was_typed(late):
    answer = post(late.cast.clerk, late.lead, "dien-thoai", whom="", words="Hẹn gửi thứ Sáu")
    assert answer.status_code == 422
    assert "Hẹn gửi thứ Sáu" in answer.content.decode()
    assert not Nudge.objects.exists()


def test_a_supplement_and_a_part_are_asked_for_in_their_own_words(late):
    late.lead.handed_in_on, late.lead.supplement_by = DUE, date(2026, 10, 20)
    assert "Bổ sung kết quả chậm nhất ngày 20/10/2026." in message_for(late.lead, DUE)
    late.helping.contribute_by = date(2026, 10, 20)
    assert "Gửi kết quả phối hợp chậm nhất ngày 20/10/2026, đã quá 1 ngày." in message_for(
        late.helping, date(2026, 10, 21)
    )
