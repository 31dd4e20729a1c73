"""What a corrected Word document would change in the draft, piece by piece, as both stand now. Writes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from meetings.addressing import recipients_of
from meetings.composing import AS_ABOVE, PrintedPiece, printed_pieces
from meetings.enums import PaperKind
from meetings.models import Conclusion, Paper, Recipient
from meetings.outline.clarity import named_places
from meetings.outline.item_states import stamp_of
from meetings.papers.wording import recipient_lines, subject_words, tidy
from meetings.word_back.changes import Change, Comparison, Kind
from meetings.word_back.matching import ALIKE_FROM, alike, bare, matched, moved
from meetings.word_back.parts import Corrected, Paragraph, Part

SURELY_THE_SAME = 0.8  # of the words: a sentence of the draft's opening that stands among the items
_OWN_LINE = re.compile(rf"Lưu:|{AS_ABOVE}$")  # under Nơi nhận, and written by the portal itself
FIELDS = {"abstract": "Trích yếu", "opening": "Phần mở đầu", "body": "Nội dung", "closing": "Câu kết"}


@dataclass(frozen=True)
class _SideBySide:
    """The printed pieces of the draft and the items of the Word text; ``found``: place of an item -> place of its piece."""

    pieces: list[PrintedPiece]
    items: list[Paragraph]
    found: dict[int, int]

    @property
    def conclusions(self) -> list[Conclusion]:
        return [piece.conclusion for piece in self.pieces if not piece.is_order]

    @property
    def kept(self) -> dict[int, Conclusion]:
        """Place of an item -> the conclusion that it is."""
        pairs = [(index, self.pieces[at]) for index, at in sorted(self.found.items())]
        return {index: piece.conclusion for index, piece in pairs if not piece.is_order}

    @property
    def lost(self) -> list[int]:
        """Places of the pieces that no item is."""
        return sorted(set(range(len(self.pieces))) - set(self.found.values()))


def compare(paper: Paper, corrected: Corrected) -> Comparison:
    """A few queries whatever the length of the draft."""
    recipients = recipients_of(paper)
    opening, items = _parted(paper, corrected)
    both = _side_by_side(paper, items)
    changes = [
        *_field_changes(paper, corrected, opening, [] if both.pieces else items),
        *_item_changes(both, corrected),
        *_recipient_changes(paper, recipients, corrected),
        *_signer_change(paper, corrected),
    ]
    kept = both.kept
    return Comparison(
        changes=_with_unmarked(changes) if corrected.tracked else changes,
        order=[kept[index].pk if index in kept else None for index in range(len(items))],
        items=items,
        same=len(kept) if both.pieces else _same_words(paper, corrected, items),
        total=len(both.conclusions) or 1,
        stamp=stamp_of_draft(paper, both.conclusions, recipients),
        remarks=_remarks(corrected),
    )


def _side_by_side(paper: Paper, items: list[Paragraph]) -> _SideBySide:
    if paper.outline is None:
        return _SideBySide([], items, {})
    pieces = printed_pieces(paper.outline, paper.held_on)
    printed = [(piece.block.label, tidy(piece.block.text)) for piece in pieces]
    return _SideBySide(pieces, items, matched(printed, [(item.label, item.text) for item in items]))


def _remarks(corrected: Corrected) -> list[tuple[str, dict[str, Any]]]:
    return [(item.text, comment) for part in corrected.parts.values() for item in part for comment in item.comments]


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


def _item_changes(both: _SideBySide, corrected: Corrected) -> Iterator[Change]:
    """What was written anew, edited or moved, in the order of the Word text; then what is no longer there."""
    if not both.pieces:
        return
    places = named_places(both.conclusions)
    shifted = _shifted(both)
    for index, item in enumerate(both.items):
        after = _after(index, both.items)
        if index not in both.found:
            yield Change(f"n{index}", Kind.ADD, after, "", _labelled(item), index=index, paragraph=item)
            continue
        piece = both.pieces[both.found[index]]
        where, pk, old = places[piece.conclusion.pk], piece.conclusion.pk, tidy(piece.block.text)
        yield from _edits(piece, item, index, where)
        if index in shifted:
            yield Change(f"m{pk}", Kind.MOVE, where, old, after, pk, index, item)
    for at in both.lost:
        yield _dropped(both.pieces[at], at, places, corrected)


def _shifted(both: _SideBySide) -> set[int]:
    """Places of the items whose conclusion stands elsewhere among the others than in the draft."""
    kept = list(both.kept)
    return {kept[place] for place in moved([both.found[index] for index in kept])}


def _dropped(piece: PrintedPiece, at: int, places: Mapping[int, str], corrected: Corrected) -> Change:
    kind, letter = (Kind.ORDER, f"o{at}-") if piece.is_order else (Kind.DROP, "x")
    return Change(
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


def _with_unmarked(changes: Sequence[Change]) -> list[Change]:
    """Word kept track of what was changed: one that it has no mark of is told apart."""
    unseen = (Kind.RECIPIENT_DROP, Kind.SIGNER)  # of these Word's marks say nothing
    return [replace(each, unmarked=not each.paragraph.marks and each.kind not in unseen) for each in changes]
