"""Take a draft through every step at once, for demo data and tests."""

from datetime import datetime, time

from django.core.management.base import CommandParser
from django.utils import timezone

from directives.whole_way import issue_at_once
from districts.domain_command import DomainCommand, asked_day
from districts.errors import DomainError
from meetings.models import Paper
from meetings.readiness import unassigned_orders


class Command(DomainCommand):
    help = "Đưa một dự thảo qua mọi bước: kiểm tra, trình ký, ký, cấp số, phát hành, phân công nhiệm vụ (dữ liệu mẫu)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paper", type=int, metavar="ID", help="mã dự thảo văn bản")
        parser.add_argument("--day", help="như thể hôm đó (ngày/tháng/năm), mặc định hôm nay")

        parser.add_argument("--meeting-day", help="ngày họp nếu cuộc họp chưa có (ngày/tháng/năm), mặc định như --day")

    def handle(self, *, paper: int, day: str | None, meeting_day: str | None, **options: object) -> None:
        found = Paper.objects.filter(pk=paper).first()
        if found is None:
            raise DomainError(f"Không có văn bản mã {paper}. Lệnh import_minutes in ra mã của dự thảo.")
        at = timezone.now() if day is None else timezone.make_aware(datetime.combine(asked_day(day), time(9)))
        if timezone.localdate(at) > timezone.localdate():
            raise DomainError(f"Ngày {timezone.localdate(at):%d/%m/%Y} chưa tới. Hãy chọn hôm nay hoặc ngày đã qua.")
        held_on = asked_day(meeting_day) if meeting_day else timezone.localdate(at)
        if found.meeting and found.meeting.held_on is None:
            self.stdout.write(
                f"Cuộc họp chưa có ngày họp, lệnh này ghi ngày {held_on:%d/%m/%Y}; "
                "muốn ghi ngày khác thì thêm --meeting-day."
            )
        for each in unassigned_orders(found, timezone.localdate(at)):
            self.stdout.write(f"Nhiệm vụ chưa có đơn vị nhận, vẫn ký: {each.quoted} ({each.why})")
        released = issue_at_once(found, at=at, acknowledged=True, meeting_day=held_on)
        self.stdout.write(
            f"Đã phát hành {released.full_number} ngày {released.released_on:%d/%m/%Y}: "
            f"{released.directives.count()} nhiệm vụ, gửi {released.deliveries.exclude(unit=None).count()} đơn vị"
        )
        for directive in released.directives.exclude(unmatched=[]):
            self.stdout.write(f"Chưa phân công được cho: {'; '.join(directive.unmatched)} – {directive}")
