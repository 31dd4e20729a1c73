"""Whether a line break was meant: breaks inside a paragraph, a table cell or a title that may be typed or only wrapped."""

from __future__ import annotations

import re

LABEL = re.compile(
    r"(?:(?:Điều|Khoản|Mục|Phần|Chương)\s+[\dIVXLC]+[.:]?"
    r"|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[a-zđA-ZĐ])[.)/](?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s)"
    r"|[-+*•–—●\uf0b7\uf02d\uf0a7])"
)
_ENDS_SENTENCE = re.compile(r"[.;:!?…”\"]\s*$")


def starts_item(text: str) -> bool:
    """Tell whether a line begins with a list label: '1.', '2.1', 'a)', 'IV.', 'Điều 3.', '-', '+'."""
    return bool(LABEL.match(text))


def ends_sentence(text: str) -> bool:
    return bool(_ENDS_SENTENCE.search(text))


def runs_on(before: str, after: str) -> bool:
    """Tell whether ``after`` continues the sentence of ``before``: it begins in lower case, and no item and no sentence ends between."""
    return bool(before and after) and after[0].islower() and not starts_item(after) and not ends_sentence(before)


def mend_breaks(lines: list[str]) -> list[str]:
    """Join the lines of one paragraph that were broken in the middle of a sentence; drop the empty ones."""
    mended: list[str] = []
    for line in filter(None, (line.strip() for line in lines)):
        if mended and runs_on(mended[-1], line):
            mended[-1] += " " + line
        else:
            mended.append(line)
    return mended


def in_one_line(lines: list[str]) -> str:
    """Join the lines of a table cell: '; ' between entries of a list, a blank where the sentence goes on or has its own mark."""
    joined = ""
    for line in mend_breaks(lines):
        if not joined:
            joined = line
        elif joined[-1] in ".,;:!?…-–/(" or not (line[0].isupper() or line[0].isdigit() or starts_item(line)):
            joined += " " + line
        else:
            joined += "; " + line
    return joined
