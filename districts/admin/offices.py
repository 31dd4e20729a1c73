from django.contrib import admin

from districts.models import OfficeProfile


@admin.register(OfficeProfile)
class OfficeProfileAdmin(admin.ModelAdmin):
    list_display = ["name", "superior", "abbreviation", "place_name", "valid_from"]
    list_select_related = ["unit"]
    autocomplete_fields = ["unit"]
    save_as = True  # a change of name is a new row from a new day, most of it as before
    fieldsets = [
        (None, {"fields": ["unit", "valid_from"]}),
        ("Trên văn bản", {"fields": ["superior", "name", "abbreviation", "place_name", "seat", "head_position"]}),
        ("Cách làm", {"fields": ["late_word", "content_check", "form_check", "own_sequences"]}),
    ]
