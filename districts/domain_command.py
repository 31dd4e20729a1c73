"""Commands that end with the domain's sentence and exit code 2 instead of a traceback."""

import sys

from django.core.management.base import BaseCommand

from districts.errors import DomainError

REFUSED = 2


class DomainCommand(BaseCommand):
    """On the command line a DomainError is one Vietnamese sentence on standard error; ``call_command`` raises it."""

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except DomainError as error:
            self.stderr.write(str(error))
            sys.exit(REFUSED)
