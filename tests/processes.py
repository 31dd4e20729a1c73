"""Many processes at once: forked from a warm parent, met at a barrier, each with a database connection of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from django.db import connections

CONTEXT = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Outcome:
    """What one process came to: its value, or the name and the words of what it raised; 'Killed' where it vanished."""

    value: Any = None
    error: str = ""
    words: str = ""


def at_once(count: int, act: Callable[[int], Any], *, seconds: float = 120) -> list[Outcome]:
    """Run ``act(0)`` to ``act(count - 1)``, each in a process of its own that waits until all of them are there.

    ``act`` returns something that can be pickled. The caller's connections are closed first, so that none is shared.
    """
    connections.close_all()
    barrier = CONTEXT.Barrier(count)
    ends, processes = [], []
    for index in range(count):
        reading, writing = CONTEXT.Pipe(duplex=False)
        process = CONTEXT.Process(target=_run, args=(act, index, barrier, writing))
        process.start()
        writing.close()
        ends.append(reading)
        processes.append(process)
    deadline = time.monotonic() + seconds
    try:
        return [_read(end, deadline) for end in ends]
    finally:
        for process in processes:
            process.join(max(0.1, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()


def _run(act: Callable[[int], Any], index: int, barrier: Any, writing: Connection) -> None:
    connections.close_all()
    barrier.wait(60)
    try:
        outcome = Outcome(value=act(index))
    except Exception as error:
        outcome = Outcome(error=type(error).__name__, words=str(error))
    connections.close_all()
    writing.send(outcome)


def _read(end: Connection, deadline: float) -> Outcome:
    if not end.poll(max(0.1, deadline - time.monotonic())):
        raise TimeoutError("a process did not come back in time")
    try:
        return end.recv()
    except EOFError:
        return Outcome(error="Killed")


def die() -> None:
    """End this very process as a power cut would: no rollback is sent, nothing is flushed."""
    os.kill(os.getpid(), signal.SIGKILL)
