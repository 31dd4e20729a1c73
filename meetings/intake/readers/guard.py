"""Reading in a child process that may take only so much memory and time, whatever the document does to the libraries."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from meetings.intake.readers import errors
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.limits import Limits

PROJECT = Path(__file__).resolve().parents[3]
CHILD = "meetings.intake.readers.child"
# What the child needs of the environment; the portal's secrets are not among it.
_PASSED = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT")


def read_in_child(data: bytes, kind: str, limits: Limits) -> list[Any]:
    """Read ``data`` in a process of its own, as ``formats.answering`` the kind. Raises UnreadableDocument, also where that process runs out of time or memory or crashes."""
    process = start(CHILD, str(kind), json.dumps(dataclasses.asdict(limits)), stdin=subprocess.PIPE)
    try:
        output = wait(process, limits.seconds, data)
    except TimeoutError as error:
        raise UnreadableDocument(errors.TOO_SLOW.format(limit=f"{limits.seconds:g}")) from error
    if process.returncode == -signal.SIGXCPU:
        raise UnreadableDocument(errors.TOO_SLOW.format(limit=f"{limits.seconds:g}"))
    return _answer(output)


def start(module: str, *arguments: str, stdin: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """A module of ours in a process that leads a group of its own and knows none of the secrets; see `wait`."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, "-s", "-X", "utf8", "-m", module, *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
        env={key: os.environ[key] for key in _PASSED if key in os.environ},
        start_new_session=True,
    )


def wait(process: subprocess.Popen[bytes], seconds: float, data: bytes | None = None) -> bytes:
    """Feed and await a process that leads a group of its own; after ``seconds`` kill the group and raise TimeoutError."""
    try:
        return process.communicate(data, timeout=seconds)[0] or b""
    except subprocess.TimeoutExpired as error:
        _kill_group(process)
        raise TimeoutError from error
    except BaseException:
        _kill_group(process)
        raise


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _answer(output: bytes) -> list[Any]:
    try:
        answer = json.loads(output)
    except ValueError as error:
        # Cut short by a crash inside a C library: the document is what brought it about.
        raise UnreadableDocument(errors.DAMAGED) from error
    if "error" in answer:
        raise UnreadableDocument(answer["error"])
    return answer["lines"]
