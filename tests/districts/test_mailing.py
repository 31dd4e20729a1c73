"""The queue of mails against a real server on loopback that accepts, refuses, hangs and dies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from post_office.models import STATUS, Email, Log

from districts import mailing
from districts.checks import mail_settings
from districts.errors import DomainError
from districts.mailing import CLAIM, mails_waiting, send_waiting, waiting_mail
from tests.mail_server import MailServer, mail_server
from tests.processes import at_once, die

pytestmark = pytest.mark.django_db
across_processes = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 0.5
        settings.DEFAULT_FROM_EMAIL = "giaoban@example.org"
        yield running


def queue(count: int, first: int = 0) -> list[str]:
    """Mails to one person each; their Message-IDs."""
    rows = [
        waiting_mail(
            to=f"can-bo-{n}@example.org",
            subject=f"Nhắc việc\r\nBcc: ai-do@example.org {n}",
            text=f"Kính gửi Ông/Bà số {n}: {{{{ settings.SECRET_KEY }}}}",
            html=f"<p>Kính gửi Ông/Bà số {n}</p>",
            message_id=f"<viec-{n}@example.org>",
        )
        for n in range(first, first + count)
    ]
    Email.objects.bulk_create(rows)
    return [row.message_id for row in rows]


def later(minutes: int = 16):
    """A clock that stands after every put-off and claim made until now."""
    at = timezone.now() + timedelta(minutes=minutes)
    return lambda: at


def test_each_mail_arrives_once_as_it_was_written(server):
    wanted = queue(3)
    assert send_waiting().sent == 3
    assert server.message_ids == wanted
    to, mail = server.kept[0]
    assert to == "can-bo-0@example.org"
    assert mail["Subject"] == "Nhắc việc Bcc: ai-do@example.org 0", "a line break in a subject makes no header"
    assert mail["Bcc"] is None
    text = mail.get_body(("plain",)).get_content()
    assert "{{ settings.SECRET_KEY }}" in text, "what a person typed is never read as a template"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Kính gửi Ông/Bà số 0</p>"
    assert send_waiting(clock=later()).sent == 0
    assert len(server.kept) == 3


def test_a_mail_of_a_transaction_that_is_rolled_back_is_never_sent(server):
    with transaction.atomic():
        queue(2)
        transaction.set_rollback(True)
    assert send_waiting().sent == 0
    assert server.kept == []


def test_without_a_server_mails_stay_and_the_command_says_so(settings):
    settings.EMAIL_HOST = ""
    queue(2)
    with pytest.raises(DomainError, match=r"Chưa đặt máy chủ thư \(MAIL_HOST\) nên 2 thư vẫn nằm chờ"):
        call_command("send_queued_mail")
    assert mails_waiting().count() == 2


@pytest.mark.parametrize(
    "answers",
    [
        {"CONNECT": "554 no"},
        {"CONNECT": "hang"},
        {"CONNECT": "die"},
        {"MAIL": "550 who are you"},
        {"DATA": "hang"},
        {"DATA": "die"},
        {"DATA-END": "421 closing"},
        {"DATA-END": "die"},
    ],
    ids=str,
)
def test_a_server_that_cannot_be_used_ends_the_run_and_the_next_one_sends(server, answers):
    wanted = queue(4)
    server.answers = answers
    first = send_waiting()
    assert (first.sent, first.put_off, first.given_up) == (0, 1, 0)
    assert first.stopped
    assert server.kept == []
    assert mails_waiting().count() == 4
    server.answers = {}
    assert send_waiting().sent == 3, "the one that failed has its turn later"
    assert send_waiting(clock=later()).sent == 1
    assert Counter(server.message_ids) == Counter(wanted)


def test_no_server_at_all_leaves_the_queue(server, settings):
    settings.EMAIL_PORT = 1
    queue(2)
    assert send_waiting().stopped.startswith("ConnectionRefusedError")
    assert mails_waiting().count() == 2


def test_an_address_refused_for_good_is_given_up_and_the_others_go(server):
    queue(3)
    server.answers = {"RCPT": lambda line: "550 no such person" if "can-bo-1" in line else ""}
    result = send_waiting()
    assert (result.sent, result.given_up, result.stopped) == (2, 1, "")
    assert "no such person" in Log.objects.get().message
    assert Email.objects.get(status=STATUS.failed).to == ["can-bo-1@example.org"]
    assert send_waiting(clock=later()) == mailing.Sending()


def test_an_address_refused_for_now_is_tried_again(server):
    queue(2)
    server.answers = {"RCPT": lambda line: "450 mailbox full" if "can-bo-1" in line else ""}
    result = send_waiting()
    assert (result.sent, result.put_off) == (1, 1)
    assert send_waiting().put_off == 0, "not before its time"
    server.answers = {}
    assert send_waiting(clock=later()).sent == 1
    assert len(set(server.message_ids)) == len(server.message_ids) == 2


def test_it_is_not_tried_for_ever(server, monkeypatch):
    monkeypatch.setattr(mailing, "MOST_TRIES", 2)
    queue(1)
    server.answers = {"RCPT": "450 later"}
    assert send_waiting().put_off == 1
    assert send_waiting(clock=later()).given_up == 1
    assert not mails_waiting().exists()


def test_an_address_that_is_none_does_not_hold_up_the_others(server):
    queue(2)
    Email.objects.filter(message_id="<viec-0@example.org>").update(to="a\nb@example.org")
    result = send_waiting()
    assert (result.sent, result.given_up, result.stopped) == (1, 1, "")


def _send_until_killed(after: int) -> None:
    """In a process of its own, killed with the next mail in its hand when ``after`` are sent."""

    def send(_: int) -> int:
        usual = mailing._send_one

        def send_one(mail, *arguments):
            if len(Email.objects.filter(status=STATUS.sent)) == after:
                die()
            usual(mail, *arguments)

        mailing._send_one = send_one
        return send_waiting().sent

    (outcome,) = at_once(1, send)
    assert outcome.error == "Killed"


@across_processes
@pytest.mark.parametrize("after", [0, 1, 4])
def test_killed_between_two_mails_and_run_again_each_goes_out_once(server, after):
    _needs_a_shared_database()
    wanted = queue(5)
    _send_until_killed(after)
    assert len(server.kept) == after
    assert send_waiting().sent == 5 - after - 1, "the one in its hand is free again when its claim lapses"
    assert send_waiting(clock=later()).sent == 1
    assert Counter(server.message_ids) == Counter(wanted)


@across_processes
def test_killed_before_it_could_note_that_a_mail_is_sent_the_mail_keeps_its_message_id(server):
    """The one moment that no order of steps can close: the server has it, and the queue does not know."""
    _needs_a_shared_database()
    wanted = queue(3)

    def send(_: int) -> int:
        usual = SmtpBackend.send_messages

        def send_messages(backend, mails):
            usual(backend, mails)
            die()

        SmtpBackend.send_messages = send_messages
        return send_waiting().sent

    (outcome,) = at_once(1, send)
    assert outcome.error == "Killed"
    assert len(server.kept) == 1
    send_waiting()
    send_waiting(clock=later())
    assert Counter(server.message_ids) == Counter([*wanted, wanted[0]]), "servers and mail programs know it again"


def _needs_a_shared_database() -> None:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and "memory" in str(name):
        pytest.skip("the database in memory belongs to one process; run it on PostgreSQL or a file")


@across_processes
def test_several_senders_at_once_send_nothing_twice(server):
    _needs_a_shared_database()
    wanted = queue(40)
    outcomes = at_once(4, lambda _: send_waiting().sent)
    assert [outcome.error for outcome in outcomes] == [""] * 4
    assert sum(outcome.value for outcome in outcomes) == 40
    assert Counter(server.message_ids) == Counter(wanted)


def test_a_mail_that_another_took_meanwhile_is_left_to_it(server, monkeypatch):
    """The control of the claim: without its second look both would send the same mail."""
    queue(1)
    looked: list[int] = []

    def first(queryset):
        """The turn is read, then another process takes the mail before it is claimed."""
        found = original(queryset)
        if found and not looked:
            looked.append(found)
            Email.objects.filter(pk=found).update(scheduled_time=timezone.now() + CLAIM)
        return found

    queryset_class = type(mails_waiting())
    original = queryset_class.first
    monkeypatch.setattr(queryset_class, "first", first)
    assert mailing._claim(timezone.now()) is None
    assert looked


def test_a_public_portal_is_told_what_its_mail_lacks(settings):
    settings.PRODUCTION, settings.EMAIL_HOST, settings.PORTAL_URL = True, "", ""
    assert [problem.id for problem in mail_settings()] == ["districts.W001", "districts.W002"]
    settings.EMAIL_HOST, settings.PORTAL_URL = "mail.example.org", "https://giaoban.example.org"
    assert mail_settings() == []
