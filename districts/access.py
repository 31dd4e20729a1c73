"""Who may do what with units, accounts and the calendar. What a role finds in the admin, portal/roles.py says."""

from districts.enums import Role
from districts.models import Officer


def may_keep_directory(officer: Officer) -> bool:
    """The administrator: units, groups, successions, the calendar, the office's profile, accounts and appointments."""
    return officer.has_role(Role.ADMINISTRATOR)


def may_delete_account(officer: Officer, account: Officer) -> bool:
    """The administrator, and only an account that never signed in: what somebody did stays under their name."""
    return may_keep_directory(officer) and account.last_login is None and account.pk != officer.pk
