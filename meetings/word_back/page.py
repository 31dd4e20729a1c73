"""What the page of a corrected Word document shows: differences to decide, those left, those only shown, and remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from meetings.intake.readers.word_marked import DELETED, INSERTED, MOVED
from meetings.word_back.changes import Change, Kind
from meetings.word_back.keeping import Desk

MARK_WORDS = {INSERTED: "thêm", DELETED: "xóa", MOVED: "chuyển đến đây"}
LONGEST_QUOTE = 160


@dataclass(frozen=True)
class Remark:
    """``at`` is None where Word wrote no readable moment; ``words``: 'thêm “…”', or what a comment says."""

    author: str
    at: datetime | None
    words: str
    about: str = ""


@dataclass(frozen=True)
class Row:
    change: Change
    marks: list[Remark]
    comments: list[Remark]

    @property
    def title(self) -> str:
        """'Sửa chữ: Mục 1.a'."""
        return ": ".join(filter(None, [self.change.kind.words, self.change.where]))

    @property
    def is_move(self) -> bool:
        return self.change.kind == Kind.MOVE


def page_of(desk: Desk) -> dict[str, Any]:
    rows = [_row(change) for change in desk.comparison.changes]
    left = set(desk.row.left)
    return {
        "paper": desk.paper,
        "correction": desk.row,
        "comparison": desk.comparison,
        "moved_on": desk.moved_on,
        "waiting": [row for row in rows if row.change.takable and row.change.key not in left],
        "left": [row for row in rows if row.change.takable and row.change.key in left],
        "shown": [row for row in rows if not row.change.takable],
        "remarks": [_remark(said, said["text"], about) for about, said in desk.comparison.remarks],
    }


def _row(change: Change) -> Row:
    marks = [_remark(mark, f"{MARK_WORDS[mark['kind']]} “{_clip(mark['text'])}”") for mark in change.paragraph.marks]
    return Row(change, marks, [_remark(said, said["text"]) for said in change.paragraph.comments])


def _remark(said: Mapping[str, Any], words: str, about: str = "") -> Remark:
    """Word writes the hour of the clock beside it, and most versions call it UTC: shown as written, no zone guessed."""
    try:
        at = parse_datetime(said["at"])
    except ValueError:
        at = None
    return Remark(said["author"] or "Không rõ người", at.replace(tzinfo=None) if at else None, words, _clip(about))


def _clip(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
