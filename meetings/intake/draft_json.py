"""A draft back from the JSON that ``Draft.as_json`` gives."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from meetings.intake import draft as parts
from meetings.intake.draft import Draft

Read = Callable[[Any], Any]


def draft_from_json(data: Any) -> Draft:
    """The counterpart of ``Draft.as_json``. Raises ValueError for values that are no draft."""
    try:
        return _maker(Draft)(data)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not the JSON of a draft: {error}") from error


def part_from_json(kind: type[Any], data: Any) -> Any:
    """One piece of a draft, of the given dataclass. Raises ValueError."""
    try:
        return _maker(typing.cast(Any, kind))(data)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not the JSON of a {kind.__name__}: {error}") from error


@cache
def _maker(kind: Any) -> Read:
    """Reads one dataclass. Its fields are looked up once: a long document has thousands of pieces."""
    hints = typing.get_type_hints(kind, localns=vars(parts))  # not the class itself, whose field "date" hides the type
    fields = [(field.name, field.name.rstrip("_"), _reader(hints[field.name])) for field in dataclasses.fields(kind)]

    def read(data: Any) -> Any:
        return kind(**{name: reader(data[key]) for name, key, reader in fields})

    return read


def _reader(hint: Any) -> Read:
    if typing.get_origin(hint) is types.UnionType:
        return _optional(_reader(typing.get_args(hint)[0]))
    if typing.get_origin(hint) is list:
        return _list_of(_reader(typing.get_args(hint)[0]))
    if dataclasses.is_dataclass(hint):
        return _maker(typing.cast(Any, hint))
    if hint is date:
        return date.fromisoformat
    return _plain((int, float) if hint is float else hint)


def _optional(inner: Read) -> Read:
    return lambda data: None if data is None else inner(data)


def _list_of(inner: Read) -> Read:
    def read(data: Any) -> Any:
        if not isinstance(data, list):
            raise TypeError(f"{data!r:.60} is no list")
        return [inner(item) for item in data]

    return read


def _plain(kind: Any) -> Read:
    def read(data: Any) -> Any:
        if not isinstance(data, kind):
            raise TypeError(f"{data!r:.60} is no {kind}")
        return data

    return read
