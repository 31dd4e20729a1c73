"""The rules of a letter (công văn, Mẫu 1.5): 'V/v …' under the number instead of a title, and 'Kính gửi' before the text."""

from __future__ import annotations

from itertools import pairwise

from meetings.papers.form_findings import Face, Sheet, points, within
from meetings.papers.printed_lines import MM, Line

ABOUT, ADDRESSED = "V/v ", "Kính gửi:"
NOT_FOUND = "không thấy ở trang 1"
SUBJECT_FACE, ADDRESSED_FACE = Face(12, 13, bold=False), Face(13, 14, bold=False)
CENTRED = 3 * MM
SPACE = (4, 13)  # points between the letters of the two: 6, and what their line spacing adds
LIST_INDENT = 20 * MM  # several addressees stand further in than the paragraphs of the text


def subject_of(sheet: Sheet) -> list[Line]:
    """The lines of 'V/v …', in the left column, one under the other."""
    column = [line for line in sheet.first if line.middle < sheet.half]
    begun = next((place for place, line in enumerate(column) if line.text.startswith(ABOUT)), None)
    if begun is None:
        return []
    lines = [column[begun]]
    for line in column[begun + 1 :]:
        apart = abs(line.middle - lines[0].middle)
        if line.base - lines[-1].base > 1.7 * lines[-1].size or apart > CENTRED or line.text.startswith(ADDRESSED):
            break
        lines.append(line)
    return lines


def addressed_of(sheet: Sheet) -> list[Line]:
    """'Kính gửi: …' with the addressees: centred lines, or one below the other further in than the text."""
    begun = next((place for place, line in enumerate(sheet.first) if line.text.startswith(ADDRESSED)), None)
    if begun is None:
        return []
    single = sheet.first[begun].text != ADDRESSED
    lines = [sheet.first[begun]]
    for line in sheet.first[begun + 1 :]:
        belongs = abs(line.middle - sheet.middle) < CENTRED if single else line.x0 - sheet.left > LIST_INDENT
        if not belongs or line.base - lines[-1].base > 2 * line.size:
            break
        lines.append(line)
    return lines


def check_letter(sheet: Sheet, number: Line | None) -> None:
    _subject(sheet, number)
    _addressed(sheet)


def _subject(sheet: Sheet, number: Line | None) -> None:
    lines = subject_of(sheet)
    under = bool(lines) and number is not None and lines[0].top > number.top
    under = under and all(number is not None and abs(line.middle - number.middle) < CENTRED for line in lines)
    told = f"“{' '.join(line.text for line in lines)[:60]}”, {_sizes(lines)}" if lines else NOT_FOUND
    name = "Trích yếu công văn “V/v …”: cỡ 12-13, đứng, giữa dưới số"
    sheet.rule("abstract", name, under and SUBJECT_FACE.fits(*lines), told, "mục II, khoản 5")
    if lines and number:
        apart = lines[0].top - number.bottom
        told = f"cách {apart:.1f} pt".replace(".", ",")
        sheet.rule(
            "abstract_space", "Trích yếu công văn cách số, ký hiệu 6 pt", within(apart, *SPACE), told, "mục II, khoản 5"
        )


def _addressed(sheet: Sheet) -> None:
    lines = addressed_of(sheet)
    several = lines[1:] if lines and lines[0].text == ADDRESSED else []
    named = bool(several) or (bool(lines) and lines[0].text != ADDRESSED)
    told = f"{_sizes(lines)}" + ("" if named else ", chưa ghi nơi nhận") if lines else NOT_FOUND
    name = "“Kính gửi”: cỡ 13-14, đứng; nhiều nơi thì mỗi nơi một dòng “- …;”, cuối cùng “.”"
    sheet.rule("addressed", name, named and ADDRESSED_FACE.fits(*lines) and _is_list(several), told, "mục II, khoản 9")


def _is_list(several: list[Line]) -> bool:
    """'- …;' one below the other, each perhaps over more lines, and '.' behind the last; nothing is a list too."""
    if not several:
        return True
    ends = [a for a, b in pairwise(several) if b.text.startswith("- ")]
    marked = all(line.text.endswith(";") for line in ends) and several[-1].text.endswith(".")
    return marked and several[0].text.startswith("- ")


def _sizes(lines: list[Line]) -> str:
    return ", ".join(dict.fromkeys(points(line.size) for line in lines))
