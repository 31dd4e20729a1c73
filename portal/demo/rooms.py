"""Every room of the portal in use, beside the main job: what a newcomer walks through, and what pictures are taken of."""

from __future__ import annotations

from datetime import datetime

from meetings.models import MeetingSeries
from portal.demo.away import name_a_deputy
from portal.demo.coming import SERIES, begin_series, plan_the_next
from portal.demo.crew import Crew
from portal.demo.entered import enter_old_papers
from portal.demo.followed import follow_up, remind_all
from portal.demo.handed import hand_some_over
from portal.demo.held import hold_meetings


def furnish(now: datetime) -> bool:
    """False where the rooms are furnished already."""
    if MeetingSeries.objects.filter(name=SERIES).exists():
        return False
    crew = Crew(now)
    series = begin_series(crew)
    enter_old_papers(crew, series)
    follow_up(crew)
    hold_meetings(crew)
    plan_the_next(crew, series)
    hand_some_over(crew)
    name_a_deputy(crew)
    remind_all(crew)
    return True
