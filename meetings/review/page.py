"""A review as its page shows it: the document at the left, the sections of the draft with one row a piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from districts.models import Unit, UnitGroup
from meetings.enums import AttendeeRole, ConclusionKind, MeetingKind
from meetings.intake.draft import Absence, Conclusion, Deadline, Directive, Person
from meetings.review.deadlines import told
from meetings.review.judging import Judgement, Known, Piece, Section
from meetings.review.keeping import Desk
from meetings.review.state import FACTS, ITEM, ORDER, Review

REASON_BLANK = "dòng trống"


@dataclass(frozen=True)
class Tab:
    section: Section
    count: str
    current: bool


@dataclass(frozen=True)
class NamedParty:
    """``css``: 'lead' or 'coordinating'; ``note``: 'nhóm', 'chưa có trong danh mục', or the unit's own name, or ''."""

    css: str
    role: str
    name: str
    note: str


@dataclass
class Row:
    """One piece. ``body``: what its template shows. ``form``: while it is corrected; ``conflict``: (label, stored, typed).

    ``fresh``: it has just changed and takes the focus. ``told``: why an act on it was refused.
    """

    piece: Piece
    template: str
    body: dict[str, Any]
    form: Any = None
    conflict: list[tuple[str, str, str]] = field(default_factory=list)
    fresh: bool = False
    told: str = ""

    @property
    def lines(self) -> str:
        return " ".join(map(str, self.piece.lines))

    @property
    def line_words(self) -> str:
        return lines_in_words(self.piece.lines)


@dataclass(frozen=True)
class DroppedRow:
    line: int
    text: str
    reason: str
    taken: bool


@dataclass(frozen=True)
class Shower:
    """Rows of one review. ``known`` finds the unit of a written name."""

    review: Review
    judgement: Judgement
    known: Known

    @classmethod
    def of(cls, desk: Desk) -> Shower:
        return cls(desk.review, desk.judgement, desk.known)

    def row(self, piece: Piece, *, form: Any = None, fresh: bool = False) -> Row:
        content = piece.content
        if piece.key == FACTS:
            return Row(piece, "meetings/review/_facts.html", self._facts(), form, fresh=fresh)
        if isinstance(content, Person):
            return Row(piece, "meetings/review/_person.html", self._person(content), form, fresh=fresh)
        if isinstance(content, Absence):
            note = self._note(content.unit, None)
            return Row(piece, "meetings/review/_absence.html", {"absence": content, "note": note}, form, fresh=fresh)
        if isinstance(content, Conclusion):
            return Row(piece, "meetings/review/_item.html", self._item(content), form, fresh=fresh)
        return Row(piece, "meetings/review/_order.html", self._order(piece.key, content), form, fresh=fresh)

    def rows(self, section: Section) -> list[Row]:
        return [self.row(piece) for piece in self.judgement.of(section)]

    def dropped(self) -> list[DroppedRow]:
        """Dropped lines that hold words."""
        taken = self.review.taken
        return [
            DroppedRow(d.line, d.text, d.reason, d.line in taken) for d in self.review.draft.dropped if d.text.strip()
        ]

    def tabs(self, current: Section) -> list[Tab]:
        return [Tab(section, self._count(section), section == current) for section in Section]

    def _count(self, section: Section) -> str:
        """Checked of all, where there is anything to check."""
        if section == Section.DROPPED:
            return str(sum(not row.taken for row in self.dropped()))
        pieces = [piece for piece in self.judgement.of(section) if not piece.removed]
        if section == Section.OUTLINE:
            return str(len(pieces))
        return f"{sum(piece.checked for piece in pieces)}/{len(pieces)}"

    def _facts(self) -> dict[str, Any]:
        draft = self.review.draft
        leaders = {role: self.review.find(self.review.leader(role)) for role in ("chair", "secretary")}
        host = draft.meeting.host
        return {
            "title": draft.title.text if draft.title else "",
            "kind": MeetingKind(self.review.kind).label,
            "meeting": draft.meeting,
            "host_note": self._note(host, None) if host else "",
            **leaders,
        }

    def _person(self, person: Person) -> dict[str, Any]:
        role = AttendeeRole(person.role).label if person.role != "attendee" else ""
        return {"person": person, "role": role, "note": self._note(person.unit, None) if person.unit else ""}

    def _item(self, item: Conclusion) -> dict[str, Any]:
        orders = self.review.live_orders(item)
        return {
            "item": item,
            "kind": ConclusionKind(item.kind).label,
            "orders": [f"{ORDER}{index}" for index in orders],
            "depth": min(item.level, 4),
        }

    def _order(self, key: str, order: Directive) -> dict[str, Any]:
        held = self.review.holders(int(key[1:]))
        item = self.review.draft.conclusions[held[0]] if held else None
        return {
            "order": order,
            "parties": [
                NamedParty(
                    unit.role,
                    "Chủ trì" if unit.role == "lead" else "Phối hợp",
                    unit.written,
                    self._note(unit.written, unit.code),
                )
                for unit in order.units
            ],
            "excepted": [name for unit in order.units for name in unit.except_],
            "told": told(order.deadline),
            "chip": _deadline_css(order.deadline),
            "item": item,
            "item_key": f"{ITEM}{held[0]}" if held else "",
        }

    def _note(self, written: str, code: str | None) -> str:
        found = self.known(written, code)
        if found is None:
            return "chưa có trong danh mục"
        if isinstance(found, UnitGroup):
            return "nhóm"
        return found.name if isinstance(found, Unit) and found.name.casefold() != written.casefold() else ""


def _deadline_css(deadline: Deadline | None) -> str:
    if deadline is None:
        return "hollow"
    return "within" if deadline.date or deadline.kind in ("relative", "recurring") else "soon"


def lines_in_words(numbers: Sequence[int]) -> str:
    """'dòng 20–21', 'dòng 17, 37'; '' for none."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    words = ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in spans)
    return f"dòng {words}" if words else ""


def section_named(name: str) -> Section:
    """The section of the address's word; the first one for any other."""
    return Section(name) if name in list(Section) else Section.FACTS
