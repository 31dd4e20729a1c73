"""Read a document, show what was read, and save it as a draft meeting when the person says so."""

from datetime import date
from pathlib import Path

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from districts.domain_command import DomainCommand, asked_day
from districts.errors import DomainError
from meetings.admission import Directory, admit, refuse_empty
from meetings.composing import office_on
from meetings.drafting import draft_notice
from meetings.naming import call_by_meeting
from meetings.reading import read_document
from meetings.summary import summary_lines


class Command(DomainCommand):
    help = "Đọc một tài liệu kết luận, hỏi rồi lưu thành cuộc họp với kết luận và nhiệm vụ dự thảo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .txt, .docx, .pdf, .html, .doc hoặc .odt")
        parser.add_argument("--day", help="ngày họp (ngày/tháng/năm), nếu tài liệu không ghi hoặc ghi sai")
        parser.add_argument("--yes", action="store_true", help="lưu ngay, không hỏi")

    def handle(self, *, file: Path, yes: bool, day: str | None, **options: object) -> str | None:
        now = timezone.now()
        held_on = asked_day(day) if day else None
        office_on(timezone.localdate(now))  # without an office no notice can be drafted: said before anything is read
        directory = Directory.load()
        reading = read_document(file, known=directory.known, today=timezone.localdate(now))
        call_by_meeting(reading.draft, directory.names)
        reading.draft.meeting.date = held_on or reading.draft.meeting.date
        self.stdout.write("\n".join(summary_lines(reading.draft)))
        refuse_empty(reading.draft)
        if not yes and not self._agreed():
            self.stdout.write("Chưa lưu gì.")
            return None
        if reading.draft.meeting.date is None and not yes:
            reading.draft.meeting.date = self._asked_for_day()
        with transaction.atomic():
            admission = admit(reading.draft, source_name=reading.name, source_lines=reading.lines, by=None, at=now)
            paper = draft_notice(admission.meeting, by=None, at=now)
        if admission.unresolved:
            self.stdout.write(f"Chưa có trong danh mục, giữ nguyên chữ: {'; '.join(admission.unresolved)}")
        self.stdout.write(f"Đã lưu cuộc họp {admission.meeting.pk}: {admission.meeting}")
        self.stdout.write(f"Đã lập dự thảo thông báo {paper.pk}: {paper}")
        if words := paper.undated_words():
            self.stdout.write(words)
        return None

    def _asked_for_day(self) -> date | None:
        """Asked until it is a day; None for an empty answer, so that it is entered later."""
        while True:
            answer = self._answer("Tài liệu không ghi ngày họp. Ngày họp (ngày/tháng/năm, bỏ trống nếu chưa biết): ")
            if not answer:
                return None
            try:
                return asked_day(answer)
            except DomainError as error:
                self.stdout.write(str(error))

    def _agreed(self) -> bool:
        return self._answer("Lưu thành cuộc họp? [c/K] ").lower() in {"c", "có", "co", "y", "yes"}

    @staticmethod
    def _answer(question: str) -> str:
        try:
            return input(question).strip()
        except EOFError:
            return ""
