"""The programme as typed, one line an item: '08:15 Báo cáo kết quả quý III | Phòng Kế hoạch - Tài chính'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from districts.errors import DomainError
from meetings.models import Meeting

MOST_LINES = 100
LONGEST_TEXT, LONGEST_SPEAKER = 500, 255
SPEAKER_MARK = "|"
_HOUR = re.compile(r"^([01]?\d|2[0-3])\s*(?::|h|g|giờ)\s*([0-5]\d)?\s*[-–:.]?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class AgendaLine:
    """``speaker`` is '' and ``starts_at`` None where none is given."""

    text: str
    speaker: str = ""
    starts_at: time | None = None

    def __str__(self) -> str:
        hour = f"{self.starts_at:%H:%M} " if self.starts_at else ""
        return f"{hour}{self.text}" + (f" {SPEAKER_MARK} {self.speaker}" if self.speaker else "")


def read_agenda(typed: str) -> list[AgendaLine]:
    """Raises DomainError, naming the line, where it is too long to be kept."""
    lines = [_line(words) for words in typed.splitlines() if words.strip()]
    if len(lines) > MOST_LINES:
        raise DomainError(f"Chương trình có {len(lines)} dòng, tối đa {MOST_LINES}. Hãy gộp bớt nội dung.")
    for number, line in enumerate(lines, start=1):
        if not line.text:
            raise DomainError(f"Dòng {number} của chương trình chưa có nội dung. Hãy ghi nội dung trước dấu “|”.")
        if len(line.text) > LONGEST_TEXT or len(line.speaker) > LONGEST_SPEAKER:
            raise DomainError(f"Dòng {number} của chương trình quá dài. Hãy tách thành nhiều dòng.")
    return lines


def _line(words: str) -> AgendaLine:
    text, _, speaker = (" ".join(part.split()) for part in words.partition(SPEAKER_MARK))
    hour = _HOUR.match(f"{text} ")
    starts_at = time(int(hour[1]), int(hour[2] or 0)) if hour else None
    return AgendaLine(text[hour.end() :].strip() if hour else text, speaker, starts_at)


def agenda_of(meeting: Meeting) -> list[AgendaLine]:
    return [
        AgendaLine(line["text"], line["speaker"], time.fromisoformat(line["at"]) if line["at"] else None)
        for line in meeting.agenda_lines
    ]


def in_words(lines: Iterable[AgendaLine]) -> str:
    """Read again, it gives the same lines."""
    return "\n".join(map(str, lines))


def stored_agenda(lines: Iterable[AgendaLine]) -> list[dict[str, str]]:
    """The value of ``Meeting.agenda_lines``."""
    return [
        {"at": f"{line.starts_at:%H:%M}" if line.starts_at else "", "text": line.text, "speaker": line.speaker}
        for line in lines
    ]
