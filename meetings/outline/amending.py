"""Writing the conclusions of an amending paper: what was issued keeps its number and its place, since people cite them."""

from __future__ import annotations

import re

from districts.errors import DomainError
from meetings.models import Conclusion
from meetings.outline.acts import Desk
from meetings.papers.wording import POINT_LETTERS

KEPT = (
    "Trong thông báo sửa đổi, bổ sung, các mục của thông báo gốc giữ nguyên số và vị trí. "
    "Hãy sửa nội dung, thêm mục mới hoặc xóa mục bãi bỏ."
)
HEADLESS = "Mục này còn mục con. Hãy xóa các mục con cần bãi bỏ trước, rồi xóa mục này."


def refuse_renumbering(desk: Desk) -> None:
    if desk.amends:
        raise DomainError(KEPT)


def refuse_moving(desk: Desk, row: Conclusion) -> None:
    """What the paper itself adds may be moved and named."""
    if desk.amends and row.copied_from_id:
        raise DomainError(KEPT)


def refuse_headless(desk: Desk, begin: int) -> None:
    """Where a row with others beneath it went, those would stand under another number."""
    beneath = desk.rows[begin + 1 : begin + 2]
    if desk.amends and beneath and beneath[0].level > desk.rows[begin].level:
        raise DomainError(HEADLESS)


def label_of_added(desk: Desk, index: int, level: int) -> str:
    """'1a.' after '1.', 'b1)' after 'b)', a dash after a dash: a number of its own that moves no other."""
    before = [row.label for row in desk.rows[:index] if row.level == level]
    last = before[-1].strip() if before else ""
    named = re.fullmatch(r"(\w+)([.)])", last)
    if named is None:
        return last if last and not any(char.isalnum() for char in last) else ""
    taken = {row.label.strip() for row in desk.rows}
    stem, close = named.groups()
    signs = POINT_LETTERS if stem[-1].isdigit() else [str(number) for number in range(1, 100)]
    return next((label for sign in signs if (label := f"{stem}{sign}{close}") not in taken), "")
