"""Danh sách đại biểu: who is expected at a meeting, on paper, with a place for each to sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from meetings.papers.fonts import FontFiles
from meetings.papers.head import TITLE_WIDTH, letterhead
from meetings.papers.inline import inline
from meetings.papers.line_breaking import balanced, ruler
from meetings.papers.wording import tidy

STYLESHEET = Path(__file__).with_name("sheet.css")
HEADING = "DANH SÁCH ĐẠI BIỂU"
COLUMNS = ("STT", "Đơn vị", "Họ và tên", "Chức vụ", "Ký tên")
COLUMN_CLASSES = ("no-col", "unit-col", "name-col", "post-col", "sign-col")


@dataclass(frozen=True)
class SheetRow:
    """One who signs; ``name`` and ``post`` are '' to be written by hand. ``note`` stands where one would sign."""

    unit: str
    name: str = ""
    post: str = ""
    note: str = ""


@dataclass(frozen=True)
class SheetGroup:
    label: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True)
class SheetRecord:
    """``day_words`` and ``place`` are '' where they are not known yet; ``blank_rows`` are left for further guests."""

    superior_lines: tuple[str, ...]
    agency_lines: tuple[str, ...]
    meeting_title: str
    day_words: str
    place: str
    groups: tuple[SheetGroup, ...]
    blank_rows: int = 0


def sheet_pdf(record: SheetRecord, *, font_dir: Path | None = None) -> bytes:
    """The same bytes for the same record. FontError (LookupError) where the machine lacks the font."""
    from meetings.papers.press import press_for  # noqa: PLC0415

    press = press_for(font_dir)
    return press.print(sheet_page(record, press.serif))


def sheet_page(record: SheetRecord, serif: FontFiles) -> str:
    """The page's HTML; every text of the record is escaped."""
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(tidy(f'Danh sách đại biểu: {record.meeting_title}'))}</title>"
        f"<style>{STYLESHEET.read_text('utf-8')}</style></head><body>{''.join(_parts(record, serif))}</body></html>"
    )


def _parts(record: SheetRecord, serif: FontFiles) -> Iterator[str]:
    title = balanced(record.meeting_title, ruler(serif.bold), size=14, room=TITLE_WIDTH)
    facts = tidy(", ".join(filter(None, [record.day_words, record.place])))
    yield f'<header class="head">{letterhead(record.superior_lines, record.agency_lines, serif)}</header>'
    yield f'<h1 class="name">{HEADING}</h1><p class="name title-line">{"<br>".join(map(escape, title))}</p>'
    yield f'<p class="facts">({inline(facts)})</p>' if facts else '<p class="facts"></p>'
    widths = "".join(f'<col class="{name}">' for name in COLUMN_CLASSES)
    names = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    yield f"<table><colgroup>{widths}</colgroup><thead><tr>{names}</tr></thead><tbody>"
    yield from _rows(record)
    yield "</tbody></table>"


def _rows(record: SheetRecord) -> Iterator[str]:
    number = 0
    for group in record.groups:
        yield f'<tr class="group"><th colspan="{len(COLUMNS)}" scope="colgroup">{inline(group.label)}</th></tr>'
        for row in group.rows:
            number += 1
            yield _row(number, row)
    for further in range(1, record.blank_rows + 1):
        yield _row(number + further, SheetRow(""))


def _row(number: int, row: SheetRow) -> str:
    cells = "".join(f"<td>{inline(text)}</td>" for text in (row.unit, row.name, row.post, row.note))
    return f'<tr><td class="no">{number}</td>{cells}</tr>'
