"""A person at a Word document: retypes, adds, deletes and moves paragraphs, with or without Track Changes."""

from __future__ import annotations

import io
from copy import deepcopy

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

WHO, WHEN = "Lê Văn C", "2026-04-08T09:15:00Z"


class Hand:
    def __init__(self, data: bytes) -> None:
        self.document = Document(io.BytesIO(data))

    def to_bytes(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def find(self, words: str) -> Paragraph:
        """The paragraph of the text or of a table that holds the words."""
        every = (Paragraph(each, self.document._body) for each in self.document.element.body.iter(qn("w:p")))
        return next(each for each in every if words in each.text.replace("\u00a0", " "))

    def retype(self, words: str, text: str) -> None:
        paragraph = self.find(words)
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        paragraph.runs[0].text = text

    def retype_tracked(self, words: str, old: str, new: str) -> None:
        """Cut the paragraph at ``old`` and put ``new`` there, both marked."""
        paragraph = self.find(words)
        before, _, after = paragraph.text.replace("\u00a0", " ").partition(old)
        self.retype(words, before)
        run = paragraph.runs[0]._r
        deleted, inserted, rest = _change("del", old), _change("ins", new), deepcopy(run)
        for piece in (rest, inserted, deleted):
            run.addnext(piece)
        rest.find(qn("w:t")).text = after
        rest.find(qn("w:t")).set(qn("xml:space"), "preserve")

    def add_after(self, words: str, text: str, *, tracked: bool = False) -> None:
        paragraph = self.find(words)
        fresh = deepcopy(paragraph._p)
        for child in list(fresh):
            if child.tag != qn("w:pPr"):
                fresh.remove(child)
        fresh.append(_change("ins", text) if tracked else _run(text))
        paragraph._p.addnext(fresh)

    def delete(self, words: str) -> None:
        paragraph = self.find(words)._p
        paragraph.getparent().remove(paragraph)

    def delete_tracked(self, words: str) -> None:
        paragraph = self.find(words)
        text = paragraph.text.replace("\u00a0", " ")
        properties = paragraph._p.get_or_add_pPr()
        for child in list(paragraph._p):
            if child is not properties:
                paragraph._p.remove(child)
        mark = OxmlElement("w:rPr")
        mark.append(_signed(OxmlElement("w:del")))
        properties.append(mark)
        paragraph._p.append(_change("del", text))

    def move_after(self, words: str, target: str) -> None:
        moved = self.find(words)._p
        self.find(target)._p.addnext(moved)

    def comment(self, words: str, text: str) -> None:
        self.document.add_comment(self.find(words).runs, text=text, author=WHO)

    def forget_styles(self) -> None:
        """As a program leaves it that knows none of the portal's styles."""
        for each in self.document.element.body.iter(qn("w:pStyle")):
            each.set(qn("w:val"), "Normal")


def _signed(element):
    element.set(qn("w:id"), "7")
    element.set(qn("w:author"), WHO)
    element.set(qn("w:date"), WHEN)
    return element


def _run(text: str, tag: str = "w:t"):
    run, letters = OxmlElement("w:r"), OxmlElement(tag)
    letters.text = text
    letters.set(qn("xml:space"), "preserve")
    run.append(letters)
    return run


def _change(kind: str, text: str):
    change = _signed(OxmlElement(f"w:{kind}"))
    change.append(_run(text, "w:delText" if kind == "del" else "w:t"))
    return change
