"""What a unit's people find on the page of their order to work with: the report, and the other acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from directives import access
from directives.life.drafting import takes_report
from directives.models import Assignment, DraftEvidence, ProgressDraft
from directives.tasks.unit_acts import UnitAct, offered
from directives.tasks.unit_forms import PassOnForm, PlainForm, TaskReportForm
from districts.models import Officer
from meetings.enums import PartyRole


@dataclass(frozen=True)
class UnitPanel:
    """``form``: None where no report is taken now. ``sends_all``: whether the reader may send a completion too.

    ``acts``: each with its empty form, None for one that has a page of its own.
    """

    form: TaskReportForm | None
    draft: ProgressDraft | None
    files: list[DraftEvidence]
    sends_all: bool
    acts: Sequence[tuple[UnitAct, PlainForm | None]]


def unit_panel(
    assignment: Assignment, officer: Officer, form: TaskReportForm | None, *, helped: bool
) -> UnitPanel | None:
    """None for who does not work on the assignment. ``form``: one that was refused; ``helped``: others coordinate.

    ``assignment`` as ``page.seen`` gave it.
    """
    if not access.may_work_on(officer, assignment):
        return None
    draft: ProgressDraft | None = getattr(assignment, "draft", None)
    if form is None and takes_report(assignment):
        form = TaskReportForm(assignment=assignment)
    acts = [
        (act, None if act.form is PassOnForm else act.form(assignment=assignment, prefix=act.slug))
        for act in offered(officer, assignment)
        if _has_sense(act, assignment, helped=helped)
    ]
    return UnitPanel(
        form,
        draft,
        list(draft.files.all()) if draft and form is not None else [],
        access.may_head(officer, assignment) or assignment.role == PartyRole.COORDINATING,
        acts,
    )


def _has_sense(act: UnitAct, assignment: Assignment, *, helped: bool) -> bool:
    """A day is set for helpers only where there are any, and a second wish for time waits until the first is answered."""
    if act.verb == "ask_extension":
        return vars(assignment)["asked_until"] is None
    if act.verb == "take_back_extension":
        return vars(assignment)["asked_until"] is not None
    return act.verb != "set_contribution_day" or helped
