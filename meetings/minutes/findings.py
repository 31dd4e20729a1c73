"""What the minutes still lack before the secretary confirms them: what stands in the way, and what is confirmed only by
one who says that they have seen it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, Value
from django.db.models.functions import Cast

from districts.folding import fold
from meetings.conclusion_rows import concluded_outlines
from meetings.enums import UNRECORDED, Attendance, AttendeeRole
from meetings.models import (
    Attendee,
    Delegation,
    EditDraft,
    Meeting,
    Minutes,
    PaperEditDraft,
    Statement,
    StatementDraft,
)


@dataclass(frozen=True)
class Kept:
    """A text that could not be saved over another's; ``where`` as of a `Finding`. ``row``: the statement or conclusion."""

    where: str
    writer: str
    officer: int
    draft: int
    row: int | None = None


@dataclass(frozen=True)
class Finding:
    """``where`` says which page mends it: 'meeting', 'people', 'outline', 'facts', 'statements' or 'draft'.

    What does not block is to be acknowledged, which goes on record: a meeting may end without a conclusion.
    """

    words: str
    where: str
    blocks: bool = True


def findings_of(
    minutes: Minutes,
    delegations: Iterable[Delegation],
    statements: Sequence[Statement],
    *,
    conclusions: int,
    unmerged: Sequence[Kept] = (),
) -> list[Finding]:
    """``conclusions``: how many stand in the outline. Asks nothing but for the meeting's attendees."""
    meeting = minutes.meeting
    return [
        *_of_meeting(meeting),
        *_of_attendance(delegations),
        *_of_hours(minutes),
        *_of_accounts(minutes),
        *_of_statements(statements),
        *([] if conclusions else [Finding("Cuộc họp chưa có nội dung kết luận", "outline", blocks=False)]),
        *_of_unmerged(unmerged),
    ]


def acknowledgement(findings: Sequence[Finding]) -> str:
    """What the secretary puts on record of that which does not block; '' where there is nothing of the kind."""
    seen = [each.words for each in findings if not each.blocks]
    return f"Tôi đã xem {len(seen)} điểm và vẫn xác nhận biên bản: {'; '.join(seen)}" if seen else ""


def unmerged_in(minutes: Minutes) -> list[Kept]:
    """Texts of the second of two writers that nobody has merged yet: of statements, of the conclusions that the minutes
    print, and of their paper. One query."""
    outline = concluded_outlines(minutes.meeting).values("pk")[:1]
    said = StatementDraft.objects.filter(minutes=minutes).annotate(row=F("statement_id"))
    concluded = EditDraft.objects.filter(outline__in=outline).annotate(row=F("conclusion_id"))
    of_paper = PaperEditDraft.objects.filter(paper=minutes.paper_id).annotate(row=Cast(Value(None), BigIntegerField()))
    places: list[tuple[str, QuerySet[Any]]] = [("statements", said), ("outline", concluded), ("draft", of_paper)]
    first, *others = (
        rows.order_by()
        .annotate(where=Value(where))
        .values_list("where", "officer__full_name", "officer_id", "pk", "row")
        for where, rows in places
    )
    found = [Kept(*row) for row in first.union(*others, all=True)]
    return sorted(found, key=lambda each: (each.writer, each.draft))


def leading(meeting: Meeting, role: AttendeeRole) -> list[Attendee]:
    return [row for row in meeting.people() if row.role == role]


def _of_meeting(meeting: Meeting) -> Iterator[Finding]:
    if meeting.held_on is None:
        yield Finding("Chưa có ngày họp", "meeting")
    if not meeting.place:
        yield Finding("Chưa có địa điểm", "meeting")
    if not leading(meeting, AttendeeRole.CHAIR):
        yield Finding("Chưa có người chủ trì", "meeting")
    if not leading(meeting, AttendeeRole.SECRETARY):
        yield Finding("Chưa có thư ký", "meeting")


def _of_attendance(delegations: Iterable[Delegation]) -> Iterator[Finding]:
    open_rows = sum(Attendance(row.attendance) in UNRECORDED for row in delegations)
    if open_rows:
        yield Finding(f"Còn {open_rows} đơn vị chưa ghi tham dự", "people")


def _of_hours(minutes: Minutes) -> Iterator[Finding]:
    if minutes.begun_at is None:
        yield Finding("Chưa có giờ bắt đầu", "facts")
    if minutes.ended_at is None or minutes.ended_on is None:
        yield Finding("Chưa có giờ, ngày kết thúc", "facts")
    elif minutes.begun_at and minutes.meeting.held_on:
        begun, ended = (minutes.meeting.held_on, minutes.begun_at), (minutes.ended_on, minutes.ended_at)
        if ended <= begun:
            yield Finding("Giờ kết thúc không sau giờ bắt đầu", "facts")


def _of_accounts(minutes: Minutes) -> Iterator[Finding]:
    """An account that signs must bear the name that is printed above it."""
    for officer, role, what in (
        (minutes.chair, AttendeeRole.CHAIR, "Người ký trên cổng"),
        (minutes.secretary, AttendeeRole.SECRETARY, "Người xác nhận trên cổng"),
    ):
        named = leading(minutes.meeting, role)[:1]
        if officer and named and fold(officer.full_name) != fold(named[0].name):
            yield Finding(f"{what} là {officer}, khác với {named[0]} ghi ở cuộc họp", "facts")


def _of_statements(statements: Sequence[Statement]) -> Iterator[Finding]:
    if not statements:
        yield Finding("Chưa ghi ý kiến phát biểu nào", "statements", blocks=False)
    wordless = [row.speaker for row in statements if not row.text]
    if wordless:
        yield Finding(f"Chưa có nội dung phát biểu của {', '.join(wordless[:3])}{_more(wordless)}", "statements")
    nameless = sum(not row.speaker for row in statements)
    if nameless:
        yield Finding(f"Còn {nameless} ý kiến chưa ghi người phát biểu", "statements")


KEPT_OF = {"statements": "ý kiến phát biểu", "outline": "kết luận", "draft": "nơi nhận, nơi lưu"}


def _of_unmerged(kept: Sequence[Kept]) -> Iterator[Finding]:
    for where, what in KEPT_OF.items():
        writers = [each.writer for each in kept if each.where == where]
        if writers:
            names = ", ".join(dict.fromkeys(writers))
            words = f"Còn {len(writers)} bản nháp chưa ghép vào {what} (người viết: {names})"
            yield Finding(words, where, blocks=False)


def _more(names: Sequence[str]) -> str:
    return f" và {len(names) - 3} người khác" if len(names) > 3 else ""
