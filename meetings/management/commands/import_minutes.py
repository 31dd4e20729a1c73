"""Read a document, show what was read, and save it as a draft meeting when the person says so."""

from pathlib import Path

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from districts.domain_command import DomainCommand
from meetings.admission import Directory, admit, refuse_empty
from meetings.composing import office_on
from meetings.drafting import draft_notice
from meetings.reading import read_document
from meetings.summary import summary_lines


class Command(DomainCommand):
    help = "Đọc một tài liệu kết luận, hỏi rồi lưu thành cuộc họp với kết luận và nhiệm vụ dự thảo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .txt, .docx, .pdf, .html, .doc hoặc .odt")
        parser.add_argument("--yes", action="store_true", help="lưu ngay, không hỏi")

    def handle(self, *, file: Path, yes: bool, **options: object) -> str | None:
        now = timezone.now()
        office_on(timezone.localdate(now))  # without an office no notice can be drafted: said before anything is read
        reading = read_document(file, known=Directory.load().known, today=timezone.localdate(now))
        self.stdout.write("\n".join(summary_lines(reading.draft)))
        refuse_empty(reading.draft)
        if not yes and not self._agreed():
            self.stdout.write("Chưa lưu gì.")
            return None
        with transaction.atomic():
            admission = admit(reading.draft, source_name=reading.name, source_lines=reading.lines, by=None, at=now)
            paper = draft_notice(admission.meeting, by=None, at=now)
        if admission.unresolved:
            self.stdout.write(f"Chưa có trong danh mục, giữ nguyên chữ: {'; '.join(admission.unresolved)}")
        self.stdout.write(f"Đã lưu cuộc họp {admission.meeting.pk}: {admission.meeting}")
        self.stdout.write(f"Đã lập dự thảo thông báo {paper.pk}: {paper}")
        return None

    def _agreed(self) -> bool:
        try:
            answer = input("Lưu thành cuộc họp? [c/K] ")
        except EOFError:
            return False
        return answer.strip().lower() in {"c", "có", "co", "y", "yes"}
