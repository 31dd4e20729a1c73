"""When a unit has ended: each of its orders goes on at the successor that is chosen for it, and both rows tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directives import access
from directives.assigning import basis_for
from directives.enums import OPEN_STATES, AssignmentState, Basis
from directives.life.extending import extensions_told
from directives.life.moving import require
from directives.life.table import target_of
from directives.models import Assignment, DirectiveEvent
from districts.enums import Role
from districts.errors import DomainError, WrongState
from districts.events import record
from districts.models import Officer, Succession, Unit
from districts.refusals import records_refusals
from districts.succession import successors_on
from meetings.enums import PartyRole

A = AssignmentState
ONLY_ADMINISTRATORS = "Chỉ người quản trị chuyển nhiệm vụ cho đơn vị kế thừa."
NONE_CHOSEN = "Chưa chọn đơn vị kế thừa cho nhiệm vụ nào. Hãy chọn ở ít nhất một nhiệm vụ rồi bấm nút."
STILL_THERE = "{} còn hoạt động{}. Nhiệm vụ chỉ chuyển được từ ngày sau ngày kết thúc ghi trong danh mục đơn vị."
NO_SUCCESSOR = "{} không phải đơn vị kế thừa của {} theo danh mục. Hãy ghi việc kế thừa trong danh mục đơn vị trước."
ELSEWHERE = "Có nhiệm vụ không còn là của {}. Chưa nhiệm vụ nào được chuyển. Hãy tải lại trang để xem việc vừa diễn ra."
MOVED_ON = "“{}”: {} Chưa nhiệm vụ nào được chuyển."
CLOSED_THERE = (
    "“{}”: {} đã có nhiệm vụ này, ở tình trạng “{}”, nên không nhận thêm được. Hãy chọn đơn vị kế thừa khác, hoặc đề nghị "
    "lãnh đạo Sở mở lại nhiệm vụ của {} hay dừng nhiệm vụ của {}. Chưa nhiệm vụ nào được chuyển."
)
_CARRIED = ("original_due_on", "current_due_on", "contribute_by", "percent", "disputed")


@records_refusals
def pass_to_successors(ended: Unit, chosen: Mapping[int, int], *, by: Officer, at: datetime) -> list[Assignment]:
    """Pass the assignments of a unit that has ended; ``chosen``: assignment pk -> pk of the successor that takes it.

    An open one goes with both deadlines and the count of its extensions; where the successor has the directive already, both
    become one. Of a recurring order whose period is closed the later periods go. Reports, files and requests stay where they are. All or none; the queries
    are bounded by the states and successors, not by the rows. Raises NotAllowed, WrongState, DomainError.
    """
    with transaction.atomic():
        require(access.may_pass_to_successor(by), ONLY_ADMINISTRATORS)
        unit, day = Unit.objects.get(pk=ended.pk), timezone.localdate(at)
        if not chosen:
            raise DomainError(NONE_CHOSEN)
        refuse_while_it_exists(unit, day)
        heirs = {heir.pk: heir for heir in successors_on(unit, day)}
        if strangers := set(chosen.values()) - heirs.keys():
            named = Unit.objects.filter(pk__in=strangers).first() or "Đơn vị đã chọn"
            raise DomainError(NO_SUCCESSOR.format(named, unit))
        rows, there = _held(unit, chosen, heirs)
        passing = _Passing(unit, by, at, there)
        for row in rows:
            passing.take(row, heirs[chosen[row.pk]])
        return passing.write()


def refuse_while_it_exists(unit: Unit, day: date) -> None:
    """Raises DomainError until the day after the unit's last."""
    if unit.valid_to is None or unit.valid_to >= day:
        until = f" đến hết ngày {unit.valid_to:%d/%m/%Y}" if unit.valid_to else ""
        raise DomainError(STILL_THERE.format(unit, until))


Key = tuple[int, int, str]


def _held(
    unit: Unit, chosen: Mapping[int, int], heirs: Mapping[int, Unit]
) -> tuple[list[Assignment], dict[Key, Assignment]]:
    """The chosen rows, and by directive, unit and period what the successors have of the same directives; all locked."""
    directives = Assignment.objects.filter(pk__in=chosen).order_by().values("directive")
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("directive", "unit").order_by("pk")
    rows = rows.annotate(extensions=extensions_told())
    found = list(rows.filter(Q(pk__in=chosen, unit=unit) | Q(directive__in=directives, unit__in=heirs)))
    own = [row for row in found if row.pk in chosen]
    if len(own) < len(chosen):
        raise WrongState(ELSEWHERE.format(unit))
    return own, {(row.directive_id, row.unit_id, row.period): row for row in found if row.pk not in chosen}


def takes(there: Assignment | None, row: Assignment) -> bool:
    """Whether a unit that has ``there`` of the same directive and period can take ``row`` besides, as one with it."""
    if there is None or there.state in OPEN_STATES:
        return True
    if there.role == PartyRole.COORDINATING:
        return there.state in (A.CONTRIBUTED, A.NOTHING_TO_ADD)
    return there.state == A.DONE and row.role == PartyRole.COORDINATING


class _Passing:
    """What one act passes, gathered row by row and written at once."""

    def __init__(self, unit: Unit, by: Officer, at: datetime, there: dict[Key, Assignment]) -> None:
        self.unit, self.by, self.at, self.there = unit, by, at, there
        self.acting = by.capacity(Role.ADMINISTRATOR)
        papers = Succession.objects.filter(predecessor=unit).exclude(decision="").values_list("successor", "decision")
        self.papers = dict(papers)
        self.new: list[Assignment] = []
        self.raised: list[Assignment] = []
        self.passed: list[Assignment] = []
        self.periods: list[Assignment] = []
        self.events: dict[tuple[str, str, str, str], list[Assignment]] = {}

    def take(self, row: Assignment, to: Unit) -> None:
        """Raises WrongState for a row that is closed, or whose order the successor has closed."""
        verb = "pass_to_successor" if row.state in OPEN_STATES or not row.directive.recurrence else "pass_periods"
        if verb == "pass_periods" and row.periods_pass_to_id:
            raise WrongState(ELSEWHERE.format(self.unit))
        try:
            target = target_of(row, verb)
        except WrongState as error:
            raise WrongState(MOVED_ON.format(row.directive, error)) from error
        words = f"{to} kế thừa {self.unit}"
        paper = self.papers.get(to.pk, "")
        note = f"{words} ({paper})" if paper else words
        self._tell(row, verb, row.state, target, note)
        if verb == "pass_periods":
            row.periods_pass_to = to
            self.periods.append(row)
            return
        there = self.there.get((row.directive_id, to.pk, row.period))
        before = there.state if there else ""
        heir = self._heir(row, to, there)
        self._tell(heir, "take_over", before, heir.state, note)
        row.state, row.succeeded_by, row.by_succession = target, heir, True
        row.paused_from, row.waiting_since = "", None
        self.passed.append(row)

    def _tell(self, row: Assignment, verb: str, before: str, after: str, note: str) -> None:
        self.events.setdefault((verb, before, after, note), []).append(row)

    def _heir(self, row: Assignment, to: Unit, there: Assignment | None) -> Assignment:
        if there is None:
            heir = _begun_as(row, Assignment(directive=row.directive, unit=to, period=row.period), self.at)
            self.new.append(heir)
            return heir
        if not takes(there, row):
            state = A(there.state).label.lower()
            raise WrongState(CLOSED_THERE.format(row.directive, to, state, to, self.unit))
        if there.role == PartyRole.COORDINATING and row.role == PartyRole.LEAD:
            self.raised.append(_begun_as(row, there, there.assigned_at))
        return there

    def write(self) -> list[Assignment]:
        """The rows at the successors that were made or now lead."""
        Assignment.objects.bulk_create(self.new, batch_size=500)
        Assignment.objects.bulk_update(
            self.raised,
            ["role", "state", "paused_from", "handed_in_on", "supplement_by", "extensions_before", *_CARRIED],
            batch_size=500,
        )
        Assignment.objects.bulk_update(
            self.passed,
            ["state", "succeeded_by", "by_succession", "paused_from", "waiting_since"],
            batch_size=500,
        )
        Assignment.objects.bulk_update(self.periods, ["periods_pass_to"], batch_size=500)
        _point_to_the_last(self.passed)
        for (verb, before, after, note), rows in self.events.items():
            record(
                DirectiveEvent,
                rows,
                verb=verb,
                by=self.by,
                acting=self.acting,
                at=self.at,
                from_state=before,
                to_state=after,
                note=note,
            )
        return [*self.new, *self.raised]


def _begun_as(row: Assignment, heir: Assignment, at: datetime) -> Assignment:
    """``heir`` with what goes over from ``row``. A day of hand-in stands only while a supplement is awaited: a completion
    that the Sở has not answered is the old unit's, and is to be told again.
    """
    for name in _CARRIED:
        setattr(heir, name, getattr(row, name))
    heir.extensions_before = vars(row)["extensions"]
    is_paused = row.state == A.PAUSED
    heir.role, heir.assigned_at = row.role, at
    heir.basis = heir.basis or (row.basis if row.basis == Basis.SUPERIOR else basis_for(heir.unit))
    heir.state, heir.paused_from = (A.PAUSED, A.ASSIGNED) if is_paused else (A.ASSIGNED, "")
    waits = row.supplement_by is not None and row.waiting_since is None
    heir.handed_in_on, heir.supplement_by = (row.handed_in_on, row.supplement_by) if waits else (None, None)
    return heir


def _point_to_the_last(passed: Iterable[Assignment]) -> None:
    """What the ended unit had itself taken over names its last successor too, so that one step leads to it."""
    heirs = {row.pk: row.succeeded_by for row in passed}
    before = list(Assignment.objects.select_for_update().filter(succeeded_by__in=heirs, by_succession=True))
    for row in before:
        row.succeeded_by = heirs[row.succeeded_by_id]
    Assignment.objects.bulk_update(before, ["succeeded_by"], batch_size=500)
