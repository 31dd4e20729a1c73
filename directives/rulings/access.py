"""Who may do what with superiors' papers and the work they give."""

from __future__ import annotations

from districts.enums import Role
from districts.models import Appointment, Officer

SETTING_OFF_ROLES = (Role.LEADER, Role.CLERK)


def may_read_rulings(officer: Officer) -> bool:
    """The list of all of them: the Sở's staff. Others reach those that gave them work by their own tasks."""
    return officer.works_at_office


def may_enter_rulings(officer: Officer) -> bool:
    """Clerks enter them, correct what was read, and say which items are the Sở's."""
    return officer.has_role(Role.CLERK)


def may_set_off_rulings(officer: Officer) -> bool:
    """Leaders of the Sở, and the clerks who write down what the leaders have noted on the paper."""
    return officer.has_role(*SETTING_OFF_ROLES)


def setting_off_as(officer: Officer) -> Appointment | None:
    return officer.capacity(*SETTING_OFF_ROLES)
