"""A unit's orders with deadlines and buckets, as its officers see them."""

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from directives.enums import Bucket
from directives.figures import Yardstick, count_buckets
from directives.models import Assignment
from districts.calendar import WorkCalendar
from districts.domain_command import DomainCommand, asked_day
from districts.errors import DomainError
from districts.models import Unit
from meetings.enums import PartyRole


class Command(DomainCommand):
    help = "In các nhiệm vụ của một đơn vị cùng thời hạn và tình trạng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="mã đơn vị")
        parser.add_argument("--day", help="tính đến ngày (ngày/tháng/năm), mặc định hôm nay")

    def handle(self, *, code: str, day: str | None, **options: object) -> None:
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise DomainError(f"Không có đơn vị mã “{code}”. Xem mã đơn vị trong mục Đơn vị của trang quản trị.")
        today = timezone.localdate() if day is None else asked_day(day)
        yardstick = Yardstick(today, WorkCalendar.load(), settings.DUE_SOON_DAYS)
        assignments = list(Assignment.objects.of_units({unit.pk}).with_source().with_leads())
        self.stdout.write(f"{unit} – tính đến {today:%d/%m/%Y}: {len(assignments)} nhiệm vụ")
        counts = count_buckets(assignments, yardstick)
        self.stdout.write("  " + "; ".join(f"{bucket.label} {counts[bucket]}" for bucket in Bucket))
        for number, assignment in enumerate(assignments, start=1):
            self.stdout.write(f"  {number}. {line_of(assignment, yardstick)}")


def line_of(assignment: Assignment, yardstick: Yardstick) -> str:
    due_on = assignment.current_due_on
    when = f"hạn {due_on:%d/%m/%Y}" if due_on else "không có hạn"
    directive = assignment.directive
    leads = f", chủ trì: {directive.lead_words}" if directive.lead_words else ""
    state = yardstick.bucket(assignment).label if assignment.role == PartyRole.LEAD else f"Phối hợp{leads}"
    told = directive.source.told
    source = ", ".join(filter(None, [directive.source.number, f"{told[:1].lower()}{told[1:]}"]))
    return f"[{state}; {when}] {directive.text} ({source}, mục {directive.source_label or '–'})"
