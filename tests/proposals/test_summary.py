"""'Tổng hợp báo cáo và kiến nghị': by unit, as a page, as text, as PDF; units that are strangers to it are refused."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.enums import MeetingState, ReportState
from meetings.models import Proposal, UnitReport
from meetings.papers.summary import EARLIER, HEADING
from meetings.proposals.filing import enter_proposal
from meetings.unit_reports.sending import Arrival, record_arrival
from meetings.unit_reports.summary import compose_summary, summary_pdf
from tests.cast import make_meeting, make_unit
from tests.unit_reports.conftest import ask
from tests.unit_reports.test_asking import signed_in


@pytest.fixture
def heard(cast, meeting, asked, report, proposal):
    """One report came by letter, one proposal with it, another by a body that is not in the directory."""
    now = timezone.now()
    words = "Đã có 3 mô hình.\n\nKhó khăn: <b>thiếu</b> cán bộ"
    arrival = Arrival("letter", timezone.localdate(), words, "45/BC-UBND", timezone.localdate(), "Vũ Văn H")
    record_arrival(report, arrival, [], version=report.version, by=cast.clerk, at=now)
    enter_proposal(Proposal(meeting=meeting, words="Hợp tác xã Mẫu", text="Xin vay vốn"), by=cast.clerk, at=now)
    return meeting


def test_each_unit_stands_with_its_report_and_its_proposals(cast, heard):
    record = compose_summary(heard, cast.clerk, at=timezone.now())
    rows = {row.unit: row for group in record.groups for row in group.rows}
    own = rows["UBND xã Mẫu Một"]
    assert own.report == ("Đã có 3 mô hình.", "Khó khăn: <b>thiếu</b> cán bộ")
    assert own.standing.startswith("Đã gửi đúng hạn, 45/BC-UBND ngày")
    assert [(each.text, each.standing) for each in own.proposals] == [
        ("Hỗ trợ thiết bị đo cho chợ xã", "Chờ tiếp nhận")
    ]
    assert rows["Hợp tác xã Mẫu"].proposals[0].text == "Xin vay vốn"
    assert rows["UBND xã Mẫu Hai"].report == ()
    assert record.counted == "Đã có 1/2 đơn vị gửi báo cáo; 2 kiến nghị."
    UnitReport.objects.filter(unit=cast.other_commune).update(state=ReportState.NOT_NEEDED)
    again = compose_summary(heard, cast.clerk, at=timezone.now())
    assert "UBND xã Mẫu Hai" not in {row.unit for group in again.groups for row in group.rows}


def test_the_page_can_be_read_and_copied_but_not_by_a_unit(cast, heard):
    address = reverse("report-summary", args=[heard.pk])
    page = signed_in(cast.leader).get(address).content.decode()
    assert "&lt;b&gt;thiếu&lt;/b&gt;" in page
    assert "- Kiến nghị: Xin vay vốn (Chờ tiếp nhận)" in page
    assert signed_in(cast.unit_officer).get(address).status_code == 403
    assert signed_in(cast.unit_officer).get(reverse("report-summary-pdf", args=[heard.pk])).status_code == 403


def test_the_paper_holds_every_word_and_what_is_left_from_before(cast, heard):
    following = make_meeting(cast, state=MeetingState.PLANNED, held_on=heard.held_on + timedelta(days=90))
    ask(cast, following, cast.commune)
    for meeting, words in ((heard, "3 mô hình"), (following, EARLIER)):
        pdf = pypdfium2.PdfDocument(summary_pdf(meeting, cast.clerk, at=timezone.now()))
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert HEADING in text
        assert words in text
        assert "Hỗ trợ thiết bị đo cho chợ xã" in " ".join(text.split())


def test_the_summary_of_many_units_asks_as_often_as_that_of_few(cast, heard):
    def cost() -> int:
        client = signed_in(cast.clerk)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("report-summary", args=[heard.pk])).status_code == 200
        return len(queries)

    before = cost()
    for number in range(8):
        unit = make_unit(f"Y{number}", f"UBND xã Nữa {number}", "commune")
        heard.delegations.create(unit=unit, position=number + 5)
        ask(cast, heard, unit)
        row = Proposal(meeting=heard, unit=unit, text="Kiến nghị nữa")
        enter_proposal(row, by=cast.clerk, at=timezone.now())
    assert cost() == before
    assert before <= 12
