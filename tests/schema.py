"""The shape of a database, to be compared: ``python -m tests.schema`` prints that of DATABASE_URL."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django
from django.db import connection


def shape() -> dict[str, Any]:
    """Table -> its columns (whether each may be empty), and its constraints and indexes in words."""
    asked = connection.introspection
    with connection.cursor() as cursor:
        return {
            table.name: {
                "columns": {
                    column.name: bool(column.null_ok) for column in asked.get_table_description(cursor, table.name)
                },
                "constraints": sorted(
                    _words(name, found) for name, found in asked.get_constraints(cursor, table.name).items()
                ),
            }
            for table in asked.get_table_list(cursor)
            if table.name != "django_migrations"
        }


def _words(name: str, found: dict[str, Any]) -> str:
    """A foreign key is known by what it leads to, for SQLite only counts what has no name."""
    kinds = [kind for kind in ("primary_key", "unique", "check", "index") if found[kind]]
    told = "" if name.startswith("__unnamed") else name
    if found["foreign_key"]:
        told = f"references {found['foreign_key']}"
    columns = sorted(set(found["columns"] or ())) if found["check"] else found["columns"]
    return f"{told}: {' '.join(kinds)} {columns}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    json.dump(shape(), sys.stdout)
