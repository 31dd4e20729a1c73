"""The frozen content of one paper: everything that is printed, and nothing that is not.

A record holds no key of any row. It is stored as JSON beside its SHA-256, so the same record always
gives the same text, and every field is cleaned when the record is made: what is hashed is what is printed.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Literal, Self, get_args, get_origin

FORMAT = 1
BlockStyle = Literal["heading", "paragraph", "item"]
Orientation = Literal["portrait", "landscape"]
URGENCY_MARKS = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")  # Nghị định 30/2020/NĐ-CP, Phụ lục I, mục III, khoản 2
CIRCULATION_MARKS = ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ")
_SMALL = "".join(letter for letter in map(chr, range(ord("a"), ord("ỹ") + 1)) if letter.islower() and letter.isalpha())
# A text that is a mark of secrecy or begins with one; 'mật độ', 'MẬT ĐỘ DÂN CƯ' and 'mật ong' are ordinary words.
CLASSIFIED = re.compile(
    r"\W*(?:(?i:(?:tuyệt|tối)\s+mật\b|độ\s+mật\s*:)|(?i:mật)\s*(?:$|[:;.)\]!/–—-])|MẬT\s+(?=\w*[" + _SMALL + r"]))"
)
LATER_FIELDS = ("addressees", "left_capacity_lines", "left_signer_name")
"""Fields that came after the first records were signed: left out of the JSON while they say nothing, so that a record of
before still gives the text, and with it the SHA-256, under which it was kept."""
LATER_ANNEX_FIELDS = {"orientation": "portrait"}
"""Likewise of an annex: each with what it said before it came."""
LINE_SPACE = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


class RecordError(ValueError):
    """A record that may not be made or read; the message is a Vietnamese sentence for the user."""


def secret_text(text: str) -> str:
    """The sentence that refuses a text which is a mark of secrecy or begins with one; '' for any other text."""
    if not CLASSIFIED.match(text):
        return ""
    return (
        f"Văn bản mang dấu “{text.strip()[:60]}” là bí mật nhà nước, không được đưa vào hệ thống này. "
        "Hãy soạn trên máy dành riêng cho văn bản mật."
    )


def clean(text: str) -> str:
    """NFC, on one line, without control and format characters (NUL, U+202E, zero width) and lone surrogates."""
    kept = (c for c in LINE_SPACE.sub(" ", text) if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return unicodedata.normalize("NFC", "".join(kept))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return tuple(_cleaned(member) for member in value)
    return value


def _texts(value: Any) -> Iterator[str]:
    """Every text inside a cleaned value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _texts(member)
    elif isinstance(value, Block | Annex):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _fits(value: Any, kind: Any) -> bool:
    """Whether a value has a field's declared type: a class, a union of classes, tuple[X, ...] or a Literal."""
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(_fits(member, get_args(kind)[0]) for member in value)
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    return isinstance(value, kind) and not isinstance(value, bool | datetime)


class _Cleaned:
    """Cleans each field of a frozen dataclass once, when it is made, and refuses a value of another type."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            value = _cleaned(getattr(self, field.name))
            if not _fits(value, field.type):
                raise RecordError(f"Trường “{field.name}” của bản ghi văn bản có giá trị không hợp lệ.")
            object.__setattr__(self, field.name, value)


@dataclass(frozen=True)
class Block(_Cleaned):
    """One paragraph of the outline. `label` is printed before the text ('I.', '1.', 'a)', '-', '+')."""

    style: BlockStyle
    text: str
    label: str = ""
    level: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.level <= 9:
            raise RecordError(f"Đoạn văn có cấp lạ: {self.level}.")


@dataclass(frozen=True)
class Annex(_Cleaned):
    """An annex on pages of its own: paragraphs, then at most one table whose rows are as long as its columns.

    ``orientation``: a wide table may lie along the sheet (Phụ lục I, mục I, khoản 2, Nghị định 30/2020/NĐ-CP).
    """

    title: str
    blocks: tuple[Block, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    orientation: Orientation = "portrait"

    def __post_init__(self) -> None:
        super().__post_init__()
        if any(len(row) != len(self.columns) for row in self.rows):
            raise RecordError(f"Bảng của phụ lục “{self.title}” có dòng thừa hoặc thiếu ô so với số cột.")


@dataclass(frozen=True)
class PaperRecord(_Cleaned):
    """A paper as signed (number and day are None) or as released (both given).

    A letter (công văn) has no `kind_title`: its abstract stands as 'V/v …' under the number. `addressees` are those after
    'Kính gửi:'.

    `superior_lines` and `agency_lines` are printed one a line. `issuer` is the agency in ordinary letters, for
    the note under an annex's title. `symbol` stands after the number: 'TB-SKHCN'. `archive_line` is what follows
    'Lưu:', for instance 'VT, QLKH'. Text is plain: no markup means anything.

    Minutes carry no place and day in the head: their `place` is ''. They have a second signature, `left_capacity_lines`
    over `left_signer_name`, and the recipients stand below both.
    """

    superior_lines: tuple[str, ...]
    agency_lines: tuple[str, ...]
    kind_title: str
    symbol: str
    place: str
    abstract: str
    capacity_lines: tuple[str, ...]
    signer_name: str
    opening: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    closing: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive_line: str = "VT"
    issuer: str = ""
    urgency_mark: str = ""
    circulation_mark: str = ""
    annexes: tuple[Annex, ...] = ()
    addressees: tuple[str, ...] = ()
    left_capacity_lines: tuple[str, ...] = ()
    left_signer_name: str = ""
    number: int | None = None
    day: date | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.number is None) != (self.day is None):
            raise RecordError("Số và ngày ban hành phải được ghi cùng lúc.")
        if self.number is not None and self.number < 1:
            raise RecordError(f"Số văn bản phải từ 1 trở lên, không phải {self.number}.")
        self._refuse_marks()

    def _refuse_marks(self) -> None:
        for text in (found for field in fields(self) for found in _texts(getattr(self, field.name))):
            if words := secret_text(text):
                raise RecordError(words)
        for mark, known in ((self.urgency_mark, URGENCY_MARKS), (self.circulation_mark, CIRCULATION_MARKS)):
            if mark and mark not in known:
                raise RecordError(f"Dấu chỉ “{mark}” không có trong quy định. Hãy chọn: {', '.join(known)}.")

    @property
    def is_letter(self) -> bool:
        return not self.kind_title

    @property
    def is_draft(self) -> bool:
        return self.number is None

    def with_number(self, number: int, day: date) -> Self:
        """The released record: number and day are given once, after the signature (Điều 15, 18)."""
        if not self.is_draft:
            raise RecordError(f"Văn bản đã có số {self.number}, không cấp số lần nữa.")
        return replace(self, number=number, day=day)

    def to_json(self) -> str:
        """Canonical: sorted keys, no spaces, no escapes; encode as UTF-8 to hash it."""
        content = asdict(self) | {"format": FORMAT, "day": self.day and self.day.isoformat()}
        content = {name: value for name, value in content.items() if value or name not in LATER_FIELDS}
        content["annexes"] = [
            {name: value for name, value in annex.items() if LATER_ANNEX_FIELDS.get(name) != value}
            for annex in content["annexes"]
        ]
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Reads what `to_json` wrote; RecordError for another format, a missing, unknown or ill-typed field."""
        try:
            content = json.loads(text)
            if content.pop("format") != FORMAT:
                raise RecordError(f"Bản ghi văn bản không đúng định dạng {FORMAT}.")
            content["day"] = content["day"] and date.fromisoformat(content["day"])
            content["blocks"] = [Block(**block) for block in content["blocks"]]
            content["annexes"] = [
                Annex(**annex | {"blocks": [Block(**block) for block in annex["blocks"]]})
                for annex in content["annexes"]
            ]
            return cls(**content)
        except RecordError:
            raise
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RecordError("Bản ghi văn bản bị hỏng, không đọc được.") from error
