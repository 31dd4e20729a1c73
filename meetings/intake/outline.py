"""The body of a document as an outline of conclusions and the directives in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from meetings.intake.citations import cited_in, distinct, find_citations
from meetings.intake.closing import part_closing
from meetings.intake.context import Body, Context
from meetings.intake.deadlines import read_deadline
from meetings.intake.draft import Conclusion, Deadline, Directive, Warning
from meetings.intake.lines import Paragraph
from meetings.intake.next_meeting import find_next_meeting
from meetings.intake.orders import Scope, calendar_of, directive_of, read_orders
from meetings.intake.orders_clause import read_clause
from meetings.intake.orders_fields import Fields, apply_fields, split_fields
from meetings.intake.orders_headings import addressees_of, opener, opens_list, opens_tasks, orders_itself
from meetings.intake.orders_predicate import BARE, NOTHING
from meetings.intake.orders_text import run_in_pieces
from meetings.intake.orders_zone import REPORT, Zones, is_cue
from meetings.intake.tables import read_table
from meetings.intake.unit_phrases import Party

TOO_LONG = "Văn bản quá dài: từ dòng này chỉ giữ nguyên văn, không đọc nhiệm vụ. Tách văn bản rồi nhập từng phần."
MOST_READ = 300_000
# no paragraph of a paper is as long as that
MOST_IN_ONE = 30_000
NO_LEAD = "Chưa rõ đơn vị chủ trì của nhiệm vụ. Hãy chọn đơn vị cho nhiệm vụ này trong bản kết luận."
_BULLETS = "-–—−‑•●○▪■□◦⁃·+❖➢►➤✓§*=→⇒➔➜»"
_SHORT = 160
_TITLE = 90
_ORDINAL = re.compile(r"(?:Thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám)|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám)\s+là)\s*[,:]")
_ROUND = re.compile(r"o\s+(?=[^\W\d_])")


@dataclass(frozen=True)
class _Rank:
    """One step of the path from the top of the outline: a kind of label, and which of them."""

    kind: str
    turn: int
    heading: bool


@dataclass(frozen=True)
class _Opened:
    """What a heading or a list's opening gives to all below its path."""

    path: tuple[_Rank, ...]
    leads: tuple[Party, ...]
    deadline: Deadline | None
    listed: bool


def read_body(paragraphs: list[Paragraph], context: Context) -> Body:
    """The conclusions, directives, citations and next meeting of the body's paragraphs, in their order."""
    paragraphs = [_bulleted(paragraph) for paragraph in paragraphs]
    has_cue = context.kind == "minutes" and any(is_cue(paragraph.text) for paragraph in paragraphs)
    reader = _Reader(context, has_cue=has_cue)
    read = 0
    for start, end in _blocks(paragraphs):
        read += sum(len(paragraph.text) for paragraph in paragraphs[start:end])
        if read > MOST_READ:
            reader.keep(paragraphs[start:])
            break
        if len(paragraphs[start].text) > MOST_IN_ONE:
            reader.keep(paragraphs[start:end])
            continue
        if paragraphs[start].style == "table":
            reader.table(paragraphs[start:end])
        else:
            reader.paragraph(paragraphs[start], paragraphs[end : end + 2])
    return reader.finish()


def _blocks(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Each paragraph by itself, and each run of table rows together."""
    start = 0
    while start < len(paragraphs):
        end = start + 1
        while paragraphs[start].style == "table" and end < len(paragraphs) and paragraphs[end].style == "table":
            end += 1
        yield start, end
        start = end


def label_kind(label: str) -> str:
    """The kind of a label: 'I.', '1.', '1.1.', 'a)', '-'; labels of one kind stand on one level."""
    bare = label.strip()
    if not bare:
        return ""
    if bare[0] in _BULLETS or "\uf000" <= bare[0] <= "\uf0ff":
        return "-" if bare[0] in "-–—−‑" else bare[0]
    shape = re.sub(r"[IVX]+(?=[.)/-]?$)", "I", bare)
    shape = re.sub(r"\d+", "1", shape)
    shape = re.sub(r"[a-zđ]{1,3}(?=[.)])", "a", shape)
    return re.sub(r"[A-E](?=1?[.)])", "A", shape).rstrip(".") or bare


def item_kind(paragraph: Paragraph) -> str:
    """The kind of the paragraph's label, or of the words that count it ('Thứ nhất, …')."""
    return label_kind(paragraph.label) or ("thứ" if _ORDINAL.match(paragraph.text) else "")


def _bulleted(paragraph: Paragraph) -> Paragraph:
    """A round bullet of a word processor comes as the letter 'o'."""
    mark = _ROUND.match(paragraph.text) if not paragraph.label and not paragraph.style else None
    return replace(paragraph, label="o", text=paragraph.text[mark.end() :]) if mark else paragraph


class _Reader:
    """Walks the paragraphs with the path of labels, what was opened above, and the zone."""

    def __init__(self, context: Context, *, has_cue: bool) -> None:
        self.context = context
        self.body = Body()
        self.path: list[_Rank] = []
        self.opened: list[_Opened] = []
        self.zones = Zones(context.kind, has_cue=has_cue)
        self.calendar = calendar_of(context)
        self.turn = 0

    def paragraph(self, paragraph: Paragraph, following: Sequence[Paragraph]) -> None:
        """One paragraph of text: a heading, an opening with its run-in pieces, or an order; a closing sentence goes."""
        text, reason = part_closing(paragraph, self.calendar, last=not following)
        if reason and not text:
            self._close(paragraph, reason)
            return
        paragraph = paragraph if text == paragraph.text else replace(paragraph, text=text)
        titled = bool(paragraph.label) or (text.isupper() and self._over_tasks(following))
        leads = addressees_of(text, self.context, labelled=titled)
        heading = self._is_heading(paragraph, leads, following)
        zone = self.zones.enter(text, heading=heading)
        conclusion = self._keep(paragraph, heading=heading)
        if leads and heading:
            self._open(leads if zone != REPORT else (), None, listed=True)
        elif not (heading and self._names_only(text)):
            self._read(conclusion, following, labelled=bool(item_kind(paragraph)))

    def _keep(self, paragraph: Paragraph, *, heading: bool) -> Conclusion:
        lines = list(paragraph.lines)
        self._note(paragraph.text, lines)
        kind = "heading" if heading else "item" if paragraph.label else "paragraph"
        conclusion = Conclusion(self._place(paragraph, heading), paragraph.label, kind, paragraph.text, [], lines)
        self.body.conclusions.append(conclusion)
        self.body.used.update(lines)
        return conclusion

    def _read(self, conclusion: Conclusion, following: Sequence[Paragraph], *, labelled: bool) -> None:
        """The orders of a paragraph, of the pieces that run in it, or those that its opening gives to its list."""
        pieces = run_in_pieces(conclusion.text)
        if pieces:
            self._run_in(conclusion, *pieces)
            return
        scope = self._scope(labelled=labelled)
        if not self._opening(conclusion, following):
            self._orders(conclusion, conclusion.text, replace(scope, opens=opens_list(conclusion.text)))

    def _close(self, paragraph: Paragraph, reason: str) -> None:
        self.body.closing.update(dict.fromkeys(paragraph.lines, reason))
        self.body.citations += find_citations(paragraph.text, paragraph.lines)

    def table(self, rows: Sequence[Paragraph]) -> None:
        """A run of table rows; a row's citations count like a paragraph's."""
        table = read_table(rows, self.context, self._scope().leads, len(self.path) + 1)
        for conclusion, directive in table.conclusions:
            self.body.used.update(conclusion.lines)
            if not conclusion.text:
                continue
            self.body.conclusions.append(conclusion)
            self._note(conclusion.text, conclusion.lines)
            if directive:
                self._add(conclusion, directive)
        self.body.warnings += [Warning(line, message) for line, message in table.doubts]

    def keep(self, paragraphs: Sequence[Paragraph]) -> None:
        """The rest of a text that no meeting's conclusions are as long as: kept, with a warning, and not read."""
        self.body.warnings.append(Warning(paragraphs[0].lines[0], TOO_LONG))
        for paragraph in paragraphs:
            kind = "item" if paragraph.label else "paragraph"
            self.body.conclusions.append(
                Conclusion(1, paragraph.label, kind, paragraph.text, [], list(paragraph.lines))
            )
            self.body.used.update(paragraph.lines)

    def finish(self) -> Body:
        self.body.citations = distinct(self.body.citations)
        return self.body

    # the outline

    def _is_heading(self, paragraph: Paragraph, leads: tuple[Party, ...], following: Sequence[Paragraph]) -> bool:
        """By its style, or by its words: units alone, a short line with a colon, capitals, a short labelled line above others."""
        text = paragraph.text
        if paragraph.style == "heading":
            return True
        if len(text) > _SHORT:
            return False
        kind = item_kind(paragraph)
        titled = len(text) <= 100 and text.endswith(":") and not opens_tasks(text)
        if leads or titled or text.isupper() or kind == "I":
            return True
        beside = not following or item_kind(following[0]) == kind
        return bool(kind) and not beside and text[-1] not in ".;,!?" and self._is_title(text, kind, following)

    def _over_tasks(self, following: Sequence[Paragraph]) -> bool:
        """Whether an item or a task stands right below: what is written in capitals there is no letterhead."""
        if not following or following[0].style == "table":
            return False
        below = following[0]
        return bool(below.label) or read_clause(below.text[:600], self.context.known).kind == BARE

    def _names_only(self, text: str) -> bool:
        """Whether a heading is a title that names what is told or done below it: no sentence, and nobody told to act."""
        titled = len(text) <= _TITLE and text[-1] not in ".;"
        return titled and read_clause(text, self.context.known).kind in (NOTHING, BARE) and not opens_list(text)

    def _is_title(self, text: str, kind: str, following: Sequence[Paragraph]) -> bool:
        """A labelled line without a final mark that orders nothing, or only names the work that is told below it."""
        clause = read_clause(text, self.context.known).kind
        if clause != BARE or kind[0] in _BULLETS or len(text) > _TITLE:
            return clause == NOTHING
        below = following[0]
        path = self._path_above(kind)
        above = [rank.kind for rank in path]
        if item_kind(below) in above or below.text[0].islower() or part_closing(below, self.calendar, last=True)[1]:
            return False
        return not self._scope(path).leads or self._tasks_follow(following)

    def _path_above(self, kind: str) -> list[_Rank]:
        kinds = [rank.kind for rank in self.path]
        return self.path[: kinds.index(kind)] if kind in kinds else self.path

    def _place(self, paragraph: Paragraph, heading: bool) -> int:
        """Puts the paragraph in the path and gives its level."""
        kind = item_kind(paragraph)
        if not kind and heading and paragraph.style == "heading":
            kind = f"heading {paragraph.level}"
        if not kind:
            while self.path and self.path[-1].kind[0] in _BULLETS and not self.path[-1].heading:
                self.path.pop()
            return len(self.path) + 1
        self._pop_to(kind)
        self.turn += 1
        self.path.append(_Rank(kind, self.turn, heading))
        return len(self.path)

    def _pop_to(self, kind: str) -> None:
        kinds = [rank.kind for rank in self.path]
        if kind in kinds:
            del self.path[kinds.index(kind) :]
        elif kind in ("I", "A"):
            self.path.clear()
        elif kind.startswith("heading"):
            while self.path and (self.path[-1].kind[0] in _BULLETS or self.path[-1].kind.startswith("heading")):
                self.path.pop()

    def _open(self, leads: tuple[Party, ...], deadline: Deadline | None, *, listed: bool) -> None:
        path = tuple(self.path)
        self.opened = [o for o in self.opened if path[: len(o.path)] == o.path and o.path != path]
        self.opened.append(_Opened(path, leads, deadline, listed))

    def _scope(self, at: Sequence[_Rank] | None = None, *, labelled: bool = False) -> Scope:
        path = tuple(self.path if at is None else at)
        above = [o for o in self.opened if path[: len(o.path)] == o.path]
        own = next((o for o in reversed(above) if o.leads or o.listed), None)
        if not own:
            return Scope(zone=self.zones.now, labelled=labelled)
        listed = own.listed and (labelled or not any(rank.kind for rank in path))
        return Scope(self.zones.now, own.leads, own.deadline, listed and bool(own.leads) and labelled, labelled)

    # openings

    def _opening(self, conclusion: Conclusion, following: Sequence[Paragraph]) -> bool:
        """Whether the paragraph only opens a list of tasks; its addressees then hold for the list."""
        text = conclusion.text
        if not opens_list(text) or not following:
            return False
        leads, deadline = opener(text, self.context)
        if not self._tasks_follow(following):
            return False
        if leads and self.zones.now != REPORT:
            self._open(leads, deadline, listed=True)
        return not (leads and orders_itself(text))

    def _tasks_follow(self, following: Sequence[Paragraph]) -> bool:
        return any(
            paragraph.style == "table"
            or read_clause(paragraph.text[:600], self.context.known).kind != NOTHING
            or addressees_of(paragraph.text, self.context)
            for paragraph in following
        )

    def _run_in(self, conclusion: Conclusion, opening: str, pieces: Sequence[object]) -> None:
        """A list within one paragraph: its pieces become items below it."""
        scope = self._scope(labelled=True)
        leads, deadline = opener(opening, self.context) if opening else ((), None)
        leads = leads or (addressees_of(opening, self.context, labelled=True) if opening else ())
        if leads and self.zones.now != REPORT:
            scope = replace(scope, leads=leads, deadline=deadline, listed=True)
        conclusion.text = opening or conclusion.text
        for piece in pieces:
            item = Conclusion(conclusion.level + 1, piece.label, "item", piece.text, [], list(conclusion.lines))  # type: ignore[attr-defined]
            self.body.conclusions.append(item)
            found = self._orders(item, piece.text, scope)  # type: ignore[attr-defined]
            named = next((order.leads for order in reversed(found) if order.leads), None)
            scope = replace(scope, sibling=tuple(named)) if named else scope

    # orders

    def _orders(self, conclusion: Conclusion, text: str, scope: Scope) -> list:
        task, fields = split_fields(text, self.context)
        if fields and not task.strip(" .;"):
            self._complete(conclusion, fields)
            return []
        if fields and fields.leads:
            scope = replace(scope, leads=fields.leads, listed=True)
        orders = read_orders(task, scope, self.context)
        for order in orders:
            directive = directive_of(order, task, scope, self.context, conclusion.lines)
            if fields and order is orders[-1]:
                apply_fields(directive, fields, self.context)
            self._meets_next(directive, conclusion.lines)
            self._add(conclusion, directive)
        return orders

    def _meets_next(self, directive: Directive, lines: list[int]) -> None:
        """An order that announces the next meeting is due with it: '… quý I, năm 2018 được tổ chức tại …'."""
        meeting = (
            None if directive.deadline else find_next_meeting(directive.text, lines, self.context.known, self.calendar)
        )
        if meeting and (meeting.date or meeting.period):
            words = meeting.period or ""
            directive.deadline = (
                read_deadline(words, year=self.calendar.year) if words else Deadline("", meeting.date, "day")
            )
            if directive.deadline:
                directive.deadline.lines = list(lines)

    def _complete(self, conclusion: Conclusion, fields: Fields) -> None:
        """A line of fields alone belongs to the directive before it."""
        if self.body.directives:
            directive = self.body.directives[-1]
            directive.lines = sorted({*directive.lines, *conclusion.lines})
            apply_fields(directive, fields, self.context)

    def _add(self, conclusion: Conclusion, directive: Directive) -> None:
        conclusion.directives.append(len(self.body.directives))
        self.body.directives.append(directive)
        line = conclusion.lines[0]
        if not directive.lead:
            self.body.warnings.append(Warning(line, NO_LEAD))
        if directive.deadline and directive.deadline.doubt:
            self.body.warnings.append(Warning(line, directive.deadline.doubt))

    def _note(self, text: str, lines: list[int]) -> None:
        """The citations and the next meeting that a paragraph holds."""
        self.body.citations += find_citations(text, lines)
        self.body.warnings += [Warning(lines[0], cited.doubt) for cited in cited_in(text) if cited.doubt]
        self.body.next_meeting = self.body.next_meeting or find_next_meeting(
            text, lines, self.context.known, self.calendar
        )
