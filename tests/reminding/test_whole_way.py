"""From the order that is due to the mail that a server on loopback has kept."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core.management import call_command

from directives.models import Digest
from districts.errors import DomainError
from districts.mailing import send_waiting
from tests.districts.test_mailing import later, server
from tests.reminding.orders import make_orders, make_units
from tests.reminding.test_telling import DUE, run

__all__ = ["server"]


def test_each_officer_has_one_mail_after_a_server_that_died_and_runs_again_and_again(lives, server):
    make_orders(lives, make_units(6), 12, DUE)
    server.answers = {"DATA-END": lambda to: "die" if to == "x3@example.org" else ""}
    run(DUE)
    run(DUE)
    with pytest.raises(DomainError, match="Máy chủ thư không nhận"):
        call_command("send_queued_mail")
    assert len(server.kept) == 3
    server.answers = {}
    call_command("send_queued_mail")
    assert send_waiting(clock=later()).sent == 1
    assert Counter(to for to, _ in server.kept) == {f"x{n}@example.org": 1 for n in range(6)}
    assert set(server.message_ids) == set(Digest.objects.values_list("message_id", flat=True))
    text = server.kept[0][1].get_body(("plain",)).get_content()
    assert text.startswith("Kính gửi Ông/Bà Người Số 0,")
    assert "Việc số 0" in text
    assert "Việc số 1\n" not in text, "another unit's"
