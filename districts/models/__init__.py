"""Who: the office, units and their groups and successors, officers and their appointments, the calendar."""

from districts.models.calendar_days import CalendarDay
from districts.models.officers import Appointment, Deputyship, Officer, OfficerManager
from districts.models.offices import OfficeProfile
from districts.models.refusals import RefusedAttempt
from districts.models.units import Succession, Unit, UnitGroup, UnitQuerySet

__all__ = [
    "Appointment",
    "CalendarDay",
    "Deputyship",
    "OfficeProfile",
    "Officer",
    "OfficerManager",
    "RefusedAttempt",
    "Succession",
    "Unit",
    "UnitGroup",
    "UnitQuerySet",
]
