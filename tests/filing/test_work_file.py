"""The work file of a meeting: what goes into it, under which names, and what is said of what cannot be read."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree

from directives.whole_way import issue_at_once
from districts.errors import DomainError, NotAllowed
from meetings.copies.attaching import attach_signed_copy
from meetings.filing.archive import INDEX, SUMS, plain_name, take_work_file
from meetings.filing.contents import Filed, Part, contents_of
from meetings.models import (
    AbsenceFile,
    Meeting,
    MeetingEvent,
    Proposal,
    ProposalAnswer,
    ReportFile,
    ReportRequest,
    ReportVersion,
    SignedCopy,
    UnitReport,
)
from meetings.planning.files import add_document, judged
from meetings.workbooks import Column, workbook_of
from tests.cast import NOW, Cast, make_conclusions, make_meeting, make_notice

PDF = b"%PDF-1.7 tai lieu hop"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    return meeting


def document(cast: Cast, meeting: Meeting, name: str = "Báo cáo quý IV.pdf", data: bytes = PDF):
    return add_document(meeting, judged(name, data), "Báo cáo quý IV", by=cast.clerk, at=NOW)


def taken(meeting: Meeting, cast: Cast) -> zipfile.ZipFile:
    with take_work_file(meeting, by=cast.clerk, at=NOW) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def filed(meeting: Meeting, cast: Cast) -> list[Filed]:
    return contents_of(meeting, by=cast.clerk, at=NOW)


def cells(workbook: bytes) -> list[str]:
    """Every text of the workbook, in the order of its cells."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        root = etree.fromstring(parts.read("xl/sharedStrings.xml"))
    return ["".join(item.itertext()) for item in root]


def test_it_holds_the_issued_paper_and_the_documents_each_in_its_part(cast, meeting, quick_press):
    document(cast, meeting)
    released = issue_at_once(make_notice(cast, meeting), at=NOW)
    archive = taken(meeting, cast)
    number = plain_name(f"{released.full_number.replace('/', '-')}-{released.year}.pdf")
    assert archive.namelist() == [
        "2-tai-lieu-hop/01-bao-cao-quy-iv.pdf",
        f"5-thong-bao-ket-luan/02-{number}",
        INDEX,
        SUMS,
    ]
    assert archive.read("2-tai-lieu-hop/01-bao-cao-quy-iv.pdf") == PDF
    assert released.full_number in cells(archive.read(INDEX))


def test_the_sums_are_those_of_the_files(cast, meeting, quick_press):
    document(cast, meeting)
    issue_at_once(make_notice(cast, meeting), at=NOW)
    archive = taken(meeting, cast)
    lines = [line.split("  ") for line in archive.read(SUMS).decode().splitlines()]
    assert {path for _, path in lines} == set(archive.namelist()) - {INDEX, SUMS}
    assert all(hashlib.sha256(archive.read(path)).hexdigest() == digest for digest, path in lines)


def test_a_draft_is_no_record(cast, meeting):
    document(cast, meeting)
    make_notice(cast, meeting)
    assert [each.part for each in filed(meeting, cast)] == [Part.DOCUMENTS]


def test_a_signed_copy_stands_beside_the_own_print(cast, meeting, monkeypatch):
    released = issue_at_once(make_notice(cast, meeting), at=NOW)
    pdf = taken(meeting, cast).read("5-thong-bao-ket-luan/01-" + plain_name(filed(meeting, cast)[0].name))
    attach_signed_copy(released, pdf + b"\n% scan", name="ky.pdf", is_scan=True, by=cast.registrar, at=NOW)
    names = [each.name for each in filed(meeting, cast)]
    assert len(names) == 2
    assert "bản quét" in names[0]
    archive = taken(meeting, cast)
    assert SignedCopy.objects.get().sha256 in archive.read(SUMS).decode()
    assert len([name for name in archive.namelist() if name.endswith(".pdf")]) == 2


def test_the_letter_of_an_absent_unit_is_filed_under_the_unit(cast, meeting):
    row = meeting.delegations.get(unit=cast.commune)
    kept = document(cast, meeting)
    AbsenceFile.objects.create(
        delegation=row, name="15.pdf", sha256=kept.sha256, size=kept.size, added_by=cast.clerk, added_at=NOW
    )
    letter = next(each for each in filed(meeting, cast) if each.part == Part.DELEGATES)
    assert letter.author == str(cast.commune)
    assert letter.read() == PDF


def test_the_units_reports_and_the_answers_to_their_proposals_are_filed(cast, meeting):
    kept = document(cast, meeting)
    asked = ReportRequest.objects.create(
        meeting=meeting, content="Kết quả quý", due_on=NOW.date(), asked_by=cast.clerk, asked_at=NOW
    )
    report = UnitReport.objects.create(meeting=meeting, unit=cast.commune, request=asked)
    version = ReportVersion.objects.create(report=report, number=1, arrived_on=NOW.date(), by=cast.unit_head, at=NOW)
    ReportFile.objects.create(version=version, name="bao cao.pdf", sha256=kept.sha256, size=kept.size)
    proposal = Proposal.objects.create(
        meeting=meeting, unit=cast.commune, text="Hỗ trợ thiết bị đo", created_by=cast.clerk
    )
    ProposalAnswer.objects.create(
        proposal=proposal,
        text="Đã ghi nhận",
        file_name="tra loi.pdf",
        sha256=kept.sha256,
        division=cast.division,
        by=cast.division_head,
        at=NOW,
    )
    reports = [each for each in filed(meeting, cast) if each.part == Part.REPORTS]
    assert [each.author for each in reports] == [str(cast.commune), str(cast.division), ""]
    assert reports[0].read() == PDF
    assert reports[2].read().startswith(b"%PDF")


def test_what_cannot_be_read_is_named_in_the_index_and_the_rest_is_kept(cast, meeting, settings):
    kept = document(cast, meeting)
    document(cast, meeting, "Còn nguyên.pdf", PDF + b" 2")
    (Path(settings.FILES_ROOT) / kept.sha256[:2] / kept.sha256).write_bytes(b"khac")
    archive = taken(meeting, cast)
    assert "2-tai-lieu-hop/02-con-nguyen.pdf" in archive.namelist()
    assert len(archive.namelist()) == 3
    assert any("đã bị thay đổi" in cell for cell in cells(archive.read(INDEX)))


def test_who_took_it_is_on_record(cast, meeting):
    document(cast, meeting)
    taken(meeting, cast)
    event = MeetingEvent.objects.get(verb="take_work_file")
    assert (event.officer, event.note) == (cast.clerk, "1 tệp")


def test_a_unit_takes_no_work_file(cast, meeting):
    document(cast, meeting)
    with pytest.raises(NotAllowed):
        take_work_file(meeting, by=cast.unit_officer, at=NOW)


def test_an_empty_file_is_not_taken(cast, meeting):
    with pytest.raises(DomainError, match="chưa có văn bản"):
        take_work_file(meeting, by=cast.clerk, at=NOW)


def test_the_page_lists_what_would_be_saved_and_saves_it(cast, meeting):
    document(cast, meeting)
    client = Client()
    client.force_login(cast.clerk)
    page = client.get(reverse("work-file", args=[meeting.pk]))
    assert "Báo cáo quý IV.pdf" in page.content.decode()
    answer = client.post(reverse("work-file-zip", args=[meeting.pk]))
    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(answer.getvalue())).testzip() is None


def test_the_page_asks_as_often_for_six_documents_as_for_one(cast, meeting, quick_press):
    client = Client()
    client.force_login(cast.clerk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("work-file", args=[meeting.pk])).status_code == 200
        return len(queries)

    document(cast, meeting)
    before = cost()
    for number in range(5):
        document(cast, meeting, f"Tệp {number}.pdf", PDF + str(number).encode())
    issue_at_once(make_notice(cast, meeting), at=NOW)
    after = cost()
    assert after <= before + 1  # the signed copies of the papers, once for all of them
    assert after <= 12


def test_what_was_asked_for_or_proposed_without_a_file_stands_in_the_summary(cast, meeting):
    assert filed(meeting, cast) == []
    asked = ReportRequest.objects.create(
        meeting=meeting, content="Kết quả quý", due_on=NOW.date(), asked_by=cast.clerk, asked_at=NOW
    )
    report = UnitReport.objects.create(meeting=meeting, unit=cast.commune, request=asked)
    assert [each.name for each in filed(meeting, cast)] == ["tong-hop.pdf"]
    ReportVersion.objects.create(report=report, number=1, arrived_on=NOW.date(), by=cast.unit_head, at=NOW)
    assert [each.name for each in filed(meeting, cast)] == ["tong-hop.pdf"]


def test_a_proposal_alone_has_its_summary(cast, meeting):
    Proposal.objects.create(meeting=meeting, words="Hội Nông dân", text="Hỗ trợ thiết bị đo", created_by=cast.clerk)
    assert [each.name for each in filed(meeting, cast)] == ["tong-hop.pdf"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Báo cáo quý IV.docx", "bao-cao-quy-iv.docx"),
        ("../../etc/passwd", "passwd"),
        ("…….PDF", "tep.pdf"),
        ("a" * 300 + ".pdf", "a" * 80 + ".pdf"),
        ("=cmd|'C calc'!A0.xlsx", "cmd-c-calc-a0.xlsx"),
    ],
)
def test_names_in_the_zip_are_plain(name, plain):
    assert plain_name(name).rpartition("/")[2] == plain
    assert "/" not in plain_name(name)


def test_a_text_is_never_a_formula():
    book = workbook_of("Sổ [2026]: văn bản", [Column("Tên"), Column("Số")], [["=1+1", 5], ["@SUM(A1)", None]])
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert {"=1+1", "@SUM(A1)"} <= set(cells(book))
