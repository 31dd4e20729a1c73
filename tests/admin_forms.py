"""Fill in an administration page as a browser would: every field as shown, then what the test types."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.test.client import Client


def shown(page: Any) -> dict[str, Any]:
    """The POST data of the page's form and its inlines, unchanged."""
    data: dict[str, Any] = {}
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        data |= _values(form)
    return data


def _values(form: BaseForm) -> dict[str, Any]:
    values = {}
    for field in form:
        value = field.value()
        if isinstance(value, list | tuple):
            values[field.html_name] = [str(getattr(member, "pk", member)) for member in value]
        elif value is not None and value is not False:
            values[field.html_name] = "on" if value is True else field.field.widget.format_value(value) or ""
    return {name: value[0] if _is_single(value) else value for name, value in values.items()}


def _is_single(value: Any) -> bool:
    """A select formats its one value as a list."""
    return isinstance(value, list) and len(value) == 1


def save(client: Client, url: str, **typed: Any) -> Any:
    """Open the page, type over some of its fields, and send it; ``__`` in a name stands for a hyphen."""
    data = shown(client.get(url)) | {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(url, data)


def said(page: Any) -> str:
    """Every message and error of a page, in one text."""
    told = [str(message) for message in page.context["messages"]]
    return " ".join([*told, *map(str, page.context.get("errors") or [])])
