"""The text of a draft as one value: what its fields say and who receives it, to be compared, kept and written whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from meetings.enums import Circulation, DeliveryMethod, SigningCapacity, Urgency
from meetings.models import Paper, Recipient
from meetings.unit_search import GROUP_PREFIX

INVITED = "invited"

PART_NAMES = {
    "abstract": "Trích yếu",
    "opening": "Phần mở đầu",
    "body": "Nội dung",
    "closing": "Câu kết",
    "signer": "Người ký",
    "capacity": "Quyền hạn ký",
    "drafting_unit": "Đơn vị soạn thảo",
    "archive_line": "Lưu",
    "urgency": "Mức độ khẩn",
    "circulation": "Phạm vi lưu hành",
    "task_annex": "Phụ lục Bảng phân công nhiệm vụ",
    "carried_annex": "Phụ lục Tình hình thực hiện kết luận kỳ trước",
    "recipients": "Nơi nhận",
}
"""Every part of a draft, in the order of the page."""

OF_MINUTES = frozenset({"abstract", "archive_line", "urgency", "circulation", "recipients"})
"""The parts of minutes that are written in their draft: who signs is chosen, and what was said written, at the minutes."""

TEXTS = ("abstract", "opening", "body", "closing", "archive_line")


@dataclass(frozen=True)
class RecipientState:
    """One line under 'Nơi nhận'. ``key``: a unit's code, 'group:12', 'invited', or '' for words alone.

    ``addressed``: it stands after 'Kính gửi' of a letter; the page neither sets nor clears it.
    """

    pk: int | None
    words: str
    key: str = ""
    purpose: str = ""
    method: str = DeliveryMethod.AXIS
    addressed: bool = False

    @property
    def printed(self) -> str:
        return f"{self.words} ({self.purpose})" if self.purpose else self.words

    def same_as(self, other: Self) -> bool:
        return _told(self) == _told(other)


def _told(line: RecipientState) -> tuple[str, ...]:
    return line.words, line.key, line.purpose, line.method


@dataclass(frozen=True)
class DraftState:
    """``signer`` and ``drafting_unit`` are keys of rows, None for nobody."""

    abstract: str = ""
    opening: str = ""
    body: str = ""
    closing: str = ""
    signer: int | None = None
    capacity: str = SigningCapacity.HEAD
    drafting_unit: int | None = None
    archive_line: str = ""
    urgency: str = Urgency.NONE
    circulation: str = Circulation.NONE
    task_annex: bool = False
    carried_annex: bool = False
    recipients: tuple[RecipientState, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        known = {name: value for name, value in content.items() if name in PART_NAMES}
        return cls(**known | {"recipients": tuple(RecipientState(**line) for line in content.get("recipients", ()))})

    def within(self, parts: Iterable[str], stored: Self) -> Self:
        """These parts as here, all others as stored."""
        return replace(stored, **{name: getattr(self, name) for name in parts})

    def differing(self, other: Self) -> list[str]:
        """Names of the parts that differ, in the order of the page; a line's own number does not count."""
        return [name for name in PART_NAMES if not _same(getattr(self, name), getattr(other, name))]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple):
        return len(one) == len(other) and all(a.same_as(b) for a, b in zip(one, other, strict=True))
    return bool(one == other)


def state_of(paper: Paper, lines: Iterable[Recipient]) -> DraftState:
    """``lines`` in their order, with units and groups read."""
    return DraftState(
        **{name: getattr(paper, name) for name in TEXTS},
        signer=paper.signer_id,
        capacity=paper.capacity,
        drafting_unit=paper.drafting_unit_id,
        urgency=paper.urgency,
        circulation=paper.circulation,
        task_annex=paper.task_annex,
        carried_annex=paper.carried_annex,
        recipients=tuple(_line_states(lines)),
    )


def _line_states(lines: Iterable[Recipient]) -> Iterator[RecipientState]:
    for line in lines:
        yield RecipientState(line.pk, line.words, key_of(line), line.purpose, line.method, line.addressed)


def key_of(line: Recipient) -> str:
    if line.everyone_invited:
        return INVITED
    if line.group_id:
        return f"{GROUP_PREFIX}{line.group_id}"
    return line.unit.code if line.unit else ""
