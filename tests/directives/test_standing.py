"""What became of an issued paper is told by one function, on every page that names the paper."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.correcting import start_correction
from directives.models import Assignment
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from meetings.models import Meeting, Paper
from meetings.standing import is_in_force, marks_of, with_standing
from tests.cast import NOW, make_meeting, make_notice
from tests.directives.test_correcting import WORDS


@pytest.fixture(params=["corrected", "replaced", "recalled"])
def followed(request, cast, quick_press):
    """A released notice, the paper that followed it, and the words that mark it."""
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    starting = {
        "corrected": lambda: start_correction(paper, by=cast.clerk, at=NOW, **WORDS),
        "replaced": lambda: start_replacement(paper, by=cast.clerk, at=NOW),
        "recalled": lambda: start_recall(paper, by=cast.clerk, at=NOW, reason="Nhầm"),
    }
    later = issue_at_once(starting[request.param](), at=NOW)
    lead = {"corrected": "Đã đính chính bằng", "replaced": "Đã thay thế bằng", "recalled": "Đã thu hồi theo"}
    return Paper.objects.get(pk=paper.pk), later, lead[request.param]


def test_the_mark_names_the_later_paper(followed):
    paper, later, lead = followed
    assert [mark.words for mark in marks_of(paper.release)] == [f"{lead} {later.titled}"]
    assert is_in_force(paper.release) == lead.startswith("Đã đính chính")
    assert marks_of(later) == []


def test_the_marks_of_many_are_read_at_once(followed, django_assert_num_queries):
    with django_assert_num_queries(2):
        papers = list(with_standing(Paper.objects.order_by("pk")))
        told = [[mark.words for mark in marks_of(paper.release)] for paper in papers]
    assert [len(marks) for marks in told] == [1, 0]


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("clerk", "paper-list"),
        ("unit_officer", "paper-list"),
        ("leader", "home"),
        ("unit_officer", "home"),
        ("clerk", "meeting"),
        ("clerk", "admin:meetings_paper_changelist"),
    ],
)
def test_lists_mark_it(client, cast, followed, role, page):
    paper, later, lead = followed
    client.force_login(cast.officer(role))
    arguments = [paper.meeting_id] if page == "meeting" else []
    content = " ".join(client.get(reverse(page, args=arguments)).content.decode().split())
    assert lead in content
    assert later.titled in content


def test_its_own_page_says_so_above_the_pages(client, cast, followed, monkeypatch):
    paper, later, _ = followed
    client.force_login(cast.unit_officer)
    content = client.get(reverse("paper", args=[paper.pk])).content.decode()
    assert content.index(later.titled) < content.index("h-ban")
    assert reverse("paper", args=[later.paper_id]) in content


def test_open_work_of_earlier_meetings_marks_its_source(client, cast, quick_press):
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    letter = issue_at_once(start_correction(paper, by=cast.clerk, at=NOW, **WORDS), at=NOW)
    meeting = make_meeting(cast, held_on=date(2026, 7, 3))
    client.force_login(cast.clerk)
    content = client.get(reverse("open-work", args=[meeting.pk])).content.decode()
    assert Meeting.objects.count() == 2
    assert f"Đã đính chính bằng {letter.titled}" in content


def test_the_orders_of_a_unit_tell_it(client, cast, followed):
    _, later, lead = followed
    client.force_login(cast.unit_officer)
    content = " ".join(client.get(reverse("home") + "?loc=tat-ca").content.decode().split())
    assert Assignment.objects.filter(unit=cast.commune).exists()
    row = content[content.index("Rà soát thiết bị") :]
    words = "Nay theo" if lead == "Đã thay thế bằng" else lead
    assert words in row[:900]
    assert later.titled in row[:900]


@pytest.mark.parametrize("role", ["clerk", "unit_officer"])
def test_a_paper_s_page_asks_as_often_for_many_marks_as_for_one(client, cast, quick_press, role):
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)

    def cost() -> int:
        client.force_login(cast.officer(role))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("paper", args=[paper.pk])).status_code == 200
        return len(queries)

    issue_at_once(start_correction(Paper.objects.get(pk=paper.pk), by=cast.clerk, at=NOW, **WORDS), at=NOW)
    before = cost()
    for _ in range(3):
        issue_at_once(start_correction(Paper.objects.get(pk=paper.pk), by=cast.clerk, at=NOW, **WORDS), at=NOW)
    assert cost() == before
