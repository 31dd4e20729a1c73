from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.formats import date_format

from districts.calendar import enter_day
from districts.models import CalendarDay


@admin.register(CalendarDay)
class CalendarDayAdmin(admin.ModelAdmin):
    list_display = ["day", "weekday", "kind", "name"]
    list_filter = ["kind"]
    date_hierarchy = "day"
    ordering = ["-day"]

    @admin.display(description="thứ")
    def weekday(self, row: CalendarDay) -> str:
        return date_format(row.day, "l")

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: ModelForm, change: bool) -> None:
        seeded = enter_day(obj)
        if seeded:
            messages.info(
                request,
                f"Năm {seeded.year} chưa có trong lịch, nên đã ghi thêm {seeded.added} ngày nghỉ lễ, Tết "
                "và ngày làm bù. Hãy kiểm tra lại theo thông báo của năm đó.",
            )
