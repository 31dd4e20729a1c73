"""What a corrected Word document would change in the draft, piece by piece, as both stand now. Writes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from meetings.composing import AS_ABOVE, PrintedPiece, printed_pieces
from meetings.enums import PaperKind
from meetings.models import Conclusion, Paper, Recipient
from meetings.outline.clarity import named_places
from meetings.outline.item_states import stamp_of
from meetings.outline.merging import Piece, marked
from meetings.papers.wording import recipient_lines, subject_words, tidy
from meetings.word_back.matching import ALIKE_FROM, alike, bare, matched, moved
from meetings.word_back.parts import Corrected, Paragraph, Part

SURELY_THE_SAME = 0.8  # of the words: a sentence of the draft's opening that stands among the items


class Kind(StrEnum):
    FIELD = "field"
    EDIT = "edit"
    MOVE = "move"
    ADD = "add"
    DROP = "drop"
    RECIPIENT_ADD = "recipient_add"
    RECIPIENT_DROP = "recipient_drop"
    ORDER = "order"
    SIGNER = "signer"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Kind.FIELD: "Sửa chữ",
    Kind.EDIT: "Sửa chữ",
    Kind.MOVE: "Chuyển chỗ",
    Kind.ADD: "Thêm",
    Kind.DROP: "Xóa",
    Kind.RECIPIENT_ADD: "Thêm nơi nhận",
    Kind.RECIPIENT_DROP: "Bỏ nơi nhận",
    Kind.ORDER: "Sửa câu giao việc",
    Kind.SIGNER: "Đổi người ký",
}
ONLY_SHOWN = frozenset({Kind.ORDER, Kind.SIGNER})
"""Not taken from Word: units, deadlines and the signer are chosen, not read out of a sentence."""
_OWN_LINE = re.compile(rf"Lưu:|{AS_ABOVE}$")  # under Nơi nhận, and written by the portal itself
FIELDS = {"abstract": "Trích yếu", "opening": "Phần mở đầu", "body": "Nội dung", "closing": "Câu kết"}


@dataclass(frozen=True)
class Change:
    """``key`` stays the same for as long as both texts do. ``item``: the conclusion or recipient; ``index``: place in Word.

    ``unmarked``: Word kept track of changes, and of this one it has none.
    """

    key: str
    kind: Kind
    where: str
    old: str = ""
    new: str = ""
    item: int | None = None
    index: int | None = None
    paragraph: Paragraph = field(default_factory=lambda: Paragraph(""))
    unmarked: bool = False
    has_orders: bool = False

    @property
    def takable(self) -> bool:
        return self.kind not in ONLY_SHOWN

    @property
    def sides(self) -> tuple[list[Piece], list[Piece]]:
        return marked(self.old, self.new)


@dataclass(frozen=True)
class Comparison:
    """``order``: for each item of the Word text the conclusion that it is, None for a new one. ``stamp``: of the draft."""

    changes: list[Change]
    order: list[int | None]
    items: list[Paragraph]
    same: int
    total: int
    stamp: str
    remarks: list[tuple[str, dict[str, Any]]]

    @property
    def is_another_paper(self) -> bool:
        """Fewer than a third of the draft's own paragraphs are in the document."""
        return self.total > 0 and self.same * 3 < self.total

    def change(self, key: str) -> Change | None:
        return next((change for change in self.changes if change.key == key), None)


def compare(paper: Paper, corrected: Corrected) -> Comparison:
    """A few queries whatever the length of the draft."""
    pieces = printed_pieces(paper.outline, paper.held_on) if paper.outline else []
    recipients = list(paper.recipients.all())
    opening, items = _parted(paper, corrected)
    old = [(piece.block.label, tidy(piece.block.text)) for piece in pieces]
    found = matched(old, [(item.label, item.text) for item in items]) if pieces else {}
    changes = [
        *_field_changes(paper, corrected, opening, items if not pieces else []),
        *_item_changes(pieces, items, found, corrected),
        *_recipient_changes(paper, recipients, corrected),
        *_signer_change(paper, corrected),
    ]
    if corrected.tracked:
        changes = [replace(change, unmarked=_is_unmarked(change, corrected)) for change in changes]
    known = [found.get(index) for index in range(len(items))]
    return Comparison(
        changes=changes,
        order=[None if at is None or pieces[at].is_order else pieces[at].conclusion.pk for at in known],
        items=items,
        same=sum(not pieces[at].is_order for at in found.values()) if pieces else _same_words(paper, corrected, items),
        total=sum(not piece.is_order for piece in pieces) or 1,
        stamp=stamp_of_draft(paper, [piece.conclusion for piece in pieces if not piece.is_order], recipients),
        remarks=[
            (item.text, comment) for part in corrected.parts.values() for item in part for comment in item.comments
        ],
    )


def stamp_of_draft(paper: Paper, rows: Sequence[Conclusion], recipients: Sequence[Recipient]) -> str:
    """Another one as soon as anything that is compared was saved anew."""
    order = [f"{row.pk}:{row.level}:{row.label}:{stamp_of(row)}" for row in rows]
    told = [str(paper.version), *order, *(f"{each.pk}:{each}" for each in recipients)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _same_words(paper: Paper, corrected: Corrected, items: Sequence[Paragraph]) -> int:
    """1 where the document is plainly of a paper without conclusions: by its abstract or its text."""
    abstract, body = " ".join(each.text for each in corrected.of(Part.ABSTRACT)), " ".join(each.text for each in items)
    return int(max(alike(paper.abstract, abstract), alike(paper.body, body)) >= ALIKE_FROM)


def _parted(paper: Paper, corrected: Corrected) -> tuple[list[Paragraph], list[Paragraph]]:
    """Opening and items; a sentence of the draft's opening that was read as the first item goes back to where it was."""
    opening, items = list(corrected.of(Part.OPENING)), list(corrected.of(Part.ITEM))
    lines = _lines(paper.opening)
    while items and not items[0].label and any(alike(items[0].text, line) >= SURELY_THE_SAME for line in lines):
        opening.append(items.pop(0))
    return opening, items


def _lines(text: str) -> list[str]:
    return [tidy(line) for line in text.splitlines() if line.strip()]


def _plain(text: str) -> str:
    """Without the end mark, which the portal prints by itself."""
    return text[: -len("./.")].rstrip() + "." if text.endswith("./.") else text


def _field_changes(
    paper: Paper, corrected: Corrected, opening: list[Paragraph], body: list[Paragraph]
) -> Iterator[Change]:
    """A part that the document does not hold is left as it is."""
    written = {
        "abstract": corrected.of(Part.ABSTRACT),
        "opening": opening,
        "body": body,
        "closing": corrected.of(Part.CLOSING),
    }
    for name, paragraphs in written.items():
        old = _lines(getattr(paper, name))
        new = [_plain(each.whole) for each in paragraphs]
        if name == "abstract" and new:
            new = [_abstract(paper, " ".join(new))]
        if new and list(map(bare, old)) != list(map(bare, new)):
            whole = Paragraph(
                "\n".join(new),
                marks=tuple(mark for each in paragraphs for mark in each.marks),
                comments=tuple(comment for each in paragraphs for comment in each.comments),
            )
            yield Change(name, Kind.FIELD, FIELDS[name], "\n".join(old), whole.text, paragraph=whole)


def _abstract(paper: Paper, printed: str) -> str:
    """A letter prints its abstract as 'V/v đính chính …'."""
    if not PaperKind(paper.kind).is_letter:
        return printed
    if bare(subject_words(paper.abstract)) == bare(printed):
        return paper.abstract
    text = re.sub(r"^(?:V/v|về việc)\b:?\s*", "", printed, flags=re.IGNORECASE)
    return text[:1].upper() + text[1:]


def _item_changes(
    pieces: Sequence[PrintedPiece], items: Sequence[Paragraph], found: dict[int, int], corrected: Corrected
) -> Iterator[Change]:
    if not pieces:
        return
    places = named_places([piece.conclusion for piece in pieces if not piece.is_order])
    rows = [
        (index, found[index]) for index in range(len(items)) if index in found and not pieces[found[index]].is_order
    ]
    shifted = {rows[place][0] for place in moved([at for _, at in rows])}
    for index, item in enumerate(items):
        if index not in found:
            yield Change(f"n{index}", Kind.ADD, _after(index, items), "", _labelled(item), index=index, paragraph=item)
            continue
        piece = pieces[found[index]]
        where = places[piece.conclusion.pk]
        yield from _edits(piece, item, index, where)
        if index in shifted:
            yield Change(
                f"m{piece.conclusion.pk}", Kind.MOVE, where, tidy(piece.block.text), _after(index, items),
                piece.conclusion.pk, index, item,
            )  # fmt: skip
    for at in sorted(set(range(len(pieces))) - set(found.values())):
        piece = pieces[at]
        kind, letter = (Kind.ORDER, f"o{at}-") if piece.is_order else (Kind.DROP, "x")
        yield Change(
            f"{letter}{piece.conclusion.pk}", kind, places[piece.conclusion.pk], tidy(piece.block.text), "",
            piece.conclusion.pk, paragraph=_gone(piece, corrected), has_orders=_has_orders(piece.conclusion),
        )  # fmt: skip


def _edits(piece: PrintedPiece, item: Paragraph, index: int, where: str) -> Iterator[Change]:
    old, new = tidy(piece.block.text), _plain(_beside(piece.block.label, item))
    if bare(old) == bare(new):
        return
    kind, letter = (Kind.ORDER, f"o{index}-") if piece.is_order else (Kind.EDIT, "i")
    yield Change(
        f"{letter}{piece.conclusion.pk}", kind, where, old, new, piece.conclusion.pk, index, item,
        has_orders=_has_orders(piece.conclusion),
    )  # fmt: skip


def _beside(label: str, item: Paragraph) -> str:
    """The text beside the draft's own label, which need not look like one ('Điều 1.'), or be there at all."""
    if not tidy(label):
        return item.whole
    return item.whole[len(tidy(label)) :].strip() if item.whole.startswith(tidy(label)) else item.text


def _has_orders(conclusion: Conclusion) -> bool:
    return bool(conclusion.orders.all())


def _labelled(item: Paragraph) -> str:
    return f"{item.label} {_plain(item.text)}".strip()


def _after(index: int, items: Sequence[Paragraph]) -> str:
    """'sau “Rà soát …”' in the words of the Word text."""
    if index == 0:
        return "ở đầu phần kết luận"
    before = _labelled(items[index - 1])
    return f"sau “{before[:80]}{'…' if len(before) > 80 else ''}”"


def _gone(piece: PrintedPiece, corrected: Corrected) -> Paragraph:
    """The marks of the paragraph that was deleted, if Word kept track of it."""
    for each in corrected.gone:
        if any(
            alike(mark["text"], f"{piece.block.label} {piece.block.text}") >= SURELY_THE_SAME for mark in each.marks
        ):
            return each
    return Paragraph("")


def _recipient_changes(paper: Paper, recipients: Sequence[Recipient], corrected: Corrected) -> Iterator[Change]:
    """Line by line; what was changed in a line is a line gone and a line more. The line of the archive is the draft's own."""
    lines = [each for each in corrected.of(Part.RECIPIENT) if not _OWN_LINE.match(_bare_line(each.text))]
    recipients = [each for each in recipients if not each.addressed]
    if not lines:
        return
    written = {_bare_line(each.text) for each in lines}
    printed = {each.pk: _bare_line(recipient_lines([str(each)], "")[0]) for each in recipients}
    for each in recipients:
        if printed[each.pk] not in written:
            yield Change(f"x-nn{each.pk}", Kind.RECIPIENT_DROP, "", str(each), "", each.pk)
    for index, line in enumerate(lines):
        if (text := _bare_line(line.text)) not in printed.values():
            yield Change(f"nn{index}", Kind.RECIPIENT_ADD, "", "", text, index=index, paragraph=line)


def _bare_line(text: str) -> str:
    return tidy(text).removeprefix("-").rstrip(" ;.,").strip()


def _signer_change(paper: Paper, corrected: Corrected) -> Iterator[Change]:
    names = [tidy(each.text) for each in corrected.of(Part.SIGNER)]
    signer = paper.signer.full_name if paper.signer else ""
    if names and tidy(signer).casefold() not in {name.casefold() for name in names}:
        yield Change("signer", Kind.SIGNER, "", signer, names[-1])


def _is_unmarked(change: Change, corrected: Corrected) -> bool:
    return not change.paragraph.marks and change.kind not in (Kind.RECIPIENT_DROP, Kind.SIGNER)
