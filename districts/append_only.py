"""Rows that are written once: triggers on both engines refuse to change or delete them.

Django remakes a SQLite table when a field is altered and the triggers are gone without a word, so they are put back
after every migration, and ``trigger_problems`` compares what is there with what should be.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from districts.errors import Frozen

REFUSAL = "append-only: this row is never changed or deleted"


class AppendOnly(models.Model):
    """Base of the insert-only models. Saving again or deleting raises Frozen before the database is asked."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen(f"Bản ghi “{self}” đã được lưu vĩnh viễn, không sửa được.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Frozen(f"Bản ghi “{self}” đã được lưu vĩnh viễn, không xóa được.")


def append_only_tables() -> list[str]:
    """Tables of every concrete AppendOnly model, sorted."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly))


def expected_triggers(vendor: str) -> dict[str, str]:
    """Trigger name -> table, for the engine."""
    acts = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    return {f"{table}_no_{act}": table for table in append_only_tables() for act in acts}


def installed_triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Trigger name -> table, of this project's refusing triggers that are there and enabled."""
    if connection.vendor == "postgresql":
        query = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'refuse_change' AND t.tgenabled = 'O'"
        )
        parameters = []
    else:
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE %s"
        parameters = [f"%{REFUSAL}%"]
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return dict(cursor.fetchall())


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every append-only table that exists; running it again changes nothing."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
            )
        for name, table in expected_triggers(connection.vendor).items():
            if table in present:
                for statement in _trigger_sql(connection, name, table):
                    cursor.execute(statement)


def _trigger_sql(connection: BaseDatabaseWrapper, name: str, table: str) -> list[str]:
    act = name.rsplit("_", 1)[1].upper()
    quoted, on = connection.ops.quote_name(name), connection.ops.quote_name(table)
    if connection.vendor == "postgresql":
        each = "STATEMENT" if act == "TRUNCATE" else "ROW"
        return [
            f"DROP TRIGGER IF EXISTS {quoted} ON {on}",
            f"CREATE TRIGGER {quoted} BEFORE {act} ON {on} FOR EACH {each} EXECUTE FUNCTION refuse_change()",
        ]
    return [
        f"DROP TRIGGER IF EXISTS {quoted}",
        f"CREATE TRIGGER {quoted} BEFORE {act} ON {on} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ]


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name, table in installed_triggers(connection).items():
            on = f" ON {connection.ops.quote_name(table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(name)}{on}")


def trigger_problems(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that should guard this database and do not; a table that is still to be made needs none."""
    present = set(connection.introspection.table_names())
    installed = installed_triggers(connection)
    expected = expected_triggers(connection.vendor).items()
    return [name for name, table in expected if table in present and installed.get(name) != table]


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Only for emptying a test database: without the triggers inside, with them after."""
    remove_triggers(connections[using])
    try:
        yield
    finally:
        install_triggers(connections[using])


def reinstall(*, using: str, **_: object) -> None:
    """Receiver of ``post_migrate``."""
    install_triggers(connections[using])
