"""The body as an outline: levels, openings, inheritance, zones, run-in lists."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest

from meetings.intake import outline
from meetings.intake.context import Body, Context
from meetings.intake.lines import read_paragraphs
from meetings.intake.outline import NO_LEAD, TOO_LONG, label_kind, read_body

REFERENCE = Path(os.environ.get("REFERENCE_DIR", Path(__file__).resolve().parents[2].parent / "shared"))


def read(text: str, kind: str = "notice") -> Body:
    paragraphs, _ = read_paragraphs(text.strip().split("\n"))
    return read_body(paragraphs, Context(kind=kind, plan_year=2026, meeting_date=date(2026, 6, 1)))


def leads(body: Body) -> list[list[str]]:
    return [directive.lead for directive in body.directives]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("I.", "IV.", True), ("1.", "12.", True), ("1.", "1.1.", False), ("a)", "đ)", True), ("-", "–", True), ("-", "+", False), ("1.", "1)", False), ("*", "-", False)],
)  # fmt: skip
def test_labels_of_one_kind_stand_on_one_level(one, other, same):
    assert (label_kind(one) == label_kind(other)) is same


def test_levels_follow_the_labels_in_their_order():
    body = read(
        "I. NHIỆM VỤ CHUNG\n\n1. Văn phòng Sở\n\n- Rà soát hồ sơ.\n\n+ Lập danh mục.\n\n2. Thanh tra Sở\n\n- Kiểm tra đo lường."
    )
    assert [(c.level, c.label, c.kind) for c in body.conclusions] == [
        (1, "I.", "heading"),
        (2, "1.", "heading"),
        (3, "-", "item"),
        (4, "+", "item"),
        (2, "2.", "heading"),
        (3, "-", "item"),
    ]


def test_items_take_the_addressee_of_their_heading_and_only_of_theirs():
    body = read(
        "1. Về UBND các xã, phường\n\n- Rà soát nhu cầu, gửi Sở trước ngày 05/7.\n\n2. Về các phòng thuộc Sở\n\n"
        "- Phòng Quản lý công nghệ hướng dẫn các xã.\n\n- Tổng hợp kết quả."
    )
    assert leads(body) == [["UBND các xã, phường"], ["Phòng Quản lý công nghệ"], ["các phòng thuộc Sở"]]


def test_items_take_the_addressee_and_deadline_of_the_sentence_that_opens_their_list():
    body = read(
        "Các xã, phường tập trung thực hiện các nhiệm vụ sau trước ngày 30/9/2026:\n\n- Lập danh sách.\n\n- Kiểm tra hiện trạng trước ngày 15/8/2026."
    )
    assert leads(body) == [["Các xã, phường"]] * 2
    assert [d.deadline.date for d in body.directives if d.deadline] == [date(2026, 9, 30), date(2026, 8, 15)]


def test_paragraphs_after_a_lead_in_take_its_addressee_again_after_one_that_names_its_own():
    body = read(
        "Kết luận buổi làm việc: Sở Y tế cần tập trung một số nhiệm vụ sau:\n\nĐảng ủy Sở Y tế cần nâng cao nhận thức cho cán bộ. Thực hiện tốt quy chế.\n\n"
        "Tăng cường kiểm tra các cơ sở. Gắn kiểm tra với hướng dẫn.",
        kind="news",
    )
    assert leads(body) == [["Đảng ủy Sở Y tế"], ["Sở Y tế"]]


def test_an_opening_that_only_lists_what_is_meant_is_the_order_itself():
    body = read("Giao Sở Xây dựng rà soát các dự án sau:\n\n- Cầu Bến Tre Mới;\n\n- Đường vành đai phía nam.")
    assert leads(body) == [["Sở Xây dựng"]]


def test_numbers_that_run_together_in_a_paragraph_are_items_below_it():
    body = read(
        "Đồng chí Giám đốc nêu các nội dung cần lưu ý như sau: 1. Đơn vị thực hiện chủ động lập kế hoạch; 2. Trong quá trình triển khai phải phối hợp với"
        " các cơ quan của tỉnh; 3. Hồ sơ nghiệm thu nộp chậm nhất 30 ngày làm việc trước khi hết hạn.",
        kind="news",
    )
    assert [c.label for c in body.conclusions] == ["", "1.", "2.", "3."]
    assert leads(body) == [["Đơn vị thực hiện"], ["Đơn vị thực hiện"], []]
    assert body.directives[1].coordinating == ["các cơ quan của tỉnh"]
    assert body.directives[2].deadline
    assert body.directives[2].deadline.kind == "relative"
    assert [w.message for w in body.warnings] == [NO_LEAD]


def test_a_list_of_nouns_in_a_sentence_stays_one_order():
    body = read("Giao Sở Tài chính bố trí kinh phí cho: (1) hạ tầng số; (2) nhân lực số; (3) an toàn thông tin.")
    assert leads(body) == [["Sở Tài chính"]]


def test_what_a_part_of_assessment_tells_is_no_order():
    body = read(
        "I. ĐÁNH GIÁ KẾT QUẢ\n\n- Chi cục Tiêu chuẩn Đo lường Chất lượng kiểm định 1.200 phương tiện.\n\nII. NHIỆM VỤ THÁNG 7 NĂM 2026\n\n"
        "- Chi cục Tiêu chuẩn Đo lường Chất lượng kiểm định phương tiện đo tại các chợ."
    )
    assert len(body.directives) == 1
    assert body.conclusions[-1].directives == [0]


def test_minutes_order_only_after_the_conclusion_begins():
    text = "1. Ý kiến thảo luận:\n\n- Xã An Sơn: đề nghị Sở Y tế hỗ trợ.\n\n- Sở Y tế cần quan tâm cơ sở.\n\n2. Kết luận cuộc họp:\n\n- Sở Y tế hướng dẫn xã An Sơn."
    assert leads(read(text, "minutes")) == [["Sở Y tế"]]


def test_news_tells_until_someone_concludes_and_again_when_he_is_thanked():
    text = (
        "Theo báo cáo, các phòng tích cực tuyên truyền. Sở Y tế phối hợp với Sở Nội vụ mở 3 lớp.\n\nPhát biểu kết luận, Giám đốc giao Sở Y tế lập kế hoạch. Sở Nội vụ bố trí nhân lực.\n\n"
        "Tiếp thu ý kiến chỉ đạo, Sở Y tế sẽ phối hợp với các sở, ngành thực hiện."
    )
    assert leads(read(text, "news")) == [["Sở Y tế"], ["Sở Nội vụ"]]


def test_fields_after_a_task_and_in_lines_of_their_own_complete_it():
    body = read(
        "1. Xây dựng kế hoạch tập huấn. Đơn vị chủ trì: Văn phòng Sở. Phối hợp: Thanh tra Sở. Thời hạn: trước ngày 15/8/2026.\n\n2. Lập danh mục thiết bị.\n\n- Cơ quan chủ trì: Sở Y tế.\n\n- Sản phẩm: Danh mục."
    )
    assert leads(body) == [["Văn phòng Sở"], ["Sở Y tế"]]
    assert body.directives[0].coordinating == ["Thanh tra Sở"]
    assert body.directives[0].deadline
    assert body.directives[0].deadline.date == date(2026, 8, 15)
    assert body.directives[1].product == "Danh mục"


def test_the_next_meeting_is_due_in_its_period():
    body = read(
        "Các xã, phường thực hiện các nhiệm vụ sau:\n\n- Các xã nhất trí duy trì giao ban hàng quý. Do vậy, giao ban quý IV, năm 2026 được tổ chức tại Long Phú."
    )
    assert body.next_meeting
    assert (body.next_meeting.period, body.next_meeting.host) == ("quý IV, năm 2026", "Long Phú")
    assert [d.deadline.date for d in body.directives if d.deadline] == [date(2026, 12, 31)]


def test_every_line_of_the_paragraphs_is_used_and_every_piece_says_its_lines():
    body = read(
        "Giao Sở Y tế lập đề án trước ngày 15/8,\nphối hợp với Sở Nội vụ.\n\n| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| 1 | Rà soát | Sở Y tế |"
    )
    assert body.used >= {1, 2, 4, 6}
    assert all(piece.lines for piece in [*body.conclusions, *body.directives])


def test_a_text_longer_than_any_conclusions_is_kept_and_marked(monkeypatch):
    monkeypatch.setattr(outline, "MOST_READ", 10_000)
    line = "Giao Sở Y tế rà soát hồ sơ của các cơ sở trên địa bàn. " * 20
    body = read("\n\n".join(f"{i}. {line}" for i in range(1, 10_000 // len(line) + 5)))
    assert [w.message for w in body.warnings][-1] == TOO_LONG
    assert body.conclusions[-1].text.startswith("Giao")
    assert body.conclusions[-1].directives == []


def test_a_title_above_what_it_names_is_a_heading_and_orders_nothing():
    body = read(
        "1. Đánh giá chung\n\nCác xã đã bố trí công chức phụ trách.\n\n2. Phân công một số việc\n\n- Phòng A rà soát hồ sơ.\n\n"
        "3. Rà soát danh mục thiết bị\n\n4. Tổng hợp kiến nghị"
    )
    assert [(c.label, c.kind) for c in body.conclusions if c.label[:1].isdigit()] == [
        ("1.", "heading"),
        ("2.", "heading"),
        ("3.", "item"),
        ("4.", "item"),
    ]
    assert [directive.text.split()[0] for directive in body.directives] == ["Phòng", "Rà", "Tổng"]


def test_the_title_of_a_part_addresses_nobody():
    body = read("V. TỔ CHỨC THỰC HIỆN\n\n1. Rà soát hồ sơ.\n\n2. Tổng hợp báo cáo.")
    assert leads(body) == [[], []]


def test_ordinal_words_count_the_items_of_an_opened_list():
    body = read(
        "Sở Xây dựng cần bám sát kế hoạch năm, trong đó tập trung các nội dung sau:\n\n"
        "Thứ nhất, khẩn trương trình đề án trong quý III/2026.\n\nThứ hai, đưa dữ liệu vào sử dụng chậm nhất ngày 30/9/2026.\n\n"
        "Giao Sở Tài chính bố trí kinh phí."
    )
    assert leads(body) == [["Sở Xây dựng"], ["Sở Xây dựng"], ["Sở Xây dựng"], ["Sở Tài chính"]]


def test_a_round_bullet_that_came_as_a_letter_is_a_bullet():
    body = read("- Phòng Chuyển đổi số:\n\no Xử lý lỗi đồng bộ.\n\no Hàng tháng công bố kết quả.")
    assert [(c.label, c.level) for c in body.conclusions] == [("-", 1), ("o", 2), ("o", 2)]
    assert leads(body) == [["Phòng Chuyển đổi số"]] * 2


def test_an_aside_behind_a_heading_unit_belongs_to_it():
    body = read("* Phòng Chuyển đổi số (đ/c Trần Văn B):\n\n- Dự thảo tờ trình.")
    assert leads(body) == [["Phòng Chuyển đổi số"]]


def test_a_paragraph_beyond_all_measure_is_kept_and_not_read(monkeypatch):
    monkeypatch.setattr(outline, "MOST_IN_ONE", 500)
    body = read(f"1. {'Giao Phòng A rà soát hồ sơ. ' * 40}\n\n2. Giao Phòng B lập danh mục.")
    assert leads(body) == [["Phòng B"]]
    assert [w.message for w in body.warnings] == [TOO_LONG]
    assert len(body.conclusions) == 2


@pytest.mark.parametrize(
    "unit",
    [
        "Sở A, ",
        "giao các sở, ",
        "trước ngày 1/1/2026 ",
        "Luật A, b ",
        "(",
        "; a",
        "định kỳ hằng quý, ",
        "1. Rà soát; ",
        "Điều 1 khoản 1 ",
    ],
)
def test_hostile_repetition_reads_in_about_linear_time(unit):
    """Four times the text: sixteen times the work would be quadratic at every try, a busy machine is so only at some."""

    def seconds(size: int) -> float:
        start = time.process_time()
        read("- " + unit * (size // len(unit)))
        return time.process_time() - start

    seconds(2_000)
    assert any(seconds(24_000) < 8 * max(seconds(6_000), 0.03) for _ in range(6))


@pytest.mark.skipif(not REFERENCE.joinpath("texts").is_dir(), reason="the folder of reference documents is not here")
def test_every_reference_text_is_read_with_its_lines():
    for path in sorted(REFERENCE.joinpath("texts").glob("*.txt")):
        paragraphs, _ = read_paragraphs(path.read_text("utf-8").split("\n"))
        body = read_body(paragraphs, Context(kind="news", plan_year=2026))
        assert body.used | body.closing.keys() == {line for paragraph in paragraphs for line in paragraph.lines}
        assert all(0 <= i < len(body.directives) for conclusion in body.conclusions for i in conclusion.directives)
