"""The access matrix of the administration: its lists, and who may open them. See test_access."""

from __future__ import annotations

# The administration: which of clerk, division, office, registrar, admin may open a model's list, and its form to add.
# Leaders, units and observers have no way in.
LISTS = {
    "meetings.meetingseries": ("cdora", "c"),
    "meetings.meeting": ("cdor", "c"),
    "meetings.outline": ("cdor", ""),
    "meetings.conclusion": ("cdor", ""),
    "meetings.order": ("cdor", ""),
    "meetings.paper": ("cdor", ""),
    "meetings.meetingevent": ("cor", ""),
    "meetings.signedrecord": ("cor", ""),
    "meetings.signaturevoid": ("cor", ""),
    "meetings.release": ("cdor", ""),
    "meetings.renderedpaper": ("cdor", ""),
    "meetings.replacement": ("cdor", ""),
    "meetings.recall": ("cdor", ""),
    "meetings.recallconfirmation": ("cdor", ""),
    "meetings.amendment": ("cdor", ""),
    "meetings.correction": ("cdor", ""),
    "meetings.delivery": ("cdor", ""),
    "meetings.signedcopy": ("r", ""),
    "meetings.numberregister": ("r", "r"),
    "directives.directive": ("cdor", ""),
    "directives.assignment": ("cdor", ""),
    "directives.directiveevent": ("cdor", ""),
    "districts.unit": ("cdora", "a"),
    "districts.unitgroup": ("cdora", "a"),
    "districts.succession": ("cdora", "a"),
    "districts.calendarday": ("cdora", "a"),
    "districts.officeprofile": ("a", "a"),
    "districts.officer": ("a", "a"),
    "districts.appointment": ("a", "a"),
    "districts.refusedattempt": ("a", ""),
    # the library's own pages of the queue of mails: their texts are for the persons to whom they go
    **{f"post_office.{name}": ("", "") for name in ("attachment", "email", "emailtemplate", "log")},
}
STAFF = {"c": "clerk", "d": "division", "o": "office", "r": "registrar", "a": "admin"}
