"""Orders in one paragraph: who is told to act, with whom, until when, and what is no order."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.intake.context import Context, KnownUnit
from meetings.intake.draft import Directive
from meetings.intake.orders import Scope, directive_of, read_orders
from meetings.intake.orders_zone import REPORT
from meetings.intake.unit_phrases import Phrases

CONTEXT = Context(plan_year=2026, meeting_date=date(2026, 6, 1), organizer="Sở Khoa học và Công nghệ")
NEWS = Context(kind="news", plan_year=2026, meeting_date=date(2026, 6, 1))


def read(text: str, scope: Scope | None = None, context: Context = CONTEXT) -> list[Directive]:
    scope = scope or Scope()
    return [directive_of(order, text, scope, context, [1]) for order in read_orders(text, scope, context)]


def leads(text: str, scope: Scope | None = None, context: Context = CONTEXT) -> list[list[str]]:
    return [directive.lead for directive in read(text, scope, context)]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Giao Phòng Quản lý công nghệ tổng hợp nhu cầu của các xã.", ["Phòng Quản lý công nghệ"]),
        ("Các ý kiến góp ý cho dự thảo, giao cho Văn phòng Sở tiếp thu.", ["Văn phòng Sở"]),
        ("Đề nghị UBND các xã, phường sớm gửi danh sách.", ["UBND các xã, phường"]),
        ("Lãnh đạo tỉnh yêu cầu Sở Xây dựng khẩn trương lập hồ sơ.", ["Sở Xây dựng"]),
        ("Sở Y tế được giao xây dựng phương án.", ["Sở Y tế"]),
        ("Phó Chủ tịch UBND tỉnh Trần Văn B được phân công làm việc với doanh nghiệp.", ["Phó Chủ tịch UBND tỉnh Trần Văn B"]),
        ("Thanh tra Sở có trách nhiệm kiểm tra các cơ sở.", ["Thanh tra Sở"]),
        ("Trong thời gian tới, các phòng chuyên môn thuộc Sở tích cực hỗ trợ cấp xã.", ["các phòng chuyên môn thuộc Sở"]),
        ("Nếu có vướng mắc, các địa phương chủ động đề xuất gửi Sở Tài chính.", ["các địa phương"]),
        ("Việc sửa chợ do Phòng Kinh tế chủ trì thực hiện.", ["Phòng Kinh tế"]),
        ("Riêng Phòng Quản lý chuyên ngành, đề nghị sớm hoàn thành hồ sơ.", ["Phòng Quản lý chuyên ngành"]),
        ("Trung tâm Thông tin: Khắc phục ngay tồn tại.", ["Trung tâm Thông tin"]),
        ("Sở Xây dựng và Sở Công Thương phối hợp rà soát quy hoạch.", ["Sở Xây dựng", "Sở Công Thương"]),
        ("Trên cơ sở đề xuất của Sở Nội vụ, Sở Tài chính bố trí kinh phí.", ["Sở Tài chính"]),
    ],
)  # fmt: skip
def test_the_addressee_is_who_is_told_to_act(sentence, lead):
    assert leads(sentence) == [lead]


@pytest.mark.parametrize(
    "sentence",
    [
        "Các xã đã tích cực triển khai kế hoạch, đạt nhiều kết quả.",
        "Công tác kiểm tra được triển khai nhịp nhàng.",
        "Một số địa phương chưa quan tâm bố trí kinh phí.",
        "Thống nhất chủ trương đầu tư dự án.",
        "Về đề nghị của UBND xã An Sơn: Không đồng ý do chưa có trong kế hoạch.",
        "Ghi nhận, biểu dương Sở Y tế.",
        "Văn phòng Sở đã tham mưu ban hành 45 văn bản.",
        "Sở Xây dựng chủ trì cuộc họp với các địa phương.",
        "Phòng Kinh tế đã báo cáo kết quả chuyển giao công nghệ.",
        "Rất mong các địa phương quan tâm thực hiện.",
        "Trên đây là kết luận của Giám đốc Sở, các đơn vị biết, thực hiện.",
        "KẾT LUẬN GIAO BAN QUÝ III",
    ],
)  # fmt: skip
def test_praise_decisions_and_reports_order_nobody(sentence):
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "coordinating"),
    [
        ("Phòng Kinh tế chủ trì, phối hợp với Công an xã, các thôn rà soát hộ kinh doanh.", ["Công an xã", "các thôn"]),
        ("Phòng Kinh tế phối hợp chặt chẽ với các ngành liên quan hỗ trợ các hợp tác xã.", ["các ngành liên quan"]),
        ("Giao Phòng Kinh tế chủ trì, Văn phòng Sở, các thôn phối hợp rà soát tiêu chí.", ["Văn phòng Sở", "các thôn"]),
        (
            "Giao Sở Xây dựng chủ trì lập đề án; Sở Nội vụ, Sở Tài chính phối hợp thực hiện.",
            ["Sở Nội vụ", "Sở Tài chính"],
        ),
        ("Sở Y tế tổ chức tập huấn, mời Hội Nông dân tỉnh tham gia giảng dạy.", ["Hội Nông dân tỉnh"]),
        ("Giao Sở Xây dựng (chủ trì), Sở Công Thương (phối hợp) lập danh mục.", ["Sở Công Thương"]),
        ("Các xã gửi danh sách về Sở Nội vụ (qua Văn phòng Sở tổng hợp).", []),
        ("Thanh tra Sở làm việc với UBND xã An Sơn nắm tình hình.", []),
    ],
)
def test_who_works_along_and_who_only_receives(sentence, coordinating):
    assert [directive.coordinating for directive in read(sentence)] == [coordinating]


def test_each_addressee_in_a_long_paragraph_has_an_order_with_its_own_deadline():
    found = read(
        "Giám đốc Sở yêu cầu các phòng hoàn thiện hồ sơ, gửi Văn phòng Sở trước ngày 30/7; Phòng Kế hoạch thẩm định"
        " dự toán, trình phê duyệt trong tháng 8/2026; đề nghị UBND các xã rà soát nhu cầu."
    )
    assert [(one.lead, one.deadline and one.deadline.date) for one in found] == [
        (["các phòng"], date(2026, 7, 30)),
        (["Phòng Kế hoạch"], date(2026, 8, 31)),
        (["UBND các xã"], None),
    ]


def test_each_further_deadline_is_an_order_of_the_same_unit():
    found = read(
        "Theo tiến độ, Sở lập danh sách trước ngày 15/8/2026; tổ chức khám trước ngày 10/9/2026 và cập nhật dữ liệu trước ngày 15/9/2026."
    )
    assert [one.text.split()[0] for one in found] == ["Theo", "tổ", "cập"]
    assert [one.deadline.date.day for one in found if one.deadline and one.deadline.date] == [15, 10, 15]
    assert all(one.lead == ["Sở"] for one in found)


def test_what_follows_without_addressee_or_deadline_stays_with_its_order():
    [order] = read(
        "Giao Sở Xây dựng trình đề án trong tháng 7/2026; tham mưu phương án bố trí vốn. Kịp thời báo cáo khó khăn."
    )
    assert order.text.endswith("khó khăn.")
    assert order.deadline
    assert order.deadline.date == date(2026, 7, 31)


def test_what_a_unit_asks_of_others_is_part_of_its_own_order():
    [order] = read(
        "Sở Y tế phối hợp với Công an tỉnh tuyên truyền; yêu cầu các doanh nghiệp phối hợp với Hội Nông dân khám định kỳ."
    )
    assert order.lead == ["Sở Y tế"]
    assert order.coordinating == ["Công an tỉnh"]


def test_a_list_of_addressees_goes_on_over_a_semicolon():
    [order] = read("Giao các Sở: Xây dựng, Y tế; UBND các xã: An Sơn, Hòa Bình khẩn trương triển khai.")
    assert order.lead == ["Xây dựng", "Y tế", "An Sơn", "Hòa Bình"]
    assert [unit.full for unit in order.units] == ["Sở Xây dựng", "Sở Y tế", "UBND xã An Sơn", "UBND xã Hòa Bình"]


def test_a_promise_counts_where_conclusions_are_given_and_a_time_makes_it_count_elsewhere():
    promise = "Sở Y tế sẽ hướng dẫn nghiệp vụ cho các xã."
    assert leads(promise) == [["Sở Y tế"]]
    assert leads(promise, Scope(zone=REPORT), NEWS) == []
    assert leads("Trong quý III năm 2026, Sở Y tế sẽ hướng dẫn các xã.", Scope(zone=REPORT), NEWS) == [["Sở Y tế"]]


def test_a_participant_asks_but_does_not_order_in_minutes():
    minutes = Context(kind="minutes", plan_year=2026)
    wish = "Giám đốc Trung tâm đề nghị Sở Tài chính hỗ trợ kinh phí."
    assert leads(wish, Scope(zone=REPORT), minutes) == []
    assert leads(wish, Scope(), minutes) == [["Sở Tài chính"]]
    assert leads("Các đại biểu đề nghị Sở Tài chính hỗ trợ kinh phí.", Scope(), NEWS) == []


def test_names_after_with_begin_no_subject():
    scope = Scope(leads=tuple(Phrases("Bộ Y tế").parties(0)))
    [order] = read("Chủ trì, phối hợp với Bộ Tài chính, Bộ Công an khẩn trương hoàn thiện dự thảo.", scope)
    assert order.lead == ["Bộ Y tế"]
    assert order.coordinating == ["Bộ Tài chính", "Bộ Công an"]


def test_units_carry_codes_groups_exceptions_and_the_office_itself():
    context = Context(
        plan_year=2026,
        organizer="Sở Khoa học và Công nghệ",
        known=(KnownUnit("SKHCN", "Sở Khoa học và Công nghệ"), KnownUnit("G.XA", "Các xã, phường", aliases=("UBND các xã, phường",), group=True)),
    )  # fmt: skip
    [order] = read("Sở phối hợp với UBND các xã, phường (trừ xã An Sơn) rà soát.", None, context)
    lead, helping = order.units
    assert (lead.written, lead.code, lead.role) == ("Sở", "SKHCN", "lead")
    assert (helping.code, helping.group, helping.except_, helping.role) == ("G.XA", True, ["xã An Sơn"], "coordinating")


@pytest.mark.parametrize(
    ("sentence", "tracked"),
    [
        ("Các phòng tiếp tục quan tâm, bám sát cơ sở.", False),
        ("Các phòng thường xuyên theo dõi dịch bệnh.", False),
        ("Công an xã tăng cường tuần tra.", True),
        ("Các phòng tiếp tục quan tâm, gửi báo cáo trước ngày 30/6/2026.", True),
    ],
)
def test_exhortations_are_not_tracked_and_concrete_orders_are(sentence, tracked):
    assert [directive.tracked for directive in read(sentence)] == [tracked]


@pytest.mark.parametrize(
    ("sentence", "product"),
    [
        (
            "Phòng Kinh tế tổng hợp danh mục các công trình năm 2027, báo cáo UBND xã.",
            "danh mục các công trình năm 2027",
        ),
        ("Văn phòng Sở tham mưu UBND tỉnh ban hành kế hoạch tập huấn trong tháng 7/2026.", "kế hoạch tập huấn"),
        ("Các xã gửi danh sách cán bộ phụ trách về Sở Nội vụ.", "danh sách cán bộ phụ trách"),
        ("Văn phòng Sở tổng hợp báo cáo Giám đốc Sở.", None),
        ("Các phòng hỗ trợ cấp xã.", None),
    ],
)
def test_a_product_is_what_the_words_say_is_made_or_sent(sentence, product):
    assert [directive.product for directive in read(sentence)] == [product]


def test_the_surer_the_words_the_higher_the_confidence():
    [ordered] = read("Giao Sở Y tế rà soát hồ sơ.")
    [promised] = read("Sở Y tế sẽ rà soát hồ sơ.")
    assert 0 < promised.confidence < ordered.confidence <= 1


def test_citations_of_an_order_are_its_own_and_their_days_no_deadlines():
    [order] = read("Giao Sở Y tế xem xét Tờ trình số 7/TTr-SXD ngày 02/5/2026 của Sở Xây dựng.")
    assert order.citations == ["Tờ trình số 7/TTr-SXD ngày 02/5/2026"]
    assert order.deadline is None
    assert order.lead == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Đối với xã An Sơn, Phòng Kế hoạch xem xét bổ sung kinh phí.", [["Phòng Kế hoạch"]]),
        ("Đối với Công an tỉnh, đồng chí đề nghị hỗ trợ cấp xã bảo đảm an ninh mạng.", [["Công an tỉnh"]]),
        ("Giám đốc Sở yêu cầu: Phòng Bưu chính, Viễn thông khảo sát các điểm trắng sóng.", [["Phòng Bưu chính, Viễn thông"]]),
        ("PGĐ Trần Văn B chỉ đạo việc xử lý phản ánh của người dân.", [["PGĐ Trần Văn B"]]),
        ("Đề nghị Viện Nghiên cứu phát triển kinh tế - xã hội tỉnh khảo sát nhu cầu.", [["Viện Nghiên cứu phát triển kinh tế - xã hội tỉnh"]]),
        ("Báo và Phát thanh, Truyền hình tỉnh, Cổng Thông tin điện tử tỉnh tăng thời lượng tuyên truyền.", [["Báo và Phát thanh, Truyền hình tỉnh", "Cổng Thông tin điện tử tỉnh"]]),
        ("Chi cục Thủy sản hướng dẫn các xã; mỗi xã chọn một mô hình.", [["Chi cục Thủy sản"]]),
        ("Giám đốc đề nghị UBND các xã gửi danh sách; phân công lãnh đạo phụ trách.", [["UBND các xã"]]),
        ("Xã An Sơn, xã Phú An đề nghị tỉnh hỗ trợ kinh phí trước ngày 30/6/2026.", []),
        ("Giám đốc Sở phê bình UBND xã An Sơn, UBND xã Phú An.", []),
        ("Các phòng: Kế hoạch - Tài chính, Quản lý khoa học chuẩn bị hồ sơ thanh tra.", [["Kế hoạch - Tài chính", "Quản lý khoa học"]]),
        ("Thông báo lịch nghỉ lễ: từ ngày 01/9 đến hết ngày 02/9/2026.", []),
        ("Ông Trần Văn B, Giám đốc Trung tâm Khởi nghiệp cho biết, trung tâm sẽ tổ chức 5 lớp trước ngày 30/6/2026.", []),
        ("Ghi chú: Các phòng gửi sản phẩm về Văn phòng Sở để theo dõi.", [["Các phòng"]]),
        ("Ghi chú: các nhiệm vụ đã hoàn thành trước ngày 15/12/2025 không đưa vào danh mục.", []),
    ],
)  # fmt: skip
def test_whom_the_words_tell_to_act(sentence, found):
    assert leads(sentence) == found


def test_a_listed_unit_told_to_direct_another_leads_itself():
    listed = tuple(Phrases("UBND các xã, phường", ()).parties(0))
    scope = Scope(leads=listed, listed=True, labelled=True)
    assert leads("Chỉ đạo Phòng Kinh tế hoàn thành hồ sơ nghiệm thu.", scope) == [["UBND các xã, phường"]]
    assert leads("Chỉ đạo Phòng Kinh tế hoàn thành hồ sơ nghiệm thu.") == [["Phòng Kinh tế"]]


def test_days_are_told_from_the_meeting_not_from_the_day_of_reading():
    context = Context(plan_year=2018, meeting_date=date(2018, 1, 24), reference_day=date(2026, 1, 1))
    [order] = read("Các xã rà soát danh mục đến hết ngày 31/10.", context=context)
    assert order.deadline
    assert (order.deadline.date, order.deadline.text) == (date(2018, 10, 31), "đến hết ngày 31/10")
