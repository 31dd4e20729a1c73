"""'Theo dõi nhiệm vụ': the lead assignments that an officer of the Sở follows, filtered by the address, the latest first.

The few columns that place an assignment in a bucket are read of all of them, and whole rows of one page alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from directives import access
from directives.chips import ICONS, Chip, chip_of
from directives.enums import AssignmentState, Bucket, ReportKind
from directives.figures import Yardstick, quiet_on
from directives.keeping import given_or_kept, replacing_notices
from directives.life.answering import why_a_leader
from directives.models import (
    SOURCE_PATHS,
    Assignment,
    AssignmentQuerySet,
    Directive,
    ExtensionRequest,
    ProgressReport,
)
from directives.reminding.nudging import Told, counts_to_the_unit, told_to_the_unit
from districts.models import Officer, Unit
from meetings.models.earlier import full_number
from meetings.posted import number_of

ON_A_PAGE = 50
ALL = "tat-ca"
CONFIRM, TRANSFER, TIME, STARRED, QUIET = "xac-nhan", "chuyen", "thoi-han", "trong-tam", "lau-chua-bao-cao"
MATTERS = {
    CONFIRM: "Chờ Sở xác nhận",
    TRANSFER: "Đề nghị chuyển đơn vị",
    TIME: "Đề nghị điều chỉnh thời hạn",
    STARRED: "Trọng tâm",
    QUIET: "Không thời hạn, {days} ngày chưa có báo cáo",
}
"""``days``: of ``settings.QUIET_DAYS``."""
PAPER_KINDS = {"p": "directive__release", "c": "directive__earlier", "t": "directive__ruling_item__ruling"}
"""First letter of a paper's key in the address, and where an assignment names such a paper."""
_RANK = {bucket: rank for rank, bucket in enumerate(Bucket)}


class Light(NamedTuple):
    """What places an assignment: the columns that the yardstick reads, and the marks by which the list is filtered."""

    pk: int
    state: str
    current_due_on: date | None
    handed_in_on: date | None
    supplement_by: date | None
    starred: bool
    asks_time: bool
    is_quiet: bool


@dataclass(frozen=True)
class Asked:
    """What the address asks for; '' and None stand for all. ``everyones``: not only what one's own division follows."""

    everyones: bool
    bucket: str
    matter: str
    unit: int | None
    paper: str
    series: int | None
    page: int | None

    def kept(self, **changes: str) -> str:
        """The address's query with ``changes``, from the first page on."""
        named = {
            "pham-vi": ALL if self.everyones else "",
            "don-vi": str(self.unit or ""),
            "van-ban": self.paper,
            "chuoi": str(self.series or ""),
            "muc": self.matter,
            "loc": self.bucket,
        }
        return urlencode({name: value for name, value in (named | changes).items() if value})

    @property
    def narrowed(self) -> bool:
        return bool(self.bucket or self.matter or self.unit or self.paper or self.series)


def asked_of(query: Mapping[str, str]) -> Asked:
    """Read the address; what it cannot mean asks for nothing."""
    bucket, matter, paper = query.get("loc", ""), query.get("muc", ""), query.get("van-ban", "")
    return Asked(
        everyones=query.get("pham-vi", "") == ALL,
        bucket=bucket if bucket in Bucket.values else "",
        matter=matter if matter in MATTERS else "",
        unit=number_of(query.get("don-vi")),
        paper=paper if paper[:1] in PAPER_KINDS and number_of(paper[1:]) is not None else "",
        series=number_of(query.get("chuoi")),
        page=number_of(query.get("trang")),
    )


@dataclass(frozen=True)
class FilterLink:
    """A link that filters, with how many it would show."""

    key: str
    label: str
    icon: str
    count: int
    current: bool
    query: str


@dataclass(frozen=True)
class Choice:
    key: str
    label: str


@dataclass(frozen=True)
class Row:
    """``waits``: why a completion waits for a leader, '' where it does not; ``answer_by``: the Sở's own limit.

    ``result`` and ``files``: the words of the completion that waits, and how many files of evidence there are.
    """

    assignment: Assignment
    chip: Chip
    told: Told
    may_confirm: bool
    waits: str
    answer_by: date | None
    answer_is_late: bool
    asks_time: bool
    is_quiet: bool
    result: str = ""
    files: int = 0

    @property
    def quiet_words(self) -> str:
        return f"Không có thời hạn và đã {settings.QUIET_DAYS} ngày chưa có báo cáo"


@dataclass(frozen=True)
class Followed:
    """The list as asked: ``total`` is what the six buckets add up to, ``pks`` what the chosen one holds, in order."""

    lights: list[Light]
    total: int
    buckets: list[FilterLink]
    matters: list[FilterLink]


def divisions_of(officer: Officer) -> set[int]:
    """The divisions of the Sở for which the officer follows orders up."""
    roles = (access.Role.CLERK, *access.HEAD_ROLES)
    return {each.unit_id for each in officer.current_appointments if each.role in roles}


def followed(officer: Officer, asked: Asked, yardstick: Yardstick) -> Followed:
    """What the officer may see of the orders asked for, counted and sorted: the longest overdue first."""
    lights = _lights(_narrowed(officer, asked), yardstick.today)
    matters = Counter(name for light in lights for name in MATTERS if _is_of(light, name))
    chosen = [light for light in lights if not asked.matter or _is_of(light, asked.matter)]
    placed = [(light, yardstick.bucket(light)) for light in chosen]
    counts = Counter(bucket for _, bucket in placed)
    shown = [(light, bucket) for light, bucket in placed if not asked.bucket or bucket == asked.bucket]
    shown.sort(key=lambda pair: _lateness(pair[0], pair[1], yardstick))
    return Followed(
        lights=[light for light, _ in shown],
        total=len(chosen),
        buckets=[
            FilterLink(
                str(each), each.label, ICONS[each], counts[each], asked.bucket == each, asked.kept(loc=str(each))
            )
            for each in Bucket
        ],
        matters=[
            FilterLink(
                name,
                label.format(days=settings.QUIET_DAYS),
                "",
                matters[name],
                asked.matter == name,
                asked.kept(muc=name, loc=""),
            )
            for name, label in MATTERS.items()
        ],
    )


def rows_of(lights: list[Light], officer: Officer, yardstick: Yardstick) -> list[Row]:
    """The whole rows of one page, in its order; one query."""
    last = ProgressReport.objects.filter(assignment=OuterRef("pk"), kind=ReportKind.COMPLETION).order_by("-number")
    found = (
        Assignment.objects.annotate(
            **counts_to_the_unit(),
            result_text=Subquery(last.values("text")[:1]),
            file_count=Subquery(last.annotate(count=Count("files")).values("count")[:1]),
        )
        .select_related(*(f"directive__{path}" for path in SOURCE_PATHS), "directive__following_unit", "unit")
        .in_bulk([light.pk for light in lights])
    )
    return [_row(found[light.pk], light, officer, yardstick) for light in lights if light.pk in found]


def _row(assignment: Assignment, light: Light, officer: Officer, yardstick: Yardstick) -> Row:
    reported = assignment.state == AssignmentState.REPORTED
    answer_by = yardstick.answer_by(assignment)
    return Row(
        assignment=assignment,
        chip=chip_of(assignment, yardstick),
        told=told_to_the_unit(assignment),
        may_confirm=reported and access.may_answer_completion(officer, assignment),
        waits=why_a_leader(assignment) if reported else "",
        answer_by=answer_by,
        answer_is_late=answer_by is not None and yardstick.today > answer_by,
        asks_time=light.asks_time,
        is_quiet=light.is_quiet,
        result=(vars(assignment)["result_text"] or "") if reported else "",
        files=(vars(assignment)["file_count"] or 0) if reported else 0,
    )


def _narrowed(officer: Officer, asked: Asked) -> AssignmentQuerySet:
    rows = Assignment.objects.visible_to(officer).leading().exclude(state=AssignmentState.TRANSFERRED)
    own = divisions_of(officer)
    if own and not asked.everyones:
        rows = rows.filter(directive__following_unit__in=own)
    if asked.unit is not None:
        rows = rows.filter(unit=asked.unit)
    if asked.paper:
        kind, key = asked.paper[0], int(asked.paper[1:])
        rows = rows.filter(given_or_kept(key, "directive__") if kind == "p" else Q(**{PAPER_KINDS[kind]: key}))
    if asked.series is not None:
        rows = rows.filter(directive__order__conclusion__outline__meeting__series=asked.series)
    return rows


def _lights(rows: AssignmentQuerySet, today: date) -> list[Light]:
    pending = ExtensionRequest.objects.filter(assignment=OuterRef("pk"), decision=None)
    marked = rows.order_by().annotate(asks_time=Exists(pending), is_quiet=Exists(_same().filter(quiet_on(today))))
    columns = ("state", "current_due_on", "handed_in_on", "supplement_by", "directive__starred")
    return [Light(*row) for row in marked.values_list("pk", *columns, "asks_time", "is_quiet")]


def _same() -> AssignmentQuerySet:
    return Assignment.objects.filter(pk=OuterRef("pk"))


def _is_of(light: Light, matter: str) -> bool:
    if matter == CONFIRM:
        return light.state == AssignmentState.REPORTED
    if matter == TRANSFER:
        return light.state == AssignmentState.TRANSFER_ASKED
    return {TIME: light.asks_time, STARRED: light.starred, QUIET: light.is_quiet}[matter]


def _lateness(light: Light, bucket: Bucket, yardstick: Yardstick) -> tuple[int, int, int, int]:
    """Overdue by days, then what is open by its deadline, without one last; what is over with the newest first."""
    due_on = light.current_due_on or date.max
    if bucket == Bucket.OVERDUE:
        return (_RANK[bucket], -yardstick.days_late(light), due_on.toordinal(), light.pk)
    if bucket in (Bucket.ON_TIME, Bucket.DONE_LATE):
        return (_RANK[bucket], -yardstick.measured_on(light).toordinal(), 0, -light.pk)
    return (_RANK[bucket], due_on.toordinal(), 0, light.pk)


def units_followed() -> list[Unit]:
    """The units that lead any order, for the filter."""
    leading = Assignment.objects.leading().order_by().values("unit")
    return list(Unit.objects.filter(pk__in=leading).order_by("sort_name"))


def papers_and_series() -> tuple[list[Choice], list[Choice]]:
    """The papers that set orders off or keep them, the newest first, and the series of their meetings, for the filters; two
    queries."""
    series = "order__conclusion__outline__meeting__series"
    named = (
        ("p", "release", "release__released_on"),
        ("c", "earlier", "earlier__holding__issued_on"),
        ("t", "ruling_item__ruling", "ruling_item__ruling__issued_on"),
    )
    columns = [f"{path}__pk" for _, path, _ in named] + [day for *_, day in named]
    numbers = (
        "release__number",
        "release__symbol",
        "earlier__number",
        "earlier__symbol",
        "ruling_item__ruling__number",
    )
    found = Directive.objects.order_by().values(*columns, *numbers, f"{series}__pk", f"{series}__name").distinct()
    papers: dict[str, tuple[date, str]] = {}
    names: dict[str, str] = {}
    for row in found:
        for letter, path, day in named:
            if row[f"{path}__pk"] is not None:
                words = (
                    row[f"{path}__number"]
                    if letter == "t"
                    else full_number(row[f"{path}__number"], row[f"{path}__symbol"])
                )
                papers[f"{letter}{row[f'{path}__pk']}"] = (row[day] or date.min, words)
        if row[f"{series}__pk"] is not None:
            names[str(row[f"{series}__pk"])] = row[f"{series}__name"]
    for keeping in replacing_notices():
        papers[f"p{keeping.pk}"] = (keeping.released_on, keeping.full_number)
    newest = sorted(papers.items(), key=lambda item: (item[1][0], item[0]), reverse=True)
    shown = [Choice(key, f"{words} ({day:%d/%m/%Y})" if day > date.min else words) for key, (day, words) in newest]
    return shown, [Choice(key, name) for key, name in sorted(names.items(), key=lambda item: item[1])]


def ticked(pks: list[int], officer: Officer) -> list[Assignment]:
    """The rows that were ticked, as many as a page has, as far as the officer sees them; each once, in their order."""
    keys = list(dict.fromkeys(pks))[:ON_A_PAGE]
    found = Assignment.objects.visible_to(officer).select_related("directive", "unit").in_bulk(keys)
    return [found[key] for key in keys if key in found]
