"""How the words of a paper are written: numbers, days, labels, recipients, the end mark, what may not break.

The rules are those of Nghị định 30/2020/NĐ-CP, Phụ lục I. Everything here is done when the page is laid out and
never changes the record.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

END_MARK = "./."
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the letters by which a khoản's points are counted
ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
LONGEST_WHOLE = 36  # characters, some two thirds of a line; a longer run may break, or leave a line with one word on it
_NUMBERED = re.compile(r"\w+\s[^/&.-]+")  # the beginning of 'số 1234/QĐ-…'

_SYLLABLE = r"[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠ-Ỹ]\w*"
_WHOLE = re.compile(
    r"\b(?:(?:ngày|tháng|năm|quý|số|điều|khoản|điểm|mục|chương|phần|phụ lục)\s(?:\d[\w/.&-]*\w|\d|[IVXL]+\b|[a-zđ]\b)"
    r"|(?<=ông\s)NAME|(?<=bà\s)NAME|(?<=đồng\schí\s)NAME"
    r"|(?-i:[\dA-ZĐĂÂÊÔƠƯ]+(?:[/&.-][\dA-ZĐĂÂÊÔƠƯ]+)+)\b)".replace(
        "NAME", rf"(?-i:{_SYLLABLE}(?:\s{_SYLLABLE}){{1,4}})"
    ),
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """One space between words, none at the ends; a no-break space typed by a word processor counts as a space."""
    return " ".join(text.split())


def number_words(number: int) -> str:
    """'05', '47': a zero before a number below 10 (mục II, khoản 3)."""
    return f"{number:02d}"


def day_words(day: date) -> str:
    """'ngày 05 tháng 02 năm 2018': a zero before days below 10 and before months 1 and 2 (mục II, khoản 4)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def subject_words(abstract: str) -> str:
    """'V/v đính chính …': what a letter is about (mục II, khoản 5); the abstract's first word goes on in small letters."""
    text = re.sub(r"^(?:V/v|về việc)\b:?\s*", "", tidy(abstract), flags=re.IGNORECASE)
    first = text.partition(" ")[0]
    return f"V/v {text[:1].lower()}{text[1:]}" if first[1:].islower() else f"V/v {text}"


def addressee_lines(addressees: Sequence[str]) -> list[str]:
    """One addressee as it is; several as '- …;', the last with '.' (mục II, khoản 9)."""
    named = [tidy(name).removeprefix("-").rstrip(" ;.,").strip() for name in addressees]
    named = [name for name in named if name]
    if len(named) < 2:
        return named
    return [*(f"- {name};" for name in named[:-1]), f"- {named[-1]}."]


def recipient_lines(recipients: Sequence[str], archive_line: str) -> list[str]:
    """'- Như trên;' … and last '- Lưu: VT, QLKH.' (mục II, khoản 9). A unit's name is printed as the directory has it."""
    named = [tidy(name).removeprefix("-").rstrip(" ;.,").strip() for name in recipients]
    archive = tidy(archive_line).removeprefix("-").strip().removeprefix("Lưu:").rstrip(" ;.,").strip()
    return [*(f"- {name};" for name in named if name), f"- Lưu: {archive or 'VT'}."]


def end_marked(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs with './.' at the end of the last one and nowhere else, whatever was typed."""
    marked = [re.sub(r"\s*\./\.$", ".", tidy(text)) for text in paragraphs]
    if marked:
        marked[-1] = marked[-1].rstrip(" .;,:") + END_MARK
    return marked


def roman(number: int) -> str:
    """1 -> 'I' up to 89."""
    words = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        words += letters * count
    return words


def outline_label(level: int, position: int) -> str:
    """The label of the position-th (from 1) member at a level: 1 'I.', 2 '1.', 3 'a)', 4 '-', deeper '+'."""
    if level == 1:
        return f"{roman(position)}."
    if level == 2:
        return f"{position}."
    if level == 3:
        rounds, letter = divmod(position - 1, len(POINT_LETTERS))
        return f"{POINT_LETTERS[letter] * (rounds + 1)})"
    return "-" if level == 4 else "+"


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The tidied text cut into (words, whole) runs; a whole one must stay on one line.

    Whole are a number with the word before it ('ngày 05', 'Điều 18', 'điểm a'), a document's symbol
    ('08/2012/QĐ-UBND'), an abbreviation ('KH&CN') and a person's name after ông, bà or đồng chí.
    """
    text, start = tidy(text), 0
    for match in _WHOLE.finditer(text):
        if whole := _kept_whole(match[0]):
            if match.start() > start:
                yield text[start : match.start()], False
            yield whole, True
            start = match.start() + len(whole)
    if start < len(text):
        yield text[start:], False


def _kept_whole(run: str) -> str:
    """The run, or of one too long the word and the number that it begins with; '' where nothing is kept together."""
    if len(run) <= LONGEST_WHOLE:
        return run
    numbered = _NUMBERED.match(run)
    return numbered[0] if numbered and len(numbered[0]) <= LONGEST_WHOLE else ""
