"""Fields written after a task: 'Đơn vị chủ trì: …. Phối hợp: …. Thời hạn: …. Sản phẩm: …'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from meetings.intake.context import Context, Known
from meetings.intake.deadlines import find_deadlines
from meetings.intake.draft import Deadline, Directive
from meetings.intake.once import once
from meetings.intake.orders import calendar_of
from meetings.intake.orders_clause import read_clause
from meetings.intake.orders_parties import named_units
from meetings.intake.orders_predicate import BARE
from meetings.intake.scan import says_any
from meetings.intake.unit_phrases import Party, phrases_in

_WHO = r"(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|phòng|người)"
_FIELD = re.compile(
    rf"(?:^|(?<=[.;(])|(?<=[.;(,]\s)|(?<=[-–+*]\s))\s*(?:(?P<helping>(?:{_WHO}\s+)?phối\s+hợp(?:\s+thực\s+hiện)?)|(?P<lead>(?:{_WHO}\s+)?(?:chủ\s+trì|đầu\s+mối)(?:\s+(?:thực\s+hiện|tham\s+mưu))?|{_WHO}\s+(?:thực\s+hiện|chịu\s+trách\s+nhiệm|được\s+giao))|"
    r"(?P<due>(?:thời\s+gian|thời\s+hạn|tiến\s+độ|hạn)(?:\s+(?:hoàn\s+thành|thực\s+hiện|báo\s+cáo|trình))?)|(?P<product>(?:sản\s+phẩm|kết\s+quả)(?:\s+(?:đầu\s+ra|dự\s+kiến|đạt\s+được))?))\s*:\s*(?=\S)",
    re.I,
)
_ARROWS = ("=>", "->", "→", "⇒", "➔", "➜")
_BEHIND = re.compile(r"(?:(?:[=-]>|[→⇒➔➜])\s*(?P<who>[^=>→⇒]{3,160})|\((?P<inside>[^()]{3,160})\))$")
_ROLE_BEHIND = re.compile(
    r"\s*(?P<role>\(?(?:chủ\s+trì|thực\s+hiện|phụ\s+trách|đầu\s+mối)(?:\s+thực\s+hiện)?\)?)?\s*(?:[,;:–-]\s*(?P<due>.{2,80}))?",
    re.I,
)


@dataclass(frozen=True)
class Fields:
    """The fields' values; ``recurring`` words ('thường xuyên') are kept in ``deadline`` with no day."""

    leads: tuple[Party, ...] = ()
    helping: tuple[Party, ...] = ()
    deadline: Deadline | None = None
    product: str | None = None


def split_fields(text: str, context: Context) -> tuple[str, Fields | None]:
    """The task before its fields, and the fields; the whole text and None where there are none."""
    marks = list(_FIELD.finditer(text)) if ":" in text else []
    if not marks:
        return _told_behind(text, context) or (text, None)
    values: dict[str, str] = {}
    for mark, end in zip(marks, [m.start() for m in marks[1:]] + [len(text)], strict=True):
        values.setdefault(str(mark.lastgroup), text[mark.end() : end].strip(" .;()-"))
    fields = Fields(
        tuple(parties_of(values.get("lead", ""), context)),
        tuple(parties_of(values.get("helping", ""), context)),
        deadline_of(values.get("due", ""), context),
        values.get("product") or None,
    )
    return text[: marks[0].start()].rstrip(" (-–"), fields


def _told_behind(text: str, context: Context) -> tuple[str, Fields] | None:
    """A task with who does it behind an arrow or, with its day or role, in brackets: 'Soạn công văn (Văn phòng, 15/6)'."""
    said = text.rstrip(" .;")
    if not said.endswith(")") and not says_any(said, _ARROWS):
        return None
    mark = _BEHIND.search(said)
    if not mark or read_clause(said[: mark.start()], context.known).kind != BARE:
        return None
    told = _who_and_when((mark["who"] or mark["inside"]).strip(), context)
    if told is None:
        return None
    parties, role, due = told
    if mark["inside"] and not (due or role):
        return None  # 'gửi về Sở (Văn phòng Sở)' says where to
    return said[: mark.start()].rstrip(" ,-–"), Fields(tuple(parties), (), deadline_of(due, context))


def _who_and_when(words: str, context: Context) -> tuple[list[Party], str, str] | None:
    """Units, their role and the day in words, each '' where it is not said; None where the words say anything else."""
    parties = phrases_in(words, context.known).parties(0)
    rest = _ROLE_BEHIND.fullmatch(words, parties[-1].end) if parties else None
    if rest is None:
        return None
    due = (rest["due"] or "").strip()
    if due and not find_deadlines(due, calendar_of(context)):
        return None
    return parties, rest["role"] or "", due


def parties_of(text: str, context: Context) -> list[Party]:
    """The parties that a cell or field names; one that is no known form of a name is kept whole, as written."""
    return list(_parties_in(text, Known.of(context.known)))


@once(64)
def _parties_in(text: str, known: Known) -> Sequence[Party]:
    """The cells of a column say the same words again and again."""
    found: list[Party] = []
    for piece in re.split(r";|\n|<br\s*/?>|^\s*[-+•]\s+", text):
        words = piece.strip(" ,.-")
        if words.strip():
            found += _parties_of_piece(words, known)
    return found


def _parties_of_piece(words: str, known: Known) -> list[Party]:
    phrases = phrases_in(words, known)
    parties = phrases.parties(0)
    if parties and parties[-1].last >= len(phrases.words):
        return parties
    rest: list[Party] = []
    if parties and phrases.low(parties[-1].last) == ",":
        rest = _parties_of_piece(words[parties[-1].end :].lstrip(" ,"), known)
    return [*parties, *rest] if rest else [Party(words, 0, len(words), 0, len(phrases.words))]


def deadline_of(text: str, context: Context) -> Deadline | None:
    """The deadline of a cell or field: 'Thường xuyên' stays as words with no day."""
    words = " ".join(re.sub(r"<br\s*/?>", " ", text).split()).strip(" .;")
    if not words or not re.search(r"\w", words):
        return None
    found = find_deadlines(words, calendar_of(context))
    if found:
        best = next((one for one in found if one.strong), found[-1])
        return Deadline(words, best.deadline.date, best.deadline.kind, doubt=best.deadline.doubt)
    if re.search(r"thường\s+xuyên|liên\s+tục|hằng|hàng|định\s+kỳ", words, re.I):
        return Deadline(words, None, "recurring")
    return Deadline(words, None, "relative")


def apply_fields(directive: Directive, fields: Fields, context: Context) -> None:
    """Gives the directive what the fields say; a field never takes away what the sentence said."""
    if fields.leads and not directive.lead:
        directive.lead = [party.text for party in fields.leads]
        directive.units += named_units(fields.leads, "lead", context.known, context.organizer, directive.lines)
        directive.confidence = max(directive.confidence, 0.85)
    helping = [party for party in fields.helping if party.text not in directive.coordinating]
    directive.coordinating += [party.text for party in helping]
    directive.units += named_units(helping, "coordinating", context.known, context.organizer, directive.lines)
    directive.deadline = directive.deadline or fields.deadline
    directive.product = fields.product or directive.product
    if directive.deadline:
        directive.tracked = not re.search(r"thường\s+xuyên", directive.deadline.text, re.I)
        directive.deadline.lines = directive.deadline.lines or list(directive.lines)
