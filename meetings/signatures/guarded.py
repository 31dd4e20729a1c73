"""Reading a PDF from outside in a process that may take only so much memory and time, and knows none of the secrets."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from meetings.intake.readers import guard
from meetings.intake.readers.limits import MEGABYTE
from meetings.signatures.findings import Findings

CHILD = "meetings.signatures.child"


class UnreadableFile(ValueError):
    """The file took too long or too much memory, or broke the reader."""


@dataclass(frozen=True)
class ExaminationLimits:
    """``memory_bytes`` beyond the reader's own code; ``seconds`` of processor and of wall time."""

    memory_bytes: int = 400 * MEGABYTE
    seconds: float = 20.0


LIMITS = ExaminationLimits()


def examine(data: bytes, *, roots: Sequence[bytes], at: datetime, limits: ExaminationLimits = LIMITS) -> Findings:
    """Raises UnreadableFile. Nothing is fetched from anywhere."""
    with tempfile.TemporaryFile() as question:  # a file, since a pipe to a child that is killed breaks under its writer
        pickle.dump((data, list(roots), at), question)
        question.seek(0)
        process = guard.start(CHILD, str(limits.memory_bytes), str(limits.seconds), stdin=question)
        try:
            output = guard.wait(process, limits.seconds)
        except TimeoutError as error:
            raise UnreadableFile from error
    if process.returncode:
        raise UnreadableFile
    try:
        return Findings.from_json(output.decode())
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableFile from error
