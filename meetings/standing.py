"""How an issued paper stands today: replaced, recalled, amended or corrected by which other. Asked by every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from meetings.models import Release

Rows = TypeVar("Rows", bound="QuerySet[Any]")


class Fate(StrEnum):
    REPLACED = "replaced"
    RECALLED = "recalled"
    AMENDED = "amended"
    CORRECTED = "corrected"


ENDING = frozenset({Fate.REPLACED, Fate.RECALLED})


@dataclass(frozen=True)
class Mark:
    """What became of a release by the later one ``by``; ``through`` is the amended release whose end ended this one too."""

    fate: Fate
    by: Release
    through: Release | None = None

    @property
    def words(self) -> str:
        """'Đã thay thế bằng Thông báo 02/TB-SKHCN'."""
        return f"{self.lead} {self.by.titled}"

    @property
    def lead(self) -> str:
        """The words before the later paper's name."""
        words = {
            Fate.REPLACED: "Đã thay thế bằng",
            Fate.RECALLED: "Đã thu hồi theo",
            Fate.AMENDED: "Được sửa đổi, bổ sung bởi",
            Fate.CORRECTED: "Đã đính chính bằng",
        }[self.fate]
        return f"{self.through.titled}: {words[:1].lower()}{words[1:]}" if self.through else words

    @property
    def ends(self) -> bool:
        """Whether the paper no longer holds."""
        return self.fate in ENDING


def with_standing(rows: Rows, prefix: str = "release__") -> Rows:
    """The rows with all that ``marks_of`` reads of the release at ``prefix``: one query more, whatever their number."""
    later = Prefetch(f"{prefix}later_releases", to_attr="later")
    return joined_standing(rows, prefix).prefetch_related(later)


def joined_standing(rows: Rows, prefix: str = "release__") -> Rows:
    """``with_standing`` but for what ``read_later`` reads."""
    joined = (
        "paper",
        "replacement__new__paper",
        "recall__by_release__paper",
        "amended__old__paper",
        "amended__old__replacement__new__paper",
        "amended__old__recall__by_release__paper",
    )
    return rows.select_related(*(prefix + path for path in joined))


def read_later(releases: Sequence[Release]) -> None:
    """What amended and corrected these, for lists that are shown beside each other; one query, none where none is given."""
    prefetch_related_objects(releases, Prefetch("later_releases", to_attr="later"))


def marks_of(release: Release) -> list[Mark]:
    """What ended it first, then what amended and corrected it, in the order of time; [] where it stands as issued."""
    amended = [Mark(Fate.AMENDED, each) for each in release.later if hasattr(each, "amended")]
    corrected = [Mark(Fate.CORRECTED, each) for each in release.later if hasattr(each, "corrected")]
    return [*_ended_by(release), *amended, *corrected]


def _ended_by(release: Release) -> list[Mark]:
    """Its own ending; of an amendment that has none, that of what it amends."""
    ended = ending_of(release)
    if not ended and hasattr(release, "amended"):
        return ending_of(release.amended.old, through=release.amended.old)
    return ended


def ending_of(release: Release, through: Release | None = None) -> list[Mark]:
    """By what it was replaced or recalled; [] where it was not."""
    if hasattr(release, "replacement"):
        return [Mark(Fate.REPLACED, release.replacement.new, through)]
    if hasattr(release, "recall"):
        return [Mark(Fate.RECALLED, release.recall.by_release, through)]
    return []


def is_in_force(release: Release) -> bool:
    """Asks nothing of a release that ``joined_standing`` read."""
    return not _ended_by(release)
