"""Whom a reminder is for, by the appointments in force on its day: all read once, however many orders there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from directives import access
from directives.models import Assignment
from directives.reminding.choosing import Due, Meant
from districts.enums import Role
from districts.models import Appointment, Officer


class Recipients:
    """``officers`` by id; who works in a unit and who heads it, who leads the Sở."""

    def __init__(self, appointments: Iterable[Appointment]):
        self.officers: dict[int, Officer] = {}
        self._workers: dict[int, set[int]] = defaultdict(set)
        self._heads: dict[int, set[int]] = defaultdict(set)
        self._leaders: set[int] = set()
        for held in appointments:
            self.officers[held.officer_id] = held.officer
            if held.role == Role.LEADER:
                self._leaders.add(held.officer_id)
            elif held.role in access.HEAD_ROLES:
                self._heads[held.unit_id].add(held.officer_id)
            else:
                self._workers[held.unit_id].add(held.officer_id)

    @classmethod
    def on(cls, day: date) -> Recipients:
        """Those who may be reminded on the day: accounts in use, with an appointment in force that works with orders."""
        roles = [*access.WORKING_ROLES, Role.LEADER]
        held = Appointment.objects.in_force(day).filter(role__in=roles, officer__is_active=True)
        return cls(held.select_related("officer"))

    def of(self, due: Due) -> set[int]:
        """Ids of the officers who are told. Empty where nobody is there to be told."""
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
        """The person or the office that has the order, or else the officers of the unit."""
        if assignment.handling_officer_id in self.officers:
            return {assignment.handling_officer_id}
        office = assignment.handling_unit_id
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
