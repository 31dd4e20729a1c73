"""A paper as a Word document: a draft to be worked on, an issued paper for reference. The original stays the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from meetings.composing import compose
from meetings.enums import PaperState
from meetings.models import Paper
from meetings.papers.docx import render_docx
from meetings.papers.record import PaperRecord
from meetings.printing import font_dir, printer_problems_said, released_record
from meetings.signing import frozen_record

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class WordCopy:
    name: str
    data: bytes


def word_copy(paper: Paper, *, at: datetime) -> WordCopy:
    """The paper as it stands at ``at``; once signed or released, exactly what was.

    Raises CannotCompose where a draft lacks what must be printed, ContentChanged, CannotPrint.
    """
    content, name = _standing(paper, at)
    with printer_problems_said():
        return WordCopy(name, render_docx(content, year=timezone.localdate(at).year, font_dir=font_dir()))


def _standing(paper: Paper, at: datetime) -> tuple[PaperRecord, str]:
    """The content, and the name of the file."""
    if paper.state == PaperState.RELEASED:
        release = paper.release
        return released_record(release), f"{release.full_number.replace('/', '-')}-{release.year}-tham-khao.docx"
    if frozen := frozen_record(paper):
        return frozen, f"{'da-ky' if paper.state == PaperState.SIGNED else 'da-xac-nhan'}-{paper.pk}.docx"
    return compose(paper, timezone.localdate(at)), f"du-thao-{paper.pk}.docx"
