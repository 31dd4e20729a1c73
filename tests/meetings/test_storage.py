"""Files are what their SHA-256 says, or they are not opened."""

import hashlib

import pytest

from directives.issuing import release
from districts.append_only import lifted
from districts.enums import Role
from districts.errors import DomainError, NotAllowed
from meetings import storage
from meetings.copies.attaching import SIGNED_COPY_LIMIT, attach_signed_copy
from meetings.enums import PaperState
from meetings.models import MeetingEvent, Release, RenderedPaper, SignedCopy
from meetings.printing import printed_pdf, released_record, verify_stored
from meetings.signing import ContentChanged
from meetings.storage import DamagedFile
from tests.cast import NOW
from tests.office_fixtures import ONE_PAGE

SCAN, BETTER = ONE_PAGE + b" scan", ONE_PAGE + b" better scan"


@pytest.fixture
def released(cast, paper_in, quick_press) -> Release:
    return release(paper_in(PaperState.SIGNED), by=cast.registrar, at=NOW)


def _stored(files, sha256: str):
    return files / sha256[:2] / sha256


def _attach(released: Release, cast, data: bytes = SCAN, **changes) -> SignedCopy:
    values = {"name": "ky.pdf", "is_scan": True, "compared": True, "by": cast.registrar, "at": NOW}
    return attach_signed_copy(released, data, **values | changes)


def test_what_is_put_is_got_under_its_hash(files):
    sha256 = storage.put(b"mot tep")
    assert sha256 == hashlib.sha256(b"mot tep").hexdigest()
    assert storage.get(sha256) == b"mot tep"
    assert storage.put(b"mot tep") == sha256
    assert [path.name for path in files.rglob("*") if path.is_file()] == [sha256]


@pytest.mark.parametrize("damage", [b"", b"mot te", b"Mot tep", b"mot tep va nua"])
def test_a_damaged_file_is_refused_until_it_is_put_again(files, damage: bytes):
    sha256 = storage.put(b"mot tep")
    _stored(files, sha256).write_bytes(damage)
    with pytest.raises(DamagedFile, match="đã bị thay đổi"):
        storage.get(sha256)
    storage.put(b"mot tep")
    assert storage.get(sha256) == b"mot tep"


def test_a_missing_file_is_said(files):
    with pytest.raises(DamagedFile, match="Không tìm thấy tệp"):
        storage.get("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "/.."])
def test_nothing_but_a_hash_leads_to_a_file(files, name: str):
    with pytest.raises(ValueError, match="SHA-256"):
        storage.get(name)


def test_a_failed_writing_leaves_nothing(files, monkeypatch):
    def full(_: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("meetings.storage.os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        storage.put(b"mot tep")
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_a_damaged_print_is_not_opened(files, released):
    _stored(files, released.rendered.sha256).write_bytes(b"%PDF-1.7 forged")
    with pytest.raises(DamagedFile):
        printed_pdf(released)


def test_a_tampered_release_is_neither_read_nor_printed(released):
    with lifted():
        RenderedPaper.objects.all()._raw_delete("default")
        Release.objects.update(content=released.content.replace('"number":1', '"number":2'))
    changed = Release.objects.get()
    assert changed.content != released.content
    for reading in (released_record, printed_pdf):
        with pytest.raises(ContentChanged, match="SHA-256"):
            reading(changed)


def test_the_signed_copy_is_what_everybody_opens(cast, released):
    assert printed_pdf(released) != SCAN
    _attach(released, cast)
    assert printed_pdf(released) == SCAN


def test_the_latest_of_two_copies_added_in_one_moment_is_opened(cast, released):
    _attach(released, cast)
    _attach(released, cast, BETTER)
    assert printed_pdf(Release.objects.get()) == BETTER


def test_a_print_swapped_together_with_its_row_is_neither_opened_nor_passed(files, released):
    forged = storage.put(ONE_PAGE + b" forged")
    with lifted():
        RenderedPaper.objects.update(sha256=forged)
    for reading in (printed_pdf, verify_stored):
        with pytest.raises(ContentChanged, match="không phải tệp ghi trong nhật ký"):
            reading(Release.objects.get())


def test_a_signed_copy_swapped_together_with_its_row_is_not_opened(cast, released):
    _attach(released, cast)
    with lifted():
        SignedCopy.objects.update(sha256=storage.put(BETTER))
    for reading in (printed_pdf, verify_stored):
        with pytest.raises(ContentChanged, match="không phải tệp ghi trong nhật ký"):
            reading(Release.objects.get())


def test_printing_is_on_record_with_what_it_was_made_from(released):
    event = MeetingEvent.objects.get(verb="render")
    assert (event.object_id, event.officer) == (released.paper_id, None)
    assert event.note == f"{released.rendered.sha256}, từ nội dung {released.sha256}"


def test_only_the_registrar_attaches_one(cast, released):
    for role in set(Role.values) - {Role.REGISTRAR}:
        with pytest.raises(NotAllowed):
            _attach(released, cast, by=cast.officer(role))
    assert SignedCopy.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không phải tệp PDF"),
        (b"PK\x03\x04", "không phải tệp PDF"),
        (b" %PDF-1.7", "không phải tệp PDF"),
        (ONE_PAGE + b"0" * SIGNED_COPY_LIMIT, "tối đa 20 MB"),
        (b"%PDF-1.4 garbage", "bị hỏng"),
        (ONE_PAGE.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[]/Count 0"), "không có trang nào"),
    ],
    ids=["empty", "zip", "not at the beginning", "too large", "garbage", "no pages"],
)
def test_a_file_that_is_no_signed_copy_is_refused_and_not_kept(cast, files, released, data, words):
    before = {path for path in files.rglob("*") if path.is_file()}
    with pytest.raises(DomainError, match=words):
        _attach(released, cast, data)
    assert {path for path in files.rglob("*") if path.is_file()} == before


def test_attaching_is_on_record_under_the_registrar(cast, released):
    copy = _attach(released, cast)
    event = MeetingEvent.objects.get(verb="attach_signed_copy")
    assert (event.object_id, event.position) == (released.paper_id, "Văn thư")
    assert event.note == f"ky.pdf, {copy.sha256}"
