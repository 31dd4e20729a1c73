"""Tình hình thực hiện kết luận kỳ trước: the tasks of earlier meetings on paper, with room for what the chair concludes."""

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

STYLESHEET = Path(__file__).with_name("carried.css")
HEADING = "TÌNH HÌNH THỰC HIỆN KẾT LUẬN KỲ TRƯỚC"
COLUMNS = ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Thời hạn", "Kết quả", "Kết luận của chủ trì")
COLUMN_CLASSES = ("no-col", "task-col", "lead-col", "due-col", "result-col", "verdict-col")


@dataclass(frozen=True)
class CarriedSheetRow:
    """``standing``: 'Quá hạn 5 ngày'; ``verdict`` is empty to be written by hand."""

    text: str
    lead: str
    deadline: str
    standing: str
    result: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()


@dataclass(frozen=True)
class CarriedGroup:
    label: str
    rows: tuple[CarriedSheetRow, ...]


@dataclass(frozen=True)
class CarriedRecord:
    """``day_words`` and ``place`` are '' where they are not known yet. ``counted``: the sentence that says how many."""

    superior_lines: tuple[str, ...]
    agency_lines: tuple[str, ...]
    meeting_title: str
    day_words: str
    place: str
    counted: str
    groups: tuple[CarriedGroup, ...]


def carried_pdf(record: CarriedRecord, *, font_dir: Path | None = None) -> bytes:
    """The same bytes for the same record. FontError (LookupError) where the machine lacks the font."""
    from meetings.papers.press import press_for  # noqa: PLC0415

    press = press_for(font_dir)
    return press.print(carried_page(record, press.serif))


def carried_page(record: CarriedRecord, serif: FontFiles) -> str:
    """The page's HTML; every text of the record is escaped."""
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(tidy(f'Tình hình thực hiện kết luận kỳ trước: {record.meeting_title}'))}</title>"
        f"<style>{STYLESHEET.read_text('utf-8')}</style></head><body>{''.join(_parts(record, serif))}</body></html>"
    )


def _parts(record: CarriedRecord, serif: FontFiles) -> Iterator[str]:
    title = balanced(record.meeting_title, ruler(serif.bold), size=14, room=TITLE_WIDTH)
    facts = tidy(", ".join(filter(None, [record.day_words, record.place])))
    yield f'<header class="head">{letterhead(record.superior_lines, record.agency_lines, serif)}</header>'
    yield f'<h1 class="name">{HEADING}</h1><p class="name title-line">{"<br>".join(map(escape, title))}</p>'
    yield f'<p class="facts">({inline(facts)})</p>' if facts else '<p class="facts"></p>'
    yield f'<p class="counted">{inline(record.counted)}</p>'
    widths = "".join(f'<col class="{name}">' for name in COLUMN_CLASSES)
    names = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    yield f"<table><colgroup>{widths}</colgroup><thead><tr>{names}</tr></thead><tbody>"
    yield from _rows(record)
    yield "</tbody></table>"


def _rows(record: CarriedRecord) -> Iterator[str]:
    number = 0
    for group in record.groups:
        yield f'<tr class="group"><th colspan="{len(COLUMNS)}" scope="colgroup">{inline(group.label)}</th></tr>'
        for row in group.rows:
            number += 1
            result = "".join(f"<p>{inline(line)}</p>" for line in row.result)
            verdict = "".join(f"<p>{inline(line)}</p>" for line in row.verdict)
            yield (
                f'<tr><td class="no">{number}</td><td>{inline(row.text)}</td><td>{inline(row.lead)}</td>'
                f'<td><p>{inline(row.deadline)}</p><p class="standing">{inline(row.standing)}</p></td>'
                f"<td>{result}</td><td>{verdict}</td></tr>"
            )
