"""A kept review and a clerk's browser, for the tests of its pages."""

from __future__ import annotations

import html

from django.test import Client
from django.urls import reverse

from meetings.models import ImportReview
from meetings.review.state import Review
from tests.review.samples import key_of

HTMX = {"HX-Request": "true"}
ORDER_FIELDS = {"text": "Rà soát cân đo", "deadline": "trong quý III", "product": "báo cáo", "tracked": "on"}


def stored(row: ImportReview) -> Review:
    return Review.from_json(ImportReview.objects.get(pk=row.pk).content)


def url(name: str, row: ImportReview, *parts: object) -> str:
    return reverse(f"import-review{name}", args=[row.pk, *parts])


def shown(answer) -> str:
    return html.unescape(answer.content.decode())


def act(client: Client, row: ImportReview, key: str, verb: str, *, htmx: bool = False, stamp: str = "", **fields):
    data = {"viec": verb, "ban": stamp or stored(row).digest(key), **fields}
    return client.post(url("-piece", row, key), data, headers=HTMX if htmx else {})


def find(row: ImportReview, letter: str, words: str) -> str:
    return key_of(stored(row), letter, words)
