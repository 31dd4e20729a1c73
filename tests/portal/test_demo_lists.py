"""What the demo prints of the units' orders: a list for those with the same ones, and no more lists than one reads."""

from __future__ import annotations

import pytest

from directives.whole_way import issue_at_once
from meetings.models import Conclusion
from portal.demo.unit_lists import MOST_LISTS, unit_lines
from portal.management.commands.demo import in_this_database
from tests.cast import NOW, make_meeting, make_notice, make_order, make_unit


def released_to(cast, count: int):
    """One order for both communes, and one for each of ``count`` more units."""
    meeting = make_meeting(cast)
    outline = meeting.outlines.get()
    common = Conclusion.objects.create(outline=outline, text="Báo cáo số liệu", label="1.", position=1)
    make_order(common, cast.commune)
    make_order(common, cast.other_commune)
    for number in range(count):
        item = Conclusion.objects.create(outline=outline, text=f"Việc {number}", label=f"{number + 2}.", position=9)
        make_order(item, make_unit(f"D{number:02}", f"Đơn vị {number:02}", "other"))
    return issue_at_once(make_notice(cast, meeting), at=NOW)


def test_units_with_the_very_same_orders_share_a_list(cast, quick_press):
    meeting = make_meeting(cast)
    item = Conclusion.objects.create(outline=meeting.outlines.get(), text="Báo cáo số liệu", label="1.", position=1)
    order = make_order(item, cast.commune)
    third = make_unit("XA3", "UBND xã Mẫu Ba", "commune")
    for unit in (cast.other_commune, third):
        order.parties.create(unit=unit)
    order.parties.create(unit=cast.division, role="coordinating")
    released = issue_at_once(make_notice(cast, meeting), at=NOW)
    assert list(unit_lines(released)) == [
        "Phòng Quản lý Công nghệ (QLCN): 1 nhiệm vụ phối hợp",
        "  [Phối hợp; không có hạn] Báo cáo số liệu",
        "UBND xã Mẫu Ba (XA3), UBND xã Mẫu Hai (XA2) và 1 đơn vị khác, mỗi đơn vị: 1 nhiệm vụ chủ trì",
        "  [Chủ trì; không có hạn] Báo cáo số liệu",
    ]


@pytest.mark.parametrize(
    ("units", "last"), [(5, "  [Chủ trì; không có hạn] Báo cáo số liệu"), (30, "và 21 đơn vị khác")]
)
def test_there_are_never_more_lists_than_one_reads(cast, quick_press, units, last):
    lines = list(unit_lines(released_to(cast, units)))
    assert sum(not line.startswith("  ") for line in lines) <= MOST_LISTS
    assert lines[-1] == last


def test_the_command_for_one_unit_names_the_database_of_the_demo(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////x/demo.sqlite3")
    assert in_this_database("unit_tasks MÃ") == "DATABASE_URL=sqlite:////x/demo.sqlite3 ./run manage unit_tasks MÃ"
    monkeypatch.delenv("DATABASE_URL")
    assert in_this_database("unit_tasks MÃ") == "./run manage unit_tasks MÃ"
