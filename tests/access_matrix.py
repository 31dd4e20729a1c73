"""The rows of the access matrix: every address, and what the server answers each of the cast. See test_access."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# the columns of the matrix; own: a commune with an order; other: one that was invited; outside: one that was not
ACTORS = [
    "nobody",
    "clerk",
    "division",
    "office",
    "leader",
    "registrar",
    "own",
    "other",
    "outside",
    "observer",
    "admin",
]
# the cells of the matrix
ANSWERS = {
    ".": "200",  # the page
    ">": "to sign-in",
    "r": "302",  # on to another page
    "x": "403",  # may read it, may not do it
    "-": "404",  # there is no such thing, for this reader
    "/": "405",  # not a page to be opened
    "?": "422",  # may do it; the form lacks what it needs
}


@dataclass(frozen=True)
class Row:
    """``target``: the kind of row that the address names. ``cells``: one a column, see ACTORS and ANSWERS."""

    name: str
    cells: str
    target: str = ""
    slug: str = ""
    method: str = "get"

    def __str__(self) -> str:
        return " ".join(part for part in (self.method, self.name, self.target, self.slug) if part)


def _steps(slug: str, cells: str, target: str) -> Iterator[Row]:
    """A step's page opens to who may take it; an empty form does nothing."""
    yield Row("paper-step", cells, target, slug)
    yield Row("paper-step", cells.replace(".", "?"), target, slug, method="post")


OUTLINE_ACTS = ("save", "act", "undo", "relabel")
REVIEW_ACTS = ("add", "accept", "take-back", "finish", "discard")
# What an address names besides its row.
PARTS = {
    "import-review-piece": {"key": "facts"},
    "import-review-add": {"section": "dai-bieu"},
    "import-review-accept": {"section": "dai-bieu"},
    "import-review-take-back": {"line": 1},
    "paper-page": {"number": 1},
    "calendar-feed": {"officer": 1, "code": "sai"},
    "registration": {"row": 0},
    "meeting-document": {"document": 0},
    "meeting-document-remove": {"document": 0},
    "meeting-point": {"point": 0},
    "meeting-point-remove": {"point": 0},
    "meeting-change-file": {"change": 0},
    "outline-act": {"item": 1},
    "take-up-work": {"directive": 0},
    "outline-conflict": {"draft": 0},
}
WITH_A_UNIT = ("attendance-row", "absence-letter", "absence-file", "absence-file-drop")

PLANNED = ("meeting-edit", "meeting-document-add", "meeting-point-add")
SERIES = (("series-add", ">.xxxxxxxxx", ""), ("series-edit", ">.xxxx-----", "series"))

MATRIX = [
    Row("home", ">.........."),
    Row("login", ".rrrrrrrrrr"),
    Row("logout", ">//////////"),
    Row("password_change", ">.........."),
    Row("password_change_done", ">.........."),
    Row("meeting-list", ">.........."),
    Row("paper-list", ">.........."),
    Row("import-document", ">.xxxxxxxxx"),
    Row("import-document", ">?xxxxxxxxx", method="post"),
    Row("import-review", ">.---------", "review"),
    Row("import-review-piece", ">r---------", "review"),
    Row("import-review-piece", ">?---------", "review", method="post"),
    Row("import-review-deadline", ">.---------", "review"),
    *(Row(f"import-review-{act}", ">//////////", "review") for act in REVIEW_ACTS),
    Row("import-review-add", ">?---------", "review", method="post"),
    *(Row(f"import-review-{act}", ">r---------", "review", method="post") for act in REVIEW_ACTS if act != "add"),
    Row("unit-search", ">.....xxxxx"),
    Row("meeting", ">.......-.-", "issued"),
    Row("meeting", ">.......---", "draft"),
    Row("meeting", ">.....-----", "inner"),
    Row("outline", ">.....-----", "draft"),
    Row("outline", ">.....-----", "inner"),
    Row("outline-deadline", ">.....-----", "draft"),
    *(Row(f"outline-{act}", ">//////////", "draft") for act in OUTLINE_ACTS),
    *(Row(f"outline-{act}", ">rxxxx-----", "draft", method="post") for act in OUTLINE_ACTS),
    Row("outline-conflict", ">-xxxx-----", "draft"),
    Row("outline-conflict", ">-xxxx-----", "draft", method="post"),
    Row("attendance", ">.....-----", "bare"),
    Row("attendance", ">rxxxx-----", "bare", method="post"),
    Row("attendance-row", ">rxxxx-----", "bare"),
    Row("attendance-row", ">rxxxx-----", "bare", method="post"),
    *(Row(f"attendance-{act}", ">//////////", "bare") for act in ("all", "add", "remove")),
    Row("attendance-all", ">rxxxx-----", "bare", method="post"),
    *(Row(f"attendance-{act}", ">?xxxx-----", "bare", method="post") for act in ("add", "remove", "paste")),
    Row("attendance-paste", ">.xxxx-----", "bare"),
    Row("attendance-sheet", ">.....-----", "bare"),
    Row("attendance-figures", ">.....-----", "bare"),
    Row("absence-letter", ">.xxxx-----", "bare"),
    Row("absence-letter", ">?xxxx-----", "bare", method="post"),
    Row("absence-file", ">.....-----", "bare"),
    Row("absence-file-drop", ">//////////", "bare"),
    Row("absence-file-drop", ">rxxxx-----", "bare", method="post"),
    Row("open-work", ">.....-----", "draft"),
    Row("take-up-work", ">//////////", "draft"),
    Row("take-up-work", ">-xxxx-----", "draft", method="post"),
    Row("meeting-add", ">.xxxxxxxxx"),
    Row("meeting-add", ">?xxxxxxxxx", method="post"),
    *(Row(name, ">.xxxxxx---", "draft") for name in PLANNED),
    *(Row(name, ">?xxxxxx---", "draft", method="post") for name in PLANNED),
    Row("meeting-document", ">----------", "draft"),
    Row("meeting-point", ">-xxxxxx---", "draft"),
    Row("meeting-point", ">-xxxxxx---", "draft", method="post"),
    *(Row(f"meeting-{part}-remove", ">//////////", "draft") for part in ("document", "point")),
    *(Row(f"meeting-{part}-remove", ">-xxxxxx---", "draft", method="post") for part in ("document", "point")),
    *(Row("meeting-change", ">.xxxxxx---", "draft", act) for act in ("doi", "hoan", "huy")),
    *(Row("meeting-change", ">?xxxxxx---", "draft", act, "post") for act in ("doi", "hoan", "huy")),
    Row("meeting-change", ">----------", "draft", "khong-co"),
    Row("meeting-change-file", ">----------", "draft"),
    Row("meeting-held", ">//////////", "draft"),
    Row("meeting-held", ">rxxxxxx---", "draft", method="post"),
    Row("meeting-month", ">.........."),
    Row("calendar-address", ">.........."),
    Row("calendar-address", ">rrrrrrrrrr", method="post"),
    Row("calendar-feed", "-----------"),
    Row("registrations", ">.....xx---", "draft"),
    Row("registration", ">----------", "draft"),
    Row("registration", ">----------", "draft", method="post"),
    Row("series-list", ">.....xxxxx"),
    Row("series", ">.....-----", "series"),
    *(Row(name, cells, target) for name, cells, target in SERIES),
    *(Row(name, cells.replace(".", "?"), target, method="post") for name, cells, target in SERIES),
    Row("series-next", ">//////////", "series"),
    Row("series-next", ">?xxxx-----", "series", method="post"),
    Row("draft-notice", ">//////////", "bare"),
    Row("draft-notice", ">rrrrrrr---", "bare", method="post"),
    Row("settle-notes", ">//////////", "bare"),
    Row("settle-notes", ">rxxxxxx---", "bare", method="post"),
    Row("paper", ">.......-.-", "issued"),
    Row("paper", ">.....-----", "draft"),
    Row("paper", ">.....---.-", "to the secretariat"),
    Row("paper-pdf", ">.......-.-", "issued"),
    Row("paper-pdf", ">.....---.-", "to the secretariat"),
    Row("paper-pdf", ">----------", "draft"),
    Row("paper-preview", ">.....-----", "draft"),
    Row("paper-preview", ">----------", "issued"),
    Row("paper-page", ">.......-.-", "issued"),
    Row("paper-page", ">.....-----", "draft"),
    *_steps("kiem-tra", ">x.xxx-----", "draft"),
    *_steps("kiem-tra-the-thuc", ">xx.xx-----", "draft"),
    *_steps("trinh-ky", ">...xx-----", "draft"),
    *_steps("ky", ">xxx.x-----", "draft"),
    *_steps("phat-hanh", ">xxxx.-----", "draft"),
    *_steps("tra-lai", ">x...x-----", "draft"),
    *_steps("huy-chu-ky", ">xxx.x-----", "draft"),
    *_steps("thay-the", ">.xxxxxx-x-", "issued"),
    *_steps("thu-hoi", ">.xxxxxx-x-", "issued"),
    *_steps("thay-the", ">xxxxx-----", "draft"),
    *_steps("khong-co", ">----------", "issued"),
]

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
    "meetings.delivery": ("cdor", ""),
    "meetings.signedcopy": ("r", "r"),
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
}
STAFF = {"c": "clerk", "d": "division", "o": "office", "r": "registrar", "a": "admin"}
