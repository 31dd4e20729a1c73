"""``visible_to`` is the only door: who sees which meeting, paper, order and assignment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from directives.models import Assignment, Directive
from directives.whole_way import issue_at_once
from districts.enums import Role, UnitKind
from districts.models import Appointment, Officer
from meetings.models import Delegation, Meeting, Paper, Recipient
from tests.cast import NOW, make_conclusions, make_meeting, make_notice, make_officer, make_order, make_unit

OFFICE = [Role.CLERK, Role.DIVISION_HEAD, Role.OFFICE_HEAD, Role.LEADER, Role.REGISTRAR]


@pytest.fixture
def papers(cast, quick_press) -> dict[str, Paper]:
    """One issued to both communes with orders for the first; one draft; one sent to the secretariat alone."""
    issued = make_notice(cast)
    issue_at_once(issued, at=NOW)
    inner = make_meeting(cast, title="Họp nội bộ")
    Delegation.objects.filter(meeting=inner).delete()
    (_, item, *_) = make_conclusions(inner.outlines.get(), cast)
    inner.outlines.get().conclusions.exclude(pk=item.pk).delete()
    inner.outlines.get().conclusions.create(text="Tự kiểm tra", position=1)
    make_order(inner.outlines.get().conclusions.get(text="Tự kiểm tra"), cast.secretariat)
    item.orders.all().delete()
    item.delete()
    paper = make_notice(cast, inner)
    paper.recipients.all().delete()
    Recipient.objects.create(paper=paper, unit=cast.secretariat, words="Văn phòng Sở")
    issue_at_once(paper, at=NOW)
    return {"issued": issued, "draft": make_notice(cast), "inner": paper}


def _seen(officer: Officer, papers: dict[str, Paper]) -> set[str]:
    names = {paper.pk: name for name, paper in papers.items()}
    return {names[pk] for pk in Paper.objects.visible_to(officer).values_list("pk", flat=True)}


def _stranger(cast) -> Officer:
    unit = make_unit("XA9", "UBND xã Mẫu Chín", UnitKind.COMMUNE, valid_from=NOW.date() + timedelta(days=1))
    return make_officer("stranger", "Nguyễn Thị L", Role.UNIT_OFFICER, unit, "Công chức")


def _neighbour(cast) -> Officer:
    return make_officer("neighbour", "Nguyễn Thị M", Role.UNIT_OFFICER, cast.other_commune, "Công chức")


def test_papers(cast, papers):
    everything = set(papers)
    for role in OFFICE:
        assert _seen(cast.officer(role), papers) == everything, role
    assert _seen(cast.officer(Role.OBSERVER), papers) == {"issued", "inner"}
    for officer in (cast.unit_officer, cast.unit_head, _neighbour(cast)):
        assert _seen(officer, papers) == {"issued"}
    assert _seen(_stranger(cast), papers) == set()
    assert _seen(cast.officer(Role.ADMINISTRATOR), papers) == set(), "though the secretariat received one"


def test_meetings(cast, papers):
    titles = {
        officer.username: set(Meeting.objects.visible_to(officer).values_list("pk", flat=True))
        for officer in Officer.objects.all()
    }
    issued, draft, inner = (papers[name].meeting_id for name in ("issued", "draft", "inner"))
    for role in OFFICE:
        assert titles[role] == {issued, draft, inner}
    assert titles["observer"] == {issued, inner}
    assert titles["unit_officer"] == titles["unit_head"] == {issued, draft}, "they were invited to both"
    assert titles["administrator"] == set()


def test_assignments_and_directives(cast, papers):
    total = Assignment.objects.count()
    assert total == 4
    for role in [*OFFICE, Role.OBSERVER]:
        assert Assignment.objects.visible_to(cast.officer(role)).count() == total
        assert Directive.objects.visible_to(cast.officer(role)).count() == 3
    neighbour = _neighbour(cast)
    assert set(Assignment.objects.visible_to(neighbour).values_list("unit__code", flat=True)) == {"XA2"}
    assert Directive.objects.visible_to(neighbour).count() == 1, "the other order is the first commune's alone"
    assert set(Assignment.objects.visible_to(cast.unit_officer).values_list("unit__code", flat=True)) == {"XA1"}
    for nobody in (_stranger(cast), cast.officer(Role.ADMINISTRATOR)):
        assert not Assignment.objects.visible_to(nobody).exists()
        assert not Directive.objects.visible_to(nobody).exists()


@pytest.mark.parametrize("loss", ["appointment ended", "appointment to come", "account closed", "no appointment"])
def test_rights_end_with_the_appointment(cast, papers, loss):
    today = timezone.localdate()
    appointments = Appointment.objects.filter(officer__in=[cast.clerk, cast.unit_officer])
    if loss == "appointment ended":
        appointments.update(ends_on=today - timedelta(days=1))
    elif loss == "appointment to come":
        appointments.update(starts_on=today + timedelta(days=1))
    elif loss == "no appointment":
        appointments.delete()
    else:
        Officer.objects.filter(username__in=["clerk", "unit_officer"]).update(is_active=False)
    for role in (Role.CLERK, Role.UNIT_OFFICER):
        officer = cast.officer(role)
        for queryset in (Paper.objects, Meeting.objects, Assignment.objects, Directive.objects):
            assert not queryset.visible_to(officer).exists()


def test_two_appointments_add_up(cast, papers):
    Appointment.objects.create(
        officer=cast.unit_officer, unit=cast.other_commune, role=Role.UNIT_OFFICER, position="Công chức"
    )
    seen = Assignment.objects.visible_to(cast.officer("unit_officer"))
    assert set(seen.values_list("unit__code", flat=True)) == {"XA1", "XA2"}


def test_nothing_is_seen_twice(cast, papers):
    Recipient.objects.all()  # a paper reached over two lines, a unit with two officers: each still one row
    officer = cast.officer("unit_officer")
    for queryset in (Paper.objects, Meeting.objects, Assignment.objects, Directive.objects):
        keys = list(queryset.visible_to(officer).values_list("pk", flat=True))
        assert len(keys) == len(set(keys))
