"""The rules of the two signatures under minutes (Mẫu 1.9, Phụ lục III, Nghị định 30/2020/NĐ-CP): secretary left, chair right."""

from __future__ import annotations

from meetings.papers.form_findings import Face, Sheet, millimetres, points
from meetings.papers.printed_lines import MM, Line

SECRETARY, CHAIR = "THƯ KÝ", ("CHỦ TỌA", "CHỦ TOẠ")
SAMPLE = "Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.9"
FACE = Face(13, 14, bold=True)
FARTHEST = 60 * MM  # from the post to the name; between them is room to sign


def posts_of_minutes(sheet: Sheet) -> list[Line]:
    """'THƯ KÝ' and 'CHỦ TỌA' above the signatures; [] of any other paper, and where one of them is missing."""
    if not sheet.expected.is_minutes:
        return []
    lines = list(reversed(sheet.lines))
    left = next((line for line in lines if line.text == SECRETARY and line.middle < sheet.half), None)
    right = next((line for line in lines if line.text in CHAIR and line.middle > sheet.half), None)
    return [left, right] if left and right else []


def check_two_signatures(sheet: Sheet, foot: Line) -> Line:
    """The line of the signatures; ``foot`` ('Nơi nhận:') where they are not found."""
    posts = posts_of_minutes(sheet)
    level = bool(posts) and posts[0].page == posts[1].page and abs(posts[0].base - posts[1].base) < 3
    told = ", ".join(f"{line.text} {points(line.size)}" for line in posts) or "không thấy đủ hai chức danh"
    name = "“THƯ KÝ” bên trái, “CHỦ TỌA” bên phải: cùng dòng, chữ in hoa, cỡ 13-14, đứng, đậm"
    sheet.rule("two_posts", name, FACE.fits(*posts) and level, told, SAMPLE)
    if not posts:
        return foot
    _two_names(sheet, posts, foot)
    return posts[0]


def _two_names(sheet: Sheet, posts: list[Line], foot: Line) -> None:
    names = [_name_under(sheet, post) for post in posts]
    told = ", ".join(f"{each.text} {points(each.size)}" if each else "chưa có tên" for each in names)
    name = "Họ tên thư ký và chủ tọa: cỡ 13-14, đứng, đậm, giữa dưới chức danh"
    sheet.rule("two_signers", name, FACE.fits(*names), told, SAMPLE)
    signed = max((each.place for each in names if each), default=posts[1].place)
    apart = foot.top - signed[1] if foot.page == signed[0] else 0.0
    told = "ở trang sau" if foot.page > signed[0] else f"cách {millimetres(apart)}"
    sheet.rule("recipients_below", "“Nơi nhận” ở dưới hai chữ ký", foot.place > signed, told, SAMPLE)


def _name_under(sheet: Sheet, post: Line) -> Line | None:
    """The nearest line that stands centred under the post."""
    below = [line for line in sheet.main[post.page - 1].lines if 3 < line.top - post.bottom < FARTHEST]
    under = [line for line in below if abs(line.middle - post.middle) < 3 * MM and not line.text.isupper()]
    return min(under, key=lambda line: line.top, default=None)
