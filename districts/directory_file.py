"""Reads the CSV file of a directory: its bytes into rows of words, each with the line on which it begins."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from districts.errors import DomainError

MAX_BYTES = 5_000_000


@dataclass(frozen=True)
class FileRow:
    """``cells``: column -> text, trimmed and in NFC; a column that the file does not have is not in it."""

    line: int
    cells: dict[str, str]


class FileErrors(DomainError):
    """Nothing was saved. ``errors``: (line, sentence), in the order of the lines."""

    def __init__(self, errors: list[tuple[int, str]]):
        self.errors = sorted(errors)
        listed = "\n".join(f"Dòng {line}: {sentence}" for line, sentence in self.errors)
        super().__init__(f"Tệp có {len(errors)} chỗ cần sửa, chưa lưu gì:\n{listed}")


def read_file(path: Path) -> bytes:
    """The bytes of the file, no more of them than can be read. Raises DomainError."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError:
        raise DomainError(f"Không đọc được tệp “{path}”. Hãy kiểm tra đường dẫn và quyền đọc.") from None
    if len(content) > MAX_BYTES:
        raise DomainError(f"Tệp nặng hơn {MAX_BYTES // 1_000_000} MB. Hãy kiểm tra lại, hoặc tách thành nhiều tệp.")
    return content


def read_rows(content: bytes, *, required: list[str], optional: list[str]) -> list[FileRow]:
    """Rows of a CSV file in UTF-8, parted by ',' or ';'; empty lines are passed over. Raises DomainError."""
    reader = csv.reader(io.StringIO(_decode(content), newline=""), delimiter=_delimiter(content), strict=True)
    header, start = None, 1
    rows, errors = [], []
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            cells = _trimmed(cells)
            if not cells:
                continue
            if header is None:
                header = _checked_header(line, cells, required, optional)
            elif len(cells) > len(header):
                errors.append((line, f"có {len(cells)} ô, nhiều hơn {len(header)} cột ở dòng tiêu đề."))
            else:
                cells += [""] * (len(header) - len(cells))
                rows.append(FileRow(line, dict(zip(header, cells, strict=True))))
    except csv.Error:
        errors.append((start, "dấu ngoặc kép mở mà không đóng, hoặc có chữ ngay sau dấu đóng."))
    if errors:
        raise FileErrors(errors)
    if not rows:
        raise DomainError("Tệp không có dòng dữ liệu nào sau dòng tiêu đề.")
    return rows


def _trimmed(cells: list[str]) -> list[str]:
    """Without blanks around the words, and without the empty cells that a spreadsheet adds at the end of a row."""
    cells = [cell.strip() for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _decode(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DomainError("Tệp không phải UTF-8. Hãy lưu lại dạng “CSV UTF-8” rồi nạp lại.") from None
    if "\0" in text:
        raise DomainError("Tệp không phải văn bản CSV. Hãy lưu lại dạng “CSV UTF-8” rồi nạp lại.")
    return unicodedata.normalize("NFC", text)


def _delimiter(content: bytes) -> str:
    first = content.lstrip(b"\xef\xbb\xbf\r\n ").splitlines()[:1]
    return ";" if first and first[0].count(b";") > first[0].count(b",") else ","


def _checked_header(line: int, cells: list[str], required: list[str], optional: list[str]) -> list[str]:
    header = [cell.lower() for cell in cells]
    missing = [column for column in required if column not in header]
    unknown = [column for column in header if column not in required + optional]
    errors = []
    if missing:
        errors.append((line, f"thiếu cột {', '.join(missing)}."))
    if unknown:
        errors.append(
            (line, f"không có cột nào tên là {', '.join(unknown)}; các cột: {', '.join(required + optional)}.")
        )
    if len(set(header)) < len(header):
        errors.append((line, "có hai cột trùng tên."))
    if errors:
        raise FileErrors(errors)
    return header
