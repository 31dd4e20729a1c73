"""Lists as workbooks (XLSX): a head that stays in sight, filters, typed days and numbers, every text a text.

What people typed is written as a string and never as a formula: a cell that begins with '=' is shown, not run.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME_LIMIT = 31  # letters of a sheet's name
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
Cell = str | int | date | None


@dataclass(frozen=True)
class Column:
    """``width`` in letters."""

    title: str
    width: int = 18


def workbook_of(name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with a row of titles; each row as long as ``columns``. None leaves a cell empty."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    wrapped = {"text_wrap": True, "valign": "top", "border": 1}
    head = book.add_format(wrapped | {"bold": True, "align": "center", "valign": "vcenter"})
    plain = book.add_format(wrapped)
    day = book.add_format(wrapped | {"num_format": "dd/mm/yyyy", "align": "center"})
    sheet = book.add_worksheet(" ".join(name.translate(NOT_IN_NAMES).split())[:NAME_LIMIT])
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(last, place, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(last, place, cell, plain)
            elif cell:
                sheet.write_string(last, place, cell, plain)
            else:
                sheet.write_blank(last, place, None, plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return file.getvalue()
