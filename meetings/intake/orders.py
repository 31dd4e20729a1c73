"""The orders in one paragraph: who is told to act, with whom, until when.

A paragraph holds as many orders as it has addressees, and one more for each further deadline; what follows an order
without an addressee or deadline of its own belongs to it ('…; tham mưu phương án bố trí vốn').
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from meetings.intake.citations import find_citations, masked
from meetings.intake.context import Context
from meetings.intake.deadlines import PAST, Calendar
from meetings.intake.draft import Deadline, Directive
from meetings.intake.orders_clause import Clause, read_clause
from meetings.intake.orders_deadline import HANDING, Limit, limits
from meetings.intake.orders_parties import coordinating_in, lead_or_helper, named_units
from meetings.intake.orders_predicate import BARE, DUTY, NOTHING, ORDERED, PROMISE, SUBJECT
from meetings.intake.orders_product import is_tracked, product_of
from meetings.intake.orders_text import Span, clauses
from meetings.intake.orders_words import verb_at
from meetings.intake.orders_zone import ORDER, PLAN, REPORT, is_courtesy
from meetings.intake.unit_phrases import Party, phrases_in
from meetings.intake.unit_words import TOKEN
from meetings.intake.wording import fold

_JOINT = re.compile(r"\s*(?:,|;|\svà|,\s*và|,\s*đồng\s+thời)\s+", re.I)
_COORDINATING_ONLY = re.compile(
    r"^\s*(?:cùng\s+|có\s+trách\s+nhiệm\s+|tích\s+cực\s+|chủ\s+động\s+)?phối\s+hợp(?!\s+(?:với|chặt|cùng|các|Sở|UBND|Phòng))",
    re.I,
)
_LEADING = re.compile(r"(?<!\w)(?:chủ\s+trì|đầu\s+mối)(?!\w)", re.I)
_AT_AN_HOUR = re.compile(
    r"\W*\d{1,2}\s?(?:[hg:]|giờ)\s?(?:\d{2}\b)?'?\s*(?:[-–]\s*\d{1,2}\s?(?:[hg:]|giờ)\s?(?:\d{2}\b)?\s*)?[:,–-]\s", re.I
)
_NOTE = re.compile(r"\W*ghi\s+chú\s*:\s*", re.I)
# 'Các đơn vị nêu trên báo cáo …': those told just before
_MEANS_THOSE = re.compile(
    r"(?:các|những|hai|ba|bốn|0?[2-9])\s+(?:cơ\s+quan|đơn\s+vị|phòng|sở|địa\s+phương|xã|phường|huyện)(?:,\s+(?:đơn\s+vị|địa\s+phương))?\s+(?:này|trên|nêu\s+trên|nói\s+trên|có\s+tên\s+(?:nêu\s+)?trên)",
    re.I,
)
_TRAILING = " ;,"
_EACH = ("mỗi ", "từng ")
_DIRECTS = ("chỉ đạo ", "phân công ", "nhắc nhở ", "ủy quyền ")


@dataclass(frozen=True)
class Scope:
    """What a paragraph inherits: its zone, the addressees of its heading or list, and the list's deadline.

    ``listed`` when it is an item of a list that an order opened; ``sibling`` are the addressees last named in its list;
    ``opens`` when the paragraph opens a list, so that all of it leads up to its order.
    """

    zone: str = ORDER
    leads: tuple[Party, ...] = ()
    deadline: Deadline | None = None
    listed: bool = False
    labelled: bool = False
    sibling: tuple[Party, ...] = ()
    opens: bool = False


@dataclass
class Order:
    """An order in the making, at ``start``..``end`` of its paragraph."""

    start: int
    end: int
    leads: list[Party]
    named: bool
    kind: str
    confidence: float
    task: str = ""
    limit: Limit | None = None
    helping: list[Party] = field(default_factory=list)


@dataclass(frozen=True)
class _Part:
    """A clause with what it says and its deadline."""

    span: Span
    clause: Clause
    limit: Limit | None
    first: bool


def read_orders(text: str, scope: Scope, context: Context) -> list[Order]:
    """The orders of a paragraph, in order; none when it only tells, praises or closes."""
    if is_courtesy(text) or text.isupper() or _only_notes(text, context):
        return []
    builder = _Builder(text, scope, context)
    for part in _parts(text, context):
        builder.take(part)
    return builder.orders


def _only_notes(text: str, context: Context) -> bool:
    """A note under a table tells; it orders only where it says who is to act: 'Ghi chú: Các phòng gửi …'.

    An entry of a calendar ('7h30: Giao ban') orders nothing.
    """
    if _AT_AN_HOUR.match(text):
        return True
    note = _NOTE.match(text)
    return note is not None and read_clause(text[note.end() :], context.known).kind not in (ORDERED, SUBJECT)


def calendar_of(context: Context) -> Calendar:
    own = context.meeting_date or context.issued_on
    reference = own or context.reference_day
    return Calendar(
        context.plan_year, reference, meeting=context.meeting_date, issued=context.issued_on, told=bool(own)
    )


def directive_of(order: Order, text: str, scope: Scope, context: Context, lines: Sequence[int]) -> Directive:
    """The order as a directive, with its units matched, its citations and its product."""
    words = text[order.start : order.end].strip(_TRAILING)
    helping = coordinating_in(words, order.leads, context.known, leads_are_here=order.named)
    taken = {fold(party.text) for party in [*order.leads, *helping]}
    helping += [party for party in order.helping if fold(party.text) not in taken]
    due = order.limit.deadline if order.limit else scope.deadline
    deadline = replace(due, lines=list(lines)) if due else None
    product = product_of(masked(words))
    units = named_units(order.leads, "lead", context.known, context.organizer, lines)
    units += named_units(helping, "coordinating", context.known, context.organizer, lines)
    return Directive(
        text=words,
        lead=[party.text for party in order.leads],
        coordinating=[party.text for party in helping],
        units=units,
        deadline=deadline,
        product=product,
        tracked=is_tracked(order.task or words, has_deadline=bool(deadline), has_product=bool(product)),
        citations=[citation.text for citation in find_citations(words, lines)],
        confidence=round(order.confidence, 2),
        lines=list(lines),
    )


def _parts(text: str, context: Context) -> list[_Part]:
    known = calendar_of(context)
    parts: list[_Part] = []
    for span in _by_deadlines(text, _whole_lists(text, clauses(text), context), known):
        words = text[span.start : span.end]
        found = limits(words, known)
        first = not parts or parts[-1].span.sentence != span.sentence
        parts.append(_Part(span, read_clause(words, context.known), found[-1] if found else None, first))
    return parts


def _whole_lists(text: str, spans: Sequence[Span], context: Context) -> list[Span]:
    """Clauses joined again where a semicolon stands within a list of addressees ('các Sở: A, B; UBND các huyện: C, D …')."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined and joined[-1].sentence == span.sentence else None
        if before and _ends_in_names(text[before.start : before.end], context):
            joined[-1] = Span(before.start, span.end, span.sentence)
        else:
            joined.append(span)
    return joined


def _ends_in_names(words: str, context: Context) -> bool:
    clause = read_clause(words, context.known)
    if clause.kind == ORDERED:
        return not words[clause.tail :].strip(" ,;:()")
    if clause.kind != NOTHING:
        return False
    phrases = phrases_in(words, context.known)
    parties = phrases.parties(0)
    return bool(parties) and parties[-1].last >= len(phrases.words)


def _by_deadlines(text: str, spans: Sequence[Span], known: Calendar) -> list[Span]:
    """Clauses cut where a second task with a deadline of its own begins: '… trước ngày 10/9 và cập nhật … trước ngày 15/9'."""
    cut: list[Span] = []
    for span in spans:
        start = span.start
        words = text[span.start : span.end]
        dated = [limit for limit in limits(words, known) if limit.strong]
        for one, following in pairwise(dated):
            joint = _JOINT.match(words, one.end) or _task_joint(words, one.end, following.start)
            if joint and _task_at(words, joint.end()) and joint.end() < following.start:
                cut.append(Span(start, span.start + joint.start(), span.sentence))
                start = span.start + joint.end()
        cut.append(Span(start, span.end, span.sentence))
    return cut


def _task_joint(words: str, start: int, end: int) -> re.Match[str] | None:
    """The first joint between two deadlines after which a task begins."""
    return next((joint for joint in _JOINT.finditer(words, start, end) if _task_at(words, joint.end())), None)


def _task_at(words: str, start: int) -> bool:
    lows = [word.casefold() for word in TOKEN.findall(words[start : start + 60])]
    return verb_at(lows, 0) or bool(phrases_in(words[start : start + 160], ()).parties(0))


def _only(parties: Sequence[Party]) -> str:
    return parties[0].text if len(parties) == 1 else ""


def _gone(part: _Part) -> bool:
    """Whether its time lies before the meeting: of what is told that is the day on which it was done."""
    return bool(part.limit and part.limit.deadline.doubt == PAST)


class _Builder:
    """Gathers a paragraph's parts into orders."""

    def __init__(self, text: str, scope: Scope, context: Context) -> None:
        self.text, self.scope, self.context = text, scope, context
        self.orders: list[Order] = []
        self.sentence = -1
        self.speaker = False
        self.pending: int | None = None
        self.loose_end: int | None = None

    def take(self, part: _Part) -> None:
        current = self.orders[-1] if self.orders else None
        if current and current.leads and _MEANS_THOSE.fullmatch(_only(part.clause.leads)):
            part = replace(part, clause=part.clause._replace(leads=current.leads))
        if part.clause.leads and self._counts(part):
            self._take_addressed(part, current)
        elif current:
            self._go_on(part, current)
        elif self._counts(part):
            self._begin(part, list(self._inherited(part)), named=False)
        elif part.clause.kind == DUTY and self.scope.zone == ORDER and self.scope.opens and self.pending is None:
            self.pending = part.span.start
        self.sentence = part.span.sentence

    def _take_addressed(self, part: _Part, current: Order | None) -> None:
        """A part that names who acts: an order of its own, or help and detail for the order before it."""
        if self._directs_below(part):
            self._begin(part, list(self.scope.leads), named=False)
        elif current and self._only_helps(part, current):
            current.helping += part.clause.leads
            self._extend(current, part)
        elif current and self._within(part, current):
            self._extend(current, part)
        else:
            self._begin(part, list(part.clause.leads), named=True)

    def _directs_below(self, part: _Part) -> bool:
        """'UBND các huyện: - Chỉ đạo Phòng A hoàn thành …': it is the listed unit that is told to direct another."""
        words = self.text[part.span.start : part.span.start + 12].casefold()
        return bool(self.scope.leads) and self.scope.labelled and words.startswith(_DIRECTS)

    def _go_on(self, part: _Part, current: Order) -> None:
        """A part without an addressee: a further task with a deadline of its own, or more of the same order."""
        task = part.clause.kind in (BARE, DUTY) or bool(part.limit and part.limit.strong)
        if part.limit and current.limit and task and not part.clause.past:
            self._begin(part, list(current.leads), named=False)
        elif (
            part.clause.kind in (BARE, DUTY)
            or part.span.sentence == self.sentence
            or part.limit
            or self._explains(part)
        ):
            self._extend(current, part)

    def _explains(self, part: _Part) -> bool:
        """What else a labelled item says belongs to its order, unless it tells of the past."""
        return self.scope.labelled and not part.clause.past

    def _extend(self, current: Order, part: _Part) -> None:
        current.end = part.span.end
        current.limit = current.limit or part.limit

    def _begin(self, part: _Part, leads: list[Party], *, named: bool) -> None:
        start = part.span.start
        if self.pending is not None and named:
            start, self.pending = self.pending, None
        clause = part.clause
        task = (
            self.text[part.span.start + clause.tail : part.span.end]
            if clause.leads
            else self.text[start : part.span.end]
        )
        leads, helping = (
            lead_or_helper(phrases_in(self.text[part.span.start : part.span.end], self.context.known), leads)
            if named
            else (leads, [])
        )
        confidence = self._confidence(part, bool(leads))
        if part.span.sentence != self.sentence:
            self.speaker = clause.kind == ORDERED
        self.orders.append(
            Order(start, part.span.end, leads, named, clause.kind, confidence, task, part.limit, helping)
        )

    def _inherited(self, part: _Part) -> tuple[Party, ...]:
        if self.scope.leads:
            return self.scope.leads
        return self.scope.sibling if part.clause.kind in (BARE, DUTY) and self._coordinates(part) else ()

    def _coordinates(self, part: _Part) -> bool:
        words = self.text[part.span.start : part.span.end]
        return bool(coordinating_in(words, (), self.context.known, leads_are_here=False))

    def _only_helps(self, part: _Part, current: Order) -> bool:
        """'Sở A chủ trì …; Sở B, Sở C phối hợp': B and C help with the same order."""
        if part.clause.kind != SUBJECT or (part.limit and current.limit):
            return False
        after = self.text[part.span.start + part.clause.tail : part.span.end]
        if not _COORDINATING_ONLY.match(after):
            return False
        short = part.span.end - part.span.start < 120
        leading = bool(_LEADING.search(self.text[current.start : current.end]))
        return part.span.sentence == self.sentence or (short and leading)

    def _within(self, part: _Part, current: Order) -> bool:
        """'Sở A tuyên truyền …; yêu cầu các doanh nghiệp …': what a unit asks of others is part of its order.

        In 'Giám đốc yêu cầu A …; B …; đề nghị C …' it is the speaker who goes on.
        """
        if part.span.sentence == self.sentence and part.clause.leads[0].text.casefold().startswith(_EACH):
            return part.limit is None
        asks = part.clause.kind == ORDERED and current.kind in (SUBJECT, PROMISE) and not self.speaker
        return asks and part.span.sentence == self.sentence and not part.first

    def _counts(self, part: _Part) -> bool:
        """Whether the clause, in its place, is an order."""
        clause, zone = part.clause, self.scope.zone
        strong = bool(part.limit and part.limit.strong) and not clause.past
        strong = strong and not (zone == REPORT and _gone(part))
        told = zone not in (ORDER, PLAN)
        if told and self.context.kind == "minutes":
            return False
        if clause.kind == ORDERED:
            return True
        if clause.kind == SUBJECT:
            planned = zone == PLAN and bool(clause.predicate) and self._coordinates(part)
            return any((zone == ORDER, clause.strong, strong, planned))
        if clause.kind == PROMISE:
            return zone == ORDER or bool(part.limit)
        return self._counts_without_name(part, strong)

    def _counts_without_name(self, part: _Part, strong: bool) -> bool:
        kind, scope = part.clause.kind, self.scope
        if strong and self._hands_in(part) and not _gone(part):
            return True
        if scope.zone != ORDER or part.clause.past or part.clause.decision:
            return False
        task = kind in (BARE, DUTY)
        if (scope.leads and (task or scope.listed)) or self._is_item(kind):
            return True
        return task and bool(scope.sibling) and self._coordinates(part)

    def _hands_in(self, part: _Part) -> bool:
        return bool(HANDING.search(self.text, part.span.start, part.span.end))

    def _is_item(self, kind: str) -> bool:
        """A labelled task is an order even when nobody is told to do it; not so in a page of news."""
        return kind == BARE and self.scope.labelled and self.context.kind != "news"

    def _confidence(self, part: _Part, has_lead: bool) -> float:
        clause = part.clause
        base = {ORDERED: 0.95, SUBJECT: 0.85, PROMISE: 0.6, BARE: 0.75, DUTY: 0.6, NOTHING: 0.5}[clause.kind]
        if clause.kind == SUBJECT and not clause.predicate:
            base = 0.6
        if clause.kind == SUBJECT and clause.strong:
            base = 0.9
        if not has_lead:
            base = min(base, 0.4)
        return base - (0.15 if self.scope.zone not in (ORDER,) else 0)
