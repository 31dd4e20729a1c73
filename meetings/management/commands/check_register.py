"""Compare the numbers and days of a year's papers with each other, with the register and with what was printed."""

from django.core.management.base import CommandParser

from districts.domain_command import DomainCommand
from districts.errors import DomainError
from meetings.register.numbers import problems_of, register_title, sequences_of
from meetings.years import year_from


class Command(DomainCommand):
    help = "Kiểm tra sổ đăng ký văn bản đi của một năm: số, ngày, trùng, khuyết."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", metavar="NĂM", help="năm của sổ, ví dụ 2026")

    def handle(self, *, year: str, **options: object) -> None:
        asked = year_from(year)
        if asked is None:
            raise DomainError(f"Không hiểu năm “{year}”. Hãy ghi bốn chữ số, ví dụ 2026.")
        states = sequences_of(asked)
        for state in states:
            missing = f"khuyết {state.missing_words}" if state.missing else "không khuyết"
            self.stdout.write(
                f"Dãy {state.name}/{asked}: {state.count} văn bản, số cao nhất {state.last:02d}, {missing}."
            )
        if not states:
            self.stdout.write(f"Năm {asked} chưa có văn bản nào.")
        if problems := problems_of(asked):
            raise DomainError("\n".join([f"{register_title(states)} năm {asked} có chỗ sai:", *problems]))
        self.stdout.write(f"{register_title(states)} năm {asked}: không có chỗ sai.")
