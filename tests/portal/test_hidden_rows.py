"""What the record of looks at hidden rows asks of the database, and what it knows of the addresses."""

from __future__ import annotations

import re

import pytest
from django.urls import URLResolver, get_resolver, reverse

from districts.models import RefusedAttempt
from meetings.enums import PaperState
from meetings.models import MeetingDocument, Paper
from portal.hidden_rows import DOORS
from tests.cast import NOW, make_cast, make_notice


def _routes(resolver: URLResolver, before: str = "") -> list[str]:
    found = []
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        found += _routes(each, path) if isinstance(each, URLResolver) else [path]
    return found


def test_it_is_known_what_each_number_of_an_address_names():
    routes = [route for route in _routes(get_resolver()) if not route.startswith("quan-tri/")]
    places = {route[: number.start()] for route in routes for number in re.finditer(r"<int:\w+>", route)}
    assert places ^ DOORS.keys() == set(), "say in portal/hidden_rows.py which rows are behind it"


@pytest.mark.django_db
def test_only_a_row_that_is_there_and_is_hidden_is_recorded(client):
    cast = make_cast()
    draft = make_notice(cast)
    client.force_login(cast.unit_officer)
    assert client.get(reverse("paper", args=[draft.pk + 10**6])).status_code == 404
    assert client.get(reverse("paper", args=[10**30])).status_code == 404
    assert not RefusedAttempt.objects.exists()
    for _ in range(2):
        assert client.get(reverse("paper", args=[draft.pk])).status_code == 404
    attempt = RefusedAttempt.objects.get()
    assert (attempt.officer, attempt.object_kind, attempt.object_id) == (cast.unit_officer, "paper", draft.pk)
    assert attempt.reason == f"GET {reverse('paper', args=[draft.pk])}"
    client.force_login(cast.administrator)
    page = client.get(reverse("admin:districts_refusedattempt_changelist")).content.decode()
    assert "Mở nội dung không thuộc quyền xem" in page
    assert attempt.reason in page


@pytest.mark.django_db
def test_what_is_gone_of_a_row_that_the_officer_may_see_is_no_hidden_row(client):
    cast = make_cast()
    paper = make_notice(cast)
    added = {"sha256": "0" * 64, "size": 1, "added_by": cast.clerk, "added_at": NOW}
    kept = MeetingDocument.objects.create(meeting=paper.meeting, title="Tài liệu", name="a.pdf", **added)
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.DISCARDED)
    pages = [reverse("paper", args=[paper.pk]), reverse("meeting-document", args=[kept.meeting_id, kept.pk])]
    client.force_login(cast.clerk)
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert not RefusedAttempt.objects.exists()
    client.force_login(cast.unit_officer)
    assert client.get(pages[0]).status_code == 404
    assert RefusedAttempt.objects.get().object_kind == "paper"
