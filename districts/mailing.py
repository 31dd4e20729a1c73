"""The stored queue of mails: a mail is written in the transaction of what it tells of, and a command sends it.

Rows and logs are django-post-office's. Its own sending notes a hundred mails as sent only when all of them are, and its
lock is a file of one machine: a process killed in between would send them again. So the sending here takes one mail at a
time, by a claim in the database that lapses by itself, and notes each as soon as the server has accepted it. Between these
two moments alone a killed process leaves one mail in doubt; it is sent again under the same Message-ID, by which servers
and mail programs know it as the same.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from post_office.models import PRIORITY, STATUS, Email, Log

from districts.errors import DomainError

WAITING = (STATUS.queued, STATUS.requeued)
CLAIM = timedelta(minutes=15)
"""For how long a mail belongs to the process that took it: longer than any server is waited for."""
AGAIN = timedelta(minutes=15)
MOST_TRIES = 300
"""At a try each quarter of an hour three days; after that somebody must look."""
MAILS_A_CONNECTION = 50
SERVICE_CLOSING = 421
REFUSED_FOR_GOOD = 500
NO_HOST = "Chưa đặt máy chủ thư (MAIL_HOST) nên {} thư vẫn nằm chờ. Hãy đặt MAIL_HOST, MAIL_FROM rồi chạy lại."


def waiting_mail(*, to: str, subject: str, text: str, html: str, message_id: str) -> Email:
    """A row of the queue, not yet saved. The texts are taken as they are: nothing typed by a person is a template."""
    return Email(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        subject=" ".join(subject.split()),
        message=text,
        html_message=html,
        message_id=message_id,
        status=STATUS.queued,
        priority=PRIORITY.medium,
    )


def mails_waiting() -> QuerySet[Email]:
    return Email.objects.filter(status__in=WAITING)


@dataclass
class Sending:
    """What one run came to. ``stopped``: why it ended before the queue did, or ''."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0
    stopped: str = ""


def send_waiting(*, clock: Callable[[], datetime] = timezone.now) -> Sending:
    """Send what is due, oldest first. Several at once share the queue; none sends what another took.

    Raises DomainError where no mail server is set.
    """
    if not settings.EMAIL_HOST:
        raise DomainError(NO_HOST.format(mails_waiting().count()))
    result, connection, tried = Sending(), get_connection(), 0
    try:
        while (mail := _claim(clock())) is not None:
            if tried % MAILS_A_CONNECTION == 0:
                _close(connection)
            tried += 1
            result.stopped = _send_one(mail, connection, result, clock)
            if result.stopped:
                break
    finally:
        _close(connection)
    return result


def _claim(at: datetime) -> Email | None:
    """The next mail, which is this process's own until the claim lapses; None where nothing is due."""
    due = mails_waiting().filter(Q(scheduled_time=None) | Q(scheduled_time__lte=at))
    by_turn = due.order_by(F("scheduled_time").asc(nulls_first=True), "pk").values_list("pk", flat=True)
    tries = Coalesce(F("number_of_retries"), 0) + 1
    while (pk := by_turn.first()) is not None:
        if due.filter(pk=pk).update(scheduled_time=at + CLAIM, number_of_retries=tries, last_updated=at):
            return Email.objects.get(pk=pk)
    return None


def _send_one(mail: Email, connection: BaseEmailBackend, result: Sending, clock: Callable[[], datetime]) -> str:
    """Send it and note what came of it. Why the run should end, '' where it may go on."""
    try:
        message = _message(mail)
        connection.open()
        connection.send_messages([message])
    except (OSError, ValueError, MessageError) as error:
        given_up = _is_for_good(error) or (mail.number_of_retries or 0) >= MOST_TRIES
        _note_failure(mail, error, given_up=given_up, at=clock())
        result.given_up += given_up
        result.put_off += not given_up
        return _fault(error)
    Email.objects.filter(pk=mail.pk).update(status=STATUS.sent, scheduled_time=None, last_updated=clock())
    result.sent += 1
    return ""


def _message(mail: Email) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        mail.subject,
        mail.message,
        mail.from_email or settings.DEFAULT_FROM_EMAIL,
        mail.to,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    if mail.html_message:
        message.attach_alternative(mail.html_message, "text/html")
    return message


def _fault(error: Exception) -> str:
    """What is wrong with the server or its settings, '' where the mail or its address is at fault."""
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) and SERVICE_CLOSING not in _codes(
        error
    ):
        return ""
    return f"{type(error).__name__}: {error}" if isinstance(error, OSError) else ""


def _codes(error: Exception) -> list[int]:
    """The numbers that the server answered with."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _is_for_good(error: Exception) -> bool:
    """Refused by a number from 500 on, or no mail at all: trying again cannot help."""
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        return min(_codes(error), default=0) >= REFUSED_FOR_GOOD
    return not isinstance(error, OSError)


def _note_failure(mail: Email, error: Exception, *, given_up: bool, at: datetime) -> None:
    status = STATUS.failed if given_up else STATUS.requeued
    Email.objects.filter(pk=mail.pk).update(status=status, scheduled_time=at + AGAIN, last_updated=at)
    Log.objects.create(email=mail, status=STATUS.failed, exception_type=type(error).__name__, message=str(error))


def _close(connection: BaseEmailBackend) -> None:
    """The next mail opens it again. One that is gone already has nothing to say."""
    with suppress(OSError):
        connection.close()
