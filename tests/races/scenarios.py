"""What the races do, run in a process of its own whose database nobody else uses; each returns plain facts.

Printing is left out: it follows the transaction, outside its locks, and a hundred presses would only slow the race.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models import Max

from directives import issuing
from directives.issuing import release
from directives.models import Assignment, Directive
from districts.calendar import public_days
from districts.models import OfficeProfile, Officer, RefusedAttempt
from meetings import numbering
from meetings.enums import MeetingState, NumberMode, PaperState, SigningCapacity
from meetings.models import (
    Conclusion,
    Meeting,
    MeetingEvent,
    NumberRegister,
    Order,
    OrderParty,
    Outline,
    Paper,
    Release,
    SignedRecord,
)
from meetings.signing import sign
from tests.cast import NOW, Cast, make_cast
from tests.processes import CONTEXT, Outcome, at_once, die

HUNDRED = 100
TWENTY = 20
NEW_YEAR = datetime(2027, 1, 1, 0, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # still 31 December in UTC


def prepare() -> dict[str, Any]:
    """A migrated database with a hundred signed notices and one that is submitted."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    with transaction.atomic():
        cast = make_cast()
        OfficeProfile.objects.update(content_check=False, form_check=False)
        *papers, waiting = _drafts(cast, HUNDRED + 1)
        for paper in papers:
            paper.submit(by=cast.clerk, at=NOW)
            sign(paper, by=cast.leader, at=NOW)
        waiting.submit(by=cast.clerk, at=NOW)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the file alone is the database
    connections.close_all()
    return {"signed": len(papers)}


def _drafts(cast: Cast, count: int) -> list[Paper]:
    """Drafts of one meeting, each with an outline of its own that holds one order for both communes."""
    meeting = Meeting.objects.create(title="Giao ban quý I", held_on=NOW.date(), state=MeetingState.HELD)
    outlines = Outline.objects.bulk_create(Outline(meeting=meeting, edition=n) for n in range(1, count + 1))
    text = "Rà soát thiết bị đo lường tại chợ"
    items = Conclusion.objects.bulk_create(Conclusion(outline=outline, text=text) for outline in outlines)
    orders = Order.objects.bulk_create(Order(conclusion=item, text=text) for item in items)
    OrderParty.objects.bulk_create(OrderParty(order=order, group=cast.communes) for order in orders)
    return Paper.objects.bulk_create(
        Paper(
            meeting=meeting,
            outline=outline,
            abstract=f"Kết luận {outline.edition}",
            signer=cast.leader,
            drafted_by=cast.clerk,
            capacity=SigningCapacity.DEPUTY_FOR,
        )
        for outline in outlines
    )


def _signed_papers() -> list[int]:
    return list(Paper.objects.filter(state=PaperState.SIGNED).order_by("id").values_list("pk", flat=True))


def _registrar() -> Officer:
    return Officer.objects.get(username="registrar")


def _releasing(papers: list[int], at: datetime = NOW) -> Callable[[int], int]:
    for year in range(NOW.year - 1, NEW_YEAR.year + 2):
        public_days(year)  # worked out once, before the processes fork

    def act(index: int) -> int:
        with mock.patch.object(issuing, "render"):
            return release(Paper.objects.get(pk=papers[index]), by=_registrar(), at=at).number

    return act


def _facts(outcomes: list[Outcome], year: int = NOW.year) -> dict[str, Any]:
    register = NumberRegister.objects.filter(year=year).first()
    return {
        "numbers": sorted(Release.objects.filter(year=year).values_list("number", flat=True)),
        "last_number": register.last_number if register else None,
        "values": [outcome.value for outcome in outcomes if not outcome.error],
        "errors": [[outcome.error, outcome.words] for outcome in outcomes if outcome.error],
        "directives": Directive.objects.count(),
        "assignments": Assignment.objects.count(),
        "released_papers": Paper.objects.filter(state=PaperState.RELEASED).count(),
        "release_events": MeetingEvent.objects.filter(verb="release").count(),
        "refused": RefusedAttempt.objects.count(),
    }


def hundred_at_once() -> dict[str, Any]:
    """A hundred registrars, a hundred papers, and no register row yet."""
    return _facts(at_once(HUNDRED, _releasing(_signed_papers())))


def hundred_with_failures() -> dict[str, Any]:
    """Twenty of the hundred fail after everything was written, every second one of them by being killed."""
    papers = _signed_papers()
    failing = random.Random(20260409).sample(range(HUNDRED), 20)
    killed = set(failing[::2])
    releasing = _releasing(papers)

    def act(index: int) -> int:
        if index not in failing:
            return releasing(index)
        with mock.patch.object(issuing, "deliver", side_effect=_death if index in killed else _failure):
            return releasing(index)

    return _facts(at_once(HUNDRED, act))


def _death(*_: object, **__: object) -> None:
    die()


def _failure(*_: object, **__: object) -> None:
    raise RuntimeError("the transaction is given up")


def same_paper() -> dict[str, Any]:
    """Twenty registrars press 'phát hành' on one paper."""
    paper = _signed_papers()[0]
    return _facts(at_once(TWENTY, _releasing([paper] * TWENTY)))


def turn_of_year() -> dict[str, Any]:
    """Five numbers of the old year are given; then the first twenty releases of the new one come at once."""
    papers = _signed_papers()
    at_once(5, _releasing(papers[:5]))
    outcomes = at_once(TWENTY, _releasing(papers[5:25], at=NEW_YEAR))
    return _facts(outcomes, NEW_YEAR.year) | {"old_year": _facts([])["numbers"]}


def typed_twice() -> dict[str, Any]:
    """Twenty registrars type the same number for twenty papers."""
    NumberRegister.objects.create(sequence="TB", year=NOW.year, mode=NumberMode.TYPED)
    papers = _signed_papers()

    def act(index: int) -> int:
        with mock.patch.object(issuing, "render"):
            return release(Paper.objects.get(pk=papers[index]), by=_registrar(), at=NOW, number=7).number

    return _facts(at_once(TWENTY, act))


def sign_at_once() -> dict[str, Any]:
    """The leader's twenty clicks on 'Ký ban hành'."""
    paper = Paper.objects.get(state=PaperState.SUBMITTED)

    def act(_: int) -> int:
        found = Paper.objects.get(pk=paper.pk)
        return sign(found, by=found.signer, at=NOW).pk

    outcomes = at_once(TWENTY, act)
    return _facts(outcomes) | {"records": SignedRecord.objects.filter(paper=paper).count()}


def without_the_lock() -> dict[str, Any]:
    """Negative control: ``max() + 1``, with every process held between its reading and its writing.

    On SQLite the lock is the IMMEDIATE transaction, so that is off as well.
    """
    papers, meeting_point = _signed_papers(), CONTEXT.Barrier(TWENTY)
    taken = CONTEXT.Array("i", TWENTY)
    releasing = _releasing(papers)

    def act(index: int) -> int:
        def naive(sequence: str, day: Any, *, typed: int | None = None) -> int:
            highest = Release.objects.filter(sequence=sequence, year=day.year).aggregate(highest=Max("number"))
            taken[index] = (highest["highest"] or 0) + 1
            meeting_point.wait(60)
            return taken[index]

        _begin_without_lock()
        with mock.patch.object(issuing, "take_number", naive):
            return releasing(index)

    outcomes = at_once(TWENTY, act)
    return _facts(outcomes) | {"taken": list(taken)}


def edit_meets_signature(patience: float = 1.5) -> dict[str, Any]:
    """An edit that is saved but not yet committed when its paper is submitted and signed.

    It is committed once the signature is there, or after ``patience`` seconds: the signer waits for it, as it should.
    """
    Paper.objects.filter(state=PaperState.SUBMITTED).update(state=PaperState.DRAFT)
    paper = Paper.objects.get(state=PaperState.DRAFT)
    saved, signed = CONTEXT.Event(), CONTEXT.Event()

    def edit() -> bool:
        with transaction.atomic():
            conclusion = paper.outline.conclusions.get()
            conclusion.text = "Bản vừa sửa"
            conclusion.save()
            saved.set()
            signed.wait(patience)  # the signer comes while this is open
        return True

    def submit_and_sign() -> bool:
        saved.wait(60)
        found = Paper.objects.get(pk=paper.pk)
        found.submit(by=Officer.objects.get(username="clerk"), at=NOW)
        content = sign(found, by=found.signer, at=NOW).content
        signed.set()
        return "Bản vừa sửa" in content

    outcomes = at_once(2, lambda index: [edit, submit_and_sign][index]())
    assert not [outcome for outcome in outcomes if outcome.error], outcomes
    return {
        "signed as edited": outcomes[1].value,
        "stored as edited": Conclusion.objects.filter(text="Bản vừa sửa").exists(),
    }


def edit_meets_signature_without_holding() -> dict[str, Any]:
    """Negative control: neither the outline nor its papers are held while it is edited."""
    with mock.patch.object(Outline, "hold"), mock.patch.object(Outline, "open_for_edit", return_value=[]):
        return edit_meets_signature(patience=60)


def _begin_without_lock() -> None:
    connection.ensure_connection()  # connecting sets the mode that the settings ask for
    connection.transaction_mode = None


def without_the_insert_or_ignore() -> dict[str, Any]:
    """Negative control for the turn of the year: the row is looked for, then made, with all held in between."""
    papers, meeting_point = _signed_papers(), CONTEXT.Barrier(TWENTY)
    releasing = _releasing(papers)

    def look_then_make(sequence: str, year: int) -> NumberRegister:
        row = NumberRegister.objects.filter(sequence=sequence, year=year).first()
        meeting_point.wait(60)
        return row or NumberRegister.objects.create(sequence=sequence, year=year)

    def act(index: int) -> int:
        _begin_without_lock()
        with mock.patch.object(numbering, "_locked", look_then_make):
            return releasing(index)

    return _facts(at_once(TWENTY, act))


SCENARIOS: dict[str, Callable[[], dict[str, Any]]] = {
    act.__name__: act
    for act in (
        prepare,
        hundred_at_once,
        hundred_with_failures,
        same_paper,
        turn_of_year,
        typed_twice,
        sign_at_once,
        edit_meets_signature,
        edit_meets_signature_without_holding,
        without_the_lock,
        without_the_insert_or_ignore,
    )
}
