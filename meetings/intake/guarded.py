"""Parsing a long text in a process of its own: it may take its time, the caller may not."""

from __future__ import annotations

import dataclasses
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date

from meetings.intake.context import KnownUnit
from meetings.intake.draft import Draft
from meetings.intake.parse import parse_lines
from meetings.intake.readers import errors, guard
from meetings.intake.readers.child import restrain
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.limits import LIMITS, Limits

SHORT = 60_000  # characters: some twenty pages, parsed in well under a second
CHILD = "meetings.intake.guarded"


def parse_guarded(
    lines: Sequence[str],
    *,
    known: Sequence[KnownUnit] = (),
    reference_day: date | None = None,
    limits: Limits = LIMITS,
    short: int = SHORT,
) -> Draft:
    """As ``parse_lines``. Raises UnreadableDocument for a text over the limit, or one that takes too long or too much memory."""
    size = sum(len(line) for line in lines)
    if size > limits.characters:
        raise UnreadableDocument(errors.TOO_LONG.format(limit=f"{limits.characters:,}".replace(",", ".")))
    if size <= short:
        return parse_lines(lines, known=known, reference_day=reference_day)
    return _parse_in_child(list(lines), list(known), reference_day, limits)


def _parse_in_child(lines: list[str], known: list[KnownUnit], reference_day: date | None, limits: Limits) -> Draft:
    command = [sys.executable, "-s", "-X", "utf8", "-m", CHILD, str(limits.memory_bytes), str(limits.seconds)]
    with tempfile.TemporaryFile() as question:  # a file, since a pipe to a child that is killed breaks under its writer
        pickle.dump((lines, known, reference_day), question)
        question.seek(0)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            command,
            stdin=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=guard.PROJECT,
            start_new_session=True,
        )
        try:
            output = guard.wait(process, limits.seconds)
        except TimeoutError as error:
            raise UnreadableDocument(errors.TOO_SLOW.format(limit=f"{limits.seconds:g}")) from error
    if process.returncode == -signal.SIGXCPU:
        raise UnreadableDocument(errors.TOO_SLOW.format(limit=f"{limits.seconds:g}"))
    if process.returncode:
        raise UnreadableDocument(errors.TOO_HEAVY)
    return pickle.loads(output)  # noqa: S301 - written by our own child from plain dataclasses


def _child(memory_bytes: int, seconds: float) -> None:
    restrain(dataclasses.replace(LIMITS, memory_bytes=memory_bytes, seconds=seconds))
    lines, known, reference_day = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from our own parent
    draft = parse_lines(lines, known=known, reference_day=reference_day)
    sys.stdout.buffer.write(pickle.dumps(draft))


if __name__ == "__main__":
    _child(int(sys.argv[1]), float(sys.argv[2]))
