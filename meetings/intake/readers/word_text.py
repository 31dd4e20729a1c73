"""The text of one Word paragraph as the reader of the page sees it: insertions in, deletions, hidden text and field codes out."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from meetings.intake.readers.legacy import by_font
from meetings.intake.readers.word_names import MC, M, W, switched_on, value
from meetings.intake.readers.word_styles import Style, Styles, font_of

_SKIPPED = frozenset(
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "rt", "proofErr")
)
_BREAKS = {
    W + "br": "\n",
    W + "cr": "\n",
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}
# Signs of the Symbol and Wingdings fonts that offices put into text; any other is taken for a bullet.
_SIGNS = {
    "F0E0": "→", "F0DE": "⇒", "F0FC": "✓", "F0FE": "☑", "F0A8": "☐", "F06F": "☐", "F0A3": "☐", "F0B3": "≥",
    "F02D": "-", "F02B": "+", "F0B0": "°", "F0B1": "±", "F0D7": "×",
}  # fmt: skip


@dataclass
class Text:
    """A paragraph's text ('\\n' at line breaks), the text boxes anchored in it, and the ids of its footnotes."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Look:
    font: str | None
    caps: bool


class TextReader:
    """Reads paragraphs. ``trust_fonts``: letters in a font named '.Vn...' or 'VNI-...' are legacy codes."""

    def __init__(self, styles: Styles, *, trust_fonts: bool) -> None:
        self._styles = styles
        self._trust_fonts = trust_fonts

    def read(self, paragraph: etree._Element, style: Style) -> Text:
        result = Text()
        fields: list[bool] = []
        pieces = list(self._inline(paragraph, style, result, fields))
        # Runs of one font are joined before they are converted: a VNI letter and its mark may stand in two runs.
        for look, group in itertools.groupby(pieces, key=lambda piece: piece[0]):
            text = "".join(piece[1] for piece in group)
            if self._trust_fonts:
                text = by_font(text, look.font)
            result.text += text.upper() if look.caps else text
        return result

    def _inline(
        self, parent: etree._Element, style: Style, result: Text, fields: list[bool]
    ) -> Iterator[tuple[_Look, str]]:
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag == W + "r":
                yield from self._run(child, style, result, fields)
            elif tag == MC + "AlternateContent":
                yield from self._inline(_choice(child), style, result, fields)
            elif tag == M + "t":
                yield _Look(None, caps=False), child.text or ""
            else:
                # Links, smart tags, content controls, insertions, simple fields, mathematics: what is inside counts.
                yield from self._inline(child, style, result, fields)

    def _run(self, run: etree._Element, style: Style, result: Text, fields: list[bool]) -> Iterator[tuple[_Look, str]]:
        properties = run.find(W + "rPr")
        own = self._styles.run(value(properties, "rStyle"))
        if _first(switched_on(properties, "vanish"), own.vanish, style.vanish):
            return
        look = _Look(
            font=_first(font_of(properties), own.font, style.font),
            caps=bool(_first(switched_on(properties, "caps"), own.caps, style.caps)),
        )
        for child in run:
            if text := self._run_child(child, result, fields):
                yield look, text

    def _run_child(self, child: etree._Element, result: Text, fields: list[bool]) -> str:
        tag = child.tag
        if tag == W + "fldChar":
            _step(fields, child.get(W + "fldCharType"))
        if any(fields) or tag in _SKIPPED:
            return ""
        if tag in (W + "footnoteReference", W + "endnoteReference"):
            result.notes.append(f"{tag == W + 'endnoteReference':d}:{child.get(W + 'id')}")
        elif tag in (W + "drawing", W + "pict", W + "object", MC + "AlternateContent"):
            result.boxes.extend(_boxes(child))
        return _letters(child)


def has_unicode_in_legacy_fonts(root: etree._Element, is_legacy: Callable[[str | None], bool]) -> bool:
    """Tell whether runs of a legacy font hold letters beyond Latin-1: the text was converted and only the font's name is left."""
    for run in root.iter(W + "r"):
        if is_legacy(font_of(run.find(W + "rPr"))):
            text = "".join(t.text or "" for t in run.findall(W + "t"))
            if any("\u0100" <= char < "\u2000" for char in text):
                return True
    return False


def _letters(child: etree._Element) -> str:
    """The letters that one element of a run stands for: text, a tab or break, a sign of a symbol font."""
    if child.tag == W + "t":
        return child.text or ""
    if child.tag == W + "sym":
        return _SIGNS.get((child.get(W + "char") or "").upper(), "•")
    return "" if child.get(W + "type") in {"page", "column"} else _BREAKS.get(child.tag, "")


def _step(fields: list[bool], kind: str | None) -> None:
    """Follow a field's marks: True while its code is read, False while its result is."""
    if kind == "begin":
        fields.append(True)
    elif kind == "separate" and fields:
        fields[-1] = False
    elif kind == "end" and fields:
        fields.pop()


def _choice(alternate: etree._Element) -> etree._Element:
    """Word writes a text box twice, for new and for old readers: take one."""
    found = alternate.find(MC + "Choice")
    if found is None or not len(found):
        found = alternate.find(MC + "Fallback")
    return alternate if found is None else found


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes of a drawing, outermost ones only, each once."""
    if element.tag == W + "txbxContent":
        yield element
        return
    for child in _choice(element) if element.tag == MC + "AlternateContent" else element:
        yield from _boxes(child)


def _first(*values):
    return next((item for item in values if item is not None), None)
