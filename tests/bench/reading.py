"""How long a document takes from bytes to a draft, without Django's start."""

import os
import statistics
from datetime import date
from pathlib import Path

from meetings.intake.parse import parse_lines
from meetings.intake.readers import read_lines
from tests.bench.measuring import median_ms, row

PROJECT = Path(__file__).resolve().parents[2]
REFERENCE = Path(os.environ.get("REFERENCE_DIR", PROJECT.parent / "shared")) / "texts"


def documents() -> list[Path]:
    """Reference documents where they are at hand, and the project's own sample."""
    own = PROJECT / "portal" / "demo" / "giao-ban-quy-III-2026.txt"
    return [*sorted(REFERENCE.glob("*.txt")), own]


def run() -> None:
    print("Reading a document (bytes to draft), median of 15 runs each")
    medians = []
    for path in documents():
        data, name = path.read_bytes(), path.name
        took = median_ms(
            lambda data=data, name=name: parse_lines(read_lines(data, name), reference_day=date(2026, 11, 1)), runs=15
        )
        medians.append(took)
        row(f"  {name[:50]}", took, note=f"{len(data) / 1024:.0f} KiB")
    row(
        "  median of the documents",
        statistics.median(medians),
        note=f"target 20 ms: {statistics.median(medians) / 20:.2f} of it",
    )
