"""Files that LibreOffice turns into .docx, and the sentence where it is not installed."""

from __future__ import annotations

import dataclasses
import http.server
import io
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from meetings.intake.readers import LIMITS, UnreadableDocument, office, read_lines
from meetings.intake.readers.kinds import Kind
from tests.intake.readers import builders

needs_office = pytest.mark.skipif(office.find_program() is None, reason="LibreOffice (soffice) is not installed")

RTF = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\f0 Giao c\u225?c ph\u242?ng tri\u7875?n khai.\par Xong.\par}"
READ = ["Giao các phòng triển khai.", "Xong."]


def sample() -> bytes:
    document = docx.Document()
    document.add_heading("Kết luận", 1)
    document.add_paragraph("Lập kế hoạch", style="List Number")
    document.add_paragraph("Gửi báo cáo", style="List Number")
    table = document.add_table(2, 3)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("TT", "Việc", "Hạn", "1", "Báo cáo", "Quý I"), strict=True
    ):
        cell.text = text
    document.add_paragraph("Hết.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def converted(data: bytes, target: str, folder: Path) -> bytes:
    (folder / "a.docx").write_bytes(data)
    command = [
        office.find_program(),
        "--headless",
        f"-env:UserInstallation={(folder / 'p').as_uri()}",
        "--convert-to",
        target,
        "--outdir",
        folder,
        folder / "a.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return next(folder.glob(f"a.{target.split(':')[0]}")).read_bytes()


@needs_office
@pytest.mark.parametrize("target", ["doc:MS Word 97", "odt", "rtf"])
def test_old_and_foreign_formats_read_like_word(target: str, tmp_path: Path) -> None:
    data = converted(sample(), target, tmp_path)
    read = read_lines(data, "a.doc")
    assert read == [
        "## Kết luận",
        "1. Lập kế hoạch",
        "2. Gửi báo cáo",
        "| TT | Việc | Hạn |",
        "|---|---|---|",
        "| 1 | Báo cáo | Quý I |",
        "Hết.",
    ]


@needs_office
@pytest.mark.parametrize("name", ["a.rtf", "a.doc"])
def test_rtf_also_under_the_name_doc(name: str) -> None:
    assert read_lines(RTF, name) == READ


def test_without_libreoffice_one_sentence_says_to_save_as_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_: None)
    with pytest.raises(UnreadableDocument, match=r"không cài LibreOffice .*Lưu thành.* \.docx"):
        read_lines(RTF, "a.rtf")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of LibreOffice."""
    path = tmp_path / "soffice"
    monkeypatch.setattr(office, "find_program", lambda: str(path))
    return path


def install(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_conversion_that_never_ends_is_stopped(program: Path) -> None:
    install(program, "sleep 60")
    started = time.monotonic()
    with pytest.raises(UnreadableDocument, match=r"quá 0\.5 giây"):
        office.to_docx(RTF, Kind.RTF, dataclasses.replace(LIMITS, office_seconds=0.5))
    assert time.monotonic() - started < 5


def test_a_conversion_that_leaves_nothing_is_a_damaged_file(program: Path) -> None:
    install(program, "exit 1")
    with pytest.raises(UnreadableDocument, match="có thể tệp bị hỏng"):
        office.to_docx(RTF, Kind.RTF, LIMITS)


def test_memory_of_the_conversion_is_limited(program: Path, tmp_path: Path) -> None:
    install(program, f"ulimit -v > {tmp_path}/ceiling")
    with pytest.raises(UnreadableDocument):
        office.to_docx(RTF, Kind.RTF, LIMITS)
    assert int((tmp_path / "ceiling").read_text()) == LIMITS.office_memory_bytes // 1024


def test_nothing_is_left_behind(program: Path, tmp_path: Path) -> None:
    install(program, f"pwd > {tmp_path}/where")
    with pytest.raises(UnreadableDocument):
        office.to_docx(RTF, Kind.RTF, LIMITS)
    assert not Path((tmp_path / "where").read_text().strip()).exists()


@pytest.fixture
def calls() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that notes who calls."""
    heard: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", heard
        server.shutdown()
        thread.join()


def linked_odt(address: str) -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in (
            ("office", "office"),
            ("text", "text"),
            ("draw", "drawing"),
            ("svg", "svg-compatible"),
            ("manifest", "manifest"),
        )
    )
    picture = (
        f'<draw:frame draw:name="a" text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{address}/a.png" '
        'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    )
    section = f'<text:section text:name="s"><text:section-source xlink:href="{address}/b.odt" xlink:type="simple"/><text:p>cũ</text:p></text:section>'
    content = (
        f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>'
        f"<text:p>Giao các phòng{picture}</text:p>{section}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<manifest:manifest {names}><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return builders.archive({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


@needs_office
def test_a_document_calls_no_one(calls: tuple[str, list[str]]) -> None:
    address, heard = calls
    assert read_lines(linked_odt(address), "a.odt")[0] == "Giao các phòng"
    assert heard == []


@needs_office
def test_with_the_usual_settings_it_would_call(calls: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    address, heard = calls
    usual = '<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"></oor:items>'
    monkeypatch.setattr(office, "_SETTINGS", usual)
    office.to_docx(linked_odt(address), Kind.ODT, LIMITS)
    assert heard
