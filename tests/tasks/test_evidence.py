"""Which files a unit may send, and to whom they are handed out."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from directives.life.evidence_files import MOST_UNPACKED, evidence
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


def test_a_zip_bomb_is_refused_by_what_it_states(monkeypatch):
    bomb = packed({"[Content_Types].xml": b"", "word/document.xml": b"0" * (MOST_UNPACKED // 1000)})
    assert evidence("nen.docx", bomb).name == "nen.docx"
    monkeypatch.setattr("directives.life.evidence_files.MOST_UNPACKED", MOST_UNPACKED // 1000 - 1)
    with pytest.raises(DomainError, match="nội dung nén bên trong quá lớn"):
        evidence("nen.docx", bomb)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("..\\..\\etc\\a.pdf", "a.pdf"), ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"), ("\u202ea\u200b.pdf", "a.pdf")],
)
def test_a_name_is_made_plain(name, kept):
    assert evidence(name, PDF).name == kept


def test_a_file_over_the_limit_is_cut_off_with_a_sentence(taken):
    client = signed_in(taken, "unit_officer")
    large = a_pdf("lon.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024))
    answer = client.post(reverse("assignment-draft-add", args=[taken.lead.pk]), {"files": [large]})
    assert answer.status_code == 422
    assert "Không nhận tệp “lon.pdf” vì nặng quá 20 MB." in answer.content.decode()


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
