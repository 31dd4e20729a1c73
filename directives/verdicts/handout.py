"""'Tình hình thực hiện kết luận kỳ trước' on paper: the handout for the table."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from directives.verdicts.listing import Carried, CarriedRow, carried_to
from directives.verdicts.wording import chip_of_row, counted_words, deadline_words, result_lines, task_words
from districts.models import Officer
from meetings.composing import office_on
from meetings.models import Meeting
from meetings.papers.carried import CarriedGroup, CarriedRecord, CarriedSheetRow
from meetings.papers.carried import carried_pdf as print_sheet
from meetings.papers.wording import day_words
from meetings.printing import font_dir, printer_problems_said


def carried_pdf(meeting: Meeting, officer: Officer, *, at: datetime) -> bytes:
    """Raises CannotCompose without an office profile, CannotPrint where the machine lacks the font."""
    record = compose_handout(meeting, officer, at=at)
    with printer_problems_said():
        return print_sheet(record, font_dir=font_dir())


def compose_handout(meeting: Meeting, officer: Officer, *, at: datetime) -> CarriedRecord:
    """As the officer may read it: what is looked at, then what falls due later; what has ended is counted alone."""
    carried = carried_to(meeting, officer)
    office = office_on(meeting.held_on or timezone.localdate(at))
    groups = (("Nhiệm vụ xem tại cuộc họp", carried.shown), ("Nhiệm vụ còn xa hạn", carried.far))
    return CarriedRecord(
        superior_lines=(office.superior.upper(),),
        agency_lines=(office.name.upper(),),
        meeting_title=meeting.title,
        day_words=day_words(meeting.held_on) if meeting.held_on else "",
        place=meeting.place,
        counted=_counted(carried),
        groups=tuple(
            CarriedGroup(label, tuple(_sheet_row(row, meeting) for row in rows)) for label, rows in groups if rows
        ),
    )


def _counted(carried: Carried) -> str:
    ended = len(carried.ended)
    return f"{counted_words(carried)}{f' Đã kết thúc từ kỳ trước: {ended}.' if ended else ''}"


def _sheet_row(row: CarriedRow, meeting: Meeting) -> CarriedSheetRow:
    return CarriedSheetRow(
        text=task_words(row),
        lead=row.directive.lead_words,
        deadline=deadline_words(row),
        standing=chip_of_row(row, meeting).words,
        result=tuple(result_lines(row)),
        verdict=tuple(filter(None, [str(row.verdict), row.verdict.words])) if row.verdict else (),
    )
