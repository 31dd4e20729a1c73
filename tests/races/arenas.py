"""Databases to race on: a SQLite file, or a PostgreSQL cluster of its own; each scenario gets a fresh copy."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2

PROJECT = Path(__file__).resolve().parents[2]
CONNECTIONS = 200  # PostgreSQL's default of 100, less its reserve of 3, is too few for a hundred processes


class Arena:
    """``run`` plays a scenario on a fresh copy of the prepared database, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rounds = 0

    def prepare(self) -> None:
        self._play("prepare", "prepared")

    def run(self, scenario: str) -> dict[str, Any]:
        self.rounds += 1
        name = f"round{self.rounds}"
        self.copy(name)
        return self._play(scenario, name)

    def _play(self, scenario: str, name: str) -> dict[str, Any]:
        own = {"FILES_ROOT": str(self.folder / "files"), "LOG_LEVEL": "CRITICAL"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.races", scenario],
            cwd=PROJECT,
            env=os.environ | own | self.address(name),
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout)

    def address(self, name: str) -> dict[str, str]:
        """The environment that leads to the database."""
        raise NotImplementedError

    def copy(self, name: str) -> None:
        raise NotImplementedError


class SQLiteArena(Arena):
    def address(self, name: str) -> dict[str, str]:
        return {"DATABASE_URL": f"sqlite:///{self.folder / name}.sqlite3"}

    def copy(self, name: str) -> None:
        assert not (self.folder / "prepared.sqlite3-wal").exists(), "the prepared file is still open"
        shutil.copyfile(self.folder / "prepared.sqlite3", self.folder / f"{name}.sqlite3")


class PostgresArena(Arena):
    def __init__(self, folder: Path, socket: Path) -> None:
        super().__init__(folder)
        self.socket = socket
        self._execute("CREATE DATABASE prepared")

    def address(self, name: str) -> dict[str, str]:
        return {"DATABASE_URL": f"postgres:///{name}", "PGHOST": str(self.socket), "PGUSER": "postgres"}

    def copy(self, name: str) -> None:
        self._execute(f"CREATE DATABASE {name} TEMPLATE prepared")

    def _execute(self, statement: str) -> None:
        connection = psycopg2.connect(host=str(self.socket), user="postgres", dbname="postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()


def postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    return found[-1] if found and (found[-1] / "initdb").exists() else None


@contextmanager
def cluster(programs: Path) -> Iterator[Path]:
    """A cluster that lives as long as the block, on a socket in the folder that is given; fsync stays on.

    PostgreSQL does not run as root, so root hands the folder to the user postgres.
    """
    folder = Path(tempfile.mkdtemp(prefix="race-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    options = f"-c listen_addresses='' -c max_connections={CONNECTIONS} -k {folder}"
    try:
        _quietly([*as_user, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"], folder)
        _quietly(
            [*as_user, programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"], folder
        )
        pid = int((data / "postmaster.pid").read_text().split()[0])
        try:
            yield folder
        finally:
            os.kill(pid, signal.SIGQUIT)  # 'immediate': what it holds is thrown away
            _wait_for_end(pid)
    finally:
        shutil.rmtree(folder)


def _quietly(command: list[Any], folder: Path) -> None:
    """Without a pipe: the server that pg_ctl leaves behind would hold it open."""
    with (folder / "output").open("ab") as output:
        subprocess.run(command, stdout=output, stderr=output, cwd=folder, check=True, timeout=60)


def _wait_for_end(pid: int) -> None:
    for _ in range(300):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise TimeoutError(f"the cluster {pid} did not stop")
