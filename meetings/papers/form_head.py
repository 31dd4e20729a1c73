"""The rules of the head: who issues, the State's name, number, place and day, title. Phụ lục I, mục II, khoản 1-5."""

from __future__ import annotations

import re
from dataclasses import replace

from meetings.papers.form_findings import Face, Sheet, millimetres, points, share_words, within, words_of
from meetings.papers.form_letter import NOT_FOUND, check_letter
from meetings.papers.printed_lines import MM, Line

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER = r"Số: ?(?:{number})\s*/{symbol}"
DAY = r"\S.*, ngày (?:0[1-9]|[12]\d|3[01]) tháng (?:0[12]|[3-9]|1[0-2]) năm \d{4}"
DAY_BLANK = r"\S.*, ngày\b.*\btháng\b.*\bnăm\b.*"
NATION_FACE, MOTTO_FACE = Face(12, 13, bold=True), Face(13, 14, bold=True)
SUPERIOR_FACE = Face(12, 13, bold=False, capitals=True)
AGENCY_FACE = Face(12, 13, bold=True, capitals=True)
NUMBER_FACE, DAY_FACE = Face(13, 13, bold=False), Face(13, 14, bold=False, italic=True)
TITLE_FACE, ABSTRACT_FACE = Face(13, 14, bold=True), Face(13, 14, bold=True, capitals=False)


def check_head(sheet: Sheet) -> None:
    _nation(sheet)
    begun = next((line for line in sheet.first if line.text.startswith("Số:") and line.middle < sheet.half), None)
    number = _row_beside(sheet, begun, right=False)
    _issuer(sheet, number)
    _number_and_day(sheet, number)
    if sheet.expected.title:
        _title(sheet)
    else:
        check_letter(sheet, number)


def _row_beside(sheet: Sheet, begun: Line | None, *, right: bool) -> Line | None:
    """The whole line in its column: the blanks of a draft part it as if they were a gap between columns."""
    if begun is None:
        return None
    row = [line for line in sheet.first if abs(line.base - begun.base) < 3 and line.x0 >= begun.x0]
    row = sorted((line for line in row if right or line.middle < sheet.half), key=lambda line: line.x0)
    return replace(begun, text=" ".join(line.text for line in row), x1=row[-1].x1)


def _nation(sheet: Sheet) -> None:
    name = next(filter(None, map(sheet.line, NATION)), None)
    motto = sheet.line(MOTTO)
    good = name is not None and NATION_FACE.fits(name) and name.middle > sheet.half
    sheet.rule("nation", "Quốc hiệu: chữ in hoa, cỡ 12-13, đứng, đậm, bên phải", good, _told(name), "mục II, khoản 1")
    sheet.rule("motto", "Tiêu ngữ: cỡ 13-14, đứng, đậm", MOTTO_FACE.fits(motto), _told(motto), "mục II, khoản 1")
    if name and motto:
        _nation_with_motto(sheet, name, motto)


def _nation_with_motto(sheet: Sheet, name: Line, motto: Line) -> None:
    apart = abs(name.middle - motto.middle)
    paired = abs(motto.size - name.size - 1) < 0.3 and apart < 2 * MM
    told = f"{points(name.size)} và {motto.size:g}, lệch {millimetres(apart)}"
    sheet.rule(
        "nation_motto", "Quốc hiệu và Tiêu ngữ canh giữa với nhau, hơn kém một cỡ", paired, told, "mục II, khoản 1"
    )
    share = sheet.stroke_share(motto, motto.width)
    whole = share is not None and within(share, 1, 1, 0.07)
    sheet.rule("motto_stroke", "Nét kẻ dưới Tiêu ngữ dài bằng dòng chữ", whole, share_words(share), "mục II, khoản 1")


def _issuer(sheet: Sheet, number: Line | None) -> None:
    limit = number.top - 2 if number else 60 * MM
    column = [line for line in sheet.first if line.middle < sheet.half and line.top < limit]
    superior = [line for line in column if not line.bold]
    agency = [line for line in column if line.bold]
    article, told = "mục II, khoản 2", words_of(superior) or NOT_FOUND
    name = "Cơ quan chủ quản: chữ in hoa, cỡ 12-13, đứng, không đậm"
    sheet.rule("superior", name, SUPERIOR_FACE.fits(*superior), told, article)
    good = AGENCY_FACE.fits(*agency) and (not superior or agency[0].top > superior[-1].top)
    name = "Cơ quan ban hành: chữ in hoa, cỡ 12-13, đứng, đậm, ở dưới"
    sheet.rule("agency", name, good, words_of(agency) or NOT_FOUND, article)
    if agency:
        share = sheet.stroke_share(agency[-1], max(line.width for line in agency))
        _short_stroke(sheet, "agency_stroke", "Nét kẻ dưới cơ quan ban hành dài 1/3-1/2 dòng chữ", share, article)


def _short_stroke(sheet: Sheet, key: str, name: str, share: float | None, article: str) -> None:
    sheet.rule(key, name, share is not None and within(share, 1 / 3, 1 / 2, 0.04), share_words(share), article)


def _number_and_day(sheet: Sheet, number: Line | None) -> None:
    digits = r"\d*" if sheet.expected.is_draft else r"0[1-9]|[1-9]\d+"
    shape = NUMBER.format(number=digits, symbol=re.escape(sheet.expected.symbol))
    good = number and re.fullmatch(shape, number.text) and NUMBER_FACE.fits(number)
    told = f"“{number.text}”, {points(number.size)}" if number else NOT_FOUND
    sheet.rule(
        "number", f"Số, ký hiệu “Số: NN/{sheet.expected.symbol}”: cỡ 13, đứng", bool(good), told, "mục II, khoản 3"
    )
    if not sheet.expected.is_minutes:
        _place_and_day(sheet, number)


def _place_and_day(sheet: Sheet, number: Line | None) -> None:
    begun = next((line for line in sheet.first if line.x0 > sheet.half - 30 * MM and ", ngày" in line.text), None)
    dated = _row_beside(sheet, begun, right=True)
    shape = DAY_BLANK if sheet.expected.is_draft else DAY
    good = dated and re.fullmatch(shape, dated.text) and DAY_FACE.fits(dated)
    told = f"“{dated.text}”, {points(dated.size)}" if dated else NOT_FOUND
    name = "Địa danh và ngày: cỡ 13-14, nghiêng; ngày dưới 10, tháng 1, 2 có số 0"
    sheet.rule("place_and_day", name, bool(good), told, "mục II, khoản 4")
    if number and dated:
        apart = abs(number.base - dated.base)
        sheet.rule("one_line", "Số và ngày cùng một dòng", apart < 4, f"lệch {millimetres(apart)}", "mục II, khoản 4")


def _title(sheet: Sheet) -> None:
    kind = sheet.line(sheet.expected.title)
    centred = kind is not None and abs(kind.middle - sheet.middle) < 4 * MM
    name = f"Tên loại “{sheet.expected.title}”: cỡ 13-14, đứng, đậm, giữa dòng"
    sheet.rule("title", name, TITLE_FACE.fits(kind) and centred, _told(kind), "mục II, khoản 5")
    abstract = abstract_of(sheet)
    told = " ".join(line.text for line in abstract)[:90] or NOT_FOUND
    sheet.rule(
        "abstract", "Trích yếu: dưới tên loại, cỡ 13-14, đứng, đậm, giữa dòng", bool(abstract), told, "mục II, khoản 5"
    )
    if abstract:
        widest = max(line.width for line in abstract)
        shares = [sheet.stroke_share(abstract[-1], width) for width in (abstract[-1].width, widest)]
        fitting = next((share for share in shares if share and within(share, 1 / 3, 1 / 2, 0.04)), shares[0])
        _short_stroke(
            sheet, "abstract_stroke", "Nét kẻ dưới trích yếu dài 1/3-1/2 dòng chữ", fitting, "mục II, khoản 5"
        )


def abstract_of(sheet: Sheet) -> list[Line]:
    """The bold centred lines under the title."""
    kind = sheet.line(sheet.expected.title)
    lines: list[Line] = []
    for line in [line for line in sheet.first if kind and line.top > kind.top + 2]:
        if not (ABSTRACT_FACE.fits(line) and abs(line.middle - sheet.middle) < 4 * MM):
            break
        lines.append(line)
    return lines


def _told(line: Line | None) -> str:
    if line is None:
        return NOT_FOUND
    return f"{points(line.size)}, {'đậm' if line.bold else 'không đậm'}, {'nghiêng' if line.italic else 'đứng'}"
