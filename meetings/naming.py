"""What a meeting is called where the document carries only the title of its notice or minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from meetings.intake.draft import Draft
from meetings.wording import sentence_case

# 'Kết luận giao ban …', 'Kết luận của … tại hội nghị …', 'Biên bản cuộc họp …': the paper's words before the meeting's.
_PAPER_WORDS = re.compile(
    r"^(?:thông báo\s+)?(?:kết luận|biên bản)\s+(?:(?:của\s.{1,150}?\s)?tại\s+)?"
    r"(?=(?:hội nghị|cuộc họp|họp|phiên họp|buổi (?:làm việc|giao ban|họp)|giao ban)\b)",
    re.IGNORECASE,
)
_ROMAN_LABEL = re.compile(r"[IVX]+[.)]?")


def meeting_name(title: str, names: Iterable[str] = ()) -> str:
    """'KẾT LUẬN GIAO BAN KH&CN QUÝ I' -> 'Giao ban KH&CN quý I'; a title that names no meeting stays as it is.

    ``names`` of units and places get their capitals back where the title stands in capitals.
    """
    name = sentence_case(_PAPER_WORDS.sub("", title.strip(), count=1), names)
    return name[:1].upper() + name[1:]


def call_by_meeting(draft: Draft, names: Iterable[str] = ()) -> None:
    """Give a draft that was just read the name of its meeting for a title; what a person types later is left alone."""
    if draft.title:
        draft.title.text = meeting_name(draft.title.text, names)


def label_kept(label: str, *, opens_alone: bool) -> str:
    """A document's 'II. Kết luận' numbers its own parts: alone at the top of a notice the numeral counts nothing."""
    return "" if opens_alone and _ROMAN_LABEL.fullmatch(label.strip()) else label
