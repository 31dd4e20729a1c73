"""In which part of a document a paragraph stands: where orders are given, or where things are told and praised."""

from __future__ import annotations

import re

from meetings.intake.citations import masked
from meetings.intake.scan import Opened

ORDER, PLAN, REPORT = "order", "plan", "report"

_ORDERING = Opened(
    "phát có đã thống ý nội đi đưa và kết thông chỉ giao sau tổ phân yêu đề",
    r"(?<!\w)(?:(?:phát\s+biểu\s+|có\s+|đã\s+|thống\s+nhất\s+|ý\s+kiến\s+|nội\s+dung\s+|đi\s+đến\s+|đưa\s+ra\s+|và\s+)?kết\s+luận(?!\s+(?:thanh\s+tra|kiểm\s+tra))|(?:phát\s+biểu|ý\s+kiến|có\s+ý\s+kiến|thông\s+báo)\s+chỉ\s+đạo|chỉ\s+đạo\s*(?:như\s+sau|:)|"
    r"nội\s+dung\s+cần\s+lưu\s+ý|giao\s+nhiệm\s+vụ|thống\s+nhất(?:\s+(?:một\s+số|các|những)?\s*nội\s+dung)?(?:\s+như)?(?:\s+sau)?\s*:|sau\s+khi\s+nghe\s+(?:các\s+)?(?:báo\s+cáo|ý\s+kiến)|tổ\s+chức\s+thực\s+hiện\s*[:.]?\s*$|phân\s+công\s+nhiệm\s+vụ|"
    r"(?:yêu\s+cầu|đề\s+nghị|chỉ\s+đạo|giao)\s[^.;]{1,120}(?:nhiệm\s+vụ|nội\s+dung|công\s+việc|việc|giải\s+pháp)(?:\s+(?:trọng\s+tâm|cụ\s+thể|chủ\s+yếu))?\s+(?:sau|sau\s+đây|như\s+sau)\s*:)",
)
_ASSESSING = re.compile(
    r"^(?:\W*)(?:về\s+)?(?:nhận\s+xét|đánh\s+giá(?:\s+chung|\s+kết\s+quả|\s+tình\s+hình)?|kết\s+quả(?:\s+(?:đạt\s+được|thực\s+hiện|hoạt\s+động))?|tình\s+hình|(?:những\s+|một\s+số\s+)?(?:tồn\s+tại|hạn\s+chế|khó\s+khăn|ưu\s+điểm|nguyên\s+nhân|thuận\s+lợi)|(?:các\s+)?ý\s+kiến\s+(?:thảo\s+luận|phát\s+biểu|đóng\s+góp|trao\s+đổi|tham\s+gia)|"
    r"thảo\s+luận|diễn\s+biến|báo\s+cáo|(?:các\s+)?kiến\s+nghị|đề\s+xuất,?\s+kiến\s+nghị|nội\s+dung\s+(?:thảo\s+luận|báo\s+cáo|trao\s+đổi)|phát\s+biểu\s+của)",
    re.I,
)
_TASKS_AHEAD = re.compile(
    r"^(?:\W*)(?:về\s+)?(?:(?:các\s+|một\s+số\s+|những\s+)?(?:nhiệm\s+vụ|giải\s+pháp|công\s+tác|phương\s+hướng|nội\s+dung)\b.{0,80}(?:trọng\s+tâm|thời\s+gian\s+tới|tháng|quý|năm|cuối\s+năm|tiếp\s+theo)|kết\s+luận|ý\s+kiến\s+(?:chỉ\s+đạo|kết\s+luận)|tổ\s+chức\s+thực\s+hiện|phân\s+công)",
    re.I,
)
_TELLING = re.compile(
    r"^(?:\W*)(?:tiếp\s+thu\s+(?:các\s+)?(?:ý\s+kiến|chỉ\s+đạo)|(?:thay\s+mặt|đại\s+diện)\s.{0,120}(?:cảm\s+ơn|tiếp\s+thu|phát\s+biểu)|hội\s+nghị\s+(?:đã\s+)?(?:được\s+nghe|nghe)|tại\s+(?:hội\s+nghị|cuộc\s+họp|buổi\s+làm\s+việc),?\s+(?:các\s+đại\s+biểu|đại\s+diện)|các\s+đại\s+biểu|các\s+ý\s+kiến|ghi\s+nhận\s+và\s+biểu\s+dương|theo\s+báo\s+cáo)",
    re.I,
)
_PLANNED = re.compile(
    r"^(?:\W*)theo\s+(?:kế\s+hoạch|tiến\s+độ|lộ\s+trình|phân\s+công)(?:\s+(?:đề\s+ra|chung|này))?,", re.I
)
_CLOSED = re.compile(
    r"^(?:\W*)(?:rất\s+mong|kính\s+mong|mong\s+rằng|trân\s+trọng|trên\s+đây\s+là|(?:mọi\s+)?thông\s+tin(?:\s+chi\s+tiết)?\s*,?\s+(?:xin\s+)?(?:vui\s+lòng\s+)?liên\s+hệ|(?:đầu\s+mối|số\s+điện\s+thoại)\s+liên\s+hệ|cuộc\s+họp\s+kết\s+thúc|hội\s+nghị\s+kết\s+thúc|biên\s+bản\s+(?:này\s+)?(?:được|đã|lập|gồm|thông\s+qua)|văn\s+phòng\s.{0,60}thông\s+báo\s+(?:để|đến)|thừa\s+lệnh)",
    re.I,
)


class Zones:
    """The zone moves with the paragraphs: a notice begins where orders are given, minutes and news where things are told."""

    def __init__(self, kind: str, *, has_cue: bool) -> None:
        self.kind = kind
        self.now = ORDER if kind in ("notice", "superior") or (kind == "minutes" and not has_cue) else REPORT

    def enter(self, text: str, *, heading: bool) -> str:
        """The zone of a paragraph with this text; a heading's, or a cue's, holds until the next."""
        if _TELLING.match(text):
            self.now = REPORT if self.kind != "notice" else self.now
        elif heading and _TASKS_AHEAD.match(text):
            self.now = ORDER
        elif heading and _ASSESSING.match(text):
            self.now = REPORT
        elif is_cue(text):
            self.now = ORDER
        elif _PLANNED.match(text) and self.now == REPORT:
            self.now = PLAN
        return self.now


def is_cue(text: str) -> bool:
    """Whether the words announce orders: 'kết luận', 'chỉ đạo như sau', 'sau khi nghe báo cáo …'."""
    return bool(_ORDERING.search(masked(text[:1500])))


def is_courtesy(text: str) -> bool:
    """Closing words and courtesies: 'Rất mong …', 'Trên đây là …'."""
    return bool(_CLOSED.match(text))
