"""Fixtures for tests that walk papers through their steps; a conftest imports those that its tests use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from districts.errors import DomainError
from meetings import printing
from meetings.enums import PaperState
from meetings.models import Paper
from meetings.papers.record import PaperRecord
from meetings.signing import content_to_sign, sha256_of, sign
from tests.cast import NOW, Cast, make_cast, make_notice


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """The file store of one test."""
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


ONE_PAGE = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%"
)


@contextmanager
def made_once(blocker: DjangoDbBlocker, stored: Path) -> Iterator[pytest.MonkeyPatch]:
    """For a fixture of a module that asks ``django_db_setup``: what it writes stays until the module ends, and each test
    works within a savepoint of its own. Printing takes no time. No test of the module may be a transactional one."""
    kept = override_settings(FILES_ROOT=stored)
    with blocker.unblock(), kept, pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(printing, "render_pdf", lambda record, **_: ONE_PAGE + record.to_json().encode())
        yield patch
        transaction.set_rollback(True)


@pytest.fixture
def quick_press(monkeypatch: pytest.MonkeyPatch, files: Path) -> Iterator[list[PaperRecord]]:
    """A press that prints an empty page and the record's own words, in no time; the list holds what was printed."""
    printed: list[PaperRecord] = []

    def render_pdf(record: PaperRecord, *, font_dir: Path | None = None) -> bytes:
        printed.append(record)
        return ONE_PAGE + record.to_json().encode()

    monkeypatch.setattr(printing, "render_pdf", render_pdf)
    return printed


@pytest.fixture
def paper_in(cast: Cast) -> Callable[..., Paper]:
    """``paper_in(state)``: a notice that went through every step up to the state, but for the release; one that is
    given goes on from where it stands."""

    def walked(state: PaperState, paper: Paper | None = None) -> Paper:
        paper = paper or make_notice(cast)
        steps = [
            (PaperState.SENT, lambda: paper.send_for_check(by=cast.clerk, at=NOW)),
            (PaperState.CHECKED, lambda: paper.check_content(by=cast.division_head, at=NOW)),
            (PaperState.FORM_CHECKED, lambda: paper.check_form(by=cast.office_head, at=NOW)),
            (PaperState.SUBMITTED, lambda: paper.submit(by=cast.clerk, at=NOW)),
            (PaperState.SIGNED, lambda: sign(paper, by=cast.leader, at=NOW, acknowledged=True)),
        ]
        life = list(PaperState)
        for reached, step in steps:
            if life.index(PaperState(paper.state)) < life.index(reached) <= life.index(state):
                step()
                assert paper.state == reached
        return paper

    return walked


def seen_in(paper: Paper) -> str:
    """What the page of a step carries of the content that it shows; '' where there is none to sign."""
    try:
        return sha256_of(content_to_sign(Paper.objects.get(pk=paper.pk), NOW))
    except DomainError:
        return ""
