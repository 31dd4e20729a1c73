"""The triggers of what is written once go with a table that is remade, and come back; each test here writes for good."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, models

from districts.append_only import lifted, trigger_problems
from districts.checks import append_only_triggers
from meetings.models import Release


@pytest.mark.django_db(transaction=True)
def test_a_table_that_sqlite_remakes_loses_its_triggers_until_they_are_put_back():
    """The control for the test of a migration forward and backward: the migration alone does not keep them."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite remakes a table to alter it")
    field = Release._meta.get_field("symbol")
    wider = models.CharField("ký hiệu", max_length=61)
    wider.set_attributes_from_name("symbol")
    with connection.schema_editor() as editor:
        editor.alter_field(Release, field, wider)
    assert sorted(trigger_problems(connection)) == ["meetings_release_no_delete", "meetings_release_no_update"]
    with connection.schema_editor() as editor:
        editor.alter_field(Release, wider, field)
    call_command("migrate", verbosity=0)
    assert trigger_problems(connection) == []


@pytest.mark.django_db(transaction=True)
def test_the_system_check_names_a_trigger_that_is_gone():
    with lifted():
        (problem,) = append_only_triggers(databases=["default"])
    assert "meetings_release_no_update" in problem.msg
    assert append_only_triggers(databases=["default"]) == []
