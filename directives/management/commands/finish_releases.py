"""Print the releases whose printing a crash cut off; run by a timer."""

from districts.domain_command import DomainCommand
from districts.errors import DomainError
from meetings.printing import render, unprinted


class Command(DomainCommand):
    help = "In bản PDF của những văn bản đã phát hành mà việc in bị ngắt giữa chừng."

    def handle(self, **options: object) -> None:
        failed = []
        for release in unprinted():
            try:
                render(release)
            except DomainError as error:  # one that cannot be printed does not hold up those after it
                failed.append(f"{release}: {error}")
            else:
                self.stdout.write(f"Đã in {release}")
        if failed:
            raise DomainError("Chưa in được " + "; ".join(failed))
