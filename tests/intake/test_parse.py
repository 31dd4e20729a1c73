"""A whole document: every reader's part in one draft, the JSON form, the command."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from meetings.intake.context import KnownUnit
from meetings.intake.parse import parse_lines

PROJECT = Path(__file__).resolve().parents[2]
TEXT = """UBND TỈNH AN SƠN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ KHOA HỌC VÀ CÔNG NGHỆ       Độc lập - Tự do - Hạnh phúc
Số: 45/TB-SKHCN                An Sơn, ngày 12 tháng 7 năm 2026

THÔNG BÁO
Kết luận Hội nghị giao ban quý II năm 2026

Thực hiện Kế hoạch số 15/KH-SKHCN ngày 10/01/2026, ngày 08/7/2026, tại Hội trường UBND xã An Bình, Sở Khoa học và Công nghệ phối hợp với UBND xã An Bình tổ chức Hội nghị giao ban.

I. Thành phần tham dự
1. Sở Khoa học và Công nghệ:
- Ông Nguyễn Văn A - Phó Giám đốc Sở, chủ trì;
- Bà Trần Thị B - Chánh Văn phòng, thư ký.
2. Các xã:
- Xã An Bình: ông Lê Văn Cường - Chủ tịch UBND xã
- Xã Phú An: vắng (trùng lịch họp)

II. Kết luận
Sau khi nghe báo cáo, ông Nguyễn Văn A - Phó Giám đốc Sở kết luận:
1. Giao Văn phòng Sở tổng hợp kiến nghị, báo cáo trước ngày 20/7/2026.
2. Đề nghị UBND các xã rà soát theo Quyết định số 08/2025/QĐ-UBND./.

Nơi nhận:                      KT. GIÁM ĐỐC
- UBND tỉnh (b/c);             PHÓ GIÁM ĐỐC
- Như thành phần dự họp;       (Đã ký)
- Lưu: VT.                     Nguyễn Văn A"""
NOTICE = TEXT.split("\n")


@pytest.fixture(scope="module")
def draft():
    return parse_lines(NOTICE)


def test_the_frame_of_a_notice(draft):
    assert draft.kind == "notice"
    assert draft.title.text == "Kết luận Hội nghị giao ban quý II năm 2026"
    assert (draft.number.text, draft.issued_on.date) == ("45/TB-SKHCN", date(2026, 7, 12))
    assert draft.issuer.text == "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
    meeting = draft.meeting
    assert (meeting.date, meeting.place, meeting.period) == (
        date(2026, 7, 8),
        "Hội trường UBND xã An Bình",
        "quý II năm 2026",
    )
    assert (meeting.organizer, meeting.host) == ("Sở Khoa học và Công nghệ", "UBND xã An Bình")
    assert [r.text for r in draft.recipients] == ["UBND tỉnh (b/c)", "Như thành phần dự họp", "Lưu: VT"]
    assert draft.signature.name == "Nguyễn Văn A"


def test_the_people_of_a_notice(draft):
    assert [(p.name, p.role, p.unit) for p in draft.attendees] == [
        ("Nguyễn Văn A", "chair", "Sở Khoa học và Công nghệ"),
        ("Trần Thị B", "secretary", "Sở Khoa học và Công nghệ"),
        ("Lê Văn Cường", "attendee", "Xã An Bình"),
    ]
    assert (draft.chair.name, draft.secretary.name) == ("Nguyễn Văn A", "Trần Thị B")
    assert [(a.unit, a.reason) for a in draft.absences] == [("Xã Phú An", "trùng lịch họp")]


def test_the_body_of_a_notice(draft):
    assert [d.text[:20] for d in draft.directives] == ["Giao Văn phòng Sở tổ", "Đề nghị UBND các xã "]
    assert draft.directives[0].deadline.date == date(2026, 7, 20)


def test_papers_cited_before_the_body_are_cited_too(draft):
    assert [c.number for c in draft.citations] == ["15/KH-SKHCN", "08/2025/QĐ-UBND"]


def test_the_json_form(draft):
    answer = draft.as_json()
    assert answer["meeting"]["date"] == "2026-07-08"
    assert answer["chair"]["lines"]
    assert set(answer) >= {
        "kind",
        "line_count",
        "title",
        "attendees",
        "absences",
        "conclusions",
        "directives",
        "citations",
        "warnings",
        "dropped",
    }
    json.dumps(answer)


def test_what_stood_nowhere_else_is_dropped_with_the_part_it_stood_in(draft):
    reasons = {d.line: d.reason for d in draft.dropped}
    assert reasons[4] == "dòng trống"
    assert reasons[10].startswith("tiêu đề hoặc mục")


def test_known_units_are_passed_on():
    known = [KnownUnit(code="VP", name="Văn phòng Sở", kind="office")]
    assert parse_lines(NOTICE, known=known).directives[0].units[0].code == "VP"


def test_the_reference_day_gives_a_missing_year():
    page = ["Sở họp giao ban", "", "Sáng 10/7, Sở Y tế tổ chức hội nghị giao ban."]
    assert parse_lines(page, reference_day=date(2026, 8, 1)).meeting.date == date(2026, 7, 10)
    assert parse_lines(page).meeting.date is None


def test_a_publication_day_is_neither_the_meetings_nor_the_papers():
    draft = parse_lines(
        ["Sở họp giao ban (20:47 14/04/2019)", "", "Hội nghị đã thảo luận nhiều việc.", "", "Ngày đăng: 15/04/2019"]
    )
    assert (draft.meeting.date, draft.issued_on) == (None, None)


@pytest.mark.parametrize("lines", [[], [""], ["   "], ["\u200b"], ["x"], ["|"], ["- "], ["##"]])
def test_next_to_nothing_is_read_too(lines):
    draft = parse_lines(lines)
    assert draft.line_count == len(lines)
    assert draft.directives == []


def test_the_command_prints_json_alone(tmp_path):
    file = tmp_path / "thong-bao.txt"
    file.write_text("\n".join(NOTICE), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "meetings.intake", str(file)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout)["number"]["text"] == "45/TB-SKHCN"
    assert ran.stderr == ""
