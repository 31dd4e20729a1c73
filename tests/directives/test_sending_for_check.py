"""'Gửi kiểm tra': a draft is checked once it was sent, and until then or after it nobody writes to what a checker reads."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.urls import reverse

from directives.stages import stages_of
from districts.enums import Role
from districts.errors import Frozen, NotAllowed, WrongState
from districts.models import Appointment, OfficeProfile, Officer
from meetings import access
from meetings.enums import PaperState
from meetings.models import MeetingEvent, Paper
from meetings.printing import paper_events
from portal.sections import papers_at_home, waiting_papers
from tests.cast import NOW, make_notice


@pytest.fixture
def sent(paper_in) -> Paper:
    return paper_in(PaperState.SENT)


def another_clerk(cast) -> Officer:
    officer = Officer.objects.create(username="chuyen_vien_khac", full_name="Nguyễn Văn Mẫu")
    Appointment.objects.create(officer=officer, role=Role.CLERK, unit=cast.division, position="Chuyên viên")
    return Officer.objects.get(pk=officer.pk)


def waiting_for(officer: Officer) -> list[str]:
    found = waiting_papers(officer, OfficeProfile.objects.get(), papers_at_home(officer))
    return [row.act for row in found]


def test_a_draft_that_was_not_sent_is_not_checked(cast):
    paper = make_notice(cast)
    with pytest.raises(WrongState, match=r"chưa được gửi kiểm tra.*bấm “Gửi kiểm tra” trước"):
        paper.check_content(by=cast.division_head, at=NOW)
    assert Paper.objects.get().state == PaperState.DRAFT


def test_what_was_sent_is_edited_by_nobody(cast, sent):
    assert not access.may_edit_paper(cast.clerk, sent)
    with pytest.raises(Frozen, match="rút về sửa khi chưa ai kiểm tra"):
        sent.outline.conclusions.first().save()
    with pytest.raises(Frozen):
        sent.save()


def test_the_drafter_takes_it_back_to_edit_and_sends_it_again(cast, sent, paper_in):
    sent.take_back(by=cast.clerk, at=NOW)
    paper = Paper.objects.get()
    paper.abstract = "Kết luận đã sửa"
    paper.save()
    assert paper_in(PaperState.CHECKED, paper).state == PaperState.CHECKED
    verbs = list(MeetingEvent.objects.filter(object_id=paper.pk).order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["send_for_check", "take_back", "edit", "send_for_check", "check_content"]


def test_nobody_else_takes_it_back_and_nobody_once_it_was_checked(cast, paper_in, sent):
    other = another_clerk(cast)
    assert not access.may_take_back(other, sent)
    with pytest.raises(NotAllowed, match="Chỉ chuyên viên soạn thảo rút được"):
        sent.take_back(by=other, at=NOW)
    checked = paper_in(PaperState.CHECKED, sent)
    with pytest.raises(WrongState, match=r"chưa ai kiểm tra.*đề nghị người đang xử lý trả lại"):
        checked.take_back(by=cast.clerk, at=NOW)


def test_a_check_and_a_taking_back_at_once_are_one_of_the_two(cast, sent):
    mine, theirs = Paper.objects.get(), Paper.objects.get()
    theirs.check_content(by=cast.division_head, at=NOW)
    with pytest.raises(WrongState, match="Người khác vừa xử lý"):
        mine.take_back(by=cast.clerk, at=NOW)


def test_taking_it_back_settles_what_was_said_when_it_was_sent_back(cast, sent, paper_in):
    sent.send_back(by=cast.division_head, at=NOW, note="Ghi rõ đơn vị chủ trì")
    assert Paper.objects.get().returned_note == "Ghi rõ đơn vị chủ trì"
    again = paper_in(PaperState.SENT, sent)
    again.take_back(by=cast.clerk, at=NOW)
    assert Paper.objects.get().returned_note == ""


def test_a_check_that_is_turned_off_meanwhile_holds_nothing_up(cast, sent):
    OfficeProfile.objects.update(content_check=False)
    assert sent.step_after(OfficeProfile.objects.get()) == PaperState.FORM_CHECKED
    OfficeProfile.objects.update(form_check=False)
    assert sent.step_after(OfficeProfile.objects.get()) == PaperState.SUBMITTED


def test_home_lists_a_draft_for_its_drafter_and_what_was_sent_for_the_head(cast, paper_in):
    paper = make_notice(cast)
    assert (waiting_for(cast.clerk), waiting_for(cast.division_head)) == (["Soạn tiếp"], [])
    assert waiting_for(another_clerk(cast)) == []
    paper_in(PaperState.SENT, paper)
    assert (waiting_for(cast.clerk), waiting_for(cast.division_head)) == ([], ["Kiểm tra"])


def test_the_stepper_tells_who_sent_it_and_then_who_checked(cast, sent, paper_in):
    at_check = stages_of(sent, paper_events(sent.pk))[1]
    assert (at_check.status, at_check.note) == ("current", "gửi 08:30 09/04/2026, Nguyễn Văn A")
    checked = stages_of(paper_in(PaperState.CHECKED, sent), paper_events(sent.pk))[1]
    assert checked.note == "08:30 09/04/2026, Trần Thị B"
    sent.send_back(by=cast.division_head, at=NOW, note="Sửa")
    sent.send_for_check(by=cast.clerk, at=NOW)
    sent.take_back(by=cast.clerk, at=NOW)
    assert stages_of(sent, paper_events(sent.pk))[1].note == ""


def test_the_page_before_sending_lists_what_still_stands_against_it(cast):
    paper = make_notice(cast)
    paper.outline.conclusions.create(text="Chưa rõ ai làm", position=9)
    client = Client()
    client.force_login(cast.clerk)
    page = html.unescape(client.get(reverse("paper-step", args=[paper.pk, "gui-kiem-tra"])).content.decode())
    assert "Chưa rõ ai làm" in page
    assert "Từ lúc này không ai sửa dự thảo" in page
