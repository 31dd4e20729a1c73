"""What the page of a draft shows: its fields, who may sign it, its recipients; the same queries at any length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError
from districts.models import Appointment, Officer, Unit
from meetings.composing import office_on
from meetings.draft_editor.draft_states import INVITED, DraftState, RecipientState, key_of
from meetings.enums import Circulation, DeliveryMethod, PaperKind, SigningCapacity, Urgency
from meetings.models import Paper, PaperEditDraft, Recipient
from meetings.signers import Signer, signers_on
from meetings.unit_search import chosen

DRAFTING_ROLES = (Role.CLERK, Role.DIVISION_HEAD, Role.OFFICE_HEAD)


@dataclass(frozen=True)
class LineShown:
    """A line as the page shows it. ``mark`` tells its fields from those of the others; ``place`` from 0.

    ``reaches``: the unit or group that receives the paper by it, '' where nobody does.
    """

    state: RecipientState
    mark: str
    place: int
    reaches: str

    @property
    def number(self) -> int:
        return self.place + 1


def fields_shown(paper: Paper, state: DraftState, lines: Sequence[Recipient]) -> dict[str, Any]:
    """The parts of the form for a draft of any kind, as it is stored or as it was typed."""
    today = timezone.localdate()
    signers = _signers()
    return {
        "paper": paper,
        "draft": state,
        "signers": signers,
        "capacities": capacities_for(signers, state),
        "drafting_units": _drafting_units(today, state.drafting_unit),
        "urgencies": Urgency.choices,
        "circulations": Circulation.choices,
        "lines": lines_shown(state, lines),
        "methods": DeliveryMethod.choices,
        "has_body": paper.outline_id is None,
        "of_minutes": paper.kind == PaperKind.MINUTES,
        "has_annex": paper.outline_id is not None,
        "has_carried": paper.kind == PaperKind.NOTICE and paper.meeting is not None and bool(paper.meeting.series_id),
    }


def _signers() -> list[Signer]:
    try:
        today = timezone.localdate()
        return signers_on(today, office_on(today))
    except DomainError:
        return []


def capacities_for(signers: Sequence[Signer], state: DraftState) -> list[tuple[str, str]]:
    """What the chosen signer may sign as, the proposed one first; nothing to choose before somebody is chosen."""
    known = next((each for each in signers if each.officer.pk == state.signer), None)
    offered = known.capacities if known else (SigningCapacity(state.capacity),)
    return [(str(each), str(each.label)) for each in offered]


def _drafting_units(today: Any, present: int | None) -> list[Unit]:
    """Units of the Sở whose officers draft or check; the present one stays even if nobody of it does."""
    held = Appointment.objects.in_force(today).filter(role__in=DRAFTING_ROLES).values("unit")
    return list((Unit.objects.filter(pk__in=held) | Unit.objects.filter(pk=present or 0)).order_by("sort_name"))


def lines_shown(state: DraftState, lines: Sequence[Recipient]) -> list[LineShown]:
    names = {key_of(line): str(line.unit or line.group) for line in lines if line.unit_id or line.group_id}
    names[INVITED] = "mọi đơn vị được mời dự họp"
    shown = []
    for place, line in enumerate(state.recipients):
        if line.key and line.key not in names:
            names[line.key] = str(chosen(line.key) or "")
        mark = str(line.pk) if line.pk else f"m{place}"
        shown.append(LineShown(line, mark, place, names.get(line.key, "")))
    return shown


def kept_text(paper: Paper, officer: Officer) -> PaperEditDraft | None:
    """The officer's own text that was not merged yet."""
    return PaperEditDraft.objects.filter(paper=paper, officer=officer).first()


def comments_shown(paper: Paper) -> dict[str, Any]:
    """What is to be mended at single places, and how many of those who were asked have commented; two queries."""
    comments = list(paper.line_comments.select_related("officer", "fixed_by"))
    asked = list(paper.consultations.all())
    return {
        "comments": comments,
        "to_mend": sum(each.fixed_at is None for each in comments),
        "asked": len(asked),
        "commented": sum(bool(each.comment) for each in asked),
    }
