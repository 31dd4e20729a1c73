"""From plain lines to logical paragraphs: marks of Markdown off, labels apart, broken lines mended.

A line that is page furniture never reaches a paragraph: it is dropped with its reason (``furniture``), before lines are
joined, so that a page number between two halves of a sentence does not keep them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from meetings.intake.draft import Dropped
from meetings.intake.furniture import PAGE_NUMBER, PRINTED, furniture_reason, is_printed_page, tail_starts
from meetings.intake.wording import UPPER, phrases

BLANK = "dòng trống"
REPEATED = "đoạn lặp lại"
_BRIDGED = {BLANK, PAGE_NUMBER, PRINTED}  # between two halves of a sentence


@dataclass(frozen=True)
class Paragraph:
    """One logical paragraph. ``label`` is the bullet or number as written, taken off ``text``.

    ``style`` is 'heading' (a Markdown heading or a line that is bold as a whole), 'table' (``text`` keeps
    '| a | b |') or ''. ``level`` is the number of '#' of a Markdown heading, else 0.
    """

    text: str
    lines: tuple[int, ...]
    label: str = ""
    level: int = 0
    style: str = ""


_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\x00\x0c]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~>-])")
_ESCAPED_BOLD = "\ue000\ue000"
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"[\s\-–—_=*.~|:+]{3,}")
_COLUMN_GAP = re.compile(r"\t+ *| {4,}")
_BULLETS = r"[-–—−‑•●○▪■□◦⁃·*+❖➢►➤✓§\uf000-\uf0ff]"
_LABEL = re.compile(
    rf"""(?P<label>
        (?:[=-]>|[→⇒➔➜»])(?=\s*[^\W\d_])
      | {_BULLETS}(?=\s*[^\W_]|\s*[("“\[])(?!\d)
      | \((?:\d{{1,3}}|[a-zđ]|[ivx]{{1,4}})\)
      | \d{{1,3}}(?:\.\d{{1,2}})+[.)]?(?=\s+[^\W\d_a-z])
      | \d{{1,3}}\s?[.)](?=\s|[^\W\d_])
      | \d{{1,3}}\s?[/-](?=\s*[A-ZÀ-ỸĐ])
      | [a-zđ]{{1,2}}\)
      | [a-eđg-i]\.(?=\s)
      | [IVX]{{1,5}}\s?[.)/-](?=\s|[{UPPER}])
      | [A-E]\d{{0,2}}[.)](?=\s+[A-ZĐÁÀẢÂĂÊÔƠƯÍÓÚÝ])
    )\s*""",
    re.X,
)
_OPEN_WORDS = phrases(
    "và | của | các | với | trong | cho | tại | về | là | được | cần | do | từ | đến | theo | những | một | hoặc | hay | để | bởi | như |"
    "thuộc | trên | dưới | giữa | ở | vào | cùng | khi | nếu | mà | thì"
)
_OPEN_BEFORE_NUMBERS = phrases("ngày | tháng | năm | số | quý | điều | khoản")
_BEGINS_TEXT = re.compile(r"(?:Ngày|Sáng|Chiều|Hôm nay|Căn cứ|Thực hiện|Sau khi|Tham dự|Kính gửi|Nơi nhận)\b|Số\s?:")
MAX_LINES = 60  # of one paragraph: more is no broken sentence
_ENDS = ".;:!?…|"


def read_paragraphs(lines: Sequence[str]) -> tuple[list[Paragraph], list[Dropped]]:
    """The paragraphs in order, and the lines that belong to none of them (blank, furniture, repeated)."""
    pieces: list[tuple[Paragraph, bool | None]] = []
    dropped: list[Dropped] = []
    after_blank = broken = False
    cleaned = [unmark(line) for line in lines]
    texts = [text for text, *_ in cleaned]
    tail, printed = tail_starts(texts), is_printed_page(texts)
    for number, (line, (text, level, bold)) in enumerate(zip(lines, cleaned, strict=True), start=1):
        reason = BLANK if not text else furniture_reason(text, in_tail=number > tail, printed=printed)
        if reason:
            dropped.append(Dropped(number, line, reason))
            after_blank = after_blank or reason == BLANK
            broken = broken or reason not in _BRIDGED
            continue
        pieces.append((_paragraph(text, number, level, bold), None if broken else after_blank))
        after_blank = broken = False
    paragraphs, repeated = _without_repeats(_join(pieces))
    dropped += [Dropped(n, lines[n - 1], REPEATED) for n in repeated]
    return paragraphs, sorted(dropped, key=lambda d: d.line)


def unmark(line: str) -> tuple[str, int, bool]:
    """The line without Markdown marks, in NFC; the depth of its heading mark; whether it is bold as a whole."""
    raw = unicodedata.normalize("NFC", _INVISIBLE.sub("", line)).replace("\u00a0", " ").strip()
    if not raw or _RULE.fullmatch(raw):
        return "", 0, False
    heading = _HEADING.match(raw)
    raw = raw[heading.end() :] if heading else raw
    raw = raw.replace("\\*", "\ue000")
    bold = raw.startswith("**") and _all_bold(raw)
    raw = raw.replace("**", "").replace("__", "")
    raw = raw.replace(_ESCAPED_BOLD, "") if raw.count(_ESCAPED_BOLD) > 1 else raw
    if len(raw) > 2 and raw[0] == raw[-1] and raw[0] in "*_":
        raw = raw[1:-1]
    raw = (_ESCAPED.sub(r"\1", raw) if "\\" in raw else raw).replace("\ue000", "*").strip()
    return _columns(raw), len(heading.group(1)) if heading else 0, bold


def _all_bold(raw: str) -> bool:
    """Whether what stands outside '**' pairs is nothing but punctuation ('**A** : **B**', an unclosed '**A')."""
    return not any(re.search(r"\w", part) for part in raw.split("**")[::2])


def _columns(raw: str) -> str:
    """Two columns of plain text, parted by a wide gap, become a table row; other white space is single."""
    if raw.startswith("|") or len(raw) > 300 or not ("\t" in raw or "    " in raw):
        return " ".join(raw.split())
    label = _LABEL.match(raw)
    start = label.end() if label else 0
    cells = [" ".join(cell.split()) for cell in _COLUMN_GAP.split(raw[start:])]
    if len([cell for cell in cells if cell]) < 2:
        return " ".join(raw.split())
    return f"| {raw[:start]}{' | '.join(cells)} |"


def _paragraph(text: str, number: int, level: int, bold: bool) -> Paragraph:
    if text.startswith("|"):
        return Paragraph(text, (number,), style="table")
    label = _LABEL.match(text)
    rest = text[label.end() :] if label else text
    style = "heading" if level or bold else ""
    if not label or not rest:
        return Paragraph(text, (number,), "", level, style)
    return Paragraph(rest, (number,), label.group("label").replace(" ", ""), level, style)


def split_label(text: str) -> tuple[str, str]:
    """The bullet or number at the start of a line, and the rest: 'a) Rà soát' -> ('a)', 'Rà soát')."""
    label = _LABEL.match(text)
    rest = text[label.end() :] if label else ""
    return (label.group("label").replace(" ", ""), rest) if label and rest else ("", text)


def _join(pieces: list[tuple[Paragraph, bool | None]]) -> list[Paragraph]:
    """``pieces`` with whether a blank line stands before each; None where a website's frame does, which nothing bridges."""
    width = _wrap_width([len(piece.text) for piece, _ in pieces if piece.style != "table"])
    joined: list[tuple[Paragraph, list[str]]] = []
    for piece, after_blank in pieces:
        if (
            joined
            and after_blank is not None
            and _continues(joined[-1][0], joined[-1][1][-1], piece, after_blank, width)
        ):
            before, parts = joined[-1]
            parts.append(piece.text)
            joined[-1] = (replace(before, lines=(*before.lines, *piece.lines)), parts)
        else:
            joined.append((piece, [piece.text]))
    return [replace(paragraph, text=" ".join(parts)) if len(parts) > 1 else paragraph for paragraph, parts in joined]


def _wrap_width(lengths: list[int]) -> int | None:
    """The column at which the lines of a hard-wrapped text break; None if the text is not hard-wrapped.

    A few lines may be longer (an address, a title): the column is the longest length near which enough lines end.
    """
    ordered = sorted(lengths, reverse=True)
    few = max(1, len(ordered) // 20)
    for longest in ordered[few - 1 : 2 * few if len(ordered) >= 20 else few]:
        full = sum(1 for length in ordered if length >= 0.8 * longest)
        if 50 <= longest <= 140 and full >= max(4, len(ordered) // 5):
            return longest
    return None


def _continues(before: Paragraph, tail: str, piece: Paragraph, after_blank: bool, width: int | None) -> bool:
    """Whether ``piece`` is the rest of a sentence that ``before`` leaves open; ``tail`` is the line before it."""
    first = piece.text[0]
    if not _is_same_text(before, piece) or tail[-1] in _ENDS:
        return False
    if _is_left_open(tail, first):
        return True
    if first.islower() or first in ",;)":
        return len(tail) >= 30
    full = width is not None and len(tail) >= 0.8 * width and not tail.isupper()
    return full and not after_blank and not _BEGINS_TEXT.match(piece.text)


def _is_same_text(before: Paragraph, piece: Paragraph) -> bool:
    """Neither a cell nor an item of a list, both headings or neither, and ``before`` not endlessly long."""
    set_apart = "table" in (before.style, piece.style) or piece.label or piece.level or before.level
    alike = (before.style == "heading") == (piece.style == "heading")
    return alike and not set_apart and len(before.lines) < MAX_LINES


def _is_left_open(tail: str, first: str) -> bool:
    """The line ends with a word behind which something must come, or a number if one begins the next line."""
    last = tail.rsplit(None, 1)[-1].casefold()
    return (last in _OPEN_WORDS or (last in _OPEN_BEFORE_NUMBERS and first.isdigit())) and not tail.isupper()


def _without_repeats(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[int]]:
    """Without paragraphs that stand twice: running text anywhere, a labelled item only when it follows itself."""
    seen: set[str] = set()
    kept: list[Paragraph] = []
    repeated: list[int] = []
    for paragraph in paragraphs:
        text = paragraph.text
        twin = kept and (kept[-1].text, kept[-1].label) == (text, paragraph.label) and len(text) >= 20
        running = len(text) >= 60 and not paragraph.label and paragraph.style != "table"
        if twin or (running and text in seen):
            repeated += paragraph.lines
            continue
        if running:
            seen.add(text)
        kept.append(paragraph)
    return kept, repeated
