"""What the tests of a meeting's conclusions share: the outline, two clerks, and what the panel of an item sends."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from meetings.enums import PartyRole
from meetings.models import Conclusion, Outline
from meetings.outline.item_states import stamp_of
from tests.cast import Cast, make_conclusions, make_meeting, make_officer

HTMX = {"HX-Request": "true"}


@pytest.fixture
def outline(cast: Cast) -> Outline:
    outline = make_meeting(cast).outlines.get()
    make_conclusions(outline, cast)
    return outline


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer("clerk"))
    return client


@pytest.fixture
def second(cast: Cast) -> Client:
    other = Client()
    other.force_login(make_officer("clerk2", "Huỳnh Thị N", "clerk", cast.secretariat, "Chuyên viên"))
    return other


def url(outline: Outline, name: str = "outline", **more: int) -> str:
    return reverse(name, kwargs={"pk": outline.meeting_id, **more})


def item(outline: Outline, label: str) -> Conclusion:
    return outline.conclusions.get(label=label)


def sent(row: Conclusion, **changes: object) -> dict:
    """What the panel of the item sends, with its first order as the page fills it."""
    order = row.orders.first()
    values = {
        "item": row.pk,
        "stamp": stamp_of(row),
        "text": row.text,
        "kind": row.kind,
        "label": row.label,
        "label_read": row.label,
        "o": ["o0"],
        "o0-pk": order.pk if order else "",
        "o0-deadline_words": order.deadline_words if order else "",
        "o0-due_on": f"{order.due_on:%d/%m/%Y}" if order and order.due_on else "",
    }
    for side, role in (("lead", PartyRole.LEAD), ("co", PartyRole.COORDINATING)):
        parties = [party for party in order.parties.all() if party.role == role] if order else []
        values[f"o0-{side}"] = [party.words for party in parties]
        values[f"o0-{side}_key"] = [party.unit.code if party.unit else f"group:{party.group_id}" for party in parties]
    return values | changes


def words(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
