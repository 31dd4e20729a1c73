"""Tasks told unit by unit, one line each: 'Đơn vị: nhiệm vụ', with arrows, under headings in capitals or of posts."""

from __future__ import annotations

import pytest

from meetings.intake.context import Context, KnownUnit
from meetings.intake.orders import Scope, read_orders
from meetings.intake.parse import parse_lines
from tests.intake.test_outline import leads, read


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("- Phòng Quản lý công nghệ: tạm ngừng nhận hồ sơ giấy.", ["Phòng Quản lý công nghệ"]),
        ("=> Văn phòng: trình dự thảo quy chế trước 16 giờ ngày 04/6.", ["Văn phòng"]),
        ("→ Văn phòng, Thanh tra Sở: phối hợp kiểm tra nề nếp.", ["Văn phòng", "Thanh tra Sở"]),
        ("Thanh tra Sở => kiểm tra việc dán tem.", ["Thanh tra Sở"]),
        ("- Văn phòng -> in tài liệu họp.", ["Văn phòng"]),
        ("- Đ/c Bình: rà soát hồ sơ thi đua.", ["Đ/c Bình"]),
        ("+ P. Kế hoạch - Tài chính → chốt số liệu giải ngân.", ["P. Kế hoạch - Tài chính"]),
        ("1. Văn phòng + Thanh tra: rà soát quy chế.", ["Văn phòng", "Thanh tra"]),
        ("2. Toàn thể CBCCVC-NLĐ: mặc đồng phục thứ Hai.", ["Toàn thể CBCCVC-NLĐ"]),
        ("1. \\*\\*Văn phòng Sở\\*\\*: rà soát quy chế\\.", ["Văn phòng Sở"]),
        ("2\\. **Thanh tra Sở**: lập kế hoạch thanh tra\\.", ["Thanh tra Sở"]),
    ],
)
def test_a_line_names_who_acts_and_what_is_to_be_done(line, lead):
    assert leads(read(line)) == [lead]


@pytest.mark.parametrize(
    "line", ["- Huyện An Sơn: vắng.", "- Phòng Kế hoạch: đã hoàn thành 5 việc.", "- Sở Y tế: còn 02 hồ sơ."]
)
def test_a_line_that_tells_of_a_unit_orders_nothing(line):
    assert leads(read(line)) == []


def test_the_minutes_of_a_week_order_under_the_tasks_of_the_week():
    draft = parse_lines(
        [
            "BIÊN BẢN HỌP GIAO BAN TUẦN 20 NĂM 2026",
            "Có mặt: 12 đ/c. Chủ trì: đ/c Nguyễn Văn A - GĐ Sở. Ghi biên bản: đ/c Trần Thị B - CV Văn phòng.",
            "1. Kết quả tuần 19: các phòng hoàn thành 9/10 việc.",
            "2. Nhiệm vụ tuần 20:",
            "- Phòng Quản lý công nghệ: dự thảo công văn trả lời huyện An Sơn.",
        ]
    )
    assert [directive.lead for directive in draft.directives] == [["Phòng Quản lý công nghệ"]]


def test_capitals_over_items_head_them_though_they_have_no_label():
    body = read("VĂN PHÒNG SỞ\n\n- Rà soát quy chế làm việc.\n\nCÁC PHÒNG THUỘC SỞ\n\n- Lập danh mục đề tài.")
    assert leads(body) == [["VĂN PHÒNG SỞ"], ["CÁC PHÒNG THUỘC SỞ"]]
    assert leads(read("VĂN PHÒNG SỞ\n\nRà soát quy chế làm việc.")) == [["VĂN PHÒNG SỞ"]]
    assert leads(read("SỞ Y TẾ\n\nSố: 12/TB-SYT\n\nTổ chức hội nghị.")) == []


def test_places_after_a_post_and_a_colon_are_told_one_by_one():
    body = read("Chủ tịch UBND các xã, phường: Tân An, Bình Hòa báo cáo vướng mắc về mặt bằng.")
    assert leads(body) == [["Tân An", "Bình Hòa"]]


def test_an_exception_of_several_places_ends_before_the_verb():
    body = read("UBND các xã, phường, trừ các xã Tân An, Bình Hòa, gửi báo cáo về Sở trước ngày 20/6/2026.")
    assert leads(body) == [["UBND các xã, phường, trừ các xã Tân An, Bình Hòa"]]


@pytest.mark.parametrize(
    "name",
    ["Phòng Quản lý công nghệ và Đổi mới sáng tạo", "Trung tâm Hỗ trợ khởi nghiệp đổi mới sáng tạo", "Khu Công viên phần mềm số 2", "Đồn Biên phòng Ia Lốp", "UBND đặc khu Vân Đồn", "Các huyện, thành, thị"],
)  # fmt: skip
def test_whole_names(name):
    assert leads(read(f"{name} tổ chức tập huấn cho cán bộ.")) == [[name]]


def test_whoever_is_to_report_difficulties_is_told_so():
    sentence = "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Sở để tổng hợp."
    assert leads(read(sentence)) == [["các đơn vị"]]
    assert leads(read("Các địa phương phản ánh kinh phí còn thấp.")) == []


@pytest.mark.parametrize(
    "told",
    [
        "Toàn tỉnh có 12 mô hình, trong đó 05 mô hình nghiệm thu trước ngày 30/4/2026.",
        "Sáu tháng đầu năm, hoạt động có chuyển biến, hoàn thành trước ngày 15/5/2026 theo kế hoạch.",
        "Ngày 19/5/2026, tại xã An Sơn, Sở đã tổ chức hội nghị do bà Trần Thị B - Phó Giám đốc Sở chủ trì, ông Lê Văn C dự.",
        "Có 10/11 huyện, thị xã, thành phố cử đại biểu dự họp.",
        "UBND xã An Sơn vắng (có văn bản báo bận).",
        "- 14h00: Phó Giám đốc Sở làm việc với UBND xã An Sơn.",
        "- 7h30: Giao ban tuần.",
        "3. Thường trực Huyện ủy phê bình Đảng ủy xã An Sơn không dự họp.",
        "Sở Y tế trân trọng cảm ơn UBND xã An Sơn đã phối hợp tổ chức.",
        "Cơ bản thống nhất báo cáo; tuy nhiên tỷ lệ trễ hạn còn cao, chuyển đổi số chuyển biến chậm.",
        "Thông tin chi tiết liên hệ: đồng chí Nguyễn Văn A, chuyên viên Văn phòng Sở.",
    ],
)
def test_what_is_told_is_no_order(told):
    assert leads(read(told)) == []


@pytest.mark.parametrize(
    ("line", "lead", "day"),
    [
        ("1. Soạn công văn gửi các xã (Văn phòng, 15/6).", ["Văn phòng"], "2026-06-15"),
        ("2. Rà soát quy chế (Văn phòng Sở chủ trì, xong trước 20/6/2026).", ["Văn phòng Sở"], "2026-06-20"),
        ("3. Rà soát quy chế => Văn phòng Sở.", ["Văn phòng Sở"], None),
        ("4. Lập danh mục đề tài -> Phòng Quản lý khoa học, Thanh tra Sở.", ["Phòng Quản lý khoa học", "Thanh tra Sở"], None),
        ("5. Gửi báo cáo về Sở (Phòng Quản lý khoa học).", [], None),
        ("6. Hoàn thiện hồ sơ (bản cứng, 02 bộ).", [], None),
    ],
)  # fmt: skip
def test_who_does_a_task_may_stand_behind_it(line, lead, day):
    [directive] = read(line).directives
    assert directive.lead == lead
    assert (str(directive.deadline.date) if directive.deadline else None) == day


@pytest.mark.parametrize("those", ["Hai đơn vị này", "Các đơn vị nêu trên", "Các cơ quan, đơn vị nói trên"])
def test_those_just_told_are_told_again(those):
    body = read(
        f"Giao Thanh tra Sở và Văn phòng Sở kiểm tra cân trước ngày 05/7/2026. {those} báo cáo trước ngày 10/7/2026."
    )
    assert leads(body) == [["Thanh tra Sở", "Văn phòng Sở"]] * 2


def test_a_level_of_government_helps_by_its_bare_noun():
    [directive] = read("Trung tâm Khuyến công phối hợp huyện tổ chức phiên chợ.").directives
    assert directive.coordinating == ["huyện"]
    [directive] = read("Trung tâm Khuyến công hướng dẫn tổ hợp tác và hợp tác xã.").directives
    assert directive.coordinating == []


@pytest.mark.parametrize("time", ["trước 16 giờ hằng ngày", "hàng ngày trước 16 giờ", "hằng ngày"])
def test_work_of_every_day_recurs(time):
    [directive] = read(f"Các phòng cập nhật số liệu {time}.").directives
    assert directive.deadline
    assert (directive.deadline.text, directive.deadline.kind) == (time, "recurring")


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Riêng An Sơn và Phú An cần gửi báo cáo trước ngày 20/6/2026.", ["An Sơn", "Phú An"]),
        ("Giao An Sơn và Phú An gửi báo cáo.", ["An Sơn", "Phú An"]),
        ("Tân Lập, Tân Hòa và Phú Mỹ phối hợp xây dựng đề cương.", ["Tân Lập", "Tân Hòa", "Phú Mỹ"]),
        ("Riêng xã An Sơn, xã Phú An do vắng họp thì gởi trước ngày 20/6/2026.", ["xã An Sơn", "xã Phú An"]),
        ("Đối với xã An Sơn và xã Phú An, thời hạn hoàn thành là ngày 31/7/2026.", ["xã An Sơn", "xã Phú An"]),
        ("Ban Thường vụ Huyện đoàn làm nòng cốt hướng dẫn người dân.", ["Ban Thường vụ Huyện đoàn"]),
        ("Ủy ban Kiểm tra Tỉnh ủy tiếp tục kiểm tra các đảng bộ.", ["Ủy ban Kiểm tra Tỉnh ủy"]),
        ("Các xã biên giới: Ia Lốp, Ia Rvê kiểm tra hàng hóa nhập khẩu.", ["Ia Lốp", "Ia Rvê"]),
        ("Các xã: Rà soát danh mục.", ["Các xã"]),
        ("Các trưởng thôn vận động người dân.", ["Các trưởng thôn"]),
        ("Các đơn vị được giao chủ trì nêu tại mục 2 báo cáo tiến độ.", ["Các đơn vị được giao chủ trì nêu tại mục 2"]),
        ("Các phòng, đơn vị nêu tại mục 1, 2 và 3 báo cáo trước ngày 25/6/2026.", ["Các phòng, đơn vị nêu tại mục 1, 2 và 3"]),
    ],
)  # fmt: skip
def test_who_is_told_though_named_in_short(sentence, lead):
    assert leads(read(sentence)) == [lead]


def test_where_something_is_to_be_done_is_not_who_does_it():
    assert not any(leads(read("Tại An Sơn và Phú An cần bố trí điểm trực.")))


def test_headings_with_letter_and_number_address_what_stands_below():
    body = read("B1. CÁC PHÒNG THUỘC SỞ\n\n+ Lập danh mục đề tài.\n\nB2. CÁC XÃ, PHƯỜNG\n\n+ Bố trí kinh phí.")
    assert leads(body) == [["CÁC PHÒNG THUỘC SỞ"], ["CÁC XÃ, PHƯỜNG"]]


def test_what_units_lack_tells_which_of_them_are_told():
    assert leads(read("UBND các xã chưa hoàn thành việc cấp chữ ký số khẩn trương thực hiện.")) == [["UBND các xã"]]
    assert leads(read("UBND các xã chưa hoàn thành việc cấp chữ ký số.")) == []


def test_rooms_go_by_their_letters():
    body = read(
        "1/ VP:\n\n+ Chốt lịch làm việc.\n\n2/ Thanh tra + TĐC: kiểm tra cây xăng.\n\n3/ Phòng QLKH cơ sở: lập danh mục."
    )
    assert leads(body) == [["VP"], ["Thanh tra", "TĐC"], ["Phòng QLKH cơ sở"]]
    known = KnownUnit("CT", "Trung tâm Công nghệ thông tin", aliases=("TTCNTT",))
    [order] = read_orders("TTCNTT rà soát đường truyền.", Scope(), Context(known=[known]))
    assert [party.text for party in order.leads] == ["TTCNTT"]


def test_a_conclusion_on_a_line_of_its_own_tells_a_notice_without_its_head():
    lines = [
        "Họp giao ban tuần 12 ngày 16/3/2026",
        "KẾT LUẬN:",
        "1/ VP: chốt lịch.",
        "2/ Thanh tra: lập kế hoạch.",
        "3/ Phòng QLKH: soạn báo cáo.",
    ]
    draft = parse_lines(lines)
    assert draft.kind == "notice"
    assert [directive.lead for directive in draft.directives] == [["VP"], ["Thanh tra"], ["Phòng QLKH"]]


def test_bullets_that_run_in_a_line_take_the_unit_that_opens_it():
    body = read("- Trung tâm Chuyển đổi số: + Khảo sát hạ tầng 10 xã. + Báo cáo Giám đốc Sở trước 25/6/2026.")
    assert leads(body) == [["Trung tâm Chuyển đổi số"]] * 2


def test_whoever_leads_together_with_others_has_their_help():
    [directive] = read("Văn phòng Sở chủ trì, cùng các phòng rà soát thủ tục.").directives
    assert (directive.lead, directive.coordinating) == (["Văn phòng Sở"], ["các phòng"])


def test_a_recurring_day_is_told_whole():
    [directive] = read("Các phòng định kỳ trước ngày 20 hằng tháng báo cáo kết quả về Văn phòng Sở.").directives
    assert directive.deadline
    assert directive.deadline.text == "định kỳ trước ngày 20 hằng tháng"
