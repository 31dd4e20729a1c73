"""The administration pages of units, people and the calendar. Rights come from the roles (portal/roles.py)."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from districts.admin.calendar_days import CalendarDayAdmin
from districts.admin.officers import AppointmentAdmin, OfficerAdmin
from districts.admin.offices import OfficeProfileAdmin
from districts.admin.units import SuccessionAdmin, UnitAdmin, UnitGroupAdmin

__all__ = [
    "AppointmentAdmin",
    "CalendarDayAdmin",
    "OfficeProfileAdmin",
    "OfficerAdmin",
    "SuccessionAdmin",
    "UnitAdmin",
    "UnitGroupAdmin",
]

# Importing Django's admin of accounts registers groups of permissions, which mean nothing here.
if isinstance(admin.site._registry.get(Group), GroupAdmin):
    admin.site.unregister(Group)
