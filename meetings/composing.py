"""From the rows of a paper to the record that is printed: who issues it, what it says, who receives it."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.db.models import Prefetch

from districts.errors import DomainError
from districts.models import OfficeProfile
from meetings import access
from meetings.enums import ConclusionKind, PaperKind
from meetings.models import Conclusion, Meeting, Order, OrderParty, Outline, Paper
from meetings.papers.capacity import CapacityError, capacity_lines
from meetings.papers.record import Block, BlockStyle, PaperRecord, RecordError
from meetings.wording import Printed, order_sentence


class CannotCompose(DomainError):
    """Something that the printed page must carry is missing or not allowed on it."""


def compose(paper: Paper, day: date) -> PaperRecord:
    """The record of the paper as it stands, without number and day, under the office's names of the day."""
    profile = office_on(day)
    if paper.signer is None:
        raise CannotCompose("Chưa chọn người ký. Hãy chọn người ký trong dự thảo.")
    try:
        return PaperRecord(
            superior_lines=(profile.superior.upper(),),
            agency_lines=(profile.name.upper(),),
            issuer=profile.name,
            kind_title=PaperKind(paper.kind).printed_title,
            symbol=symbol_of(paper, profile),
            place=profile.place_name,
            abstract=paper.abstract,
            capacity_lines=capacity_lines(paper.capacity, signer_position(paper), profile.head_position),
            signer_name=paper.signer.full_name,
            opening=_paragraphs(paper.opening),
            blocks=blocks_of(paper),
            closing=_paragraphs(paper.closing),
            recipients=tuple(str(recipient) for recipient in paper.recipients.all()),
            archive_line=paper.archive_line or "VT",
        )
    except (RecordError, CapacityError) as error:
        raise CannotCompose(str(error)) from error


def office_on(day: date) -> OfficeProfile:
    try:
        return OfficeProfile.objects.in_force(day)
    except OfficeProfile.DoesNotExist as error:
        raise CannotCompose(
            "Chưa khai báo thông tin cơ quan ban hành. Hãy đề nghị người quản trị nhập mục “Thông tin cơ quan”."
        ) from error


def symbol_of(paper: Paper, profile: OfficeProfile) -> str:
    """'TB-SKHCN': kind and agency (Phụ lục III, Nghị định 30/2020/NĐ-CP)."""
    return f"{PaperKind(paper.kind).symbol}-{profile.abbreviation}"


def signer_position(paper: Paper) -> str:
    """The signer's own position: that of the appointment under which papers are signed."""
    capacity = paper.signer.capacity(*access.SIGNING_ROLES) if paper.signer else None
    if capacity is None:
        raise CannotCompose(f"{paper.signer} hiện không giữ chức vụ ký văn bản. Hãy chọn người ký khác trong dự thảo.")
    return capacity.position


def chair_words(meeting: Meeting | None) -> str:
    """Who concluded: 'đồng chí Nguyễn Văn A, Phó Giám đốc Sở'; '' where nobody is named."""
    chair = meeting.chair if meeting else None
    return ", ".join(part for part in (str(chair), chair.post) if part) if chair else ""


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def blocks_of(paper: Paper) -> tuple[Block, ...]:
    """What stands between opening and closing, from the rows as they are."""
    if paper.outline is None:
        return tuple(Block(style="paragraph", text=text) for text in _paragraphs(paper.body))
    return outline_blocks(paper.outline)


def outline_blocks(outline: Outline) -> tuple[Block, ...]:
    """Each conclusion as written; below an item, the orders that its words do not give."""
    blocks: list[Block] = []
    enclosing: list[Conclusion] = []
    before: list[str] = []
    for conclusion in conclusions_of(outline):
        blocks.append(
            Block(
                style=cast(BlockStyle, conclusion.kind),
                text=conclusion.text,
                label=conclusion.label,
                level=conclusion.level,
            )
        )
        enclosing = [each for each in enclosing if _encloses(each, conclusion)]
        printed = Printed(conclusion.text, [each.text for each in enclosing], before)
        blocks += [
            Block(style="item", text=sentence, label=_label_below(conclusion), level=min(conclusion.level + 1, 9))
            for order in conclusion.orders.all()
            if (sentence := order_sentence(order, printed))
        ]
        enclosing.append(conclusion)
        before.append(conclusion.text)
    return tuple(blocks)


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


def conclusions_of(outline: Outline) -> list[Conclusion]:
    """The outline's conclusions in order with their orders and parties: four queries whatever their number."""
    parties = Prefetch("orders__parties", OrderParty.objects.select_related("unit", "group"))
    rows = outline.conclusions.order_by("position", "id").prefetch_related("orders", parties, "orders__excluded")
    return list(rows)


def orders_of(outline: Outline) -> list[Order]:
    """Every order of the outline, in the order of the text, each with ``conclusion`` set."""
    orders = []
    for conclusion in conclusions_of(outline):
        for order in conclusion.orders.all():
            order.conclusion = conclusion
            orders.append(order)
    return orders
