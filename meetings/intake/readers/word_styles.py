"""Word's styles: what a paragraph or a run inherits (heading level, list, font, capitals)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from meetings.intake.readers.legacy import is_legacy_font
from meetings.intake.readers.word_names import W, number, switched_on, value

_HEADING_NAME = re.compile(r"(?:heading|tiêu đề|đề mục)\s*([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"toc\s*\d|mục lục\s*\d", re.IGNORECASE)
_MAX_CHAIN = 20
BODY_TEXT_LEVEL = 9


@dataclass(frozen=True)
class Style:
    name: str = ""
    heading: int | None = None
    num_id: int | None = None
    ilvl: int | None = None
    font: str | None = None
    caps: bool | None = None
    vanish: bool | None = None

    @property
    def is_contents(self) -> bool:
        return bool(_CONTENTS_NAME.match(self.name))


class Styles:
    def __init__(self, root: etree._Element | None) -> None:
        elements = [] if root is None else root.findall(W + "style")
        self._elements = {element.get(W + "styleId"): element for element in elements}
        self._default = next(
            (
                e.get(W + "styleId")
                for e in elements
                if e.get(W + "type") == "paragraph" and e.get(W + "default") in {"1", "true"}
            ),
            None,
        )
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._base = Style(font=font_of(defaults))
        self._known: dict[str | None, Style] = {}

    def paragraph(self, style_id: str | None) -> Style:
        return self._resolve(style_id if style_id in self._elements else self._default)

    def run(self, style_id: str | None) -> Style:
        return self._resolve(style_id) if style_id in self._elements else Style()

    def _resolve(self, style_id: str | None) -> Style:
        if style_id not in self._known:
            chain: list[str | None] = []
            at = style_id
            while at in self._elements and at not in chain and len(chain) < _MAX_CHAIN:
                chain.append(at)
                at = value(self._elements[at], "basedOn")
            style = self._base
            for ancestor in reversed(chain):
                style = self._layer(style, self._elements[ancestor])
            self._known[style_id] = style
        return self._known[style_id]

    @staticmethod
    def _layer(below: Style, element: etree._Element) -> Style:
        """Lay one style over those it is based on: what it does not say shines through."""
        runs, paragraph = element.find(W + "rPr"), element.find(W + "pPr")
        name = value(element, "name") or ""
        named = _HEADING_NAME.match(name)
        outline = number(paragraph, "outlineLvl")
        if outline is None and (named or name.lower() == "title"):
            outline = int(named[1]) - 1 if named else 0
        return Style(
            name=name,
            heading=_or(outline, below.heading),
            num_id=_or(number(paragraph, "numPr/numId"), below.num_id),
            ilvl=_or(number(paragraph, "numPr/ilvl"), below.ilvl),
            font=_or(font_of(runs), below.font),
            caps=_or(switched_on(runs, "caps"), below.caps),
            vanish=_or(switched_on(runs, "vanish"), below.vanish),
        )


def font_of(properties: etree._Element | None) -> str | None:
    """Return the font of run properties: that of the letters beyond ASCII where it is a legacy one, else the ASCII one.

    A theme font is '' and so hides an inherited legacy font; None means that nothing is said.
    """
    fonts = None if properties is None else properties.find(W + "rFonts")
    if fonts is None:
        return None
    beyond = fonts.get(W + "hAnsi")
    if is_legacy_font(beyond):
        return beyond
    return fonts.get(W + "ascii") or beyond or ("" if fonts.get(W + "asciiTheme") else None)


def _or(own, inherited):
    return inherited if own is None else own
