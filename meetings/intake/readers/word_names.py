"""Names of WordprocessingML (ECMA-376 part 1; the strict namespace is folded into the transitional one)."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1].encode(),
}


def value(parent: etree._Element | None, path: str) -> str | None:
    """Return ``w:val`` of the element at ``path`` ('numPr/numId'), '' where it has none, None where there is no such element."""
    if parent is None:
        return None
    found = parent.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + "val", "")


def number(parent: etree._Element | None, path: str) -> int | None:
    text = value(parent, path)
    try:
        return int(text) if text else None
    except ValueError:
        return None


def switched_on(parent: etree._Element | None, path: str) -> bool | None:
    """Return a toggle property (caps, vanish): True, False, or None where it is not said."""
    text = value(parent, path)
    return None if text is None else text not in {"0", "false", "off"}
