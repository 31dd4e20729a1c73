"""The signed copy of a paper: it must be of this paper, signed by whom the paper names, and what was found is kept."""

from __future__ import annotations

import dataclasses

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.whole_way import issue_at_once
from districts.errors import DomainError, NotAllowed
from meetings import storage
from meetings.copies import attaching
from meetings.copies.attaching import DoubtfulCopy, UncomparedCopy, attach_signed_copy, copies_of
from meetings.copies.matching import match_text
from meetings.copies.roots import trusted_roots
from meetings.enums import CopyMatch
from meetings.models import CopyExamination, CopySignature, MeetingEvent, SignedCopy
from meetings.papers.record import PaperRecord
from meetings.printing import printed_pdf, released_record, verify_stored
from meetings.signatures.findings import Findings, SignatureFound
from meetings.verbs import told_note
from tests.cast import NOW, make_notice
from tests.office_fixtures import ONE_PAGE
from tests.signatures.signing import certify, changed_afterwards, make_authority, signed_pdf

GOOD = SignatureFound("Phạm Thị D", "intact", "trusted", issuer="CA Mẫu", signed_at=NOW, covers_whole=True)


def words_of(record: PaperRecord) -> str:
    """The paper's text as a file would give it, lines broken anywhere."""
    day = record.day
    parts = [
        f"Số: {record.number:02d}/{record.symbol}",
        f"{record.place}, ngày {day.day:02d} tháng {day.month} năm {day.year}",
        record.abstract,
        *record.opening,
        *(f"{block.label} {block.text}" for block in record.blocks),
        *record.closing,
        record.signer_name,
    ]
    return "\r\n".join(part.replace(" ", "\r\n", 1) for part in parts)


@pytest.fixture
def release(cast, quick_press):
    return issue_at_once(make_notice(cast), at=NOW)


@pytest.fixture
def finds(monkeypatch, release):
    """``finds(text=…, signatures=…)``: what the reading of the next files brings; by default all as it should be."""

    def found(text: str | None = None, *signatures: SignatureFound) -> None:
        findings = Findings(words_of(released_record(release)) if text is None else text, signatures)
        monkeypatch.setattr(attaching, "examine", lambda data, **_: findings)

    return found


def attach(release, cast, data: bytes = ONE_PAGE, **changes) -> SignedCopy:
    values = {"name": "ky.pdf", "is_scan": False, "by": cast.registrar, "at": NOW}
    return attach_signed_copy(release, data, **values | changes)


class TestKept:
    def test_what_was_found_is_kept_with_the_copy(self, cast, release, finds):
        finds(None, GOOD)
        copy = attach(release, cast)
        kept = copy.examination
        assert (kept.match, kept.doubts, kept.acknowledged) == (CopyMatch.MATCHES, "", False)
        signature = kept.signatures.get()
        assert (signature.signer, signature.state, signature.trust, signature.signed_at) == (
            "Phạm Thị D",
            "intact",
            "trusted",
            NOW,
        )
        assert MeetingEvent.objects.get(verb="attach_signed_copy").note == f"ky.pdf, {copy.sha256}"

    def test_a_file_that_begins_with_the_portals_own_print_is_told(self, cast, release, finds):
        finds(None, GOOD)
        behind = printed_pdf(release) + b"% signed"
        assert attach(release, cast, behind).examination.match == CopyMatch.SAME_PRINT

    @pytest.mark.parametrize("acknowledged", [False, True])
    def test_a_scan_without_text_is_refused_until_the_registrar_has_looked(
        self, cast, release, finds, files, acknowledged
    ):
        finds("")
        before = sorted(path.name for path in files.rglob("*"))
        with pytest.raises(UncomparedCopy, match=r"không có lớp chữ.*xem số, ngày và chữ ký"):
            attach(release, cast, is_scan=True, acknowledged=acknowledged)
        assert not SignedCopy.objects.exists()
        assert sorted(path.name for path in files.rglob("*")) == before

    def test_what_the_registrar_looked_at_is_on_record_with_person_and_time(self, cast, release, finds):
        finds("")
        copy = attach(release, cast, is_scan=True, compared=True)
        kept = copy.examination
        looked = "Đã mở xem tệp: đúng số 01/TB-SKHCN, ngày 09/04/2026; có chữ ký của Phạm Thị D"
        assert (kept.match, kept.doubts, kept.comparison) == (CopyMatch.NO_TEXT, "", looked)
        event = MeetingEvent.objects.get(verb="compare_copy")
        assert (event.officer_name, event.position, event.at) == ("Hoàng Văn E", "Văn thư", NOW)
        assert event.note == f"{looked}\n{copy.sha256}"
        assert told_note(event) == looked
        verify_stored(release)

    def test_a_file_that_the_portal_compared_says_nothing_of_looking(self, cast, release, finds):
        finds(None, GOOD)
        assert attach(release, cast, compared=True).examination.comparison == ""
        assert not MeetingEvent.objects.filter(verb="compare_copy").exists()

    def test_a_signed_file_without_text_is_looked_at_too(self, cast, release, finds):
        finds("", GOOD)
        with pytest.raises(UncomparedCopy):
            attach(release, cast)
        assert attach(release, cast, compared=True).examination.comparison

    def test_nobody_but_the_registrar_attaches(self, cast, release, finds):
        finds(None, GOOD)
        for role in ("clerk", "leader", "office_head", "unit_head", "administrator"):
            with pytest.raises(NotAllowed, match="văn thư"):
                attach(release, cast, by=cast.officer(role))
        assert not SignedCopy.objects.exists()


class TestRefused:
    def test_a_signed_file_without_a_signature(self, cast, release, finds):
        finds()
        with pytest.raises(DomainError, match=r"không có chữ ký số nào.*Bản quét"):
            attach(release, cast, acknowledged=True)

    def test_a_file_whose_content_no_longer_fits_its_signature(self, cast, release, finds, files):
        finds(None, dataclasses.replace(GOOD, state="broken"))
        before = sorted(path.name for path in files.rglob("*"))
        with pytest.raises(DomainError, match=r"không còn khớp chữ ký số của Phạm Thị D"):
            attach(release, cast, acknowledged=True)
        assert not SignedCopy.objects.exists()
        assert sorted(path.name for path in files.rglob("*")) == before, "and the file is not kept"

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"state": "altered"}, "Tệp bị sửa sau khi Phạm Thị D ký số"),
            ({"state": "unreadable", "signer": ""}, "Có chữ ký số mà cổng không kiểm tra được"),
            ({"trust": "untrusted"}, "không thuộc tổ chức chứng thực tin cậy"),
            ({"covers_whole": False}, "Phần cuối của tệp nằm ngoài chữ ký số"),
            ({"signer": "Người Khác"}, "Không chữ ký số nào mang tên người ký Phạm Thị D"),
            ({"note": "Chứng thư không có hiệu lực vào thời điểm ký."}, "không có hiệu lực vào thời điểm ký"),
        ],
    )
    def test_what_is_doubtful_until_the_registrar_has_compared(self, cast, release, finds, changes, words):
        finds(None, dataclasses.replace(GOOD, **changes))
        with pytest.raises(DoubtfulCopy, match=words):
            attach(release, cast)
        assert not SignedCopy.objects.exists()
        kept = attach(release, cast, acknowledged=True).examination
        assert words in kept.doubts
        assert kept.acknowledged

    def test_the_signer_s_name_is_found_without_regard_to_capitals_and_among_several(self, cast, release, finds):
        seal = dataclasses.replace(GOOD, signer="SỞ KHOA HỌC VÀ CÔNG NGHỆ")
        finds(None, dataclasses.replace(GOOD, signer="PHẠM THỊ D", state="added", covers_whole=False), seal)
        assert attach(release, cast).examination.signatures.count() == 2

    def test_the_same_file_a_second_time(self, cast, release, finds):
        finds(None, GOOD)
        attach(release, cast)
        with pytest.raises(DomainError, match=r"“lại\.pdf” đã là bản ký của văn bản này từ 08:30 ngày 09/04/2026"):
            attach(release, cast, name="lại.pdf", is_scan=True, acknowledged=True)
        kept = SignedCopy.objects.get()
        assert MeetingEvent.objects.filter(verb="attach_signed_copy").count() == 1
        other = issue_at_once(make_notice(cast), at=NOW)
        assert attach(other, cast, acknowledged=True).sha256 == kept.sha256, "one file may sign two papers"

    def test_the_same_file_by_a_way_round_the_domain(self, cast, release, finds):
        finds(None, GOOD)
        kept = attach(release, cast)
        again = {
            "release": release,
            "sha256": kept.sha256,
            "size": kept.size,
            "is_scan": True,
            "added_by": cast.registrar,
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            SignedCopy.objects.create(**again, added_at=NOW)


class TestMatching:
    @pytest.fixture
    def record(self, release) -> PaperRecord:
        return released_record(release)

    def test_the_paper_s_own_text_matches_wherever_its_lines_break(self, record):
        assert match_text(words_of(record), record) == (CopyMatch.MATCHES, [])
        assert match_text(words_of(record).upper().replace("-", " - "), record)[0] == CopyMatch.MATCHES

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("01/TB", "11/TB", "Không thấy số 01/TB-SKHCN"),
            ("01/TB", "101/TB", "Không thấy số 01/TB-SKHCN"),
            ("TB-SKHCN", "TB-SNV", "Không thấy số 01/TB-SKHCN"),
            ("09 tháng 4", "10 tháng 4", "Không thấy ngày 09/04/2026"),
            ("quý I năm 2026", "quý II năm 2026", "Không thấy trích yếu"),
            ("Phạm\r\nThị D", "Trần Thị B", "Không thấy tên người ký Phạm Thị D"),
        ],
    )
    def test_another_paper_is_told_apart(self, record, old, new, words):
        text = words_of(record)
        assert old in text
        match, doubts = match_text(text.replace(old, new), record)
        assert match == CopyMatch.DIFFERS
        assert any(words in doubt for doubt in doubts), doubts

    def test_another_content_under_the_same_head_is_told(self, record):
        head = words_of(dataclasses.replace(record, blocks=(), closing=()))
        _, doubts = match_text(head, record)
        assert any("nội dung của văn bản trong tệp" in doubt for doubt in doubts)

    def test_a_file_of_spaces_has_no_text(self, record):
        assert match_text(" \r\n\x0c", record) == (CopyMatch.NO_TEXT, [])


class TestRoots:
    def test_every_certificate_of_the_folder_is_trusted(self, settings, tmp_path):
        one, two, three = make_authority("Một"), make_authority("Hai"), make_authority("Ba")
        (tmp_path / "hai.pem").write_bytes(one.pem + two.pem)
        (tmp_path / "ba.cer").write_bytes(three.der)
        (tmp_path / "ghi-chu.txt").write_text("không phải chứng thư")
        assert trusted_roots() == []
        settings.SIGNATURE_ROOTS_DIR = str(tmp_path)
        assert set(trusted_roots()) == {one.der, two.der, three.der}

    @pytest.mark.parametrize("data", [b"", b"khong phai", b"-----BEGIN CERTIFICATE-----\nzz\n"])
    def test_what_is_no_certificate_is_said(self, settings, tmp_path, data):
        (tmp_path / "hong.crt").write_bytes(data)
        settings.SIGNATURE_ROOTS_DIR = str(tmp_path)
        with pytest.raises(DomainError, match=r"hong\.crt"):
            trusted_roots()
        settings.SIGNATURE_ROOTS_DIR = str(tmp_path / "khong-co")
        with pytest.raises(DomainError, match="Không có thư mục"):
            trusted_roots()


def test_the_whole_way_with_the_portals_own_print(cast, files, settings, tmp_path):
    """Printed, signed by the leader and the office, attached; and a copy that somebody changed afterwards."""
    authority = make_authority(begun=2000)
    (tmp_path / "ca.crt").write_bytes(authority.pem)
    settings.SIGNATURE_ROOTS_DIR = str(tmp_path)
    issued = issue_at_once(make_notice(cast), at=NOW)
    other = issue_at_once(make_notice(cast, abstract="Kết luận về nhãn hiệu"), at=NOW)
    leader, seal = (certify(authority, name, days=4000, begun=2000) for name in ("Phạm Thị D", "Sở KH&CN"))
    by_leader = signed_pdf(printed_pdf(issued), leader)
    both = signed_pdf(by_leader, seal, field="Dau")
    with pytest.raises(DoubtfulCopy, match="sửa sau khi"):
        attach(issued, cast, changed_afterwards(by_leader))
    with pytest.raises(DoubtfulCopy, match=r"Không thấy số 02/TB-SKHCN.*Không thấy trích yếu “Kết luận về nhãn hiệu”"):
        attach(other, cast, both)
    kept = attach(issued, cast, both).examination
    assert (kept.match, kept.doubts) == (CopyMatch.SAME_PRINT, "")
    assert list(kept.signatures.values_list("signer", "state", "trust")) == [
        ("Phạm Thị D", "added", "trusted"),
        ("Sở KH&CN", "intact", "trusted"),
    ]
    assert storage.get(kept.copy.sha256) == both == printed_pdf(issued)


class TestPages:
    @pytest.fixture
    def registrar(self, client, cast):
        client.force_login(cast.officer("registrar"))
        return client

    def send(self, client, release, data: bytes = ONE_PAGE, name: str = "ky.pdf", **values):
        sent = {"made": "ky-so", "file": SimpleUploadedFile(name, data), **values}
        return client.post(reverse("paper-copy", args=[release.paper_id]), sent)

    def test_the_file_is_attached_and_every_reader_sees_who_signed(self, registrar, client, cast, release, finds):
        finds(None, GOOD)
        assert self.send(registrar, release).status_code == 302
        client.force_login(cast.officer("unit_officer"))
        page = client.get(reverse("paper", args=[release.paper_id])).content.decode()
        for words in ("Bản ký số", "Phạm Thị D", "Còn nguyên vẹn", "CA Mẫu", "Khớp số, ký hiệu"):
            assert words in page
        assert reverse("paper-copy", args=[release.paper_id]) not in page

    def test_doubts_are_shown_and_the_tick_asked_for(self, registrar, release, finds):
        finds("một văn bản khác", GOOD)
        answer = self.send(registrar, release)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Không thấy số 01/TB-SKHCN" in page
        assert 'type="checkbox" name="acknowledged"' in page
        assert not SignedCopy.objects.exists()
        assert self.send(registrar, release, acknowledged="on").status_code == 302
        assert CopyExamination.objects.get().acknowledged

    def test_a_scan_asks_for_the_look_at_it_and_tells_it_to_readers(self, registrar, client, cast, release, finds):
        finds("")
        page = registrar.get(reverse("paper-copy", args=[release.paper_id])).content.decode()
        looked = "Đã mở xem tệp: đúng số 01/TB-SKHCN, ngày 09/04/2026; có chữ ký của Phạm Thị D"
        assert looked in page
        answer = self.send(registrar, release, made="quet")
        assert answer.status_code == 422
        assert "không có lớp chữ nên cổng không đối chiếu được" in answer.content.decode()
        assert self.send(registrar, release, made="quet", compared="on").status_code == 302
        page = registrar.get(reverse("paper", args=[release.paper_id])).content.decode()
        assert "Hoàng Văn E xác nhận lúc" in page
        assert "Đối chiếu bản quét bằng mắt" in page
        client.force_login(cast.officer("unit_officer"))
        assert f"“{looked}”" in client.get(reverse("paper", args=[release.paper_id])).content.decode()

    @pytest.mark.parametrize(
        ("data", "name", "words"),
        [
            (b"", "rong.pdf", "trống"),
            (b"GIF89a", "anh.pdf", "hỏng hoặc không đúng"),
            (b"%PDF-1.7 hong", "hong.pdf", "bị hỏng"),
            (ONE_PAGE, "ky.exe", "Không nhận tệp"),
            (b"PK\x03\x04", "ky.docx", "không phải tệp PDF"),
            (ONE_PAGE, "khong-ky.pdf", "không có chữ ký số nào"),
        ],
    )
    def test_bad_files_are_answered_in_words(self, registrar, release, data, name, words):
        answer = self.send(registrar, release, data, name)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not CopySignature.objects.exists()

    def test_without_a_file_or_with_one_too_large(self, registrar, release):
        address = reverse("paper-copy", args=[release.paper_id])
        assert "Chưa chọn tệp" in registrar.post(address, {"made": "quet"}).content.decode()
        answer = self.send(registrar, release, ONE_PAGE + b"0" * (20 * 1024 * 1024))
        assert "nặng quá 20 MB" in answer.content.decode()

    def test_many_copies_ask_as_often_as_one(self, registrar, cast, release, finds):
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert registrar.get(reverse("paper-copy", args=[release.paper_id])).status_code == 200
            return len(queries)

        finds(None, GOOD)
        attach(release, cast)
        before = cost()
        for number in range(5):
            attach(release, cast, ONE_PAGE + b"%d" % number)
        assert cost() == before <= 12
        assert [copy.pk for copy in copies_of(release)] == sorted((c.pk for c in copies_of(release)), reverse=True)
