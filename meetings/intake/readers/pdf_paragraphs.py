"""Visual lines to paragraphs: which line breaks the page's width made, and which the writer.

A break was the writer's where the next word would still have fitted on the line, where the next line is indented, stands further off than
the lines of a paragraph do, or begins a list item after the end of a sentence.
"""

from __future__ import annotations

import itertools
import re
import statistics
from dataclasses import dataclass

from meetings.intake.readers.breaks import ends_sentence, runs_on, starts_item
from meetings.intake.readers.pdf_lines import Line

_BLANK = 0.3
_INDENT = 8.0
_SPACING = 2.5
_JUSTIFIED_SLACK = 3.0
_HANGING_SLACK = 4.0
_SIZE_CHANGE = 1.15
_LEAST_WIDTH = 0.85
_GLUED_LABEL = re.compile(r"^(\d{1,2}[.)])(?=[^\W\d_])")
_BREAKABLE = re.compile(r"\w[-/]")


@dataclass(frozen=True)
class Measure:
    """The text's width on pages of one format, and how it is set."""

    left: float
    right: float
    justified: bool
    leading: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def measure(lines: list[Line], width: float) -> Measure:
    """Take the measure from the long lines, which are the inner lines of paragraphs; ``width`` is that of the page."""
    if not lines:
        return Measure(0.0, 0.0, justified=False, leading=0.0)
    rights = sorted(line.right for line in lines)
    # Where no line is long, nothing tells the right margin: take a usual one, so that short lines stay apart.
    right = max(rights[int((len(rights) - 1) * 0.95)], _LEAST_WIDTH * width)
    left = min(line.left for line in lines)
    least = 0.75 * (right - left)
    long = [line for line in lines if line.right - line.left > least]
    if len(long) > 2:
        left = statistics.mode(round(line.left) for line in long)
    flush = sum(abs(line.right - right) < _JUSTIFIED_SLACK for line in long)
    leading = min(_leading(lines, least), 2.5 * lines[0].size)
    return Measure(left, right, justified=len(long) > 2 and flush > 0.6 * len(long), leading=leading)


def _leading(lines: list[Line], least: float) -> float:
    """The smaller of the usual gaps below long lines: lines of a paragraph stand closer than paragraphs do."""
    pairs = ((a, b) for a, b in itertools.pairwise(lines) if a.right - a.left > least and a.page == b.page)
    gaps = sorted(round(b.base - a.base, 1) for a, b in pairs if b.base > a.base)
    return gaps[len(gaps) // 4] if gaps else 0.0


def paragraphs(lines: list[Line], measures: dict[int, Measure]) -> list[str]:
    """Join the lines that the page's width broke. ``measures`` gives the measure of each page."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _breaks(groups[-1], line, measures[groups[-1][-1].page], measures[line.page]):
            groups[-1].append(line)
        else:
            groups.append([line])
    written = writes_blanks(lines)
    return [join(group, blanks_written=written) for group in groups]


def writes_blanks(lines: list[Line]) -> bool:
    """Tell whether the file writes the blank at which a line was broken: then a line without it was broken inside a word."""
    return sum(line.words[-1].spaced for line in lines) > 0.4 * len(lines)


def join(lines: list[Line], *, blanks_written: bool) -> str:
    """Join the lines of one paragraph; a number of a paper ('57-' / 'NQ/TW') comes together without a blank."""
    text = _GLUED_LABEL.sub(r"\1 ", lines[0].text)
    for before, line in itertools.pairwise(lines):
        within = not before.words[-1].spaced and _BREAKABLE.search(before.words[-1].text)
        text += line.text if within and (blanks_written or text.endswith("-")) else " " + line.text
    return text


def _breaks(group: list[Line], line: Line, above: Measure, here: Measure) -> bool:
    last = group[-1]
    if max(last.size, line.size) > _SIZE_CHANGE * min(last.size, line.size):
        return True
    if _is_centred(last, above) and _is_centred(line, here):
        return not runs_on(last.text, line.text)
    if last.page == line.page and above.leading and line.base - last.base > above.leading + _SPACING:
        return True
    if _has_room(last, line, above):
        return True
    return _is_indented(group, line, here) or (starts_item(line.text) and _may_be_item(last, line, here))


def _has_room(last: Line, line: Line, of: Measure) -> bool:
    """Tell whether the writer ended the line: the next word would have fitted, or a justified line falls short of the margin."""
    room = of.right - last.right
    if of.justified and room > _JUSTIFIED_SLACK * 2:
        return True
    first = line.words[0]
    return room > first.right - first.left + _BLANK * first.size


def _is_indented(group: list[Line], line: Line, here: Measure) -> bool:
    """A first-line indent, unless the paragraph hangs: then its lines stand under the text after the label."""
    if group[-1].page == line.page and len(group) > 1:
        return line.left > group[-1].left + _INDENT
    hangs = starts_item(group[0].text) and not starts_item(line.text) and line.left > group[0].left + _HANGING_SLACK
    return line.left > here.left + _INDENT and not hangs and line.left > group[0].left - _HANGING_SLACK


def _may_be_item(last: Line, line: Line, here: Measure) -> bool:
    return ends_sentence(last.text) or line.left > here.left + _INDENT


def _is_centred(line: Line, of: Measure) -> bool:
    margin = min(line.left - of.left, of.right - line.right)
    return margin > _INDENT * 2 and abs((line.left + line.right) / 2 - of.centre) < _INDENT
