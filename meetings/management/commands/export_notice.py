"""Write a paper's PDF to a file: the issued one, or the draft with blanks for number and day."""

from pathlib import Path

from django.core.management.base import CommandParser
from django.utils import timezone

from districts.domain_command import DomainCommand
from districts.errors import DomainError
from meetings.models import Paper
from meetings.printing import preview_pdf, printed_pdf


class Command(DomainCommand):
    help = "Xuất bản PDF của một văn bản."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paper", type=int, metavar="ID", help="mã văn bản")
        parser.add_argument("out", type=Path, metavar="OUT.pdf")

    def handle(self, *, paper: int, out: Path, **options: object) -> None:
        found = Paper.objects.filter(pk=paper).first()
        if found is None:
            raise DomainError(f"Không có văn bản mã {paper}.")
        released = getattr(found, "release", None)
        data = printed_pdf(released) if released else preview_pdf(found, at=timezone.now())
        try:
            out.write_bytes(data)
        except OSError as error:
            raise DomainError(f"Không ghi được tệp {out}: {error.strerror}.") from error
        self.stdout.write(str(out))
