"""Write the digests of a day with their mails, in batches: each batch whole or not at all, and no person twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from post_office.models import Email

from directives.enums import NudgeWay
from directives.figures import yardstick_for
from directives.models import Digest, Nudge, ReminderRun
from directives.reminding.choosing import Due, due_reminders, open_assignments
from directives.reminding.digests import PersonsDay, persons_days
from directives.reminding.moments import Moments, Rhythm
from directives.reminding.recipients import Recipients
from districts.calendar import WorkCalendar
from districts.errors import DomainError
from districts.mailing import waiting_mail
from districts.models import OfficeProfile, Officer

BATCH = 100
NOT_YET = "Ngày {} chưa tới. Muốn xem trước, hãy thêm --dry-run."
PASSED = "Đã nhắc việc đến ngày {}, gồm cả những việc của ngày {}. Hãy bỏ --day hoặc chọn ngày sau đó."


@dataclass
class Plan:
    """What a day would tell. ``day_off``: nothing is told on it, the next working day will; ``done``: it was all told.

    ``unheard``: units with something to be told and nobody who could be.
    """

    day: date
    since: date
    people: list[PersonsDay] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    day_off: bool = False
    done: bool = False


def plan_day(day: date) -> Plan:
    """Who is to be told of what on the day, by what stands in the database now. It writes nothing.

    Raises DomainError for a day before the last one that was told.
    """
    calendar = WorkCalendar.load()
    last = ReminderRun.objects.aggregate(day=Max("day"))["day"]
    if last and day < last:
        raise DomainError(PASSED.format(f"{last:%d/%m/%Y}", f"{day:%d/%m/%Y}"))
    since = last or calendar.previous_working_day(_first_day(day) - timedelta(days=1))
    if last == day or not calendar.is_working_day(day):
        return Plan(day, since, done=last == day, day_off=last != day)
    recipients = Recipients.on(day)
    dues = list(_dues_of(day, calendar))
    told = Digest.objects.filter(day__gt=since, day__lte=day).values_list("officer").annotate(Max("day"))
    people = persons_days(dues, recipients, day=day, told_until=dict(told), since=since)
    missed = {due.assignment.unit for due in dues if due.moment > since and not recipients.of(due)}
    unheard = [unit.name for unit in sorted(missed, key=lambda unit: unit.sort_name)]
    return Plan(day, since, people, unheard)


def _first_day(day: date) -> date:
    """Where no run has ended yet: the day of one that was cut off, or else the day itself."""
    begun: date | None = Digest.objects.aggregate(day=Min("day"))["day"]
    return min(begun or day, day)


def _dues_of(day: date, calendar: WorkCalendar) -> Iterator[Due]:
    moments, yardstick = Moments(day, calendar, Rhythm.of_settings()), yardstick_for(day, calendar)
    for assignment in open_assignments():
        yield from due_reminders(assignment, moments, yardstick)


def remind(day: date, *, at: datetime) -> Plan:
    """Write the digests of the day and queue their mails; a run that was cut off is gone on with. Returns what was planned.

    Raises DomainError for a day that has not come, or is before the last one that was told.
    """
    if day > timezone.localdate(at):
        raise DomainError(NOT_YET.format(f"{day:%d/%m/%Y}"))
    plan = plan_day(day)
    if plan.done or plan.day_off:
        return plan
    office_name = _office_name(day)
    for start in range(0, len(plan.people), BATCH):
        _tell(plan.people[start : start + BATCH], office_name, at)
    ReminderRun.objects.bulk_create([ReminderRun(day=day, people=len(plan.people), at=at)], ignore_conflicts=True)
    return plan


def _office_name(day: date) -> str:
    try:
        return OfficeProfile.objects.in_force(day).name
    except OfficeProfile.DoesNotExist:
        return ""


def _tell(people: list[PersonsDay], office_name: str, at: datetime) -> None:
    """In one transaction for all of them. The officers' rows are held, so that two runs at once tell nobody twice."""
    day = people[0].day
    with transaction.atomic():
        ids = [person.officer.pk for person in people]
        list(Officer.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
        known = set(Digest.objects.filter(day=day, officer__in=ids).values_list("officer", flat=True))
        new = [person for person in people if person.officer.pk not in known]
        digests = Digest.objects.bulk_create([_digest(person, office_name, at) for person in new])
        Nudge.objects.bulk_create(
            [nudge for person, digest in zip(new, digests, strict=True) for nudge in _nudges(person, digest)],
            batch_size=1000,
        )
        Email.objects.bulk_create(
            [
                waiting_mail(
                    to=digest.mailed_to,
                    subject=digest.subject,
                    text=digest.text,
                    html=person.html(office_name),
                    message_id=digest.message_id,
                )
                for person, digest in zip(new, digests, strict=True)
                if digest.mailed_to
            ]
        )


def _digest(person: PersonsDay, office_name: str, at: datetime) -> Digest:
    return Digest(
        officer=person.officer,
        day=person.day,
        subject=person.subject,
        text=person.text(office_name),
        mailed_to=person.officer.email,
        message_id=person.message_id,
        at=at,
    )


def _nudges(person: PersonsDay, digest: Digest) -> Iterator[Nudge]:
    way = NudgeWay.MAIL if digest.mailed_to else NudgeWay.PORTAL
    for due in person.dues:
        yield Nudge(
            assignment=due.assignment,
            way=way,
            reason=due.reason,
            words=due.words,
            whom=person.officer,
            whom_words=f"{person.officer}, thay {due.in_place_of}"[:255] if due.in_place_of else "",
            digest=digest,
            at=digest.at,
        )
