"""The register as a file: a PDF for the shelf, a workbook for whoever counts."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from districts.models import Officer
from meetings.composing import office_on
from meetings.enums import PaperKind
from meetings.papers.register_sheet import RegisterRecord
from meetings.papers.register_sheet import register_pdf as print_register
from meetings.printing import font_dir, printer_problems_said
from meetings.register.asking import Asked
from meetings.register.numbers import SequenceState, register_title, sequences_of
from meetings.register.rows import COLUMNS, releases_of, rows_of
from meetings.workbooks import Column, workbook_of

WIDTHS = (18, 13, 45, 22, 40, 18, 10, 22, 10, 34)  # letters, of COLUMNS


def register_pdf(asked: Asked, *, by: Officer, at: datetime) -> bytes:
    """Raises CannotCompose without an office profile, CannotPrint where the machine lacks the font."""
    day = timezone.localdate(at)
    office, states = office_on(day), sequences_of(asked.year)
    record = RegisterRecord(
        superior_lines=(office.superior.upper(),),
        agency_lines=(office.name.upper(),),
        title=register_title(states),
        year_words=f"Năm {asked.year}{f', {kind_words(asked.kind)}' if asked.kind else ''}",
        columns=COLUMNS,
        rows=tuple(row.cells() for row in rows_of(releases_of(asked.year, kind=asked.kind, words=asked.words))),
        remarks=tuple(remark(state) for state in states),
        made=f"In từ cổng lúc {timezone.localtime(at):%H:%M ngày %d/%m/%Y}, người in: {by.full_name}.",
    )
    with printer_problems_said():
        return print_register(record, font_dir=font_dir())


def register_workbook(asked: Asked) -> bytes:
    rows = rows_of(releases_of(asked.year, kind=asked.kind, words=asked.words))
    columns = [Column(title, width) for title, width in zip(COLUMNS, WIDTHS, strict=True)]
    return workbook_of(f"Sổ văn bản đi {asked.year}", columns, [row.typed_cells() for row in rows])


def kind_words(kind: str) -> str:
    """'thông báo kết luận', within a line."""
    label = PaperKind(kind).label
    return label[:1].lower() + label[1:]


def remark(state: SequenceState) -> str:
    """How a sequence's numbers are accounted for, in a sentence."""
    if not state.count:
        return f"Dãy số {state.name}: chưa cấp số nào."
    told = f"Dãy số {state.name}: {state.count} văn bản, số cao nhất {state.last:02d}"
    if not state.missing:
        return f"{told}, không khuyết số nào."
    why = "; số do văn thư nhập từ hệ thống văn bản khác" if state.typed else ""
    return f"{told}; không có trên cổng các số {state.missing_words}{why}."
