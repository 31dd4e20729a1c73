"""The main job from a document to every unit's orders, on sample data that we wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from directives.whole_way import issue_at_once, officer_with
from districts.enums import Role
from districts.sample_offices import load_sample
from districts.sample_people import SampleAccount, load_sample_people
from meetings.admission import Admission, Directory, admit
from meetings.drafting import draft_notice
from meetings.models import Release
from meetings.naming import call_by_meeting
from meetings.printing import printed_pdf
from meetings.reading import read_document
from meetings.summary import summary_lines

DOCUMENT = Path(__file__).parent / "giao-ban-quy-III-2026.txt"
Say = Callable[[str], None]


@dataclass
class Shown:
    """What the demo left behind."""

    accounts: list[SampleAccount]
    release: Release
    pdf: Path


def play(*, say: Say, out: Path, now: datetime) -> Shown:
    """Load the samples, read the document, issue its notice and write the PDF into the folder ``out``.

    Played again in the same database it keeps what is there and gives the accounts new passwords.
    """
    say("1/5 Nạp đơn vị mẫu và tài khoản mẫu")
    load_sample("2025")
    accounts = load_sample_people(reset=True)
    standing = Release.objects.order_by("id").first()
    released = standing or _issue(say, now)
    say("5/5 Ghi bản PDF; nhiệm vụ của các đơn vị")
    out.mkdir(parents=True, exist_ok=True)
    pdf = out / f"Thong-bao-{released.number:02d}-{released.symbol}-{released.year}.pdf"
    pdf.write_bytes(printed_pdf(released))
    return Shown(accounts, released, pdf)


def _issue(say: Say, now: datetime) -> Release:
    clerk = officer_with(Role.CLERK, now)
    say(f"2/5 Đọc tài liệu {DOCUMENT.name}")
    directory = Directory.load()
    reading = read_document(DOCUMENT, known=directory.known, today=timezone.localdate(now))
    call_by_meeting(reading.draft, directory.names)
    for line in summary_lines(reading.draft):
        say(f"    {line}")
    say("3/5 Lưu cuộc họp, thành phần, kết luận, nhiệm vụ; lập dự thảo thông báo")
    admission = admit(reading.draft, source_name=reading.name, source_lines=reading.lines, by=clerk, at=now)
    _tell_unresolved(admission, say)
    paper = draft_notice(admission.meeting, by=clerk, at=now)
    say("4/5 Kiểm tra, trình ký, ký, cấp số, phát hành")
    return issue_at_once(paper, at=now)


def _tell_unresolved(admission: Admission, say: Say) -> None:
    if admission.unresolved:
        say(f"    Chưa có trong danh mục, giữ nguyên chữ: {'; '.join(admission.unresolved)}")
