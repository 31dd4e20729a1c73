"""People of a unit at work on an order's page, in May, long before it is due."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from directives.life.unit_acts import acknowledge
from directives.models import Assignment, ProgressDraft
from tests.cast import NOW
from tests.directives.lives import Lives, make_lives

PDF = b"%PDF-1.4 minh chung\n%%EOF"
LATE_IN_MAY = NOW.replace(month=5, day=20)


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel(LATE_IN_MAY, tick=False):
        yield


@pytest.fixture
def lives(cast, quick_press, files) -> Lives:
    return make_lives(cast)


@pytest.fixture
def taken(lives: Lives) -> Lives:
    acknowledge(lives.lead, by=lives.people["unit_officer"], at=LATE_IN_MAY)
    return lives


def signed_in(lives: Lives, who: str) -> Client:
    client = Client()
    client.force_login(lives.people[who])
    return client


def stands(assignment: Assignment) -> str:
    return Assignment.objects.get(pk=assignment.pk).state


def page_of(client: Client, assignment: Assignment) -> str:
    return client.get(reverse("assignment", args=[assignment.pk])).content.decode()


def act(client: Client, assignment: Assignment, slug: str, **typed: str):
    sent = {f"{slug}-{name}": value for name, value in typed.items()}
    return client.post(reverse("assignment-act", args=[assignment.pk, slug]), sent)


def typed_report(assignment: Assignment, **changes: object) -> dict[str, object]:
    """As the page would send it: its version and events as they stand."""
    draft = ProgressDraft.objects.filter(assignment=assignment).first()
    stood = {
        "read_version": draft.version if draft else 0,
        "events": Assignment.objects.get(pk=assignment.pk).event_count,
        "kind": "progress",
        "text": "Đã rà soát 12 chợ",
        "act": "luu",
    }
    return stood | changes


def report_by(client: Client, assignment: Assignment, **changes: object):
    return client.post(reverse("assignment-report", args=[assignment.pk]), typed_report(assignment, **changes))


def a_pdf(name: str = "bien-ban.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
