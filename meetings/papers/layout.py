"""From a record to the page's HTML. Every text of the record is escaped; no table serves the layout."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain

from meetings.papers.fonts import FontFiles
from meetings.papers.head import TITLE_WIDTH, addressed, head, numbered, title, written_day
from meetings.papers.inline import inline
from meetings.papers.line_breaking import balanced, ruler
from meetings.papers.record import Annex, Block, PaperRecord
from meetings.papers.tables import table
from meetings.papers.wording import end_marked, recipient_lines, roman, tidy

SURELY_TWO_LINES = 120  # letters at 14 pt
LONGEST_KEPT_LIST = 18  # recipients; a longer list may break over pages
BESIDE_SIGNATURE = 10  # those of a longer list that stand level with the signature and stay with it


def page_of(record: PaperRecord, serif: FontFiles, *, year: int | None = None) -> str:
    """The whole document. A draft has blanks for number and day; `year` is the one printed in its date."""
    parts = chain(
        head(record, serif, year),
        title(record, serif),
        addressed(record, serif),
        _text(record),
        _foot(record),
        _annexes(record, serif),
    )
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{escape(document_title(record))}</title>'
        f'<meta name="author" content="{escape(issuer_of(record))}"></head><body>{"".join(parts)}</body></html>'
    )


def document_title(record: PaperRecord) -> str:
    number = "" if record.is_draft else f" số {numbered(record)}"
    return tidy(f"{kind_words(record)}{number}: {record.abstract}")


def kind_words(record: PaperRecord) -> str:
    return "Công văn" if record.is_letter else tidy(record.kind_title.capitalize())


def issuer_of(record: PaperRecord) -> str:
    return tidy(record.issuer or " ".join(record.agency_lines))


def _text(record: PaperRecord) -> Iterator[str]:
    """Opening, outline and closing as one run, so that the end mark finds the last of them."""
    blocks = [
        *(Block("paragraph", text) for text in record.opening),
        *record.blocks,
        *(Block("paragraph", text) for text in record.closing),
    ]
    texts = end_marked([block.text for block in blocks])
    yield '<main class="text">'
    for place, (block, text) in enumerate(zip(blocks, texts, strict=True), start=1):
        # The foot keeps the last paragraph with it; if that may be one line, the paragraph before comes along.
        # A sentence that leads to a list is not left alone at the foot of a page.
        kept = (place == len(blocks) - 1 and len(texts[-1]) < SURELY_TWO_LINES) or text.endswith(":")
        yield _block(block, text, kept=kept)
    yield "</main>"


def _block(block: Block, text: str, *, kept: bool = False) -> str:
    tag = f"h{min(block.level, 5) + 1}" if block.style == "heading" else "p"
    label = tidy(block.label)
    words = f"{escape(label)} {inline(text)}" if label else inline(text)
    opening = f'{tag} class="kept"' if kept else tag
    return f"<{opening}>{words}</{tag}>"


def _foot(record: PaperRecord) -> Iterator[str]:
    lines = recipient_lines(record.recipients, record.archive_line)
    if record.left_capacity_lines:
        yield from _foot_of_two(record, lines)
        return
    beside = len(lines) if len(lines) <= LONGEST_KEPT_LIST else BESIDE_SIGNATURE
    yield '<footer><div class="foot"><div class="row"><div class="left"><p class="recipients">Nơi nhận:</p>'
    yield f'{_listed(lines[:beside])}</div><div class="right">'
    yield f"{_signature(record.capacity_lines, record.signer_name)}</div></div></div>"
    if lines[beside:]:
        yield f'<div class="further">{_listed(lines[beside:])}</div>'
    yield "</footer>"


def _foot_of_two(record: PaperRecord, lines: Sequence[str]) -> Iterator[str]:
    """Two signatures side by side, and the recipients below them; a long list of these may break over pages."""
    kept = "further kept-list" if len(lines) <= LONGEST_KEPT_LIST else "further"
    yield '<footer><div class="foot"><div class="row">'
    yield f'<div class="left signing">{_signature(record.left_capacity_lines, record.left_signer_name)}</div>'
    yield f'<div class="right signing">{_signature(record.capacity_lines, record.signer_name)}</div></div></div>'
    yield f'<div class="{kept}"><p class="recipients">Nơi nhận:</p>{_listed(lines)}</div></footer>'


def _signature(capacity_lines: Sequence[str], name: str) -> str:
    posts = "".join(f"<p>{inline(line.upper())}</p>" for line in capacity_lines)
    return f'{posts}<p class="signer">{inline(name)}</p>'


def _listed(lines: Sequence[str]) -> str:
    """A dash within a name stays beside the word before it: at the start of a line it would look like the next receiver."""
    kept = (inline(line).replace(" - ", "\u00a0- ") for line in lines)
    return f'<ul class="listed">{"".join(f"<li>{each}</li>" for each in kept)}</ul>'


def _annexes(record: PaperRecord, serif: FontFiles) -> Iterator[str]:
    for place, annex in enumerate(record.annexes, start=1):
        heading = annex_heading(place, len(record.annexes))
        names = balanced(annex.title.upper(), ruler(serif.bold), size=14, room=TITLE_WIDTH)
        yield f'<section class="annex annex-{"odd" if place % 2 else "even"}{_lying(annex)}"><header><h1>{heading}</h1>'
        yield f'<p class="name">{"<br>".join(map(escape, names))}</p>'
        yield f'<p class="belongs">{_belonging(record)}</p></header><div class="text">'
        yield from (_block(block, block.text) for block in annex.blocks)
        yield f"</div>{table(annex, serif)}</section>"


def annex_heading(place: int, count: int) -> str:
    """'Phụ lục', or 'Phụ lục II' where there are several."""
    return f"Phụ lục {roman(place)}" if count > 1 else "Phụ lục"


def _lying(annex: Annex) -> str:
    """The ending of the page's name where the annex lies along the sheet."""
    return "-lying" if annex.orientation == "landscape" else ""


def _belonging(record: PaperRecord) -> str:
    """'(Kèm theo Thông báo số 05/TB-SKHCN ngày 05 tháng 02 năm 2018 của Sở …)'."""
    kind, numbers = kind_words(record), f"{numbered(record)} {written_day(record)}"
    return (
        f'(Kèm theo {escape(kind)} số <span class="blank">{escape(numbers)}</span><br>của {escape(issuer_of(record))})'
    )
