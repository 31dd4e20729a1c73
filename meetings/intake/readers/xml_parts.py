"""XML of an uploaded document, parsed without DTDs, entities or network."""

from __future__ import annotations

import re

from lxml import etree

from meetings.intake.readers import errors
from meetings.intake.readers.errors import UnreadableDocument

_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse(data: bytes) -> etree._Element:
    """Return the root of an XML part. Raises UnreadableDocument for a DTD (Word never writes one) and for damaged XML.

    The bytes are searched before parsing, zeros left out so that UTF-16 hides nothing, because a parser would already have read the
    declaration; the parsed document is asked again, in case another encoding did hide it.
    """
    if _DECLARATION.search(data) or _DECLARATION.search(data[: 1 << 16].replace(b"\0", b"")):
        raise UnreadableDocument(errors.HOSTILE_XML)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if any(entry.type == etree.ErrorTypes.ERR_NO_MEMORY for entry in parser.error_log):
            raise UnreadableDocument(errors.TOO_HEAVY) from error
        raise UnreadableDocument(errors.DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(errors.HOSTILE_XML)
    return root
