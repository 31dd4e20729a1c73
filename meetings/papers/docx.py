"""From a record to a Word document in the form of its PDF: no database, no clock, the same bytes for the same record.

The law's original is the PDF; this is the text to work on, whose paragraphs bear the names of the paper's parts as styles
(word_styles.xml), so that what comes back corrected can be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from meetings.papers.fonts import FontFiles, find_serif
from meetings.papers.head import (
    LETTER_INDENT,
    MOTTO,
    NATION,
    SHORT_STROKE,
    TEXT_WIDTH,
    TITLE_WIDTH,
    column_lines,
    date_share,
    numbered,
    place_and_day,
    written_day,
)
from meetings.papers.layout import (
    BESIDE_SIGNATURE,
    LONGEST_KEPT_LIST,
    SURELY_TWO_LINES,
    annex_heading,
    document_title,
    issuer_of,
    kind_words,
)
from meetings.papers.line_breaking import balanced, ruler
from meetings.papers.record import Annex, Block, PaperRecord
from meetings.papers.tables import LONGEST_HEAD, shares
from meetings.papers.word_file import Properties, WordFile
from meetings.papers.word_pieces import TWIPS, Place, frame, indented, paragraph, row_of, stroke, table_of, verbatim
from meetings.papers.wording import addressee_lines, end_marked, recipient_lines, subject_words

DEEPEST_HEADING = 5
LEFT_OF_FOOT = 0.47
ROOM_OF_MARK = 16  # points around the words of an urgency mark


def render_docx(record: PaperRecord, *, year: int | None = None, font_dir: Path | None = None) -> bytes:
    """The paper at any state; where number and day are not given yet, blanks are left for them.

    ``year`` is written in a draft's date. ``font_dir`` holds the font that strokes are measured by, as for the PDF;
    FontError (LookupError) where the machine lacks it.
    """
    serif = find_serif(font_dir)
    file = WordFile(Properties(document_title(record), issuer_of(record), record.day))
    for element in _paper(record, serif, year):
        file.body.append(element)
    for annex_number, annex in enumerate(record.annexes, start=1):
        file.begin_annex()
        for element in _annex(record, annex, annex_number, serif):
            file.body.append(element)
    return file.to_bytes()


def _paper(record: PaperRecord, serif: FontFiles, year: int | None) -> Iterator[etree._Element]:
    yield from _head(record, serif, year)
    yield from _title(record, serif)
    yield from _addressed(record, serif)
    yield from _text(record)
    yield from _foot(record)


def _head(record: PaperRecord, serif: FontFiles, year: int | None) -> Iterator[etree._Element]:
    """Two columns whose widths are those of the PDF; a row for who issues, a row for number and day."""
    right = date_share(place_and_day(record, year), serif)
    widths = [round((1 - right) * TEXT_WIDTH * TWIPS), round(right * TEXT_WIDTH * TWIPS)]
    table, (left, nation) = frame(widths)
    _issuing(left, record, serif, (1 - right) * TEXT_WIDTH)
    nation.append(paragraph("QuocHieu", NATION))
    nation.append(paragraph("TieuNgu", MOTTO))
    nation.append(stroke("NetKe", ruler(serif.bold).width(MOTTO, 13), right * TEXT_WIDTH))
    second, (number, day) = row_of(widths)
    number.append(verbatim("SoKyHieu", f"Số: {numbered(record)}"))
    if record.is_letter:
        number.append(paragraph("VeViec", subject_words(record.abstract)))
    for mark in filter(None, (record.urgency_mark, record.circulation_mark)):
        side = round((widths[0] - (ruler(serif.bold).width(mark, 13) + ROOM_OF_MARK) * TWIPS) / 2)
        number.append(indented(paragraph("DauChi", mark), side, side))
    day.append(verbatim("DiaDanh", place_and_day(record, year)))
    table.append(second)
    yield table


def _issuing(cell: Place, record: PaperRecord, serif: FontFiles, room: float) -> None:
    bold = ruler(serif.bold)
    for name in record.superior_lines:
        cell.append(paragraph("CoQuanChuQuan", name.upper()))
    for name in record.agency_lines:
        cell.append(paragraph("CoQuanBanHanh", name.upper()))
    widest = max((bold.width(line, 12) for line in column_lines(record.agency_lines, bold, room)), default=0)
    cell.append(stroke("NetKe", SHORT_STROKE * min(widest, room), room))


def _title(record: PaperRecord, serif: FontFiles) -> Iterator[etree._Element]:
    if record.is_letter:
        return
    bold = ruler(serif.bold)
    widest = max(bold.width(line, 14) for line in balanced(record.abstract, bold, size=14, room=TITLE_WIDTH))
    yield paragraph("TenLoai", record.kind_title.upper())
    yield paragraph("TrichYeu", record.abstract)
    yield stroke("NetKeTrichYeu", SHORT_STROKE * min(widest, TITLE_WIDTH), TEXT_WIDTH)


def _addressed(record: PaperRecord, serif: FontFiles) -> Iterator[etree._Element]:
    """'Kính gửi: …' as on the PDF: one addressee in the middle, several below with their dashes under the colon."""
    lines = addressee_lines(record.addressees)
    if len(lines) == 1:
        yield paragraph("KinhGuiMotNoi", f"Kính gửi: {lines[0]}")
    elif lines:
        below = round((LETTER_INDENT + ruler(serif.regular).width("Kính gửi", 14)) * TWIPS)
        yield paragraph("KinhGui", "Kính gửi:")
        yield from (indented(paragraph("NoiKinhGui", line), below, 0) for line in lines)


def _text(record: PaperRecord) -> Iterator[etree._Element]:
    """Opening, outline and closing as one run, so that the end mark finds the last of them; the foot stays with it."""
    parts = [
        *(("MoDau", Block("paragraph", text)) for text in record.opening),
        *((_style_of(block), block) for block in record.blocks),
        *(("CauKet", Block("paragraph", text)) for text in record.closing),
    ]
    texts = end_marked([block.text for _, block in parts])
    for place, ((style, block), text) in enumerate(zip(parts, texts, strict=True), start=1):
        before_short_end = place == len(parts) - 1 and len(texts[-1]) < SURELY_TWO_LINES
        yield paragraph(style, text, label=block.label, kept=place == len(parts) or before_short_end)


def _style_of(block: Block) -> str:
    return f"Heading{min(block.level, DEEPEST_HEADING)}" if block.style == "heading" else "NoiDung"


def _foot(record: PaperRecord) -> Iterator[etree._Element]:
    lines = recipient_lines(record.recipients, record.archive_line)
    if record.left_capacity_lines:
        yield from _foot_of_two(record, lines)
        return
    beside = len(lines) if len(lines) <= LONGEST_KEPT_LIST else BESIDE_SIGNATURE
    left_width = round(LEFT_OF_FOOT * TEXT_WIDTH * TWIPS)
    right_width = round(TEXT_WIDTH * TWIPS) - left_width
    table, (left, right) = frame([left_width, right_width])
    left.append(paragraph("NoiNhan", "Nơi nhận:"))
    for line in lines[:beside]:
        left.append(paragraph("DanhSachNoiNhan", line))
    _sign(right, record.capacity_lines, record.signer_name)
    yield paragraph("KhoangCach")
    yield table
    for line in lines[beside:]:
        yield indented(paragraph("DanhSachNoiNhan", line), 0, right_width)


def _foot_of_two(record: PaperRecord, lines: Sequence[str]) -> Iterator[etree._Element]:
    """Two signatures side by side, and the recipients below them."""
    half = round(TEXT_WIDTH * TWIPS / 2)
    table, (left, right) = frame([half, half])
    _sign(left, record.left_capacity_lines, record.left_signer_name)
    _sign(right, record.capacity_lines, record.signer_name)
    yield paragraph("KhoangCach")
    yield table
    yield paragraph("NoiNhan", "Nơi nhận:")
    for line in lines:
        yield indented(paragraph("DanhSachNoiNhan", line), 0, half)


def _sign(cell: Place, capacity_lines: Sequence[str], name: str) -> None:
    for line in capacity_lines:
        cell.append(paragraph("QuyenHanKy", line.upper()))
    cell.append(paragraph("NguoiKy", name))


def _annex(record: PaperRecord, annex: Annex, number: int, serif: FontFiles) -> Iterator[etree._Element]:
    yield paragraph("PhuLuc", annex_heading(number, len(record.annexes)))
    yield paragraph("TenPhuLuc", annex.title.upper())
    kind = kind_words(record)
    numbers = f"{numbered(record)} {written_day(record)}"
    yield verbatim("KemTheo", f"(Kèm theo {kind} số {numbers}", f"của {issuer_of(record)})")
    for block in annex.blocks:
        yield paragraph(_style_of(block), block.text, label=block.label)
    if annex.columns:
        yield paragraph("CachBang")
        yield _table(annex, serif)


def _table(annex: Annex, serif: FontFiles) -> etree._Element:
    columns = [list(cells) for cells in zip(annex.columns, *annex.rows, strict=True)]
    widths = [round(share / 100 * TEXT_WIDTH * TWIPS) for share in shares(columns, ruler(serif.bold))]
    table = table_of(widths, lines=True)
    repeated = max(map(len, annex.columns)) <= LONGEST_HEAD
    for place, texts in enumerate([annex.columns, *annex.rows]):
        row, cells = row_of(widths, repeated=place == 0 and repeated)
        for cell, text in zip(cells, texts, strict=True):
            cell.append(paragraph("OBang" if place else "DauBang", text))
        table.append(row)
    return table
