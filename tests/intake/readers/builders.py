"""Small documents built for the tests: the XML of a .docx by hand, archives that lie, PDF files with and without letters."""

from __future__ import annotations

import io
import zipfile

import weasyprint

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def archive(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a .docx whose body is ``body``; ``parts`` are the inner XML of 'styles', 'numbering', 'footnotes'."""
    return archive(docx_members(body, **parts))


def docx_members(body: str, **parts: str) -> dict[str, bytes | str]:
    relations = "".join(f'<Relationship Id="r{kind}" Type="{RELATION}{kind}" Target="{kind}.xml"/>' for kind in parts)
    wrap = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    main = f'<Relationship Id="r1" Type="{RELATION}officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": wrap.format(main),
        "word/_rels/document.xml.rels": wrap.format(relations),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        **{f"word/{kind}.xml": f"<w:{kind} {NAMES}>{inner}</w:{kind}>" for kind, inner in parts.items()},
    }


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "", runs: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{runs}</w:p>"


def listed(text: str, num: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def abstract_list(at: int, *levels: tuple[str, str], extra: str = "") -> str:
    """Return an abstractNum; each level is (number format, level text)."""
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{at}">{extra}{inner}</w:abstractNum>'


def num(at: int, abstract: int, override: str = "") -> str:
    return f'<w:num w:numId="{at}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def table(*rows: list[str]) -> str:
    """Return a table; a cell that begins with '<w:' is taken as its XML, else as its text."""

    def cell(content: str) -> str:
        return f"<w:tc>{content if content.startswith('<w:') else paragraph(content)}</w:tc>"

    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def pdf_from_html(body: str, css: str = "") -> bytes:
    """Return a PDF of A4 pages: justified text, page number at the top from page 2."""
    page = "@page{size:A4;margin:20mm 15mm 20mm 30mm;@top-center{content:counter(page)}}@page:first{@top-center{content:none}}"
    text = "body{font:14pt 'Liberation Serif',serif;margin:0}p{text-align:justify;text-indent:12.7mm;margin:0 0 6pt}"
    return weasyprint.HTML(string=f"<html lang=vi><style>{page}{text}{css}</style><body>{body}").write_pdf()


def raw_pdf(*pages: str, extra: dict[int, bytes] | None = None, resources: str = "") -> bytes:
    """Return a PDF written by hand, one content stream a page; objects from 100 on may be added and named in ``resources``."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    kids = []
    for index, content in enumerate(pages):
        at = 1000 + index * 2
        kids.append(f"{at} 0 R")
        objects[at] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {at + 1} 0 R/Resources<<{resources}>>>>".encode()
        )
        objects[at + 1] = stream(content.encode("latin-1"))
    objects[2] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    objects |= extra or {}
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, item) for at, item in sorted(objects.items()))
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


def stream(content: bytes, head: str = "") -> bytes:
    return f"<<{head}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


GREY_PIXEL = stream(b"\x80", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
