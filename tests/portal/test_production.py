"""A public server's pages name hashed static files, and `./run serve` gathers those before it starts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

PROJECT = Path(__file__).resolve().parents[2]
PUBLIC = {"PRODUCTION": "true", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "giaoban.example.org"}

# Answers questions with the real interpreter and writes down the commands that it is given.
STAND_IN = """#!/bin/sh
case "$1" in
-c) exec "{python}" "$@" ;;
*) echo "$*" >>commands; echo "on standard output" ;;
esac
"""


@pytest.mark.django_db
def test_pages_are_shown_with_hashed_files_once_they_are_gathered(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    # the public server's storage but for its compressing, which takes a minute and changes no name
    manifest = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": manifest}
    call_command("collectstatic", interactive=False, verbosity=0)
    answer = Client().get(reverse("login"))
    assert answer.status_code == 200
    styles = re.findall(r'href="/static/([^"]+\.css)"', answer.content.decode())
    assert styles
    assert all(re.search(r"\.[0-9a-f]{12}\.css$", name) and (tmp_path / name).exists() for name in styles)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The entry with an interpreter and a server that only write down what they are asked."""
    shutil.copy(PROJECT / "run", tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).touch()
    for name in ("python", "gunicorn"):
        tool = tmp_path / ".venv" / "bin" / name
        tool.write_text(STAND_IN.format(python=sys.executable), "utf-8")
        tool.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("environment", "gathered"), [(PUBLIC, 1), ({}, 0)], ids=["public", "one machine"])
def test_serving_in_public_gathers_the_static_files_first(house: Path, environment: dict[str, str], gathered: int):
    clean = {name: value for name, value in os.environ.items() if name not in PUBLIC}
    told = {"SKIP_SYSTEM_PACKAGES": "1", "DATABASE_URL": "sqlite:///x", "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        ["sh", "run", "serve"],
        cwd=house,
        env=clean | told | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    commands = (house / "commands").read_text("utf-8").splitlines()
    collecting = [line for line in commands if line.startswith("manage.py collectstatic --noinput")]
    assert len(collecting) == gathered
    assert commands[-1].startswith("portal.wsgi")
    assert done.stdout.count("on standard output") == 1  # the server's alone
