"""Tổng hợp báo cáo và kiến nghị: what the units of a meeting reported and proposed, on paper, unit by unit."""

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

STYLESHEET = Path(__file__).with_name("summary.css")
HEADING = "TỔNG HỢP BÁO CÁO VÀ KIẾN NGHỊ"
EARLIER = "Kiến nghị kỳ trước chưa trả lời"
COLUMNS = ("STT", "Đơn vị", "Báo cáo", "Kiến nghị")
COLUMN_CLASSES = ("no-col", "unit-col", "report-col", "proposal-col")


@dataclass(frozen=True)
class SummaryProposal:
    """``standing``: 'Phòng Quản lý công nghệ: Chờ trả lời, còn 3 ngày'. ``proposer`` is '' under its unit's own row."""

    text: str
    standing: str
    proposer: str = ""


@dataclass(frozen=True)
class SummaryRow:
    """``standing`` of the report, with its paper; ``report`` in lines as it was sent."""

    unit: str
    standing: str
    report: tuple[str, ...] = ()
    proposals: tuple[SummaryProposal, ...] = ()


@dataclass(frozen=True)
class SummaryGroup:
    label: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class SummaryRecord:
    """``day_words`` and ``place`` are '' where they are not known yet. ``counted``: the sentence that says how many."""

    superior_lines: tuple[str, ...]
    agency_lines: tuple[str, ...]
    meeting_title: str
    day_words: str
    place: str
    counted: str
    groups: tuple[SummaryGroup, ...]
    earlier: tuple[SummaryProposal, ...] = ()


def summary_pdf(record: SummaryRecord, *, font_dir: Path | None = None) -> bytes:
    """The same bytes for the same record. FontError (LookupError) where the machine lacks the font."""
    from meetings.papers.press import press_for  # noqa: PLC0415

    press = press_for(font_dir)
    return press.print(summary_page(record, press.serif))


def summary_page(record: SummaryRecord, serif: FontFiles) -> str:
    """The page's HTML; every text of the record is escaped."""
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(tidy(f'Tổng hợp báo cáo và kiến nghị: {record.meeting_title}'))}</title>"
        f"<style>{STYLESHEET.read_text('utf-8')}</style></head><body>{''.join(_parts(record, serif))}</body></html>"
    )


def _parts(record: SummaryRecord, serif: FontFiles) -> Iterator[str]:
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
    if record.earlier:
        yield f'<h2 class="earlier">{EARLIER}</h2><ol>'
        yield from (f"<li>{inline(each.proposer)}: {_proposal(each)}</li>" for each in record.earlier)
        yield "</ol>"


def _rows(record: SummaryRecord) -> Iterator[str]:
    number = 0
    for group in record.groups:
        yield f'<tr class="group"><th colspan="{len(COLUMNS)}" scope="colgroup">{inline(group.label)}</th></tr>'
        for row in group.rows:
            number += 1
            report = "".join(f"<p>{inline(line)}</p>" for line in row.report)
            proposals = "".join(f"<p>- {_proposal(each)}</p>" for each in row.proposals)
            yield (
                f'<tr><td class="no">{number}</td><td>{inline(row.unit)}</td>'
                f'<td><p class="standing">{inline(row.standing)}</p>{report}</td><td>{proposals}</td></tr>'
            )


def _proposal(each: SummaryProposal) -> str:
    return f'{inline(each.text)} <span class="standing">({inline(each.standing)})</span>'
