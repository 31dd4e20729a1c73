"""What was done to an object, by whom and in which capacity: append-only, numbered, each hashed over the one before."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from districts.append_only import AppendOnly


class Chained(models.Model):
    """An object with a history. The row is locked, and its head moved, in the transaction that records an event."""

    event_count = models.PositiveIntegerField(default=0, editable=False)
    event_head = models.CharField(max_length=64, default="", editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """An edit never writes the head of the history back: it may have moved since the row was read."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            kept = {"event_count", "event_head"}
            fields = [field for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = {field.name for field in fields} - kept
        super().save(*args, **kwargs)


class Event(AppendOnly):
    """One act. ``object_kind`` is 'paper', 'directive' …; ``digest`` is SHA-256 over ``previous`` and the content."""

    object_kind = models.CharField("loại đối tượng", max_length=40)
    object_id = models.BigIntegerField("mã đối tượng")
    sequence = models.PositiveIntegerField("thứ tự")
    verb = models.CharField("việc", max_length=40)
    from_state = models.CharField("từ", max_length=30, blank=True)
    to_state = models.CharField("đến", max_length=30, blank=True)
    note = models.TextField("ghi chú", blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, verbose_name="người thực hiện", null=True, related_name="+"
    )
    officer_name = models.CharField("họ tên", max_length=150, blank=True)
    unit_name = models.CharField("đơn vị", max_length=255, blank=True)
    position = models.CharField("chức vụ", max_length=255, blank=True)
    at = models.DateTimeField("lúc")
    previous = models.CharField("mã kiểm tra của dòng trước", max_length=64, blank=True)
    digest = models.CharField("mã kiểm tra", max_length=64)

    class Meta:
        abstract = True
        ordering = ["object_kind", "object_id", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_kind", "object_id", "sequence"], name="%(app_label)s_event_sequence"
            )
        ]

    def __str__(self) -> str:
        moment = f"{timezone.localtime(self.at):%H:%M %d/%m/%Y}"
        return f"{moment}, {self.officer_name}" if self.officer_name else moment

    def content(self) -> dict[str, Any]:
        """What the digest covers, as JSON values."""
        return {
            "object": [self.object_kind, self.object_id, self.sequence],
            "verb": self.verb,
            "states": [self.from_state, self.to_state],
            "note": self.note,
            "officer": [self.officer_id, self.officer_name, self.unit_name, self.position],
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "previous": self.previous,
        }

    def computed_digest(self) -> str:
        plain = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(plain.encode("utf-8")).hexdigest()


def record(
    event_model: type[Event],
    objects: Iterable[Chained],
    *,
    verb: str,
    by: Any,
    acting: Any = None,
    at: datetime,
    from_state: str = "",
    to_state: str = "",
    note: str = "",
) -> list[Event]:
    """Write one event for each object and move its head. Call inside the transaction, with the rows locked or new.

    ``by`` is an Officer, or None for the portal itself; ``acting`` the Appointment whose role the act asks for, the
    officer's first where it asks for none. Two inserts or updates whatever the number of objects, but for
    the engine's batches.
    """
    objects = list(objects)
    capacity = acting or (by.capacity() if by else None)
    events = []
    for item in objects:
        event = event_model(
            object_kind=item._meta.model_name or "",
            object_id=item.pk,
            sequence=item.event_count + 1,
            verb=verb,
            from_state=from_state,
            to_state=to_state,
            note=note,
            officer=by,
            officer_name=by.full_name if by else "",
            unit_name=str(capacity.unit) if capacity else "",
            position=capacity.position_on_record if capacity else "",
            at=at,
            previous=item.event_head,
        )
        event.digest = event.computed_digest()
        item.event_count, item.event_head = event.sequence, event.digest
        events.append(event)
    event_model._base_manager.bulk_create(events)
    if objects:
        type(objects[0])._base_manager.bulk_update(objects, ["event_count", "event_head"], batch_size=500)
    return events
