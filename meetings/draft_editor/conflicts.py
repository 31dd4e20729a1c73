"""Two texts of one draft: part by part with their differences marked, and the choice between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from districts.errors import DomainError, NotAllowed
from districts.models import Officer, Unit
from meetings.draft_editor.draft_states import PART_NAMES, DraftState
from meetings.draft_editor.saving import save_draft, text_at
from meetings.enums import Circulation, DeliveryMethod, SigningCapacity, Urgency
from meetings.models import Paper, PaperEditDraft
from meetings.outline.merging import Piece, marked, merged

STORED, MINE, MERGED = "luu", "toi", "ghep"
MERGEABLE = ("abstract", "opening", "body", "closing")


@dataclass(frozen=True)
class Part:
    """One part that differs. ``proposed``: which text is chosen unless the writer chooses otherwise.

    ``merged`` holds the changes of both where the part is text, '' elsewhere.
    """

    key: str
    name: str
    stored: list[Piece]
    mine: list[Piece]
    proposed: str
    merged: str = ""
    is_text: bool = False


def parts_of(stored: DraftState, mine: DraftState, base: DraftState | None) -> list[Part]:
    """Only what differs. ``base`` is the text that both began with, None where it is no longer known."""
    words = _Words(stored, mine)
    return [_part(name, stored, mine, base, words) for name in mine.differing(stored)]


def _part(name: str, stored: DraftState, mine: DraftState, base: DraftState | None, words: _Words) -> Part:
    is_text = name in MERGEABLE
    one, other = words.of(stored, name), words.of(mine, name)
    together = merged(getattr(base, name) if base else None, one, other) if is_text else ""
    proposed = MINE
    if base and name not in base.differing(mine):
        proposed = STORED
    elif base and is_text and name in base.differing(stored):
        proposed = MERGED
    return Part(name, PART_NAMES[name], *marked(one, other), proposed=proposed, merged=together, is_text=is_text)


class _Words:
    """What stands in a part, in words; the names of the rows that both texts point at are read once."""

    def __init__(self, *states: DraftState) -> None:
        people = {state.signer for state in states} - {None}
        units = {state.drafting_unit for state in states} - {None}
        self._people = {row.pk: str(row) for row in Officer.objects.filter(pk__in=people)} if people else {}
        self._units = {row.pk: str(row) for row in Unit.objects.filter(pk__in=units)} if units else {}

    def of(self, state: DraftState, name: str) -> str:
        value: Any = getattr(state, name)
        told = {
            "signer": lambda: self._people.get(value, "Chưa chọn"),
            "drafting_unit": lambda: self._units.get(value, "Chưa chọn"),
            "capacity": lambda: str(SigningCapacity(value).label),
            "urgency": lambda: str(Urgency(value).label),
            "circulation": lambda: str(Circulation(value).label),
            "task_annex": lambda: "Có" if value else "Không",
            "carried_annex": lambda: "Có" if value else "Không",
            "recipients": lambda: "\n".join(
                f"- {line.printed}: {str(DeliveryMethod(line.method).label).lower()}" for line in value
            ),
        }
        return told[name]() if name in told else str(value)


def base_of(draft: PaperEditDraft) -> DraftState | None:
    return text_at(draft.paper, draft.version)


def choose(
    draft: PaperEditDraft,
    choices: Mapping[str, str],
    texts: Mapping[str, str],
    *,
    stored: DraftState,
    seen: int,
    by: Officer,
    at: datetime,
) -> Paper:
    """Save the chosen part of each: ``choices`` by part, ``texts`` the merged words. A part left out stays as stored.

    Raises Overtaken, with the chosen text kept, if the stored one has changed once more since ``seen``.
    """
    if draft.officer_id != by.pk:
        raise NotAllowed("Bản nháp này của người khác.")
    mine = DraftState.from_json(draft.content)
    values: dict[str, Any] = {}
    for name in mine.differing(stored):
        choice = choices.get(name, "")
        if choice not in (STORED, MINE, MERGED) or (choice == MERGED and name not in MERGEABLE):
            raise DomainError(f"Hãy chọn bản dùng cho phần {PART_NAMES[name].lower()} rồi lưu.")
        if choice == MINE:
            values[name] = getattr(mine, name)
        elif choice == MERGED:
            values[name] = texts.get(name, "").replace("\r\n", "\n")
    paper = save_draft(draft.paper, replace(stored, **values), seen=seen, by=by, at=at)
    PaperEditDraft.objects.filter(pk=draft.pk).delete()
    return paper
