"""``python -m meetings.intake FILE``: the file's draft as JSON on standard output."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from meetings.intake.parse import parse_lines
from meetings.intake.readers import read_file


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m meetings.intake", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--reference-day", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    options = parser.parse_args(arguments)
    draft = parse_lines(read_file(options.file), reference_day=options.reference_day)
    json.dump(draft.as_json(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
