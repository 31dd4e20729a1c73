"""A portal in processes of its own, on a SQLite file of its own: made from the demo, served, killed, served again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

from tests.prepared import DATABASE, demonstrated, environment


@dataclass
class Server:
    """``passwords``: by the user name of each sample account; ``settings``: the variables under which a command works on
    the same data. ``killed_at``: on the clock of ``time.monotonic``."""

    folder: Path
    settings: dict[str, str]
    passwords: dict[str, str]
    address: str
    killed_at: float = 0.0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def origin(self) -> str:
        return f"http://{self.address}"

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def group(self) -> int:
        """Of the processes that serve now."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Returns when the sign-in answers; where it is served already, nothing happens."""
        if self._process is not None:
            return
        serve = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", self.address, "--threads", "4"]
        log = self.folder / "server.log"
        with log.open("a") as told:
            env = os.environ | self.settings
            self._process = subprocess.Popen(
                serve, cwd=settings.BASE_DIR, env=env, stdout=told, stderr=told, start_new_session=True
            )
        _wait_for(f"{self.origin}/dang-nhap/", log)

    def kill(self) -> None:
        """As a power cut would: master and workers at once, whatever they are doing."""
        assert self._process is not None
        self.killed_at = time.monotonic()
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(30)
        self._process = None

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)
            self._process = None


def demo_server(factory: pytest.TempPathFactory, name: str, *, rooms: bool = False) -> Server:
    """The data of the demo's main job, or of all its ``rooms``, in a folder of that name; not served yet."""
    folder = demonstrated(factory, factory.mktemp(name), rooms=rooms)
    told = (folder / "told.txt").read_text()
    passwords = dict(re.findall(r"^  (\w+) +(\w{5}-\w{5}-\w{5}) ", told, re.MULTILINE))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    return Server(folder, environment(folder), passwords, address)


def _wait_for(url: str, log: Path) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=30).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the portal did not start: {log.read_text()}")
