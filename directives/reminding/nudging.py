"""What the following division does itself: it reminds by telephone or by a message in a chat, and puts it on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, F, Max, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from directives import access
from directives.enums import PAUSABLE_STATES, AssignmentState, Basis, NudgeWay, ReminderReason
from directives.life.moving import held, require, worded
from directives.models import Assignment, Nudge
from directives.reminding.choosing import standing_words
from directives.reminding.moments import Moments, Rhythm
from districts.calendar import WorkCalendar
from districts.errors import WrongState
from districts.models import Officer
from districts.refusals import records_refusals

ONLY_FOLLOWERS = "Chỉ bộ phận theo dõi nhiệm vụ này của Sở ghi được lần nhắc."
NOT_OPEN = "Không ghi lần nhắc được vì nhiệm vụ đang ở tình trạng “{}”. Hãy tải lại trang để xem việc vừa diễn ra."
NO_ONE = "Hãy ghi người nghe máy hoặc người nhận tin nhắn, ví dụ: ông Nguyễn Văn A, Chủ tịch UBND xã."
REMINDED = PAUSABLE_STATES - {AssignmentState.REPORTED}
"""Where the unit has something to do: not while its completion waits for the Sở."""
OF_THE_OFFICE = frozenset({ReminderReason.TO_LEADER, ReminderReason.ANSWER})


def may_be_reminded(assignment: Assignment) -> bool:
    return assignment.state in REMINDED


@records_refusals
def record_call(assignment: Assignment, *, whom: str, words: str = "", by: Officer, at: datetime) -> Nudge:
    """'Đã nhắc qua điện thoại'. Raises NotAllowed, WrongState, and DomainError for nobody named."""
    return _record(assignment, NudgeWay.PHONE, whom, words.strip(), by, at)


@records_refusals
def record_message(assignment: Assignment, *, whom: str, by: Officer, at: datetime) -> Nudge:
    """The text of ``message_for`` was sent in a chat. Raises NotAllowed, WrongState, and DomainError for nobody named."""
    return _record(assignment, NudgeWay.CHAT, whom, message_for(assignment, timezone.localdate(at)), by, at)


def _record(assignment: Assignment, way: NudgeWay, whom: str, words: str, by: Officer, at: datetime) -> Nudge:
    with held(assignment) as row:
        require(access.may_manage(by, row), ONLY_FOLLOWERS)
        if not may_be_reminded(row):
            raise WrongState(NOT_OPEN.format(AssignmentState(row.state).label.lower()))
        named = worded(" ".join(whom.split()), NO_ONE)
        told = worded(words, "") if words else ""
        return Nudge.objects.create(assignment=row, way=way, whom_words=named, words=told, by=by, at=at)


def message_for(assignment: Assignment, today: date) -> str:
    """The text to copy into a chat: to the unit, in the words of the Sở."""
    directive = assignment.directive
    gives = "giao" if assignment.basis == Basis.ORDER else "đề nghị"
    source = directive.source.number
    standing = standing_words(assignment, Moments(today, WorkCalendar.load(), Rhythm.of_settings()))
    parts = [
        f"Kính gửi {assignment.unit}.",
        f"Sở {gives} đơn vị thực hiện nhiệm vụ: “{directive.text}”" + (f" (theo {source})." if source else "."),
        f"{standing}.",
        "Kính đề nghị đơn vị quan tâm thực hiện và báo cáo kết quả trên cổng giao ban.",
    ]
    if settings.PORTAL_URL:
        parts.append(settings.PORTAL_URL + reverse("assignment", args=[assignment.pk]))
    return "\n".join(parts)


@dataclass(frozen=True)
class Reminded:
    """One reminder as it is counted: a call or a message, or all that the portal told of it on a day."""

    day: date
    nudges: list[Nudge]

    @property
    def label(self) -> str:
        ways = dict.fromkeys(str(NudgeWay(nudge.way).label) for nudge in self.nudges)
        return ", ".join(ways)

    @property
    def whom(self) -> str:
        return ", ".join(dict.fromkeys(nudge.whom_words or str(nudge.whom) for nudge in self.nudges))

    @property
    def words(self) -> str:
        """What was told; a message's text stands in the order anyway."""
        return "" if self.nudges[0].way == NudgeWay.CHAT else self.nudges[0].words

    @property
    def by(self) -> Officer | None:
        return self.nudges[0].by

    @property
    def letter(self) -> int | None:
        """The key of the paper by which the unit was urged."""
        release = self.nudges[0].release
        return release.paper_id if release else None


def sees_names(officer: Officer, assignment: Assignment) -> bool:
    """Who follows the order up knows whom the portal told; all others how often the unit was reminded, and when last alone."""
    return access.may_manage(officer, assignment)


def reminders_of(assignment: Assignment) -> list[Reminded]:
    """Newest first; for who ``sees_names``. One query."""
    found: dict[object, Reminded] = {}
    for nudge in (
        assignment.nudges.select_related("whom", "by", "release").annotate(told_on=F("digest__day")).order_by("-at")
    ):
        told_on = vars(nudge)["told_on"]
        each = found.setdefault(told_on or nudge.pk, Reminded(told_on or timezone.localdate(nudge.at), []))
        each.nudges.append(nudge)
    return list(found.values())


def counts_to_the_unit() -> dict[str, Subquery]:
    """Columns for a query of assignments: ``days_told`` by the portal, ``times_told`` by persons, ``last_told_at``.

    Of what was told to the unit, not to those above it in the Sở.
    """
    told = Nudge.objects.filter(assignment=OuterRef("pk")).exclude(reason__in=OF_THE_OFFICE)
    by_assignment = told.order_by().values("assignment")
    figures = {
        "days_told": Count("digest__day", distinct=True),
        "times_told": Count("by"),
        "last_told_at": Max("at"),
    }
    return {name: Subquery(by_assignment.annotate(figure=figure).values("figure")) for name, figure in figures.items()}


@dataclass(frozen=True)
class Told:
    """How often the unit was reminded of an order, and when last; None where never."""

    times: int
    last: date | None


def told_to_the_unit(assignment: Assignment) -> Told:
    """Of an assignment read with ``counts_to_the_unit``: the one count of which every page and letter tells."""
    figures = vars(assignment)
    times = (figures["days_told"] or 0) + (figures["times_told"] or 0)
    return Told(times, timezone.localdate(figures["last_told_at"]) if times else None)
