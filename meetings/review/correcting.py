"""What a person does to the draft under review: pure functions that change a ``Review`` or raise ``Unfit``.

Each correction also marks the piece as checked: who corrected it has looked at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from districts.errors import DomainError
from meetings.intake.draft import Absence, Conclusion, Directive, NamedUnit, Person, Text
from meetings.intake.lines import unmark
from meetings.papers.record import secret_text
from meetings.review.state import ABSENCE, FACTS, ITEM, LEADING_ROLES, ORDER, PERSON, Review
from meetings.review.words import Facts, ItemWords, OrderWords, PersonWords

MOST_LEVELS = 9
SINGLE_ROLES = ("chair", "secretary")  # of one person each
MOST_PIECES = 5000  # of one kind: far more than any document holds


P = TypeVar("P")


class Unfit(DomainError):
    """The correction cannot be made; the sentence says why."""


class NoSuchPiece(DomainError):
    """The key names no piece of the review."""

    def __init__(self) -> None:
        super().__init__("Mục này không còn trong nội dung đọc được. Hãy tải lại trang để xem nội dung mới.")


def refuse_secrets(*texts: str) -> None:
    """Raise Unfit if a line of one of the texts begins with a mark of secrecy: it has no place here."""
    for text in texts:
        for line in text.splitlines():
            if words := secret_text(line):
                raise Unfit(words)


def mark_right(review: Review, key: str) -> None:
    """'Đúng': the piece stays as it was read. What was taken out cannot be right."""
    _present(review, key)
    if key in review.removed:
        raise Unfit("Mục này đã bỏ. Hãy khôi phục trước khi đánh dấu đúng.")
    review.checked.add(key)


def mark_unseen(review: Review, key: str) -> None:
    """Back among what is to be looked at."""
    _present(review, key)
    review.checked.discard(key)


def mark_all_right(review: Review, keys: Iterable[str]) -> None:
    for key in keys:
        mark_right(review, key)


def correct_facts(review: Review, facts: Facts) -> None:
    if not facts.title.strip():
        raise Unfit("Tên cuộc họp không được để trống.")
    lead = [key for key in (facts.chair, facts.secretary) if key]
    if any(not key.startswith(PERSON) or review.find(key) is None or key in review.removed for key in lead):
        raise Unfit("Người được chọn không còn trong danh sách đại biểu. Hãy chọn lại.")
    if facts.chair and facts.chair == facts.secretary:
        raise Unfit("Chủ trì và thư ký phải là hai người khác nhau.")
    refuse_secrets(facts.title)
    draft = review.draft
    draft.title = Text(facts.title.strip(), draft.title.lines if draft.title else [])
    draft.meeting.date = facts.held_on
    draft.meeting.place, draft.meeting.host = facts.place or None, facts.host or None
    draft.meeting.period = facts.period or None
    review.kind = facts.kind
    _give_role(review, facts.chair, "chair")
    _give_role(review, facts.secretary, "secretary")
    _corrected(review, FACTS)


def _give_role(review: Review, key: str, role: str) -> None:
    """To the person alone: whoever held it before is an attendee."""
    held = review.leader(role)
    if held == key:
        return
    for other in (held, key):
        person = review.find(other) if other else None
        if isinstance(person, Person):
            person.role = role if other == key else "attendee"


def correct_person(review: Review, key: str, words: PersonWords) -> None:
    _named(words)
    person = _piece(review, key, Person)
    person.name, person.honorific = words.name, words.honorific or None
    person.position, person.unit = words.position or None, words.unit or None
    _take_role(review, key, words.role)
    _corrected(review, key)


def add_person(review: Review, words: PersonWords) -> str:
    """The key of the new person, who stands last."""
    _named(words)
    person = Person(words.name, words.honorific or None, words.position or None, words.unit or None)
    key = _append(review, PERSON, person)
    _take_role(review, key, words.role)
    _corrected(review, key)
    return key


def _named(words: PersonWords) -> None:
    if not words.name:
        raise Unfit("Họ và tên không được để trống.")
    if words.role not in (*LEADING_ROLES, "attendee"):
        raise Unfit("Hãy chọn vai trò trong danh sách.")


def _take_role(review: Review, key: str, role: str) -> None:
    person = _piece(review, key, Person)
    if role in SINGLE_ROLES and person.role != role:
        _give_role(review, key, role)
    person.role = role


def correct_absence(review: Review, key: str, *, unit: str, reason: str) -> None:
    """``reason`` '' is an absence without a reason."""
    absence = _piece(review, key, Absence)
    if not unit:
        raise Unfit("Tên đơn vị vắng không được để trống.")
    absence.unit, absence.reason = unit, reason or None
    _corrected(review, key)


def add_absence(review: Review, *, unit: str, reason: str) -> str:
    if not unit:
        raise Unfit("Tên đơn vị vắng không được để trống.")
    key = _append(review, ABSENCE, Absence(unit, reason or None))
    _corrected(review, key)
    return key


def correct_item(review: Review, key: str, words: ItemWords) -> None:
    """An order in the very words of its item follows them, as in the conclusions themselves."""
    item = _piece(review, key, Conclusion)
    _fit_item(review, words, item.directives)
    for index in item.directives:
        if review.draft.directives[index].text == item.text:
            review.draft.directives[index].text = words.text
    item.text, item.label, item.level, item.kind = words.text, words.label, words.level, words.kind
    _corrected(review, key)


def _fit_item(review: Review, words: ItemWords, orders: Sequence[int] = ()) -> None:
    if not words.text:
        raise Unfit("Nội dung kết luận không được để trống.")
    refuse_secrets(words.text)
    if not 1 <= words.level <= MOST_LEVELS:
        raise Unfit(f"Cấp của nội dung kết luận từ 1 đến {MOST_LEVELS}.")
    if words.kind not in ("heading", "paragraph", "item"):
        raise Unfit("Hãy chọn loại nội dung trong danh sách.")
    if words.kind != "item" and any(f"{ORDER}{index}" not in review.removed for index in orders):
        raise Unfit("Mục này có nhiệm vụ nên phải là nội dung kết luận. Hãy bỏ nhiệm vụ trước khi đổi loại.")


def add_item(review: Review, words: ItemWords, *, after: str = "", lines: Sequence[int] = ()) -> str:
    """A piece of the outline behind ``after``, or at its end; the key."""
    _fit_item(review, words)
    if after and (not after.startswith(ITEM) or review.find(after) is None):
        raise NoSuchPiece
    place = review.outline.index(int(after[1:])) + 1 if after else len(review.outline)
    key = _append(review, ITEM, Conclusion(words.level, words.label, words.kind, words.text, [], list(lines)))
    review.outline.insert(place, int(key[1:]))
    _corrected(review, key)
    return key


def take_back(review: Review, line: int) -> str:
    """A dropped line becomes an item of the outline, where its number puts it; the key. Once for each line."""
    dropped = next((d for d in review.draft.dropped if d.line == line), None)
    text = unmark(dropped.text)[0] if dropped else ""
    if dropped is None or not text or line in review.taken:
        raise Unfit("Dòng này không lấy lại được: đã có trong dàn ý hoặc không có chữ.")
    before = _before(review, line)
    level = 1
    if before is not None:
        conclusion = review.draft.conclusions[before]
        level = min(conclusion.level + (conclusion.kind == "heading"), MOST_LEVELS)
    key = _append(review, ITEM, Conclusion(level, "", "item", text, [], [line]))
    place = review.outline.index(before) + 1 if before is not None else 0
    review.outline.insert(place, int(key[1:]))
    review.taken.add(line)
    _corrected(review, key)
    review.checked.discard(key)  # whether it orders anything has still to be said
    return key


def _before(review: Review, line: int) -> int | None:
    """The last piece of the outline that begins above the line."""
    above = [
        index
        for index in review.outline
        if review.draft.conclusions[index].lines and review.draft.conclusions[index].lines[0] < line
    ]
    return above[-1] if above else None


def correct_order(review: Review, key: str, words: OrderWords) -> None:
    order = _piece(review, key, Directive)
    _put_order(order, words)
    _corrected(review, key)


def add_order(review: Review, item: str, words: OrderWords) -> str:
    """An order of the item, a heading or paragraph becoming an item by it; the key."""
    holder = _piece(review, item, Conclusion)
    if item in review.removed:
        raise Unfit("Mục này đã bỏ khỏi dàn ý. Hãy khôi phục mục trước khi thêm nhiệm vụ.")
    order = Directive("", lines=list(holder.lines))
    _put_order(order, words)
    key = _append(review, ORDER, order)
    holder.kind = "item"
    holder.directives.append(int(key[1:]))
    _corrected(review, key)
    review.checked.add(item)
    return key


def _put_order(order: Directive, words: OrderWords) -> None:
    _refuse_unfit(words)
    order.text, order.product, order.tracked = words.text, words.product or None, words.tracked
    order.units = [
        NamedUnit(party.written, party.code, party.group, [], role, list(order.lines))
        for role, parties in (("lead", words.lead), ("coordinating", words.coordinating))
        for party in parties
    ]
    if words.excepted:
        _excepting(order.units).except_ = list(words.excepted)
    order.lead = [party.written for party in words.lead]
    order.coordinating = [party.written for party in words.coordinating]
    lines = order.deadline.lines if order.deadline else list(order.lines)
    order.deadline = replace(words.deadline, lines=lines) if words.deadline else None


def _refuse_unfit(words: OrderWords) -> None:
    if not words.text:
        raise Unfit("Nội dung nhiệm vụ không được để trống.")
    refuse_secrets(words.text, words.product)
    if words.excepted and not (words.lead or words.coordinating):
        raise Unfit("Chưa có đơn vị hoặc nhóm nào để trừ. Hãy ghi đơn vị chủ trì trước.")


def _excepting(units: Sequence[NamedUnit]) -> NamedUnit:
    """The group that exceptions belong to: the first one, or the first unit where none is a group."""
    return next((unit for unit in units if unit.group), units[0])


def remove(review: Review, key: str) -> None:
    """Take the piece out of what will be saved; it stays in sight and can be restored.

    With an item go its orders. An item whose last order is 'no task' is thereby looked at.
    """
    _present(review, key)
    if key == FACTS:
        raise Unfit("Thông tin cuộc họp không bỏ được.")
    review.removed.add(key)
    review.checked.discard(key)
    piece = review.find(key)
    if isinstance(piece, Conclusion):
        review.removed |= {f"{ORDER}{index}" for index in piece.directives}
        review.checked -= review.removed
    elif isinstance(piece, Directive):
        for index in review.holders(int(key[1:])):
            if not review.live_orders(review.draft.conclusions[index]):
                review.checked.add(f"{ITEM}{index}")


def restore(review: Review, key: str) -> None:
    """The opposite of ``remove``; an order comes back with its item, to be looked at again."""
    _present(review, key)
    piece = review.find(key)
    if key in review.removed and isinstance(piece, Person) and piece.role in SINGLE_ROLES and review.leader(piece.role):
        piece.role = "attendee"  # somebody else leads by now
    review.removed.discard(key)
    if isinstance(piece, Conclusion):
        review.removed -= {f"{ORDER}{index}" for index in piece.directives}
    elif isinstance(piece, Directive):
        held_by = [i for i, c in enumerate(review.draft.conclusions) if int(key[1:]) in c.directives]
        review.removed -= {f"{ITEM}{index}" for index in held_by}


ACTS: dict[str, Callable[[Review, str], None]] = {
    "dung": mark_right,
    "xem-lai": mark_unseen,
    "bo": remove,
    "khoi-phuc": restore,
}


def _present(review: Review, key: str) -> None:
    if not review.has(key):
        raise NoSuchPiece


def _piece(review: Review, key: str, kind: type[P]) -> P:
    found = review.find(key)
    if not isinstance(found, kind):
        raise NoSuchPiece
    return found


def _append(review: Review, letter: str, piece: object) -> str:
    pieces = review.list_of(letter)
    if len(pieces) >= MOST_PIECES:
        raise Unfit("Nội dung đọc được đã có quá nhiều mục cùng loại. Hãy tạo cuộc họp rồi bổ sung ở trang cuộc họp.")
    pieces.append(piece)
    return f"{letter}{len(pieces) - 1}"


def _corrected(review: Review, key: str) -> None:
    review.corrected.add(key)
    review.checked.add(key)
