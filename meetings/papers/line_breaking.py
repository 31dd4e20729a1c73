"""Lines of about equal length for what is centred: a title whose last line is one word looks like a mistake."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from meetings.papers.wording import runs


class Ruler:
    """Measures a text in one font file, in points, without kerning."""

    def __init__(self, font_path: Path) -> None:
        with TTFont(font_path) as font:
            self._unit = font["head"].unitsPerEm
            self._glyphs = font.getBestCmap()
            self._widths = {name: width for name, (width, _) in font["hmtx"].metrics.items()}

    def width(self, text: str, size: float) -> float:
        total = sum(self._widths.get(self._glyphs.get(ord(letter), ".notdef"), self._unit) for letter in text)
        return total * size / self._unit


@cache
def ruler(font_path: Path) -> Ruler:
    return Ruler(font_path)


def balanced(text: str, measure: Ruler, *, size: float, room: float) -> list[str]:
    """The text in as few lines as fit the room (points), then as even as they can be. A word too long stands alone."""
    words = _words(text)
    count = len(_filled(words, measure, size, room))
    low, high = room / count * 0.8, room
    while count > 1 and high - low > 1:
        middle = (low + high) / 2
        if len(_filled(words, measure, size, middle)) <= count:
            high = middle
        else:
            low = middle
    return _filled(words, measure, size, high)


def _words(text: str) -> list[str]:
    """The pieces between which a line may break; a whole run is one piece, with what is glued to it."""
    joined = "".join(run.replace(" ", "\u00a0") if whole else run for run, whole in runs(text))
    return [word.replace("\u00a0", " ") for word in joined.split(" ") if word]


def _filled(words: Sequence[str], measure: Ruler, size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure.width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]
