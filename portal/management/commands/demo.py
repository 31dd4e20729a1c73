"""Show the main job on sample data: a document in, the issued notice and every unit's orders out."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.utils import timezone

from districts.domain_command import DomainCommand
from districts.management.commands.load_sample_people import line
from portal.demo.rooms import furnish
from portal.demo.scenario import Shown, play
from portal.demo.unit_lists import unit_lines


def in_this_database(command: str) -> str:
    """The line to type for a command of manage.py on the data of the demo, which is not where ``./run manage`` looks."""
    chosen = [f"{name}={os.environ[name]}" for name in ("DATABASE_URL",) if os.environ.get(name)]
    return " ".join([*chosen, "./run manage", command])


class Command(DomainCommand):
    help = "Chạy việc chính trên dữ liệu mẫu trong cơ sở dữ liệu đang chọn (./run demo dùng một cơ sở dữ liệu riêng)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, default=settings.VAR_DIR / "out", help="thư mục ghi bản PDF")
        parser.add_argument(
            "--main-job", action="store_true", help="chỉ việc chính, không thêm cuộc họp sắp tới và văn bản đang làm"
        )

    def handle(self, *, out: Path, main_job: bool, **options: object) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        now = timezone.now()
        shown = play(say=self.stdout.write, out=out, now=now)
        if not main_job and furnish(now):
            self.stdout.write(
                "Đã thêm cuộc họp sắp tới, văn bản ở từng bước, báo cáo, kiến nghị, văn bản cấp trên mẫu."
            )
        self._show(shown)

    def _show(self, shown: Shown) -> None:
        released = shown.release
        for told in unit_lines(released):
            self.stdout.write(f"  {told}")
        self.stdout.write(f"Danh sách của một đơn vị: {in_this_database('unit_tasks MÃ')}")
        self.stdout.write("")
        self.stdout.write(
            f"Thông báo {released.full_number}: {released.directives.count()} nhiệm vụ, "
            f"gửi {released.deliveries.exclude(unit=None).count()} đơn vị. Bản PDF: {shown.pdf}"
        )
        self.stdout.write("Tài khoản mẫu (mật khẩu ngẫu nhiên, đổi mỗi lần chạy):")
        for account in shown.accounts:
            self.stdout.write(f"  {line(account)}")
