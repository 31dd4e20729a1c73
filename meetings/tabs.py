"""The parts of a meeting, each a page: what the row of tabs at the top of every one of them shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from districts.models import Officer
from meetings.attending import told_of
from meetings.enums import CAME, OF_CONCLUSIONS, ConclusionKind, ReportState
from meetings.models import Conclusion, Delegation, EarlierPaper, Meeting, Outline, Paper, Statement, UnitReport


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
    report, ``tab_sent`` of them have; ``tab_said`` statements stand in the minutes; ``tab_paper`` is the number of the newest
    notice that the officer may see, or of what recalls one; ``tab_earlier`` that of a notice issued before the portal;
    ``tab_told`` is ``attending.is_told_of``.
    """
    latest = Outline.objects.filter(meeting=OuterRef(OuterRef(meeting))).order_by("-edition").values("pk")[:1]
    items = Conclusion.objects.filter(outline=Subquery(latest), kind=ConclusionKind.ITEM).order_by().values("kind")
    invited = Delegation.objects.filter(meeting=OuterRef(meeting)).order_by().values("meeting")
    needed = UnitReport.objects.filter(meeting=OuterRef(meeting)).exclude(state=ReportState.NOT_NEEDED)
    asked = needed.order_by().values("meeting")
    said = Statement.objects.filter(minutes__meeting=OuterRef(meeting), removed_at=None).order_by()
    counted = {
        "tab_units": invited.annotate(n=Count("pk")).values("n"),
        "tab_came": invited.annotate(n=Count("pk", Q(attendance__in=CAME))).values("n"),
        "tab_items": items.annotate(n=Count("pk")).values("n"),
        "tab_asked": asked.annotate(n=Count("pk")).values("n"),
        "tab_sent": asked.annotate(n=Count("pk", Q(state=ReportState.SENT))).values("n"),
        "tab_said": said.values("minutes").annotate(n=Count("pk")).values("n"),
    }
    papers = (
        Paper.objects.visible_to(officer).filter(meeting=OuterRef(meeting), kind__in=OF_CONCLUSIONS).order_by("-pk")
    )
    counts = {name: Coalesce(Subquery(query), 0) for name, query in counted.items()}
    earlier = EarlierPaper.objects.visible_to(officer).filter(outline__meeting=OuterRef(meeting)).order_by("-pk")
    told = ExpressionWrapper(told_of(meeting), output_field=BooleanField())
    newest = {"tab_paper": Subquery(papers.values("pk")[:1]), "tab_earlier": Subquery(earlier.values("pk")[:1])}
    return counts | newest | {"tab_told": told}


def tabs_of(meeting: Meeting, officer: Officer, current: str, counts: Mapping[str, Any] | None = None) -> list[Tab]:
    """The parts that the officer may open. ``counts`` are the values of ``tab_counts``, read here where they are not given.

    How many came is told to a unit once the notice is issued, as `attending.attendance_seen_by` does.
    """
    if counts is None:
        asked = tab_counts(officer)
        counts = Meeting.objects.filter(pk=meeting.pk).annotate(**asked).values(*asked).get()
    page = reverse("meeting", args=[meeting.pk])
    may_know = bool(counts["tab_units"]) and (officer.works_at_office or counts["tab_told"])
    came = f"{counts['tab_came']}/{counts['tab_units']}" if may_know else ""
    people = reverse("attendance", args=[meeting.pk]) if officer.works_at_office else f"{page}#h-tp"
    told = f"{counts['tab_sent']}/{counts['tab_asked']}" if officer.works_at_office and counts["tab_asked"] else ""
    reports = reverse("unit-reports", args=[meeting.pk])
    parts = [
        ("info", "Thông tin", page, ""),
        ("people", "Thành phần", people, came),
        ("reports", "Báo cáo và kiến nghị", reports, told),
    ]
    if officer.works_at_office:
        parts.append(("minutes", "Biên bản", reverse("minutes", args=[meeting.pk]), str(counts["tab_said"] or "")))
        parts.append(("outline", "Kết luận", reverse("outline", args=[meeting.pk]), str(counts["tab_items"] or "")))
    if counts["tab_paper"]:
        parts.append(("paper", "Thông báo", reverse("paper", args=[counts["tab_paper"]]), ""))
    elif counts["tab_earlier"]:
        parts.append(("paper", "Thông báo", reverse("earlier-paper", args=[counts["tab_earlier"]]), ""))
    return [Tab(key, label, url, count, key == current) for key, label, url, count in parts]
