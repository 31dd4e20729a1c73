"""The announcement of the next meeting."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.intake.deadlines import Calendar
from meetings.intake.next_meeting import find_next_meeting


@pytest.mark.parametrize(
    ("text", "period", "host", "day"),
    [
        ("Cuộc họp giao ban quý III năm 2026 dự kiến tổ chức tại phường Bình Minh.", "quý III năm 2026", "phường Bình Minh", None),
        ("Thống nhất hội nghị giao ban lần sau do UBND xã An Sơn đăng cai trong quý IV/2026.", "quý IV/2026", "UBND xã An Sơn", None),
        ("Hội nghị giao ban năm 2026 dự kiến tổ chức trong tháng 12/2026 do UBND xã An Sơn đăng cai.", "tháng 12/2026", "UBND xã An Sơn", None),
        ("Cuộc họp tiếp theo sẽ tổ chức vào ngày 15/9/2026 tại Sở Tài chính.", None, "Sở Tài chính", date(2026, 9, 15)),
        ("Cuộc họp tháng 10 dự kiến tổ chức tại Hội trường Sở.", "tháng 10", "Hội trường Sở", None),
        ("Do vậy, giao ban cấp huyện quý I, năm 2027 được tổ chức tại Long Phú.", "quý I, năm 2027", "Long Phú", None),
    ],
)  # fmt: skip
def test_period_host_and_day_are_as_written(text, period, host, day):
    meeting = find_next_meeting(text, [7], (), Calendar(2026))
    assert meeting is not None
    assert (meeting.period, meeting.host, meeting.date, meeting.lines) == (period, host, day, [7])


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 12/5/2026, cuộc họp đã được tổ chức tại UBND xã An Sơn.",
        "Giao Văn phòng Sở chuẩn bị hội nghị sơ kết.",
        "Trong thời gian tiếp theo, các xã tập trung rà soát.",
    ],
)
def test_a_meeting_that_was_and_one_to_be_prepared_are_not_announced(text):
    assert find_next_meeting(text, [1], (), Calendar(2026)) is None


def test_a_title_with_a_day_still_ahead_announces_a_meeting():
    calendar = Calendar(2026, date(2026, 8, 19))
    meeting = find_next_meeting("Giao ban tháng 9: tại xã An Sơn, ngày 16/9/2026.", [1], (), calendar)
    assert meeting
    assert (meeting.period, meeting.host, meeting.date) == ("tháng 9", "xã An Sơn", date(2026, 9, 16))
    assert find_next_meeting("Giao ban tháng 7: tại xã An Sơn, ngày 16/7/2026.", [1], (), calendar) is None
