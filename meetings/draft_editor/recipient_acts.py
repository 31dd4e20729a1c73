"""Acts on the lines under 'Nơi nhận' of a draft that is being written: each makes a new text of the draft."""

from __future__ import annotations

from dataclasses import replace

from districts.errors import DomainError
from meetings.draft_editor.draft_states import INVITED, DraftState, RecipientState
from meetings.planning.pickers import key_of, matched

INVITED_WORDS = "Như thành phần dự họp"


def add_line(state: DraftState, words: str, key: str) -> DraftState:
    """One line more: the unit or group that was chosen or that the words name, or else the words alone."""
    words = " ".join(words.split())
    if not words:
        raise DomainError("Hãy gõ tên đơn vị, nhóm đơn vị hoặc chữ sẽ in ở nơi nhận rồi bấm Thêm.")
    row = matched(words, key, groups=True)
    found = key_of(row) if row else ""
    if found and any(line.key == found for line in state.recipients):
        raise DomainError(f"“{words}” đã có trong nơi nhận.")
    return _with(state, (*state.recipients, RecipientState(None, row.name if row else words, found)))


def add_invited(state: DraftState) -> DraftState:
    """One line for every unit invited to the meeting; a second one would say nothing more."""
    if any(line.key == INVITED for line in state.recipients):
        raise DomainError("Nơi nhận đã có dòng gửi mọi đơn vị được mời.")
    return _with(state, (*state.recipients, RecipientState(None, INVITED_WORDS, INVITED)))


def drop_line(state: DraftState, place: int) -> DraftState:
    """Without the line at ``place``, from 0; as it was where there is none."""
    return _with(state, tuple(line for at, line in enumerate(state.recipients) if at != place))


def move_line(state: DraftState, place: int, *, up: bool) -> DraftState:
    """The line at ``place``, from 0, one place up or down; the first stays first and the last last."""
    lines, beside = list(state.recipients), place + (-1 if up else 1)
    if 0 <= place < len(lines) and 0 <= beside < len(lines):
        lines[place], lines[beside] = lines[beside], lines[place]
    return _with(state, tuple(lines))


def _with(state: DraftState, lines: tuple[RecipientState, ...]) -> DraftState:
    return replace(state, recipients=lines)
