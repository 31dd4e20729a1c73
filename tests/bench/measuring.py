"""Medians of repeated runs in this process."""

import statistics
import time
from collections.abc import Callable


def median_ms(act: Callable[[], object], *, runs: int, warm_up: int = 1) -> float:
    """The median of the runs in milliseconds, after warm-up runs that do not count."""
    for _ in range(warm_up):
        act()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def row(what: str, value: float, unit: str = "ms", note: str = "") -> None:
    print(f"{what:<58}{value:>10.1f} {unit:<4} {note}".rstrip(), flush=True)
