"""Each piece of a review as it stands: how sure its reading is, what a person should look at, where it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from meetings.intake.draft import Absence, Conclusion, Directive, NamedUnit, Person, Warning
from meetings.intake.outline import NO_LEAD
from meetings.review.state import ABSENCE, FACTS, ITEM, ORDER, PERSON, Review

Known = Callable[[str, str | None], Any]  # the unit or group of a written name, or None

SURE_FROM, DOUBTFUL_BELOW = 0.8, 0.5  # of a directive's confidence
NO_TASK = "Mục này được hiểu là không phát sinh nhiệm vụ. Nếu có giao việc, hãy thêm nhiệm vụ cho mục."
NO_DAY = "Chưa rõ ngày họp."
NO_DATE_READ = "Thời hạn “{words}” chưa hiểu được thành ngày."
UNSURE = "Chưa chắc câu này giao nhiệm vụ. Hãy đối chiếu với bản gốc."
UNKNOWN_UNIT = "“{name}” chưa có trong danh mục đơn vị; nếu không chọn đơn vị thì giữ nguyên chữ."


class Sureness(StrEnum):
    SURE = "hi"
    LOOK = "mid"
    DOUBTFUL = "lo"

    @property
    def label(self) -> str:
        return {"hi": "Chắc", "mid": "Cần xem", "lo": "Chưa chắc"}[self]

    @property
    def bars(self) -> list[bool]:
        """Three bars, filled or not."""
        filled = {"hi": 3, "mid": 2, "lo": 1}[self]
        return [place < filled for place in range(3)]


class Section(StrEnum):
    FACTS = "thong-tin"
    PEOPLE = "dai-bieu"
    ABSENCES = "vang"
    OUTLINE = "dan-y"
    ORDERS = "nhiem-vu"
    DROPPED = "bo-qua"

    @property
    def label(self) -> str:
        return {
            "thong-tin": "Thông tin",
            "dai-bieu": "Đại biểu",
            "vang": "Vắng",
            "dan-y": "Dàn ý",
            "nhiem-vu": "Nhiệm vụ",
            "bo-qua": "Bỏ qua",
        }[self]


SECTION_OF = {
    FACTS: Section.FACTS,
    PERSON: Section.PEOPLE,
    ABSENCE: Section.ABSENCES,
    ITEM: Section.OUTLINE,
    ORDER: Section.ORDERS,
}


@dataclass
class Piece:
    """``points``: sentences about what to look at. ``counted``: it is one of the pieces that are to be checked."""

    key: str
    content: Any
    lines: list[int]
    digest: str
    sureness: Sureness = Sureness.SURE
    points: list[str] = field(default_factory=list)
    checked: bool = False
    corrected: bool = False
    removed: bool = False
    counted: bool = True

    @property
    def section(self) -> Section:
        return SECTION_OF[FACTS if self.key == FACTS else self.key[0]]

    @property
    def open(self) -> bool:
        """Has to be looked at: not checked yet, and not sure."""
        return self.counted and not self.checked and not self.removed and self.sureness != Sureness.SURE

    @property
    def acceptable(self) -> bool:
        """May be taken together with the others that are sure."""
        return self.counted and not self.checked and not self.removed and self.sureness == Sureness.SURE


@dataclass(frozen=True)
class Judgement:
    """All pieces of a review. ``warnings``: the remarks of the reader that nobody has looked at yet."""

    pieces: dict[str, Piece]
    warnings: list[Warning]

    def of(self, section: Section) -> list[Piece]:
        return [piece for piece in self.pieces.values() if piece.section == section]

    @property
    def counted(self) -> list[Piece]:
        return [piece for piece in self.pieces.values() if piece.counted and not piece.removed]

    @property
    def checked(self) -> int:
        return sum(piece.checked for piece in self.counted)

    @property
    def open(self) -> list[Piece]:
        return [piece for piece in self.pieces.values() if piece.open]

    def acceptable(self, section: Section) -> list[str]:
        return [piece.key for piece in self.of(section) if piece.acceptable]


def judge(review: Review, known: Known) -> Judgement:
    pieces = {piece.key: piece for piece in _pieces(review)}
    warned = _attach(review, pieces)
    for piece in pieces.values():
        _weigh(piece, review, known)
    waiting = [warning for warning, keys in warned if not all(_settled(pieces[key]) for key in keys)]
    return Judgement(pieces, waiting)


def _settled(piece: Piece) -> bool:
    return piece.checked or piece.removed


def _pieces(review: Review) -> Iterator[Piece]:
    draft = review.draft
    title = draft.title.lines if draft.title else []
    yield _piece(review, FACTS, None, sorted({*title, *draft.meeting.lines}))
    for letter in (PERSON, ABSENCE, ITEM, ORDER):
        for key in review.keys(letter):
            content = review.find(key)
            if content is not None:
                yield _piece(review, key, content, content.lines)


def _piece(review: Review, key: str, content: Any, lines: Sequence[int]) -> Piece:
    return Piece(
        key,
        content,
        list(lines),
        review.digest(key),
        checked=key in review.checked,
        corrected=key in review.corrected,
        removed=key in review.removed,
    )


def _attach(review: Review, pieces: dict[str, Piece]) -> list[tuple[Warning, list[str]]]:
    """Each remark of the reader put to the pieces that it is about: the closest at its line, else the facts."""
    at_line: dict[int, list[str]] = {}
    for letter in (ORDER, ITEM, PERSON, ABSENCE):
        for key in review.keys(letter):
            for line in pieces[key].lines:
                at_line.setdefault(line, []).append(key)
    warned = []
    for warning in review.draft.warnings:
        keys = _about(warning, at_line.get(warning.line, []), pieces) or [FACTS]
        for key in keys:
            pieces[key].points.append(warning.message)
        warned.append((warning, keys))
    return warned


def _about(warning: Warning, keys: Sequence[str], pieces: dict[str, Piece]) -> list[str]:
    orders = [key for key in keys if key[0] == ORDER]
    if warning.message == NO_LEAD:
        return [key for key in orders if not pieces[key].content.lead] or orders
    dated = [key for key in orders if _doubt(pieces[key].content) == warning.message]
    return dated or orders or [key for key in keys if key[0] == ITEM][:1] or list(keys[:1])


def _doubt(order: Directive) -> str | None:
    return order.deadline.doubt if order.deadline else None


def _weigh(piece: Piece, review: Review, known: Known) -> None:
    """Puts the piece's sureness and completes its points; one that was checked keeps only what still holds."""
    warned = bool(piece.points)
    if piece.key == FACTS:
        own = [] if review.draft.meeting.date else [NO_DAY]
        doubtful = bool(own)
    elif isinstance(piece.content, Person | Absence):
        own, doubtful = _unknown([piece.content.unit] if piece.content.unit else [], known), False
    elif isinstance(piece.content, Conclusion):
        own, doubtful = _weigh_item(piece, review, warned), False
    else:
        own, doubtful = list(_order_points(piece.content, known)), _is_doubtful(piece.content)
        if not (piece.checked or piece.points or own) and piece.content.confidence < SURE_FROM:
            own = [UNSURE]
    if piece.checked:
        piece.points = []
    piece.points = list(dict.fromkeys([*piece.points, *own]))
    if doubtful:
        piece.sureness = Sureness.DOUBTFUL
    elif piece.points:
        piece.sureness = Sureness.LOOK


def _weigh_item(piece: Piece, review: Review, warned: bool) -> list[str]:
    """A heading, a paragraph or an item with orders is to be checked only where the reader remarked on it."""
    without = piece.content.kind == "item" and not review.live_orders(piece.content)
    piece.counted = without or warned
    return [NO_TASK] if without and not piece.checked else []


def _is_doubtful(order: Directive) -> bool:
    return order.confidence < DOUBTFUL_BELOW or (order.tracked and not order.lead)


def _order_points(order: Directive, known: Known) -> Iterator[str]:
    if order.tracked:
        yield from _unknown((name for unit in order.units for name in _names(unit, known)), known)
    deadline = order.deadline
    if deadline and deadline.date is None and deadline.kind not in ("relative", "recurring"):
        yield deadline.doubt or NO_DATE_READ.format(words=deadline.text)


def _names(unit: NamedUnit, known: Known) -> list[str]:
    """The names that stand for themselves: that of the unit unless its code says which it is, and its exceptions."""
    own = [] if known(unit.written, unit.code) else [unit.written]
    return [*own, *unit.except_]


def _unknown(names: Iterable[str], known: Known) -> list[str]:
    return [UNKNOWN_UNIT.format(name=name) for name in names if known(name, None) is None]
