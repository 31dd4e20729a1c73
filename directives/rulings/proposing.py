"""What a superior's document seems to say: its head, its items, and which of these name the Sở or its units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from directives.enums import SuperiorBody
from districts.folding import fold
from districts.models import OfficeProfile, Unit, UnitGroup
from meetings.admission import Directory
from meetings.enums import ConclusionKind, DeadlineKind, PartyRole
from meetings.intake.draft import Deadline, Directive, Draft
from meetings.models import Conclusion
from meetings.placing import places_of
from meetings.reading import Reading

_PARTY_SIGNS = ("tinh uy", "thanh uy", "dang uy", "dang bo", "ban thuong vu")
_COMMITTEE = re.compile(r"(?:ỦY|UỶ) BAN NHÂN DÂN")
_COMMON = frozenset(
    [
        "tỉnh",
        "thành",
        "phố",
        "ủy",
        "uỷ",
        "ban",
        "thường",
        "vụ",
        "nhân",
        "dân",
        "và",
        "khoa",
        "học",
        "công",
        "nghệ",
        "văn",
        "phòng",
        "đảng",
    ]
)
_RANKS = frozenset({"PHÓ", "CHÁNH"})  # what follows them begins with a capital: Phó Chủ tịch, Chánh Văn phòng
_COMMITTEE_SIGNS = ("uy ban nhan dan", "ubnd")


@dataclass(frozen=True)
class ProposedItem:
    text: str
    label: str = ""
    is_ours: bool = False
    product: str = ""
    deadline_words: str = ""
    deadline_kind: str = ""
    due_on: date | None = None
    leads: Sequence[Unit | UnitGroup] = ()
    helpers: Sequence[Unit | UnitGroup] = ()
    lines: Sequence[int] = ()


@dataclass(frozen=True)
class Proposal:
    """``facts``: columns of a Ruling that were read. Empty for a file that cannot be read, such as a scan."""

    facts: dict[str, Any] = field(default_factory=dict)
    items: Sequence[ProposedItem] = ()
    lines: Sequence[str] = ()


def proposal_of(reading: Reading, directory: Directory, office: OfficeProfile | None) -> Proposal:
    """``office`` tells which unit the Sở itself is; without one only its divisions are recognised."""
    draft = reading.draft
    proposer = _Proposer(draft, directory, office.unit_id if office else None)
    return Proposal(_facts(draft, directory), proposer.items(), reading.lines)


def _facts(draft: Draft, directory: Directory) -> dict[str, Any]:
    signature = draft.signature
    issuer = draft.issuer.text if draft.issuer else ""
    known = directory.find_unit(issuer) if issuer else None
    post = [signature.authority, signature.position] if signature else []
    return {
        "body": body_of(issuer),
        "issuer": (known.name if known else in_small_letters(issuer))[:255],
        "number": (draft.number.text if draft.number else "")[:80],
        "issued_on": draft.issued_on.date if draft.issued_on else None,
        "abstract": (draft.title.text if draft.title else "")[:500],
        "signer_name": ((signature.name if signature else "") or "")[:150],
        "signer_position": ", ".join(_post(part.strip()) for part in post if part and part.strip())[:255],
    }


def _post(words: str) -> str:
    """'KT. PHÓ CHỦ TỊCH' -> 'KT. Phó Chủ tịch'."""
    head, dot, rest = words.rpartition(". ")
    if not rest.isupper():
        return words
    first, _, second = rest.partition(" ")
    whole = f"{first.capitalize()} {second.capitalize()}" if first in _RANKS and second else rest.capitalize()
    return f"{head}{dot}{whole}"


def in_small_letters(issuer: str) -> str:
    """'ỦY BAN NHÂN DÂN TỈNH MẪU' -> 'UBND tỉnh Mẫu', as an agency is written within a sentence."""
    if not issuer.isupper():
        return issuer
    words = _COMMITTEE.sub("UBND", issuer).split()
    kept = [word if word == "UBND" else word.capitalize() for word in words]
    return " ".join([*kept[:1], *(word.lower() if word.lower() in _COMMON else word for word in kept[1:])])


def body_of(issuer: str) -> SuperiorBody:
    words = fold(issuer)
    if any(sign in words for sign in _PARTY_SIGNS):
        return SuperiorBody.PARTY
    return (
        SuperiorBody.PEOPLE_COMMITTEE if any(s in words for s in _COMMITTEE_SIGNS) or not words else SuperiorBody.OTHER
    )


@dataclass(frozen=True)
class _Proposer:
    draft: Draft
    directory: Directory
    office_unit: int | None

    def items(self) -> list[ProposedItem]:
        pieces = [piece for piece in self.draft.conclusions if piece.text.strip()]
        rows = [Conclusion(pk=index, label=piece.label, level=piece.level) for index, piece in enumerate(pieces)]
        places = places_of(rows)
        held = {index for piece in pieces for index in piece.directives}
        found = [
            self._item(piece.text, places[index], [self.draft.directives[i] for i in piece.directives], piece.lines)
            for index, piece in enumerate(pieces)
            if piece.kind == ConclusionKind.ITEM
        ]
        loose = [each for index, each in enumerate(self.draft.directives) if index not in held]
        return found + [self._item(each.text, "", [each], each.lines) for each in loose if each.text.strip()]

    def _item(self, text: str, place: str, directives: list[Directive], lines: Sequence[int]) -> ProposedItem:
        named = self._units(directives)
        own = [(role, unit) for role, unit in named if unit.is_own]
        leads = list(dict.fromkeys(unit for role, unit in own if role == PartyRole.LEAD))
        deadlines = (each.deadline for each in directives)
        products = (each.product for each in directives)
        return ProposedItem(
            text=text,
            label=place,
            is_ours=bool(own) or any(unit.pk == self.office_unit for _, unit in named),
            product=next(filter(None, products), ""),
            leads=leads,
            helpers=[unit for unit in dict.fromkeys(unit for _, unit in own) if unit not in leads],
            lines=list(lines),
            **_deadline(next(filter(None, deadlines), None)),
        )

    def _units(self, directives: list[Directive]) -> list[tuple[str, Unit]]:
        """(role, unit) for each that the directory knows; groups stand for units that are not the Sở's."""
        units = (unit for each in directives for unit in each.units)
        found = ((unit.role, self.directory.find(unit.written, unit.code)) for unit in units)
        return [(role, row) for role, row in found if isinstance(row, Unit)]


def _deadline(deadline: Deadline | None) -> dict[str, Any]:
    """A relative or recurring deadline keeps its words alone: the clerk says the day."""
    if deadline is None:
        return {}
    kind = DeadlineKind.DAY if deadline.kind in (DeadlineKind.RELATIVE, DeadlineKind.RECURRING) else deadline.kind
    return {
        "deadline_words": deadline.text,
        "due_on": deadline.date,
        "deadline_kind": kind if deadline.date else "",
    }
