"""The process that reads a PDF from outside: a pickled question from our own parent in, JSON out."""

from __future__ import annotations

import dataclasses
import pickle
import sys

from meetings.intake.readers.child import restrain
from meetings.intake.readers.limits import LIMITS
from meetings.signatures.findings import Findings
from meetings.signatures.text import text_of
from meetings.signatures.validating import signatures_of


def main(memory_bytes: str, seconds: str) -> None:
    restrain(dataclasses.replace(LIMITS, memory_bytes=int(memory_bytes), seconds=float(seconds)))
    data, roots, at = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from our own parent
    # A signature says in plain bytes which part of the file it covers.
    signatures = signatures_of(data, roots, at) if b"/ByteRange" in data else ()
    sys.stdout.write(Findings(text_of(data), signatures).as_json())


if __name__ == "__main__":
    main(*sys.argv[1:])
