"""Digests are written once: caught up, killed and run again, twice at once; and what their mails say."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from post_office.models import Email

from directives.enums import AssignmentState
from directives.models import Assignment, Digest, Nudge, ReminderRun
from directives.reminding import telling
from directives.reminding.telling import plan_day, remind
from districts.errors import DomainError
from districts.models import Officer
from tests.processes import at_once, die
from tests.reminding.orders import make_orders, make_units

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = date(2026, 10, 13)  # a Tuesday
MONDAY = date(2026, 10, 12)


def at(day: date) -> datetime:
    return datetime.combine(day, time(7), ZONE)


def run(day: date) -> telling.Plan:
    return remind(day, at=at(day))


@pytest.fixture
def late(lives):
    """The lead's order is due on the 13th, and its officer has an address; its head has none."""
    Assignment.objects.filter(pk=lives.lead.pk).update(current_due_on=DUE, state=AssignmentState.IN_PROGRESS)
    Officer.objects.filter(pk=lives.cast.unit_officer.pk).update(email="can-bo@example.org")
    return lives


def test_a_digest_its_mail_and_its_nudges_are_written_together(late, settings):
    settings.PORTAL_URL = "https://giaoban.example.org"
    run(DUE)
    digest = Digest.objects.get(officer=late.cast.unit_officer)
    mail = Email.objects.get()
    assert (mail.to, mail.message_id) == (["can-bo@example.org"], digest.message_id)
    assert digest.message_id == f"<nhac-viec.20261013.{late.cast.unit_officer.pk}@giaoban.example.org>"
    assert {nudge.whom.username: nudge.way for nudge in late.lead.nudges.all()} == {
        "unit_officer": "mail",
        "unit_head": "portal",
    }
    assert mail.subject == "Nhắc việc ngày 13/10/2026: 1 việc cần lưu ý"
    assert "Kính gửi Ông/Bà Đỗ Thị G," in mail.message
    assert "Hôm nay là hạn" in mail.message
    assert "Rà soát thiết bị đo lường tại chợ trên địa bàn" in mail.message
    assert "https://giaoban.example.org/" in mail.message
    assert mail.html_message.count("http") == mail.html_message.count("https://giaoban.example.org/")


def test_a_mail_tells_nothing_of_another_unit_and_its_html_is_escaped(late):
    bold = "Báo cáo <b>khẩn</b> {{ settings.SECRET_KEY }}"
    type(late.lead.directive).objects.filter(pk=late.lead.directive_id).update(text=bold)
    Assignment.objects.filter(pk=late.helping.pk).update(current_due_on=DUE)
    Officer.objects.filter(pk=late.other_officer.pk).update(email="khac@example.org")
    run(DUE)
    mine = Email.objects.get(to="can-bo@example.org")
    assert bold in mine.message
    assert "&lt;b&gt;khẩn&lt;/b&gt; {{ settings.SECRET_KEY }}" in mine.html_message
    for words in ("Mẫu Hai", "Mai Thị L", "Đinh Văn M", "khac@example.org"):
        assert words not in mine.message + mine.html_message


def test_the_same_day_again_tells_nobody_twice(late):
    run(DUE)
    again = run(DUE)
    assert again.done
    assert (Digest.objects.count(), Email.objects.count(), ReminderRun.objects.count()) == (2, 1, 1)


@pytest.mark.parametrize(("day", "people"), [(DUE, 2), (date(2026, 10, 16), 2), (date(2026, 11, 12), 3)])
def test_days_that_were_missed_are_caught_up_with_one_digest_for_each(late, day, people):
    """A month later, who signed the notice is told besides the unit's officer and head."""
    run(date(2026, 10, 9))
    run(day)
    assert Digest.objects.filter(day=day).count() == people
    assert Digest.objects.exclude(day=day).count() == 0, "on the 9th nothing was due"


def test_a_day_off_writes_nothing_and_the_next_day_catches_it_up(late):
    Assignment.objects.filter(pk=late.lead.pk).update(current_due_on=date(2026, 10, 10))
    assert run(date(2026, 10, 9)).people
    assert run(date(2026, 10, 10)).day_off
    assert (ReminderRun.objects.count(), Digest.objects.filter(day=date(2026, 10, 10)).count()) == (1, 0)
    assert len(run(MONDAY).people) == 2


def test_a_day_to_come_is_only_shown_and_one_that_passed_is_refused(late, capsys):
    with pytest.raises(DomainError, match="chưa tới"):
        remind(DUE, at=at(MONDAY))
    assert len(plan_day(DUE).people) == 2
    run(DUE)
    with pytest.raises(DomainError, match="Đã nhắc việc đến ngày 13/10/2026"):
        remind(MONDAY, at=at(DUE))


def test_who_was_told_before_the_run_was_cut_off_is_not_told_of_it_the_next_day(late, monkeypatch):
    usual, told = telling._tell, []

    def cut_off(people, *arguments):
        if told:
            raise KeyboardInterrupt
        told.extend(people)
        usual(people, *arguments)

    monkeypatch.setattr(telling, "BATCH", 1)
    with monkeypatch.context() as patch:
        patch.setattr(telling, "_tell", cut_off)
        with pytest.raises(KeyboardInterrupt):
            run(DUE)
    assert Digest.objects.count() == 1
    assert not ReminderRun.objects.exists()
    run(DUE + timedelta(days=1))
    assert Counter(Digest.objects.values_list("officer__username", flat=True)) == {"unit_officer": 1, "unit_head": 1}


def test_a_digest_without_its_mail_or_a_mail_without_its_digest_cannot_be(late, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(telling, "waiting_mail", broken)
        with pytest.raises(RuntimeError):
            run(DUE)
    assert (Digest.objects.count(), Nudge.objects.count(), Email.objects.count()) == (0, 0, 0)
    run(DUE)
    assert (Digest.objects.count(), Email.objects.count()) == (2, 1)


def queries_of(day: date) -> tuple[int, int]:
    """Of all queries but the engine's batches of rows, and of these."""
    with CaptureQueriesContext(connection) as captured:
        run(day)
    inserts = sum(query["sql"].startswith("INSERT") for query in captured)
    return len(captured) - inserts, inserts


def test_the_number_of_queries_does_not_grow_with_the_orders(late):
    units, next_day = make_units(10), DUE + timedelta(days=1)
    run(MONDAY)
    make_orders(late, units, 50, DUE)
    few, batches = queries_of(DUE)
    assert Nudge.objects.filter(digest__day=DUE).count() == 50 + 2
    make_orders(late, units, 500, next_day)
    many, more_batches = queries_of(next_day)
    assert Nudge.objects.filter(digest__day=next_day).count() == 500
    assert many == few
    assert more_batches - batches <= 5, "SQLite takes 999 values in one insert"


def test_the_command_shows_without_writing_and_then_writes(late, capsys):
    call_command("send_reminders", dry_run=True, day="13/10/2026")
    shown = capsys.readouterr().out
    assert "Đỗ Thị G <can-bo@example.org>: Nhắc việc ngày 13/10/2026" in shown
    assert "[Đến hạn hôm nay] Hôm nay là hạn: UBND xã Mẫu Một" in shown
    assert "Sẽ nhắc 2 người cho ngày 13/10/2026" in shown
    assert not Digest.objects.exists()


def test_the_command_writes_and_says_that_no_server_is_set(late, capsys, settings, monkeypatch):
    settings.EMAIL_HOST = ""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(DUE))
    call_command("send_reminders")
    told = capsys.readouterr().out
    assert "Đã nhắc 2 người cho ngày 13/10/2026" in told
    assert "1 thư, 1 người chưa có địa chỉ thư" in told
    assert "Chưa đặt máy chủ thư (MAIL_HOST)" in told
    call_command("send_reminders")
    assert "đã nhắc việc xong từ trước" in capsys.readouterr().out


def _needs_a_shared_database() -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("the database in memory belongs to one process; run it on PostgreSQL or a file")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("after", [0, 1, 2])
def test_killed_inside_a_batch_and_run_again_each_person_has_one_digest_and_one_mail(late, after):
    _needs_a_shared_database()
    make_orders(late, make_units(5), 5, DUE)

    def killed(_: int) -> None:
        telling.BATCH = 2
        usual, written = telling.waiting_mail, []

        def mail(**arguments):
            if len(written) == after * 2:
                die()
            written.append(arguments["to"])
            return usual(**arguments)

        telling.waiting_mail = mail
        run(DUE)

    (outcome,) = at_once(1, killed)
    assert outcome.error == "Killed"
    assert Digest.objects.count() < 7
    run(DUE)
    assert Digest.objects.count() == 7
    assert len(set(Email.objects.values_list("message_id", flat=True))) == Email.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_each_person_once(late):
    _needs_a_shared_database()
    make_orders(late, make_units(20), 60, DUE)
    outcomes = at_once(2, lambda _: len(run(DUE).people))
    assert [outcome.error for outcome in outcomes] == ["", ""]
    assert Digest.objects.count() == 22
    assert len(set(Email.objects.values_list("message_id", flat=True))) == Email.objects.count() == 21
    assert ReminderRun.objects.count() == 1
