"""Who works with the leading unit: 'phối hợp với Y, Z', '…; Y, Z phối hợp', 'X (chủ trì), Y (phối hợp)'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meetings.intake.context import KnownUnit
from meetings.intake.draft import NamedUnit
from meetings.intake.orders_words import verb_at
from meetings.intake.scan import Opened
from meetings.intake.unit_phrases import Party, Phrases, phrases_in
from meetings.intake.units import match_unit
from meetings.intake.wording import fold

_WITH = Opened(
    "phối kết liên hợp cùng với có đơn cơ chủ",
    r"(?<!\w)(?:phối\s+hợp|kết\s+hợp|liên\s+hệ|hợp\s+tác)(?:(?:\s*,)?\s+(?:chặt\s+chẽ|tốt|đồng\s+bộ|kịp\s+thời|hiệu\s+quả|có\s+hiệu\s+quả|thường\s+xuyên|cùng|với|và|nhịp\s+nhàng|trực\s+tiếp|thống\s+nhất|làm\s+việc|trao\s+đổi|liên\s+hệ|mời|chủ\s+động|tích\s+cực)){0,6}\s+|"
    r"(?<!\w)chủ\s+trì\s*,?\s+cùng\s+(?:với\s+)?|(?<!\w)(?:cùng\s+với|với\s+sự\s+(?:phối\s+hợp|tham\s+gia)\s+của|có\s+sự\s+(?:phối\s+hợp|tham\s+gia)\s+của|phối\s+hợp\s+của|(?:đơn\s+vị|cơ\s+quan)\s+phối\s+hợp\s*:)\s*",
)
_INVITE = Opened("mời", r"(?<!\w)mời\s+")
_LEVELS = ("huyện", "xã", "phường", "tỉnh", "sở", "quận")
_HELPS = ("phối hợp", "cùng phối", "tham gia phối", "có trách nhiệm phối")
_NESTED = re.compile(r";\s*(?:đồng\s+thời\s+)?(?:yêu\s+cầu|đề\s+nghị|hướng\s+dẫn)\s[^;]*$", re.I)
_ASIDE_HELP = re.compile(r"\s*\(\s*(?:là\s+)?(?:đơn\s+vị\s+|cơ\s+quan\s+)?phối\s+hợp[^()]{0,30}\)", re.I)


def coordinating_in(
    text: str, leads: Sequence[Party], known: Sequence[KnownUnit], *, leads_are_here: bool
) -> list[Party]:
    """The parties that ``text`` makes coordinating, in order, none of them a lead. ``leads_are_here``: named in ``text``."""
    phrases = phrases_in(text, known)
    found: list[Party] = []
    for match in _WITH.finditer(phrases.text):
        if not _NESTED.search(phrases.text[max(0, match.start() - 200) : match.start()]):
            at = phrases.at(match.end())
            found += phrases.parties(at) or _level(phrases, at)
    found += _invited(phrases) + _helping(phrases, leads_are_here)
    taken = {fold(lead.text) for lead in leads}
    kept: dict[str, Party] = {}
    for party in sorted(found, key=lambda p: p.start):
        if fold(party.text) not in taken:
            kept.setdefault(fold(party.text), party)
    return list(kept.values())


def _level(phrases: Phrases, i: int) -> list[Party]:
    """'phối hợp huyện tổ chức …': a level of government named by its bare noun, where a verb follows."""
    if phrases.low(i) not in _LEVELS or phrases.low(i - 1) == "tác":  # 'hợp tác xã'
        return []
    if not verb_at(phrases.lows, i + 1) and phrases.low(i + 1) not in ("", ".", ",", ";"):
        return []
    return [Party(phrases.written[phrases.starts[i] : phrases.ends[i]], phrases.starts[i], phrases.ends[i], i, i + 1)]


def _invited(phrases: Phrases) -> list[Party]:
    """'Mời Y tham gia'."""
    found = []
    for match in _INVITE.finditer(phrases.text):
        parties = phrases.parties(phrases.at(match.end()))
        if parties and phrases.low(parties[-1].last) in ("tham", "cùng"):
            found += parties
    return found


def _helping(phrases: Phrases, leads_are_here: bool) -> list[Party]:
    """'…, Y và Z phối hợp': names after a mark or 'và', followed by the word."""
    found: list[Party] = []
    skip = 0
    for i, low in enumerate(phrases.lows[:1500]):
        if i < skip or (i > 0 and low not in (",", ";", "-", "(", ".")):
            continue
        parties = phrases.parties(i + 1 if low in (",", ";", "-", "(", ".") else i)
        if not parties:
            continue
        skip = parties[-1].last
        after = " ".join(phrases.lows[parties[-1].last : parties[-1].last + 4])
        if i > 0 and after.startswith(_HELPS) and leads_are_here:
            found += parties
    return found


def lead_or_helper(phrases: Phrases, parties: Sequence[Party]) -> tuple[list[Party], list[Party]]:
    """'Sở A (chủ trì), Sở B (phối hợp)': those marked as helping are parted from the leads."""
    helping = [party for party in parties if _ASIDE_HELP.match(phrases.text, party.end)]
    return [party for party in parties if party not in helping], helping


def named_units(
    parties: Sequence[Party], role: str, known: Sequence[KnownUnit], organizer: str | None, lines: Sequence[int]
) -> list[NamedUnit]:
    """The parties as units, each with its code on the list where one fits."""
    units = []
    for party in parties:
        unit = None if party.person else _unit_of(party, known, organizer)
        group = party.group or bool(unit and unit.group)
        units.append(
            NamedUnit(
                party.text,
                unit.code if unit else None,
                group,
                list(party.except_),
                role,
                list(lines),
                party.full or None,
            )
        )
    return units


def _unit_of(party: Party, known: Sequence[KnownUnit], organizer: str | None) -> KnownUnit | None:
    """The unit on the list; 'Sở' alone is the office that called the meeting."""
    name = organizer if organizer and fold(party.text) in ("sở", "sở ta") else party.full or party.text
    return match_unit(name, known) or match_unit(party.text, known)
