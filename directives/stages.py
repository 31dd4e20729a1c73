"""How far a paper has come, for its stepper: each stage with the day and the person, or whom it waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from districts.events import Event
from meetings.enums import PaperState
from meetings.models import Paper

_WAY: list[tuple[str, frozenset[PaperState], frozenset[str]]] = [
    ("Dự thảo", frozenset({PaperState.DRAFT}), frozenset({"draft", "draft_replacement", "draft_recall"})),
    (
        "Kiểm tra",
        frozenset({PaperState.CHECKED, PaperState.FORM_CHECKED}),
        frozenset({"check_content", "check_form"}),
    ),
    ("Trình ký", frozenset({PaperState.SUBMITTED}), frozenset({"submit"})),
    ("Đã ký ban hành", frozenset({PaperState.SIGNED}), frozenset({"sign"})),
    ("Đã phát hành", frozenset({PaperState.RELEASED}), frozenset({"release"})),
]
_BACK = frozenset({"send_back", "void_signature"})


@dataclass(frozen=True)
class Stage:
    """``status``: passed, current, later, or warned for one that takes the paper out of force."""

    label: str
    status: str
    note: str = ""


def stages_of(paper: Paper, events: Iterable[Event] = ()) -> list[Stage]:
    """Dự thảo → Kiểm tra → Trình ký → Đã ký ban hành → Đã phát hành (→ Đã thay thế or Đã thu hồi).

    ``events`` are the paper's, or none for a reader who sees only when it was issued.
    """
    notes = _notes(events)
    released = paper.state == PaperState.RELEASED
    at = next(index for index, (_, states, _) in enumerate(_WAY) if paper.state in states)
    stages = [
        Stage(
            label, "passed" if index < at or released else "current" if index == at else "later", notes.get(label, "")
        )
        for index, (label, _, _) in enumerate(_WAY)
    ]
    if released and "Đã phát hành" not in notes:
        stages[-1] = Stage("Đã phát hành", "passed", f"{paper.release.released_on:%d/%m/%Y}")
    return stages + (_aftermath(paper) if released else [])


def _notes(events: Iterable[Event]) -> dict[str, str]:
    """Stage -> '14:05 16/11/2026, Trần Thị B' of the last time it was reached since the paper was last in the draft."""
    notes: dict[str, str] = {}
    for event in sorted(events, key=lambda each: each.sequence):
        if event.verb in _BACK:
            notes = {label: note for label, note in notes.items() if label == _WAY[0][0]}
        for label, _, verbs in _WAY:
            if event.verb in verbs:
                notes[label] = f"{timezone.localtime(event.at):%H:%M %d/%m/%Y}, {event.officer_name}".rstrip(", ")
    return notes


def _aftermath(paper: Paper) -> list[Stage]:
    stages = []
    if hasattr(paper.release, "replacement"):
        stages.append(Stage("Đã thay thế", "warned", f"bằng {paper.release.replacement.new}"))
    if hasattr(paper.release, "recall"):
        stages.append(Stage("Đã thu hồi", "warned", f"theo {paper.release.recall.by_release}"))
    return stages
