"""Acts are told in Vietnamese, those that were refused too."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.urls import reverse

from districts.errors import DomainError
from districts.models import RefusedAttempt
from meetings.verbs import VERBS
from tests.cast import NOW, make_notice

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = [path for app in ("meetings", "directives") for path in (PROJECT / app).rglob("*.py")]


def recorded_acts() -> set[str]:
    """Functions whose refusals are kept under their names."""
    found = set()
    for path in SOURCES:
        found |= set(re.findall(r"@records_refusals\n\s*def (\w+)", path.read_text("utf-8")))
    return found


def test_every_act_that_may_be_refused_has_words():
    assert recorded_acts() > {"sign", "release", "start_recall", "settle_note"}
    assert recorded_acts() - VERBS.keys() == set()


def test_every_event_that_is_written_has_words():
    written = set()
    for path in SOURCES:
        written |= set(re.findall(r'\bverb="(\w+)"', path.read_text("utf-8")))
    assert "import" in written
    assert written - VERBS.keys() == set()


def test_the_administrator_reads_refused_attempts_in_words(client, cast):
    paper = make_notice(cast)
    for act in (paper.submit, paper.check_form):
        with pytest.raises(DomainError):
            act(by=cast.leader, at=NOW)
    client.force_login(cast.administrator)
    address = reverse("admin:districts_refusedattempt_changelist")
    page = html.unescape(client.get(address).content.decode())
    assert "Trình ký" in page
    assert "Kiểm tra thể thức" in page
    assert "Văn bản" in page
    assert not re.search(r">\s*(submit|check_form|paper)\s*<", page)
    chosen = client.get(address, {"viec": "submit"}).context["cl"].result_list
    assert [attempt.verb for attempt in chosen] == ["submit"]
    detail = client.get(reverse("admin:districts_refusedattempt_change", args=[RefusedAttempt.objects.first().pk]))
    assert "check_form" not in detail.content.decode()
