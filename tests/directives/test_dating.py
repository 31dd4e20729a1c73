"""A notice says on which day its meeting was held: without the day it is neither checked nor signed."""

from __future__ import annotations

import html
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from directives.whole_way import issue_at_once
from districts.errors import DomainError, NotAllowed
from meetings.dating import enter_day, write_day_into_drafts
from meetings.drafting import draft_notice
from meetings.enums import MeetingState, PaperState
from meetings.models import Meeting, MeetingEvent, Paper, SignedRecord
from meetings.models.day_checks import DAY_BLANK
from meetings.signing import sign
from tests.admin_forms import save
from tests.cast import NOW, make_conclusions, make_meeting

DAY = date(2026, 4, 3)
SENTENCE = "Cuộc họp chưa có ngày họp"
UNDATED = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
THÔNG BÁO
Kết luận giao ban khoa học và công nghệ
Phó Giám đốc Sở kết luận như sau:
1. Giao Phòng Quản lý Công nghệ rà soát thiết bị đo lường tại chợ.
"""


@pytest.fixture
def paper(cast) -> Paper:
    """The draft of a meeting without a day."""
    meeting = make_meeting(cast, held_on=None, state=MeetingState.PLANNED)
    make_conclusions(meeting.outlines.get(), cast)
    return draft_notice(meeting, by=cast.clerk, at=NOW)


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "ket-luan.txt"
    path.write_text(UNDATED, "utf-8")
    return str(path)


def stored(paper: Paper) -> Paper:
    return Paper.objects.get(pk=paper.pk)


def test_the_draft_leaves_a_blank_for_the_day(paper):
    assert paper.opening.startswith(f"Ngày {DAY_BLANK}, tại Hội trường Sở")


def test_it_is_not_checked_submitted_or_signed(cast, paper):
    steps = [
        (PaperState.DRAFT, lambda p: p.send_for_check(by=cast.clerk, at=NOW)),
        (PaperState.SENT, lambda p: p.check_content(by=cast.division_head, at=NOW)),
        (PaperState.CHECKED, lambda p: p.check_form(by=cast.office_head, at=NOW)),
        (PaperState.FORM_CHECKED, lambda p: p.submit(by=cast.clerk, at=NOW)),
        (PaperState.SUBMITTED, lambda p: sign(p, by=p.signer, at=NOW)),
    ]
    for state, step in steps:
        Paper.objects.filter(pk=paper.pk).update(state=state)
        with pytest.raises(DomainError, match=SENTENCE):
            step(stored(paper))
        assert stored(paper).state == state
    assert not SignedRecord.objects.exists()


def test_a_blank_that_is_left_in_the_opening_is_refused_too(cast, paper):
    Meeting.objects.filter(pk=paper.meeting_id).update(held_on=DAY)
    with pytest.raises(DomainError, match="còn để trống ngày họp"):
        stored(paper).send_for_check(by=cast.clerk, at=NOW)


def test_the_day_is_entered_on_record_and_fills_the_blank(cast, paper):
    meeting = Meeting.objects.get(pk=paper.meeting_id)
    enter_day(meeting, DAY, by=cast.clerk, at=NOW)
    meeting.refresh_from_db()
    assert (meeting.held_on, meeting.state) == (DAY, MeetingState.HELD)
    assert stored(paper).opening.startswith("Ngày 03/04/2026, tại Hội trường Sở")
    assert stored(paper).version == paper.version + 1, "who has the old opening open is told"
    assert MeetingEvent.objects.get(verb="enter_day").note == "03/04/2026"
    stored(paper).send_for_check(by=cast.clerk, at=NOW)


def test_clerks_alone_enter_it(cast, paper):
    with pytest.raises(NotAllowed):
        enter_day(Meeting.objects.get(pk=paper.meeting_id), DAY, by=cast.leader, at=NOW)


def test_a_paper_beyond_the_draft_is_not_written_to(cast, paper):
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.CHECKED)
    Meeting.objects.filter(pk=paper.meeting_id).update(held_on=DAY)
    write_day_into_drafts(Meeting.objects.get(pk=paper.meeting_id))
    assert DAY_BLANK in stored(paper).opening


def test_the_page_lists_it_and_leads_to_where_it_is_entered(cast, paper):
    client = Client()
    client.force_login(cast.clerk)
    page = html.unescape(client.get(reverse("paper-points", args=[paper.pk])).content.decode())
    assert SENTENCE in page
    assert reverse("meeting-edit", args=[paper.meeting_id]) in page


def test_the_administration_fills_the_blank_when_the_day_is_saved(cast, paper):
    client = Client()
    client.force_login(cast.clerk)
    address = reverse("admin:meetings_meeting_change", args=[paper.meeting_id])
    assert save(client, address, held_on="03/04/2026").status_code == 302
    assert "Ngày 03/04/2026" in stored(paper).opening


def test_the_whole_way_takes_a_day_where_none_is_known(cast, paper, quick_press):
    with pytest.raises(DomainError, match=SENTENCE):
        issue_at_once(paper, at=NOW)
    issue_at_once(stored(paper), at=NOW, meeting_day=DAY)
    assert Meeting.objects.get(pk=paper.meeting_id).held_on == DAY
    assert quick_press[-1].opening[0].startswith("Ngày 03/04/2026")


def test_the_command_says_which_day_it_enters(cast, paper, quick_press, capsys):
    call_command("issue_notice", str(paper.pk), day="09/04/2026", meeting_day="03/04/2026")
    assert "Cuộc họp chưa có ngày họp, lệnh này ghi ngày 03/04/2026" in capsys.readouterr().out
    assert Meeting.objects.get(pk=paper.meeting_id).held_on == DAY


def test_importing_takes_the_day_as_an_option(cast, document):
    call_command("import_minutes", document, yes=True, day="03/04/2026")
    assert Meeting.objects.get().held_on == DAY
    assert "Ngày 03/04/2026" in Paper.objects.get().opening


def test_importing_asks_for_the_day_until_it_is_one(cast, document, monkeypatch, capsys):
    answers = iter(["c", "31/02/2026", "03/04/2026"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    call_command("import_minutes", document)
    assert "Không hiểu ngày “31/02/2026”" in capsys.readouterr().out
    assert Meeting.objects.get().held_on == DAY


def test_importing_without_a_day_says_what_is_left_to_do(cast, document, capsys):
    call_command("import_minutes", document, yes=True)
    assert SENTENCE in capsys.readouterr().out
    assert Meeting.objects.get().held_on is None
