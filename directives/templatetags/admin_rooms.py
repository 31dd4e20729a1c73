"""The administration's index by kinds of work instead of by app."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()

ROOMS = [
    ("Cuộc họp và kết luận", ["meeting", "outline", "conclusion", "order", "meetingseries"]),
    ("Văn bản", ["paper", "release", "signedcopy", "delivery", "numberregister"]),
    ("Nhiệm vụ được giao", ["directive", "assignment"]),
    ("Đơn vị và con người", ["unit", "unitgroup", "succession", "officer", "appointment"]),
    ("Cơ quan và lịch làm việc", ["officeprofile", "calendarday"]),
]
REST = "Hồ sơ lưu và nhật ký"


@register.filter
def rooms(app_list: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Django's list of apps with their models, regrouped: dicts with ``name`` and ``models``, empty ones left out."""
    models = {model["object_name"].lower(): model for app in app_list for model in app["models"]}
    grouped = [(title, [models.pop(name) for name in names if name in models]) for title, names in ROOMS]
    grouped.append((REST, list(models.values())))
    return [{"name": title, "models": found} for title, found in grouped if found]
