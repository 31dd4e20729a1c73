"""Evidence is looked at as pictures that the server draws in another process; a stranger sees none of them."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from directives.enums import ReportKind
from directives.life.reporting import Telling, report
from directives.life.unit_acts import acknowledge
from directives.models import Evidence
from directives.tasks import previews
from meetings.planning.files import SentFile
from tests.cast import NOW
from tests.directives.lives import Lives, make_lives
from tests.portal.test_issued_files import pdf_of


def picture(kind: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 40000 pixels wide and high."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"0" * 1000)
    parts = [struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (head, data)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", 0xAE426082)


FILES = {
    "bien-ban.pdf": pdf_of(2, "biên bản"),
    "anh.JPG": picture("JPEG", (3000, 2000)),
    "bang.xlsx": b"PK\x03\x04",
    "hong.pdf": b"%PDF-1.4 hong",
    "hong.png": b"\x89PNG\r\n\x1a\n hong",
    "bom.png": bomb(),
}


@pytest.fixture
def sent(cast, quick_press, files) -> Lives:
    lives = make_lives(cast)
    acknowledge(lives.lead, by=lives.people["unit_officer"], at=NOW)
    evidence = [SentFile(name, data) for name, data in FILES.items()]
    telling = Telling(ReportKind.PROGRESS, "Đã rà soát")
    report(lives.lead, telling, files=evidence, by=lives.people["unit_officer"], at=NOW)
    previews.pages_of.cache_clear()
    previews.picture_of.cache_clear()
    return lives


def opened(lives: Lives, who: str, name: str, file: str, number: int = 0):
    client = Client()
    client.force_login(lives.people[who])
    key = Evidence.objects.get(name=file).pk
    return client.get(reverse(name, args=[lives.lead.pk, key, *([number] if number else [])]))


def test_a_pdf_is_shown_page_by_page(sent):
    page = opened(sent, "clerk", "assignment-file-pages", "bien-ban.pdf")
    assert page.content.decode().count('class="paper-page"') == 2
    drawn = opened(sent, "clerk", "assignment-file-page", "bien-ban.pdf", 2)
    assert drawn["Content-Type"] == "image/png"
    assert drawn["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(drawn.content)).width == 1240
    assert opened(sent, "clerk", "assignment-file-page", "bien-ban.pdf", 3).status_code == 404


def test_a_photograph_is_drawn_anew_and_smaller(sent):
    drawn = opened(sent, "unit_officer", "assignment-file-page", "anh.JPG", 1)
    assert Image.open(io.BytesIO(drawn.content)).size == (1240, 827)
    assert drawn.content.startswith(b"\x89PNG")
    assert opened(sent, "unit_officer", "assignment-file-page", "anh.JPG", 2).status_code == 404


@pytest.mark.parametrize("file", ["hong.pdf", "hong.png", "bom.png"])
def test_what_cannot_be_drawn_is_said_or_has_no_picture(sent, file):
    page = opened(sent, "clerk", "assignment-file-pages", file)
    assert page.status_code == 200
    if file.endswith("pdf"):
        assert "Không hiển thị được trang của tệp này." in page.content.decode()
    assert opened(sent, "clerk", "assignment-file-page", file, 1).status_code == 404


def test_a_kind_without_pictures_is_downloaded(sent):
    client = Client()
    client.force_login(sent.people["clerk"])
    page = client.get(reverse("assignment", args=[sent.lead.pk])).content.decode()
    assert 'aria-label="Xem bien-ban.pdf"' in page
    assert 'aria-label="Xem bang.xlsx"' not in page
    assert opened(sent, "clerk", "assignment-file-pages", "bang.xlsx").status_code == 404
    assert opened(sent, "clerk", "assignment-file-page", "bang.xlsx", 1).status_code == 404


@pytest.mark.parametrize("who", ["other_officer", "other_head", "sub_officer", "administrator"])
def test_a_stranger_sees_no_page_of_it(sent, who):
    assert opened(sent, who, "assignment-file-pages", "bien-ban.pdf").status_code == 404
    assert opened(sent, who, "assignment-file-page", "bien-ban.pdf", 1).status_code == 404
