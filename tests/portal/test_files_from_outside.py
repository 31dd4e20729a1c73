"""A PDF that somebody sent is never opened by the process of the web, whichever page, upload or archive it goes through."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from directives.whole_way import issue_at_once
from meetings.attendance.absence_letters import kind_of
from meetings.copies.attaching import attach_signed_copy
from meetings.filing import archive
from meetings.filing.archive import take_work_file
from meetings.form_checking import NOT_OURS
from meetings.intake.readers import guard
from meetings.papers import page_drawing, printed_lines
from meetings.planning.files import add_document, judged
from tests.cast import NOW, make_notice
from tests.portal.test_issued_files import pdf_of


@pytest.fixture
def release(cast, quick_press):
    return issue_at_once(make_notice(cast), at=NOW)


@pytest.fixture
def not_here(monkeypatch):
    """PDFium opens nothing in this process."""

    def opened(data: bytes):
        raise AssertionError("opened in the process of the web")

    for module in (page_drawing, printed_lines):
        monkeypatch.setattr(module, "opened", opened)


@pytest.fixture
def clerk(cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def attach(release, cast, data: bytes):
    return attach_signed_copy(release, data, name="ky.pdf", is_scan=True, compared=True, by=cast.registrar, at=NOW)


def test_a_letter_of_absence(not_here):
    assert kind_of(pdf_of(1), "cv.pdf") == "application/pdf"


def test_a_signed_copy_is_attached_counted_and_drawn(cast, release, clerk, not_here):
    attach(release, cast, pdf_of(2, "ngoài"))
    page = clerk.get(reverse("paper", args=[release.paper_id])).content.decode()
    assert page.count('class="paper-page"') == 2
    assert clerk.get(reverse("paper-page", args=[release.paper_id, 2])).status_code == 200
    assert clerk.get(reverse("paper-page", args=[release.paper_id, 3])).status_code == 404


def test_the_form_of_a_signed_copy_is_not_measured(cast, release, clerk, not_here):
    attach(release, cast, pdf_of(1, "thể thức"))
    assert NOT_OURS in clerk.get(reverse("draft-form-check", args=[release.paper_id])).content.decode()


def test_a_signed_copy_that_chokes_its_reader_is_said_on_the_page(cast, release, clerk, monkeypatch):
    attach(release, cast, pdf_of(1, "nghẽn"))
    wait = guard.wait
    monkeypatch.setattr(guard, "wait", lambda process, seconds, data: wait(process, 0.001, data))
    page = clerk.get(reverse("paper", args=[release.paper_id]))
    assert page.status_code == 200
    assert "Không hiển thị được trang của tệp PDF này" in page.content.decode()
    assert clerk.get(reverse("paper-page", args=[release.paper_id, 1])).status_code == 404


def test_the_own_print_is_drawn_here_without_a_child(release, clerk, monkeypatch):
    def start(*_, **__):
        raise AssertionError("a child for the portal's own print")

    monkeypatch.setattr(guard, "start", start)
    assert 'class="paper-page"' in clerk.get(reverse("paper", args=[release.paper_id])).content.decode()
    assert clerk.get(reverse("paper-page", args=[release.paper_id, 1])).status_code == 200


def test_the_work_file_counts_the_pages_of_own_prints_alone(cast, release, monkeypatch):
    meeting, pages = release.paper.meeting, {}
    add_document(meeting, judged("tai-lieu.pdf", pdf_of(3)), "Tài liệu", by=cast.clerk, at=NOW)
    attach(release, cast, pdf_of(2, "bản ký"))
    rows = archive.index_rows
    monkeypatch.setattr(
        archive, "index_rows", lambda packed: pages.update({each.path: each.pages for each in packed}) or rows(packed)
    )
    with take_work_file(meeting, by=cast.clerk, at=NOW) as file, zipfile.ZipFile(io.BytesIO(file.read())) as kept:
        assert len(kept.namelist()) == 5
    assert list(pages.values()) == [None, None, 1]
