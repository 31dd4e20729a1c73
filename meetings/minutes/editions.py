"""The minutes of a meeting from the first to those that took the place of wrong ones; and what their issue closes.

What is issued is put right by a paper of the same kind (Điều 18, khoản 3, Nghị định 30/2020/NĐ-CP). The list of those who
came belongs to what the secretary has confirmed: from then on it changes only with minutes that are being written.
"""

from __future__ import annotations

from districts.errors import WrongState
from meetings.enums import PaperKind, PaperState
from meetings.models import Meeting, Minutes, Paper, Statement

CONFIRMED = (
    "Biên bản đã được thư ký xác nhận nên thành phần dự họp không sửa được. "
    "Cần sửa thì trả biên bản về dự thảo, sửa thành phần rồi xác nhận lại."
)
ISSUED = (
    "{titled} đã phát hành nên thành phần dự họp không sửa được. Ghi sai thì mở biên bản đó, bấm “Lập biên bản thay thế”: "
    "thành phần mở lại để sửa và được in vào biên bản thay thế."
)
REPLACES = "Biên bản này thay thế"
_COPIED = ("begun_at", "ended_at", "ended_on", "prints_reasons", "chair_id", "secretary_id")
_SAID = ("attendee_id", "speaker", "post", "unit", "text", "position")


def editions_of(meeting: Meeting) -> list[Minutes]:
    """The newest first, each with its paper and what replaced or recalled it. One query."""
    parts = ("release__paper", "release__replacement__new__paper", "release__recall__by_release__paper")
    rows = Minutes.objects.filter(meeting=meeting).order_by("-edition")
    return list(rows.select_related("chair", "secretary", *(f"paper__{part}" for part in parts)))


def is_recalled(minutes: Minutes) -> bool:
    return minutes.paper.state == PaperState.RELEASED and hasattr(minutes.paper.release, "recall")


def closing_words(meeting: Meeting) -> str:
    """Why the list of those who came may no longer be changed, and what to do; '' as long as it may. One query."""
    newest = Minutes.objects.filter(meeting=meeting).order_by("-edition")
    minutes = newest.select_related("paper__release__paper", "paper__release__recall").first()
    return _words_of(minutes) if minutes else ""


def _words_of(minutes: Minutes) -> str:
    if minutes.paper.state == PaperState.DRAFT or is_recalled(minutes):
        return ""
    if minutes.paper.state == PaperState.RELEASED:
        return ISSUED.format(titled=minutes.paper.release.titled)
    return CONFIRMED


def hold_minutes(meeting_id: int) -> str:
    """Keep the papers of the meeting's minutes in their state until the transaction ends; what `closing_words` says then.

    Before the meeting itself is locked (`lock_order`): an act on the list of those who came then either is seen by the
    secretary's confirmation, or sees it. One query.
    """
    papers = Paper.objects.select_for_update(no_key=True, of=("self",))
    held = papers.filter(meeting=meeting_id, kind=PaperKind.MINUTES).select_related("minutes", "release__recall")
    newest = max((paper.minutes for paper in held.order_by("pk")), key=lambda each: each.edition, default=None)
    return _words_of(newest) if newest else ""


def refuse_closed(meeting: Meeting) -> None:
    """Raise WrongState once the list of those who came belongs to confirmed minutes."""
    if words := closing_words(meeting):
        raise WrongState(words)


def next_edition(paper: Paper, draft: Paper) -> Minutes:
    """What was said in the minutes of ``paper``, copied for those of ``draft``, which is saved. Three queries.

    Of a replacement the notes at its end say which minutes it replaces.
    """
    old = paper.minutes
    notes = [line for line in old.notes.splitlines() if not line.startswith(REPLACES)]
    if draft.replaces:
        issued = paper.release
        named = f"{PaperKind(paper.kind).named} số {issued.full_number} ngày {issued.released_on:%d/%m/%Y}"
        notes.append(f"{REPLACES} {named}.")
    last = Minutes.objects.filter(meeting=old.meeting_id).order_by("-edition").values_list("edition", flat=True)
    copied = {name: getattr(old, name) for name in _COPIED}
    made = Minutes.objects.create(
        meeting_id=old.meeting_id, edition=last[0] + 1, paper=draft, notes="\n".join(notes), **copied
    )
    said = old.statements.filter(removed_at=None).order_by("position", "id")
    Statement.objects.bulk_create(
        Statement(minutes=made, saved_by=row.saved_by, saved_at=row.saved_at, **{k: getattr(row, k) for k in _SAID})
        for row in said.select_related("saved_by")
    )
    return made
