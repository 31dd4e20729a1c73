"""What a rule of form found on a printed paper, and what the rules are given to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from meetings.papers.printed_lines import MM, Line, Page, Printed, Stroke

DECREE = "Nghị định 30/2020/NĐ-CP, Phụ lục I"


@dataclass(frozen=True)
class Finding:
    """``rule`` is its lasting key; ``measured`` what was found, in words; ``article`` the place in the decree."""

    rule: str
    name: str
    holds: bool
    measured: str
    article: str


@dataclass(frozen=True)
class Expected:
    """What is known of the paper beforehand. ``title``: 'THÔNG BÁO', '' for a letter; ``symbol``: 'TB-SKHCN'.

    ``is_draft``: number and day are still blanks. ``form``: of the kinds that the decree gives a form of its own. Minutes
    carry no place and day in the head, and two signatures above their recipients.
    """

    title: str
    symbol: str
    is_draft: bool
    form: Literal["", "invitation", "minutes"] = ""

    @property
    def is_minutes(self) -> bool:
        return self.form == "minutes"


@dataclass(frozen=True)
class Face:
    """How the lines of one part are set: their size in points, and what else is asked of them; None asks nothing."""

    low: float
    high: float
    bold: bool | None = None
    italic: bool | None = False
    capitals: bool | None = None

    def fits(self, *lines: Line | None) -> bool:
        """Whether there are lines and all of them are set so."""
        return bool(lines) and all(line is not None and self._fits(line) for line in lines)

    def _fits(self, line: Line) -> bool:
        asked = ((self.bold, line.bold), (self.italic, line.italic), (self.capitals, line.text.isupper()))
        return within(line.size, self.low, self.high) and all(wanted in (None, found) for wanted, found in asked)


@dataclass
class Sheet:
    """The paper with its parts found once, and the list that the rules fill."""

    printed: Printed
    expected: Expected
    found: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.main = self._pages_of_text()
        self.first = list(self.main[0].lines)
        self.lines = [line for page in self.main for line in page.lines]
        self.half = self.main[0].width / 2
        body = [line for line in self.lines if line.top > 15 * MM + 8]
        self.left = min((line.x0 for line in body), default=0.0)
        self.right = max((line.x1 for line in body), default=self.main[0].width)
        self.middle = (self.left + self.right) / 2

    def _pages_of_text(self) -> list[Page]:
        """The pages before the first annex."""
        pages: list[Page] = []
        for page in self.printed.pages:
            if pages and begins_annex(page):
                break
            pages.append(page)
        return pages

    def rule(self, key: str, name: str, holds: bool, measured: str, article: str) -> None:
        """``article``: the place in the first annex of the decree, or a place that names it itself."""
        place = article if article.startswith("Nghị định") else f"{DECREE}, {article}"
        self.found.append(Finding(key, name, bool(holds), measured, place))

    def line(self, text: str) -> Line | None:
        return next((line for line in self.first if line.text == text), None)

    def stroke_share(self, under: Line, width: float) -> float | None:
        """How long the centred stroke within 14 points below a line is, as a share of ``width``; None without one."""
        near = [
            stroke
            for stroke in self.main[under.page - 1].strokes
            if -3 <= stroke.y - under.bottom <= 14 and abs(stroke.middle - under.middle) < 3 * MM
        ]
        return _longest(near) / width if near and width else None


def begins_annex(page: Page) -> bool:
    """'Phụ lục', with or without a number, in bold as the first words of the page."""
    first = next((line for line in page.lines if not line.text.isdigit()), None)
    return (
        first is not None and first.bold and first.text.lower().split()[:2] == ["phụ", "lục"] and len(first.text) < 20
    )


def _longest(strokes: Iterable[Stroke]) -> float:
    return max(stroke.x1 - stroke.x0 for stroke in strokes)


def words_of(lines: Iterable[Line]) -> str:
    """The lines one after the other, '' where there is none."""
    return " / ".join(line.text for line in lines)


def within(value: float, low: float, high: float, slack: float = 0.26) -> bool:
    return low - slack <= value <= high + slack


def millimetres(length: float) -> str:
    return f"{length / MM:.1f} mm".replace(".", ",")


def points(size: float) -> str:
    return f"cỡ {size:.1f}".replace(".", ",").removesuffix(",0")


def share_words(share: float | None) -> str:
    return "không thấy nét kẻ" if share is None else f"dài {share:.2f} lần dòng chữ".replace(".", ",")
