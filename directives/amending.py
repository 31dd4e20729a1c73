"""Amendment: a notice that changes some conclusions of an issued one while the rest stands.

Its outline holds the conclusions as they will stand; what differs is what it prints and what moves directives
(meetings/amended.py). Several may follow one another: each begins at what holds then.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from directives.assigning import Issue
from directives.following import about, named_release, refuse_unreleased, start_following
from directives.withdrawing import replace_directives, tracked_orders
from districts.errors import DomainError, WrongState
from districts.models import Officer
from districts.refusals import records_refusals
from meetings.amended import outline_in_force
from meetings.composing import office_on
from meetings.copying import copy_outline
from meetings.enums import PaperKind
from meetings.models import Amendment, Order, Paper


@records_refusals
def start_amendment(paper: Paper, *, by: Officer, at: datetime) -> Paper:
    """A draft with the conclusions as they hold, of which the clerk changes, drops or adds some (Điều 18, khoản 3, Nghị định
    30/2020/NĐ-CP: wrong content is put right by a paper of the same kind).
    """
    refuse_unreleased(paper, by)
    base = outline_in_force(paper)
    if paper.kind != PaperKind.NOTICE or base is None:
        raise DomainError("Chỉ sửa đổi, bổ sung được thông báo kết luận.")
    office, named = office_on(timezone.localdate(at)), named_release(paper)
    draft = Paper(
        kind=PaperKind.AMENDMENT,
        amends=paper,
        abstract=f"Sửa đổi, bổ sung {named}",
        opening=f"Sửa đổi, bổ sung {named} của {office.name} về {about(paper)}{_earlier(paper)} như sau:",
        closing=f"Các nội dung khác của {named} không thay đổi.\n"
        f"{office.name} thông báo để các cơ quan, đơn vị, địa phương biết và tổ chức thực hiện.",
    )

    def fill(draft: Paper) -> None:
        draft.outline = copy_outline(base, tracked=tracked_orders(base))
        draft.outline.amended_from = base
        draft.outline.save()

    return start_following(draft, paper, "draft_amendment", by=by, at=at, fill=fill)


def _earlier(paper: Paper) -> str:
    """' (đã được sửa đổi, bổ sung tại Thông báo số 02/TB-SKHCN)', '' where nothing amended it yet."""
    amendments = paper.release.amendments.select_related("new__paper")
    numbers = [f"Thông báo số {each.new.full_number}" for each in amendments]
    return f" (đã được sửa đổi, bổ sung tại {', '.join(numbers)})" if numbers else ""


def amend_directives(issue: Issue, amended: Paper, orders: list[Order]) -> None:
    """Unchanged orders keep their directives, changed ones supersede theirs, those of dropped items are withdrawn, new ones
    are assigned. Raises WrongState where another amendment came in between.
    """
    outline = issue.release.paper.outline
    if outline is None or outline.amended_from != outline_in_force(amended):
        raise WrongState(
            f"{amended.release.titled} đã được sửa đổi bởi văn bản khác sau khi lập dự thảo này. "
            "Hãy hủy chữ ký, xóa dự thảo và lập lại thông báo sửa đổi từ nội dung đang có hiệu lực."
        )
    replace_directives(issue, amended, orders, changing="Sửa đổi", dropping="Bãi bỏ")
    Amendment.objects.create(old=amended.release, new=issue.release, at=issue.at)
