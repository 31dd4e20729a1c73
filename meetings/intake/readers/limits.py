"""How much one document may cost. The values travel to the child process, so that a test can turn each one off."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Ceilings of one reading.

    ``file_bytes`` is checked from the size on disk, before a byte is read. ``unpacked_bytes`` and ``members`` are checked in the
    archive's directory; ``part_bytes`` (one XML part) again while unpacking, since a directory can lie. ``directory_bytes`` bounds
    the archive's directory itself, which is parsed before anything can be counted. ``memory_bytes`` is what the child process may
    take beyond its own code. ``seconds`` is wall time, kept below the five that a person is ready to wait for a refusal.
    """

    file_bytes: int = 20 * MEGABYTE
    characters: int = 1_000_000
    pages: int = 100
    members: int = 2_000
    directory_bytes: int = MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    part_bytes: int = 12 * MEGABYTE
    memory_bytes: int = 180 * MEGABYTE
    seconds: float = 4.0
    office_seconds: float = 30.0
    office_memory_bytes: int = 2_000 * MEGABYTE


LIMITS = Limits()
