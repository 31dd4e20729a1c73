"""Signing asks for the password again when it was last typed long ago."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from districts.models import RefusedAttempt
from meetings.enums import PaperState
from meetings.models import Paper
from tests.cast import NOW
from tests.office_fixtures import ONE_PAGE, seen_in

PASSWORD = "mat-khau-rat-dai-1"


@pytest.fixture(autouse=True)
def minutes(settings, monkeypatch):
    settings.PASSWORD_AGAIN_MINUTES = 15
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, **_: ONE_PAGE)


@pytest.fixture
def paper(paper_in) -> Paper:
    return paper_in(PaperState.SUBMITTED)


def signed_in(cast) -> Client:
    cast.leader.set_password(PASSWORD)
    cast.leader.save()
    client = Client()
    answer = client.post(reverse("login"), {"username": "leader", "password": PASSWORD})
    assert answer.status_code == 302
    return client


def sign(client: Client, paper: Paper, **data: str):
    paper.refresh_from_db()
    return client.post(
        reverse("paper-step", args=[paper.pk, "ky"]), {"read_version": paper.version, "seen": seen_in(paper), **data}
    )


def test_right_after_the_sign_in_nothing_more_is_asked(cast, paper):
    with time_machine.travel(NOW, tick=False) as clock:
        client = signed_in(cast)
        clock.shift(timedelta(minutes=15))
        assert 'type="password"' not in client.get(reverse("paper-step", args=[paper.pk, "ky"])).content.decode()
        assert sign(client, paper).status_code == 302
    assert Paper.objects.get(pk=paper.pk).state == PaperState.SIGNED


def test_later_the_password_is_asked_for_and_nothing_is_signed_without_it(cast, paper):
    with time_machine.travel(NOW, tick=False) as clock:
        client = signed_in(cast)
        clock.shift(timedelta(minutes=15, seconds=1))
        assert 'type="password"' in client.get(reverse("paper-step", args=[paper.pk, "ky"])).content.decode()
        for typed in ({}, {"password": ""}, {"password": "sai"}):
            answer = sign(client, paper, **typed)
            assert answer.status_code == 422
            assert Paper.objects.get(pk=paper.pk).state == PaperState.SUBMITTED
        assert "Mật khẩu không đúng" in html.unescape(answer.content.decode())
        assert RefusedAttempt.objects.filter(verb="sign", object_id=paper.pk, officer=cast.leader).count() == 1
        assert sign(client, paper, password=PASSWORD).status_code == 302
    assert Paper.objects.get(pk=paper.pk).state == PaperState.SIGNED


def test_a_session_that_never_saw_a_password_is_asked_for_one(cast, paper):
    client = Client()
    client.force_login(cast.leader)
    assert sign(client, paper).status_code == 422


def test_the_session_ends_after_five_wrong_passwords(cast, paper):
    with time_machine.travel(NOW, tick=False) as clock:
        client = signed_in(cast)
        clock.shift(timedelta(hours=1))
        answers = [sign(client, paper, password="sai").status_code for _ in range(5)]
        assert answers == [422, 422, 422, 422, 302]
        assert sign(client, paper, password=PASSWORD)["Location"].startswith(reverse("login"))
    assert Paper.objects.get(pk=paper.pk).state == PaperState.SUBMITTED


def test_other_steps_ask_for_no_password(cast, paper):
    client = Client()
    client.force_login(cast.leader)
    answer = client.post(
        reverse("paper-step", args=[paper.pk, "tra-lai"]), {"read_version": paper.version, "note": "Sửa câu kết"}
    )
    assert answer.status_code == 302


def test_the_office_may_turn_it_off(cast, paper, settings):
    settings.PASSWORD_AGAIN_MINUTES = 0
    client = Client()
    client.force_login(cast.leader)
    assert sign(client, paper).status_code == 302
