"""Rows that are written once resist everything short of lifting the triggers, on both engines."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from districts.append_only import (
    append_only_tables,
    expected_triggers,
    install_triggers,
    installed_triggers,
    lifted,
    remove_triggers,
    trigger_problems,
)
from districts.errors import Frozen
from districts.models import RefusedAttempt

TABLE = "districts_refusedattempt"
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite remakes tables and has REPLACE")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has it")


@pytest.fixture
def attempt(db):
    return RefusedAttempt.objects.create(
        object_kind="paper", object_id=1, verb="sign", reason="chưa đến lượt", at=datetime(2026, 4, 9, tzinfo=UTC)
    )


def run(sql, parameters=()):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def written():
    return list(RefusedAttempt.objects.values_list("reason", flat=True))


def test_the_model_refuses_in_words(attempt):
    attempt.reason = "khác"
    with pytest.raises(Frozen, match="không sửa được"):
        attempt.save()
    with pytest.raises(Frozen, match="không xóa được"):
        attempt.delete()
    assert written() == ["chưa đến lượt"]


ACTS = {
    "update by queryset": lambda row: RefusedAttempt.objects.update(reason="khác"),
    "bulk_update": lambda row: RefusedAttempt.objects.bulk_update([row], ["reason"]),
    "delete by queryset": lambda row: RefusedAttempt.objects.all().delete(),
    "raw delete": lambda row: RefusedAttempt.objects.all()._raw_delete("default"),
    "UPDATE": lambda row: run(f"UPDATE {TABLE} SET reason = 'khác'"),
    "DELETE": lambda row: run(f"DELETE FROM {TABLE}"),
    "ON CONFLICT DO UPDATE": lambda row: RefusedAttempt.objects.bulk_create(
        [RefusedAttempt(pk=row.pk, object_kind="paper", verb="sign", reason="khác", at=row.at)],
        update_conflicts=True,
        update_fields=["reason"],
        unique_fields=["id"],
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_the_database_refuses(act, attempt):
    attempt.reason = "khác"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act(attempt)
    assert written() == ["chưa đến lượt"]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_it_is_the_triggers_that_refuse(act, attempt):
    attempt.reason = "khác"
    with lifted():
        act(attempt)
    assert written() in (["khác"], [])


REPLACE = f"INSERT OR REPLACE INTO {TABLE} (id, object_kind, verb, reason, at) VALUES (%s, 'paper', 'x', 'khác', %s)"


@only_sqlite
def test_replace_is_a_delete_and_refused(attempt):
    with pytest.raises(DatabaseError, match="append-only"):
        run(REPLACE, [attempt.pk, attempt.at])
    assert written() == ["chưa đến lượt"]


@only_sqlite
def test_replace_passes_where_the_option_is_off(attempt):
    run("PRAGMA recursive_triggers = OFF")
    try:
        run(REPLACE, [attempt.pk, attempt.at])
    finally:
        run("PRAGMA recursive_triggers = ON")
    assert written() == ["khác"]


@only_postgresql
def test_truncate_is_refused_and_only_by_the_trigger(attempt):
    run("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked would stop TRUNCATE before the trigger does
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"TRUNCATE {TABLE} CASCADE")
    assert written() == ["chưa đến lượt"]
    with lifted():
        run(f"TRUNCATE {TABLE} CASCADE")
    assert written() == []


@only_postgresql
def test_a_disabled_trigger_is_missed(db):
    run(f"ALTER TABLE {TABLE} DISABLE TRIGGER {TABLE}_no_update")
    assert trigger_problems(connection) == [f"{TABLE}_no_update"]


@pytest.mark.django_db
def test_every_append_only_table_is_guarded():
    assert TABLE in append_only_tables()
    assert installed_triggers(connection) == expected_triggers(connection.vendor)
    assert trigger_problems(connection) == []


@pytest.mark.django_db
def test_the_triggers_are_back_after_every_migrate():
    remove_triggers(connection)
    assert set(trigger_problems(connection)) == set(expected_triggers(connection.vendor))
    call_command("migrate", verbosity=0)
    assert trigger_problems(connection) == []
    install_triggers(connection)
    assert trigger_problems(connection) == []


@pytest.mark.django_db(transaction=True)
def test_altering_a_field_loses_the_triggers_on_sqlite_and_migrate_puts_them_back():
    old = RefusedAttempt._meta.get_field("verb")
    new = models.CharField(max_length=41)
    new.set_attributes_from_name("verb")
    new.model = RefusedAttempt
    with connection.schema_editor() as editor:
        editor.alter_field(RefusedAttempt, old, new)
    try:
        if connection.vendor == "sqlite":
            assert trigger_problems(connection) == [f"{TABLE}_no_update", f"{TABLE}_no_delete"]
        call_command("migrate", verbosity=0)
        assert trigger_problems(connection) == []
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(RefusedAttempt, new, old)
        install_triggers(connection)


@pytest.mark.django_db(transaction=True)
def test_the_flush_of_a_transactional_test_leaves_the_triggers():
    """Runs after another one has been flushed, and leaves a row for its own flush to remove."""
    assert trigger_problems(connection) == []
    assert not RefusedAttempt.objects.exists()
    RefusedAttempt.objects.create(
        object_kind="paper", verb="sign", reason="một dòng", at=datetime(2026, 4, 9, tzinfo=UTC)
    )


@pytest.mark.django_db
def test_a_table_that_is_still_to_be_made_is_no_problem(monkeypatch):
    """A release that adds one is installed by `migrate`, which asks the system check first."""
    every = append_only_tables()
    monkeypatch.setattr("districts.append_only.append_only_tables", lambda: [*every, "districts_to_come"])
    assert trigger_problems(connection) == []
