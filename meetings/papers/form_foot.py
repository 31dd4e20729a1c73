"""The rules of the foot: right to sign, name, recipients. Phụ lục I, mục II, khoản 7 and 9, Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import re

from meetings.papers.form_findings import Sheet, millimetres, points, within
from meetings.papers.form_signatures import check_two_signatures
from meetings.papers.form_text import is_page_number
from meetings.papers.printed_lines import MM, Line

ROOM = 30  # points; the name stands below the room for the signature


def foot_of(sheet: Sheet) -> Line | None:
    """The line 'Nơi nhận:' at the left, the last one of the text."""
    return next(
        (line for line in reversed(sheet.lines) if line.text.rstrip(":") == "Nơi nhận" and line.middle < sheet.half),
        None,
    )


def check_foot(sheet: Sheet, foot: Line | None, text: list[Line]) -> None:
    good = foot and within(foot.size, 12, 12) and foot.bold and foot.italic
    told = points(foot.size) if foot else "không thấy"
    sheet.rule("recipients_word", "“Nơi nhận:” cỡ 12, nghiêng, đậm", bool(good), told, "mục II, khoản 9")
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
    upright = bool(listed) and all(within(line.size, 11, 11) and not line.bold and not line.italic for line in listed)
    told = ", ".join(f"{size:g}" for size in sizes)
    sheet.rule(
        "recipients_size", "Tên nơi nhận cỡ 11, đứng", upright, f"cỡ {told}" if told else "chưa có", "mục II, khoản 9"
    )
    joined = " ".join(line.text for line in listed)
    items = [part.strip() for part in re.split(r"(?:^|\s)- ", joined) if part.strip()]
    ended = bool(items) and all(item.endswith(";") for item in items[:-1])
    good = ended and items[-1].startswith("Lưu: VT") and items[-1].endswith(".")
    told = items[-1][:60] if items else "chưa có"
    name = "Mỗi nơi nhận “- …;”, cuối cùng “- Lưu: VT, ….”"
    sheet.rule("recipients_list", name, good, told, "mục II, khoản 9")


def _signature(sheet: Sheet, foot: Line) -> None:
    page = sheet.main[foot.page - 1]
    signing = [line for line in page.lines if line.middle > sheet.half and line.top >= foot.top - 8 and line.bold]
    names = [line for line in signing if not line.text.isupper()][-1:]
    posts = [line for line in signing if not names or line.top < names[0].top - ROOM]
    good = bool(posts) and all(line.text.isupper() and within(line.size, 13, 14) and not line.italic for line in posts)
    told = " / ".join(line.text for line in posts) or "không thấy"
    sheet.rule("post", "Quyền hạn, chức vụ: chữ in hoa, cỡ 13-14, đứng, đậm, bên phải", good, told, "mục II, khoản 7")
    if posts:
        apart = abs(posts[0].base - foot.base)
        sheet.rule(
            "post_level",
            "Chức vụ ngang hàng với “Nơi nhận”",
            apart < 9,
            f"lệch {millimetres(apart)}",
            "mục II, khoản 9",
        )
    name = names[-1] if names else None
    under = name is not None and (not posts or abs(name.middle - posts[-1].middle) < 3 * MM)
    good = name is not None and within(name.size, 13, 14) and not name.italic and under
    told = f"{name.text}, {points(name.size)}" if name else "không thấy"
    sheet.rule("signer", "Họ tên người ký: cỡ 13-14, đứng, đậm, giữa dưới chức vụ", good, told, "mục II, khoản 7")
    titled = name is not None and re.match(r"(?i)(gs|pgs|ts|ths|ks|bs|cn)\.? ?[.,]? ", name.text)
    sheet.rule("signer_plain", "Không ghi học hàm, học vị trước họ tên", not titled, told, "mục II, khoản 7")
