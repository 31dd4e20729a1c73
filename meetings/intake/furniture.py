"""What stands around a document and does not belong to it: page numbers, menus, counters, share buttons, forms.

Only whole lines are judged, by words that a website's frame uses and a meeting's paper does not; a line that is not
known stays in the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from meetings.intake.wording import phrases

PAGE_NUMBER = "số trang"
WEB_FRAME = "khung trang web"
PUBLISHED = "ngày đăng trên trang web"
BYLINE = "tên tác giả, nguồn tin"
PRINTED = "đầu trang, chân trang khi in từ trình duyệt"
RULE_LINE = "đường kẻ, ký hiệu trang trí"

_PAGE = re.compile(
    r"[-–—\[(]?\s*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–—\])]?|page\s*\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?", re.I
)

_FRAME_LINES = phrases(
    """
    trang chủ | giới thiệu | tin tức | tin tức sự kiện | tin tức - sự kiện | liên hệ | sơ đồ trang | sơ đồ site | đăng nhập |
    đăng xuất | tìm kiếm | thủ tục hành chính | dịch vụ công | dịch vụ công trực tuyến | văn bản pháp luật |
    văn bản chỉ đạo điều hành | hệ thống văn bản | thư viện ảnh | thư viện video | kho tư liệu | kho tư liệu - thư viện ảnh |
    video | audio | multimedia | thăm dò ý kiến | ý kiến bạn đọc | hỏi đáp | hỏi - đáp | lịch công tác | lịch tiếp công dân |
    thông tin tuyên truyền | tin tổng hợp | tin liên quan | tin khác | tin mới | tin mới nhất | tin mới hơn | tin cũ hơn |
    tin đã đưa | các tin khác | các tin đã đưa | bài viết liên quan | bài viết khác | bài viết mới | các bài mới đăng |
    các bài đã đăng | bài viết xem | tin nổi bật | tin đọc nhiều | tin xem nhiều | đọc nhiều | xem nhiều | mới nhất |
    liên kết web | liên kết website | website liên kết | chuyên mục | chuyên trang | quảng cáo | banner | đóng | chia sẻ |
    chia sẻ bài viết | facebook | zalo | twitter | youtube | messenger | in trang | in bài viết | in bài | bản in | gửi email |
    gửi cho bạn bè | sao chép liên kết | lưu bài | quay lại | quay về | lên đầu trang | về đầu trang | về trang trước | xem thêm |
    xem tiếp | xem chi tiết | tải về | tải xuống | nghe đọc bài | nghe bài viết | đọc bài viết | bình luận | viết bình luận |
    gửi bình luận | gửi ý kiến | lấy lại mã bảo mật | họ và tên người gửi | nhập mã bảo mật | thống kê truy cập | lượt truy cập |
    số lượt truy cập | đang truy cập | rss | english | tiếng việt | font size | cỡ chữ | tương phản | đọc bài |
    cổng thông tin điện tử | bản đồ | sitemap | toggle navigation | skip to content | tags | đánh giá bài viết |
    tìm kiếm nâng cao | gửi phản hồi | ý kiến của bạn
    """
)

_FRAME_STARTS = re.compile(
    r"""(?: lượt\ (?:xem|đọc|truy\ cập)\b | số\ lượt\ (?:xem|đọc|truy\ cập)\b | tổng\ (?:số\ )?(?:lượt\ )?truy\ cập\b | tổng\ lượt\b | đang\ (?:online|truy\ cập|trực\ tuyến)\s*:
      | đã\ (?:xem|đọc)\s*:? \s*\d | (?:số|lần)\ (?:lần\ )?xem\s*: | hôm\ (?:nay|qua)\s*:\s*[\d.,]+$ | (?:tuần|tháng|năm)\ (?:này|trước|qua)\s*:\s*[\d.,]+$ | tất\ cả\s*:\s*[\d.,]+$
      | lấy\ ý\ kiến\ bình\ chọn | chia\ sẻ\ (?:lên|qua|trên)\b | thích\ \d | theo\ dõi\ (?:chúng\ tôi|trên)\b
      | mã\ (?:xác\ nhận|bảo\ mật|captcha)\b | lấy\ lại\ mã | nhập\ mã\b | bạn\ (?:phải|cần|hãy)\ đăng\ nhập | gửi\ bình\ luận
      | (?:họ\ (?:và\ )?tên|số\ điện\ thoại|điện\ thoại|tiêu\ đề|nội\ dung|email|e-mail|địa\ chỉ|địa\ chỉ\ email)\s*:?\s*\(\*\)
      | bản\ quyền\ (?:thuộc|©|\(c\)|\d|của) | ©\s | copyright\b | ghi\ rõ\ nguồn | giấy\ phép\ (?:số|thiết\ lập|hoạt\ động|trang)
      | chịu\ trách\ nhiệm\ (?:nội\ dung|chính|xuất\ bản) | trưởng\ ban\ biên\ tập\b | thiết\ kế\ (?:bởi|và\ phát\ triển)\b | phát\ triển\ bởi\b | powered\ by | thuộc\ bản\ quyền
      | trang\ chủ\s*[>»/|›] | từ\ khóa\s*: | tags?\s*: | tổng\ số\ điểm | xếp\ hạng\s*: | click\ để | click\ vào | sử\ dụng\ trình\ duyệt
      | cookie | javascript | function\s*\( | \{\{ | <!-- | https?://\S+$ | www\.\S+$ )""",
    re.I | re.X,
)
_PUBLISHED = re.compile(
    r"(?:(?:ngày\s+)?(?:đăng|cập nhật|xuất bản|đăng tải|viết bài|tạo)(?:\s+(?:ngày|lúc|vào|lần cuối|bởi \S+))*|thứ\s+\S+|chủ nhật|ngày đăng)"
    r"[\s:,|–-]*(?:ngày\s+|lúc\s+|vào\s+)?(?:\d{1,2}[:h]\d{2}(?::\d{2})?)?[\s,|–-]*(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"[\s|,;–-]*(?:\d{1,2}[:h]\d{2}(?::\d{2})?)?[\s|,;–-]*(?:\(?gmt.{0,10}|am|pm)?[\s|,;–-]*(?:(?:số )?lượt (?:xem|đọc).{0,20}|\d+ lượt xem)?",
    re.I,
)
_COUNTED = (
    r"(?:[\s|,;–-]*(?:(?:số )?lượt (?:xem|đọc|truy cập)\s*:?\s*[\d.,]+|[\d.,]+ lượt (?:xem|đọc)|(?:A[-+]?\s*){2,4}))*"
)
_BARE_STAMP = re.compile(
    r"[\s|,\-–(]*(?:\d{1,2}[:h]\d{2}(?::\d{2})?)?[\s|,\-–]*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[\s|,\-–]*(?:\d{1,2}[:h]\d{2}(?::\d{2})?)?\s*(?:am|pm|sa|ch)?(?:\s*\(?gmt.*)?"
    + _COUNTED
    + r"[\s|)]*",
    re.I,
)
_BYLINE = re.compile(
    r"\(?(?:(?:tin|bài|ảnh|tin,? ảnh|bài,? ảnh|tin,? bài|tin và ảnh|bài và ảnh|tác giả|người viết|nguồn(?: tin| ảnh)?|biên tập|thực hiện|theo)\s*:|(?:tin|bài)(?:,? ảnh)?\s*[-–])\s*[^.;]{2,60}\.?\)?",
    re.I,
)
# what a browser puts on every page it prints: the address with the page's number below, the time and the title above
_PRINT_FOOT = re.compile(r"https?://\S+\s+\d{1,3}/\d{1,3}(?:\s.*)?")
_CLOCK = r"\d{1,2}:\d{2}(?:\s*(?:AM|PM|SA|CH))?"
_PRINT_HEAD = re.compile(
    rf"(?:{_CLOCK},?\s+\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}},\s+{_CLOCK})\s+\S.*", re.I
)
_WRAPPED_LINE = 55  # three lines of this length in a row, one of which goes on in lower case, are running text
_TAIL = re.compile(
    r"(?:các (?:bài|tin)(?: viết)? (?:mới|đã|khác|cũ|liên quan)|(?:tin|bài)(?: viết)? (?:liên quan|khác|mới|cũ|cùng (?:chuyên )?mục)|viết bình luận|bình luận|ý kiến bạn đọc"
    r"|thống kê truy cập|thăm dò ý kiến|bài viết xem)\b[^.]{0,25}",
    re.I,
)


LONGEST_FURNITURE = 200  # characters; a longer line is text


def _is_rule(text: str) -> bool:
    return not any(char.isalnum() for char in text)


def _is_frame(text: str) -> bool:
    return text.casefold().strip(" :.>»›|-–•") in _FRAME_LINES or bool(_FRAME_STARTS.match(text))


# reason: what makes a line such; the first that fits is told
_REASONS: tuple[tuple[str, Callable[[str], object]], ...] = (
    (PAGE_NUMBER, _PAGE.fullmatch),
    (RULE_LINE, _is_rule),
    (PUBLISHED, _BARE_STAMP.fullmatch),
    (PUBLISHED, _PUBLISHED.fullmatch),
    (BYLINE, _BYLINE.fullmatch),
    (WEB_FRAME, _is_frame),
)


def furniture_reason(text: str, *, in_tail: bool = False, printed: bool = False) -> str | None:
    """Why the cleaned line does not belong to the document, in Vietnamese; None if it does."""
    if _PRINT_FOOT.fullmatch(text) or (printed and _PRINT_HEAD.fullmatch(text)):
        return PRINTED
    if len(text) > LONGEST_FURNITURE:
        return None
    reason = next((reason for reason, fits in _REASONS if fits(text)), None)
    return WEB_FRAME if reason is None and in_tail else reason


def is_printed_page(texts: Sequence[str]) -> bool:
    """Whether the lines are a page that a browser printed."""
    return any(_PRINT_FOOT.fullmatch(text) for text in texts)


def tail_starts(texts: Sequence[str]) -> int:
    """The number of the last line before the frame that follows the text: from there on all is furniture.

    It counts only in the last part of a page and where no paragraph follows, since 'Tin liên quan' may also stand in a side column above the text.
    """
    last_paragraph = max((i for i in range(len(texts)) if _is_running(texts[i : i + 3])), default=-1)
    for i in range(last_paragraph + 1, len(texts)):
        if last_paragraph >= 0 and _TAIL.fullmatch(texts[i].strip(" :")):
            return i
    return len(texts)


def _is_running(texts: Sequence[str]) -> bool:
    """A paragraph in one line, or the first of three lines of a hard-wrapped one."""
    if len(texts[0]) >= 200:
        return True
    return (
        len(texts) == 3 and all(len(text) >= _WRAPPED_LINE for text in texts) and any(t[0].islower() for t in texts[1:])
    )
