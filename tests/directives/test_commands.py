"""The commands: what they print, what they save, and that what they refuse is one sentence and exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from directives.models import Assignment
from directives.whole_way import issue_at_once
from districts.append_only import lifted
from districts.errors import DomainError
from meetings.enums import PaperState
from meetings.models import Meeting, Order, Paper, Release, RenderedPaper
from meetings.printing import printed_pdf, unprinted
from tests.cast import NOW, make_notice
from tests.prepared import environment, migrated, run_command

PROJECT = Path(__file__).resolve().parents[2]
MINUTES = """SỞ KHOA HỌC VÀ CÔNG NGHỆ

THÔNG BÁO
Kết luận giao ban khoa học và công nghệ quý I năm 2026

Ngày 03/4/2026, Sở Khoa học và Công nghệ tổ chức hội nghị giao ban. Sau khi nghe ý kiến, Phó Giám đốc Sở kết luận như sau:

1. Giao Phòng Quản lý Công nghệ rà soát thiết bị đo lường tại chợ, báo cáo trước ngày 30/6/2026.
2. Đề nghị UBND xã Mẫu Một lập danh sách hợp tác xã cần hỗ trợ nhãn hiệu, gửi Sở trước ngày 15/7/2026.
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "ket-luan.txt"
    path.write_text(MINUTES, "utf-8")
    return path


def _answer(monkeypatch: pytest.MonkeyPatch, answer: str | type[BaseException]) -> None:
    def answered(_: str) -> str:
        if isinstance(answer, str):
            return answer
        raise answer

    monkeypatch.setattr("builtins.input", answered)


def test_parsing_prints_json_alone_and_saves_nothing(cast, minutes, capsys):
    call_command("parse_minutes", str(minutes), json=True)
    printed = json.loads(capsys.readouterr().out)
    assert {tuple(d["lead"]) for d in printed["directives"]} == {("Phòng Quản lý Công nghệ",), ("UBND xã Mẫu Một",)}
    assert not Meeting.objects.exists()


def test_parsing_without_json_is_readable(cast, minutes, capsys):
    call_command("parse_minutes", str(minutes))
    printed = capsys.readouterr().out
    assert "nhiệm vụ: 2" in printed
    assert "Chủ trì: UBND xã Mẫu Một" in printed


def test_importing_saves_the_meeting_its_orders_and_a_draft(cast, minutes, capsys):
    call_command("import_minutes", str(minutes), yes=True)
    printed = capsys.readouterr().out
    meeting, paper = Meeting.objects.get(), Paper.objects.get()
    assert f"Đã lưu cuộc họp {meeting.pk}" in printed
    assert f"Đã lập dự thảo thông báo {paper.pk}" in printed
    assert paper.state == PaperState.DRAFT
    assert set(Order.objects.values_list("parties__unit__code", flat=True)) == {"QLCN", "XA1"}


@pytest.mark.parametrize("answer", ["", "k", "không", "n", "ừ", EOFError])
def test_importing_saves_nothing_unless_it_is_agreed(cast, minutes, capsys, monkeypatch, answer):
    _answer(monkeypatch, answer)
    call_command("import_minutes", str(minutes))
    assert "Chưa lưu gì." in capsys.readouterr().out
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("answer", ["c", " Có ", "y"])
def test_importing_saves_when_it_is_agreed(cast, minutes, monkeypatch, answer):
    _answer(monkeypatch, answer)
    call_command("import_minutes", str(minutes))
    assert Meeting.objects.count() == 1


def test_a_document_without_conclusions_is_not_saved(cast, tmp_path):
    path = tmp_path / "thu.txt"
    path.write_text("Kính gửi quý cơ quan.\n", "utf-8")
    with pytest.raises(DomainError, match="Không tìm thấy nội dung kết luận"):
        call_command("import_minutes", str(path), yes=True)
    assert not Meeting.objects.exists()


def test_an_import_that_cannot_be_drafted_saves_no_meeting_either(cast, minutes, monkeypatch):
    def refused(*_: object, **__: object) -> None:
        raise DomainError("Không lập được dự thảo.")

    monkeypatch.setattr("meetings.management.commands.import_minutes.draft_notice", refused)
    with pytest.raises(DomainError):
        call_command("import_minutes", str(minutes), yes=True)
    assert not Meeting.objects.exists()


def test_issuing_takes_the_draft_the_whole_way(cast, minutes, quick_press, capsys):
    call_command("import_minutes", str(minutes), yes=True)
    call_command("issue_notice", str(Paper.objects.get().pk), day="09/04/2026")
    assert "Đã phát hành 01/TB-SKHCN ngày 09/04/2026: 2 nhiệm vụ" in capsys.readouterr().out
    assert Assignment.objects.count() == 2
    call_command("unit_tasks", "XA1", day="10/07/2026")
    printed = capsys.readouterr().out
    assert "UBND xã Mẫu Một – tính đến 10/07/2026: 1 nhiệm vụ" in printed
    assert "[Sắp đến hạn; hạn 15/07/2026]" in printed
    assert "thiết bị đo lường" not in printed, "another unit's order"
    call_command("unit_tasks", "XA1", day="20/07/2026")
    assert "Quá hạn 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "arguments", "words"),
    [
        ("issue_notice", ["999"], "Không có văn bản mã 999"),
        ("export_notice", ["999", "out.pdf"], "Không có văn bản mã 999"),
        ("unit_tasks", ["KHONGCO"], "Không có đơn vị mã “KHONGCO”"),
        ("unit_tasks", ["XA1", "--day", "31/02/2026"], "Không hiểu ngày “31/02/2026”"),
    ],
)
def test_what_is_not_there_is_said(cast, command, arguments, words):
    with pytest.raises(DomainError, match=words):
        call_command(command, *arguments)


def test_exporting_a_draft_and_an_issued_notice(cast, quick_press, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, **_: b"%PDF-1.7 preview")
    paper, out = make_notice(cast), tmp_path / "out.pdf"
    call_command("export_notice", str(paper.pk), str(out))
    assert out.read_bytes() == b"%PDF-1.7 preview"
    released = issue_at_once(paper, at=NOW)
    call_command("export_notice", str(paper.pk), str(out))
    assert out.read_bytes() == printed_pdf(released)
    with pytest.raises(DomainError, match="Không ghi được tệp"):
        call_command("export_notice", str(paper.pk), str(tmp_path / "no" / "folder.pdf"))


def test_what_a_crash_cut_off_is_printed_later(cast, quick_press, monkeypatch, capsys):
    """The process dies between the commit and the printer: BaseException is caught by nobody."""

    def killed(*_: object) -> None:
        raise SystemExit(137)

    with monkeypatch.context() as patch:
        patch.setattr("directives.issuing.render", killed)
        with pytest.raises(SystemExit):
            issue_at_once(make_notice(cast), at=NOW)
    released = Release.objects.get()
    assert unprinted() == [released]
    call_command("finish_releases")
    assert "Đã in 01/TB-SKHCN" in capsys.readouterr().out
    assert unprinted() == []
    call_command("finish_releases")
    assert (capsys.readouterr().out, RenderedPaper.objects.count()) == ("", 1)


def test_one_release_that_cannot_be_printed_does_not_hold_up_the_next(cast, quick_press, monkeypatch, capsys):
    with monkeypatch.context() as patch:
        patch.setattr("directives.issuing.render", lambda _: None)
        damaged, sound = (issue_at_once(make_notice(cast), at=NOW) for _ in range(2))
    with lifted():
        Release.objects.filter(pk=damaged.pk).update(content="{}")
    with pytest.raises(DomainError, match=r"Chưa in được 01/TB-SKHCN: .*SHA-256"):
        call_command("finish_releases")
    assert f"Đã in {sound}" in capsys.readouterr().out
    assert unprinted() == [damaged]


@pytest.fixture(scope="module")
def office_of_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a migrated database that holds the sample units and people; for real processes."""
    folder = migrated(tmp_path_factory, tmp_path_factory.mktemp("office"))
    run_command(folder, "load_sample", "2025")
    return os.environ | environment(folder)


def _manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("command", ["parse_minutes", "import_minutes"])
@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("binary.txt", bytes(range(256)) * 8), ("no.docx", b"PK\x03\x04 broken"), ("gone.txt", None)],
    ids=["empty", "binary", "damaged", "not there"],
)
def test_a_bad_file_ends_with_one_sentence_and_exit_code_2(office_of_files, tmp_path, command, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = _manage(office_of_files, command, str(path), "--yes" if command == "import_minutes" else "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.strip().endswith(".")
    assert "Traceback" not in done.stderr
    counted = _manage(office_of_files, "shell", "--no-imports", "-c", _COUNT)
    assert counted.stdout.strip() == "0", counted.stderr


_COUNT = "from meetings.models import Meeting; print(Meeting.objects.count())"
