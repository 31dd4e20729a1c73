"""The parts of a meeting, each a page: what the row of tabs at the top of every one of them shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery
from django.urls import reverse

from districts.models import Officer
from meetings.attending import told_of
from meetings.counting import count_of
from meetings.enums import CAME, ConclusionKind, ReportState
from meetings.models import (
    Conclusion,
    Delegation,
    EarlierPaper,
    Meeting,
    Minutes,
    Outline,
    Paper,
    Statement,
    UnitReport,
)


@dataclass(frozen=True)
class Tab:
    """``count`` is '' where there is nothing to count."""

    key: str
    label: str
    url: str
    count: str
    current: bool


def tab_counts(officer: Officer, meeting: str = "pk") -> dict[str, Any]:
    """Annotations for what the tabs tell, to be read along with a row that has its meeting in the column ``meeting``.

    ``tab_units`` were invited, ``tab_came`` of them came, ``tab_items`` stand in the latest conclusions; ``tab_asked`` are to
    report, ``tab_sent`` of them have; ``tab_said`` statements stand in the newest minutes; ``tab_paper`` is the number of the
    newest notice that the officer may see, or of what recalls one; ``tab_earlier`` that of a notice issued before the portal;
    ``tab_told`` is ``attending.is_told_of``.
    """
    latest = Outline.objects.filter(meeting=OuterRef(OuterRef(meeting))).order_by("-edition").values("pk")[:1]
    items = Conclusion.objects.filter(outline=Subquery(latest), kind=ConclusionKind.ITEM)
    invited = Delegation.objects.filter(meeting=OuterRef(meeting))
    asked = UnitReport.objects.filter(meeting=OuterRef(meeting)).exclude(state=ReportState.NOT_NEEDED)
    written = Minutes.objects.filter(meeting=OuterRef(OuterRef(meeting))).order_by("-edition").values("pk")[:1]
    said = Statement.objects.filter(minutes=Subquery(written), removed_at=None)
    counts = {
        "tab_units": count_of(invited, "meeting"),
        "tab_came": count_of(invited, "meeting", only=Q(attendance__in=CAME)),
        "tab_items": count_of(items, "kind"),
        "tab_asked": count_of(asked, "meeting"),
        "tab_sent": count_of(asked, "meeting", only=Q(state=ReportState.SENT)),
        "tab_said": count_of(said, "minutes"),
    }
    papers = Paper.objects.visible_to(officer).of_conclusions().filter(meeting=OuterRef(meeting)).order_by("-pk")
    earlier = EarlierPaper.objects.visible_to(officer).filter(outline__meeting=OuterRef(meeting)).order_by("-pk")
    told = ExpressionWrapper(told_of(meeting), output_field=BooleanField())
    newest = {"tab_paper": Subquery(papers.values("pk")[:1]), "tab_earlier": Subquery(earlier.values("pk")[:1])}
    return counts | newest | {"tab_told": told}


def tabs_of(meeting: Meeting, officer: Officer, current: str, counts: Mapping[str, Any] | None = None) -> list[Tab]:
    """The parts that the officer may open. ``counts`` are the values of ``tab_counts``, read here where they are not given.

    How many came is told to a unit once the notice is issued, as `attending.attendance_seen_by` does.
    """
    told = _read(meeting, officer) if counts is None else counts
    inside = officer.works_at_office
    page, reports = reverse("meeting", args=[meeting.pk]), reverse("unit-reports", args=[meeting.pk])
    people = reverse("attendance", args=[meeting.pk]) if inside else f"{page}#h-tp"
    parts = [
        ("info", "Thông tin", page, ""),
        ("people", "Thành phần", people, _of(told, "tab_came", "tab_units") if inside or told["tab_told"] else ""),
        ("reports", "Báo cáo và kiến nghị", reports, _of(told, "tab_sent", "tab_asked") if inside else ""),
        *(_office_parts(meeting, told) if inside else []),
        *_notice_part(told),
    ]
    return [Tab(key, label, url, count, key == current) for key, label, url, count in parts]


def _read(meeting: Meeting, officer: Officer) -> Mapping[str, Any]:
    asked = tab_counts(officer)
    return Meeting.objects.filter(pk=meeting.pk).annotate(**asked).values(*asked).get()


def _of(counts: Mapping[str, Any], some: str, every: str) -> str:
    """'5/7', or '' where there is none at all."""
    return f"{counts[some]}/{counts[every]}" if counts[every] else ""


def _office_parts(meeting: Meeting, counts: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    before = [("carried", "Kỳ trước", reverse("carried", args=[meeting.pk]), "")] if meeting.series_id else []
    return [
        *before,
        ("minutes", "Biên bản", reverse("minutes", args=[meeting.pk]), str(counts["tab_said"] or "")),
        ("outline", "Kết luận", reverse("outline", args=[meeting.pk]), str(counts["tab_items"] or "")),
    ]


def _notice_part(counts: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """The newest notice; where the portal has none, the one of before it."""
    for name, count in (("paper", "tab_paper"), ("earlier-paper", "tab_earlier")):
        if counts[count]:
            return [("paper", "Thông báo", reverse(name, args=[counts[count]]), "")]
    return []
