"""The acts on record, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.apps import apps
from django.contrib import admin
from django.db import models

from districts.events import Event
from districts.models import RefusedAttempt
from meetings.admin.viewing import ViewOnlyAdmin, person
from meetings.enums import MeetingState, PaperState, ProposalState, ReportState
from meetings.models import MeetingEvent
from meetings.verbs import verb_words, words_of

KINDS = {
    "meeting": "Cuộc họp",
    "outline": "Bản kết luận",
    "paper": "Văn bản",
    "directive": "Nhiệm vụ",
    "assignment": "Phân công",
    "unitreport": "Báo cáo của đơn vị",
    "proposal": "Kiến nghị",
}


def kind_words(kind: str) -> str:
    """What a kind of object is called: the events' own words, otherwise the name of its model."""
    named = (str(model._meta.verbose_name) for model in apps.get_models() if model._meta.model_name == kind)
    return KINDS.get(kind) or next(named, kind).capitalize()


class EventAdmin(ViewOnlyAdmin):
    """Who did what, under which name and position, when: shared by the apps' histories.

    ``states``: for each kind of object, the states between which an act moves it.
    """

    states: Mapping[str, type[models.TextChoices]] = {
        "meeting": MeetingState,
        "paper": PaperState,
        "unitreport": ReportState,
        "proposal": ProposalState,
    }
    list_display = ["at", "kind", "object_id", "act", "officer_name", "position", "unit_name", "note"]
    list_display_links = ["at"]
    search_fields = ["officer_name", "note"]
    date_hierarchy = "at"
    ordering = ["-at", "-id"]
    fields = ["at", "kind", "object_id", "sequence", "act", "before", "after", "note"]
    fields += ["officer_name", "position", "unit_name", "previous", "digest"]
    readonly_fields = fields

    @admin.display(description="loại đối tượng", ordering="object_kind")
    def kind(self, obj: Event) -> str:
        return kind_words(obj.object_kind)

    @admin.display(description="việc", ordering="verb")
    def act(self, obj: Event) -> str:
        return verb_words(obj)

    @admin.display(description="từ")
    def before(self, obj: Event) -> str:
        return self._state(obj, obj.from_state)

    @admin.display(description="đến")
    def after(self, obj: Event) -> str:
        return self._state(obj, obj.to_state)

    def _state(self, obj: Event, value: str) -> str:
        known = self.states.get(obj.object_kind)
        return str(known(value).label) if known and value in known.values else value


admin.site.register(MeetingEvent, EventAdmin)


class VerbFilter(admin.SimpleListFilter):
    title = "việc"
    parameter_name = "viec"

    def lookups(self, request, model_admin):
        verbs = model_admin.get_queryset(request).order_by().values_list("verb", flat=True).distinct()
        return sorted(((verb, words_of(verb)) for verb in verbs), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(RefusedAttempt)
class RefusedAttemptAdmin(ViewOnlyAdmin):
    """Registered here, not beside its model: the words of the acts are known from this floor on."""

    list_display = ["at", "person", "kind", "object_id", "act", "reason"]
    list_display_links = ["at"]
    list_filter = [VerbFilter]
    list_select_related = ["officer"]
    search_fields = ["officer__full_name", "reason"]
    date_hierarchy = "at"
    fields = ["at", "person", "kind", "object_id", "act", "reason"]
    readonly_fields = fields
    person = person("officer", "người thực hiện")

    @admin.display(description="loại đối tượng", ordering="object_kind")
    def kind(self, obj: RefusedAttempt) -> str:
        return kind_words(obj.object_kind)

    @admin.display(description="việc", ordering="verb")
    def act(self, obj: RefusedAttempt) -> str:
        return words_of(obj.verb)
