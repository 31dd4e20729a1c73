"""Which files a unit may send, and to whom they are handed out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directives.life.evidence_files import MOST_PARTS, MOST_UNPACKED, evidence
from directives.models import DraftEvidence, Evidence
from districts.errors import DomainError
from tests.tasks.at_work import (
    PDF,
    a_pdf,
    in_may,
    lives,
    page_of,
    report_by,
    signed_in,
    taken,
)

__all__ = ["in_may", "lives", "taken"]


def packed(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


BAD_FILES = {
    "program.exe": (b"MZ\x90\x00", "Không nhận tệp “program.exe”"),
    "bao-cao.pdf": (b"MZ\x90\x00", "hỏng hoặc không đúng với phần đuôi"),
    "bao-cao.docx": (packed({"run.js": b"1"}), "không đúng với phần đuôi"),
    "hong.xlsx": (b"PK\x03\x04 hong", "hỏng hoặc không đúng với phần đuôi"),
    "bien\u202efdp.exe": (b"%PDF-1.4", "Không nhận tệp “bienfdp.exe”"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(taken, name):
    data, told = BAD_FILES[name]
    client = signed_in(taken, "unit_officer")
    answer = client.post(reverse("assignment-draft-add", args=[taken.lead.pk]), {"files": [a_pdf(name, data)]})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    page = report_by(client, taken.lead, files=[a_pdf(name, data)])
    assert page.status_code == 422
    assert told in page.content.decode()
    assert "Đã rà soát 12 chợ" in page.content.decode()
    assert not DraftEvidence.objects.exists()


DISGUISED = {
    "mot.pdf": b"MZ\x90\x00",
    "trang.png": b"<!DOCTYPE html><script>alert(1)</script>",
    "hinh.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "ghep.pdf": b"%PDF-1.7\nMZ\x90\x00 chuong trinh",
    "duoi.pdf": PDF + b"MZ\x90\x00" + b"\x01" * 2000,
    "ma.docx": packed({"[Content_Types].xml": b""})[:40],
    "trang.xlsx": b"<html>",
    ".pdf": PDF,
    "khong-duoi": PDF,
}


@pytest.mark.parametrize("name", DISGUISED)
def test_what_is_disguised_is_refused_with_its_name_and_what_to_do(name):
    with pytest.raises(DomainError, match="Hãy") as refused:
        evidence(name, DISGUISED[name])
    assert f"“{name}”" in str(refused.value)


def test_a_pdf_may_end_in_blanks_as_scanners_write_them():
    assert evidence("quet.pdf", PDF + b"\r\n" + b"\0" * 4000).name == "quet.pdf"


def stating(size: int) -> bytes:
    """A package whose list of parts says that the last one unpacks to so many bytes."""
    data = bytearray(packed({"[Content_Types].xml": b"", "word/document.xml": b"1"}))
    listed = data.rindex(b"PK\x01\x02")
    data[listed + 24 : listed + 28] = size.to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize("name", ["nen.docx", "nen.xlsx"])
def test_a_zip_bomb_is_refused_by_what_it_states(name):
    assert evidence(name, stating(MOST_UNPACKED)).name == name
    with pytest.raises(DomainError, match="nội dung nén bên trong quá lớn"):
        evidence(name, stating(MOST_UNPACKED + 1))


def test_a_list_of_parts_without_end_is_refused_before_it_is_read(monkeypatch):
    def read(*_: object) -> None:
        raise AssertionError("the list was read")

    monkeypatch.setattr("directives.life.evidence_files.zipfile.ZipFile", read)
    with pytest.raises(DomainError, match="nội dung nén bên trong quá lớn"):
        evidence("dai.docx", b"PK\x03\x04" + (b"PK\x01\x02" + b"\0" * 42) * (MOST_PARTS + 1))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\etc\\a.pdf", "a.pdf"),
        ("../../a.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("\u202ea\u200b.pdf", "a.pdf"),
        ("a\x00.pdf", "a.pdf"),
        (f"{'ữ' * 300}.pdf", f"{'ữ' * 251}.pdf"),
    ],
)
def test_a_name_is_made_plain(name, kept):
    assert evidence(name, PDF).name == kept


def multipart(names: list[bytes], data: bytes = PDF) -> tuple[bytes, str]:
    """What a hostile client sends: the names as they are, without a library that mends them."""
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="files"; '
        + name
        + b"\r\n\r\n"
        + data
        + bytes([number])
        + b"\n%%EOF"
        for number, name in enumerate(names)
    ]
    return b"\r\n".join([*parts, b"--x--\r\n"]), "multipart/form-data; boundary=x"


def test_hostile_names_arrive_plain_and_leave_so(taken):
    client = signed_in(taken, "unit_officer")
    names = [
        b'filename="../../../etc/passwd.pdf"',
        b"filename*=UTF-8''b%0D%0ASet-Cookie%3A%20x%3D1.pdf",
        'filename="\u202efdp.c.pdf"'.encode(),
        b"filename*=UTF-8''d%00.pdf",
        b'filename="' + b"e" * 300 + b'.pdf"',
    ]
    body, kind = multipart(names)
    answer = client.post(reverse("assignment-draft-add", args=[taken.lead.pk]), body, content_type=kind)
    assert answer.status_code == 200
    kept = list(DraftEvidence.objects.values_list("name", flat=True))
    assert kept[:4] == ["passwd.pdf", "bSet-Cookie: x=1.pdf", "fdp.c.pdf", "d.pdf"]
    assert kept[4].startswith("eee")
    assert len(kept[4]) <= 255
    for file in DraftEvidence.objects.all():
        handed = client.get(reverse("assignment-draft-file", args=[taken.lead.pk, file.pk]))
        assert handed["Content-Disposition"].isascii()
        assert "Set-Cookie" not in handed.headers
        assert handed["X-Content-Type-Options"] == "nosniff"


def test_one_bad_file_keeps_none_of_its_upload_and_all_of_what_was_typed(taken, settings):
    client = signed_in(taken, "unit_officer")
    before = sorted(Path(settings.FILES_ROOT).rglob("*"))
    files = [a_pdf("tot.pdf"), a_pdf("xau.pdf", b"MZ"), a_pdf("hay.pdf", PDF + b"\n")]
    answer = client.post(reverse("assignment-draft-add", args=[taken.lead.pk]), {"files": files})
    assert answer.status_code == 422
    assert "“xau.pdf”" in answer.content.decode()
    assert not DraftEvidence.objects.exists()
    assert sorted(Path(settings.FILES_ROOT).rglob("*")) == before


def test_a_file_over_the_limit_is_cut_off_with_a_sentence_and_nothing_typed_is_lost(taken):
    client = signed_in(taken, "unit_officer")

    def large() -> list[SimpleUploadedFile]:
        return [a_pdf("lon.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024)), a_pdf("nho.pdf")]

    answer = client.post(reverse("assignment-draft-add", args=[taken.lead.pk]), {"files": large()})
    assert answer.status_code == 422
    assert "Không nhận tệp “lon.pdf” vì nặng quá 20 MB." in answer.content.decode()
    page = report_by(client, taken.lead, files=large(), no_evidence="Ghi sau ô tệp")
    assert page.status_code == 422
    assert "Đã rà soát 12 chợ" in page.content.decode()
    assert "Ghi sau ô tệp" in page.content.decode(), "what stands after the file in the form is read as well"
    assert not DraftEvidence.objects.exists()


def test_too_many_or_too_much_at_once_is_refused_before_it_is_read(taken, monkeypatch):
    client = signed_in(taken, "unit_officer")
    address = reverse("assignment-draft-add", args=[taken.lead.pk])
    many = client.post(address, {"files": [a_pdf(f"{number}.pdf") for number in range(21)]})
    assert "Mỗi lần gửi nhiều nhất 20 tệp." in many.content.decode()
    monkeypatch.setattr("directives.tasks.unit_forms.MOST_AT_ONCE", 2 * len(PDF) - 1)
    assert "nặng quá 100 MB" in client.post(address, {"files": [a_pdf("a.pdf"), a_pdf("b.pdf")]}).content.decode()
    assert client.post(address, {"files": [a_pdf("a.pdf")]}).status_code == 200


def test_evidence_is_handed_out_as_an_attachment_to_whom_may_see_it(taken):
    head = signed_in(taken, "unit_head")
    report_by(head, taken.lead, act="gui", kind="completion", files=[a_pdf("biên bản.pdf")])
    address = reverse("assignment-file", args=[taken.lead.pk, Evidence.objects.get().pk])
    assert address in page_of(head, taken.lead)
    for who in ("unit_officer", "clerk", "leader", "observer"):
        answer = signed_in(taken, who).get(address)
        assert answer.content == PDF, who
        assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''bi%C3%AAn")
        assert answer["X-Content-Type-Options"] == "nosniff"
    for who in ("other_officer", "other_head", "sub_officer", "administrator"):
        assert signed_in(taken, who).get(address).status_code == 404, who
    mixed = reverse("assignment-file", args=[taken.helping.pk, Evidence.objects.get().pk])
    assert signed_in(taken, "other_officer").get(mixed).status_code == 404, "a file by another order's address"
    assert signed_in(taken, "clerk").get(mixed).status_code == 404


def test_the_draft_s_files_are_the_unit_s_own(taken):
    client = signed_in(taken, "unit_officer")
    report_by(client, taken.lead, files=[a_pdf()])
    address = reverse("assignment-draft-file", args=[taken.lead.pk, DraftEvidence.objects.get().pk])
    assert client.get(address).content == PDF
    assert signed_in(taken, "clerk").get(address).status_code == 403
    assert signed_in(taken, "other_officer").get(address).status_code == 404
