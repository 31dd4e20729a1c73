"""The stepper says how far a paper has come, when and by whom."""

import pytest

from directives.stages import stages_of
from directives.whole_way import issue_at_once
from meetings.drafting import draft_notice
from meetings.models import MeetingEvent
from tests.cast import NOW, make_cast, make_conclusions, make_meeting, pass_content_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    cast = make_cast()
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    return cast, draft_notice(meeting, by=cast.clerk, at=NOW)


def events_of(paper):
    return list(MeetingEvent.objects.filter(object_kind="paper", object_id=paper.pk))


def test_a_draft_stands_at_its_first_stage(notice):
    _, paper = notice
    assert [stage.status for stage in stages_of(paper)] == ["current", "later", "later", "later", "later"]


def test_each_stage_names_the_moment_and_the_person(notice):
    cast, paper = notice
    pass_content_check(paper, cast)
    stages = stages_of(paper, events_of(paper))
    assert [stage.status for stage in stages[:3]] == ["passed", "current", "later"]
    assert stages[1].note == "08:30 09/04/2026, Trần Thị B"


def test_a_paper_sent_back_forgets_the_checks_it_had_passed(notice):
    cast, paper = notice
    pass_content_check(paper, cast)
    paper.send_back(by=cast.division_head, at=NOW, note="Bổ sung thời hạn.")
    stages = stages_of(paper, events_of(paper))
    assert [bool(stage.note) for stage in stages] == [True, False, False, False, False]


def test_a_reader_outside_sees_the_day_of_issue_and_no_names(notice):
    _, paper = notice
    issue_at_once(paper, at=NOW)
    paper.refresh_from_db()
    stages = stages_of(paper)
    assert {stage.status for stage in stages} == {"passed"}
    assert [stage.note for stage in stages] == ["", "", "", "", "09/04/2026"]
