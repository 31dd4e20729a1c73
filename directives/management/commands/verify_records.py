"""Compare everything issued with what was signed, printed and recorded; run by a timer and after a restore."""

from directives.models import Assignment, Directive, DirectiveEvent
from directives.rulings.models import Ruling
from directives.rulings.verifying import ruling_problems
from districts.chains import broken_chains
from districts.domain_command import DomainCommand
from districts.errors import DomainError
from meetings.models import Release
from meetings.verifying import issued_problems


class Command(DomainCommand):
    help = "Đối chiếu văn bản đã phát hành, tệp lưu và nhật ký với mã kiểm tra SHA-256."

    def handle(self, **options: object) -> None:
        chains = broken_chains(DirectiveEvent, Directive, Assignment, Ruling)
        problems = [*issued_problems(), *ruling_problems(), *chains]
        if problems:
            raise DomainError("\n".join(problems))
        self.stdout.write(f"Đã đối chiếu {Release.objects.count()} văn bản đã phát hành và nhật ký: không có sai lệch.")
