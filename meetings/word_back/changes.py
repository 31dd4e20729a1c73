"""A change that a corrected Word document would make in the draft, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from meetings.outline.merging import Piece, marked
from meetings.word_back.parts import Paragraph


class Kind(StrEnum):
    FIELD = "field"
    EDIT = "edit"
    MOVE = "move"
    ADD = "add"
    DROP = "drop"
    RECIPIENT_ADD = "recipient_add"
    RECIPIENT_DROP = "recipient_drop"
    ORDER = "order"
    SIGNER = "signer"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Kind.FIELD: "Sửa chữ",
    Kind.EDIT: "Sửa chữ",
    Kind.MOVE: "Chuyển chỗ",
    Kind.ADD: "Thêm",
    Kind.DROP: "Xóa",
    Kind.RECIPIENT_ADD: "Thêm nơi nhận",
    Kind.RECIPIENT_DROP: "Bỏ nơi nhận",
    Kind.ORDER: "Sửa câu giao việc",
    Kind.SIGNER: "Đổi người ký",
}
ONLY_SHOWN = frozenset({Kind.ORDER, Kind.SIGNER})
"""Not taken from Word: units, deadlines and the signer are chosen, not read out of a sentence."""


@dataclass(frozen=True)
class Change:
    """``key`` stays the same for as long as both texts do. ``item``: the conclusion or recipient; ``index``: place in Word.

    ``unmarked``: Word kept track of changes, and of this one it has none.
    """

    key: str
    kind: Kind
    where: str
    old: str = ""
    new: str = ""
    item: int | None = None
    index: int | None = None
    paragraph: Paragraph = field(default_factory=lambda: Paragraph(""))
    unmarked: bool = False
    has_orders: bool = False

    @property
    def takable(self) -> bool:
        return self.kind not in ONLY_SHOWN

    @property
    def sides(self) -> tuple[list[Piece], list[Piece]]:
        return marked(self.old, self.new)


@dataclass(frozen=True)
class Comparison:
    """``order``: for each item of the Word text the conclusion that it is, None for a new one. ``stamp``: of the draft."""

    changes: list[Change]
    order: list[int | None]
    items: list[Paragraph]
    same: int
    total: int
    stamp: str
    remarks: list[tuple[str, dict[str, Any]]]

    @property
    def is_another_paper(self) -> bool:
        """Fewer than a third of the draft's own paragraphs are in the document."""
        return self.total > 0 and self.same * 3 < self.total

    def change(self, key: str) -> Change | None:
        return next((change for change in self.changes if change.key == key), None)
