"""Reviews as rows: begun with a reading, kept at every correction, ended by the meeting or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TypeVar

from django.db import transaction

from districts.errors import DomainError, EditConflict, NotAllowed
from districts.models import Officer, Unit, UnitGroup
from meetings import access
from meetings.admission import AlreadyAdmitted, Directory, kind_of_title, refuse_empty
from meetings.models import ImportReview
from meetings.reading import Reading
from meetings.review.correcting import NoSuchPiece
from meetings.review.judging import Judgement, judge
from meetings.review.state import Review

NOT_YOURS = "Chỉ người đã đọc tài liệu được sửa bản đọc này."
R = TypeVar("R")


class ReviewGone(DomainError):
    """The review was thrown away, in another window or on another device."""

    def __init__(self) -> None:
        super().__init__("Bản đọc này đã bỏ. Hãy đọc lại tài liệu nếu còn cần.")


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


def begin(reading: Reading, *, by: Officer, at: datetime) -> ImportReview:
    """Keep what was read, for its reader to check. Raises NotAllowed, NothingConcluded."""
    if not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên được giao mới nhập cuộc họp từ tài liệu.")
    refuse_empty(reading.draft)
    title = reading.draft.title.text if reading.draft.title else ""
    review = Review.of(reading.draft, kind=kind_of_title(title))
    row = ImportReview(owner=by, name=reading.name[:255], lines=reading.lines, created_at=at)
    _keep(row, review, judge_row(review), at)
    return row


def judge_row(review: Review) -> Judgement:
    """The judgement by the directory of the meeting's day, or by all units while the day is not known."""
    return judge(review, matcher(Directory.load(review.draft.meeting.date)))


def change(
    pk: int, correct: Callable[[Review], R], *, key: str = "", digest: str = "", by: Officer, at: datetime
) -> tuple[ImportReview, Review, R]:
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
        _keep(row, review, judge_row(review), at)
    return row, review, result


def hold(pk: int, *, by: Officer) -> ImportReview:
    """The row, locked until the transaction ends. Raises ReviewGone, AlreadyAdmitted, NotAllowed."""
    row = ImportReview.objects.select_for_update(of=("self",)).select_related("meeting").filter(pk=pk).first()
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


def _keep(row: ImportReview, review: Review, judgement: Judgement, at: datetime) -> None:
    row.content = review.as_json()
    row.checked, row.pieces = judgement.checked, len(judgement.counted)
    row.open_points = len(judgement.open)
    row.changed_at = at
    row.save()
