"""The top of the first page: who issues, the State's name, number, place and day, and the title.

A letter has no title: what it is about stands under its number, and whom it addresses opens the text.
"""

from collections.abc import Iterator, Sequence
from html import escape

from meetings.papers.fonts import FontFiles
from meetings.papers.inline import inline
from meetings.papers.line_breaking import Ruler, balanced, ruler
from meetings.papers.record import PaperRecord
from meetings.papers.wording import addressee_lines, day_words, number_words, subject_words, tidy

MM = 72 / 25.4
TEXT_WIDTH = (210 - 30 - 15) * MM
LYING_WIDTH = (297 - 30 - 15) * MM
DATE_SHARE = 0.57  # of the width, and more for a long place name, up to the second
WIDEST_DATE_SHARE = 0.64
TITLE_WIDTH = TEXT_WIDTH - 2 * 12.7 * MM
SHORT_STROKE = 0.4  # of the text above it; the law says a third to a half
LETTER_INDENT = 12.7 * MM  # of 'Kính gửi:' above several addressees
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER_BLANK, DAY_BLANK, MONTH_BLANK = " " * 6, " " * 7, " " * 6


def head(record: PaperRecord, serif: FontFiles, year: int | None) -> Iterator[str]:
    date = place_and_day(record, year)
    right = date_share(date, serif)
    yield f'<header class="head">{letterhead(record.superior_lines, record.agency_lines, serif, right)}'
    yield f'<div class="row second"><div class="left"><p class="number blank">Số: {escape(numbered(record))}</p>'
    yield from _subject(record, serif, (1 - right) * TEXT_WIDTH)
    for mark in filter(None, (record.urgency_mark, record.circulation_mark)):
        yield f'<p class="mark">{escape(mark)}</p>'
    yield f'</div><div class="right"><p class="dated blank">{escape(date)}</p></div></div></header>'


def date_share(date: str, serif: FontFiles) -> float:
    """The part of the text's width that the right column takes: as wide as place and day ask for, within limits."""
    return max(DATE_SHARE, min(WIDEST_DATE_SHARE, ruler(serif.italic).width(date, 13) / TEXT_WIDTH + 0.002))


def _subject(record: PaperRecord, serif: FontFiles, room: float) -> Iterator[str]:
    if record.is_letter:
        lines = balanced(subject_words(record.abstract), ruler(serif.regular), size=12, room=room - 12)
        yield f'<p class="subject">{"<br>".join(map(escape, lines))}</p>'


def letterhead(superiors: Sequence[str], agencies: Sequence[str], serif: FontFiles, right: float = DATE_SHARE) -> str:
    """The row with who issues at the left and the State's name at the right, ``right`` of the width."""
    bold, room = ruler(serif.bold), (1 - right) * TEXT_WIDTH - 1
    superior = column_lines(superiors, ruler(serif.regular), room)
    agency = column_lines(agencies, bold, room)
    widest = max((bold.width(line, 12) for line in agency), default=0)
    above = f'<p class="superior">{"<br>".join(map(escape, superior))}</p>' if superior else ""
    return (
        f'<div class="row"><div class="left" style="width: {1 - right:.2%}">{above}'
        f'<p class="agency">{"<br>".join(map(escape, agency))}</p>{stroke(SHORT_STROKE * widest, room)}'
        f'</div><div class="right"><p class="nation">{NATION}</p><p class="motto">{MOTTO}</p>'
        f"{stroke(bold.width(MOTTO, 13), TEXT_WIDTH)}</div></div>"
    )


def column_lines(names: Sequence[str], measure: Ruler, room: float) -> list[str]:
    return [line for name in names for line in balanced(name.upper(), measure, size=12, room=room)]


def title(record: PaperRecord, serif: FontFiles) -> Iterator[str]:
    if record.is_letter:
        return
    bold = ruler(serif.bold)
    abstract = balanced(record.abstract, bold, size=14, room=TITLE_WIDTH)
    widest = max(bold.width(line, 14) for line in abstract)
    yield f'<div class="title"><h1>{escape(tidy(record.kind_title.upper()))}</h1>'
    yield f"<p>{'<br>'.join(map(escape, abstract))}</p>{stroke(SHORT_STROKE * widest, TITLE_WIDTH / 2)}</div>"


def addressed(record: PaperRecord, serif: FontFiles) -> Iterator[str]:
    """'Kính gửi: …' in one line, centred; several addressees each on its line, their dashes below the colon."""
    lines = addressee_lines(record.addressees)
    if len(lines) == 1:
        single = balanced(f"Kính gửi: {lines[0]}", ruler(serif.regular), size=14, room=TITLE_WIDTH)
        yield f'<p class="addressed single">{"<br>".join(map(escape, single))}</p>'
    elif lines:
        below = LETTER_INDENT + ruler(serif.regular).width("Kính gửi", 14)
        yield '<div class="addressed"><p>Kính gửi:</p>'
        yield f'<ul style="margin-left: {below:.1f}pt">{"".join(f"<li>{inline(line)}</li>" for line in lines)}</ul></div>'


def stroke(width: float, room: float) -> str:
    """A centred line `width` points long, or as long as there is room."""
    return f'<hr style="width: {min(width, room):.1f}pt">'


def numbered(record: PaperRecord) -> str:
    """'05/TB-SKHCN', with a blank for a draft's number."""
    number = NUMBER_BLANK if record.number is None else number_words(record.number)
    return f"{number}/{tidy(record.symbol)}"


def written_day(record: PaperRecord, year: int | None = None) -> str:
    if record.day is not None:
        return day_words(record.day)
    return f"ngày{DAY_BLANK}tháng{MONTH_BLANK}năm {year or NUMBER_BLANK}"


def place_and_day(record: PaperRecord, year: int | None) -> str:
    return f"{tidy(record.place)}, {written_day(record, year)}" if record.place else ""
