"""Every limit refuses what is beyond it; with the limit off (the same file, a higher ceiling) the file goes through or runs away."""

from __future__ import annotations

import dataclasses
import io
import resource
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from meetings.intake import readers
from meetings.intake.readers import archive, errors, guard, kinds
from meetings.intake.readers.limits import LIMITS, MEGABYTE
from tests.intake.readers import builders

PLAIN = builders.paragraph("Giao các phòng triển khai.")


def limited(**values: float) -> readers.Limits:
    return dataclasses.replace(LIMITS, **values)


def refusal(data: bytes, name: str, limits: readers.Limits = LIMITS) -> str:
    with pytest.raises(readers.UnreadableDocument) as caught:
        readers.read_lines(data, name, limits=limits)
    return str(caught.value)


def test_a_file_of_300_mb_is_refused_by_its_size_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lon.docx"
    with path.open("wb") as file:
        file.truncate(300 * MEGABYTE)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("a file too large was read"))
    with pytest.raises(readers.UnreadableDocument, match="lớn hơn 20 MB"):
        readers.read_file(path)


def test_the_size_of_a_file_is_the_only_reason(tmp_path: Path) -> None:
    path = tmp_path / "vua.txt"
    path.write_text("Giao các phòng triển khai.", encoding="utf-8")
    with pytest.raises(readers.UnreadableDocument, match="lớn hơn 0 MB"):
        readers.read_file(path, limits=limited(file_bytes=10))
    assert readers.read_file(path) == ["Giao các phòng triển khai."]


def test_uploaded_bytes_have_the_same_limit() -> None:
    assert "lớn hơn 20 MB" in refusal(b"x" * (20 * MEGABYTE + 1), "a.txt")


def test_a_text_too_long() -> None:
    text = ("Giao các phòng triển khai. " * 100 + "\n").encode() * 400
    assert "1.000.000 ký tự" in refusal(text, "a.txt")
    assert len(readers.read_lines(text, "a.txt", limits=limited(characters=2_000_000))) == 400


def test_a_docx_with_10_000_members() -> None:
    members = builders.docx_members(PLAIN) | {f"word/media/{n}": b"" for n in range(10_000)}
    data = builders.archive(members)
    assert "quá nhiều thành phần" in refusal(data, "a.docx")
    assert readers.read_lines(data, "a.docx", limits=limited(members=20_000, directory_bytes=MEGABYTE * 2))


def test_a_directory_that_lies_about_the_number_of_its_members() -> None:
    members = builders.docx_members(PLAIN) | {f"word/media/{n}": b"" for n in range(10_000)}
    data = bytearray(builders.archive(members))
    at = data.rindex(b"PK\x05\x06")
    data[at + 8 : at + 12] = struct.pack("<HH", 3, 3)
    assert "quá nhiều thành phần" in refusal(bytes(data), "a.docx")


def test_a_directory_too_long_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = builders.archive({f"word/{'n' * 5000}{n}": b"" for n in range(300)})
    assert "quá nhiều thành phần" in refusal(data, "a.docx", limited(directory_bytes=MEGABYTE))
    monkeypatch.setattr(archive, "_check_directory_size", lambda *_: None)
    with pytest.raises(readers.UnreadableDocument, match="hỏng"):
        # Parsed after all: it has no document.
        readers.read_lines(data, "a.docx", guarded=False)


def test_a_docx_that_says_it_unpacks_to_300_mb() -> None:
    members = builders.docx_members(PLAIN) | {"word/media/a.bmp": b"\0" * (300 * MEGABYTE)}
    data = builders.archive(members)
    assert len(data) < MEGABYTE
    assert "bung ra lớn hơn 200 MB" in refusal(data, "a.docx")
    # The picture is never unpacked: with the limit off the document is read.
    assert readers.read_lines(data, "a.docx", limits=limited(unpacked_bytes=400 * MEGABYTE))


def understate(data: bytes, name: str, size: int) -> bytes:
    """Write a smaller unpacked size of one member into the archive's directory."""
    changed = bytearray(data)
    at = changed.rindex(name.encode()) - 46
    assert changed[at : at + 4] == b"PK\x01\x02"
    changed[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(changed)


def test_a_member_that_lies_about_its_size_is_cut_while_it_is_unpacked() -> None:
    body = builders.paragraph("A" * 200) * 100_000
    data = understate(builders.docx(body), "word/document.xml", 1_000)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.getinfo("word/document.xml").file_size == 1_000
    assert refusal(data, "a.docx") in (errors.UNPACKS_TOO_LARGE.format(limit=12), errors.DAMAGED)


def test_a_part_too_large_is_cut_while_it_is_unpacked() -> None:
    data = builders.docx(builders.paragraph("chữ") * 15_000)
    assert refusal(data, "a.docx", limited(part_bytes=MEGABYTE)) == errors.UNPACKS_TOO_LARGE.format(limit=1)
    assert len(readers.read_lines(data, "a.docx", limits=limited(seconds=60))) == 15_000


def test_a_pdf_with_too_many_pages() -> None:
    data = builders.raw_pdf(
        *["BT /F 12 Tf 60 700 Td (Trang) Tj ET"] * (LIMITS.pages + 1),
        extra={101: builders.HELVETICA},
        resources="/Font<</F 101 0 R>>",
    )
    assert refusal(data, "a.pdf") == errors.TOO_MANY_PAGES.format(limit=100)
    assert readers.read_lines(data, "a.pdf", limits=limited(pages=200))


def test_a_document_that_takes_too_much_memory() -> None:
    data = builders.docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 20_000)
    assert refusal(data, "a.docx", limited(memory_bytes=5 * MEGABYTE)) == errors.TOO_HEAVY
    assert len(readers.read_lines(data, "a.docx", limits=limited(seconds=60))) == 20_000


ENDLESS = "/A Do " * 30


def endless_pdf() -> bytes:
    """Return a PDF whose forms call one another thirty times each, eight levels deep: more drawing than any machine finishes."""
    parts = {}
    for level in range(8):
        call = ENDLESS if level < 7 else "0 0 m 1 1 l S " * 50
        head = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A {101 + level} 0 R>>>>"
        parts[100 + level] = builders.stream(call.encode(), head)
    return builders.raw_pdf(ENDLESS, extra=parts, resources="/XObject<</A 100 0 R>>")


@pytest.mark.parametrize("seconds", [1.0])
def test_a_document_that_never_ends_is_stopped(seconds: float) -> None:
    started = time.monotonic()
    assert refusal(endless_pdf(), "a.pdf", limited(seconds=seconds)) in (
        errors.TOO_SLOW.format(limit="1"),
        errors.TOO_HEAVY,
        errors.DAMAGED,
    )
    assert time.monotonic() - started < 5


def test_wall_time_is_limited_also_where_the_process_only_waits() -> None:
    process = subprocess.Popen(["/bin/sleep", "30"], start_new_session=True, stdout=subprocess.PIPE)
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        guard.wait(process, 0.3)
    assert time.monotonic() - started < 3
    assert process.returncode == -9


def test_the_whole_group_of_a_slow_process_is_ended(tmp_path: Path) -> None:
    script = f"sleep 30 & echo $! > {tmp_path}/pid; wait"
    process = subprocess.Popen(["/bin/sh", "-c", script], start_new_session=True, stdout=subprocess.PIPE)
    with pytest.raises(TimeoutError):
        guard.wait(process, 0.5)
    grandchild = int((tmp_path / "pid").read_text())
    assert ended_within(grandchild, seconds=5)


def ended_within(process_id: int, seconds: float) -> bool:
    """Whether the process is gone or a zombie by then: the kernel carries out a kill a moment after it is sent."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_the_child_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    class Started(Exception):
        pass

    def start(command: list[str], **options: object) -> None:
        seen.update(options["env"])
        raise Started

    monkeypatch.setenv("SECRET_KEY", "kín")
    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(Started):
        guard.read_in_child(b"", kinds.Kind.DOCX, LIMITS)
    assert "PATH" in seen
    assert "SECRET_KEY" not in seen


def test_a_crash_of_the_child_is_a_damaged_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "CHILD", "meetings.intake.readers.khong_co")
    assert refusal(builders.docx(PLAIN), "a.docx") == errors.DAMAGED


def test_reading_stays_below_300_mb() -> None:
    """The largest document that the limits let through, in a fresh process, so that the peak is its own."""
    script = (
        "import re, resource, sys\n"
        "from meetings.intake import readers\n"
        "try:\n    readers.read_lines(sys.stdin.buffer.read(), 'a.docx')\n"
        "except readers.UnreadableDocument:\n    pass\n"
        # The peak of the parent is not taken from getrusage, which a new process inherits from the one that started it.
        "own = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]\n"
        "print(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    data = builders.docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 300_000)
    done = subprocess.run(
        [sys.executable, "-c", script], input=data, capture_output=True, check=True, cwd=guard.PROJECT
    )
    own, child = map(int, done.stdout.split())
    assert child < 300 * 1024
    assert own < 100 * 1024


def test_the_parent_needs_no_library_of_the_formats() -> None:
    """Plain text is read in the web process: it must not pay for, or be open to, the parsers of other formats."""
    script = "import sys, meetings.intake.readers as r; r.read_lines('Chữ'.encode(), 'a.txt'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, cwd=guard.PROJECT)
    assert not {"lxml", "pypdfium2", "django", "docx"} & set(done.stdout.split())


def test_limits_hold_in_the_child_only() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    readers.read_lines(builders.docx(PLAIN), "a.docx")
    assert resource.getrlimit(resource.RLIMIT_AS) == before
