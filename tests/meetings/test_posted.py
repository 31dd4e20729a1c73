"""Forms as no browser sends them: words with NUL, numbers of thousands of digits. Nothing of it stops the portal."""

from __future__ import annotations

import pytest
from django.urls import reverse

from meetings.attendance.entries import stamp_of as row_stamp
from meetings.models import Attendee, Delegation, EditDraft
from meetings.outline.item_states import ItemState, stamp_of
from meetings.posted import number_of
from meetings.unit_search import chosen
from tests.cast import NOW
from tests.meetings.outlines import HTMX, clerk, item, outline, sent, url

__all__ = ["clerk", "outline"]

LONG = ["9" * 18, "99999999999999999999", "1" * 5000]


@pytest.mark.parametrize("written", [*LONG, "", None, "-1", "٣", "²", "1\x00", " 1"])
def test_what_is_no_number_of_a_row(written):
    assert number_of(written) is None


def test_a_number_of_a_row():
    assert [number_of(written) for written in ("0", "42", "9" * 17)] == [0, 42, 10**17 - 1]


@pytest.mark.parametrize("number", LONG)
def test_a_number_that_no_row_has_is_not_found_and_not_a_fault(clerk, outline, number):
    pk = outline.meeting_id
    assert clerk.post(reverse("attendance", args=[pk]), {f"m-{number[:900]}": "present"}).status_code == 302
    assert clerk.post(reverse("attendance-remove", args=[pk]), {"dong": number}).status_code == 422
    assert clerk.post(reverse("attendance-add", args=[pk]), {"don-vi_key": f"group:{number}"}).status_code == 422
    assert clerk.post(reverse("settle-notes", args=[pk]), {"index": number}).status_code == 302
    assert chosen(f"group:{number}") is None
    for path in ("dong", "cong-van"):
        row = f"{reverse('attendance', args=[pk])}{path}/{number}/"
        assert clerk.post(row, {}, headers=HTMX).status_code == 404


def test_nothing_with_nul_is_kept_of_an_item(clerk, outline):
    row = item(outline, "a)")
    words = {
        "text": "Rà \x00soát cân",
        "label": "a\x00)",
        "o0-text": "Báo \x00cáo",
        "o0-product": "Danh \x00mục",
        "o0-deadline_words": "tháng \x006/2026",
        "o0-co-add": "Hội \x00Làm vườn",
        "o0-co-add_key": "\x00",
    }
    assert clerk.post(url(outline, "outline-save"), sent(row, **words)).status_code == 302
    row.refresh_from_db()
    order = row.orders.get()
    assert (row.text, row.label) == ("Rà soát cân", "a)")
    assert (order.text, order.product, order.deadline_words) == ("Báo cáo", "Danh mục", "tháng 6/2026")
    assert "Hội Làm vườn" in order.parties.values_list("words", flat=True)


def test_nothing_with_nul_is_kept_of_a_merge(clerk, cast, outline):
    row = item(outline, "a)")
    mine = ItemState(text="Bản của tôi").as_json()
    draft = EditDraft.objects.create(
        outline=outline, conclusion=row, officer=cast.clerk, stamp="x", content=mine, at=NOW
    )
    data = {"chon": "ghep", "stamp": stamp_of(row), "gop": "Ghép \x00hai bản"}
    assert clerk.post(url(outline, "outline-conflict", draft=draft.pk), data).status_code == 302
    row.refresh_from_db()
    assert row.text == "Ghép hai bản"


def test_nothing_with_nul_is_kept_of_who_came(clerk, cast, outline):
    row = Delegation.objects.get(meeting=outline.meeting, unit=cast.commune)
    values = {"m": "late", "n": "Lê \x00Văn C", "r": "đến \x0008:40", "a": "thay \x00Chủ tịch", "s": row_stamp(row)}
    data = {f"{name}-{row.pk}": value for name, value in values.items()}
    assert clerk.post(reverse("attendance", args=[outline.meeting_id]), data).status_code == 302
    row.refresh_from_db()
    assert (row.reason, row.authority) == ("đến 08:40", "thay Chủ tịch")
    assert Attendee.objects.get(delegation=row).name == "Lê Văn C"
    letter = reverse("absence-letter", args=[outline.meeting_id, row.pk])
    assert clerk.post(letter, {"so": "15/\x00UBND", "ban": row.version}).status_code == 302
    row.refresh_from_db()
    assert row.absence_paper == "15/UBND"
