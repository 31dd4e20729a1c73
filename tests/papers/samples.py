"""Sample records whose sentences are our own."""

from datetime import date
from typing import Any

from meetings.papers.record import Annex, Block, PaperRecord

ORDERS = (
    "Phòng Quản lý Chuyên ngành chủ trì, phối hợp với UBND các huyện rà soát các phương tiện đo dùng tại chợ và gửi kết quả về Sở trước ngày 15/03/2018.",
    "Trung tâm Ứng dụng tiến bộ KH&CN hướng dẫn hai xã làm điểm ghi sổ theo dõi mô hình trồng bưởi không hạt theo Quyết định số 19/2017/QĐ-UBND và điểm a khoản 2 Điều 7 của quy chế kèm theo.",
    "Chi cục Tiêu chuẩn Đo lường Chất lượng lập lịch kiểm định cân đồng hồ lò xo trong quý II năm 2018, thông báo cho từng đơn vị ít nhất mười ngày trước khi đến.",
    "UBND các huyện, thị xã phân công một công chức làm đầu mối, báo đồng chí Nguyễn Văn A qua thư điện tử.",
    "Thanh tra Sở cử người tham gia đoàn liên ngành khi có yêu cầu.",
)
HEADINGS = (
    "Về công tác tiêu chuẩn, đo lường, chất lượng",
    "Về ứng dụng và chuyển giao tiến bộ kỹ thuật tại các địa phương",
    "Về sở hữu trí tuệ và phát triển tài sản trí tuệ cho sản phẩm đặc thù của tỉnh",
)


def outline(count: int) -> tuple[Block, ...]:
    """`count` orders under numbered headings, four under each."""
    blocks = []
    for place in range(count):
        if place % 4 == 0:
            section = place // 4
            blocks.append(Block("heading", HEADINGS[section % len(HEADINGS)], label=f"{section + 1}.", level=2))
        blocks.append(Block("item", ORDERS[place % len(ORDERS)], label="-", level=4))
    return tuple(blocks)


def notice(orders: int = 8, **changes: Any) -> PaperRecord:
    """A released notice; about a dozen orders fill a page."""
    content: dict[str, Any] = {
        "superior_lines": ("UBND TỈNH VĨNH LONG",),
        "agency_lines": ("SỞ KHOA HỌC VÀ CÔNG NGHỆ",),
        "issuer": "Sở Khoa học và Công nghệ tỉnh Vĩnh Long",
        "kind_title": "THÔNG BÁO",
        "symbol": "TB-SKHCN",
        "place": "Vĩnh Long",
        "abstract": "Kết luận của Phó Giám đốc Sở Nguyễn Văn A tại Hội nghị giao ban công tác khoa học và công nghệ quý I năm 2018",
        "opening": (
            "Ngày 02 tháng 02 năm 2018, tại phòng họp của Sở Khoa học và Công nghệ, ông Nguyễn Văn A, Phó Giám đốc Sở, đã chủ trì hội nghị giao ban với các huyện, thị xã, thành phố về kết quả quý trước và việc cần làm của quý này.",
            "Sau khi nghe báo cáo và ý kiến của các đơn vị dự họp, Phó Giám đốc Sở kết luận như sau:",
        ),
        "blocks": outline(orders),
        "closing": (
            "Sở Khoa học và Công nghệ thông báo để các phòng, đơn vị thuộc Sở và UBND các huyện, thị xã, thành phố biết, phối hợp thực hiện.",
        ),
        "capacity_lines": ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        "signer_name": "Nguyễn Văn A",
        "recipients": (
            "UBND tỉnh (để báo cáo)",
            "Giám đốc, các Phó Giám đốc Sở",
            "UBND các huyện, thị xã, thành phố",
            "Các phòng, đơn vị thuộc Sở",
        ),
        "archive_line": "VT, QLCN",
        "number": 5,
        "day": date(2018, 2, 5),
    }
    return PaperRecord(**content | changes)


def task_annex(rows: int, title: str = "Danh mục nhiệm vụ giao các đơn vị") -> Annex:
    """An annex with a table of five columns."""
    return Annex(
        title=title,
        blocks=(Block("paragraph", "Thời hạn được tính đến hết ngày ghi trong bảng."),),
        columns=("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"),
        rows=tuple(
            (str(n + 1), ORDERS[n % len(ORDERS)], "Chi cục TCĐLCL", "UBND các huyện", "15/03/2018") for n in range(rows)
        ),
    )


def minutes(said: int = 3, **changes: Any) -> PaperRecord:
    """Released minutes of a meeting at which ``said`` people spoke; about four of them fill a page."""
    spoken = [
        block
        for place in range(said)
        for block in (
            Block(
                "heading", f"Ông Trần Văn Mẫu, Phó Chủ tịch, UBND xã Mẫu {place + 1}:", label=f"{place + 1}.", level=2
            ),
            Block("paragraph", ORDERS[place % len(ORDERS)]),
            Block("paragraph", "Thống nhất với báo cáo của Sở."),
        )
    ]
    content: dict[str, Any] = {
        "kind_title": "BIÊN BẢN",
        "symbol": "BB-SKHCN",
        "place": "",
        "abstract": "Hội nghị giao ban công tác khoa học và công nghệ quý I năm 2026",
        "opening": (),
        "blocks": (
            Block("paragraph", "Thời gian bắt đầu: 08 giờ 00 phút, ngày 03 tháng 4 năm 2026."),
            Block("paragraph", "Địa điểm: Hội trường Sở."),
            Block("heading", "Nội dung (theo diễn biến cuộc họp):", level=3),
            *spoken,
        ),
        "closing": ("Hội nghị kết thúc vào 11 giờ 30 phút, ngày 03 tháng 4 năm 2026.",),
        "capacity_lines": ("CHỦ TỌA",),
        "signer_name": "Phạm Thị D",
        "left_capacity_lines": ("THƯ KÝ",),
        "left_signer_name": "Nguyễn Văn A",
        "recipients": ("Ban Giám đốc Sở (để báo cáo)",),
        "archive_line": "VT, Hồ sơ",
    }
    return notice(**content | changes)
