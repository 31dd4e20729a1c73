"""Commands that end with the domain's sentence and exit code 2 instead of a traceback."""

import sys
from datetime import date

from django.core.management.base import BaseCommand

from districts.directory import parse_day
from districts.errors import DomainError

REFUSED = 2


def asked_day(words: str) -> date:
    """A day typed as an option. Raises DomainError where it is none."""
    found = parse_day(words)
    if found is None:
        raise DomainError(f"Không hiểu ngày “{words}”. Hãy ghi dạng 15/10/2026.")
    return found


class DomainCommand(BaseCommand):
    """On the command line a DomainError is one Vietnamese sentence on standard error; ``call_command`` raises it."""

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except DomainError as error:
            self.stderr.write(str(error))
            sys.exit(REFUSED)
