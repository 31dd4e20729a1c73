from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from districts.admin.filters import ValidTodayFilter
from districts.admin.keeping import KeptWhenUsed
from districts.forms import UnitGroupForm
from districts.models import Succession, Unit, UnitGroup
from districts.searching import FoldedSearch
from districts.succession import now_called


class SuccessorInline(admin.TabularInline):
    model = Succession
    fk_name = "predecessor"
    autocomplete_fields = ["successor"]
    extra = 0
    verbose_name = "đơn vị kế thừa"
    verbose_name_plural = "các đơn vị kế thừa đơn vị này"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("predecessor", "successor")


class PredecessorInline(SuccessorInline):
    fk_name = "successor"
    autocomplete_fields = ["predecessor"]
    verbose_name = "đơn vị cũ"
    verbose_name_plural = "các đơn vị cũ mà đơn vị này kế thừa"


@admin.register(Unit)
class UnitAdmin(KeptWhenUsed, FoldedSearch, admin.ModelAdmin):
    instead = "Nếu đơn vị không còn hoạt động, hãy ghi “Đến hết ngày” và đơn vị kế thừa thay vì xóa."
    list_display = ["name", "code", "kind", "parent", "valid_from", "valid_to"]
    list_filter = [ValidTodayFilter, "kind"]
    list_select_related = ["parent"]
    autocomplete_fields = ["parent"]
    readonly_fields = ["nowadays"]
    inlines = [SuccessorInline, PredecessorInline]
    fieldsets = [
        (None, {"fields": ["code", "name", "short_name", "aliases", "kind", "parent"]}),
        ("Liên hệ", {"fields": ["email", "phone", "axis_id"]}),
        ("Hiệu lực", {"fields": ["valid_from", "valid_to", "nowadays"]}),
    ]

    @admin.display(description="hiện nay")
    def nowadays(self, unit: Unit) -> str:
        return now_called(unit, timezone.localdate()) if unit.pk else ""


@admin.register(UnitGroup)
class UnitGroupAdmin(KeptWhenUsed, FoldedSearch, admin.ModelAdmin):
    instead = "Hãy sửa danh sách của nhóm thay vì xóa."
    form = UnitGroupForm
    list_display = ["name", "kinds_in_words"]
    autocomplete_fields = ["members"]
    fields = ["name", "aliases", "kinds", "members", "units_today"]
    readonly_fields = ["units_today"]

    @admin.display(description="theo loại đơn vị")
    def kinds_in_words(self, group: UnitGroup) -> str:
        labels = dict(Unit._meta.get_field("kind").choices)
        return ", ".join(str(labels.get(kind, kind)) for kind in group.kinds)

    @admin.display(description="hiện gồm")
    def units_today(self, group: UnitGroup) -> str:
        if not group.pk:
            return ""
        names = [unit.name for unit in group.units_on(timezone.localdate())]
        return f"{len(names)} đơn vị: {', '.join(names)}" if names else "chưa có đơn vị nào"


@admin.register(Succession)
class SuccessionAdmin(KeptWhenUsed, FoldedSearch, admin.ModelAdmin):
    search_fields = ["predecessor__folded", "successor__folded"]
    list_display = ["predecessor", "successor", "day", "decision"]
    list_select_related = ["predecessor", "successor"]
    autocomplete_fields = ["predecessor", "successor"]
    date_hierarchy = "day"
