"""Sổ đăng ký văn bản đi on landscape A4: ten columns, their head and its numbers repeated on each page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from meetings.papers.fonts import FontFiles
from meetings.papers.head import letterhead
from meetings.papers.inline import inline
from meetings.papers.wording import tidy

STYLESHEET = Path(__file__).with_name("register.css")


@dataclass(frozen=True)
class RegisterRecord:
    """``rows`` are as long as ``columns``; ``remarks`` are sentences under the table; ``made`` says when it was printed."""

    superior_lines: tuple[str, ...]
    agency_lines: tuple[str, ...]
    title: str
    year_words: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()
    made: str = ""


def register_pdf(record: RegisterRecord, *, font_dir: Path | None = None) -> bytes:
    """The same bytes for the same record. FontError (LookupError) where the machine lacks the font."""
    from meetings.papers.press import press_for  # noqa: PLC0415

    press = press_for(font_dir)
    return press.print(register_page(record, press.serif))


def register_page(record: RegisterRecord, serif: FontFiles) -> str:
    """The page's HTML; every text of the record is escaped."""
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(tidy(f'{record.title}, {record.year_words}'))}</title>"
        f"<style>{STYLESHEET.read_text('utf-8')}</style></head><body>{''.join(_parts(record, serif))}</body></html>"
    )


def _parts(record: RegisterRecord, serif: FontFiles) -> Iterator[str]:
    yield f'<header class="head">{letterhead(record.superior_lines, record.agency_lines, serif)}</header>'
    yield f'<h1 class="name">{escape(tidy(record.title.upper()))}</h1>'
    yield f'<p class="year">{inline(record.year_words)}</p>'
    widths = "".join(f'<col class="c{place}">' for place in range(1, len(record.columns) + 1))
    names = "".join(f'<th scope="col">{inline(name)}</th>' for name in record.columns)
    numbers = "".join(f"<th>({place})</th>" for place in range(1, len(record.columns) + 1))
    yield f'<table><colgroup>{widths}</colgroup><thead><tr>{names}</tr><tr class="no">{numbers}</tr></thead><tbody>'
    for row in record.rows:
        yield f"<tr>{''.join(f'<td>{inline(cell)}</td>' for cell in row)}</tr>"
    yield "</tbody></table>"
    for remark in record.remarks:
        yield f'<p class="remark">{inline(remark)}</p>'
    if record.made:
        yield f'<p class="made">{inline(record.made)}</p>'
