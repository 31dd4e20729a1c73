"""The acts on record, in words."""

from __future__ import annotations

from districts.events import Event

VERBS = {
    "draft": "Lập dự thảo",
    "draft_replacement": "Lập văn bản thay thế",
    "draft_recall": "Lập thông báo thu hồi",
    "check_content": "Kiểm tra nội dung",
    "check_form": "Kiểm tra thể thức",
    "submit": "Trình ký",
    "send_back": "Trả lại",
    "sign": "Ký ban hành",
    "void_signature": "Hủy chữ ký",
    "release": "Cấp số và phát hành",
    "render": "In bản thể hiện",
    "edit": "Sửa dự thảo",
    "invite": "Mời nhóm đơn vị",
    "issue": "Ban hành nhiệm vụ",
    "withdraw": "Dừng thực hiện",
    "attach_signed_copy": "Đưa bản ký lên cổng",
    "import": "Nhập từ tài liệu",
}


def verb_words(event: Event) -> str:
    return VERBS.get(event.verb, event.verb)
