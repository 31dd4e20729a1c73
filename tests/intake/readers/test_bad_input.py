"""What cannot be read ends in one Vietnamese sentence, quickly: empty, binary, locked, damaged, scanned, hostile or missing files."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pikepdf
import pytest

from meetings.intake import readers
from meetings.intake.readers import errors
from tests.intake.readers import builders

SENTENCE_SECONDS = 5.0


def refusal(data: bytes, name: str, **options: object) -> str:
    started = time.monotonic()
    with pytest.raises(readers.UnreadableDocument) as caught:
        readers.read_lines(data, name, **options)
    assert time.monotonic() - started < SENTENCE_SECONDS
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    return message


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.doc", "a.html"])
@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 5000])
def test_an_empty_file(name: str, data: bytes) -> None:
    assert refusal(data, name) == errors.EMPTY


def test_random_bytes_are_no_text() -> None:
    noise = bytes(range(256)) * 40
    assert refusal(noise, "a.txt") == errors.BINARY
    assert refusal(noise, "a.docx") == errors.DAMAGED


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, errors.PICTURE),
        (b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 60, errors.PICTURE),
        (b"Rar!\x1a\x07\x01\0" + b"x" * 60, errors.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c" + b"x" * 60, errors.ARCHIVE),
        (builders.archive({"a.txt": "một"}), errors.ARCHIVE),
        (builders.archive({"[Content_Types].xml": "", "xl/workbook.xml": ""}), errors.SPREADSHEET),
        (builders.archive({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), errors.SLIDES),
        (builders.archive({"[Content_Types].xml": ""}), errors.DAMAGED),
    ],
)
def test_what_is_no_document_is_named(data: bytes, message: str) -> None:
    assert refusal(data, "bien-ban.docx") == message


def test_a_damaged_docx() -> None:
    whole = builders.docx(builders.paragraph("Một đoạn."))
    assert refusal(whole[: len(whole) // 2], "a.docx") == errors.DAMAGED
    assert refusal(builders.archive({"word/document.xml": "<w:document"}), "a.docx") == errors.DAMAGED
    assert refusal(builders.archive({"word/other.xml": "<a/>"}), "a.docx") == errors.DAMAGED
    flipped = bytearray(whole)
    at = whole.index(b"word/document.xml") + 40
    flipped[at : at + 20] = b"\xff" * 20
    assert refusal(bytes(flipped), "a.docx") == errors.DAMAGED


def test_a_docx_without_words() -> None:
    assert refusal(builders.docx("<w:p/>"), "a.docx") == errors.NO_TEXT


def test_an_encrypted_docx_is_an_ole_file_with_a_package() -> None:
    assert refusal(ole_file("EncryptedPackage", b"x" * 5000), "a.docx") == errors.ENCRYPTED


def test_an_encrypted_doc() -> None:
    header = b"\xec\xa5\xc1\0" + b"\0" * 6 + b"\0\x01" + b"\0" * 5000
    assert refusal(ole_file("WordDocument", header), "a.doc") == errors.ENCRYPTED


def test_a_doc_without_its_header_is_not_given_to_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers.office, "to_docx", lambda *_: pytest.fail("a damaged file reached LibreOffice"))
    assert refusal(ole_file("WordDocument", b"\0" * 5000), "a.doc") == errors.DAMAGED
    assert refusal(ole_file("WordDocument", b"\xec\xa5" * 2500)[:700], "a.doc") == errors.DAMAGED


@pytest.mark.parametrize(
    ("stream", "message"), [("Workbook", errors.SPREADSHEET), ("PowerPoint Document", errors.SLIDES)]
)
def test_other_ole_files_are_named(stream: str, message: str) -> None:
    assert refusal(ole_file(stream, b"x" * 5000), "a.doc") == message


def test_an_encrypted_odt() -> None:
    manifest = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    odt = builders.archive(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "", "META-INF/manifest.xml": manifest}
    )
    assert refusal(odt, "a.odt") == errors.ENCRYPTED


def test_a_pdf_with_a_password() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(builders.pdf_from_html("<p>Một đoạn"))) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="mở", owner="chủ"))
    assert refusal(locked.getvalue(), "a.pdf") == errors.ENCRYPTED


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(builders.pdf_from_html("<p>Một đoạn"))) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="", owner="chủ"))
    assert readers.read_lines(locked.getvalue(), "a.pdf") == ["Một đoạn"]


def test_a_damaged_pdf() -> None:
    assert refusal(b"%PDF-1.7\n" + b"rubbish " * 500, "a.pdf") == errors.DAMAGED
    whole = builders.pdf_from_html("<p>Một đoạn")
    assert refusal(whole[:400], "a.pdf") == errors.DAMAGED


PICTURE_PAGE = "q 595 0 0 842 0 0 cm /I Do Q"
STAMP = "BT /F 9 Tf 20 800 Td (Signed by: SO MAU, 05/02/2018) Tj ET"
PICTURE_PARTS = {
    "extra": {100: builders.GREY_PIXEL, 101: builders.HELVETICA},
    "resources": "/XObject<</I 100 0 R>>/Font<</F 101 0 R>>",
}


@pytest.mark.parametrize(
    "pages", [(PICTURE_PAGE,), (PICTURE_PAGE, PICTURE_PAGE), (PICTURE_PAGE + " " + STAMP, PICTURE_PAGE)]
)
def test_a_scan_asks_for_ocr_also_when_it_was_stamped(pages: tuple[str, ...]) -> None:
    assert refusal(builders.raw_pdf(*pages, **PICTURE_PARTS), "a.pdf") == errors.SCAN


def test_a_pdf_without_anything() -> None:
    assert refusal(builders.raw_pdf("q Q"), "a.pdf") == errors.NO_TEXT


def test_a_scanned_page_inside_a_pdf_with_words_is_said() -> None:
    words = "BT /F 12 Tf 60 700 Td (" + "Giao phong chuyen mon thuc hien. " * 12 + ") Tj ET"
    lines = readers.read_lines(builders.raw_pdf(words, PICTURE_PAGE, **PICTURE_PARTS), "a.pdf")
    assert lines[-1] == "[Trang 2 là ảnh quét, không chép được chữ nên chưa đọc được]"


DOCTYPE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_in_a_docx_is_refused_before_it_is_parsed(encoding: str) -> None:
    members = builders.docx_members(builders.paragraph("&x;"))
    members["word/document.xml"] = (
        f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPE}' + str(members["word/document.xml"])
    ).encode(encoding)
    assert refusal(builders.archive(members), "a.docx") == errors.HOSTILE_XML


def test_a_dtd_in_any_part_is_refused() -> None:
    members = builders.docx_members(builders.paragraph("Chữ"), styles="")
    members["word/styles.xml"] = DOCTYPE + str(members["word/styles.xml"])
    assert refusal(builders.archive(members), "a.docx") == errors.HOSTILE_XML


def test_deep_nesting_is_damage_and_no_crash() -> None:
    assert (
        refusal(builders.docx("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000), "a.docx")
        == errors.DAMAGED
    )
    nested = "<</Type/Pages/Count 1/Kids[" * 20_000
    assert (
        refusal(b"%PDF-1.4\n1 0 obj\n" + nested.encode() + b"\nendobj\ntrailer<</Root 1 0 R>>", "a.pdf")
        == errors.DAMAGED
    )


def nested_html(depth: int) -> bytes:
    return b"<html><body>" + b"<div>" * depth + "Chữ".encode()


def test_nested_html_is_read_as_far_as_any_page_goes() -> None:
    assert readers.read_lines(nested_html(300), "a.html") == ["Chữ"]


@pytest.mark.parametrize("depth", [1_500, 50_000])
def test_html_nested_beyond_reason_is_refused_not_read_in_part(depth: int) -> None:
    assert refusal(nested_html(depth), "a.html") == errors.DAMAGED


def test_an_unknown_encoding_names_those_that_are_known() -> None:
    text = "\n".join("ДокуменÂ ТеÊт ÈÎ ÁÈÚÛ ÓÝÞ" for _ in range(40)).encode("cp1251", "ignore")
    message = refusal(text, "a.txt")
    assert message == errors.UNKNOWN_ENCODING
    assert "TCVN3" in message
    assert "VNI" in message


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    with pytest.raises(readers.UnreadableDocument, match="Không tìm thấy tệp"):
        readers.read_file(tmp_path / "khong-co.docx")
    with pytest.raises(readers.UnreadableDocument, match="là một thư mục"):
        readers.read_file(tmp_path)
    with pytest.raises(readers.UnreadableDocument, match="Không đọc được tệp"):
        readers.read_file(tmp_path / ("d" * 300))


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong-dan.txt")
    with pytest.raises(readers.UnreadableDocument, match="không phải là một tệp thường"):
        readers.read_file(tmp_path / "ong-dan.txt")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kin.txt"
    path.write_text("Chữ", encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    # The tests may run as root, whom no mode of a file keeps out.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(readers.UnreadableDocument, match="Không có quyền đọc"):
        readers.read_file(path)


def ole_file(stream: str, content: bytes) -> bytes:
    """Return an OLE compound file ([MS-CFB]) with one stream of 4,096 bytes or more."""
    end, free, fat = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    sectors = -(-len(content) // 512)
    chain = [fat, end, *range(3, 3 + sectors - 1), end]
    table = b"".join(entry.to_bytes(4, "little") for entry in chain + [free] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + b"\0" * 6
    numbers = (0, 1, 1, 0, 4096, end, 0, end, 0, 0, *([free] * 108))
    header += b"".join(value.to_bytes(4, "little") for value in numbers)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        encoded = name.encode("utf-16-le") + b"\0\0"
        links = free.to_bytes(4, "little") * 2 + child.to_bytes(4, "little")
        head = encoded.ljust(64, b"\0") + len(encoded).to_bytes(2, "little") + bytes((kind, 1)) + links
        return head + b"\0" * 36 + start.to_bytes(4, "little") + size.to_bytes(8, "little")

    directory = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, free, 2, len(content))
    return header + table + directory.ljust(512, b"\0") + content.ljust(sectors * 512, b"\0")
