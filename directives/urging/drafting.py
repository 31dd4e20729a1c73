"""The draft of a letter of urging: begun from orders that are late, and brought up to date before it is signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from directives import access
from directives.figures import Yardstick, yardstick_for
from directives.life.moving import require
from directives.models import Assignment, UrgedAssignment
from directives.urging.late_orders import MOST, LateOrder, late_orders, task_of, told_of, why_not, with_what_is_told
from directives.urging.words import ABSTRACT, EVERYONE, MOST_ADDRESSED, body_words, closing_words, opening_words
from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import record
from districts.models import OfficeProfile, Officer
from districts.refusals import records_refusals, refusals_kept
from meetings.access import may_edit_paper
from meetings.addressing import TO_REPORT
from meetings.composing import office_on
from meetings.drafting import archive_line_of, capacity_of, proposed_signer
from meetings.enums import PaperKind, PaperState
from meetings.models import MeetingEvent, Paper, Recipient, UrgedTask, UrgingLetter
from meetings.models.secrecy import refuse_secret

ONLY_FOLLOWERS = "Chỉ chuyên viên của bộ phận theo dõi nhiệm vụ soạn công văn đôn đốc nhiệm vụ đó."
NONE_CHOSEN = "Chưa chọn nhiệm vụ nào. Hãy đánh dấu các nhiệm vụ cần đôn đốc."
TOO_MANY = f"Một công văn đôn đốc tối đa {MOST} nhiệm vụ. Hãy bỏ bớt và soạn thêm công văn khác."
NONE_LEFT = "Không nhiệm vụ nào trong công văn còn quá hạn. Hãy bỏ dự thảo này."


def start_urging(
    assignments: Iterable[Assignment], *, by: Officer, at: datetime, reply_days: int, contact: str = ""
) -> Paper:
    """'Soạn công văn đôn đốc'. ``contact``: whom the units may ask, in words.

    Raises NotAllowed; DomainError for none or too many; WrongState with the orders that are no longer late, or that another
    letter in work speaks of. Then nothing is kept.
    """
    if not access.may_draft_urging(by):
        raise NotAllowed(ONLY_FOLLOWERS)
    wanted = sorted({assignment.pk for assignment in assignments})
    if not wanted:
        raise DomainError(NONE_CHOSEN)
    if len(wanted) > MOST:
        raise DomainError(TOO_MANY)
    refuse_secret(contact)
    office = office_on(timezone.localdate(at))
    with refusals_kept(), transaction.atomic():
        # locked, so that of two clicks the second finds the draft of the first
        list(Assignment.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk"))
        rows = list(with_what_is_told(Assignment.objects.filter(pk__in=wanted)))
        yardstick = yardstick_for(timezone.localdate(at))
        for row in rows:
            urge(row, by=by, at=at)
        orders = late_orders(rows, by, yardstick)
        _refuse_unfit(rows, orders, yardstick)
        return _keep(orders, office, reply_days, contact, by=by, at=at)


@records_refusals
def urge(assignment: Assignment, *, by: Officer, at: datetime) -> None:
    """Raise NotAllowed unless the officer may urge the unit of the order."""
    require(access.may_urge(by, assignment), ONLY_FOLLOWERS)


def _refuse_unfit(rows: Sequence[Assignment], orders: Sequence[LateOrder], yardstick: Yardstick) -> None:
    fit = {order.assignment.pk for order in orders}
    told = [
        f"“{row.directive}” ({row.unit}): {why_not(row, yardstick) or 'đang có trong một công văn đôn đốc soạn dở'}"
        for row in rows
        if row.pk not in fit
    ]
    if told:
        raise WrongState(f"Chưa soạn công văn, vì có nhiệm vụ không đôn đốc được nữa: {'; '.join(told)}. Hãy bỏ chọn.")


def _keep(
    orders: Sequence[LateOrder], office: OfficeProfile, reply_days: int, contact: str, *, by: Officer, at: datetime
) -> Paper:
    """Inside the caller's transaction."""
    as_of, drafting, signing = timezone.localdate(at), by.capacity(Role.CLERK), proposed_signer(None, at)
    tasks = [task_of(order, position) for position, order in enumerate(orders, start=1)]
    paper = Paper.objects.create(
        kind=PaperKind.URGING,
        abstract=ABSTRACT,
        opening=opening_words(tasks, as_of, office.name),
        body=body_words(tasks, reply_days, office.name),
        closing=closing_words(tasks, contact, office.name),
        signer=signing.officer if signing else None,
        capacity=capacity_of(signing, office),
        drafting_unit=drafting.unit if drafting else None,
        drafted_by=by,
        archive_line=archive_line_of(drafting.unit if drafting else None),
    )
    letter = UrgingLetter.objects.create(paper=paper, as_of=as_of, reply_days=reply_days)
    _write_tasks(letter, tasks, orders)
    Recipient.objects.bulk_create(_lines(paper, tasks))
    record(MeetingEvent, [paper], verb="draft_urging", by=by, acting=drafting, at=at, to_state=PaperState.DRAFT)
    return paper


def _write_tasks(letter: UrgingLetter, tasks: Sequence[UrgedTask], orders: Sequence[LateOrder]) -> None:
    for task in tasks:
        task.letter = letter
    UrgedTask.objects.bulk_create(tasks)
    UrgedAssignment.objects.bulk_create(
        UrgedAssignment(task=task, assignment=order.assignment) for task, order in zip(tasks, orders, strict=True)
    )


def _lines(paper: Paper, tasks: Sequence[UrgedTask]) -> list[Recipient]:
    """Its units after 'Kính gửi', many of them in one line that points to the annex; then who gets it to report."""
    units = {task.unit_id: task for task in tasks}.values()
    lines = [Recipient(words=task.unit_words, unit=task.unit, addressed=True) for task in units]
    if len(lines) > MOST_ADDRESSED:
        lines = [Recipient(words=EVERYONE, addressed=True)]
    lines.append(Recipient(words="Ban Giám đốc Sở", purpose=TO_REPORT))
    for position, line in enumerate(lines, start=1):
        line.paper, line.position = paper, position
    return lines


@records_refusals
def refresh_urging(paper: Paper, *, by: Officer, at: datetime) -> int:
    """Bring the list to the day of ``at``: what is late no longer leaves it with its unit. Returns how many orders left.

    Words that nobody has changed since they were proposed follow the list; others stay as they were written. Raises
    NotAllowed, WrongState outside the draft, and DomainError where nothing would be left.
    """
    if not (access.may_draft_urging(by) and paper.kind == PaperKind.URGING):
        raise NotAllowed("Chỉ chuyên viên được giao soạn thảo cập nhật công văn đôn đốc.")
    day = timezone.localdate(at)
    office, yardstick = office_on(day), yardstick_for(day)
    with transaction.atomic():
        held = Paper.objects.select_for_update(no_key=True).get(pk=paper.pk)
        if not may_edit_paper(by, held):
            raise WrongState(f"Công văn đang ở bước “{held.get_state_display()}”. Hãy trả về dự thảo rồi cập nhật.")
        letter = UrgingLetter.objects.get(paper=held)
        before = list(letter.tasks.select_related("unit"))
        rows = with_what_is_told(Assignment.objects.filter(urgings__task__letter=letter))
        orders = sorted_as_before(rows, before, yardstick)
        if not orders:
            raise DomainError(NONE_LEFT)
        tasks = [task_of(order, position) for position, order in enumerate(orders, start=1)]
        _follow_in_words(held, letter, before, tasks, day, office.name)
        _drop_units(held, {task.unit_id for task in before} - {task.unit_id for task in tasks})
        letter.tasks.all().delete()
        _write_tasks(letter, tasks, orders)
        letter.as_of = day
        letter.save()
        if held.is_relied_on:  # before, a draft is its writer's own
            held.refresh_from_db(fields=["event_count", "event_head"])
            record(MeetingEvent, [held], verb="refresh_urging", by=by, acting=by.capacity(Role.CLERK), at=at)
        return len(before) - len(tasks)


def sorted_as_before(rows: Iterable[Assignment], before: Sequence[UrgedTask], yardstick: Yardstick) -> list[LateOrder]:
    """Those that are still late, unit by unit as the letter has them, the longest late first."""
    places = {task.unit_id: task.position for task in reversed(before)}
    orders = [told_of(row, yardstick) for row in rows if not why_not(row, yardstick)]
    return sorted(
        orders, key=lambda each: (places.get(each.assignment.unit_id, 0), -each.days_late, each.assignment.pk)
    )


def _follow_in_words(
    held: Paper, letter: UrgingLetter, before: list[UrgedTask], tasks: list[UrgedTask], day: date, office: str
) -> None:
    """Saves the paper, whose version then tells other writers of it."""
    if held.opening == opening_words(before, letter.as_of, office):
        held.opening = opening_words(tasks, day, office)
    if held.body == body_words(before, letter.reply_days, office):
        held.body = body_words(tasks, letter.reply_days, office)
    held.save()


def _drop_units(held: Paper, gone: set[int]) -> None:
    """Who has nothing late any more is not written to."""
    for line in Recipient.objects.filter(paper=held, addressed=True, unit__in=gone):
        line.delete()
