"""The words in which Vietnamese papers say a time limit, as patterns that read in linear time."""

from __future__ import annotations

import re

from meetings.intake.scan import Opened

_I = re.I
_YEAR = r"(?:\s*(?:,\s*)?(?:năm|của\s+năm)\s+|\s?[/.-]\s?|\s*,\s*)(?P<{}>(?:19|20)\d\d)(?!\d)"
HOUR = r"(?:\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?(?:\s?phút)?\s*(?:,\s*)?)"

LIMITS = (
    r"chậm\s+nhất|muộn\s+nhất|trễ\s+nhất|không\s+(?:quá|muộn\s+hơn|chậm\s+hơn|trễ\s+hơn)|xong\s+trước|trước|đến\s+hết|hết|hạn\s+(?:cuối|chót)|(?<!quá\s)(?<!trễ\s)(?<!thời\s)hạn(?=\s*(?:$|:|là\s|đến\s|ngày\s|\d))|"
    r"thời\s+hạn(?:\s+(?:hoàn\s+thành|thực\s+hiện|báo\s+cáo|gửi|nộp))?|hạn\s+(?:hoàn\s+thành|báo\s+cáo|gửi|nộp)|từ\s+nay\s+(?:cho\s+)?đến|tối\s+đa|(?:hoàn\s+thành|xong)(?:\s+vào)?"
)
_PART = r"(?:tháng\s+\d{1,2}|qu[ýí]\s+(?:IV|I{1,3}|[1-4]))\s*(?:,|và|-|–|đến)"
_LINKS = rf"là|vào|đến|tới|trong|:|hết|trước|khoảng|thời\s+điểm|ngay|{_PART}"
PREFIX = re.compile(rf"(?<!\w)(?:(?:{LIMITS}|trong|vào|ngay|đến)(?:\s+|\s*(?=:)))(?:(?:{_LINKS})\s+)*{HOUR}?$", _I)
# 'hoàn thành' opens a limit but is no part of its words
FINISHED = re.compile(r"(?:(?:hoàn\s+thành|xong)\s+(?=\S))?", _I)
STRONG = re.compile(rf"(?<!\w)(?:{LIMITS})(?!\w)", _I)

_DAY_NUMBERS = rf"(?P<number>0?[1-9]|[12]\d|3[01])(?:\s?/\s?|(?P<dot>[.-]))(?P<month2>0?[1-9]|1[0-2])(?:{_YEAR.format('year2')})?(?![\d/]|[.-]\d|\s?%)"
_DAY_WORDS = rf"(?P<day>\d{{1,2}})(?:\s+tháng\s+|\s?[/.-]\s?)(?P<month>\d{{1,2}})(?:{_YEAR.format('year')})?(?![\d/])"
_ROMAN = r"IV|III|II|I|[1-4]"
MOMENT = re.compile(
    rf"""(?<![\w/.,-])(?:
        (?P<word>ngày)\s+{_DAY_WORDS}
      | (?P<part>đầu|giữa|cuối)?\s*(?:
            (?:(?:6|06|sáu)\s+tháng|nửa)\s+(?P<half>đầu|cuối)(?:\s+của)?\s+năm(?:\s+(?P<year3>(?:19|20)\d\d))?
          | tuần\s+(?:lễ\s+)?(?:thứ\s+)?(?P<week>[1-5]|nhất|hai|ba|tư|bốn|năm|đầu(?:\s+tiên)?|cuối(?:\s+cùng)?)\s+(?:của\s+)?tháng\s+(?P<week_month>\d{{1,2}})
          | tháng\s+(?P<month3>\d{{1,2}})(?!\d)
          | qu[ýí]\s*(?P<quarter>{_ROMAN})(?!\w)
        )(?:{_YEAR.format("year4")})?
      | (?P<whole>(?:cuối\s+|giữa\s+|đầu\s+)?năm)\s+(?P<year5>(?:19|20)\d\d)(?!\s?[-–]\s?(?:19|20)\d\d)
      | {_DAY_NUMBERS}
      | (?P<month_number>0?[1-9]|1[0-2])\s?/\s?(?P<year6>(?:19|20)\d\d)(?![\d/])
    )""",
    _I | re.X,
)

DURATION = re.compile(
    r"(?<![\w/.,])(?P<opening>(?:(?:chậm\s+nhất|muộn\s+nhất|không\s+quá|tối\s+đa|trong(?:\s+vòng|\s+thời\s+(?:hạn|gian))?|sau|thời\s+hạn)\s+(?:là\s+|sau\s+|trong\s+(?:vòng\s+|thời\s+hạn\s+)?|không\s+quá\s+)?)?)"
    r"(?P<count>\d{1,3})\s*(?:\([^()\n]{1,20}\)\s*)?(?P<unit>ngày|tuần|tháng|giờ)(?P<working>\s+làm\s+việc)?(?!\s+(?:đêm|đầu|cuối|công|qua|vừa|trước(?!\s+khi)|gần|tiếp|/|\d))"
    r"(?P<tail>(?:,)?\s+(?:(?:kể\s+|tính\s+)?từ\s+(?:ngày|khi|lúc|thời\s+điểm|có|sau)|sau\s+khi|(?P<back>trước\s+(?:khi|ngày|thời\s+điểm)))(?:\s+(?!(?:và|để|phải|thì|đồng\s+thời|có\s+trách\s+nhiệm)\s)[^\s,.;:]{1,30}){1,24})?",
    _I,
)

_EVERY = r"(?:hằng|hàng|mỗi)"
_PERIOD = r"(?:ngày|tuần|tháng|quý|quí|6\s+tháng|năm)"
_SOME_DAY = r"\d{1,2}(?:\s?/\s?\d{1,2}|\s+tháng\s+\d{1,2})?"
RECURRING = Opened(
    "định hằng hàng mỗi trước chậm muộn vào ngày thứ",
    rf"(?<!\w)(?:(?:định\s+kỳ|{_EVERY}\s+tháng|{_EVERY}\s+quý|{_EVERY}\s+năm)\s*,?\s*(?:\(\s*)?)?(?:(?:trước|chậm\s+nhất|muộn\s+nhất)\s+(?:là\s+|vào\s+)?|vào\s+)?"
    rf"ngày\s+(?:{_SOME_DAY}(?:\s*(?:,|và|;)\s*(?:(?:trước\s+)?ngày\s+)?{_SOME_DAY}){{0,4}}\s+{_EVERY}\s+{_PERIOD}"
    rf"|{_SOME_DAY}\s+(?:của\s+)?tháng\s+(?:cuối|đầu|sau|tiếp\s+theo|kế\s+tiếp)(?:\s+(?:của\s+)?(?:{_EVERY}\s+)?(?:quý|kỳ)(?:\s+sau)?)?"
    rf"|\d{{1,2}}\s+của\s+tháng|làm\s+việc\s+cuối\s+cùng\s+(?:của\s+)?(?:{_EVERY}\s+)?(?:tháng|quý)|cuối\s+(?:cùng\s+)?(?:của\s+)?{_EVERY}?\s?(?:tháng|quý)(?!\s+\d))"
    rf"|(?<!\w)(?:(?:trước|chậm\s+nhất|muộn\s+nhất|vào)\s+(?:là\s+)?{HOUR}?(?:(?:sáng|chiều|ngày)\s+)?)?thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])\s+{_EVERY}\s+tuần"
    rf"|(?<!\w)(?:trước|chậm\s+nhất|muộn\s+nhất|vào)\s+(?:lúc\s+|là\s+)?{HOUR}{_EVERY}\s+ngày"
    rf"|(?<!\w){_EVERY}\s+ngày\s*,?\s+(?:trước|chậm\s+nhất|muộn\s+nhất|vào)\s+(?:lúc\s+)?\d{{1,2}}\s?(?:giờ|[hg:])(?:\s?\d{{2}}(?!\d))?"
    rf"|(?<!\w)định\s+kỳ\s+(?:{_EVERY}\s+|mỗi\s+|vào\s+)?(?:\d{{1,2}}\s+)?(?:tuần|tháng|quý|quí|năm|ngày)(?:/lần|\s+một\s+lần|\s+/\s+lần)?(?:\s*,\s*(?:6\s+tháng|quý|tháng|{_EVERY}?\s*năm|năm)(?!\s+\d)){{0,3}}"
    rf"(?:\s*(?:và|,)\s*(?:{_EVERY}\s+)?(?:năm|đột\s+xuất)(?!\s+\d))?",
)
_REPORTING = r"(?:báo\s+cáo|gửi|cập\s+nhật|tổng\s+hợp|đánh\s+giá|công\s+khai|thống\s+kê)"
_OFTEN = rf"{_EVERY}\s+(?:ngày|tuần|tháng|quý|quí|6\s+tháng|năm)(?!\s+\d)"
# a plan, a budget or a meeting is 'hằng năm' by its nature
BY_NATURE = re.compile(
    r"(?:công\s+việc|đời\s+sống|sinh\s+hoạt|giao\s+dịch|sử\s+dụng|công\s+tác|kế\s+hoạch|chương\s+trình|kinh\s+phí|dự\s+toán|nhiệm\s+vụ|hội\s+nghị|cuộc\s+họp|giao\s+ban|ngân\s+sách|hoạt\s+động|giải\s+thưởng)(?:\s+[\w&]+){0,3}\s*$",
    _I,
)
PLAIN_RECURRING = re.compile(
    rf"(?<!\w)(?P<period>{_OFTEN})(?=,?\s+{_REPORTING})|^\W*(?P<first>{_OFTEN})(?=,?\s+\w)|(?<!\w)(?P<last>{_OFTEN})(?=\s*(?:$|[.;]))",
    _I,
)
SECOND_DAY = re.compile(
    r"\s*(?:,|và|;)\s*(?:(?:trước|chậm\s+nhất)\s+)?(?:ngày\s+)?(?:0?[1-9]|[12]\d|3[01])(?:\s+tháng\s+\d{1,2}|\s?/\s?\d{1,2})(?:(?:\s+năm\s+|\s?/\s?)\d{4})?(?![\d/])(?!\s*[,;]?\s+\w+\s+(?:báo|gửi))",
    _I,
)
FROM_MEETING = re.compile(
    r"từ\s+(?:ngày|khi|lúc|sau)\s+(?:kết\s+thúc\s+|diễn\s+ra\s+|tổ\s+chức\s+|kết\s+luận\s+)?(?:cuộc\s+|buổi\s+|phiên\s+)?(?:họp|hội\s+nghị|giao\s+ban)",
    _I,
)
FROM_ISSUE = re.compile(
    r"từ\s+(?:ngày|khi)\s+(?:ban\s+hành|ký(?:\s+ban\s+hành)?|phát\s+hành|ra)\s+(?:thông\s+báo|văn\s+bản|công\s+văn|kế\s+hoạch|kết\s+luận)(?:\s+kết\s+luận)?\s+này",
    _I,
)
# without one of these no time is said
DIGIT = re.compile(r"\d")
TET_WORDS = ("tết",)
TIME_WORDS = (*TET_WORDS, "nửa", "quý", "quí", "hằng", "hàng", "kỳ", "cuối", "tuần", "này", "tới")
TIME_HINT = re.compile(r"thứ\s|nay(?!\w)|ngay\ssau\s")  # of a text in lower case
# and none of its kind without one of these
EVERY_WORDS = ("hằng", "hàng", "mỗi")
RECURRING_WORDS = (*EVERY_WORDS, "định", "cuối", "đầu", "sau", "tiếp", "kế", "của")
COUNTED = re.compile(r"\d\s*(?:\([^()\n]{1,20}\)\s*)?(?:ngày|tuần|tháng|giờ)", _I)
MOMENT_HINT = re.compile(r"[\dqsn](?:(?<=\d)|(?<=q)u[ýí]|(?<=s)áu|(?<=n)ửa)")  # of a text in lower case
MOMENT_BEFORE = 60  # more letters than a moment has before its hint ('tuần thứ nhất của tháng 6')
YEARS = ("year", "year2", "year3", "year4", "year5", "year6")
YEARS_ALONE = re.compile(
    r"\s*(?:(?:giai\s+đoạn|năm)\s+)?(?:(?:19|20)\d\d\s*[-–]\s*)?(?P<last>(?:19|20)\d\d)\s*[.;]?\s*", _I
)
EVERY_ALONE = re.compile(rf"\s*(?:định\s+kỳ(?:\s+{_EVERY})?|{_EVERY})\s+{_PERIOD}\s*[.;]?\s*", _I)
LATER_PERIOD = re.compile(r"\s*(?:,|và|đến|-|–)\s+(?:trong\s+)?(?:tháng\s+\d|qu[ýí]\s+[IVX\d])", _I)
WEEKS = {
    "1": 1,
    "nhất": 1,
    "đầu": 1,
    "đầu tiên": 1,
    "2": 2,
    "hai": 2,
    "3": 3,
    "ba": 3,
    "4": 4,
    "tư": 4,
    "bốn": 4,
    "5": 5,
    "năm": 5,
}
