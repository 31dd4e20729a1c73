"""'Single file web page' (.mht), which Word also saves under the name .doc: the HTML part of a MIME message."""

from __future__ import annotations

import email
import email.policy

from meetings.intake.readers import errors, web
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.limits import Limits


def read(data: bytes, limits: Limits) -> list[str]:
    """Return the lines of the first HTML part. Raises UnreadableDocument where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return web.read(content if isinstance(content, bytes) else b"", limits)
    raise UnreadableDocument(errors.DAMAGED)
