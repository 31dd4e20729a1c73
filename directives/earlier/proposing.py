"""What the form of an old notice holds at first: what was read in the document that the meeting was made of."""

from __future__ import annotations

from typing import Any

from meetings.drafting import abstract_of
from meetings.intake.draft import Draft
from meetings.models import ImportReview, Meeting
from meetings.review.state import Review


def proposed_facts(meeting: Meeting) -> dict[str, Any]:
    """Initial values of the form by field; what the document does not give is left out."""
    proposed: dict[str, Any] = {"abstract": abstract_of(meeting), "to_invited": True}
    review = ImportReview.objects.filter(meeting=meeting).first()
    return proposed | (_read_in(Review.from_json(review.content).draft) if review else {})


def _read_in(draft: Draft) -> dict[str, Any]:
    signature = draft.signature
    read = {
        "full_number": draft.number.text if draft.number else "",
        "issued_on": draft.issued_on.date if draft.issued_on else None,
        "signer_name": (signature.name if signature else "") or "",
        "signer_position": _position(signature.authority, signature.position) if signature else "",
    }
    return {name: value for name, value in read.items() if value}


def _position(authority: str | None, position: str | None) -> str:
    return ", ".join(part.strip() for part in (authority, position) if part and part.strip())
