"""From the rows of a paper to the record that is printed: who issues it, what it says, who receives it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from districts.errors import DomainError
from districts.models import OfficeProfile, Unit
from districts.page_reads import read_once
from meetings import access
from meetings.addressing import recipients_of
from meetings.amended import amendment_blocks, given_orders
from meetings.carried_annex import carried_annexes
from meetings.conclusion_rows import concluded_rows, conclusions_of
from meetings.enums import ConclusionKind, PaperKind
from meetings.invited_list import invited_annexes
from meetings.minutes.printed import printed_minutes
from meetings.models import Attendee, Conclusion, Meeting, Outline, Paper
from meetings.papers.capacity import CapacityError, capacity_lines
from meetings.papers.record import Annex, Block, BlockStyle, PaperRecord, RecordError
from meetings.task_annex import task_annex
from meetings.urged_list import urged_annexes
from meetings.wording import Printed, order_sentence

AS_ABOVE = "Như trên"  # Nơi nhận of a paper that names its addressees after 'Kính gửi'
CHAIR, SECRETARY = "CHỦ TỌA", "THƯ KÝ"
PRINTED_WITH = ("release", "signer", "drafting_unit", "meeting", "outline", "minutes__meeting")
"""What printing a paper follows: a page that prints one reads them along with it."""


class CannotCompose(DomainError):
    """Something that the printed page must carry is missing or not allowed on it."""


def compose(paper: Paper, day: date) -> PaperRecord:
    """The record of the paper as it stands, without number and day, under the office's names of the day; once a page."""
    return read_once(("record", paper.pk, day), lambda: _composed(paper, day))


def _composed(paper: Paper, day: date) -> PaperRecord:
    profile = office_on(day)
    try:
        return _minutes(paper, profile) if paper.kind == PaperKind.MINUTES else _notice(paper, profile)
    except (RecordError, CapacityError) as error:
        raise CannotCompose(str(error)) from error


def _notice(paper: Paper, profile: OfficeProfile) -> PaperRecord:
    if paper.signer is None:
        raise CannotCompose("Chưa chọn người ký. Hãy chọn người ký trong dự thảo.")
    refuse_unnamed_drafter(paper)
    return PaperRecord(
        superior_lines=(profile.superior.upper(),),
        agency_lines=(profile.name.upper(),),
        issuer=profile.name,
        kind_title=PaperKind(paper.kind).printed_title,
        symbol=symbol_of(paper, profile),
        place=profile.place_name,
        capacity_lines=capacity_lines(paper.capacity, signer_position(paper), profile.head_position),
        signer_name=paper.signer.full_name,
        **words_of(paper),
    )


def words_of(paper: Paper) -> dict[str, Any]:
    """What the paper's own rows say of its record, by the names of the record's fields: all but who issues and who signs."""
    lines = recipients_of(paper)
    addressees = tuple(line.words for line in lines if line.addressed)
    others = tuple(str(line) for line in lines if not line.addressed)
    return {
        "abstract": paper.abstract,
        "opening": _paragraphs(paper.opening),
        "blocks": blocks_of(paper),
        "closing": _paragraphs(paper.closing),
        "annexes": annexes_of(paper),
        "recipients": (AS_ABOVE, *others) if addressees else others,
        "addressees": addressees,
        "archive_line": paper.archive_line or "VT",
        "urgency_mark": paper.urgency,
        "circulation_mark": paper.circulation,
    }


def _minutes(paper: Paper, profile: OfficeProfile) -> PaperRecord:
    """Mẫu 1.9: without place and day in the head, signed by the secretary at the left and the chair at the right."""
    minutes = paper.minutes
    concluded = pieces_of(concluded_rows(minutes.meeting), minutes.meeting.held_on)
    printed = printed_minutes(minutes, _blocks_of(concluded))
    return PaperRecord(
        superior_lines=(profile.superior.upper(),),
        agency_lines=(profile.name.upper(),),
        issuer=profile.name,
        kind_title=PaperKind(paper.kind).printed_title,
        symbol=symbol_of(paper, profile),
        place="",
        abstract=paper.abstract,
        capacity_lines=(CHAIR,),
        signer_name=printed.chair,
        left_capacity_lines=(SECRETARY,),
        left_signer_name=printed.secretary,
        blocks=printed.blocks,
        closing=printed.closing,
        annexes=printed.annexes,
        recipients=tuple(str(line) for line in recipients_of(paper)),
        archive_line=paper.archive_line or "VT",
        urgency_mark=paper.urgency,
        circulation_mark=paper.circulation,
    )


def office_on(day: date) -> OfficeProfile:
    try:
        return OfficeProfile.objects.in_force(day)
    except OfficeProfile.DoesNotExist as error:
        raise CannotCompose(
            "Chưa khai báo thông tin cơ quan ban hành. Hãy đề nghị người quản trị nhập mục “Thông tin cơ quan”."
        ) from error


def symbol_of(paper: Paper, profile: OfficeProfile) -> str:
    """'TB-SKHCN': kind and agency; 'SKHCN-QLCS' of a letter: agency and drafting unit (Phụ lục III, Nghị định 30/2020/NĐ-CP)."""
    if PaperKind(paper.kind).is_letter:
        return "-".join(filter(None, (profile.abbreviation, drafter_abbreviation(paper))))
    return f"{PaperKind(paper.kind).symbol}-{profile.abbreviation}"


def drafter_abbreviation(paper: Paper) -> str:
    """Of the drafting unit: by its names, else as it stands after 'VT' in the archive line; '' where neither tells."""
    noted = [part.strip() for part in paper.archive_line.split(",")[1:]]
    return abbreviation_of(paper.drafting_unit) or next((part for part in noted if part and part.isupper()), "")


def abbreviation_of(unit: Unit | None) -> str:
    """'QLCS': the last word in capitals of the unit's short name or aliases; '' where there is none."""
    if unit is None:
        return ""
    last_words = [name.split()[-1] for name in (unit.short_name, *unit.alias_list()) if name.strip()]
    return next((word for word in last_words if word.isupper() and len(word) > 1), "")


def refuse_unnamed_drafter(paper: Paper) -> None:
    """Raise CannotCompose for a letter whose symbol could not name the unit that drafted it."""
    if PaperKind(paper.kind).is_letter and not drafter_abbreviation(paper):
        raise CannotCompose(
            "Ký hiệu công văn cần chữ viết tắt của đơn vị soạn thảo. Hãy ghi vào ô “lưu” của dự thảo, ví dụ “VT, QLCS”."
        )


def signer_position(paper: Paper) -> str:
    """The signer's own position: that of the appointment under which papers are signed; of who chaired, the first."""
    if paper.kind == PaperKind.MINUTES and paper.signer:
        held = paper.signer.own_capacity(*access.SIGNING_ROLES) or paper.signer.own_capacity()
        return held.position if held else ""
    capacity = paper.signer.own_capacity(*access.SIGNING_ROLES) if paper.signer else None
    if capacity is None:
        raise CannotCompose(f"{paper.signer} hiện không giữ chức vụ ký văn bản. Hãy chọn người ký khác trong dự thảo.")
    return capacity.position


def chair_words(meeting: Meeting | None) -> str:
    """Who concluded: 'đồng chí Nguyễn Văn A, Phó Giám đốc Sở'; '' where nobody is named."""
    chair = meeting.chair if meeting else None
    return words_of_person(chair) if chair else ""


def words_of_person(person: Attendee) -> str:
    return ", ".join(part for part in (str(person), person.post) if part)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def annexes_of(paper: Paper) -> tuple[Annex, ...]:
    """'Bảng phân công nhiệm vụ' of the orders that the paper gives, where the draft asks for it and there are any; what became
    of earlier tasks, likewise; whom an invitation names; of which orders a letter of urging speaks.
    """
    if paper.kind == PaperKind.URGING:
        return urged_annexes(paper)
    orders = given_orders(paper) if paper.task_annex else []
    tasks = (task_annex(orders),) if orders else ()
    return (*tasks, *carried_annexes(paper)) or invited_annexes(paper)


def blocks_of(paper: Paper) -> tuple[Block, ...]:
    """What stands between opening and closing, from the rows as they are."""
    if paper.amends_id and paper.outline:
        return amendment_blocks(paper.outline, paper.held_on)
    if paper.outline is None:
        return tuple(Block(style="paragraph", text=text) for text in _paragraphs(paper.body))
    return outline_blocks(paper.outline, paper.held_on)


def outline_blocks(outline: Outline, held_on: date | None) -> tuple[Block, ...]:
    """Each conclusion as written; below an item, the orders that its words do not give. ``held_on``: the meeting's day."""
    return _blocks_of(printed_pieces(outline, held_on))


@dataclass(frozen=True)
class PrintedPiece:
    """One paragraph of the printed outline, and the conclusion that it gives; ``is_order``: a sentence for an order of it."""

    block: Block
    conclusion: Conclusion
    is_order: bool = False


def _blocks_of(pieces: Iterable[PrintedPiece]) -> tuple[Block, ...]:
    return tuple(piece.block for piece in pieces)


def printed_pieces(outline: Outline, held_on: date | None) -> list[PrintedPiece]:
    """The paragraphs of ``outline_blocks``, each with where it comes from."""
    return pieces_of(conclusions_of(outline), held_on)


def pieces_of(conclusions: Iterable[Conclusion], held_on: date | None) -> list[PrintedPiece]:
    pieces: list[PrintedPiece] = []
    enclosing: list[Conclusion] = []
    before: list[str] = []
    for conclusion in conclusions:
        block = Block(
            style=cast(BlockStyle, conclusion.kind),
            text=conclusion.text,
            label=conclusion.label,
            level=conclusion.level,
        )
        pieces.append(PrintedPiece(block, conclusion))
        enclosing = [each for each in enclosing if _encloses(each, conclusion)]
        printed = Printed(conclusion.text, [each.text for each in enclosing], before, held_on)
        label, level = _label_below(conclusion), min(conclusion.level + 1, 9)
        pieces += [
            PrintedPiece(Block(style="item", text=sentence, label=label, level=level), conclusion, is_order=True)
            for order in conclusion.orders.all()
            if (sentence := order_sentence(order, printed))
        ]
        enclosing.append(conclusion)
        before.append(conclusion.text)
    return pieces


def _label_below(conclusion: Conclusion) -> str:
    """'+' below a '-', as officials write: another '-' would read as a conclusion of its own."""
    return "+" if conclusion.label.strip() in ("-", "–") else "-"


def _encloses(earlier: Conclusion, later: Conclusion) -> bool:
    """A heading or item of a lower level, or a sentence at the same level that leads to what follows ('… như sau:')."""
    return earlier.level < later.level or (
        earlier.level == later.level
        and earlier.kind == ConclusionKind.PARAGRAPH
        and earlier.text.rstrip().endswith(":")
    )
