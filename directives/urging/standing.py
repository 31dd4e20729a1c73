"""What has become of the orders of a letter of urging since its day: told before it is signed, and on its page later."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, OuterRef, Subquery

from directives.chips import Chip, chip_of
from directives.enums import NudgeWay
from directives.figures import yardstick_for
from directives.models import Assignment, Nudge, UrgedAssignment
from directives.urging.late_orders import why_not
from districts.calendar import WorkCalendar
from districts.models import Officer
from meetings.enums import PaperKind, PaperState
from meetings.models import Paper, Release, UrgedTask


@dataclass(frozen=True)
class UrgedOrder:
    """``left``: why it would not be urged any more, in words; '' where it still is."""

    assignment: Assignment
    chip: Chip
    left: str


@dataclass(frozen=True)
class Urged:
    """What the reader may see of a letter's orders. ``reply_by``: until when the units answer, once it is released."""

    as_of: date
    reply_days: int
    reply_by: date | None
    orders: list[UrgedOrder] = field(default_factory=list)
    is_in_work: bool = False
    is_of_today: bool = True

    @property
    def left(self) -> list[UrgedOrder]:
        return [order for order in self.orders if order.left]

    @property
    def is_outdated(self) -> bool:
        """Whether a draft would tell the units other than what is so today."""
        return self.is_in_work and bool(self.left or not self.is_of_today)


def urged_of(paper: Paper, officer: Officer, today: date) -> Urged | None:
    """None for any other kind of paper. Two queries and the calendar."""
    if paper.kind != PaperKind.URGING:
        return None
    yardstick = yardstick_for(today)
    rows = Assignment.objects.visible_to(officer).filter(urgings__task__letter__paper=paper)
    rows = rows.select_related("directive", "unit").order_by("urgings__task__position")
    letter = paper.urging
    released = getattr(paper, "release", None)
    return Urged(
        as_of=letter.as_of,
        reply_days=letter.reply_days,
        reply_by=reply_by(released, letter.reply_days, yardstick.calendar) if released else None,
        orders=[UrgedOrder(row, chip_of(row, yardstick), why_not(row, yardstick)) for row in rows],
        is_in_work=paper.state != PaperState.RELEASED,
        is_of_today=letter.as_of == today,
    )


def reply_by(released: Release, reply_days: int, calendar: WorkCalendar) -> date:
    """The first working day counted is the one after the release."""
    return calendar.add_working_days(released.released_on, reply_days)


def units_urged(paper: Paper) -> list[int]:
    """The units of the letter's orders, whether or not they stand on a line of it; none for any other paper."""
    if paper.kind != PaperKind.URGING:
        return []
    return list(UrgedTask.objects.filter(letter__paper=paper).order_by().values_list("unit", flat=True).distinct())


def foretold_of_urging(paper: Paper, today: date) -> str:
    """What the release of the letter means for its orders, in a sentence."""
    rows = list(Assignment.objects.filter(urgings__task__letter__paper=paper).select_related("directive"))
    yardstick = yardstick_for(today)
    left = [row for row in rows if why_not(row, yardstick)]
    told = f"Ghi một lần đôn đốc vào {len(rows)} nhiệm vụ; không phân công nhiệm vụ mới."
    if not left:
        return told
    named = "; ".join(f"“{row.directive}”: {why_not(row, yardstick)}" for row in left)
    return (
        f"{told} Trong đó {len(left)} nhiệm vụ đã thay đổi sau ngày ký: {named}. "
        "Nếu không nên gửi nữa, hãy đề nghị người ký hủy chữ ký rồi cập nhật danh sách."
    )


def write_nudges(released: Release, *, at: datetime) -> None:
    """One for each order of a released letter, by who signed it; in the transaction of the release."""
    paper = released.paper
    if paper.kind != PaperKind.URGING:
        return
    until = reply_by(released, paper.urging.reply_days, WorkCalendar.load())
    words = f"{released.titled} ngày {released.released_on:%d/%m/%Y}, báo cáo chậm nhất ngày {until:%d/%m/%Y}."
    behind = UrgedAssignment.objects.filter(task__letter__paper=paper).annotate(named=F("task__unit_words"))
    Nudge.objects.bulk_create(
        Nudge(
            assignment_id=each.assignment_id,
            way=NudgeWay.LETTER,
            whom_words=vars(each)["named"],
            words=words,
            release=released,
            by=paper.signer,
            at=at,
        )
        for each in behind.order_by("task__position")
    )


def last_letter() -> dict[str, Subquery]:
    """Columns for a query of assignments: ``letter_paper``, the key of the newest letter that urges it, and ``letter_words``."""
    told = Nudge.objects.filter(assignment=OuterRef("pk"), way=NudgeWay.LETTER).order_by("-pk")
    return {
        "letter_paper": Subquery(told.values("release__paper")[:1]),
        "letter_words": Subquery(told.values("words")[:1]),
    }
