"""Comments at single places of a draft: said by whoever sends it back, marked as mended by its writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer
from districts.refusals import records_refusals, refusals_kept
from meetings import access
from meetings.conclusion_rows import conclusions_of
from meetings.draft_editor.draft_states import PART_NAMES
from meetings.models import LineComment, MeetingEvent, Paper
from meetings.models.secrecy import refuse_secret
from meetings.outline.clarity import named_places
from meetings.signing import send_back

LONGEST_COMMENT = 5_000
ONLY_LINES = "Xem ý kiến tại {count} chỗ của dự thảo."
BEFORE = ("abstract", "opening", "body")
AFTER = ("closing", "signer", "recipients")


@dataclass(frozen=True)
class Place:
    """Somewhere a comment may stand. ``key`` tells it in a form: a part's name, or 'c12' for a conclusion."""

    key: str
    name: str
    quoted: str
    part: str = ""
    conclusion: int | None = None


@dataclass(frozen=True)
class Remark:
    """What is said of a place."""

    place: Place
    text: str


def places_of_draft(paper: Paper) -> list[Place]:
    """Every place of the draft in its order; a few queries whatever its length."""
    rows = conclusions_of(paper.outline) if paper.outline else []
    names = named_places(rows)
    items = [Place(f"c{row.pk}", names[row.pk][:60], row.text[:200], conclusion=row.pk) for row in rows]
    before = [_of_part(paper, name) for name in BEFORE if getattr(paper, name)]
    return [*before, *items, *(_of_part(paper, name) for name in AFTER)]


def _of_part(paper: Paper, name: str) -> Place:
    said = str(getattr(paper, name) or "") if name != "recipients" else ""
    return Place(name, PART_NAMES[name], said[:200], part=name)


def send_back_with_remarks(
    paper: Paper, *, by: Officer, at: datetime, note: str, remarks: Sequence[Remark] = ()
) -> None:
    """'Trả lại' with what is to be mended at single places. Without a note the places speak for themselves."""
    said = [remark for remark in remarks if remark.text.strip()]
    if any(len(remark.text) > LONGEST_COMMENT for remark in said):
        raise DomainError("Một ý kiến dài quá 5.000 ký tự. Hãy rút gọn, hoặc tách thành nhiều chỗ.")
    refuse_secret(note, *(remark.text for remark in said))
    acting = access.sending_back_as(by, paper)
    with refusals_kept(), transaction.atomic():
        send_back(paper, by=by, at=at, note=note.strip() or (ONLY_LINES.format(count=len(said)) if said else ""))
        LineComment.objects.bulk_create(
            LineComment(
                paper=paper,
                conclusion_id=remark.place.conclusion,
                part=remark.place.part,
                place=remark.place.name,
                quoted=remark.place.quoted,
                text=remark.text.strip(),
                officer=by,
                position=acting.position_on_record if acting else "",
                at=at,
            )
            for remark in said
        )


@records_refusals
def mark_mended(paper: Paper, comment: int, *, mended: bool, by: Officer, at: datetime) -> LineComment:
    """'Đã sửa', or that mark taken back: clerks, while the paper is a draft. It goes on the paper's record."""
    if not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên soạn thảo đánh dấu ý kiến đã sửa.")
    if not access.may_edit_paper(by, paper):
        raise WrongState("Văn bản đã qua bước dự thảo nên không đánh dấu được nữa.")
    with transaction.atomic():
        held = Paper.objects.select_for_update(no_key=True).get(pk=paper.pk)
        row = LineComment.objects.select_for_update().filter(paper=held, pk=comment).first()
        if row is None:
            raise DomainError("Ý kiến này không còn. Hãy tải lại trang.")
        if (row.fixed_at is not None) == mended:
            return row
        row.fixed_by, row.fixed_at = (by, at) if mended else (None, None)
        row.save(update_fields=["fixed_by", "fixed_at"])
        verb = "mend_comment" if mended else "reopen_comment"
        record(MeetingEvent, [held], verb=verb, by=by, acting=by.capacity(Role.CLERK), at=at, note=str(row))
    return row
