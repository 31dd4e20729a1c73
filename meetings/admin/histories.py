"""The acts on record, in words."""

from __future__ import annotations

from django.contrib import admin

from districts.events import Event
from meetings.admin.viewing import ViewOnlyAdmin
from meetings.models import MeetingEvent
from meetings.verbs import verb_words

KINDS = {
    "meeting": "Cuộc họp",
    "outline": "Bản kết luận",
    "paper": "Văn bản",
    "directive": "Nhiệm vụ",
    "assignment": "Phân công",
}


class EventAdmin(ViewOnlyAdmin):
    """Who did what, under which name and position, when: shared by the apps' histories."""

    list_display = ["at", "kind", "object_id", "act", "officer_name", "position", "unit_name", "note"]
    list_display_links = ["at"]
    search_fields = ["officer_name", "note"]
    date_hierarchy = "at"
    ordering = ["-at", "-id"]
    fields = ["at", "kind", "object_id", "sequence", "act", "from_state", "to_state", "note"]
    fields += ["officer_name", "position", "unit_name", "previous", "digest"]
    readonly_fields = fields

    @admin.display(description="loại đối tượng", ordering="object_kind")
    def kind(self, obj: Event) -> str:
        return KINDS.get(obj.object_kind, obj.object_kind)

    @admin.display(description="việc", ordering="verb")
    def act(self, obj: Event) -> str:
        return verb_words(obj)


admin.site.register(MeetingEvent, EventAdmin)
