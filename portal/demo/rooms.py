"""Every room of the portal in use, beside the main job: what a newcomer walks through, and what pictures are taken of."""

from __future__ import annotations

from datetime import datetime

from meetings.models import MeetingSeries
from portal.demo.coming import SERIES, plan_the_next
from portal.demo.crew import Crew
from portal.demo.entered import enter_old_papers
from portal.demo.handed import hand_some_over
from portal.demo.held import hold_meetings


def furnish(now: datetime) -> bool:
    """False where the rooms are furnished already."""
    if MeetingSeries.objects.filter(name=SERIES).exists():
        return False
    crew = Crew(now)
    enter_old_papers(crew)
    hold_meetings(crew)
    plan_the_next(crew)
    hand_some_over(crew)
    return True
