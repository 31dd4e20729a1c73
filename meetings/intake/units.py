"""Which unit of a list is meant by a name as it was written.

Two ways of writing are the same name when they fold alike: case, spacing and punctuation apart, 'KH&CN' or 'KHCN' for
'khoa học và công nghệ', 'uỷ' for 'ủy', 'hoà' for 'hòa'; diacritics stay letters. A looser reading leaves out the words of
kind ('UBND', 'phòng', 'huyện', 'xã'); it counts only when it points to one unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from meetings.intake.context import Known, KnownUnit
from meetings.intake.once import once
from meetings.intake.wording import fold

_FULL_FORMS = (
    (re.compile(r"\b(?:skh(?: và )?cn|sở khcn)\b"), "sở khoa học và công nghệ"),
    (re.compile(r"\b(?:kh cn|khcn)\b"), "khoa học và công nghệ"),
    (re.compile(r"\b(?:kt ht|kt hạ tầng)\b"), "kinh tế và hạ tầng"),
    (re.compile(r"\bkt\b"), "kinh tế"),
    (re.compile(r"\b(?:tcđlcl|tđc|tc đl cl)\b"), "tiêu chuẩn đo lường chất lượng"),
    (re.compile(r"\bshtt\b"), "sở hữu trí tuệ"),
    (re.compile(r"\b(?:udtb)\b"), "ứng dụng tiến bộ"),
    (re.compile(r"\bql\b"), "quản lý"),
    (re.compile(r"\bqlkh\b"), "quản lý khoa học"),
    (re.compile(r"\bđmst\b"), "đổi mới sáng tạo"),
    (re.compile(r"\bcđs\b"), "chuyển đổi số"),
    (re.compile(r"\bvh xh\b"), "văn hóa xã hội"),
)
_KINDS = re.compile(
    r"^(?:(?:các|lãnh đạo|ủy ban nhân dân|phòng|huyện|quận|xã|phường|thị trấn|thị xã|thành phố|tỉnh|đặc khu|sở|chi cục|trung tâm) )+(?=\S)"
)
_PLACE_KIND = re.compile(r"phòng|huyện|quận|xã|phường|thị trấn|thị xã|thành phố|tỉnh|đặc khu|sở|chi cục|trung tâm")
_TAIL = re.compile(r"(?: (?:thuộc|của) (?:sở.*|tỉnh.*|thành phố.*|huyện.*)| (?:tỉnh|thành phố) .+| tỉnh| thành phố)$")


def match_unit(written: str, known: Sequence[KnownUnit]) -> KnownUnit | None:
    """The unit or group of ``known`` that ``written`` names; None when none is, or a loose reading fits several."""
    return _match(written, Known.of(known)) if known else None


@once(256)
def _match(written: str, known: Known) -> KnownUnit | None:
    exact, loose = _index(known)
    key = unit_key(written)
    for wanted in _closest_first(key):
        codes = exact.get(wanted, ())
        if codes:
            return codes[0] if len(codes) == 1 else None
    for wanted in _closest_first(key):
        codes = [
            unit
            for unit, kind in loose.get(_without_kind(wanted), ())
            if not (kind and _kind(wanted)) or kind == _kind(wanted)
        ]
        if codes:
            return codes[0] if len(set(codes)) == 1 else None
    return None


@lru_cache(maxsize=4096)
def unit_key(written: str) -> str:
    """The written name in the one form under which names are compared."""
    key = fold(re.sub(r"\((?:trừ|không)[^()]*\)", " ", written))
    for short, full in _FULL_FORMS:
        key = short.sub(full, key)
    return re.sub(r"^(?:p|phòng) (?=[^\s])", "phòng ", key)


def _closest_first(key: str) -> Iterator[str]:
    yield key
    shorter = _TAIL.sub("", key)
    if shorter and shorter != key:
        yield shorter


def _without_kind(key: str) -> str:
    return _KINDS.sub("", key).replace(" và ", " ")


def _kind(key: str) -> str:
    """The word of kind that a name begins with: 'huyện Long Hồ' and 'xã Long Hồ' are two units, 'Long Hồ' is either."""
    words = _KINDS.match(key)
    kinds = _PLACE_KIND.findall(words.group(0)) if words else []
    return kinds[-1] if kinds else ""


@lru_cache(maxsize=8)
def _index(known: Known) -> tuple[dict[str, list[KnownUnit]], dict[str, list[tuple[KnownUnit, str]]]]:
    exact: dict[str, list[KnownUnit]] = {}
    loose: dict[str, list[tuple[KnownUnit, str]]] = {}
    for unit in known:
        for key in {unit_key(name) for name in (unit.name, unit.short_name, *unit.aliases)} - {""}:
            exact.setdefault(key, []).append(unit)
            loose.setdefault(_without_kind(key), []).append((unit, _kind(key)))
    return exact, loose
