"""A draft of the intake in readable lines, for the person who decides whether to save it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from districts.posts import post_at
from meetings.intake.draft import Conclusion, Deadline, Directive, Draft, Person

KINDS = {"notice": "thông báo kết luận", "minutes": "biên bản", "news": "tin, bài", "superior": "văn bản của cấp trên"}


def summary_lines(draft: Draft) -> list[str]:
    return [*_facts(draft), *_people(draft), *_conclusions(draft), *_remarks(draft)]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "không rõ"


def _due(deadline: Deadline) -> str:
    if deadline.date is None and deadline.kind == "relative":
        return "tính thành ngày khi phát hành"
    if deadline.date is None and deadline.kind == "recurring":
        return "định kỳ"
    return _day(deadline.date)


def _facts(draft: Draft) -> Iterator[str]:
    yield f"Loại tài liệu: {KINDS.get(draft.kind, draft.kind)}; {draft.line_count} dòng"
    yield f"Tiêu đề: {draft.title.text if draft.title else 'không có'}"
    if draft.number:
        yield f"Số, ký hiệu: {draft.number.text}"
    yield f"Ngày họp: {_day(draft.meeting.date)}; địa điểm: {draft.meeting.place or 'không rõ'}"


def _person(person: Person) -> str:
    return ", ".join(filter(None, [person.name, post_at(person.position or "", person.unit or "")]))


def _people(draft: Draft) -> Iterator[str]:
    yield f"Chủ trì: {_person(draft.chair) if draft.chair else 'không rõ'}"
    for person in draft.co_chairs:
        yield f"Đồng chủ trì: {_person(person)}"
    if draft.secretary:
        yield f"Thư ký: {_person(draft.secretary)}"
    yield f"Đại biểu có tên: {len(draft.attendees)}"
    for person in draft.attendees:
        yield f"  {_person(person)}"
    for absence in draft.absences:
        yield f"Vắng: {absence.unit}" + (f" ({absence.reason})" if absence.reason else "")


def _conclusions(draft: Draft) -> Iterator[str]:
    items = sum(conclusion.kind == "item" for conclusion in draft.conclusions)
    yield f"Kết luận: {len(draft.conclusions)} đoạn, mục ({items} mục); nhiệm vụ: {len(draft.directives)}"
    for number, directive in enumerate(draft.directives, start=1):
        yield from _directive(number, directive)


def _directive(number: int, directive: Directive) -> Iterator[str]:
    yield f"  {number}. {directive.text}"
    if directive.lead:
        yield f"     Chủ trì: {', '.join(directive.lead)}"
    if directive.coordinating:
        yield f"     Phối hợp: {', '.join(directive.coordinating)}"
    if directive.deadline:
        yield f"     Thời hạn: {directive.deadline.text} ({_due(directive.deadline)})"
    if not directive.tracked:
        yield "     Thường xuyên, không yêu cầu báo cáo riêng"


def without_task(draft: Draft) -> list[Conclusion]:
    """Items in which no order was read: they are taken as 'không phát sinh nhiệm vụ' unless the person says otherwise."""
    return [c for c in draft.conclusions if c.kind == "item" and not c.directives]


def _remarks(draft: Draft) -> Iterator[str]:
    for conclusion in without_task(draft):
        yield f"Hiểu là không phát sinh nhiệm vụ, cần xem: {conclusion.label} {conclusion.text}"
    for warning in draft.warnings:
        yield f"Cần xem dòng {warning.line}: {warning.message}"
    kept = sum(bool(dropped.text.strip()) for dropped in draft.dropped)
    if kept:
        yield f"Bỏ qua {kept} dòng không thuộc nội dung kết luận"
