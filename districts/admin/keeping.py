"""A row that others stand on is not deleted, and the page says what to do instead."""

from django.contrib import messages
from django.http import HttpRequest


class KeptWhenUsed:
    """For a ModelAdmin whose model is referred to with RESTRICT. ``instead`` completes the sentence."""

    instead = ""

    def get_deleted_objects(self, objs, request: HttpRequest):
        deleted, counts, lacking, used_by = super().get_deleted_objects(objs, request)
        if used_by:
            sentence = f"Không xóa được, vì còn {len(used_by)} dữ liệu khác đang dùng. {self.instead}"
            messages.error(request, sentence.strip())
        return deleted, counts, lacking, used_by
