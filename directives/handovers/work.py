"""What stands in a person's name as the one who is to do it. What a person has done is history and stays theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from directives.access import HEAD_ROLES, WORKING_ROLES
from directives.enums import AssignmentState, WorkKind
from directives.models import SOURCE_PATHS, Assignment, Directive
from districts.enums import Role
from districts.models import Appointment, Deputyship, Officer, Unit
from meetings.draft_comments.consulting import ASKED_ROLES, OPEN
from meetings.enums import PaperKind, PaperState
from meetings.models import Consultation, ImportReview, Paper, WordCorrection

MOST_AT_ONCE = 200
K = WorkKind
ROLES = {
    K.ORDER: WORKING_ROLES,
    K.FOLLOWED: (Role.CLERK, *HEAD_ROLES),
    K.DRAFT: (Role.CLERK,),
    K.WORD: (Role.CLERK,),
    K.READING: (Role.CLERK,),
    K.COMMENT: ASKED_ROLES,
}
"""With one of which a colleague can go on with it."""
Row = Assignment | Directive | Paper | WordCorrection | ImportReview | Consultation


@dataclass(frozen=True)
class Work:
    """``unit``: a colleague of it takes the work; None where the leaver's own units say it. ``standing``: how it stands."""

    kind: WorkKind
    row: Row
    title: str
    standing: str
    unit: Unit | None

    @property
    def key(self) -> str:
        return f"{self.kind.value}-{self.row.pk}"


def standing_orders() -> QuerySet[Assignment]:
    """Open ones that a unit's head passed to a person."""
    rows = Assignment.objects.open().exclude(handling_officer=None)
    return rows.annotate(worked_in=Coalesce("handling_unit", "unit"))


def standing_followed() -> QuerySet[Directive]:
    """Those with a clerk of the Sở who follows them, as long as somebody still works at them."""
    still = Assignment.objects.open().filter(directive=OuterRef("pk"))
    return Directive.objects.filter(Exists(still)).exclude(following_clerk=None)


def standing_drafts() -> QuerySet[Paper]:
    return Paper.objects.in_work().exclude(drafted_by=None)


def standing_words() -> QuerySet[WordCorrection]:
    return WordCorrection.objects.filter(paper__state=PaperState.DRAFT)


def standing_readings() -> QuerySet[ImportReview]:
    return ImportReview.objects.filter(meeting=None)


def standing_comments() -> QuerySet[Consultation]:
    """Asked of a person by name, and not written yet."""
    return Consultation.objects.filter(comment="", paper__state__in=OPEN).exclude(officer=None)


@dataclass(frozen=True)
class Posts:
    """``shown``: the appointments of a day, or of one who holds none any more the last; ``office_unit``: of the Sở, the unit
    whose work it is that names no unit itself, None for who never was of the Sở; ``units``: of all that was ever held.
    """

    shown: list[Appointment]
    office_unit: Unit | None
    units: list[Unit]


def posts_of(held: Iterable[Appointment], day: date) -> Posts:
    """Of all the appointments that a person ever held."""
    latest = sorted(held, key=lambda each: (each.ends_on or date.max, each.pk), reverse=True)
    now = [each for each in latest if (each.starts_on or day) <= day <= (each.ends_on or day)]
    at_office = [each.unit for each in (*now, *latest) if each.role in ASKED_ROLES]
    return Posts(now or latest[:1], next(iter(at_office), None), [each.unit for each in latest])


def read_posts(officer: Officer, day: date) -> Posts:
    """One query."""
    return posts_of(Appointment.objects.filter(officer=officer).select_related("unit"), day)


def read_person(pk: int, day: date) -> tuple[Officer, Posts] | None:
    """None for no such officer. One query for who ever held an appointment."""
    held = list(Appointment.objects.filter(officer=pk).select_related("officer", "unit"))
    officer = held[0].officer if held else Officer.objects.filter(pk=pk).first()
    return (officer, posts_of(held, day)) if officer else None


class InName:
    """The work of one person, paper by paper and order by order. With ``keys`` those alone, locked until the transaction ends."""

    def __init__(self, leaver: Officer, posts: Posts, keys: dict[str, set[int]] | None = None) -> None:
        self.leaver, self.keys, self.own_unit = leaver, keys, posts.office_unit
        self.named: list[Paper] = []
        """Once all was gone through: papers in work that name the person as who signs, chairs or confirms them."""

    def _rows(self, kind: WorkKind, rows: QuerySet, column: str) -> QuerySet:
        found = rows.filter(**{column: self.leaver}).order_by("pk")
        if self.keys is None:
            return found[:MOST_AT_ONCE]
        return found.filter(pk__in=self.keys.get(kind, ())).select_for_update(of=("self",), no_key=True)

    def _is_asked(self, kind: WorkKind) -> bool:
        """Of a person who never was of the Sở there are orders alone."""
        return kind in self.keys if self.keys is not None else kind == K.ORDER or self.own_unit is not None

    def __iter__(self) -> Iterator[Work]:
        """Papers before the orders that come of them: the house's order of locks. A query for each kind."""
        self._hold_papers(self.keys or {})
        parts = {
            K.DRAFT: self._drafts,
            K.WORD: self._words,
            K.COMMENT: self._comments,
            K.READING: self._readings,
            K.FOLLOWED: self._followed,
            K.ORDER: self._orders,
        }
        for kind, part in parts.items():
            if self._is_asked(kind):
                yield from part()

    def _hold_papers(self, keys: dict[str, set[int]]) -> None:
        """The drafts and the papers of the comments in one order, as every act that holds several papers takes them."""
        if keys.get(K.DRAFT) or keys.get(K.COMMENT):
            commented = Consultation.objects.filter(pk__in=keys.get(K.COMMENT, ())).values("paper")
            both = Q(pk__in=keys.get(K.DRAFT, ())) | Q(pk__in=commented)
            list(Paper.objects.select_for_update(no_key=True).filter(both).order_by("pk"))

    def _drafts(self) -> Iterator[Work]:
        rows = standing_drafts().select_related("drafting_unit")
        drafted = self._rows(K.DRAFT, rows, "drafted_by") if self.keys is not None else self._drafted_or_named()
        for row in drafted:
            unit = row.drafting_unit or self.own_unit
            yield Work(K.DRAFT, row, _titled(row), PaperState(row.state).label, unit)

    def _drafted_or_named(self) -> list[Paper]:
        """One query for both."""
        named = Q(signer=self.leaver) | Q(minutes__chair=self.leaver) | Q(minutes__secretary=self.leaver)
        rows = Paper.objects.in_work().filter(named | Q(drafted_by=self.leaver)).annotate(names=Q(named))
        found = list(rows.select_related("drafting_unit").order_by("pk")[: 2 * MOST_AT_ONCE])
        self.named = [row for row in found if vars(row)["names"]]
        return [row for row in found if row.drafted_by_id == self.leaver.pk]

    def _words(self) -> Iterator[Work]:
        rows = standing_words().select_related("paper__drafting_unit").defer("paragraphs")
        for row in self._rows(K.WORD, rows, "owner"):
            unit = row.paper.drafting_unit or self.own_unit
            yield Work(K.WORD, row, f"{row.name}, của dự thảo “{row.paper}”", f"Đã nhận {row.taken} chỗ sửa", unit)

    def _comments(self) -> Iterator[Work]:
        rows = standing_comments().select_related("paper")
        for row in self._rows(K.COMMENT, rows, "officer"):
            yield Work(K.COMMENT, row, _titled(row.paper), f"Hạn góp ý {row.due_on:%d/%m/%Y}", self.own_unit)

    def _readings(self) -> Iterator[Work]:
        rows = standing_readings().defer("lines", "content")
        for row in self._rows(K.READING, rows, "owner"):
            standing = f"Đã kiểm tra {row.checked} trên {row.pieces} mục"
            yield Work(K.READING, row, row.name, standing, self.own_unit)

    def _followed(self) -> Iterator[Work]:
        rows = standing_followed().select_related(*SOURCE_PATHS, "following_unit")
        for row in self._rows(K.FOLLOWED, rows, "following_clerk"):
            yield Work(K.FOLLOWED, row, row.text, row.source.number, row.following_unit or self.own_unit)

    def _orders(self) -> Iterator[Work]:
        joined = (f"directive__{path}" for path in SOURCE_PATHS)
        rows = standing_orders().select_related(*joined, "unit", "handling_unit")
        for row in self._rows(K.ORDER, rows, "handling_officer"):
            due_on = f"hạn {row.current_due_on:%d/%m/%Y}" if row.current_due_on else "không có hạn"
            standing = f"{AssignmentState(row.state).label}, {due_on}"
            yield Work(K.ORDER, row, row.directive.text, standing, row.handling_unit or row.unit)


def _titled(paper: Paper) -> str:
    return f"{PaperKind(paper.kind).label}: {paper.abstract}"


def left_to_others(in_name: InName, day: date) -> list[str]:
    """What is in the person's name and nobody can hand over: it is another's to decide. After all was gone through; one query."""
    lent = Deputyship.objects.filter(deputy=in_name.leaver, ended_at=None, ends_on__gte=day)
    told = [
        f"Đang được cử thay {row.appointment.officer} ({row.appointment}) đến hết ngày {row.ends_on:%d/%m/%Y}: chỉ người đã cử "
        "mới cử người khác, ở trang Người thay khi vắng mặt."
        for row in lent.select_related("appointment__officer", "appointment__unit")
    ]
    return told + [
        f"{_titled(paper)}: đang ghi tên là người ký, chủ trì hoặc thư ký. Đổi tên người đó ngay trong dự thảo."
        for paper in in_name.named
    ]
