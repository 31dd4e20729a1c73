"""From a checked review to the meeting: the corrected draft is admitted, and what nobody looked at goes with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from districts.models import Officer
from meetings.admission import Admission, admit
from meetings.intake.draft import Draft, Person
from meetings.models import ImportReview
from meetings.review.judging import Judgement
from meetings.review.keeping import desk_of, hold
from meetings.review.state import ABSENCE, ITEM, ORDER, PERSON, Review


def finish(pk: int, *, by: Officer, at: datetime) -> Admission:
    """Make the meeting, or write into the one that the review is for, whole or not at all; the review is kept beside it.

    What was still to be looked at becomes the meeting's reading notes. Raises AlreadyAdmitted for a second click,
    ReviewGone, NotAllowed, NothingConcluded, CannotReceive.
    """
    with transaction.atomic():
        row = hold(pk, by=by)
        desk = desk_of(row)
        admission = admit(
            assembled(desk.review),
            source_name=row.name,
            source_lines=row.lines,
            by=by,
            at=at,
            token=row.token,
            into=row.target,
        )
        _complete(admission, desk.judgement, kind="" if row.target else desk.review.kind)
        ImportReview.objects.filter(pk=row.pk).update(meeting=admission.meeting, changed_at=at)
    return admission


def _complete(admission: Admission, judgement: Judgement, *, kind: str) -> None:
    """What the draft does not carry: the kind that was chosen, '' to leave it; and the points left open instead of all."""
    meeting = admission.meeting
    meeting.kind = kind or meeting.kind
    meeting.reading_notes = admission.kept_notes + notes_of(judgement)
    meeting.save()


def notes_of(judgement: Judgement) -> list[dict[str, Any]]:
    """The points of the pieces that nobody checked, in the order of their lines, each once."""
    notes = {
        (piece.lines[0] if piece.lines else 0, point): None
        for piece in judgement.pieces.values()
        if not piece.checked and not piece.removed
        for point in piece.points
    }
    return [{"line": line, "message": message} for line, message in sorted(notes)]


def assembled(review: Review) -> Draft:
    """The draft as corrected: without what was taken out, the outline in its order, each leader in their place."""
    draft = review.draft
    orders = _live(review, ORDER)
    places = {index: place for place, index in enumerate(orders)}
    people = [draft.attendees[index] for index in _live(review, PERSON)]
    return replace(
        draft,
        chair=_first(people, "chair"),
        co_chairs=[person for person in people if person.role == "co_chair"],
        secretary=_first(people, "secretary"),
        attendees=people,
        absences=[draft.absences[index] for index in _live(review, ABSENCE)],
        conclusions=[
            replace(piece, directives=[places[index] for index in piece.directives if index in places])
            for piece in (draft.conclusions[index] for index in _live(review, ITEM))
        ],
        directives=[draft.directives[index] for index in orders],
        dropped=[dropped for dropped in draft.dropped if dropped.line not in review.taken],
    )


def _live(review: Review, letter: str) -> list[int]:
    return [int(key[1:]) for key in review.keys(letter) if key not in review.removed]


def _first(people: list[Person], role: str) -> Person | None:
    return next((person for person in people if person.role == role), None)
