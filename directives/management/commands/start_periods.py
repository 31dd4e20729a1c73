"""Recurring orders: give every unit its assignment for the periods that have begun. For a timer, once a day."""

from django.core.management.base import CommandParser
from django.utils import timezone

from directives.recurring import start_periods
from districts.domain_command import DomainCommand, asked_day


class Command(DomainCommand):
    help = "Tạo phân công cho các kỳ mới của nhiệm vụ định kỳ; chạy lại không tạo trùng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", help="các kỳ đã bắt đầu đến ngày (ngày/tháng/năm), mặc định hôm nay")

    def handle(self, *, day: str | None, **options: object) -> None:
        today = timezone.localdate() if day is None else asked_day(day)
        made = start_periods(today, at=timezone.now())
        self.stdout.write(f"Tính đến {today:%d/%m/%Y}: {made} phân công của kỳ mới.")
