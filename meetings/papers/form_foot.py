"""The rules of the foot: right to sign, name, recipients. Phụ lục I, mục II, khoản 7 and 9, Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import re

from meetings.papers.form_findings import Face, Sheet, millimetres, points, words_of
from meetings.papers.form_signatures import check_two_signatures
from meetings.papers.form_text import is_page_number
from meetings.papers.printed_lines import MM, Line

NONE_YET = "chưa có"
WORD_FACE, LISTED_FACE = Face(12, 12, bold=True, italic=True), Face(11, 11, bold=False)
POST_FACE, SIGNER_FACE = Face(13, 14, bold=True, capitals=True), Face(13, 14, bold=True)
ROOM = 30  # points; the name stands below the room for the signature


def foot_of(sheet: Sheet) -> Line | None:
    """The line 'Nơi nhận:' at the left, the last one of the text."""
    return next(
        (line for line in reversed(sheet.lines) if line.text.rstrip(":") == "Nơi nhận" and line.middle < sheet.half),
        None,
    )


def check_foot(sheet: Sheet, foot: Line | None, text: list[Line]) -> None:
    told = points(foot.size) if foot else "không thấy"
    sheet.rule("recipients_word", "“Nơi nhận:” cỡ 12, nghiêng, đậm", WORD_FACE.fits(foot), told, "mục II, khoản 9")
    if foot is None:
        return
    _recipients(sheet, foot)
    signing = check_two_signatures(sheet, foot) if sheet.expected.is_minutes else foot
    if not sheet.expected.is_minutes:
        _signature(sheet, foot)
    above = [line for line in text if line.page == signing.page]
    told = f"{len(above)} dòng nội dung cùng trang"
    sheet.rule(
        "signature_page", "Chữ ký cùng trang với ít nhất 2 dòng nội dung", len(above) >= 2, told, "mục II, khoản 7"
    )


def _recipients(sheet: Sheet, foot: Line) -> None:
    listed = [
        line
        for line in sheet.lines
        if line.place > (foot.page, foot.top + 3) and line.middle < sheet.half and not is_page_number(line)
    ]
    sizes = sorted({round(line.size, 1) for line in listed})
    told = f"cỡ {', '.join(f'{size:g}' for size in sizes)}" if sizes else NONE_YET
    sheet.rule("recipients_size", "Tên nơi nhận cỡ 11, đứng", LISTED_FACE.fits(*listed), told, "mục II, khoản 9")
    _list_of_recipients(sheet, listed)


def _list_of_recipients(sheet: Sheet, listed: list[Line]) -> None:
    joined = "\n".join(line.text for line in listed)  # a name may hold a dash itself: 'Phòng Kế hoạch - Tài chính'
    items = [" ".join(part.split()) for part in re.split(r"(?m)^- ", joined) if part.strip()]
    ended = bool(items) and all(item.endswith(";") for item in items[:-1])
    good = ended and items[-1].startswith("Lưu: VT") and items[-1].endswith(".")
    told = items[-1][:60] if items else NONE_YET
    if items and not good:
        told = _wrong_line(items)
    name = "Mỗi nơi nhận “- …;”, cuối cùng “- Lưu: VT, ….”"
    sheet.rule("recipients_list", name, good, told, "mục II, khoản 9")


def _wrong_line(items: list[str]) -> str:
    """Which line breaks the rule, and how."""
    open_one = next((item for item in items[:-1] if not item.endswith(";")), None)
    if open_one is not None:
        return f"dòng “{open_one[:60]}” chưa kết thúc bằng “;”, sửa ở mục Nơi nhận của dự thảo"
    last = items[-1][:60]
    if not last.startswith("Lưu: VT"):
        return f"dòng cuối là “{last}”, chưa phải “Lưu: VT, …”, sửa ở mục Nơi nhận, Lưu của dự thảo"
    return f"dòng cuối “{last}” chưa kết thúc bằng “.”, sửa ở mục Nơi nhận, Lưu của dự thảo"


def _signature(sheet: Sheet, foot: Line) -> None:
    page = sheet.main[foot.page - 1]
    signing = [line for line in page.lines if line.middle > sheet.half and line.top >= foot.top - 8 and line.bold]
    name = next((line for line in reversed(signing) if not line.text.isupper()), None)
    posts = [line for line in signing if name is None or line.top < name.top - ROOM]
    _posts(sheet, foot, posts)
    _signer(sheet, name, posts)


def _posts(sheet: Sheet, foot: Line, posts: list[Line]) -> None:
    told, article = words_of(posts) or "không thấy", "mục II, khoản 7"
    name = "Quyền hạn, chức vụ: chữ in hoa, cỡ 13-14, đứng, đậm, bên phải"
    sheet.rule("post", name, POST_FACE.fits(*posts), told, article)
    if posts:
        apart = abs(posts[0].base - foot.base)
        told = f"lệch {millimetres(apart)}"
        sheet.rule("post_level", "Chức vụ ngang hàng với “Nơi nhận”", apart < 9, told, "mục II, khoản 9")


def _signer(sheet: Sheet, name: Line | None, posts: list[Line]) -> None:
    under = name is not None and (not posts or abs(name.middle - posts[-1].middle) < 3 * MM)
    good = SIGNER_FACE.fits(name) and under
    told = f"{name.text}, {points(name.size)}" if name else "không thấy"
    sheet.rule("signer", "Họ tên người ký: cỡ 13-14, đứng, đậm, giữa dưới chức vụ", good, told, "mục II, khoản 7")
    titled = name is not None and re.match(r"(?i)(gs|pgs|ts|ths|ks|bs|cn)\.? ?[.,]? ", name.text)
    sheet.rule("signer_plain", "Không ghi học hàm, học vị trước họ tên", not titled, told, "mục II, khoản 7")
