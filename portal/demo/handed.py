"""What the head of the demo's unit passed to its officer, and what of it the officer handed over."""

from __future__ import annotations

from directives.handovers.handing import hand_over
from directives.life.unit_acts import pass_on
from directives.models import Assignment
from portal.demo.crew import Crew


def hand_some_over(crew: Crew) -> None:
    """Two orders, those that the unit helps with first: one stays with the officer, the other goes to the head."""
    unit = crew.unit_head.appointments.get().unit
    rows = list(Assignment.objects.open().filter(unit=unit).order_by("role", "-pk")[:2])
    for row in rows:
        pass_on(row, officer=crew.unit_officer, by=crew.unit_head, at=crew.now)
    chosen = {f"order-{row.pk}": crew.unit_head.pk for row in rows[:1]}
    hand_over(crew.unit_officer, chosen, words="Đi học tập trung", by=crew.unit_officer, at=crew.now)
