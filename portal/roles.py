"""What each role may do in the administration pages, written once as data.

The domain modules ask for roles themselves; this table only says which models a role finds in the admin and with which
acts: v(iew), a(dd), c(hange), d(elete). What is signed or issued is refused by the models whatever stands here.
"""

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from directives.reminding.bell import keep_unread, unread_for
from districts.enums import Role
from districts.models import Appointment, Officer
from districts.models.officers import own_and_lent

_ACTS = {"v": "view", "a": "add", "c": "change", "d": "delete"}

_MEETING_ROOM = [
    "meetings.meetingseries",
    "meetings.meeting",
    "meetings.delegation",
    "meetings.attendee",
    "meetings.outline",
    "meetings.conclusion",
    "meetings.order",
    "meetings.orderparty",
    "meetings.paper",
    "meetings.recipient",
]
_ISSUED = [
    "meetings.release",
    "meetings.renderedpaper",
    "meetings.replacement",
    "meetings.recall",
    "meetings.recallconfirmation",
    "meetings.amendment",
    "meetings.correction",
    "meetings.delivery",
]
_RECORDS = ["meetings.signedrecord", "meetings.signaturevoid", "meetings.meetingevent"]
_DIRECTIVES = ["directives.directive", "directives.assignment", "directives.directiveevent"]
_PEOPLE = ["districts.unit", "districts.unitgroup", "districts.succession", "districts.calendarday"]
_SETTINGS = ["districts.officeprofile", "districts.officer", "districts.appointment"]


def _grant(models: list[str], acts: str) -> set[str]:
    return {f"{app}.{_ACTS[act]}_{name}" for app, name in (model.split(".") for model in models) for act in acts}


_READ_ALL = _grant(_MEETING_ROOM + _ISSUED + _DIRECTIVES + _PEOPLE, "v")

PERMISSIONS: dict[str, set[str]] = {
    Role.CLERK: _READ_ALL | _grant(_MEETING_ROOM, "vacd") | _grant(_RECORDS, "v"),
    Role.DIVISION_HEAD: _READ_ALL,
    Role.OFFICE_HEAD: _READ_ALL | _grant(_RECORDS, "v"),
    Role.LEADER: set(),
    Role.REGISTRAR: _READ_ALL
    | _grant(_RECORDS, "v")
    | _grant(["meetings.numberregister"], "vac")
    | _grant(["meetings.signedcopy"], "v"),
    Role.UNIT_OFFICER: set(),
    Role.UNIT_HEAD: set(),
    Role.OBSERVER: set(),
    Role.ADMINISTRATOR: _grant(_PEOPLE + _SETTINGS, "vacd")
    | _grant(["meetings.meetingseries"], "v")
    | _grant(["districts.refusedattempt"], "v"),
}


class RoleBackend(ModelBackend):
    """Signs in by password; permissions follow from the roles of the officer's current appointments."""

    def get_user(self, user_id) -> Officer | None:
        """The officer with the appointments of the day, lent ones too, and the bell's count, in one query: every page asks
        for all.
        """
        today = timezone.localdate()
        held = Appointment.objects.held_by(user_id, today).annotate(unread=unread_for(user_id, today))
        found = own_and_lent(held, user_id)
        if not found:
            return super().get_user(user_id)
        officer: Officer = found[0].officer
        keep_unread(officer.pk, vars(found[0])["unread"])
        return officer.holding(found) if self.user_can_authenticate(officer) else None

    def get_user_permissions(self, user_obj, obj=None) -> set[str]:
        return set()

    get_group_permissions = get_user_permissions

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        if not isinstance(user_obj, Officer) or not user_obj.is_active:
            return set()
        return set().union(*(PERMISSIONS.get(role, set()) for role in user_obj.roles))

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)
