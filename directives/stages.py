"""How far a paper has come, for its stepper: each stage with the day and the person, or whom it waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from districts.events import Event
from meetings.enums import PaperKind, PaperState
from meetings.models import Paper
from meetings.standing import Fate, marks_of

DRAFTING = frozenset(
    {"draft", "draft_replacement", "draft_recall", "draft_anew", "draft_amendment", "draft_correction"}
)
SENDING = "send_for_check"
Way = list[tuple[str, frozenset[PaperState], frozenset[str]]]
_WAY: Way = [
    ("Dự thảo", frozenset({PaperState.DRAFT}), DRAFTING),
    (
        "Kiểm tra",
        frozenset({PaperState.SENT, PaperState.CHECKED, PaperState.FORM_CHECKED}),
        frozenset({SENDING, "check_content", "check_form"}),
    ),
    ("Trình ký", frozenset({PaperState.SUBMITTED}), frozenset({"submit"})),
    ("Đã ký ban hành", frozenset({PaperState.SIGNED}), frozenset({"sign"})),
    ("Đã phát hành", frozenset({PaperState.RELEASED}), frozenset({"release"})),
]
_WAY_OF_MINUTES: Way = [
    _WAY[0],
    ("Thư ký xác nhận", frozenset({PaperState.SUBMITTED}), frozenset({"confirm_minutes"})),
    ("Chủ trì ký", frozenset({PaperState.SIGNED}), frozenset({"sign", "sign_by_hand"})),
    _WAY[-1],
]
_BACK = frozenset({"send_back", "take_back", "void_signature"})


@dataclass(frozen=True)
class Stage:
    """``status``: passed, current, later, or warned for one that takes the paper out of force."""

    label: str
    status: str
    note: str = ""


def stages_of(paper: Paper, events: Iterable[Event] = ()) -> list[Stage]:
    """Dự thảo → Kiểm tra → Trình ký → Đã ký ban hành → Đã phát hành (→ Đã thay thế or Đã thu hồi); of minutes
    Dự thảo → Thư ký xác nhận → Chủ trì ký → Đã phát hành.

    ``events`` are the paper's, or none for a reader who sees only when it was issued.
    """
    way = _WAY_OF_MINUTES if paper.kind == PaperKind.MINUTES else _WAY
    notes = _notes(events, way)
    released = paper.state == PaperState.RELEASED
    at = next(index for index, (_, states, _) in enumerate(way) if paper.state in states)
    stages = [
        Stage(
            label, "passed" if index < at or released else "current" if index == at else "later", notes.get(label, "")
        )
        for index, (label, _, _) in enumerate(way)
    ]
    if released and "Đã phát hành" not in notes:
        stages[-1] = Stage("Đã phát hành", "passed", f"{paper.release.released_on:%d/%m/%Y}")
    return stages + (_aftermath(paper) if released else [])


def _notes(events: Iterable[Event], way: Way) -> dict[str, str]:
    """Stage -> '14:05 16/11/2026, Trần Thị B' of the last time it was reached since the paper was last in the draft;
    'gửi 14:05 …' where it was sent for the check and nobody has checked."""
    notes: dict[str, str] = {}
    for event in sorted(events, key=lambda each: each.sequence):
        if event.verb in _BACK:
            notes = {label: note for label, note in notes.items() if label == way[0][0]}
        for label, _, verbs in way:
            if event.verb in verbs:
                told = f"{timezone.localtime(event.at):%H:%M %d/%m/%Y}, {event.officer_name}".rstrip(", ")
                notes[label] = f"gửi {told}" if event.verb == SENDING else told
    return notes


def _aftermath(paper: Paper) -> list[Stage]:
    ends = {Fate.REPLACED: ("Đã thay thế", "bằng"), Fate.RECALLED: ("Đã thu hồi", "theo")}
    marks = [mark for mark in marks_of(paper.release) if mark.ends]
    return [Stage(ends[mark.fate][0], "warned", f"{ends[mark.fate][1]} {mark.by}") for mark in marks]
