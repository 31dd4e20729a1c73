"""A draft is saved whole, its fields and its recipients; or, where someone else saved it meanwhile, not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from districts.errors import DomainError, EditConflict, Frozen, NotAllowed
from districts.models import Officer, Unit, UnitGroup
from districts.refusals import records_refusals
from meetings import access
from meetings.addressing import recipients_of
from meetings.composing import office_on
from meetings.draft_editor.draft_states import (
    INVITED,
    OF_MINUTES,
    PART_NAMES,
    DraftState,
    RecipientState,
    state_of,
)
from meetings.enums import DeliveryMethod, PaperKind, PaperState
from meetings.kept_texts import drop_kept
from meetings.models import Paper, PaperEdit, PaperEditDraft, Recipient
from meetings.models.conclusions import FROZEN
from meetings.models.secrecy import refuse_secret
from meetings.papers.record import clean
from meetings.signers import Signer, signers_on
from meetings.unit_search import GROUP_PREFIX, chosen

LONGEST_TEXT = 40_000  # letters of opening, body or closing
MOST_LINES = 200
ONE_SITTING = timedelta(minutes=10)
"""Savings of one officer within it are one row of the history."""


class Overtaken(EditConflict):
    """Someone else saved the draft since it was read. ``draft`` keeps the text that could not be saved."""

    def __init__(self, sentence: str, draft: PaperEditDraft):
        super().__init__(sentence)
        self.draft = draft


class DraftRefused(DomainError):
    """``part`` names the part of the draft that cannot be saved as it is; the sentence says what to do."""

    def __init__(self, part: str, sentence: str):
        super().__init__(sentence)
        self.part = part


@records_refusals
def save_draft(paper: Paper, wanted: DraftState, *, seen: int, by: Officer, at: datetime) -> Paper:
    """Save the draft as wanted, if its version is still ``seen``. Returns the paper as stored.

    Raises Overtaken with the wanted text kept, DraftRefused, NotAllowed, Frozen once it has left the draft.
    """
    if not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên được giao soạn thảo mới sửa dự thảo.")
    office = office_on(timezone.localdate(at))
    signers = signers_on(timezone.localdate(at), office)
    of_minutes = paper.kind == PaperKind.MINUTES
    wanted = tidied(replace(wanted, signer=None) if of_minutes else wanted, signers)
    with transaction.atomic():
        held = Paper.objects.select_for_update(no_key=True).filter(pk=paper.pk, state=PaperState.DRAFT).first()
        if held is None:
            raise Frozen(FROZEN)
        lines = recipients_of(held)
        stored = state_of(held, lines)
        if of_minutes:
            wanted = wanted.within(OF_MINUTES, stored)
        if not wanted.differing(stored):
            return held
        if held.version == seen:
            _write(held, lines, stored, wanted, by=by, at=at)
            drop_kept(PaperEditDraft.objects.filter(paper=held, officer=by), wanted.as_json())
            return held
        kept = keep_draft(held, wanted, seen=seen, by=by, at=at)
    raise Overtaken("Dự thảo này vừa được người khác sửa. Chữ vừa gõ đã được giữ làm bản nháp.", kept)


def keep_draft(paper: Paper, wanted: DraftState, *, seen: int, by: Officer, at: datetime) -> PaperEditDraft:
    """One kept text for each officer and paper: the newest of the same writer replaces the one before."""
    values = {"content": wanted.as_json(), "at": at}
    first = {"version": seen}
    return PaperEditDraft.objects.update_or_create(
        paper=paper, officer=by, defaults=values, create_defaults=values | first
    )[0]


def tidied(wanted: DraftState, signers: Iterable[Signer]) -> DraftState:
    """As it can be stored: words without control characters, and a capacity that the signer's position has.

    The capacity of a signer who may not sign so is the one that their position proposes (Điều 13, Nghị định
    30/2020/NĐ-CP). Raises DraftRefused.
    """
    texts: dict[str, Any] = {
        name: "\n".join(clean(line).rstrip() for line in getattr(wanted, name).splitlines()) for name in _LONG
    }
    texts |= {name: " ".join(clean(getattr(wanted, name)).split()) for name in ("abstract", "archive_line")}
    if not texts["abstract"]:
        raise DraftRefused("abstract", "Trích yếu đang trống. Hãy ghi trích yếu của văn bản.")
    if any(len(texts[name]) > LONGEST_TEXT for name in _LONG):
        raise DraftRefused("opening", "Nội dung dài quá 40.000 ký tự. Hãy rút gọn, hoặc chuyển phần dài thành phụ lục.")
    refuse_secret(*texts.values())
    known = next((each for each in signers if each.officer.pk == wanted.signer), None)
    if wanted.signer is not None and known is None:
        raise DraftRefused("signer", "Người này hiện không giữ chức vụ ký văn bản. Hãy chọn người ký khác.")
    capacity = wanted.capacity
    if known and capacity not in known.capacities:
        capacity = known.capacities[0]
    texts |= {"capacity": capacity, "recipients": tuple(_tidied_lines(wanted.recipients))}
    return replace(wanted, **texts)


_LONG = ("opening", "body", "closing")


def _tidied_lines(lines: tuple[RecipientState, ...]) -> list[RecipientState]:
    if len(lines) > MOST_LINES:
        raise DraftRefused("recipients", f"Nơi nhận có quá {MOST_LINES} dòng. Hãy gộp thành nhóm đơn vị.")
    kept = []
    for number, line in enumerate(lines, start=1):
        words, purpose = (" ".join(clean(text).split()) for text in (line.words, line.purpose))
        if not words:
            raise DraftRefused("recipients", f"Dòng {number} của nơi nhận chưa ghi tên. Hãy ghi tên hoặc bỏ dòng này.")
        if line.method not in DeliveryMethod.values:
            raise DraftRefused("recipients", f"Cách gửi ở dòng {number} của nơi nhận không có trong danh mục.")
        refuse_secret(words, purpose)
        kept.append(replace(line, words=words, purpose=purpose))
    return kept


def _write(
    held: Paper, lines: list[Recipient], stored: DraftState, wanted: DraftState, *, by: Officer, at: datetime
) -> None:
    """Inside a transaction that holds the paper: fields and recipients, and the draft's version one further."""
    for name in (
        *_LONG,
        "abstract",
        "archive_line",
        "capacity",
        "urgency",
        "circulation",
        "task_annex",
        "carried_annex",
    ):
        setattr(held, name, getattr(wanted, name))
    held.signer_id, held.drafting_unit_id = wanted.signer, wanted.drafting_unit
    _refuse_unclean(held)
    held.save()
    _write_lines(held, lines, wanted.recipients)
    written = state_of(held, recipients_of(held))
    _remember(held, stored, written, by=by, at=at)


def _refuse_unclean(paper: Paper) -> None:
    """What the model refuses of a field, said at that field."""
    try:
        paper.clean_fields(exclude=[field.name for field in paper._meta.fields if field.name not in PART_NAMES])
        paper.clean()
    except ValidationError as error:
        part, messages = next(iter(error.message_dict.items()))  # of the model as a whole: '__all__'
        raise DraftRefused(part, _sentence(PART_NAMES.get(part, ""), messages)) from error


def _write_lines(paper: Paper, lines: list[Recipient], wanted: tuple[RecipientState, ...]) -> None:
    by_pk = {line.pk: line for line in lines}
    for gone in by_pk.keys() - {state.pk for state in wanted}:
        by_pk[gone].delete()
    for position, state in enumerate(wanted, start=1):
        line = by_pk.get(state.pk or 0) or Recipient(paper=paper, addressed=state.addressed)
        named = _reached(state)
        values = {"words": state.words, "purpose": state.purpose, "method": state.method, "position": position, **named}
        if line.pk and all(getattr(line, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(line, name, value)
        _refuse_unclean_line(line, position)
        line.save()


def _refuse_unclean_line(line: Recipient, position: int) -> None:
    try:
        line.clean_fields(exclude=["paper"])
    except ValidationError as error:
        raise DraftRefused("recipients", _sentence(f"Dòng {position} của nơi nhận", error.messages)) from error


def _sentence(place: str, messages: Iterable[str]) -> str:
    told = " ".join(messages).rstrip(".")
    return f"{place}: {told[:1].lower()}{told[1:]}." if place else f"{told}."


def _reached(state: RecipientState) -> dict[str, object]:
    """The unit or group that the line's key names; DraftRefused for a key that names none."""
    found = None
    if state.key and state.key != INVITED:
        found = chosen(state.key)
        if found is None:
            raise DraftRefused("recipients", f"Không còn đơn vị của dòng “{state.words}” trong danh mục. Hãy chọn lại.")
    is_group = state.key.startswith(GROUP_PREFIX)
    return {
        "unit": found if isinstance(found, Unit) and not is_group else None,
        "group": found if isinstance(found, UnitGroup) else None,
        "everyone_invited": state.key == INVITED,
    }


def _remember(paper: Paper, before: DraftState, after: DraftState, *, by: Officer, at: datetime) -> None:
    """One row of the history for what one officer writes in one sitting."""
    last = PaperEdit.objects.filter(paper=paper).first()
    if last and last.officer_id == by.pk and at - last.at <= ONE_SITTING:
        last.version, last.content, last.at = paper.version, after.as_json(), at
        last.save()
        return
    PaperEdit.objects.create(
        paper=paper,
        officer=by,
        version=paper.version,
        content=after.as_json(),
        before=before.as_json(),
        began_at=at,
        at=at,
    )


def text_at(paper: Paper, version: int) -> DraftState | None:
    """The draft as it stood at a version, where that is still known."""
    edit = PaperEdit.objects.filter(paper=paper, version=version).first()
    return DraftState.from_json(edit.content) if edit else None
