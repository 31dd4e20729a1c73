"""The file of a Word document: its sheet, styles, page numbers and properties; zipped to the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from meetings.papers.word_pieces import made, page_number, paragraph, xml_text

STYLES = Path(__file__).with_name("word_styles.xml")
LANGUAGE = "vi-VN"
# Of the library's blank document: a picture of it, and what no page here needs.
UNUSED_PARTS = (RT.THUMBNAIL, RT.CUSTOM_XML, RT.NUMBERING, "stylesWithEffects")
ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file knows: the clock stays out of the bytes
WORD_2013 = "15"  # without it Word opens the document in a compatibility mode


@dataclass(frozen=True)
class Properties:
    """What the file says of itself: the agency, and no person's name. ``day`` None for a draft."""

    title: str
    agency: str
    day: date | None


class Body:
    """The page's text: what is appended comes before the section's own end."""

    def __init__(self, document: WordDocument) -> None:
        self.end = document.element.body.sectPr

    def append(self, element: etree._Element) -> None:
        self.end.addprevious(element)


class WordFile:
    """A blank A4 document with margins 20, 20, 30 and 15 mm, numbered from its second page on (Phụ lục I, mục I)."""

    def __init__(self, properties: Properties) -> None:
        self._document = Document()
        self.body = Body(self._document)
        _drop_unused(self._document)
        _set_styles(self._document)
        _set_sheet(self._document)
        _set_settings(self._document)
        _set_properties(self._document, properties)

    def begin_annex(self) -> None:
        """What follows stands on pages of its own, counted from 1."""
        last = paragraph("DoanCuoi")
        last.get_or_add_pPr().append(deepcopy(self.body.end))
        self.body.append(last)
        if self.body.end.find(qn("w:pgNumType")) is None:
            self.body.end.find(qn("w:pgMar")).addnext(made("pgNumType", start=1))

    def to_bytes(self) -> bytes:
        self.body.append(paragraph("DoanCuoi"))
        saved = io.BytesIO()
        self._document.save(saved)
        packed = io.BytesIO()
        with zipfile.ZipFile(saved) as whole, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as anew:
            for name in sorted(whole.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
                member = zipfile.ZipInfo(name, ZIP_DAY)
                member.compress_type = zipfile.ZIP_DEFLATED
                anew.writestr(member, whole.read(name))
        return packed.getvalue()


def _drop_unused(document: WordDocument) -> None:
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(UNUSED_PARTS):
                del owner.rels[key]
    document.element.body.clear_content()


def _set_styles(document: WordDocument) -> None:
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.extend(parse_xml(STYLES.read_bytes()))


def _set_sheet(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Pt(20), Pt(20)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    for header, shown in ((section.header, page_number("SoTrang")), (section.first_page_header, paragraph("SoTrang"))):
        for child in list(header._element):
            header._element.remove(child)
        header._element.append(shown)


def _set_settings(document: WordDocument) -> None:
    settings = document.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), WORD_2013)
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
        language.attrib.pop(qn("w:eastAsia"), None)
    for gone in [*settings.iter(qn("w:rsids")), *settings.iter(qn("w:useFELayout"))]:
        gone.getparent().remove(gone)


def _set_properties(document: WordDocument, properties: Properties) -> None:
    core = document.core_properties
    core.title, core.language = xml_text(properties.title)[:255], LANGUAGE
    core.author = core.last_modified_by = xml_text(properties.agency)[:255]
    core.comments, core.revision = "", 1
    if properties.day:
        core.created = core.modified = datetime.combine(properties.day, datetime.min.time())
        return
    for moment in [*core._element.iterchildren("{http://purl.org/dc/terms/}*")]:
        core._element.remove(moment)
