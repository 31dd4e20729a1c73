"""Orders by the dozen, of one released notice."""

from __future__ import annotations

from datetime import date

from directives.enums import AssignmentState, Basis
from directives.models import Assignment, Directive
from districts.enums import Role, UnitKind
from districts.models import Appointment, Officer, Unit
from meetings.enums import PartyRole
from meetings.models import Order
from tests.directives.lives import Lives


def make_units(count: int) -> list[Unit]:
    """Communes, each with one officer who has an address."""
    units = Unit.objects.bulk_create(
        Unit(code=f"X{n}", name=f"UBND xã Số {n}", kind=UnitKind.COMMUNE) for n in range(count)
    )
    officers = Officer.objects.bulk_create(
        Officer(username=f"x{n}", full_name=f"Người Số {n}", email=f"x{n}@example.org") for n in range(count)
    )
    Appointment.objects.bulk_create(
        Appointment(officer=officer, unit=unit, role=Role.UNIT_OFFICER, position="Công chức")
        for officer, unit in zip(officers, units, strict=True)
    )
    return units


def make_orders(lives: Lives, units: list[Unit], count: int, due_on: date) -> list[Assignment]:
    """``count`` open orders shared among the units by turns."""
    model = lives.lead.directive
    orders = Order.objects.bulk_create(
        Order(conclusion=model.order.conclusion, text=f"Việc số {n}") for n in range(count)
    )
    directives = Directive.objects.bulk_create(
        Directive(order=order, release=model.release, text=order.text, following_unit=model.following_unit)
        for order in orders
    )
    return Assignment.objects.bulk_create(
        Assignment(
            directive=directive,
            unit=units[n % len(units)],
            role=PartyRole.LEAD,
            basis=Basis.REQUEST,
            state=AssignmentState.IN_PROGRESS,
            original_due_on=due_on,
            current_due_on=due_on,
            assigned_at=lives.lead.assigned_at,
        )
        for n, directive in enumerate(directives)
    )
