"""The pages that have pictures, each with its address: which row of the chosen database stands for its kind.

A page whose row is not there is left out. The demo (portal/demo/rooms.py) has a row for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from directives.enums import OPEN_STATES
from directives.models import Assignment, Handover
from directives.rulings.models import Ruling, RulingItem
from districts.enums import Role
from districts.models import Unit
from meetings.enums import AHEAD, Attendance, PaperKind, PaperState, PartyRole
from meetings.models import (
    ConnectionPoint,
    Delegation,
    Delivery,
    EarlierPaper,
    EarlierStanding,
    EditDraft,
    Meeting,
    MeetingSeries,
    Paper,
    PaperEditDraft,
    Proposal,
    Recall,
    StatementDraft,
    UnitReport,
    WordCorrection,
)

Pages = Iterator[tuple[str, str]]

PLAIN = [
    "home",
    "meeting-list",
    "meeting-month",
    "meeting-add",
    "calendar-address",
    "series-list",
    "series-add",
    "paper-list",
    "discarded-papers",
    "assignment-list",
    "urging-choose",
    "at-office",
    "reminders",
    "desk",
    "register",
    "import-document",
    "ruling-list",
    "ruling-add",
    "succession-list",
    "deputies",
    "handover-list",
    "password_change",
    "password_change_done",
    "admin:index",
]
# of the newest meeting to come
COMING = [
    "meeting-edit",
    "meeting-document-add",
    "meeting-point-add",
    "registrations",
    "unit-reports",
    "report-ask",
    "report-reminders",
    "report-summary",
    "proposals",
    "proposal-add",
]
# of the meeting whose notice is being drafted
IN_WORK = [
    "outline",
    "minutes",
    "attendance",
    "attendance-paste",
    "attendance-figures",
    "work-file",
    "earlier-add",
    "open-work",
    "carried",
    "proposals-beside",
]
DRAFT = ["draft-edit", "draft-history", "draft-discard", "consultation", "paper-word-back", "paper-points"]
RELEASED = ["paper-deliveries", "paper-copy"]
CHANGELISTS = ["meetings_meeting", "meetings_paper", "directives_directive", "districts_unit", "districts_officer"]
# the state in which a notice waits for the step; '' for one of minutes
STEPS = {
    "gui-kiem-tra": PaperState.DRAFT,
    "kiem-tra": PaperState.SENT,
    "kiem-tra-the-thuc": PaperState.CHECKED,
    "trinh-ky": PaperState.FORM_CHECKED,
    "tra-lai": PaperState.CHECKED,
    "ky": PaperState.SUBMITTED,
    "huy-chu-ky": PaperState.SIGNED,
    "phat-hanh": PaperState.SIGNED,
    "sua-doi": PaperState.RELEASED,
    "dinh-chinh": PaperState.RELEASED,
    "thay-the": PaperState.RELEASED,
    "thu-hoi": PaperState.RELEASED,
}
OF_MINUTES = {"xac-nhan": PaperState.DRAFT, "ky-bien-ban": PaperState.SUBMITTED}


def pages() -> dict[str, str]:
    """The address of each page by its name; for whom it opens is the page's own affair."""
    found = {name.replace(":", "-"): reverse(name) for name in PLAIN}
    parts: list[Callable[[], Pages]] = [
        _of_series,
        _of_coming,
        _of_work,
        _of_papers,
        _of_steps,
        _of_drafts,
        _entered,
        _of_tasks,
        _of_units,
    ]
    for part in parts:
        found |= dict(part())
    return found | {f"admin-{name}": reverse(f"admin:{name}_changelist") for name in CHANGELISTS}


def _newest(rows: QuerySet[Any]) -> Any:
    return rows.order_by("-pk").first()


def _on(row: Model | None, *names: str) -> Pages:
    if row is not None:
        yield from ((name, reverse(name, args=[row.pk])) for name in names)


def _of_series() -> Pages:
    yield from _on(_newest(MeetingSeries.objects.all()), "series", "series-edit")


def _of_coming() -> Pages:
    meeting = _newest(Meeting.objects.filter(state__in=AHEAD)) or _newest(Meeting.objects.all())
    if meeting is None:
        return
    yield "meeting-coming", reverse("meeting", args=[meeting.pk])
    yield from _on(meeting, *COMING)
    yield "carried-coming", reverse("carried", args=[meeting.pk])
    for slug in ("doi", "hoan", "huy"):
        yield f"meeting-change-{slug}", reverse("meeting-change", args=[meeting.pk, slug])
    if point := ConnectionPoint.objects.filter(meeting=meeting).last():
        yield "meeting-point", reverse("meeting-point", args=[meeting.pk, point.pk])
    answering = Delegation.objects.filter(meeting=meeting, unit__appointments__role=Role.UNIT_OFFICER)
    if row := answering.first():
        yield "registration", reverse("registration", args=[meeting.pk, row.pk])
    yield from _of_reports(meeting)
    yield from _of_proposals(meeting)


def _of_reports(meeting: Meeting) -> Pages:
    """The report of the officer's own unit, and one that has not come."""
    own = UnitReport.objects.filter(meeting=meeting, unit__appointments__role=Role.UNIT_OFFICER).first()
    if own:
        yield "unit-report", reverse("unit-report", args=[meeting.pk, own.pk])
        yield "report-request", reverse("report-request", args=[meeting.pk, own.request_id])
    if awaited := UnitReport.objects.filter(meeting=meeting, received_on=None).last():
        yield "unit-report-awaited", reverse("unit-report", args=[meeting.pk, awaited.pk])
        yield "report-arrival", reverse("report-arrival", args=[meeting.pk, awaited.pk])


def _of_proposals(meeting: Meeting) -> Pages:
    """One of each state, and one that its unit may still change."""
    proposals = Proposal.objects.filter(meeting=meeting)
    for state in dict.fromkeys(proposals.values_list("state", flat=True)):
        yield f"proposal-{state}", reverse("proposal", args=[_newest(proposals.filter(state=state)).pk])
    yield from _on(proposals.filter(state="draft").first(), "proposal-edit")


def _of_work() -> Pages:
    notice = _newest(Paper.objects.filter(kind=PaperKind.NOTICE, state=PaperState.DRAFT, outline__isnull=False))
    meeting = notice.meeting if notice else _newest(Meeting.objects.all())
    if meeting is None:
        return
    yield "meeting", reverse("meeting", args=[meeting.pk])
    yield from _on(meeting, *IN_WORK)
    item = meeting.outlines.first() and meeting.outlines.first().conclusions.filter(kind="item").first()
    if item:
        yield "outline-item", f"{reverse('outline', args=[meeting.pk])}?muc={item.pk}"
    yield "outline-new", f"{reverse('outline', args=[meeting.pk])}?them-sau=0"
    yield "minutes-new", f"{reverse('minutes', args=[meeting.pk])}?them-sau=0"
    excused = meeting.delegations.filter(attendance=Attendance.EXCUSED)
    if away := excused.first() or meeting.delegations.first():
        yield "absence-letter", reverse("absence-letter", args=[away.meeting_id, away.pk])


def _of_papers() -> Pages:
    released = Paper.objects.released().filter(kind=PaperKind.NOTICE)
    if standing := _newest(released.filter(release__recall=None)):
        yield "paper-released", reverse("paper", args=[standing.pk])
        yield "meeting-released", reverse("meeting", args=[standing.meeting_id])
        yield from _on(standing, *RELEASED)
        if delivery := Delivery.objects.filter(release__paper=standing).first():
            yield "paper-delivery", reverse("paper-delivery", args=[standing.pk, delivery.pk])
    if recall := _newest(Recall.objects.all()):
        recalled = recall.release.paper
        yield "paper-recalled", reverse("paper", args=[recalled.pk])
        yield from _on(recalled, "recall-answers")
    for kind in (PaperKind.MINUTES, PaperKind.INVITATION, PaperKind.URGING):
        if paper := _newest(Paper.objects.filter(kind=kind)):
            yield f"paper-{kind}", reverse("paper", args=[paper.pk])
            yield f"draft-edit-{kind}", reverse("draft-edit", args=[paper.pk])


def _of_steps() -> Pages:
    """Each step's page, on a notice that waits for it; and that notice's own page."""
    notices = Paper.objects.filter(kind=PaperKind.NOTICE)
    for slug, state in STEPS.items():
        waiting = notices.filter(state=state)
        if state == PaperState.RELEASED:
            waiting = waiting.filter(release__recall=None, release__replacement=None)
        if paper := _newest(waiting):
            yield f"paper-{state}", reverse("paper", args=[paper.pk])
            yield f"paper-step-{slug}", reverse("paper-step", args=[paper.pk, slug])
    for slug, state in OF_MINUTES.items():
        if paper := _newest(Paper.objects.filter(kind=PaperKind.MINUTES, state=state)):
            yield f"paper-step-{slug}", reverse("paper-step", args=[paper.pk, slug])


def _of_drafts() -> Pages:
    """The notice in work, what came back of it from Word, and the texts of two who wrote at once."""
    if draft := _newest(Paper.objects.filter(kind=PaperKind.NOTICE, state=PaperState.DRAFT)):
        yield "paper", reverse("paper", args=[draft.pk])
        yield from _on(draft, *DRAFT)
    if row := _newest(WordCorrection.objects.filter(paper__state=PaperState.DRAFT)):
        yield "paper-word-comparison", reverse("paper-word-comparison", args=[row.paper_id, row.pk])
    if kept := _newest(PaperEditDraft.objects.all()):
        yield "draft-conflict", reverse("draft-conflict", args=[kept.paper_id, kept.pk])
    if said := _newest(StatementDraft.objects.select_related("minutes")):
        yield "minutes-conflict", reverse("minutes-conflict", args=[said.minutes.meeting_id, said.pk])
    if item := _newest(EditDraft.objects.select_related("outline")):
        yield "outline-conflict", reverse("outline-conflict", args=[item.outline.meeting_id, item.pk])


def _entered() -> Pages:
    """The newest old notice, and the newest superior's paper with work not given yet and with work given."""
    if earlier := _newest(EarlierPaper.objects.all()):
        yield from _on(earlier, "earlier-paper", "earlier-paper-correct")
        if standing := EarlierStanding.objects.filter(paper=earlier).exclude(standing="open").first():
            yield "earlier-paper-standing", reverse("earlier-paper-standing", args=[earlier.pk, standing.pk])
    if ruling := _newest(Ruling.objects.all()):
        yield from _on(ruling, "ruling", "ruling-edit")
        if item := RulingItem.objects.filter(ruling=ruling).first():
            yield "ruling-item", reverse("ruling-item", args=[ruling.pk, item.pk])
    if given := Ruling.objects.order_by("pk").first():
        yield "ruling-given", reverse("ruling", args=[given.pk])


def _of_tasks() -> Pages:
    """The order that an officer of a unit leads, one that is acknowledged before one that is not."""
    led = Assignment.objects.filter(role=PartyRole.LEAD, unit__appointments__role=Role.UNIT_OFFICER)
    if task := led.order_by("state", "id").first():
        yield "assignment", reverse("assignment", args=[task.pk])
        yield "assignment-pass-on", reverse("assignment-act", args=[task.pk, "giao-xu-ly"])
        for slug in ("van-ban-den", "tam-dung", "dung"):
            yield f"office-act-{slug}", reverse("office-act", args=[task.pk, slug])


def _of_units() -> Pages:
    """A unit that has ended with orders that nobody has passed on; what a person handed over, and what they still have."""
    if gone := Unit.objects.filter(valid_to__lt=timezone.localdate(), assignments__state__in=OPEN_STATES).first():
        yield from _on(gone, "succession")
    if handed := _newest(Handover.objects.all()):
        yield "handover", reverse("handover", args=[handed.pk])
        yield "handover-person", reverse("handover-person", args=[handed.leaver_id])
