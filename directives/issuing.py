"""Releasing a signed paper: the number, the frozen content, the directives and the deliveries in one transaction.

The PDF is printed after the transaction, outside its locks; what a crash cut off is finished by ``finish_releases``.
"""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from directives.amending import amend_directives
from directives.assigning import Issue, assign
from directives.following import refuse_fallen
from directives.models import Assignment
from directives.urging.standing import units_urged, write_nudges
from directives.verdicts.effects import take_force
from directives.withdrawing import replace_directives, standing_directives, withdraw
from districts.calendar import WorkCalendar, warm_up
from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import OfficeProfile, Officer
from districts.refusals import records_refusals
from districts.roster import Roster
from meetings import access
from meetings.addressing import deliver
from meetings.composing import office_on
from meetings.conclusion_rows import orders_of
from meetings.enums import PaperKind, PaperState
from meetings.models import Correction, Paper, Recall, Release, Replacement, SignedRecord
from meetings.numbering import sequence_of, take_number
from meetings.planning.invitation_sending import hold_meeting_of, write_into_meeting
from meetings.printing import render
from meetings.signing import canonical, latest_record, sha256_of, verified_record

logger = logging.getLogger(__name__)


@records_refusals
def release(paper: Paper, *, by: Officer, at: datetime, day: date | None = None, number: int | None = None) -> Release:
    """'Cấp số và phát hành'. ``day`` defaults to the day of ``at``; ``number`` only where the registrar types it.

    Raises NotAllowed, WrongState, NumberRefused, ContentChanged; then nothing is kept, the number included.
    """
    if not access.may_release(by, paper):
        raise NotAllowed("Chỉ văn thư cấp số và phát hành văn bản.")
    day = day or timezone.localdate(at)
    _refuse_day(paper, day, timezone.localdate(at))
    office = office_on(day)
    warm_up(day.year)  # everybody else who releases waits for the lock below
    with transaction.atomic():
        sequence = sequence_of(PaperKind(paper.kind), office)
        taken = take_number(sequence, day, typed=number)
        released = _write_release(paper, sequence, taken, day, office, by=by, at=at)
        _set_off_directives(released, by=by, at=at)
    _print(released)
    return released


def _refuse_day(paper: Paper, day: date, today: date) -> None:
    """Before anything is locked or numbered: no year is opened in the register for a day that no paper may bear."""
    if day > today:
        raise DomainError(f"Ngày ban hành {day:%d/%m/%Y} chưa tới. Hãy chọn hôm nay hoặc ngày đã qua.")
    if day < today:
        _refuse_before_signature(latest_record(paper), day)


def _refuse_before_signature(signed: SignedRecord, day: date) -> None:
    if day < timezone.localdate(signed.signed_at):
        raise DomainError(
            f"Ngày ban hành {day:%d/%m/%Y} trước ngày ký {timezone.localtime(signed.signed_at):%d/%m/%Y}. Hãy chọn lại."
        )


def _write_release(
    paper: Paper, sequence: str, number: int, day: date, office: OfficeProfile, *, by: Officer, at: datetime
) -> Release:
    held = Paper.objects.select_for_update().get(pk=paper.pk)
    if held.state != PaperState.SIGNED:
        raise WrongState(
            f"Văn bản đang ở bước “{held.get_state_display()}” nên không phát hành được. Hãy tải lại trang."
        )
    if held.version != paper.version:
        raise WrongState("Người khác vừa xử lý văn bản này sau khi mở trang. Hãy tải lại trang để xem nội dung mới.")
    signed = latest_record(held)
    _refuse_before_signature(signed, day)
    hold_meeting_of(held)
    content, record = verified_record(signed, held)
    numbered = record.with_number(number, day)
    content["record"] |= {"number": numbered.number, "day": day.isoformat()}  # all else stays to the letter as signed
    text = canonical(content)
    held.move(
        PaperState.RELEASED,
        "release",
        by=by,
        acting=by.capacity(Role.REGISTRAR),
        at=at,
        note=f"{number:02d}/{record.symbol}, {sha256_of(text)}",
    )
    paper.refresh_from_db()
    return Release.objects.create(
        paper=paper,
        signed_record=signed,
        sequence=sequence,
        year=day.year,
        number=number,
        symbol=record.symbol,
        released_on=day,
        content=text,
        sha256=sha256_of(text),
        released_by=by,
        released_at=at,
    )


def _set_off_directives(released: Release, *, by: Officer, at: datetime) -> None:
    paper, day = released.paper, released.released_on
    if before := paper.follows:
        refuse_fallen(Release.objects.select_for_update().get(paper=before))
    issue = Issue(Roster.load(day), WorkCalendar.load(), by, at, released)
    orders = orders_of(paper.outline) if paper.outline else []
    if paper.replaces:
        Replacement.objects.create(old=paper.replaces.release, new=released, at=at)
        replace_directives(issue, paper.replaces, orders)
    elif paper.amends:
        amend_directives(issue, paper.amends, orders)
    else:
        assign(issue, orders)
    take_force(issue)
    if paper.recalls:
        Recall.objects.create(release=paper.recalls.release, by_release=released, at=at)
        withdraw(standing_directives(paper.recalls), issue, reason=f"Thu hồi theo {released.full_number}")
    if paper.corrects:
        Correction.objects.create(release=paper.corrects.release, by_release=released, at=at)
    assigned = Assignment.objects.filter(directive__release=released).values_list("unit_id", flat=True)
    units, named = _reached_before(paper)
    write_nudges(released, at=at)
    deliver(
        released, roster=issue.roster, assigned=[*assigned.distinct(), *units, *units_urged(paper)], named=named, at=at
    )
    write_into_meeting(released, by=by, at=at)


def _reached_before(paper: Paper) -> tuple[list[int], dict[str, str]]:
    """Who received the paper that this one follows must learn of it too: units, and words with how they were sent it."""
    if not (before := paper.follows):
        return [], {}
    rows = list(before.release.deliveries.order_by("id"))
    return [row.unit_id for row in rows if row.unit_id], {row.words: row.method for row in rows if not row.unit_id}


def _print(released: Release) -> None:
    """The release stands even if printing fails: the PDF is then made at the first opening or by the command."""
    try:
        render(released)
    except Exception:  # whatever went wrong in the printer, the number is given and must not look refused
        logger.exception("printing %s failed; finish_releases will do it", released)
