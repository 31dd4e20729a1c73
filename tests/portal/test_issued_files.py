"""The file of an issued paper: the portal's print opens, a signed copy from outside is saved; pages are drawn once."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from directives.whole_way import issue_at_once
from meetings import page_pictures, paper_pages, storage
from meetings.copies.attaching import attach_signed_copy
from meetings.models import SignedCopy
from tests.cast import NOW, make_notice


def pdf_of(pages: int, title: str = "") -> bytes:
    book, out = pikepdf.new(), BytesIO()
    for _ in range(pages):
        book.add_blank_page(page_size=(30, 40))
    book.docinfo["/Title"] = title
    book.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture
def release(cast, quick_press):
    return issue_at_once(make_notice(cast), at=NOW)


@pytest.fixture
def reader(cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def attach(release, data: bytes, cast) -> SignedCopy:
    return attach_signed_copy(release, data, name="ky.pdf", is_scan=True, compared=True, by=cast.registrar, at=NOW)


@pytest.mark.parametrize("name", ["paper-pdf", "admin:meetings_paper_print"])
def test_the_portals_print_opens_and_a_signed_copy_is_saved(cast, release, reader, name):
    address = reverse(name, args=[release.paper_id])
    own = reader.get(address)
    assert own["Content-Disposition"].startswith("inline;")
    attach(release, signed := pdf_of(1, "bản ký"), cast)
    copy = reader.get(address)
    assert copy.content == signed
    assert copy["Content-Disposition"].startswith('attachment; filename="01-TB-SKHCN-2026.pdf"')
    for answer in (own, copy):
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


def test_a_page_is_drawn_and_its_file_read_once(cast, release, reader, monkeypatch):
    attach(release, pdf_of(2, "vẽ một lần"), cast)
    reads: list[str] = []
    get = storage.get
    monkeypatch.setattr(storage, "get", lambda sha256: reads.append(sha256) or get(sha256))
    pictures = [reader.get(reverse("paper-page", args=[release.paper_id, 2])) for _ in range(3)]
    assert {answer.status_code for answer in pictures} == {200}
    assert len({answer.content for answer in pictures}) == 1
    assert len(reads) == 1


def test_another_file_gets_pictures_of_its_own(cast, release, reader):
    address = reverse("paper-page", args=[release.paper_id, 2])
    attach(release, pdf_of(1, "một trang"), cast)
    assert reader.get(address).status_code == 404
    attach(release, pdf_of(2, "hai trang"), cast)
    assert reader.get(address).status_code == 200


def test_a_long_paper_is_drawn_up_to_a_limit_and_says_so(cast, release, reader, monkeypatch):
    monkeypatch.setattr(page_pictures, "WIDTH", 20)
    attach(release, pdf_of(paper_pages.MOST_PAGES + 1, "dài"), cast)
    page = reader.get(reverse("paper", args=[release.paper_id])).content.decode()
    assert page.count('class="paper-page"') == paper_pages.MOST_PAGES
    assert f"có {paper_pages.MOST_PAGES + 1} trang, ở đây chỉ hiển thị {paper_pages.MOST_PAGES} trang đầu" in page
    last, beyond = (
        reader.get(reverse("paper-page", args=[release.paper_id, number])).status_code
        for number in (paper_pages.MOST_PAGES, paper_pages.MOST_PAGES + 1)
    )
    assert (last, beyond) == (200, 404)


def test_a_short_paper_says_nothing_of_a_limit(release, reader):
    assert "chỉ hiển thị" not in reader.get(reverse("paper", args=[release.paper_id])).content.decode()
