"""Tables of tasks: a header that names what each column holds, rows of tasks, rows that head a group.

Columns are known by their headings, in any order: number, task, leading unit, coordinating unit, product, time. A table
without a column of tasks, or with neither units nor times, is no task table: its rows stay in the outline as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from meetings.intake.citations import find_citations, masked
from meetings.intake.context import Context
from meetings.intake.draft import Conclusion, Deadline, Directive
from meetings.intake.lines import Paragraph
from meetings.intake.orders_fields import deadline_of, parties_of
from meetings.intake.orders_parties import named_units
from meetings.intake.orders_product import product_of
from meetings.intake.unit_phrases import Party

_ROLES = (
    ("number", re.compile(r"^(?:tt|stt|số tt|số thứ tự|no)$")),
    ("due", re.compile(r"thời gian|thời hạn|tiến độ|\bhạn\b|ngày hoàn thành|^hoàn thành|thời điểm|mốc")),
    ("helping", re.compile(r"phối hợp|tham gia")),
    ("leader", re.compile(r"lãnh đạo|người (?:chỉ đạo|theo dõi)|phụ trách chỉ đạo")),
    (
        "lead",
        re.compile(
            r"chủ trì|đầu mối|(?:cơ quan|đơn vị|bộ phận|phòng|người|cá nhân|tổ chức)\b.*(?:thực hiện|chịu trách nhiệm|được giao|tham mưu|giải quyết)|^(?:cơ quan|đơn vị|bộ phận|trách nhiệm|phân công|giao)(?: thực hiện)?$|chịu trách nhiệm|^(?:đơn vị|cơ quan)|người thực hiện"
        ),
    ),
    ("product", re.compile(r"sản phẩm|kết quả|đầu ra|hình thức|dự kiến")),
    ("task", re.compile(r"nội dung|nhiệm vụ|công việc|tên|hoạt động|chỉ đạo|ý kiến|kết luận|giải pháp|việc")),
    ("note", re.compile(r"ghi chú|căn cứ|nguồn|kinh phí|cơ sở")),
)
_SAME = re.compile(r'^(?:["”“〃\']+|-?nt-?|như trên|-//-|//)$', re.I)
_RULE = re.compile(r"[\s|:\-–—=_]*")
_REGULAR = re.compile(r"thường\s+xuyên", re.I)
_GROUP_LABEL = re.compile(r"^(?:[IVXLC]{1,6}|[A-ZĐ])[.)]?$")
LEAD_ABOVE = "Ô đơn vị chủ trì để trống, lấy theo dòng trên. Kiểm tra lại với văn bản gốc."


@dataclass
class Table:
    """What a run of table rows says; ``directives`` are told by position from each conclusion."""

    conclusions: list[tuple[Conclusion, Directive | None]] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    cells: tuple[str, ...]
    paragraph: Paragraph


def read_table(rows: Sequence[Paragraph], context: Context, leads: Sequence[Party], level: int) -> Table:
    """The rows as conclusions, with a directive for each row of a task table; ``leads`` act where no column names who does."""
    table = Table()
    columns: dict[str, int] = {}
    reader = _Rows(context, leads)
    for row in (_Row(tuple(cells_of(p.text)), p) for p in rows):
        if _RULE.fullmatch(row.paragraph.text):
            # the rule below a Markdown header: its line is used, its dashes are nobody's text
            table.conclusions.append((Conclusion(level, "", "paragraph", "", [], list(row.paragraph.lines)), None))
            continue
        header = _columns(row.cells)
        if _is_header(header, columns, row) or (reader.in_header and _completes_header(header, row)):
            columns = {**columns, **header} if reader.in_header else header
            reader.in_header = True
            table.conclusions.append((_conclusion(row, "heading", level), None))
            continue
        reader.in_header = False
        if not _is_task_table(columns):
            table.conclusions.append((_conclusion(row, "paragraph", level), None))
        else:
            _add_row(table, reader, row, columns, level)
    return table


def cells_of(text: str) -> list[str]:
    """The cells of '| a | b |', without their white space; an escaped bar belongs to its cell."""
    inner = text.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]


def is_task_header(text: str) -> bool:
    """Whether a row's headings are those of a table of tasks, not of a list of people or figures."""
    return _is_task_table(_columns(cells_of(text)))


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Which role each column has by its heading; the first column of a role counts."""
    found: dict[str, int] = {}
    for i, cell in enumerate(cells):
        words = " ".join(re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFC", cell)).casefold().split())
        role = next((role for role, pattern in _ROLES if words and len(words) < 70 and pattern.search(words)), None)
        if role and role not in found:
            found[role] = i
    return found


def _is_header(header: dict[str, int], columns: dict[str, int], row: _Row) -> bool:
    """A row of headings: most of its cells name a role; the second of two header rows only completes the first."""
    filled = [cell for cell in row.cells if cell]
    if not filled or any(len(cell) > 70 for cell in filled) or re.match(r"^\d", row.cells[0]):
        return False
    if columns and _is_task_table(columns):
        return len(header) >= 3 and header == {**columns, **header}
    return len(header) >= max(2, (len(filled) + 1) // 2)


def _completes_header(header: dict[str, int], row: _Row) -> bool:
    """The second of two header rows: 'Chủ trì | Phối hợp' below 'Cơ quan thực hiện'."""
    filled = [cell for cell in row.cells if cell]
    return (
        bool(filled) and len(header) == len(filled) and all(len(cell) < 40 for cell in filled) and "task" not in header
    )


def _is_task_table(columns: dict[str, int]) -> bool:
    return "task" in columns and bool({"lead", "helping", "due"} & columns.keys())


def _conclusion(row: _Row, kind: str, level: int, label: str = "", text: str | None = None) -> Conclusion:
    words = " | ".join(cell for cell in row.cells if cell) if text is None else text
    return Conclusion(level, label, kind, words, [], list(row.paragraph.lines))


def _add_row(table: Table, reader: _Rows, row: _Row, columns: dict[str, int], level: int) -> None:
    label, task = _cell(row, columns, "number"), _cell(row, columns, "task")
    filled = [cell for i, cell in enumerate(row.cells) if cell and i != columns.get("number")]
    if _heads_group(filled, label, columns):
        reader.enter_group(filled[0])
        table.conclusions.append((_conclusion(row, "heading", level, label, filled[0]), None))
    elif not task or _numbers_only(row):
        table.conclusions.append((_conclusion(row, "paragraph", level), None))
    else:
        directive = reader.directive(row, columns, task)
        if reader.from_above:
            table.doubts.append((row.paragraph.lines[0], LEAD_ABOVE))
        table.conclusions.append((_conclusion(row, "item", level + 1, label, task), directive))


def _heads_group(filled: Sequence[str], label: str, columns: dict[str, int]) -> bool:
    """Whether a row's one text, or the same text in all its cells, heads the rows below."""
    if len(filled) > 2:
        return len(set(filled)) == 1
    numbered_task = label and not _GROUP_LABEL.match(label) and {"lead", "due"} <= columns.keys()
    return len(filled) == 1 and not numbered_task and not _is_only_column(columns)


def _is_only_column(columns: dict[str, int]) -> bool:
    return len(columns.keys() - {"number"}) < 2


def _numbers_only(row: _Row) -> bool:
    """The row that counts the columns: '(1) (2) (3)'."""
    return all(re.fullmatch(r"\(?\d{0,2}\)?(?:=.*)?", cell) for cell in row.cells)


def _cell(row: _Row, columns: dict[str, int], role: str) -> str:
    i = columns.get(role)
    return row.cells[i] if i is not None and i < len(row.cells) else ""


class _Rows:
    """Turns rows into directives; remembers the row above for 'nt' and for cells that were merged downwards."""

    def __init__(self, context: Context, leads: Sequence[Party]) -> None:
        self.context = context
        self.inherited = tuple(leads)
        self.above: dict[str, str] = {}
        self.from_above = False
        self.in_header = False

    def enter_group(self, words: str) -> None:
        """A group's heading that is nothing but units names who acts where no column does."""
        parties = parties_of(re.sub(r"^(?:đối\s+với|về)\s+", "", words, flags=re.I), self.context)
        self.above = {}
        if parties and parties[-1].last and all(party.sure or party.group for party in parties):
            self.inherited = tuple(parties)

    def directive(self, row: _Row, columns: dict[str, int], task: str) -> Directive:
        cells = {role: self._value(row, columns, role) for role in ("lead", "helping", "due", "product")}
        leads = parties_of(cells["lead"], self.context) if cells["lead"] else list(self.inherited)
        helping = parties_of(cells["helping"], self.context)
        deadline = deadline_of(cells["due"], self.context)
        lines = list(row.paragraph.lines)
        if deadline:
            deadline.lines = lines
        units = named_units(leads, "lead", self.context.known, self.context.organizer, lines)
        units += named_units(helping, "coordinating", self.context.known, self.context.organizer, lines)
        return Directive(
            text=task,
            lead=[party.text for party in leads],
            coordinating=[party.text for party in helping],
            units=units,
            deadline=deadline,
            product=cells["product"] or product_of(masked(task)),
            tracked=not _is_regular(deadline),
            citations=[citation.text for citation in find_citations(task, lines)],
            confidence=0.95 if leads and not self.from_above else 0.5,
            lines=lines,
        )

    def _value(self, row: _Row, columns: dict[str, int], role: str) -> str:
        value = _cell(row, columns, role)
        above = self.above.get(role, "")
        same = bool(_SAME.match(value))
        merged = role == "lead" and not value and "lead" in columns and bool(above)
        if role == "lead":
            self.from_above = merged
        value = above if same or merged else value
        value = "" if re.fullmatch(r"[-–—.…x\s]*", value) else value
        if value:
            self.above[role] = value
        return value


def _is_regular(deadline: Deadline | None) -> bool:
    return bool(deadline and _REGULAR.search(deadline.text))
