"""A notice written as Word and read back by the intake gives the same conclusions, units and deadlines."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from meetings.admission import Directory, admit
from meetings.composing import compose
from meetings.drafting import LEAD_IN, draft_notice
from meetings.intake.draft import Draft
from meetings.intake.parse import parse_lines
from meetings.intake.readers import read_lines
from meetings.papers.docx import render_docx
from meetings.papers.pdf import preview_pdf
from meetings.papers.record import PaperRecord
from portal.demo.scenario import DOCUMENT as DEMO
from tests.cast import NOW, Cast
from tests.papers import word_parts
from tests.review.samples import DOCUMENT

SOURCES = {"own": DOCUMENT, "demo": DEMO.read_text("utf-8").splitlines()}
TODAY = NOW.date()


@pytest.fixture(params=SOURCES)
def source(request) -> list[str]:
    return SOURCES[request.param]


def read(lines: list[str]) -> Draft:
    return parse_lines(lines, known=Directory.load().known, reference_day=TODAY)


def record_of(lines: list[str], cast: Cast) -> PaperRecord:
    """The record of the notice that the document becomes, signed by the cast's leader."""
    draft = read(lines)
    admission = admit(draft, source_name="nguồn", source_lines=lines, by=cast.clerk, at=NOW)
    return compose(draft_notice(admission.meeting, by=cast.clerk, at=NOW), TODAY)


def printed(record: PaperRecord) -> list[tuple[str, str, str]]:
    return [(block.label, block.style, _bare(block.text)) for block in record.blocks]


def concluded(draft: Draft) -> list[tuple[str, str, str]]:
    """Without the sentence that leads to the conclusions, which the notice has in its opening."""
    pieces = [(piece.label, piece.kind, _bare(piece.text)) for piece in draft.conclusions]
    return [piece for piece in pieces if piece[2] != _bare(LEAD_IN)]


def _bare(text: str) -> str:
    return re.sub(r"[ .;:,/]+$", "", " ".join(text.split()))


def ordered(draft: Draft) -> list[tuple]:
    """Who must do what by when; a time that begins with the release has no day in a draft."""
    told = []
    for order in draft.directives:
        parties = [(unit.role, unit.code or unit.written, tuple(unit.except_)) for unit in order.units]
        limit = order.deadline
        day = limit and (limit.text, limit.kind, None if limit.kind == "relative" else limit.date)
        told.append((_bare(order.text), parties, day, order.tracked))
    return told


def test_the_notice_reads_as_the_document_that_it_was_made_from(cast, source):
    record = record_of(source, cast)
    back = read(read_lines(render_docx(record, year=2026), "a.docx", guarded=False))
    assert concluded(back) == printed(record)
    assert ordered(back) == ordered(read(source))
    assert back.signature.name == record.signer_name
    assert [line.text for line in back.recipients][: len(record.recipients)] == list(record.recipients)
    assert _bare(back.title.text) == _bare(record.abstract)


def test_word_and_pdf_of_a_notice_read_alike(cast, source):
    record = record_of(source, cast)
    files = {"a.docx": render_docx(record, year=2026), "a.pdf": preview_pdf(record, year=2026)}
    word, pdf = (read(read_lines(data, name, guarded=False)) for name, data in files.items())
    assert concluded(word) == concluded(pdf)
    assert ordered(word) == ordered(pdf)


@pytest.mark.skipif(word_parts.OFFICE is None, reason="LibreOffice is not on this machine")
def test_nothing_is_lost_when_libreoffice_opens_and_saves_it(cast, tmp_path: Path):
    data = render_docx(record_of(SOURCES["demo"], cast), year=2026)
    (tmp_path / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    saved = tmp_path / "saved"
    command = [word_parts.OFFICE, profile, "--headless", "--convert-to", "docx", "--outdir", str(saved), "a.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=tmp_path)
    again = read_lines((saved / "a.docx").read_bytes(), "a.docx", guarded=False)
    assert again == read_lines(data, "a.docx", guarded=False)
