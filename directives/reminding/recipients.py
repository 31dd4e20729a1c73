"""Whom a reminder is for, by the appointments in force on its day: all read once, however many orders there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from directives import access
from directives.models import Assignment
from directives.reminding.choosing import Due, Meant
from districts.enums import Role
from districts.models import Appointment, Deputyship, Officer
from districts.models.officers import works_beside


class Recipients:
    """``officers`` by id; who works in a unit and who heads it, who leads the Sở, and who stands in for them."""

    def __init__(self, appointments: Iterable[Appointment], deputyships: Iterable[Deputyship] = ()):
        self.officers: dict[int, Officer] = {}
        self._workers: dict[int, set[int]] = defaultdict(set)
        self._heads: dict[int, set[int]] = defaultdict(set)
        self._leaders: set[int] = set()
        self._near: dict[int, set[int | None]] = defaultdict(set)
        self._lent: dict[int, list[Deputyship]] = defaultdict(list)
        for held in appointments:
            self._take(held)
        for row in deputyships:
            self.officers.setdefault(row.deputy_id, row.deputy)
            self._lent[row.appointment.officer_id].append(row)

    def _take(self, held: Appointment) -> None:
        self.officers[held.officer_id] = held.officer
        if held.role == Role.LEADER:
            self._leaders.add(held.officer_id)
            return
        self._near[held.officer_id] |= {held.unit_id, held.unit.parent_id}
        side = self._heads if held.role in access.HEAD_ROLES else self._workers
        side[held.unit_id].add(held.officer_id)

    @classmethod
    def on(cls, day: date) -> Recipients:
        """Those who may be reminded on the day: accounts in use, with an appointment in force that works with orders, and who
        stands in for them. Three queries.
        """
        roles = [*access.WORKING_ROLES, Role.LEADER]
        in_force = Appointment.objects.in_force(day)
        held = in_force.filter(role__in=roles, officer__is_active=True)
        named = Deputyship.objects.filter(starts_on__lte=day, ends_on__gte=day, ended_at=None, deputy__is_active=True)
        own = Prefetch("deputy__appointments", in_force, to_attr="own_of_the_day")
        lent = named.filter(appointment__in=held).select_related("appointment__unit", "appointment__officer", "deputy")
        beside = [
            row
            for row in lent.order_by("pk").prefetch_related(own)
            if works_beside(vars(row.deputy)["own_of_the_day"], row.appointment)
        ]
        return cls(held.select_related("officer", "unit"), beside)

    def of(self, due: Due) -> dict[int, list[Officer]]:
        """Ids of the officers who are told, each with those in whose place: nobody where it is for the officer as well.

        Empty where nobody is there to be told.
        """
        meant = self._meant(due)
        told: dict[int, list[Officer]] = {officer: [] for officer in meant}
        for officer in sorted(meant & self._lent.keys()):
            for row in self._lent[officer]:
                if row.deputy_id not in meant and _is_for(row.appointment, due):
                    places = told.setdefault(row.deputy_id, [])
                    places.extend([row.appointment.officer] * (row.appointment.officer not in places))
        return told

    def _meant(self, due: Due) -> set[int]:
        assignment = due.assignment
        if due.meant == Meant.UNIT:
            return self._heads[assignment.unit_id] | self._workers_on(assignment)
        if due.meant == Meant.WORKERS:
            return self._workers_on(assignment) - self._heads[assignment.unit_id]
        if due.meant == Meant.HEADS:
            return self._heads[assignment.unit_id]
        if due.meant == Meant.LEADER:
            return self._signer_or_leaders(assignment)
        return self._answering(assignment)

    def _workers_on(self, assignment: Assignment) -> set[int]:
        """The person or the office that has the order, or else the officers of the unit: a person who works there still."""
        office, handler = assignment.handling_unit_id, assignment.handling_officer_id
        if handler in self.officers and {assignment.unit_id, office or 0} & self._near[handler]:
            return {handler}
        return self._heads[office] | self._workers[office] if office else self._workers[assignment.unit_id]

    def _signer_or_leaders(self, assignment: Assignment) -> set[int]:
        release = assignment.directive.release
        signer = release.paper.signer_id if release else None
        return {signer} if signer in self._leaders else self._leaders

    def _answering(self, assignment: Assignment) -> set[int]:
        following = assignment.directive.following_unit_id
        heads = self._heads[following] if following else set()
        if access.needs_leader(assignment) or not heads:
            return heads | self._signer_or_leaders(assignment)
        return heads


def _is_for(lent: Appointment, due: Due) -> bool:
    """Whether it is by this appointment that its officer is told: another one may not be lent, or to somebody else."""
    assignment = due.assignment
    if due.meant in (Meant.LEADER, Meant.ANSWERING) and lent.role == Role.LEADER:
        return True
    is_head = lent.role in access.HEAD_ROLES
    if due.meant == Meant.ANSWERING:
        return is_head and lent.unit_id == assignment.directive.following_unit_id
    if lent.role == Role.LEADER or due.meant == Meant.LEADER or (due.meant == Meant.HEADS and not is_head):
        return False
    near = {assignment.unit_id, assignment.handling_unit_id or assignment.unit_id}
    return bool(near & {lent.unit_id, lent.unit.parent_id})
