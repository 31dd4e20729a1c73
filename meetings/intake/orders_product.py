"""What an order is to bring forth, where its words say it, and whether it is to be followed up."""

from __future__ import annotations

import re

from meetings.intake.scan import Opened

_PRODUCTS = (
    r"(?:kế\s+hoạch|báo\s+cáo|danh\s+mục|danh\s+sách|đề\s+án|dự\s+thảo|tờ\s+trình|phương\s+án|hồ\s+sơ|quy\s+chế|quy\s+định|chương\s+trình|văn\s+bản|dự\s+toán|thuyết\s+minh|đề\s+cương|công\s+văn|hướng\s+dẫn|biểu\s+mẫu|bảng\s+tổng\s+hợp|"
    r"quyết\s+định|nghị\s+quyết|kế\s+hoạch|đề\s+xuất|phiếu|tin,?\s+bài|biên\s+bản|quy\s+trình|nội\s+dung|số\s+liệu|bộ\s+tiêu\s+chí|chỉ\s+thị)"
)
_MAKING = r"(?:xây\s+dựng|lập|hoàn\s+thiện|hoàn\s+chỉnh|soạn\s+thảo|ban\s+hành|trình|gửi|nộp|cung\s+cấp|viết|rà\s+soát|tham\s+mưu|phê\s+duyệt|tổng\s+hợp|đề\s+xuất|công\s+bố|có)"
_PHRASE = Opened(
    "xây lập* hoàn soạn ban trình* gửi* nộp* cung viết* rà tham phê tổng đề công có*",
    rf"(?<!\w){_MAKING}(?:\s*(?:,|và)\s+{_MAKING}|\s+(?:UBND|HĐND|Ủy\s+ban\s+nhân\s+dân|Thủ\s+tướng|Chủ\s+tịch|cấp\s+có\s+thẩm\s+quyền|lãnh\s+đạo)(?:\s+[\w.]+){{0,4}}?\s+(?:ban\s+hành|phê\s+duyệt|xem\s+xét)){{0,3}}\s+(?:(?:các|những)\s+)?(?P<product>(?!báo\s+cáo\s+(?:Giám|UBND|Sở|lãnh|Chủ|Ban|Bộ|cấp|Thủ|HĐND|Thường|Tỉnh|Văn|Phòng|đồng|Ủy|cơ\s+quan)){_PRODUCTS}(?!\w)(?:\s+[\w&/-]+){{0,14}}?)"
    r"(?<!\bcông)(?<!\bquá)(?<!\bchương)(?<!\bquy)(?<!\blộ)(?=\s*(?:$|[,.;:()§])|\s+(?:gửi|trình|về\s+(?:Sở|Phòng|Trung|UBND|Văn|Ban)|trước|trong\s+(?:tháng|quý|năm)|để|theo|nhằm|chậm|và\s+(?:gửi|trình|báo|tổ\s+chức|triển|hoàn|đề|tham|phê|thực|đăng|công\s+bố)|đã|cho|báo\s+cáo|làm|đảm\s+bảo|bảo\s+đảm|phục\s+vụ|hoàn\s+thành|đúng|qua|tại|xong|xem|đến|định\s+kỳ|đối\s+với|với)(?!\w))",
)
_EXHORTING = re.compile(
    r"^\W*(?:cần\s+)?(?:(?:tiếp\s+tục|thường\s+xuyên|luôn|tích\s+cực|chủ\s+động)\s+)?(?:(?:quan\s+tâm|phát\s+huy|nêu\s+cao|duy\s+trì|giữ\s+vững|nỗ\s+lực|phấn\s+đấu|chú\s+trọng|thường\s+xuyên|quán\s+triệt)|(?<=tục\s)(?:nâng\s+cao|tăng\s+cường|đẩy\s+mạnh|tích\s+cực|bám\s+sát))(?!\w)",
    re.I,
)
_CONCRETE = re.compile(
    r"(?<!\w)(?:báo\s+cáo|xây\s+dựng|tham\s+mưu|trình|gửi|tổ\s+chức|ban\s+hành|hoàn\s+thành|rà\s+soát|lập|kiểm\s+tra|thẩm\s+định|đề\s+xuất|tổng\s+hợp|phê\s+duyệt|nghiệm\s+thu|giải\s+ngân|cử|phân\s+công|triển\s+khai|bố\s+trí|khảo\s+sát|tiếp\s+thu|cung\s+cấp|làm\s+việc|xử\s+lý|khắc\s+phục|đào\s+tạo|thanh\s+tra|hướng\s+dẫn)(?!\w)",
    re.I,
)
_NOT_FOLLOWED = re.compile(r"(?<!\w)(?:nhiệm\s+vụ\s+)?thường\s+xuyên\s*[.;)]?\s*$|không\s+yêu\s+cầu\s+báo\s+cáo", re.I)


def product_of(text: str) -> str | None:
    """The short noun phrase of what is to be made, sent or submitted, as written; None where the words name none."""
    match = _PHRASE.search(text[:1500])
    return " ".join(match["product"].split()) if match else None


def is_tracked(task: str, *, has_deadline: bool, has_product: bool) -> bool:
    """False for regular work and for exhortations ('tiếp tục quan tâm …'); an order that names concrete work is followed up."""
    if has_deadline or has_product:
        return True
    if _NOT_FOLLOWED.search(task):
        return False
    return not (_EXHORTING.match(task) and not _CONCRETE.search(task))
