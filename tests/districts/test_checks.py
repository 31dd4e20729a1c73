"""The system checks fire when what they guard is off."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection

from districts import checks
from districts.append_only import expected_triggers, remove_triggers

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
    },
}


def problems_of(monkeypatch, database):
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES={"default": database}))
    return checks.sqlite_options()


@pytest.mark.django_db  # asked of each engine
def test_the_project_itself_is_in_order():
    assert run_checks(tags=["sqlite_options"]) == []
    assert checks.sqlite_options() == []
    if connection.vendor == "sqlite":
        assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_good_options_and_other_engines_pass(monkeypatch):
    assert problems_of(monkeypatch, SQLITE) == []
    assert problems_of(monkeypatch, {"ENGINE": "django.db.backends.postgresql"}) == []


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ({}, "transaction_mode=IMMEDIATE, journal_mode=wal, synchronous=full, recursive_triggers=on"),
        (SQLITE["OPTIONS"] | {"transaction_mode": "DEFERRED"}, "transaction_mode=IMMEDIATE"),
        (SQLITE["OPTIONS"] | {"init_command": "PRAGMA journal_mode=WAL"}, "synchronous=full, recursive_triggers=on"),
    ],
)
def test_a_missing_option_is_named(monkeypatch, options, missing):
    (problem,) = problems_of(monkeypatch, SQLITE | {"OPTIONS": options})
    assert problem.id == "districts.E001"
    assert problem.is_serious()
    assert f"thiếu tùy chọn: {missing}." in problem.msg


@pytest.mark.django_db
def test_missing_triggers_are_named():
    assert checks.append_only_triggers(databases=["default"]) == []
    remove_triggers(connection)
    (problem,) = run_checks(tags=["database"], databases=["default"])
    assert problem.id == "districts.E003"
    assert all(name in problem.msg for name in expected_triggers(connection.vendor))
    assert checks.append_only_triggers(databases=None) == []
