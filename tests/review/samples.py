"""A document of our own and its reading, to review."""

from __future__ import annotations

from datetime import date

from meetings.intake.draft import Draft
from meetings.intake.parse import parse_lines
from meetings.review.state import Review

DOCUMENT = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
THÔNG BÁO
Kết luận Hội nghị giao ban khoa học và công nghệ quý I năm 2026
Ngày 03 tháng 4 năm 2026, tại Hội trường Sở, Sở Khoa học và Công nghệ tổ chức hội nghị giao ban.
I. THÀNH PHẦN THAM DỰ
1. Bà Phạm Thị D - Phó Giám đốc Sở - Chủ trì hội nghị
2. Ông Nguyễn Văn A - Chuyên viên Phòng Quản lý Công nghệ - Thư ký
- UBND xã Mẫu Một:
3. Ông Vũ Văn H - Chủ tịch UBND xã
- UBND xã Mẫu Hai: Vắng
Trang 1/2
II. KẾT LUẬN
1. Giao Phòng Quản lý Công nghệ chủ trì, phối hợp với Văn phòng Sở rà soát phương tiện đo tại chợ, báo cáo trước ngày 30/6/2026.
2. Đề nghị UBND xã Không Có Trong Sổ lập danh sách hợp tác xã, gửi trước ngày 15/7.
3. Ghi nhận kết quả của các địa phương trong quý.
4. Tiếp tục thực hiện Quyết định số 12/Q-UBND về đo lường.
Lượt xem: 214
""".splitlines()


def read(lines: list[str] = DOCUMENT) -> Draft:
    return parse_lines(lines, reference_day=date(2026, 4, 9))


def review_of(lines: list[str] = DOCUMENT) -> Review:
    return Review.of(read(lines), kind="coordination_meeting")


def key_of(review: Review, letter: str, words: str) -> str:
    """The key of the piece of this kind in whose text, name or unit the words stand."""
    for key in review.keys(letter):
        piece = review.find(key)
        said = [getattr(piece, name, "") for name in ("text", "name", "unit")]
        if any(words in (text or "") for text in said):
            return key
    raise AssertionError(f"no {letter} with {words!r}")
