from django.contrib import admin

from districts.models import RefusedAttempt


@admin.register(RefusedAttempt)
class RefusedAttemptAdmin(admin.ModelAdmin):
    list_display = ["at", "officer", "object_kind", "object_id", "verb", "reason"]
    list_filter = ["verb"]
    list_select_related = ["officer"]
    date_hierarchy = "at"
