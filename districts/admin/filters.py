"""Filters by what holds today."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from districts.enums import Role
from districts.models import Appointment


class ValidTodayFilter(admin.SimpleListFilter):
    title = "hiệu lực"
    parameter_name = "hieu_luc"
    starts, ends = "valid_from", "valid_to"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("nay", "Đang có hiệu lực"), ("het", "Đã hết hiệu lực"), ("chua", "Chưa có hiệu lực")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        past = Q(**{f"{self.ends}__lt": today})
        future = Q(**{f"{self.starts}__gt": today})
        match self.value():
            case "nay":
                return queryset.exclude(past | future)
            case "het":
                return queryset.filter(past)
            case "chua":
                return queryset.filter(future)
        return queryset


class InForceFilter(ValidTodayFilter):
    starts, ends = "starts_on", "ends_on"


class RoleTodayFilter(admin.SimpleListFilter):
    """Officers by the roles of the appointments that are in force."""

    title = "vai trò hiện nay"
    parameter_name = "vai_tro"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [*Role.choices, ("khong", "Không giữ vai trò nào")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        today = Appointment.objects.in_force(timezone.localdate())
        if self.value() == "khong":
            return queryset.exclude(pk__in=today.values("officer"))
        return queryset.filter(pk__in=today.filter(role=self.value()).values("officer"))
