"""A draft back from the JSON that ``Draft.as_json`` gives."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from functools import cache
from typing import Any

from meetings.intake import draft as parts
from meetings.intake.draft import Draft


def draft_from_json(data: Any) -> Draft:
    """The counterpart of ``Draft.as_json``. Raises ValueError for values that are no draft."""
    try:
        return _made(Draft, data)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not the JSON of a draft: {error}") from error


def part_from_json(kind: type[Any], data: Any) -> Any:
    """One piece of a draft, of the given dataclass. Raises ValueError."""
    try:
        return _made(kind, data)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not the JSON of a {kind.__name__}: {error}") from error


@cache
def _fields(kind: type[Any]) -> list[tuple[str, Any]]:
    """Name and type of each field; the names as they stand in the JSON are without an underscore at the end."""
    hints = typing.get_type_hints(kind, localns=vars(parts))  # not the class itself, whose field "date" hides the type
    return [(field.name, hints[field.name]) for field in dataclasses.fields(kind)]


def _made(kind: type[Any], data: dict[str, Any]) -> Any:
    return kind(**{name: _value(hint, data[name.rstrip("_")]) for name, hint in _fields(kind)})  # type: ignore[arg-type]


def _value(hint: Any, data: Any) -> Any:
    if typing.get_origin(hint) is types.UnionType:
        return None if data is None else _value(typing.get_args(hint)[0], data)
    if typing.get_origin(hint) is list:
        inner = typing.get_args(hint)[0]
        return [_value(inner, item) for item in _of(list, data)]
    if dataclasses.is_dataclass(hint):
        return _made(typing.cast(type[Any], hint), _of(dict, data))
    if hint is date:
        return date.fromisoformat(data)
    if hint is float:
        return float(_of((int, float), data))
    return _of(hint, data)


def _of(kind: Any, data: Any) -> Any:
    if not isinstance(data, kind):
        raise TypeError(f"{data!r:.60} is no {getattr(kind, '__name__', kind)}")
    return data
