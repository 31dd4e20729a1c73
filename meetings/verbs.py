"""The acts on record, in words."""

from __future__ import annotations

from districts.events import Event

VERBS = {
    "draft": "Lập dự thảo",
    "draft_replacement": "Lập văn bản thay thế",
    "draft_recall": "Lập thông báo thu hồi",
    "start_replacement": "Lập văn bản thay thế",
    "start_recall": "Lập thông báo thu hồi",
    "check_content": "Kiểm tra nội dung",
    "check_form": "Kiểm tra thể thức",
    "submit": "Trình ký",
    "send_back": "Trả lại",
    "sign": "Ký ban hành",
    "void_signature": "Hủy chữ ký",
    "release": "Cấp số và phát hành",
    "render": "In bản thể hiện",
    "edit": "Sửa dự thảo",
    "plan": "Lập cuộc họp",
    "edit_meeting": "Sửa thông tin cuộc họp",
    "add_document": "Thêm tài liệu họp",
    "remove_document": "Bỏ tài liệu họp",
    "save_point": "Lưu điểm cầu",
    "remove_point": "Bỏ điểm cầu",
    "meeting_moved": "Dời cuộc họp",
    "meeting_postponed": "Hoãn cuộc họp",
    "meeting_cancelled": "Hủy cuộc họp",
    "mark_held": "Ghi nhận đã họp",
    "register": "Đăng ký đại biểu dự họp",
    "excuse": "Báo vắng",
    "invite": "Thêm đơn vị vào danh sách mời",
    "uninvite": "Bỏ đơn vị khỏi danh sách mời",
    "attendance": "Ghi thành phần dự họp",
    "attendance_list": "Ghi thành phần theo danh sách dán vào",
    "absence_letter": "Ghi công văn báo vắng",
    "issue": "Ban hành nhiệm vụ",
    "withdraw": "Dừng thực hiện",
    "attach_signed_copy": "Đưa bản ký lên cổng",
    "import": "Nhập từ tài liệu",
    "add": "Thêm mục",
    "move": "Chuyển chỗ mục",
    "place": "Chuyển chỗ mục",
    "indent": "Đổi cấp mục",
    "delete": "Xóa mục",
    "relabel": "Đánh lại số mục",
    "name_label": "Sửa số mục",
    "undo": "Hoàn tác",
    "outline_add": "Thêm mục kết luận",
    "outline_edit": "Sửa mục kết luận",
    "outline_move": "Chuyển chỗ mục kết luận",
    "outline_delete": "Xóa mục kết luận",
    "outline_relabel": "Đánh lại số mục kết luận",
    "outline_undo": "Hoàn tác lần sửa kết luận",
    "settle_note": "Xem một điểm cần xem lại",
    "settle_all_notes": "Xem tất cả điểm cần xem lại",
    "enter_day": "Nhập ngày họp",
}


def told_note(event: Event) -> str:
    """What the history tells besides the act: why a paper came back, or what its signer put on record."""
    if event.verb in ("send_back", "void_signature"):
        return event.note
    return event.note.partition("\n")[2] if event.verb == "sign" else ""


def verb_words(event: Event) -> str:
    return words_of(event.verb)


def words_of(verb: str) -> str:
    """Of an act on record, or of one that was refused, which is named after its domain function."""
    return VERBS.get(verb, verb)
