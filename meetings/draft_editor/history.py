"""The edits of a draft as a list that a person reads: who changed which part, and from what to what."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.draft_editor.conflicts import Part, parts_of
from meetings.draft_editor.draft_states import DraftState
from meetings.models import Paper, PaperEdit

MOST_SHOWN = 50


@dataclass(frozen=True)
class Sitting:
    """What one officer wrote in one sitting: each part that differs, as it was and as it is."""

    edit: PaperEdit
    parts: list[Part]


def sittings_of(paper: Paper) -> list[Sitting]:
    """The newest first, at most MOST_SHOWN."""
    edits = paper.edits.select_related("officer")[:MOST_SHOWN]
    return [Sitting(edit, _parts(edit)) for edit in edits]


def _parts(edit: PaperEdit) -> list[Part]:
    return parts_of(DraftState.from_json(edit.before), DraftState.from_json(edit.content), None)
