"""Deadlines in words: which day they mean, and what they leave open."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.intake.deadlines import Calendar, Duration, duration_of, find_deadlines, read_deadline
from meetings.intake.orders_deadline import limits


@pytest.mark.parametrize(
    ("words", "day", "kind"),
    [
        ("trước ngày 05/3", date(2026, 3, 5), "day"),
        ("chậm nhất ngày 15 tháng 9 năm 2027", date(2027, 9, 15), "day"),
        ("đến hết ngày 30/9/2026", date(2026, 9, 30), "day"),
        ("trước 17h00 ngày 12/8/2026", date(2026, 8, 12), "day"),
        ("trước 16 giờ 30 phút ngày 12/8", date(2026, 8, 12), "day"),
        ("chậm nhất đến ngày 20.8.2026", date(2026, 8, 20), "day"),
        ("trước 30/6", date(2026, 6, 30), "day"),
        ("trong tháng 02/2028", date(2028, 2, 29), "month"),
        ("Tháng 10/2025", date(2025, 10, 31), "month"),
        ("6/2025", date(2025, 6, 30), "month"),
        ("cuối tháng 9", date(2026, 9, 30), "month"),
        ("tuần thứ 2 tháng 4", date(2026, 4, 10), "month"),
        ("quý II", date(2026, 6, 30), "quarter"),
        ("quý I, năm 2027", date(2027, 3, 31), "quarter"),
        ("quý 3/2026", date(2026, 9, 30), "quarter"),
        ("đầu quý III", date(2026, 7, 31), "quarter"),
        ("trong quý III và quý IV năm 2026", date(2026, 12, 31), "quarter"),
        ("6 tháng đầu năm 2026", date(2026, 6, 30), "half"),
        ("6 tháng cuối năm", date(2026, 12, 31), "half"),
        ("nửa đầu năm 2026", date(2026, 6, 30), "half"),
        ("trong nửa cuối năm", date(2026, 12, 31), "half"),
        ("hết năm 2025", date(2025, 12, 31), "year"),
        ("2027", date(2027, 12, 31), "year"),
        ("trước tháng 6/2026", date(2026, 5, 31), "month"),
        ("10 ngày làm việc", None, "relative"),
        ("sau 15 ngày kể từ ngày ký", None, "relative"),
        ("định kỳ hằng quý", None, "recurring"),
        ("ngay sau cuộc họp", None, "relative"),
        ("ngay sau khi kết thúc hội nghị", None, "relative"),
        ("trước ngày 25 hàng tháng", None, "recurring"),
        ("ngày 15 tháng cuối quý", None, "recurring"),
        ("Hằng năm", None, "recurring"),
        ("hạn 31/3", date(2026, 3, 31), "day"),
        ("thời hạn: 31/3/2026", date(2026, 3, 31), "day"),
        ("trước 16h00 thứ Năm hằng tuần", None, "recurring"),
        ("trong quý I và quý II/2026", date(2026, 6, 30), "quarter"),
    ],
)
def test_words_say_a_day_and_a_kind(words, day, kind):
    deadline = read_deadline(words, year=2026)
    assert deadline is not None
    assert (deadline.date, deadline.kind) == (day, kind)


@pytest.mark.parametrize("words", ["thường xuyên", "theo tiến độ", "", "nhiều lần"])
def test_regular_work_is_no_deadline(words):
    assert read_deadline(words, year=2026) is None


@pytest.mark.parametrize(("words", "said"), [("trước ngày 31/4", "31/4"), ("ngày 30/2/2026", "30/2")])
def test_a_day_that_does_not_exist_is_kept_without_a_date_and_marked(words, said):
    deadline = read_deadline(words, year=2026)
    assert deadline is not None
    assert deadline.date is None
    assert said in (deadline.doubt or "")


def test_a_year_that_was_supplied_is_said_and_a_written_one_is_not():
    supplied = read_deadline("trước ngày 05/3", year=2026)
    written = read_deadline("trước ngày 05/3/2026", year=2026)
    assert supplied is not None
    assert written is not None
    assert "2026" in (supplied.doubt or "")
    assert written.doubt is None


def test_without_any_year_the_day_stays_open():
    deadline = read_deadline("trước ngày 05/3", year=None)
    assert deadline is not None
    assert deadline.date is None
    assert deadline.doubt


def test_calendar_days_are_counted_from_the_start_and_working_days_are_left_to_the_office():
    start = date(2026, 6, 1)
    counted = read_deadline("trong vòng 15 ngày", year=2026, start=start)
    working = read_deadline("trong vòng 15 ngày làm việc", year=2026, start=start)
    assert counted is not None
    assert working is not None
    assert counted.date == date(2026, 6, 16)
    assert working.date is None
    assert duration_of("trong 05 (năm) ngày làm việc kể từ ngày ký") == Duration(5, "day", True)
    assert duration_of("30 ngày trước khi kết thúc hợp đồng") == Duration(30, "day", False, before=True)


@pytest.mark.parametrize(
    ("reference", "planned", "words", "day"),
    [
        (date(2025, 12, 20), 2026, "trước ngày 31/12", date(2025, 12, 31)),  # the days just ahead of a year's end
        (date(2025, 12, 20), 2026, "trước ngày 15/3", date(2026, 3, 15)),
        (date(2026, 11, 10), 2026, "trước ngày 31/01", date(2027, 1, 31)),  # long gone by: next year's
        (date(2026, 6, 10), 2026, "trước ngày 05/6", date(2026, 6, 5)),  # just gone by: a slip, kept
    ],
)
def test_a_day_without_year_takes_the_year_the_document_looks_to(reference, planned, words, day):
    found = find_deadlines(words, Calendar(planned, reference))
    assert [one.deadline.date for one in found] == [day]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (
            "Tổng hợp nhu cầu chuyển giao trong năm 2026 gửi Sở trước ngày 05/02/2027 để xem xét",
            ["trước ngày 05/02/2027"],
        ),
        ("Tổng hợp nhu cầu về chuyển giao công nghệ trong năm 2026 báo cáo lãnh đạo Sở", []),
        (
            "Xem xét Tờ trình số 12/TTr-SKHCN ngày 06/11/2026 của đơn vị, trình phê duyệt trong tháng 12/2026",
            ["trong tháng 12/2026"],
        ),
        ("Xử lý các hồ sơ đã tiếp nhận trước ngày 01/7/2026", []),
        ("Báo cáo kết quả thực hiện trong quý II", []),
        ("Đánh giá kết quả hoạt động cuối năm", []),
        ("Triển khai kế hoạch năm 2026", []),
        ("Trong 6 tháng cuối năm 2026, Sở xây dựng kế hoạch tập huấn", ["Trong 6 tháng cuối năm 2026"]),
        ("Đối với trường hợp nghỉ trong quý I, hồ sơ gửi trước ngày 15/11/2026", ["trước ngày 15/11/2026"]),
    ],
)
def test_a_time_is_a_deadline_only_where_it_limits_the_order(order, expected):
    found = limits(order, Calendar(2026, date(2026, 6, 1)))
    assert [limit.deadline.text for limit in found] == expected


def test_two_yearly_days_of_one_report_recur():
    found = limits(
        "Định kỳ 6 tháng báo cáo kết quả về Sở trước ngày 15 tháng 6 và trước ngày 01 tháng 12", Calendar(2026)
    )
    assert [(limit.deadline.text, limit.deadline.kind, limit.deadline.date) for limit in found] == [
        ("Định kỳ 6 tháng … trước ngày 15 tháng 6 và trước ngày 01 tháng 12", "recurring", None)
    ]


MEETING = Calendar(2026, date(2026, 3, 16), meeting=date(2026, 3, 16))  # a Monday


@pytest.mark.parametrize(
    ("order", "words", "day"),
    [
        ("Văn phòng gửi dự thảo trước thứ Sáu (20/3/2026).", "trước thứ Sáu (20/3/2026)", date(2026, 3, 20)),
        ("Văn phòng gửi dự thảo trước thứ Năm, ngày 19/3.", "trước thứ Năm, ngày 19/3", date(2026, 3, 19)),
        ("Văn phòng gửi dự thảo chậm nhất thứ Tư.", "chậm nhất thứ Tư", date(2026, 3, 18)),
        ("Văn phòng gửi dự thảo trước thứ Ba tuần sau.", "trước thứ Ba tuần sau", date(2026, 3, 24)),
        ("Kiểm định cân tại cảng trong tuần 14 (từ ngày 30/3 đến ngày 03/4/2026).", "trong tuần 14 (từ ngày 30/3 đến ngày 03/4/2026)", date(2026, 4, 3)),
        ("Kiểm định cân tại cảng trong tuần 14.", "trong tuần 14", date(2026, 4, 3)),
        ("Thẩm định hồ sơ, trả kết quả trong tuần.", "trong tuần", None),
        ("Hoàn thành dữ liệu trong tuần sau.", "trong tuần sau", date(2026, 3, 27)),
        ("Sở A rà soát dữ liệu, hoàn thành trong tháng tới.", "trong tháng tới", date(2026, 4, 30)),
        ("Trình Giám đốc Sở ngày 18/3.", "ngày 18/3", date(2026, 3, 18)),
        ("Báo cáo kết quả tại giao ban tuần 13.", "giao ban tuần 13", None),
        ("Báo cáo tại phiên họp UBND tỉnh tháng 4/2026.", "tháng 4/2026", date(2026, 4, 30)),
        ("Trả lời trong 05 ngày làm việc kể từ ngày kết thúc cuộc họp.", "trong 05 ngày làm việc kể từ ngày kết thúc cuộc họp", date(2026, 3, 23)),
        ("Xử lý lỗi trong 02 ngày làm việc kể từ ngày 19/3/2026.", "trong 02 ngày làm việc kể từ ngày 19/3/2026", date(2026, 3, 23)),
        ("Báo cáo kết quả lựa chọn về Sở trong quý II năm 2026.", "trong quý II năm 2026", date(2026, 6, 30)),
        ("Cài đặt xong đường truyền số liệu chuyên dùng trong tháng 4.", "trong tháng 4", date(2026, 4, 30)),
        ("Trình UBND tỉnh ban hành chậm nhất ngày 29/5/2026.", "chậm nhất ngày 29/5/2026", date(2026, 5, 29)),
        ("Công khai kết quả xếp hạng của các xã hằng tháng.", "hằng tháng", None),
        ("Hằng quý, các xã rà soát danh sách.", "Hằng quý", None),
        ("Báo cáo tình hình định kỳ hằng quý, trước ngày 25 của tháng cuối quý.", "định kỳ hằng quý, trước ngày 25 của tháng cuối quý", None),
        ("Báo cáo định kỳ 6 tháng (trước ngày 10/6), năm (trước ngày 10/12).", "định kỳ 6 tháng (trước ngày 10/6), năm (trước ngày 10/12)", None),
    ],
)  # fmt: skip
def test_an_order_is_due_when_its_words_say(order, words, day):
    [limit] = limits(order, MEETING)
    assert (limit.deadline.text, limit.deadline.date) == (words, day)


@pytest.mark.parametrize(
    "order",
    [
        "Lồng ghép nội dung vào chương trình công tác hằng năm.",
        "Duy trì họp giao ban cấp xã hằng quý.",
        "Nhắc các đơn vị nộp chương trình: quá hạn từ 10/3.",
        "Cử cán bộ tham gia lớp tập huấn vào ngày 08/4/2026 tại Sở.",
        "Thứ hai, đưa trung tâm dữ liệu vào hoạt động.",
        "Rà soát văn bản ban hành trước ngày 01/7/2025.",
        "Báo cáo tình hình thực hiện trong quý I năm 2026.",
    ],
)
def test_a_time_that_belongs_to_something_else_is_no_deadline(order):
    assert not limits(order, MEETING)


def test_counted_working_days_say_that_holidays_are_not_known():
    [limit] = limits("Trả lời trong 03 ngày làm việc kể từ ngày 20/3/2026.", MEETING)
    assert limit.deadline.date == date(2026, 3, 25)
    assert "ngày lễ" in (limit.deadline.doubt or "")


def test_working_days_from_a_day_not_yet_known_wait_for_it():
    [limit] = limits("Trả lời trong 03 ngày làm việc kể từ ngày nhận đủ hồ sơ.", MEETING)
    assert limit.deadline.date is None


def test_nothing_has_gone_by_where_the_document_tells_no_day():
    words = "Các thôn kiện toàn tổ công nghệ số ở 100% hộ trước 31/3/2026."
    assert limits(words, Calendar(2026, date(2026, 11, 20), told=False))
    assert not limits(words, Calendar(2026, date(2026, 11, 20)))


def test_working_days_from_the_papers_own_issue_are_counted_where_its_day_is_known():
    words = "trong thời hạn 03 ngày làm việc kể từ ngày ban hành Thông báo này"
    [found] = find_deadlines(words, Calendar(2026, date(2026, 6, 4), issued=date(2026, 6, 5)))
    assert found.deadline.date == date(2026, 6, 10)
    assert find_deadlines(words, Calendar(2026, date(2026, 6, 4)))[0].deadline.date is None


def test_a_month_behind_work_to_be_set_is_until_when():
    calendar = Calendar(2026, date(2026, 6, 1))
    assert limits("Tham mưu Hội đồng xác định nhiệm vụ trong tháng 8 năm 2026.", calendar)
    assert not limits("Báo cáo kết quả thực hiện nhiệm vụ trong tháng 8 năm 2026.", calendar)
