"""Who signed a PDF, when, and whether it is still what they signed; whatever the file, and without the network."""

from __future__ import annotations

import socket
import sys
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest

from meetings.signatures.findings import Findings, SignatureFound
from meetings.signatures.guarded import ExaminationLimits, UnreadableFile, examine
from meetings.signatures.validating import OUT_OF_DATE, signatures_of
from tests.signatures.signing import Holder, certify, changed_afterwards, make_authority, signed_pdf


def blank_pdf(tmp_path) -> bytes:
    path = tmp_path / "blank.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path)
    return path.read_bytes()


@pytest.fixture
def plain(tmp_path) -> bytes:
    return blank_pdf(tmp_path)


@pytest.fixture(scope="module")
def authority() -> Holder:
    return make_authority()


@pytest.fixture(scope="module")
def leader(authority) -> Holder:
    return certify(authority, "Phạm Thị D")


def now() -> datetime:
    return datetime.now(UTC)


def the_only(data: bytes, *roots: bytes, at: datetime | None = None) -> SignatureFound:
    (found,) = signatures_of(data, roots, at or now())
    return found


def test_a_signed_file_tells_who_when_and_that_it_is_whole(plain, authority, leader):
    found = the_only(signed_pdf(plain, leader), authority.der)
    assert (found.signer, found.state, found.trust) == ("Phạm Thị D", "intact", "trusted")
    assert "Tổ chức chứng thực Mẫu" in found.issuer
    assert found.serial == f"{leader.certificate.serial_number:x}"
    assert abs(now() - found.signed_at) < timedelta(minutes=5)
    assert (found.covers_whole, found.is_timestamped, found.note) == (True, False, "")


def test_trust_is_against_the_roots_of_the_office_alone(plain, authority, leader):
    data = signed_pdf(plain, leader)
    assert the_only(data).trust == "unchecked"
    assert the_only(data, make_authority("Kẻ lạ").der).trust == "untrusted"
    assert the_only(data, make_authority("Kẻ lạ").der, authority.der).trust == "trusted"


def test_no_character_of_a_name_stops_a_database_or_turns_the_writing(plain):
    authority = make_authority("CA\x00Mẫu\r\n1")
    found = the_only(signed_pdf(plain, certify(authority, "Phạm\x00Thị\u202e\x1b D\u2028")))
    assert (found.signer, found.issuer) == ("Phạm Thị D", "CA Mẫu 1")
    assert "Phạm Thị D" in found.subject
    assert all(name.isprintable() for name in (found.signer, found.issuer, found.subject))


def test_an_unsigned_file_has_none(plain):
    assert signatures_of(plain, [], now()) == ()


def test_a_byte_changed_under_the_signature_breaks_it(plain, authority, leader):
    data = signed_pdf(plain, leader)
    place = data.index(b"/MediaBox")
    tampered = data[:place] + b"/mediaBox" + data[place + 9 :]
    found = the_only(tampered, authority.der)
    assert found.state == "broken"
    assert found.signer == "Phạm Thị D"


def test_what_is_added_after_the_signature_is_told(plain, authority, leader):
    found = the_only(changed_afterwards(signed_pdf(plain, leader)), authority.der)
    assert (found.state, found.covers_whole) == ("altered", False)


@pytest.mark.parametrize("more", [b"\n% hello", b"\n" * 4000, b"\nxref\n0 0\ntrailer<<>>\nstartxref\n0\n%%EOF\n"])
def test_bytes_behind_the_end_are_not_covered(plain, leader, more):
    found = signatures_of(signed_pdf(plain, leader) + more, [], now())
    assert not any(each.covers_whole for each in found)


def test_a_second_signature_leaves_the_first_whole(plain, authority, leader):
    twice = signed_pdf(signed_pdf(plain, leader), certify(authority, "Sở Khoa học và Công nghệ"), field="ConDau")
    first, second = signatures_of(twice, [authority.der], now())
    assert (first.state, first.covers_whole, first.trust) == ("added", False, "trusted")
    assert (second.signer, second.state, second.covers_whole) == ("Sở Khoa học và Công nghệ", "intact", True)


def test_a_certificate_that_was_over_when_signing_is_told(plain, authority):
    found = the_only(signed_pdf(plain, certify(authority, "Cũ", days=20, begun=30)), authority.der)
    assert (found.trust, found.note) == ("untrusted", OUT_OF_DATE)


def test_nothing_is_asked_of_the_network(plain, leader, authority, monkeypatch):
    def refused(*_, **__):
        raise AssertionError("asked the network")

    data = signed_pdf(plain, leader)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    assert the_only(data, authority.der).trust == "trusted"


class TestInAChild:
    def test_findings_come_back_whole(self, plain, authority, leader):
        found = examine(signed_pdf(plain, leader), roots=[authority.der], at=now())
        assert [(each.signer, each.trust) for each in found.signatures] == [("Phạm Thị D", "trusted")]
        assert found.signatures[0].signed_at.tzinfo is not None

    def test_values_survive_json(self):
        found = Findings("chữ", (SignatureFound("A", "intact", signed_at=now()), SignatureFound("", "unreadable")))
        assert Findings.from_json(found.as_json()) == found

    @pytest.mark.parametrize(
        "damage",
        [
            lambda data: data[: len(data) // 2],
            lambda data: data.replace(b"/Contents <30", b"/Contents <zz"),
            lambda data: data.replace(b"/ByteRange [", b"/ByteRange [-9 99999999999 "),
            lambda data: b"%PDF-1.7\n/ByteRange " + b"<<" * 20_000,
            lambda data: b"%PDF-1.7\n/ByteRange [" + b"[" * 100_000,
        ],
        ids=["half", "contents", "ranges", "nested dictionaries", "nested arrays"],
    )
    def test_a_hostile_file_neither_hangs_nor_passes(self, plain, leader, damage):
        try:
            found = examine(damage(signed_pdf(plain, leader)), roots=[], at=now())
        except UnreadableFile:
            return
        assert all(each.state in ("broken", "altered", "unreadable") for each in found.signatures)

    def test_what_takes_too_long_is_given_up(self, plain):
        with pytest.raises(UnreadableFile):
            examine(plain, roots=[], at=now(), limits=ExaminationLimits(seconds=0.01))

    @pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is told by /proc")
    def test_what_takes_too_much_memory_is_given_up(self, tmp_path):
        path = tmp_path / "big.pdf"
        with pikepdf.new() as document:
            document.add_blank_page()
            document.Root.Padding = pikepdf.Stream(document, b"0123456789" * 3_000_000)
            document.save(path, compress_streams=False)
        assert examine(path.read_bytes(), roots=[], at=now()) == Findings("")
        with pytest.raises(UnreadableFile):
            examine(path.read_bytes(), roots=[], at=now(), limits=ExaminationLimits(memory_bytes=1 << 20))
