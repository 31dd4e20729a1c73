"""What lies on the registrar's desk: papers that wait for a number, and released ones that still lack something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from directives.chips import Chip, count_down
from districts.calendar import WorkCalendar
from districts.models import OfficeProfile, Officer
from meetings.composing import symbol_of
from meetings.enums import PaperKind, PaperState
from meetings.models import Paper, Release, RenderedPaper, SignedCopy
from meetings.numbering import next_numbers, sequence_of
from meetings.planning.invitation import DECISION, NOTICE_WITHIN, notice_due

NUMBER_WITHIN = 1  # working day after the signature: Điều 18, Nghị định 30/2020/NĐ-CP
UNSENT, UNCONFIRMED, UNPRINTED, UNSIGNED = "chua-gui", "chua-nhan", "chua-in", "thieu-ban-ky"
LACKS = {
    UNSENT: ("Chưa gửi đủ", Q(unsent__gt=0)),
    UNCONFIRMED: ("Chưa xác nhận nhận", Q(unconfirmed__gt=0)),
    UNPRINTED: ("Chưa có bản PDF", Q(printed=False)),
    UNSIGNED: ("Chưa có bản ký", Q(signed=False)),
}
"""Slug of a lack: its words, and which releases have it."""


@dataclass(frozen=True)
class WaitingForNumber:
    """A signed paper. ``number`` is what it would get now, '' where the registrar types it; ``rules`` tell the days."""

    paper: Paper
    signed_on: date
    number: str
    chip: Chip
    rules: list[str]

    @property
    def act(self) -> str:
        return f"Cấp số {self.number} và phát hành" if self.number else "Nhập số và phát hành"


@dataclass(frozen=True)
class LackCounter:
    slug: str
    label: str
    count: int
    current: bool


def signed_papers(officer: Officer) -> QuerySet[Paper]:
    """Signed and not released, the one that was signed first at the top."""
    papers = Paper.objects.visible_to(officer).filter(state=PaperState.SIGNED)
    papers = papers.select_related("signer", "drafting_unit", "meeting", "replaces__release", "recalls__release")
    return papers.annotate(last_signed_at=Max("signed_records__signed_at")).order_by("last_signed_at", "pk")


def waiting_for_number(officer: Officer, office: OfficeProfile, today: date) -> list[WaitingForNumber]:
    """Three queries, however many wait."""
    papers = list(signed_papers(officer))
    calendar = WorkCalendar.load(today.year, today.year)
    numbers = next_numbers({sequence_of(PaperKind(paper.kind), office) for paper in papers}, today)
    rows = []
    for paper in papers:
        number = numbers[sequence_of(PaperKind(paper.kind), office)]
        signed_on = timezone.localdate(paper.last_signed_at)  # type: ignore[attr-defined]
        rules, due = _rules(paper, signed_on, today, calendar)
        shown = f"{number:02d}/{symbol_of(paper, office)}" if number else ""
        rows.append(WaitingForNumber(paper, signed_on, shown, _chip(due, today), rules))
    return rows


def _rules(paper: Paper, signed_on: date, today: date, calendar: WorkCalendar) -> tuple[list[str], date]:
    """The days that the law sets, in sentences; and the first of them that ends."""
    due = calendar.add_working_days(signed_on, NUMBER_WITHIN)
    rules = [
        f"Ký ngày {signed_on:%d/%m/%Y}, cấp số và phát hành chậm nhất ngày {due:%d/%m/%Y} (Điều 18, Nghị định 30/2020/NĐ-CP)."
    ]
    # A paper that takes the place of another follows one that was issued in time, or not.
    counted = paper.kind == PaperKind.NOTICE and paper.meeting and not paper.replaces_id
    held_on = paper.meeting.held_on if counted and paper.meeting else None
    if held_on:
        last, spent = notice_due(held_on, calendar), calendar.working_days_between(held_on, today)
        rules.append(
            f"Đã qua {spent} ngày làm việc kể từ cuộc họp ngày {held_on:%d/%m/%Y}; quy định ban hành trong "
            f"{NOTICE_WITHIN} ngày làm việc, chậm nhất ngày {last:%d/%m/%Y} ({DECISION})."
        )
        due = min(due, last)
    return rules, due


def _chip(due: date, today: date) -> Chip:
    days = (due - today).days
    if days < 0:
        return Chip("overdue", "alert", count_down(days), due)
    return Chip("soon today" if days == 0 else "soon", "clock", count_down(days), due)


def lacking(officer: Officer, slug: str = "") -> QuerySet[Release]:
    """Released papers that lack something, or what ``slug`` names; the newest first."""
    rows = Release.objects.filter(paper__in=Paper.objects.visible_to(officer)).select_related("paper")
    own = {"release": OuterRef("pk")}
    rows = rows.annotate(
        unsent=Count("deliveries", filter=Q(deliveries__dispatched_on=None)),
        unconfirmed=Count(
            "deliveries", filter=Q(deliveries__dispatched_on__isnull=False, deliveries__received_on=None)
        ),
        printed=Exists(RenderedPaper.objects.filter(**own)),
        signed=Exists(SignedCopy.objects.filter(**own)),
    )
    wanted = LACKS[slug][1] if slug in LACKS else Q()
    if slug not in LACKS:
        for _, condition in LACKS.values():
            wanted |= condition
    return rows.filter(wanted).order_by("-released_on", "-pk")


def lack_counters(officer: Officer, chosen: str) -> list[LackCounter]:
    """How many released papers have each lack; one query."""
    counts = lacking(officer).aggregate(
        **{f"n{place}": Count("pk", filter=condition) for place, (_, condition) in enumerate(LACKS.values())}
    )
    return [
        LackCounter(slug, label, counts[f"n{place}"] or 0, slug == chosen)
        for place, (slug, (label, _)) in enumerate(LACKS.items())
    ]


@dataclass(frozen=True)
class DeskSummary:
    """For the home page: how many papers wait for a number, how many released ones lack something."""

    waiting: int
    lacking: int


def desk_summary(officer: Officer) -> DeskSummary:
    waiting = Paper.objects.visible_to(officer).filter(state=PaperState.SIGNED).count()
    return DeskSummary(waiting, lacking(officer).count())
