"""Read a document and print what was read; nothing is saved."""

import json
from pathlib import Path

from django.core.management.base import CommandParser
from django.db import DatabaseError
from django.utils import timezone

from districts.domain_command import DomainCommand
from meetings.admission import Directory
from meetings.intake.context import KnownUnit
from meetings.reading import read_document
from meetings.summary import summary_lines


class Command(DomainCommand):
    help = "Đọc một tài liệu kết luận và in nội dung đọc được; không lưu gì."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .txt, .docx, .pdf, .html, .doc hoặc .odt")
        parser.add_argument("--json", action="store_true", help="in dạng JSON")

    def handle(self, *, file: Path, json: bool, **options: object) -> None:
        reading = read_document(file, known=known_units(), today=timezone.localdate())
        if json:
            self.stdout.write(dumped(reading.draft.as_json()))
        else:
            self.stdout.write("\n".join(summary_lines(reading.draft)))


def dumped(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def known_units() -> list[KnownUnit]:
    """The office's units, or none where no database has been set up yet: reading does not depend on it."""
    try:
        return Directory.load().known
    except DatabaseError:
        return []
