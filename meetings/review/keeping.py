"""Reviews as rows: begun with a reading, kept at every correction, ended by the meeting or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeVar

from django.db import transaction

from districts.errors import DomainError, EditConflict, NotAllowed
from districts.models import Officer, Unit, UnitGroup
from meetings import access
from meetings.admission import AlreadyAdmitted, Directory, kind_of_title, refuse_empty
from meetings.models import ImportReview, Meeting
from meetings.naming import call_by_meeting
from meetings.reading import Reading
from meetings.receiving import refuse_receiving
from meetings.review.correcting import NoSuchPiece, refuse_secrets
from meetings.review.judging import Judgement, Known, judge
from meetings.review.state import Review

NOT_YOURS = "Chỉ người đã nhập tài liệu này mới sửa được nội dung đọc được."
R = TypeVar("R")


class ReviewGone(DomainError):
    """The review was thrown away, in another window or on another device."""

    def __init__(self) -> None:
        super().__init__("Tài liệu này đã bỏ. Hãy nhập lại nếu còn cần.")


class PieceChanged(EditConflict):
    """The piece was corrected elsewhere since the form was made; ``review`` is what stands now."""

    def __init__(self, key: str, review: Review):
        super().__init__(
            "Mục này vừa được sửa ở một cửa sổ khác, nên lần lưu này chưa được ghi. "
            "Hãy so hai bản dưới đây rồi chọn bản cần giữ."
        )
        self.key, self.review = key, review


def matcher(directory: Directory) -> Callable[[str, str | None], Unit | UnitGroup | None]:
    """``directory.find`` that looks up each name once."""
    return cache(directory.find)


@dataclass(frozen=True)
class Desk:
    """A stored review opened: its row, the review in it, how it stands, and what finds the unit of a written name."""

    row: ImportReview
    review: Review
    judgement: Judgement
    known: Known


def desk_of(row: ImportReview, review: Review | None = None) -> Desk:
    """Judged by the directory of the meeting's day, or by all units while the day is not known."""
    review = review or Review.from_json(row.content)
    known = matcher(Directory.load(review.draft.meeting.date))
    return Desk(row, review, judge(review, known), known)


def begin(reading: Reading, *, by: Officer, at: datetime, into: Meeting | None = None) -> ImportReview:
    """Keep what was read, for its reader to check. ``into`` is a meeting that was planned here and is to receive it.

    Raises NotAllowed, NothingConcluded, CannotReceive, and Unfit for a state secret.
    """
    if not access.may_enter_meetings(by) or (into and not access.may_edit_meeting(by, into)):
        raise NotAllowed("Chỉ chuyên viên được giao mới nhập cuộc họp từ tài liệu.")
    if into:
        refuse_receiving(into)
    refuse_secrets(*reading.lines)
    refuse_empty(reading.draft)
    call_by_meeting(reading.draft, Directory.load().names)
    title = reading.draft.title.text if reading.draft.title else ""
    review = Review.of(reading.draft, kind=kind_of_title(title))
    row = ImportReview(owner=by, name=reading.name[:255], lines=reading.lines, created_at=at, target=into)
    _keep(desk_of(row, review), at)
    return row


def change(
    pk: int, correct: Callable[[Review], R], *, key: str = "", digest: str = "", by: Officer, at: datetime
) -> tuple[Desk, R]:
    """Correct the stored review: ``correct`` changes the one it is given.

    With a ``key`` the correction is only made while the piece still has the ``digest`` that its form was made from.
    Raises PieceChanged, NoSuchPiece, ReviewGone, AlreadyAdmitted, NotAllowed, and what ``correct`` raises; then nothing
    is kept.
    """
    with transaction.atomic():
        row = hold(pk, by=by)
        review = Review.from_json(row.content)
        if key and not review.has(key):
            raise NoSuchPiece
        if key and review.digest(key) != digest:
            raise PieceChanged(key, review)
        result = correct(review)
        desk = desk_of(row, review)
        _keep(desk, at)
    return desk, result


def hold(pk: int, *, by: Officer) -> ImportReview:
    """The row, locked until the transaction ends. Raises ReviewGone, AlreadyAdmitted, NotAllowed."""
    row = ImportReview.objects.select_for_update(of=("self",)).select_related("meeting", "target").filter(pk=pk).first()
    if row is None:
        raise ReviewGone
    if not access.may_review_import(by, row):
        raise NotAllowed(NOT_YOURS)
    if row.meeting:
        raise AlreadyAdmitted(row.meeting)
    return row


def discard(pk: int, *, by: Officer) -> str:
    """Throw the review away; the name of its document."""
    with transaction.atomic():
        row = hold(pk, by=by)
        row.delete()
    return row.name


def _keep(desk: Desk, at: datetime) -> None:
    row = desk.row
    row.content = desk.review.as_json()
    row.checked, row.pieces = desk.judgement.checked, len(desk.judgement.counted)
    row.open_points = len(desk.judgement.open)
    row.changed_at = at
    row.save()
