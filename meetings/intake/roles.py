"""What the words around a person's name say: who chairs, who writes the minutes, who was there, who is only spoken of."""

from __future__ import annotations

import re

from meetings.intake.mentions import Mention
from meetings.intake.posts import POST_START, post_after
from meetings.intake.scan import says_any

_MEETING = r"(?:cuộc họp|hội nghị|buổi (?:làm việc|họp|giao ban|tiếp|lễ)|phiên (?:họp|giao ban)|giao ban|họp|tọa đàm|toạ đàm|hội thảo|cuộc làm việc|buổi tọa đàm)"
_CHAIR = r"(?:chủ trì|chủ tọa|chủ toạ)"
_PEOPLE = r"(?:(?:các\s+)?(?:đồng chí|ông|bà|đ/c)\s*:?\s*)?"
_CHAIRS_AFTER = re.compile(
    rf"(?:\s*\([^()]{{0,120}}\))?[\s,;–—-]*\(?(?:(?:đã|là|làm|cùng|trực tiếp|đến dự và|tham dự và|dự và|dự,|tham dự,|được [^.;,]{{0,40}}(?:phân công|ủy quyền|uỷ quyền|giao)|thay mặt [^,.;]{{0,60}},?)\s+)*(?P<co>đồng\s+)?{_CHAIR}"
    rf"(?!\s+(?:thực hiện|tham mưu|xây dựng|triển khai|soạn|rà soát|nhiệm vụ|nội dung|việc|đề tài|dự án|lập)|,?\s*phối hợp)",
    re.I,
)
_DIRECTS_AFTER = re.compile(rf"[\s,]*(?:(?:đã|trực tiếp)\s+)*(?:chỉ đạo|điều hành)\s+(?:chung\s+)?{_MEETING}", re.I)
_CHAIRS_BEFORE = re.compile(
    rf"(?:(?P<co>đồng\s+)?{_CHAIR}(?:,? (?:và )?(?:kết luận|phát biểu|chỉ đạo|điều hành))*(?:\s+{_MEETING}[^.:;,]{{0,80}}?)?|dưới sự\s+(?:đồng\s+)?(?:{_CHAIR}|điều hành)(?:\s+[^.,;:]{{0,30}})?)"
    rf"\s*(?:gồm\s+có|gồm|có|là|của|bởi)?\s*[:–-]?\s*{_PEOPLE}$",
    re.I,
)
_BY_BEFORE = re.compile(rf"\bdo\s+{_PEOPLE}$", re.I)
_CONCLUSION_OF = re.compile(
    rf"(?:truyền đạt|thông báo|^|nội dung|ý kiến)\s*(?:ý kiến\s+|nội dung\s+)?kết luận(?:\s*,?\s*(?:và\s+)?chỉ đạo)?\s+(?:của|do)\s+{_PEOPLE}$",
    re.I,
)
_INSTRUCTION_OF = re.compile(rf"ý kiến (?:chỉ đạo|kết luận)(?:,? (?:chỉ đạo|kết luận))?\s+của\s+{_PEOPLE}$", re.I)
_CONCLUDES_AFTER = re.compile(
    r"[\s,]*(?:(?:đã|có|phát biểu|thống nhất|chủ trì)\s*,?\s+(?:và\s+)?)*(?:ý kiến\s+)?kết luận\b", re.I
)
_SENT = re.compile(rf"(?<!\w)cử\s+{_PEOPLE}$", re.I)
_CAME_INSTEAD = re.compile(r"(?:dự|đi|họp|tham dự)\s+thay|(?:tham\s+)?dự\s+(?:họp|cuộc họp|hội nghị|giao ban)", re.I)
_SECRETARY_BEFORE = re.compile(
    rf"(?:^|[\s,;(])(?<!tổng )(?:thư ký(?:\s+(?:{_MEETING}|ghi biên bản|tổng hợp))?|(?:người\s+)?ghi (?:chép )?biên bản(?:\s+{_MEETING})?|(?:người\s+)?ghi chép)\s*(?:là|có)?\s*[:–-]?\s*{_PEOPLE}$",
    re.I,
)
_SECRETARY_AFTER = re.compile(
    rf"[\s,;(–—-]*(?:(?:là|làm|cử làm|được cử làm)\s+)?(?:thư ký(?=\s*(?:$|[.,;)]|{_MEETING}|ghi))|(?:người\s+)?ghi (?:chép )?biên bản)",
    re.I,
)
_ROLE_IN_POST = re.compile(
    rf"(?:^|[\s,;(–—-]+)(?:(?P<co>đồng\s+)?(?P<chair>{_CHAIR}(?:\s+{_MEETING})?)|(?P<secretary>(?<!tổng )thư ký(?:\s+{_MEETING})?|(?:người )?ghi biên bản(?:\s+{_MEETING})?))\s*\)?\s*$",
    re.I,
)

_SPEAKS = (
    r"(?:cho biết|cho rằng|nhấn mạnh|nêu|phát biểu|khẳng định|ghi nhận|biểu dương|đánh giá|cảm ơn|cám ơn|chúc mừng|lưu ý|gợi ý|chia sẻ|bày tỏ|kết luận|khai mạc|bế mạc|phân tích|nhận định|thông tin|hoan nghênh|đồng tình"
    r"|mong muốn|tin tưởng|quán triệt|nhắc nhở|truyền đạt|công bố|tuyên bố|chủ trì|dự\b(?!\s+(?:thảo|án|kiến|toán|báo|phòng|thi|thầu)\b)|tham dự|đến dự|cùng dự|có mặt|điều hành|(?:có )?ý kiến|trao đổi|giới thiệu|làm rõ|giải trình|trả lời|dẫn đầu|làm trưởng đoàn|làm Trưởng đoàn|tặng|trao|có (?:buổi|cuộc) (?:làm việc|họp|gặp)|làm việc với|họp với|đi kiểm tra)"
)
_SPEAKS_OR_ORDERS = (
    _SPEAKS[:-1]
    + r"|đề nghị|yêu cầu|chỉ đạo|giao|báo cáo|trình bày|đề xuất|kiến nghị|thống nhất|tiếp thu|thông qua|tham luận|thay mặt|đọc|quyết định|tham gia)"
)
_ADVERBS = r"[\s,]*(?:\([^)]{0,80}\)[\s,]*)?(?:(?:đã|cũng|vừa|còn|tiếp tục|trực tiếp|thay mặt [^,.;]{0,80},?|đại diện [^,.;]{0,80},?|lần lượt|nghe|có|tại (?:hội nghị|cuộc họp|buổi)[^,;.]{0,40},?)\s+)*"
_PRESENT_AFTER = re.compile(_ADVERBS + _SPEAKS_OR_ORDERS + r"(?!\w)")
_SPEAKING_AFTER = re.compile(_ADVERBS + _SPEAKS + r"(?!\w)")
_PRESENT_BEFORE = re.compile(
    rf"(?:(?:dự|tham gia|có mặt|về phía|phía|đoàn|đại biểu|khách mời|đại diện|lãnh đạo|thành phần)[^.;]{{0,160}}(?:có|gồm|là|:|cùng|với)|\b(?:cùng|cùng với|cùng dự có|nghe|tham luận của|ý kiến(?: tham luận| phát biểu| trao đổi)? của|phát biểu của|báo cáo của"
    rf"|trình bày của|sự (?:tham dự|tham gia|có mặt|hiện diện) của|gồm có|gồm|như|trưởng đoàn|đại biểu)\s*:?)\s*{_PEOPLE}$",
    re.I,
)
_SPOKEN_OF = re.compile(
    rf"\b(?:giao|giao cho|phân công|cử|mời|ủy quyền|uỷ quyền|cho|tặng|gửi|gửi cho|liên hệ|trình|bổ nhiệm|thăm|nhờ|khen thưởng|phê bình|kỷ luật|chúc mừng|đề nghị|yêu cầu|báo cáo|xin ý kiến|đối với|thực hiện [^.;]{{0,80}}của|thay|(?:đơn(?: thư)?|hồ sơ|khiếu nại|phản ánh|tố cáo) của)\s+{_PEOPLE}$",
    re.I,
)
_TASKED_AFTER = re.compile(
    r"[\s,–-]*(?:được (?:phân công|giao|bổ nhiệm|cử)|chịu trách nhiệm|có trách nhiệm|phụ trách|nghỉ|sẽ)\b", re.I
)
_AND_NEXT = re.compile(
    r"[\s,;)]*(?:(?:và|cùng|cùng với|cùng các)\s*)?(?:(?:các\s+)?(?:đồng chí|ông|bà)\s*:?\s*)?", re.I
)
_CAME_FOR = r"(?:tham\s+dự|dự|đi|họp)\s+(?:họp\s+)?thay\s[^()]{2,120}"
_INSTEAD = re.compile(rf"\s*(?P<said>\({_CAME_FOR}\))", re.I)
_INSTEAD_AT_END = re.compile(rf"(?:^{_CAME_FOR}|\s*\({_CAME_FOR}\))$", re.I)
_REPLACED = re.compile(rf"(?<!\w)thay(?:\s+cho)?\s+{_PEOPLE}$", re.I)
_ABSENT = re.compile(r"[\s,;:–—(-]*(?:xin\s+)?(?:vắng|nghỉ phép|không (?:tham )?dự|bận (?:họp|công tác))", re.I)


def is_replaced(mention: Mention) -> bool:
    """Whether another came for the person: 'Ông A (dự thay bà B)'."""
    return bool(_REPLACED.search(mention.before))


def in_place_of(text: str, mention: Mention) -> str:
    """For whom the person came, in the words in brackets behind the mention: '(dự thay Phó Chủ tịch UBND xã)', or ''."""
    match = _INSTEAD.match(text, mention.end)
    return match.group("said") if match else ""


def with_instead(post: str, instead: str) -> str:
    """The post as a draft tells it: 'Công chức (dự thay Phó Chủ tịch UBND xã)'."""
    return f"{post} {instead}" if post and instead else post or instead.strip("()")


def post_alone(position: str) -> str:
    """The post that ``with_instead`` was given, which is the person's own; '' where there was none."""
    return _INSTEAD_AT_END.sub("", position)


def is_absent(mention: Mention) -> bool:
    """Whether the entry itself says that the person did not come."""
    said_before = re.search(r"\bvắng\b[^.;]*$", mention.before, re.I)
    return bool(said_before or _ABSENT.match(mention.after) or re.search(r"\bvắng(?: mặt)?\b", mention.post, re.I))


def joined(first: Mention, second: Mention) -> bool:
    """Whether nothing but 'và' or a comma stands between two mentions: what is said of one is said of both."""
    return bool(_AND_NEXT.fullmatch(first.after)) and bool(_AND_NEXT.fullmatch(second.before))


def split_role(post: str) -> tuple[str, str | None]:
    """A post without the role at its end ('Phó Giám đốc, chủ trì'), and the role."""
    match = _ROLE_IN_POST.search(post)
    if not match:
        return post, None
    role = "co_chair" if match.group("co") else "chair" if match.group("chair") else "secretary"
    return post[: match.start()].strip(" ,;(–—-"), role


def stated_role(mention: Mention) -> str | None:
    """'chair', 'co_chair' or 'secretary' by the words right beside the mention."""
    after = _CHAIRS_AFTER.match(mention.after)
    if after:
        return None if _SPOKEN_OF.search(mention.before) else "co_chair" if after.group("co") else "chair"
    if _SECRETARY_AFTER.match(mention.after) or _SECRETARY_BEFORE.search(mention.before):
        return "secretary"
    before = _CHAIRS_BEFORE.search(mention.before)
    if before:
        return "co_chair" if before.group("co") else "chair"
    if _DIRECTS_AFTER.match(mention.after) and not re.search(r"phát biểu|ý kiến", mention.before, re.I):
        return "chair"
    return None


def concludes_by_title(mention: Mention) -> bool:
    """'Kết luận của đồng chí X': the paper is X's conclusion."""
    return bool(_CONCLUSION_OF.search(mention.before))


def concluding_posts(text: str) -> list[str]:
    """The posts, without a name, of whoever concluded: 'Kết luận của Giám đốc Sở tại …', 'đồng chí Bí thư kết luận:'."""
    posts: list[str] = []
    if not says_any(text, ("kết luận", "chỉ đạo")):
        return posts
    for match in POST_START.finditer(text[:3000]):
        post, end = post_after(text, match.start())
        title = _CONCLUSION_OF.search(text[: match.start()]) or _INSTRUCTION_OF.search(text[: match.start()])
        if post and (title or _CONCLUDES_AFTER.match(text, end)):
            posts.append(post)
    return posts


def concludes(mention: Mention) -> bool:
    return bool(_CONCLUDES_AFTER.match(mention.after))


def was_there(mention: Mention, *, in_orders: bool) -> bool:
    """Whether the words around a mention in running text show the person at the meeting.

    ``in_orders``: it stands among orders, where 'đồng chí X báo cáo …' is a task and only speaking counts.
    """
    if not in_orders and _SENT.search(mention.before) and _CAME_INSTEAD.search(f"{mention.post} {mention.after[:60]}"):
        return True
    if _SPOKEN_OF.search(mention.before) or _TASKED_AFTER.match(mention.after):
        return False
    if _BY_BEFORE.search(mention.before) and re.match(
        r"[\s,]*(?:làm|là)?\s*(?:trưởng đoàn|chủ trì|dẫn đầu)", mention.after, re.I
    ):
        return True
    after = (_SPEAKING_AFTER if in_orders else _PRESENT_AFTER).match(mention.after)
    return bool(after) or bool(_PRESENT_BEFORE.search(mention.before)) or bool(stated_role(mention))
