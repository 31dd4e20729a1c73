"""The form of a draft as it was sent, turned into its text; what the form did not show stays as it is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.http import QueryDict

from meetings.draft_editor.draft_states import TEXTS, DraftState, RecipientState
from meetings.draft_editor.recipient_acts import add_invited, add_line, drop_line, move_line
from meetings.enums import Circulation, SigningCapacity, Urgency
from meetings.posted import number_of

CHOICES = {"capacity": SigningCapacity, "urgency": Urgency, "circulation": Circulation}


def read_draft(post: QueryDict, stored: DraftState) -> DraftState:
    """A value that no field of the page can send counts as not sent."""
    values: dict[str, object] = {name: post.get(name, "").replace("\r\n", "\n") for name in TEXTS if name in post}
    for name, choices in CHOICES.items():
        if post.get(name) in choices.values:
            values[name] = post[name]
    for name in ("signer", "drafting_unit"):
        if name in post:
            values[name] = number_of(post.get(name))
    for name in ("task_annex", "carried_annex"):
        if f"{name}_shown" in post:
            values[name] = bool(post.get(name))
    if "recipients_shown" in post:
        values["recipients"] = _lines(post, stored)
    return replace(stored, **values)  # type: ignore[arg-type]


def _lines(post: QueryDict, stored: DraftState) -> tuple[RecipientState, ...]:
    """One line for each ``rcp``, whose number the other fields carry: a line sent twice counts once."""
    known = {line.pk: line for line in stored.recipients}
    lines: dict[str, RecipientState] = {}
    for mark in post.getlist("rcp"):
        line = known.get(number_of(post.get(f"rcp-{mark}-pk")))
        lines[mark] = RecipientState(
            pk=line.pk if line else None,
            words=post.get(f"rcp-{mark}-words", ""),
            key=post.get(f"rcp-{mark}-key", ""),
            purpose=post.get(f"rcp-{mark}-purpose", ""),
            method=post.get(f"rcp-{mark}-method", ""),
            addressed=line.addressed if line else bool(post.get(f"rcp-{mark}-addressed")),
        )
    return tuple(lines.values())


def after_act(state: DraftState, post: QueryDict) -> DraftState:
    """What the pushed button makes of the text: ``viec`` is 'them', 'them-moi', or 'len:2', 'xuong:2', 'bo:2'.

    Raises DomainError where it makes nothing of it.
    """
    name, _, place = post.get("viec", "").partition(":")
    at = number_of(place)
    acts: dict[str, Callable[[], DraftState]] = {
        "them": lambda: add_line(state, post.get("them", ""), post.get("them_key", "")),
        "them-moi": lambda: add_invited(state),
    }
    if at is not None:
        acts |= {
            "len": lambda: move_line(state, at, up=True),
            "xuong": lambda: move_line(state, at, up=False),
            "bo": lambda: drop_line(state, at),
        }
    return acts[name]() if name in acts else state
