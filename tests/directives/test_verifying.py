"""What was changed behind the portal's back, with the triggers lifted, is found and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command

from directives.models import Assignment, DirectiveEvent
from directives.whole_way import issue_at_once
from districts.append_only import lifted
from districts.errors import DomainError
from meetings import storage
from meetings.copies.attaching import attach_signed_copy
from meetings.models import MeetingEvent, Paper, Release, RenderedPaper, SignedRecord
from meetings.signing import sha256_of
from tests.cast import NOW, make_notice
from tests.office_fixtures import ONE_PAGE


@pytest.fixture
def released(cast, quick_press) -> Release:
    released = issue_at_once(make_notice(cast), at=NOW)
    attach_signed_copy(
        released, ONE_PAGE + b" scan", name="ky.pdf", is_scan=True, compared=True, by=cast.registrar, at=NOW
    )
    return released


def test_what_was_issued_in_order_has_no_problem(released, capsys):
    call_command("verify_records")
    assert capsys.readouterr().out.startswith("Đã đối chiếu 1 văn bản")


def _swap_print(release: Release) -> None:
    RenderedPaper.objects.update(sha256=storage.put(ONE_PAGE + b" forged"))


def _swap_print_and_note(release: Release) -> None:
    """Even the event is rewritten, but not the digests after it."""
    forged = storage.put(ONE_PAGE + b" forged")
    RenderedPaper.objects.update(sha256=forged)
    MeetingEvent.objects.filter(verb="render").update(note=f"{forged}, từ nội dung {release.sha256}")


def _reword(release: Release) -> None:
    """A content with a fitting SHA-256 of its own."""
    content = release.content.replace("Rà soát thiết bị", "Bỏ qua thiết bị")
    assert content != release.content
    Release.objects.update(content=content, sha256=sha256_of(content))


def _reword_what_was_signed(release: Release) -> None:
    content = release.signed_record.content.replace("Rà soát thiết bị", "Bỏ qua thiết bị")
    SignedRecord.objects.update(content=content, sha256=sha256_of(content))


def _renumber(release: Release) -> None:
    Release.objects.update(number=7)


def _cut_history(release: Release) -> None:
    last = MeetingEvent.objects.filter(object_kind="paper").order_by("sequence").last()
    MeetingEvent.objects.filter(pk=last.pk)._raw_delete("default")


def _backdate(release: Release) -> None:
    DirectiveEvent.objects.filter(object_kind="directive").update(officer_name="Người khác")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_swap_print, "không phải tệp ghi trong nhật ký"),
        (_swap_print_and_note, "Nhật ký của paper"),
        (_reword, "không phải tệp ghi trong nhật ký|khác với nội dung đã ký"),
        (_reword_what_was_signed, "khác với nội dung đã ký"),
        (_renumber, "khác với sổ"),
        (_cut_history, "Nhật ký của paper"),
        (lambda release: Paper.objects.update(event_head=""), "Nhật ký của paper"),
        (_backdate, "Nhật ký của directive"),
        (lambda release: Assignment.objects.update(event_count=4), "Nhật ký của assignment"),
    ],
    ids=["print", "print and note", "content", "signed", "number", "cut", "head", "officer", "count"],
)
def test_a_change_behind_the_portal_is_found(released, change: Callable[[Release], None], words: str):
    with lifted():
        change(released)
    with pytest.raises(DomainError, match=words):
        call_command("verify_records")


def test_a_content_that_was_never_signed_is_found_though_nothing_is_printed_yet(released):
    with lifted():
        RenderedPaper.objects.all()._raw_delete("default")
        _reword(released)
    with pytest.raises(DomainError, match="khác với nội dung đã ký"):
        call_command("verify_records")
