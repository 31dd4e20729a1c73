"""The process in which a document is read: ``python -m meetings.intake.readers.child KIND LIMITS`` (JSON), bytes in, JSON out."""

from __future__ import annotations

import json
import math
import resource
import sys
from pathlib import Path

from meetings.intake.readers import formats
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.limits import Limits


def main(kind: str, settings: str) -> None:
    limits = Limits(**json.loads(settings))
    read = formats.answering(kind)
    restrain(limits)
    try:
        answer: dict[str, object] = {"lines": read(sys.stdin.buffer.read(), limits)}
    except UnreadableDocument as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))


def restrain(limits: Limits) -> None:
    """Cap memory at what the process holds now (its code and libraries) plus the document's share, and processor time."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    if pages:
        ceiling = pages * resource.getpagesize() + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    seconds = math.ceil(limits.seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main(*sys.argv[1:])
