"""Whether the files of superiors' papers are still those that were entered."""

from __future__ import annotations

from collections.abc import Iterator

from directives.models import DirectiveEvent
from directives.rulings.entering import ENTERED, entry_note
from directives.rulings.models import Ruling
from districts.errors import DomainError
from meetings import storage


def ruling_problems() -> Iterator[str]:
    """A sentence for each paper whose file is gone, changed, or another than the record says was entered."""
    events = DirectiveEvent.objects.filter(object_kind="ruling", verb=ENTERED)
    notes = dict(events.values_list("object_id", "note"))
    for ruling in Ruling.objects.order_by("id").defer("lines").iterator():
        try:
            storage.get(ruling.sha256)
        except DomainError as error:
            yield f"{ruling.titled} (văn bản cấp trên): {error}"
        else:
            if not _told(ruling, notes.get(ruling.pk)):
                yield f"{ruling.titled} (văn bản cấp trên): tệp đang lưu không phải tệp ghi trong nhật ký lúc nhập."


def _told(ruling: Ruling, note: str | None) -> bool:
    """Whether the record of its entry names the file; the first records named it without its SHA-256."""
    return note == entry_note(ruling) or (note == ruling.file_name and "SHA-256" not in note)
