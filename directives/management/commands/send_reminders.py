"""Write the reminders of a day and queue their mails; run by a timer, each morning."""

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from directives.reminding.telling import Plan, plan_day, remind
from districts.domain_command import DomainCommand, asked_day


class Command(DomainCommand):
    help = "Lập thư nhắc việc trong ngày cho từng người; ngày trước bị lỡ thì nhắc bù, không ai bị nhắc trùng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="chỉ in ra, không lưu và không gửi gì")
        parser.add_argument("--day", help="tính đến ngày (ngày/tháng/năm), mặc định hôm nay")

    def handle(self, *, day: str | None, dry_run: bool, **options: object) -> None:
        today = timezone.localdate() if day is None else asked_day(day)
        plan = plan_day(today) if dry_run else remind(today, at=timezone.now())
        if dry_run:
            self._show(plan)
        self.stdout.write(_told(plan, dry_run=dry_run))
        if plan.unheard:
            self.stdout.write("Chưa có ai nhận nhắc việc ở: " + "; ".join(plan.unheard) + ".")
        if plan.people and not dry_run and not settings.EMAIL_HOST:
            self.stdout.write("Chưa đặt máy chủ thư (MAIL_HOST): các thư nằm chờ trong hàng đợi.")

    def _show(self, plan: Plan) -> None:
        for person in plan.people:
            self.stdout.write(f"{person.officer} <{person.officer.email or 'chưa có địa chỉ thư'}>: {person.subject}")
            for due in person.dues:
                self.stdout.write(f"  [{due.reason.label}] {due.words}: {due.assignment}")


def _told(plan: Plan, *, dry_run: bool) -> str:
    day = f"{plan.day:%d/%m/%Y}"
    if plan.done:
        return f"Ngày {day} đã nhắc việc xong từ trước."
    if plan.day_off:
        return f"Ngày {day} là ngày nghỉ: không nhắc việc; ngày làm việc kế tiếp sẽ nhắc bù."
    mailed = sum(bool(person.officer.email) for person in plan.people)
    verb = "Sẽ nhắc" if dry_run else "Đã nhắc"
    return (
        f"{verb} {len(plan.people)} người cho ngày {day} (việc từ sau ngày {plan.since:%d/%m/%Y}): "
        f"{mailed} thư, {len(plan.people) - mailed} người chưa có địa chỉ thư."
    )
