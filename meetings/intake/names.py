"""Where a Vietnamese person's name stands in a text.

A name is a family name and one to four more capitalised syllables. A name is taken for a person's when an honorific or
an academic title opens it, when a post opens it ('Chủ tịch UBND Thành phố Nguyễn Văn A'), or, in a list of people, when it
opens an entry. Streets, schools, contests and units that bear a person's name are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from meetings.intake.scan import Opened
from meetings.intake.wording import LOWER, UPPER, phrases

FAMILY_NAMES = phrases(
    """
    Nguyễn | Trần | Lê | Phạm | Lô | Moong | Vừ | Xồng | Giàng | Hảng | Cháng | Alăng | Bríu | Pơloong | Zơrâm | Hoàng | Huỳnh | Phan | Vũ | Võ | Đặng | Bùi | Đỗ | Hồ | Ngô | Dương | Lý | An | Ân | Âu | Bá | Bạch | Bàn |
    Bành | Bế | Bồ | Biện | Cái | Cam | Can | Cao | Cấn | Cát | Cầm | Chế | Châu | Chu | Chung | Chử | Cù | Cung | Danh | Diệp | Doãn |
    Du | Dư | Đàm | Đan | Đào | Đậu | Điền | Điểu | Đinh | Đoàn | Đổng | Đồng | Đới | Đường | Giang | Giáp | Hà | Hạ | Hán | Hàn | Hàng |
    Hầu | Hồng | Hoa | Hứa | Kha | Khả | Khiếu | Khổng | Khương | Khúc | Kiên | Kiều | Kim | Kông | Kpă | Krông | Ksor | La | Lã | Lại | Lâm |
    Lăng | Lầu | Lìu | Liễu | Liên | Lò | Lỗ | Lộ | Lù | Lục | Lư | Lữ | Lương | Lường | Lưu | Ma | Mã | Mạc | Mạch | Mai | Mạnh | Mâu | Mầu |
    Mẫn | Mông | Mùa | Nay | Nghiêm | Ngân | Ngụy | Nhâm | Nhan | Nhữ | Ninh | Niê | Nông | Nùng | Ong | Ông | Phí | Phó | Phùng | Phương | Phượng |
    Phàn | Quách | Quan | Quàng | Quản | Quảng | Rmah | Rơ | Rcom | Sa | Sầm | Siu | Sơn | Sử | Sùng | Tạ | Tăng | Tẩn | Tân | Tào | Tiêu |
    Tiền | Tòng | Tô | Tôn | Tống | Tường | Từ | Thạch | Thái | Thân | Thang | Thào | Thập | Thế | Thi | Thiều | Thẩm | Tiết | Tòng |
    Trà | Tráng | Trang | Triệu | Trình | Trịnh | Trưng | Trương | Tri | Ty | Ung | Úc | Ứng | Ưng | Vàng | Văn | Vì | Vi | Viên | Vòng |
    Vừ | Vương | Vưu | Xa | Xin | Yên | Y | H | Giàng | Hạng | Hờ | Hảng | Cứ | Ly | Lèo | Bạc | Điêu | Đèo | Hù | Chảo | Chang | Kray | Blong
    """
)
_PLACES_LIKE_NAMES = phrases(
    """
    Hà Nội | Hà Nam | Hà Tĩnh | Hà Giang | Hà Tiên | Hà Đông | Hà Trung | Hà Quảng | Hồ Chí Minh | Hồ Tây | Cao Bằng | Cao Lãnh | Cao Lộc | Cao Phong |
    An Giang | An Khê | An Biên | An Minh | An Phú | An Lão | An Nhơn | An Dương | An Hội | An Bình | An Cư | An Thới | An Khánh | Ninh Bình | Ninh Thuận |
    Ninh Hòa | Ninh Kiều | Ninh Giang | Ninh Sơn | Ninh Phước | Phan Thiết | Phan Rang | Phan Rang Tháp Chàm | Thái Bình | Thái Nguyên | Thái Thụy | Thái Hòa |
    Tiền Giang | Tiền Hải | Trà Vinh | Trà Ôn | Trà Cú | Trà My | Trà Bồng | Trần Đề | Trần Văn Thời | Lai Châu | Lâm Đồng | Lâm Hà | Lâm Thao | Lý Nhân |
    Lý Sơn | Lục Nam | Lục Ngạn | Lục Yên | Lương Sơn | Lương Tài | Mai Châu | Mai Sơn | Vũ Thư | Vũ Quang | Vũ Lăng | Kim Sơn | Kim Bảng | Kim Thành | Kim Động |
    Kiên Giang | Kiên Lương | Kiên Hải | Yên Bái | Yên Châu | Yên Định | Yên Khánh | Yên Mô | Yên Mỹ | Yên Phong | Yên Sơn | Yên Thành | Yên Thế | Yên Dũng |
    Tân An | Tân Bình | Tân Phú | Tân Châu | Tân Hiệp | Tân Hồng | Tân Thành | Tân Trụ | Tân Uyên | Tân Biên | Tân Hạnh | Tân Long | Tân Hội | Tân Ngãi | Sơn La |
    Sơn Tây | Sơn Hà | Sơn Dương | Sơn Hòa | Sơn Tịnh | Đồng Nai | Đồng Tháp | Đồng Xuân | Đồng Hới | Đồng Xoài | Đồng Phú | Đồng Hỷ | Đồng Văn | Đào Xá |
    Quảng Nam | Quảng Ngãi | Quảng Ninh | Quảng Bình | Quảng Trị | Quảng Xương | Quảng Trạch | Quảng Điền | Hoàng Mai | Hoàng Sa | Trường Sa | Hoàng Su Phì |
    Long Hồ | Điện Biên | Từ Liêm | Từ Sơn | Hải Dương | Bạc Liêu | Văn Giang | Văn Lâm | Văn Yên | Văn Chấn | Văn Bàn | Văn Quan | Vị Thanh | Phương Đông |
    Châu Thành | Châu Đốc | Châu Phú | Châu Đức | Chu Lai | Đinh Văn | Phùng Hiệp | Phú Quốc | Tri Tôn | Tăng Bạt Hổ | Hạ Long | Hạ Hòa | Hạ Lang | Giang Thành
    """
)
HONORIFIC = (
    r"(?:(?:[Cc]ác|quý)\s+)?(?:[ÔôOo]ng|[Bb]à|[Đđ]ồng\s+chí|[Đđ]/\s?[Cc]h?|Đ\.?C\.?(?=\s)|[Aa]nh|[Cc]hị|[Tt]hầy|[Cc]ô)(?!\w)\s*:?"
    r"|ÔNG(?=\s)|BÀ(?=\s)|ĐỒNG CHÍ(?=\s)"
)
_DEGREE = (
    r"(?:(?:P?GS|TS|TSKH|Th\.?S|ThS|BS|BSCK\s?I{0,2}|CKI{0,2}|DS|KS|KTS|LS|NCS|CN)\.\s?|(?:P?GS|TSKH|TS|Th\.?S|ThS|BS|DS|KS|KTS|LS)(?=\s)"
    r"|(?:[Tt]iến|[Tt]hạc|[Bb]ác)\s+s[ĩỹ]|(?:[Pp]hó\s+)?[Gg]iáo\s+sư|[Kk]ỹ\s+sư|[Kk]iến\s+trúc\s+sư|[Ll]uật\s+sư|[Cc]ử\s+nhân|[Nn]hà\s+báo|[Nn]ghệ\s+nhân"
    r"|(?:[Tt]hiếu|[Tt]rung|[Tt]hượng|[Đđ]ại)\s+(?:tá|tướng|úy|uý))"
)
_TITLE = Opened(
    "các quý ông ong bà đồng đ đc anh chị thầy cô tiến thạc bác phó giáo kỹ kiến luật cử nhà nghệ thiếu trung thượng đại "
    "gs pgs ts tskh th ths bs bsck bscki bsckii ck cki ckii ds ks kts ls ncs cn",
    rf"(?<![\w/.])(?P<title>(?:(?:{HONORIFIC})\s*(?:{_DEGREE}[\s,.]*){{0,4}}|{_DEGREE}[\s,.]*(?:{_DEGREE}[\s,.]*){{0,3}}))(?=[{UPPER}])",
    re.NOFLAG,
)
_POST_WORD = r"(?:Phó|Giám|Chủ|Bí|Trưởng|Thứ|Bộ|Chánh|Ủy|Uỷ|Vụ|Cục|Viện|Hiệu|Tổng|Chi)"
# what opens a post, a unit or a new clause after a name; each word is a given name too unless its companion follows
_STOPS = (
    rf"(?:Phó(?:\s|$)|Giám\s|Tổng\s|Chủ\s+(?:tịch|nhiệm|trì|tọa|toạ)|Bí\s+thư|Trưởng\s+\w|Chánh\s+\w|Thứ\s+trưởng|Bộ\s|Sở\s|Ủy\s|Uỷ\s|UV|Thường\s+(?:trực|vụ)|Lãnh\s+đạo|Chuyên\s"
    r"|Phòng\s|Ban\s|Cục\s|Chi\s+(?:cục|nhánh|đoàn|hội)|Viện\s|Vụ\s|Đại\s+(?:diện|biểu|học)|Thư\s+ký|Công\s+(?:chức|ty|an|đoàn)|Cán\s+bộ|Hiệu\s+(?:trưởng|phó)|Kế\s+(?:toán|hoạch)"
    r"|Thanh\s+tra|Văn\s+(?:phòng|thư|hóa|hoá)|Thành\s+(?:viên|phố|ủy|uỷ)|Đội\s|Tổ\s|Tỉnh\s|Huyện\s|Xã\s|Phường\s|Quận\s|Thị\s+(?:xã|trấn|ủy)|Trung\s+tâm|Liên\s+(?:hiệp|đoàn)|Kinh\s+tế"
    rf"|(?:Nguyên|Quyền)\s+{_POST_WORD}|Đảng\s+(?:ủy|uỷ|viên|bộ)|Hội\s+[{LOWER}]|Nhân\s+viên|Trường\s+(?:Tiểu|Mầm|THPT|THCS|Đại|Cao|Chính)|Khoa\s+[{LOWER}]|Địa\s|Ngày\s|Ghi\s|Vắng|Chức\s|Đơn\s+vị|Hội\s+trường)"
)
_SYLLABLE = rf"(?:[{UPPER}][{LOWER}]{{1,6}}|[{UPPER}]['’][{UPPER}]?[{LOWER}]{{1,6}}|[{UPPER}](?![\w.&/]))"
_END = r"(?![\w&/])"
# 'Thị' opens a position ('Thị xã') but far more often is a middle name
_MIDDLE = rf"(?:Thị(?=\s+[{UPPER}])(?!\s+(?:xã|trấn|Xã|Trấn))|(?!{_STOPS}){_SYLLABLE})"
_PREFIXED = rf"[KH]['’] ?[{UPPER}][{LOWER}]{{1,6}}"  # K'Brểu, H' Linh: of the Central Highlands
_IS_PREFIXED, _IS_SYLLABLE = re.compile(_PREFIXED), re.compile(_SYLLABLE)
# 'Thị' and 'Văn' stand in no name of a place after its first syllable
_HAS_MIDDLE_NAME = re.compile(rf"{_SYLLABLE} (?:Thị|Văn) [{UPPER}]")
_NAME = re.compile(rf"(?:{_PREFIXED}(?:[ ]{_MIDDLE}){{0,3}}|{_SYLLABLE}(?:[ ]{_MIDDLE}){{1,4}}){_END}")
_CAPITALS = re.compile(
    rf"[{UPPER}]{{1,7}}(?:[ ](?!(?:GIÁM|PHÓ|TRƯỞNG|CHỦ|CHÁNH|SỞ|PHÒNG|UBND|KHOA|CÔNG|BÍ)\b)[{UPPER}]{{1,7}}){{1,4}}(?!\w)"
)
_NOT_A_NAME = re.compile(rf"{_STOPS}|(?:Rịa|Nà|Thường|Hội|Trường)\b|UBND")
_NO_NAME_IN_CAPITALS = re.compile(rf"{_STOPS}|(?:THÔNG|BIÊN|KẾT|DANH|NỘI|THÀNH|ĐẠI|LÃNH|CÁC)\b", re.I)
WRITTEN_WORD = re.compile(r"\S+")
_RUN = re.compile(rf"{_SYLLABLE}(?:[ ]{_MIDDLE}){{0,9}}{_END}")
_NAMED_AFTER = re.compile(
    r"(?<!\w)(?:[Đđ]ường|(?<!thành )(?<!Thành )[Pp]hố|[Cc]ầu|ấp|thôn|bản|làng|buôn|khóm|[Tt]rường|THPT|THCS|[Tt]iểu học|[Mm]ầm non|[Mm]ẫu giáo|[Đđ]ại học|[Cc]ao đẳng|[Hh]ọc viện|[Vv]iện"
    r"|[Cc]ông viên|[Hh]ội thi|[Cc]uộc thi|[Gg]iải thưởng|giải|[Kk]ỹ thuật|[Ll]iên cơ|[Hh]ội trường|nhà|mang tên|[Tt]ượng đài|[Dd]i tích|[Qq]uỹ|ngã tư|ngã ba|[Cc]hợ|[Bb]ến xe|sân|[Tt]rung tâm|hồ|[Kk]hu|núi|sông|kênh"
    r"|[Nn]hà máy|[Cc]ông ty|[Hh]ợp tác xã|[Tt]uyến|[Ll]ăng|[Đđ]ền|[Cc]hùa|[Bb]ảo tàng|[Tt]hư viện|rạp|[Qq]uảng trường|[Cc]ảng|đảo|số \d+|[Cc]hương trình)\s*$"
)
_AREA = re.compile(r"(?:phường|xã|quận|huyện|thị trấn|thành phố|tỉnh|đặc khu|tp\.?|tx\.?)\s*$", re.I)
_FAMOUS = phrases(
    """
    Trần Hưng Đạo | Lý Thường Kiệt | Hai Bà Trưng | Nguyễn Bỉnh Khiêm | Võ Chí Công | Trần Đại Nghĩa | Phan Bội Châu | Phan Chu Trinh | Phan Châu Trinh |
    Hồ Chí Minh | Nguyễn Thị Minh Khai | Nguyễn Văn Cừ | Võ Văn Kiệt | Nguyễn Tri Phương | Lương Thế Vinh | Chu Văn An | Nguyễn Trung Trực | Đinh Tiên Hoàng |
    Lê Đại Hành | Nguyễn Văn Trỗi | Võ Nguyên Giáp | Tôn Đức Thắng | Phạm Văn Đồng | Trần Văn Thời | Lê Hồng Phong | Lê Quý Đôn | Nguyễn Đình Chiểu | Trần Quang Khải |
    Trần Nhân Tông | Trần Quốc Toản | Trần Quốc Tuấn | Lê Thánh Tông | Mạc Đĩnh Chi | Nguyễn Công Trứ | Nguyễn Việt Khái | Phan Đình Phùng | Lý Văn Lâm | Hoàng Văn Thụ |
    Võ Thị Sáu | Lý Tự Trọng | Nguyễn Thái Học | Hoàng Hoa Thám | Phạm Ngũ Lão | Ngô Gia Tự | Nguyễn Tất Thành | Nguyễn Hữu Thọ | Hồ Thị Kỷ
    """
)


@dataclass(frozen=True)
class Name:
    """``start`` is where the title, or without one the name, begins; ``post`` one that several names share."""

    text: str
    honorific: str | None
    start: int
    end: int
    post: str = ""


def titled_names(text: str) -> list[Name]:
    """The names that an honorific or an academic title opens, in order."""
    found: list[Name] = []
    for title in _TITLE.finditer(text):
        name = name_at(text, title.end())
        if name and not (found and title.start() < found[-1].end):
            found.append(Name(name, _honorific(title.group("title")), title.start(), title.end() + len(name)))
    return found


def name_at(text: str, start: int) -> str | None:
    """The name that begins at ``start`` after a title: the family name need not be a known one."""
    if _NOT_A_NAME.match(text, start):
        return None
    match = _NAME.match(text, start) or _CAPITALS.match(text, start)
    if not match or match.group(0) in _PLACES_LIKE_NAMES:
        return None
    if match.group(0).isupper() and _NO_NAME_IN_CAPITALS.match(text, start):
        return None
    return match.group(0)


def bare_name_at(text: str, start: int) -> str | None:
    """The name that begins at ``start`` with no title before it: its family name must be a known one."""
    name = name_at(text, start)
    if not name or not (is_family_name(name.split()[0]) or _IS_PREFIXED.match(name) or _HAS_MIDDLE_NAME.match(name)):
        return None
    return name


def is_family_name(syllable: str) -> bool:
    return syllable.capitalize() in FAMILY_NAMES


def can_open_name(word: str) -> bool:
    """Whether a capitalised word may open a name, rather than a post or a unit ('UBND', 'Sở')."""
    return bool(_IS_SYLLABLE.fullmatch(word)) and word not in {
        "Sở",
        "Bộ",
        "Ban",
        "Phòng",
        "Thường",
        "Thành",
        "Tỉnh",
        "Huyện",
        "Xã",
        "Phường",
        "Ủy",
        "Uỷ",
        "Cục",
        "Vụ",
        "Phó",
        "Giám",
        "Chủ",
        "Trưởng",
    }


def is_place(name: str) -> bool:
    return name in _PLACES_LIKE_NAMES


def name_after_post(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name stands in the capitalised words ``text[start:end]``, which follow a post and perhaps its unit.

    In 'Phó Chủ tịch UBND huyện An Sơn Trần Văn B' the last family name that leaves three syllables or more begins it;
    in 'Phó Chủ tịch UBND huyện Trần Văn B' the first. Two syllables after 'huyện' are the district's name.
    """
    run = _RUN.match(text, start, min(len(text), end + 12))  # the word behind tells 'Giám đốc' from a given name
    if not run or run.group(0) in _FAMOUS:
        return None
    words = [(m.start(), m.group(0)) for m in WRITTEN_WORD.finditer(run.group(0))]
    prefixed = next((at for at, word in words if _IS_PREFIXED.fullmatch(word)), None)
    if prefixed is not None:
        return start + prefixed, run.end()
    i = _name_among([word for _, word in words], text, start)
    return None if i is None else (start + words[i][0], run.end())


def _name_among(words: list[str], text: str, start: int) -> int | None:
    """Which of the words, the first of which stands at ``start``, begins the name; None where they are a place or a thing."""
    starts = [i for i, word in enumerate(words) if is_family_name(word)]
    after_area = bool(_AREA.search(text[max(0, start - 12) : start])) or is_place(" ".join(words[:2]))
    i = _first_syllable(starts, len(words), place_first=after_area or 0 not in starts)
    if i is None or is_place(" ".join(words[i:])) or (i == 0 and named_after(text, start)):
        return None
    return i


def _first_syllable(starts: list[int], count: int, *, place_first: bool) -> int | None:
    """Which of the family names among ``count`` words begins the name; after a place's name the last that fits."""
    fitting = [i for i in starts if 3 <= count - i <= 5]
    fitting = fitting or [i for i in starts if count - i == 2 and (i >= 2 or not place_first)]
    return fitting[-1 if place_first else 0] if fitting else None


def named_after(text: str, start: int) -> bool:
    """Whether the name at ``start`` is that of a street, school, contest or unit ('đường Nguyễn Văn A')."""
    return bool(_NAMED_AFTER.search(text[max(0, start - 24) : start]))


def _honorific(title: str) -> str:
    return " ".join(title.replace(":", "").split()).strip(" ,")
