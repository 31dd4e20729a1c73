"""Posts ('Phó Giám đốc Sở Khoa học và Công nghệ') as they stand after or before a name, and the unit inside a post."""

from __future__ import annotations

import re

from meetings.intake.wording import LOWER, UPPER, without_marks

_POST = (
    r"(?:(?:[Nn]guyên|[Qq]uyền|[Qq]\.)\s+)?(?:[Pp]hó\s+|P\.\s*|P(?=GĐ|CT|TP|CVP))?"
    r"(?:[Tt]ổng\s+(?:[Gg]iám đốc|[Bb]í thư|[Tt]hư ký|[Cc]ục trưởng|[Cc]ục|[Bb]iên tập)|[Gg]iám đốc|[Gg]iám Đốc|GĐ|GD|[Cc]hủ tịch|[Cc]hủ nhiệm|CT(?=\s+UBND)|[Bb]í thư|[Bb]ộ trưởng|[Tt]hứ trưởng|[Tt]hủ tướng(?: Chính phủ)?|[Cc]hủ tịch nước"
    r"|[Cc]hánh\s+(?:[Vv]ăn phòng|[Tt]hanh tra|[Án]n|VP|TTr)|CVP|VP\s|[Tt]rưởng\s?\w*|TP\.?|T\.?P(?=\s)|[Vv]ụ trưởng|[Cc]ục trưởng|[Vv]iện trưởng|[Hh]iệu trưởng|[Hh]iệu phó|[Đđ]ội trưởng|[Tt]ổ trưởng"
    r"|[Cc]hi cục trưởng|[Cc]hi [Cc]ục phó|[Tt]hư ký|[Cc]huyên viên|[Cc]án bộ|[Cc]ông chức|[Vv]iên chức|[Nn]hân viên|[Kk]ế toán|[Tt]hanh tra viên|[Kk]iểm soát viên|[Ủủ]y viên|[Uu]ỷ viên|UV|UVBTV"
    r"|[Tt]hường trực|[Đđ]ại diện|[Ll]ãnh đạo|[Tt]hành viên|[Đđ]ại biểu|CV|CC|VC|CB|[Gg]iảng viên|[Nn]ghiên cứu viên|[Kk]ỹ sư|[Vv]ăn thư|[Vv]ăn phòng|[Tt]hủ trưởng|[Nn]gười|[Pp]hụ trách|[Tt]hủ quỹ|[Pp]hóng viên|BGĐ|[Bb]an [Gg]iám đốc"
    r"|[Tt]rợ lý|[Tt]ùy viên|[Hh]iệp sĩ|[Nn]hà khoa học|[Cc]hi ủy viên|[Pp]hòng\s|[Hh]ội\s|[Ss]ở\s|[Tt]rung tâm|[Cc]hi cục|[Tt]ập đoàn|[Cc]ông ty)"
)
POST_START = re.compile(_POST)
# a scan's 'Phó Giám đôc', 'Trương phòng'
_DAMAGED_POST = re.compile(
    r"(?:P(?:ho|\.)\s+)?(?:(?:Giam doc|Chu tich|Bi thu|Truong (?:phong|ban)|Chanh (?:van phong|thanh tra)|Chi cuc truong)\b|(?:giam doc|chu tich|bi thu|truong phong)\b)"
)
OPENING_UNIT = re.compile(
    r"(?:Ủy ban|Uỷ ban|UBND|HĐND|UBMTTQ|MTTQ|Hội đồng|Sở|Bộ|Ban|Phòng|phòng|Chi cục|Cục|Vụ|Viện|Trung tâm|TT\b|Văn phòng|VP\b|Thanh tra|Liên hiệp|Liên đoàn|Hội|Đảng ủy|Đảng uỷ|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy"
    r"|Tỉnh uỷ|Thành uỷ|Huyện uỷ|Công ty|Tập đoàn|Trường|Đại học|Học viện|Bệnh viện|Công an|Xã|xã|Phường|phường|Huyện|huyện|Quận|quận|Thị xã|thị xã|Thị trấn|Thành phố|thành phố|TP\.|TX|Tx|Tỉnh|tỉnh|Đặc khu|đặc khu|Đoàn|Tổ|Đội|LHH|Kho bạc|Ngân hàng|Báo|Đài|Hợp tác xã|HTX|Quỹ|Khu|Ban Quản lý)(?=[\s/:]|$)"
)
# lower-case words that no post and no name of a unit holds: the sentence goes on with them
_GOES_ON = re.compile(
    r"\s*(?:,?\s+(?:đã|sẽ|đang|vừa|cũng|còn|cho biết|cho rằng|nhấn mạnh|nêu|đề nghị|yêu cầu|(?<!an )chỉ đạo|(?:đồng )?chủ trì|chủ tọa|chủ toạ|phát biểu|trình bày|báo cáo(?! viên)|kết luận|khẳng định"
    r"|ghi nhận|biểu dương|đánh giá|đề xuất|kiến nghị|chia sẻ|bày tỏ|thống nhất|giải trình|làm rõ|tiếp thu|lưu ý|gợi ý|cảm ơn|cám ơn|chúc mừng|điều hành(?! và)|khai mạc|bế mạc|tuyên bố|công bố"
    r"|quán triệt|thông qua|dự|tham dự|đến dự|cùng dự|cùng|có|tại|trong|thay mặt|làm|được|là|do|vì|với|để|khi|sau|trước|dẫn đầu|hoan nghênh|đồng tình|giới thiệu|phân tích|nhận định|nhắc nhở"
    r"|mong muốn|tin tưởng|trao|tặng|(?<!hư )ký|truyền đạt|giao|truyền|hướng dẫn|vắng|xin|bận|không|chưa|trực tiếp|tham gia|trả lời|thông tin (?:về|thêm|tới|đến|cho)|trao đổi|ghi biên bản|chịu trách nhiệm|và (?=các|đại diện|lãnh đạo|toàn|một|những|ông|bà|đồng chí|đ/c)"
    r"|như|theo|từ|lúc|vào|nhằm|gồm|cử|mời|nói|tổng hợp|xin|phụ trách (?:nhóm|theo dõi)|ngày|cần|phải|nên|hãy|chủ động|tập trung|kết thúc|kiểm tra, |rà soát|tổ chức|thực hiện|phối hợp|tham mưu|xây dựng|khẩn trương|quan tâm|tiếp tục|hoàn thành|tăng cường)(?![\w/]))"
    r"|\s*[;:()“”\"|…]|\.$|(?<!\b[PQH])(?<!\b[TV][PXT])\.\s|\s*[-–—]\s*(?=(?:đồng )?[Cc]hủ trì|[Cc]hủ tọa)",
)
_NEXT_PART = re.compile(r"\s*,\s*|\s+[-–—]\s*|\s*[-–—]\s+")
_MARK = re.compile(r"[,;:.“”\"()|!?]")
_MARKS_APART = ',;:“”"()|!?'  # the marks that stand in no post
_SEPARATOR = re.compile(r"\s*(?:[-–—−]+|[,:(]|là(?=\s)|hiện là|giữ chức(?: vụ)?|,?\s*[Cc]hức vụ\s*:?)\s*")
_AND_AT_END = re.compile(r"[\s,]+(?:và|cùng|cùng với)?\s*$")
# after a comma these are other guests, not the person's post
_OTHERS = re.compile(
    r"(?:lãnh đạo|đại diện|cán bộ|chuyên viên|đại biểu|thành viên|người|phòng|hội|sở|trung tâm|chi cục|trưởng)\s+(?:các|của|một số|phòng|ban|ngành|sở|UBND)\b"
)
# the fields that a body is for, told one by one: 'Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số'
_FIELD = r"(?:khoa học|công nghệ|đổi mới|chuyển đổi|cải cách|thể thao|du lịch|gia đình|môi trường|kinh tế|xã hội|văn hóa|văn hoá|tiêu cực|lãng phí|chống|cứu nạn|cứu hộ|an toàn|an ninh|quốc phòng|dân số|trẻ em|việc làm|chất lượng)"
_FIELDS = re.compile(rf"{_FIELD}(?:\s+[{LOWER}]+){{0,4}}(?=,\s+{_FIELD}|\s+và\s+[{LOWER}]|\s*[,(]|\s+[{LOWER}]|$)")
MAX_POST = 220


def post_after(text: str, start: int, limit: int | None = None, *, loose: bool = False) -> tuple[str, int]:
    """The post that follows a name whose text ends at ``start``, and where it ends; ('', start) if there is none.

    It does not reach beyond ``limit``. ``loose`` takes any words for a post (an entry of a list of people, where a dash
    or comma has said so).
    """
    limit = min(len(text) if limit is None else limit, start + MAX_POST)
    separator = _SEPARATOR.match(text, start, limit)
    begin = separator.end() if separator else start + len(text[start:limit]) - len(text[start:limit].lstrip())
    if not _begins_post(text, begin, limit, separator, loose=loose):
        return "", start
    if not loose and "," in text[start:begin] and _OTHERS.match(text, begin, limit):
        return "", start
    end = _post_end(text, begin, limit, loose=loose)
    end -= len(text[begin:end]) - len(_AND_AT_END.sub("", text[begin:end]))
    post = text[begin:end].strip(" ,;.-–—:(")
    return (post, end) if post else ("", start)


def _begins_post(text: str, begin: int, limit: int, separator: re.Match[str] | None, *, loose: bool) -> bool:
    """A post's own words, a unit's behind a mark, or in a list whatever else a mark parts from the name.

    A capital behind a colon begins what was said.
    """
    if POST_START.match(text, begin, limit) or _DAMAGED_POST.match(without_marks(text[begin : min(limit, begin + 30)])):
        return True
    if separator is None:
        return False
    if OPENING_UNIT.match(text, begin, limit):
        return True
    if ":" in separator.group(0) and text[begin : begin + 1].isupper():
        return False
    return loose and begin < limit and not _GOES_ON.match(f" {text[begin:limit]}")


def _post_end(text: str, begin: int, limit: int, *, loose: bool) -> int:
    """Where the post that begins at ``begin`` ends: at a verb, a closing mark, or a part that is neither post nor unit."""
    stop = _GOES_ON.search(text, begin, limit)
    end = stop.start() if stop else limit
    position = begin
    while part := _NEXT_PART.search(text, position, end):
        nxt = part.end()
        if not (
            POST_START.match(text, nxt, end)
            or OPENING_UNIT.match(text, nxt, end)
            or _inside_unit_name(text, part.start(), nxt, end, loose=loose)
        ):
            return part.start()
        position = nxt
    return end


def _inside_unit_name(text: str, before: int, after: int, end: int, *, loose: bool) -> bool:
    """A comma or dash inside a unit's name: 'Sở Văn hóa, Thể thao và Du lịch', 'Quy hoạch - Kiến trúc', 'KT-HT'."""
    if after >= end:
        return False
    dash = text[before:after].strip() != ","
    if not dash and _FIELDS.match(text, after, end):
        return True
    if dash and text[after].isupper() and not loose:
        return True
    rest = text[after:end]
    return (
        text[after].isupper() and bool(re.match(rf"[{UPPER}]\w*(?:\s+(?![-–—])[^\s,]+){{0,6}}\s+và\s+[{UPPER}]", rest))
    ) or (loose and not dash)


def post_before(text: str, start: int, floor: int) -> tuple[str, int] | None:
    """The post that stands right before a name beginning at ``start``, and where it begins ('Thứ trưởng | Nguyễn Văn A')."""
    begin = _post_that_ends_at(text, start, floor)
    if begin is None:
        return None
    comma = re.search(r",\s*$", text[max(floor, begin - 4) : begin])
    first = _post_that_ends_at(text, begin - len(comma.group(0)), floor) if comma else None
    begin = begin if first is None else first
    return text[begin:start].strip(" -–—"), begin


def _post_that_ends_at(text: str, end: int, floor: int) -> int | None:
    """Where the post begins that fills the text up to ``end`` without a mark or a verb."""
    behind_mark = max(text.rfind(mark, floor, end) for mark in _MARKS_APART) + 1
    for match in POST_START.finditer(text, max(floor, end - 140, behind_mark), end):
        begins_word = match.start() == 0 or not (text[match.start() - 1].isalnum() or text[match.start() - 1] in "/.")
        phrase = text[match.start() : end]
        if begins_word and not _MARK.search(phrase.replace("P.", "")) and not _GOES_ON.search(phrase):
            return match.start()
    return None


def unit_in(post: str) -> str | None:
    """The unit that a post names: 'Sở Công Thương' in 'Giám đốc Sở Công Thương', the widest where it names two."""
    starts = [
        0,
        *(
            m.end()
            for m in _NEXT_PART.finditer(post)
            if POST_START.match(post, m.end()) or OPENING_UNIT.match(post, m.end())
        ),
    ]
    for begin, end in reversed(list(zip(starts, [*starts[1:], len(post)], strict=True))):
        unit = next(
            (m for m in OPENING_UNIT.finditer(post, begin, end) if m.start() == 0 or post[m.start() - 1] == " "), None
        )
        written = post[unit.start() : end].strip(" .,;-–—") if unit else ""
        if len(written.split()) > 1 or written == "Sở":
            return written
    return None
