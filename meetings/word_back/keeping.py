"""Corrected Word documents as rows: brought up, gone through at leisure, thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction

from districts.errors import DomainError, Frozen, NotAllowed
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access
from meetings.enums import PaperState
from meetings.intake.readers import UnreadableDocument, read_marked
from meetings.models import Paper, WordCorrection
from meetings.models.conclusions import FROZEN
from meetings.models.secrecy import refuse_secret
from meetings.reading import CannotRead
from meetings.word_back.changes import Comparison
from meetings.word_back.comparing import compare
from meetings.word_back.parts import taken_apart

MOST_PARAGRAPHS = 1000
NOT_YOURS = "Chỉ người đã đưa bản Word lên mới nhận được các chỗ sửa của bản đó."


class AnotherPaper(DomainError):
    """Hardly anything in the document is of this draft."""


@dataclass(frozen=True)
class Desk:
    """A kept document opened beside the draft as it stands now."""

    row: WordCorrection
    paper: Paper
    comparison: Comparison

    @property
    def moved_on(self) -> bool:
        """Somebody changed the draft since the reader of the document last saw it."""
        return self.row.basis != self.comparison.stamp

    @property
    def waiting(self) -> list[str]:
        """Keys of what may be taken and was not left."""
        return [each.key for each in self.comparison.changes if each.takable and each.key not in self.row.left]


def desk_of(row: WordCorrection, paper: Paper | None = None) -> Desk:
    paper = paper or row.paper
    return Desk(row, paper, compare(paper, taken_apart(row.paragraphs)))


@records_refusals
def bring_back(paper: Paper, data: bytes, *, name: str, by: Officer, at: datetime) -> WordCorrection:
    """Keep a corrected document of the draft to go through. Nothing of the draft changes.

    Raises NotAllowed, Frozen, CannotRead for a file that is no .docx or a dangerous one, AnotherPaper, and DomainError for
    a mark of secrecy.
    """
    _refuse(paper, by)
    name = PurePath(name.replace("\\", "/")).name.replace("\x00", "").strip()[:255] or "bản Word"
    try:
        paragraphs = read_marked(data, name)
    except UnreadableDocument as error:
        raise CannotRead(f"Không nhận tệp “{name}”. {error}") from error
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise CannotRead(
            f"Không nhận tệp “{name}”: tệp có hơn {MOST_PARAGRAPHS} đoạn. Hãy bỏ phần không thuộc dự thảo."
        )
    refuse_secret(name, *_texts(paragraphs))
    comparison = compare(paper, taken_apart(paragraphs))
    if comparison.is_another_paper:
        raise AnotherPaper(
            f"Tệp “{name}” không giống dự thảo này: chỉ có {comparison.same} trên {comparison.total} đoạn của dự thảo trong "
            "tệp. Hãy kiểm tra xem có chọn nhầm tệp không."
        )
    return WordCorrection.objects.create(
        paper=paper,
        owner=by,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        paragraphs=paragraphs,
        basis=comparison.stamp,
        created_at=at,
        changed_at=at,
    )


def _texts(paragraphs: Iterable[dict[str, Any]]) -> Iterator[str]:
    """All that the document says and is kept: its paragraphs, what was deleted or put in, and the comments."""
    for each in paragraphs:
        yield each["text"]
        yield from (remark["text"] for remark in (*each["marks"], *each["comments"]))


def _refuse(paper: Paper, by: Officer) -> None:
    if paper.state != PaperState.DRAFT:
        raise Frozen(FROZEN)
    if not access.may_edit_paper(by, paper):
        raise NotAllowed("Chỉ chuyên viên được giao soạn thảo mới đưa bản Word đã sửa lên.")


def hold(pk: int, *, by: Officer) -> WordCorrection:
    """The row and its paper, locked until the transaction ends. Raises DomainError where it is gone, Frozen, NotAllowed."""
    row = WordCorrection.objects.select_for_update(of=("self",)).select_related("paper__outline").filter(pk=pk).first()
    if row is None:
        raise DomainError("Bản Word này đã bỏ. Hãy đưa lại tệp nếu còn cần.")
    if row.paper.state != PaperState.DRAFT:
        raise Frozen(FROZEN)
    if not access.may_take_word(by, row):
        raise NotAllowed(NOT_YOURS)
    return row


def leave(pk: int, key: str, *, by: Officer, at: datetime, again: bool = False) -> None:
    """Put one difference aside; ``again``: back among those to be decided."""
    with transaction.atomic():
        row = hold(pk, by=by)
        if key not in {change.key for change in desk_of(row).comparison.changes}:
            raise DomainError("Chỗ khác nhau này không còn. Hãy xem lại phần so sánh mới.")
        row.left = sorted(set(row.left) - {key} if again else set(row.left) | {key})
        row.changed_at = at
        row.save()


def discard(pk: int, *, by: Officer) -> str:
    """Throw the document away; its name. What was taken from it stays in the draft."""
    with transaction.atomic():
        row = WordCorrection.objects.select_for_update(of=("self",)).filter(pk=pk, owner=by).first()
        if row is None:
            raise DomainError("Bản Word này đã bỏ. Hãy đưa lại tệp nếu còn cần.")
        row.delete()
    return row.name
