"""Directives and assignments: made by a release, found and read here; only the domain changes them."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html

from directives.enums import AssignmentState
from directives.models import SOURCE_PATHS, Assignment, Directive, DirectiveEvent
from districts.searching import FoldedSearch
from meetings.admin.histories import EventAdmin
from meetings.admin.viewing import ViewOnly, ViewOnlyAdmin, person
from meetings.admin.years import year_filter


class AssignmentInline(ViewOnly, admin.TabularInline):
    model = Assignment
    extra = 0
    fields = ["unit", "role", "basis", "period", "state", "original_due_on", "current_due_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).select_related("unit", "directive")


@admin.register(Directive)
class DirectiveAdmin(FoldedSearch, ViewOnlyAdmin):
    list_display = ["text", "source_number", "due_on", "recurrence", "starred", "following_unit"]
    list_filter = ["starred", "recurrence", year_filter("release__year"), "following_unit"]
    list_select_related = [*SOURCE_PATHS, "following_unit"]
    date_hierarchy = "due_on"
    inlines = [AssignmentInline]
    exclude = ["order", "release", "earlier", "ruling_item", "following_clerk"]
    readonly_fields = ["paper_link", "clerk"]
    clerk = person("following_clerk", "chuyên viên theo dõi")

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description="ban hành tại")
    def paper_link(self, obj):
        return format_html('<a href="{}">{}</a>', obj.source.url, obj.source.number)

    @admin.display(description="văn bản", ordering="release")
    def source_number(self, obj):
        return obj.source.number


@admin.register(Assignment)
class AssignmentAdmin(FoldedSearch, ViewOnlyAdmin):
    search_fields = ("directive__folded", "unit__folded")
    list_display = ["unit", "directive", "role", "basis", "period", "state", "current_due_on"]
    list_display_links = ["unit", "directive"]
    list_filter = ["state", "role", "basis", year_filter("current_due_on")]
    list_select_related = ["unit", "directive"]
    date_hierarchy = "current_due_on"

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)


@admin.register(DirectiveEvent)
class DirectiveEventAdmin(EventAdmin):
    states = {"assignment": AssignmentState}
