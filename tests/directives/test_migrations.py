"""The migrations make what the models say: tests make their tables of the models, an office by the migrations."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from districts.append_only import trigger_problems
from meetings import migrations as meetings_migrations
from meetings.models import SignedRecord
from tests.prepared import environment, migrated
from tests.schema import shape


@pytest.fixture(scope="module")
def migrated_address(
    django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The variables that lead to a database which the migrations made, on the engine of the tests."""
    if connection.vendor == "sqlite":
        yield environment(migrated(tmp_path_factory, tmp_path_factory.mktemp("migrated")))
        return
    with django_db_blocker.unblock():
        yield from _migrated_on_postgresql()


def _migrated_on_postgresql() -> Iterator[dict[str, str]]:
    name = f"migrated_{uuid4().hex}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        address = {"DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()}
        _run(address, "manage.py", "migrate", "--verbosity", "0")
        yield address
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


def _run(address: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | address,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_ask_for(migrated_address):
    assert json.loads(_run(migrated_address, "-m", "tests.schema")) == json.loads(json.dumps(shape()))


def test_no_migration_is_missing(migrated_address):
    _run(migrated_address, "manage.py", "makemigrations", "--check", "--dry-run")


def test_no_trigger_is_missing_after_the_migrations(migrated_address):
    """Every trigger that refuses a change is there: a system check names those that are not."""
    _run(migrated_address, "manage.py", "check", "--database", "default", "--fail-level", "WARNING")


@pytest.fixture
def altering_migration(transactional_db, tmp_path: Path, settings, monkeypatch) -> Iterator[str]:
    """The app's migrations, all of them done, and one more that alters a field and adds one with a default."""
    package = tmp_path / "meetings_altered"
    shutil.copytree(Path(meetings_migrations.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    latest = sorted(path.stem for path in package.glob("0*.py"))[-1]
    (package / "9999_altering.py").write_text(
        "from django.db import migrations, models\n\n"
        "class Migration(migrations.Migration):\n"
        f"    dependencies = [('meetings', '{latest}')]\n"
        "    operations = [\n"
        "        migrations.AlterField('release', 'symbol', models.CharField('ký hiệu', max_length=61)),\n"
        "        migrations.AddField('signedrecord', 'extra', models.CharField(max_length=5, default='', blank=True)),\n"
        "    ]\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    settings.MIGRATION_MODULES = {"meetings": "meetings_altered"}
    call_command("migrate", "meetings", latest, fake=True, verbosity=0)
    yield latest
    with connection.schema_editor() as editor:
        editor.delete_model(MigrationRecorder(connection).Migration)


def test_the_triggers_are_there_after_a_migration_forward_and_backward(altering_migration):
    call_command("migrate", "meetings", "9999", verbosity=0)
    try:
        assert "extra" in _columns(SignedRecord)
        assert trigger_problems(connection) == []
    finally:
        call_command("migrate", "meetings", altering_migration, verbosity=0)
    assert "extra" not in _columns(SignedRecord)
    assert trigger_problems(connection) == []


def _columns(model: type[models.Model]) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)]
