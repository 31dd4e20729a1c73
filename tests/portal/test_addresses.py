"""What is typed into an address is a year, a number of a row, or nothing: never a fault of the server."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from directives.whole_way import issue_at_once
from meetings.years import year_from
from tests.cast import NOW, make_meeting, make_notice

NO_YEAR = ["", "²", "٣", "0", "0000", "-1", "99999", "9" * 5000, "2026.0", " 2026", "năm nay", "\x00"]


@pytest.mark.parametrize("text", [None, *NO_YEAR])
def test_what_is_no_year_counts_as_not_said(text):
    assert year_from(text) is None


@pytest.mark.parametrize(("text", "year"), [("2026", 2026), ("1", 1), ("9999", 9999), ("0026", 26)])
def test_a_year_is_read(text, year):
    assert year_from(text) == year


def visit(officer, path: str, **query: str):
    client = Client()
    client.force_login(officer)
    return client.get(path, query)


@pytest.mark.parametrize("text", NO_YEAR)
def test_a_bad_year_shows_the_newest_papers(cast, quick_press, text):
    issue_at_once(make_notice(cast), at=NOW)
    answer = visit(cast.clerk, reverse("paper-list"), nam=text)
    assert answer.status_code == 200
    assert answer.context["year"] == 2026


@pytest.mark.parametrize("text", NO_YEAR)
@pytest.mark.parametrize("model", ["meeting", "paper"])
def test_a_bad_year_filters_nothing_in_the_administration(cast, model, text):
    make_notice(cast)
    answer = visit(cast.clerk, reverse(f"admin:meetings_{model}_changelist"), nam=text)
    assert answer.status_code == 200
    assert answer.context["cl"].result_count == 1


def test_a_year_filters_the_administrations_list(cast):
    make_meeting(cast)
    later = make_meeting(cast, held_on=date(2027, 1, 4))
    answer = visit(cast.clerk, reverse("admin:meetings_meeting_changelist"), nam="2027")
    assert list(answer.context["cl"].queryset) == [later]


@pytest.mark.parametrize("number", ["²", "٣", "9" * 30, "9" * 5000, "abc"])
@pytest.mark.parametrize("model", ["meeting", "paper"])
def test_a_row_that_cannot_be_is_not_found_in_the_administration(cast, model, number):
    client = Client()
    client.force_login(cast.clerk)
    answer = client.get(reverse(f"admin:meetings_{model}_change", args=[number]), follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000])
@pytest.mark.parametrize("path", ["/van-ban/{}/", "/cuoc-hop/{}/", "/van-ban/{}/ban-in.pdf"])
def test_a_row_beyond_all_numbers_is_not_found(cast, path, number):
    assert visit(cast.clerk, path.format(number)).status_code == 404
