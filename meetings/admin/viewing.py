"""Rows that are written once, by the domain alone: found and read, never entered or corrected."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin
from django.db.models import Model


class ViewOnly:
    """For a ModelAdmin or an inline; who may look, the roles say."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ShowsVersion:
    """For a ModelAdmin or an inline whose form carries the version that was read: who may only look is shown it."""

    @admin.display(description="phiên bản")
    def read_version(self, obj: Model) -> object:
        return getattr(obj, "version", "")


class ViewOnlyAdmin(ViewOnly, admin.ModelAdmin):
    actions = None


def person(field: str, description: str) -> Callable[[admin.ModelAdmin, Model], str]:
    """A column with an officer's name alone: the link to the account would end at a page that few may open."""

    @admin.display(description=description)
    def shown(self: admin.ModelAdmin, obj: Model) -> str:
        return str(getattr(obj, field) or "")

    return shown
