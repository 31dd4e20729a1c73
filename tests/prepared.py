"""What several tests start from and takes long to make: made once for all workers of a run, and copied for each."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

DATABASE = "portal.sqlite3"


def environment(folder: Path) -> dict[str, str]:
    """The variables under which a command works on the SQLite file and the stored files of a folder."""
    return {
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "FILES_ROOT": str(folder / "files"),
        "LOG_LEVEL": "CRITICAL",
    }


def migrated(factory: pytest.TempPathFactory, folder: Path) -> Path:
    """The folder, with an empty database that the migrations made."""
    return _copied(_once(factory, "migrated", _migrate), folder)


def demonstrated(factory: pytest.TempPathFactory, folder: Path, *, rooms: bool) -> Path:
    """The folder, with the data of the demo's main job, or of all its rooms; what it told is in ``told.txt``."""

    def make(made: Path) -> None:
        migrated(factory, made)
        whole = [] if rooms else ["--main-job"]
        (made / "told.txt").write_text(run_command(made, "demo", "--out", str(made / "out"), *whole))

    return _copied(_once(factory, "rooms" if rooms else "main-job", make), folder)


def run_command(folder: Path, *arguments: str) -> str:
    """What a command of manage.py prints, on the data of the folder."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | environment(folder),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _migrate(folder: Path) -> None:
    run_command(folder, "migrate", "--verbosity", "0")


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name that all workers share, made by whichever asks first while the others wait."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder, ready = root / f"prepared-{name}", root / f"prepared-{name}.ready"
    with (root / f"prepared-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            ready.touch()
    return folder


def _copied(source: Path, folder: Path) -> Path:
    shutil.copytree(source, folder, dirs_exist_ok=True)
    return folder
