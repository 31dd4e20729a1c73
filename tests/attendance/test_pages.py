"""The page of who came: with and without htmx, for many units, and the list that is printed from it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.attendance.entries import stamp_of
from meetings.attendance.figures import figures_of
from meetings.attendance.sheet import compose_sheet
from meetings.enums import Attendance
from meetings.models import Attendee, Delegation, Meeting
from tests.cast import NOW, Cast, make_meeting, make_unit
from tests.office_fixtures import ONE_PAGE

HTMX = {"HX-Request": "true"}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = make_meeting(cast)
    meeting.delegations.update(attendance=Attendance.INVITED)
    Attendee.objects.filter(meeting=meeting).delete()
    return meeting


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def address(meeting: Meeting, name: str = "attendance", *further: int) -> str:
    return reverse(name, args=[meeting.pk, *further])


def fields(row: Delegation, mark: str, people: str = "", reason: str = "", seen: str = "") -> dict[str, str]:
    values = {"m": mark, "n": people, "r": reason, "a": "", "s": seen or stamp_of(row)}
    return {f"{name}-{row.pk}": value for name, value in values.items()}


def test_a_row_saves_itself_and_brings_its_new_stamp_and_the_counts(clerk, cast, meeting):
    row = meeting.delegations.get(unit=cast.commune)
    data = fields(row, "present", "Ông Phan Thanh T - Trưởng phòng; bà Lê Thị U")
    answer = clerk.post(address(meeting, "attendance-row", row.pk), data, headers=HTMX)
    page = answer.content.decode()
    row.refresh_from_db()
    assert answer.status_code == 200
    assert row.attendance == "present"
    assert f'name="s-{row.pk}" value="{stamp_of(row)}"' in page
    assert "Ông Phan Thanh T, Trưởng phòng; bà Lê Thị U" in page
    assert 'data-count="1/2"' in page
    assert "Ghi nốt 1 đơn vị" in page


def test_the_second_on_a_row_gets_it_back_with_both_in_words(clerk, cast, meeting):
    row = meeting.delegations.get(unit=cast.commune)
    old = stamp_of(row)
    clerk.post(address(meeting, "attendance-row", row.pk), fields(row, "present"), headers=HTMX)
    data = fields(row, "excused", reason="Trùng kỳ họp", seen=old)
    answer = clerk.post(address(meeting, "attendance-row", row.pk), data, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (409, f"#dong-{row.pk}")
    assert "Đang lưu: Có mặt." in page
    assert "Vừa nhập, chưa lưu: Vắng có lý do (Trùng kỳ họp)." in page
    assert re.search(r'value="excused"[^>]* checked', page), "what was typed stays in the row"
    row.refresh_from_db()
    assert row.attendance == "present"
    again = fields(row, "excused", reason="Trùng kỳ họp") | {"lai": "1"}
    assert clerk.post(address(meeting, "attendance-row", row.pk), again, headers=HTMX)["HX-Refresh"] == "true"
    row.refresh_from_db()
    assert row.attendance == "excused"


def test_without_script_the_whole_grid_is_saved_but_for_the_rows_in_conflict(clerk, cast, meeting):
    one, other = meeting.delegations.get(unit=cast.commune), meeting.delegations.get(unit=cast.other_commune)
    data = fields(one, "late", reason="đến 08:40") | fields(other, "absent")
    assert clerk.post(address(meeting), data).status_code == 302
    assert set(meeting.delegations.values_list("attendance", flat=True)) == {"late", "absent"}
    answer = clerk.post(address(meeting), fields(one, "present") | fields(other, "absent"))
    assert answer.status_code == 409, "the page was old"
    assert "Đang lưu: Đến muộn (đến 08:40)." in answer.content.decode()


def test_all_present_saves_the_exceptions_that_were_chosen_before_it(clerk, cast, meeting):
    away = meeting.delegations.get(unit=cast.other_commune)
    clerk.post(address(meeting, "attendance-all"), fields(away, "absent"))
    assert dict(meeting.delegations.values_list("unit__code", "attendance")) == {"XA1": "present", "XA2": "absent"}


def test_a_closed_meeting_is_read_and_not_written(clerk, cast, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    page = clerk.get(address(meeting)).content.decode()
    assert 'type="radio"' not in page
    row = meeting.delegations.get(unit=cast.commune)
    answer = clerk.post(address(meeting, "attendance-row", row.pk), fields(row, "present"), headers=HTMX)
    assert answer.status_code == 422
    assert "đã kết thúc theo dõi" in answer.content.decode()
    assert clerk.post(address(meeting), fields(row, "present")).status_code == 422
    assert "Ghi “Có mặt” cho" not in answer.content.decode(), "the counts that come back offer no act"
    letter = clerk.get(address(meeting, "absence-letter", row.pk)).content.decode()
    assert "Lưu công văn" not in letter
    assert "Về bảng điểm danh" in letter


def test_a_unit_that_registered_says_so_with_its_delegates_until_it_is_recorded(clerk, cast, meeting):
    row = meeting.delegations.get(unit=cast.commune)
    Delegation.objects.filter(pk=row.pk).update(attendance=Attendance.REGISTERED)
    Attendee.objects.create(meeting=meeting, delegation=row, honorific="Bà", name="Lê Thị U", post="Phó Chủ tịch")
    page = clerk.get(address(meeting)).content.decode()
    assert page.count("of-registered") == 1
    assert 'aria-label="Đã đăng ký: UBND xã Mẫu Một" checked' in page
    assert 'aria-label="Chưa ghi: UBND xã Mẫu Hai" checked' in page
    assert 'value="Bà Lê Thị U - Phó Chủ tịch"' in page
    reader = Client()
    reader.force_login(cast.leader)
    read = reader.get(address(meeting)).content.decode()
    assert read.count("Đã đăng ký") == 1
    assert "Bà Lê Thị U - Phó Chủ tịch" in read
    row.refresh_from_db()
    clerk.post(address(meeting, "attendance-row", row.pk), fields(row, "present"), headers=HTMX)
    assert "Đã đăng ký" not in clerk.get(address(meeting)).content.decode()


def test_the_office_says_late_in_its_own_word(clerk, cast, meeting):
    assert "Đến muộn" in clerk.get(address(meeting)).content.decode()
    cast.profile.late_word = "đến trễ"
    cast.profile.save()
    page = clerk.get(address(meeting)).content.decode()
    assert "Đến trễ" in page
    assert "Đến muộn" not in page


def test_the_notice_is_due_five_working_days_after_the_meeting(clerk, meeting):
    page = clerk.get(address(meeting)).content.decode()
    assert "<b>10/04/2026</b>" in page, "03/4/2026 is a Friday"


def test_units_are_added_by_the_picker_and_taken_off(clerk, cast, meeting):
    data = {"don-vi": "Phòng", "don-vi_key": cast.division.code}
    assert clerk.post(address(meeting, "attendance-add"), data).status_code == 302
    row = meeting.delegations.get(unit=cast.division)
    assert clerk.post(address(meeting, "attendance-add"), data).status_code == 422, "a second time"
    assert clerk.post(address(meeting, "attendance-remove"), {"dong": row.pk}).status_code == 302
    assert not meeting.delegations.filter(unit=cast.division).exists()
    meeting.delegations.filter(unit=cast.other_commune).delete()
    group = {"don-vi_key": f"group:{cast.communes.pk}"}
    assert clerk.post(address(meeting, "attendance-add"), group).status_code == 302
    assert meeting.delegations.filter(unit=cast.other_commune).exists()


def test_a_list_is_looked_at_and_then_written(clerk, cast, meeting):
    text = "UBND xã Mẫu Một\tÔng Võ Minh T\tPhó Chủ tịch\nUBND xã Lạ\tLê Văn D\tChủ tịch"
    page = clerk.post(address(meeting, "attendance-paste"), {"text": text})
    assert "Dòng 2: UBND xã Lạ" in page.content.decode()
    assert not meeting.attendees.exists()
    data = {"text": text, "viec": "ghi", "seen": page.context["comparison"].seen}
    assert clerk.post(address(meeting, "attendance-paste"), data).status_code == 302
    assert meeting.attendees.get().name == "Võ Minh T"
    stale = clerk.post(address(meeting, "attendance-paste"), data | {"seen": "x"})
    assert stale.status_code == 409


def test_a_letter_is_sent_up_opened_and_taken_off(clerk, cast, meeting, files):
    row = meeting.delegations.get(unit=cast.commune)
    data = {"so": "15/UBND", "tep": SimpleUploadedFile("cv.pdf", ONE_PAGE), "ban": row.version}
    assert clerk.post(address(meeting, "absence-letter", row.pk), data).status_code == 302
    answer = clerk.get(address(meeting, "absence-file", row.pk))
    assert answer.content == ONE_PAGE
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-cache")
    bad = {"so": "", "tep": SimpleUploadedFile("cv.exe", b"MZ")}
    assert clerk.post(address(meeting, "absence-letter", row.pk), bad).status_code == 422
    clerk.post(address(meeting, "absence-file-drop", row.pk), {"ban": row.version})
    assert clerk.get(address(meeting, "absence-file", row.pk)).status_code == 200, "the page was older than the scan"
    row.refresh_from_db()
    assert clerk.post(address(meeting, "absence-file-drop", row.pk), {"ban": row.version}).status_code == 302
    assert clerk.get(address(meeting, "absence-file", row.pk)).status_code == 404


def test_the_second_letter_for_one_unit_is_not_written_over_the_first(clerk, cast, meeting):
    row = meeting.delegations.get(unit=cast.commune)
    path = address(meeting, "absence-letter", row.pk)
    seen = clerk.get(path).context["delegation"].version
    assert clerk.post(path, {"so": "15/UBND", "ban": seen}).status_code == 302
    answer = clerk.post(path, {"so": "16/UBND", "ban": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Công văn đang lưu: 15/UBND." in page
    assert 'value="16/UBND"' in page, "what was typed stays"
    row.refresh_from_db()
    assert row.absence_paper == "15/UBND"
    assert clerk.post(path, {"so": "16/UBND"}).status_code == 422, "without a version nothing is known of the page"
    again = answer.context["delegation"].version
    assert clerk.post(path, {"so": "16/UBND", "ban": again}).status_code == 302
    row.refresh_from_db()
    assert row.absence_paper == "16/UBND"


def add_units(meeting: Meeting, count: int) -> None:
    for number in range(count):
        unit = make_unit(f"N{meeting.pk}-{number}", f"UBND xã Thêm {number}", "commune")
        came = Delegation.objects.create(meeting=meeting, unit=unit, attendance=Attendance.LATE, position=number)
        Attendee.objects.create(meeting=meeting, delegation=came, name=f"Người Dự {number}", position=number)


def cost(client: Client, path: str, data: dict[str, str] | None = None) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path) if data is None else client.post(path, data, headers=HTMX)
    assert answer.status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", ["clerk", "leader"])
def test_the_page_asks_as_often_for_150_units_as_for_few_and_less_than_12_times(cast, meeting, role):
    client = Client()
    client.force_login(cast.officer(role))
    add_units(meeting, 1)
    names = ("attendance", "attendance-figures")
    few = {name: cost(client, address(meeting, name)) for name in names}
    other = make_meeting(cast, title="Sáu đơn vị", series=None)
    add_units(other, 6)
    many = make_meeting(cast, title="Toàn tỉnh", series=None)
    add_units(many, 150)
    for name in names:
        assert cost(client, address(other, name)) == cost(client, address(many, name)) <= few[name] < 12


def test_one_mark_costs_as_much_among_150_units_as_among_few(clerk, cast, meeting):
    spent = []
    for count in (1, 150):
        held = make_meeting(cast, title=f"{count} đơn vị")
        add_units(held, count)
        row = held.delegations.get(unit=cast.other_commune)
        data = fields(row, "present")
        spent.append(cost(clerk, address(held, "attendance-row", row.pk), data))
    assert spent[0] == spent[1]
    assert spent[1] <= 18


def test_mass_acts_ask_a_few_queries_whatever_the_number(clerk, cast):
    spent = []
    for count in (2, 60):
        held = make_meeting(cast, title=f"{count} đơn vị")
        add_units(held, count)
        held.delegations.update(attendance=Attendance.INVITED)
        with CaptureQueriesContext(connection) as queries:
            assert clerk.post(address(held, "attendance-all")).status_code == 302
        assert not held.delegations.exclude(attendance="present").exists()
        spent.append(len(queries))
    assert spent[0] == spent[1]


def test_the_sheet_has_a_row_for_each_person_and_one_for_a_unit_that_named_nobody(cast, meeting):
    came = meeting.delegations.get(unit=cast.commune)
    for name in ("Lê Văn A", "Lê Văn B"):
        Attendee.objects.create(meeting=meeting, delegation=came, honorific="ông", name=name, post="công chức")
    Delegation.objects.create(meeting=meeting, unit=cast.division, attendance="excused")
    Attendee.objects.create(meeting=meeting, name="Phạm Thị D", role="chair")
    record = compose_sheet(meeting, at=NOW)
    assert [(group.label, len(group.rows)) for group in record.groups] == [
        ("Chủ trì, thư ký, khách mời", 1),
        ("Phòng, đơn vị thuộc Sở", 1),
        ("UBND xã, phường, đặc khu", 3),
    ]
    assert record.groups[1].rows[0].note == "Vắng có lý do"
    assert [(row.name, row.post) for row in record.groups[2].rows] == [
        ("Ông Lê Văn A", "Công chức"),
        ("Ông Lê Văn B", "Công chức"),
        ("", ""),
    ]
    assert (record.day_words, record.place) == ("ngày 03 tháng 4 năm 2026", "Hội trường Sở")


def test_figures_of_the_year_keep_excused_apart_from_absent(cast, meeting):
    marks = {"XA1": ["present", "excused", "substitute"], "XA2": ["absent", "late", "invited"]}
    others = [make_meeting(cast, title=f"Kỳ {n}", held_on=date(2026, 6, n)) for n in (1, 2)]
    make_meeting(cast, title="Năm trước", held_on=date(2025, 6, 1))
    for place, held in enumerate([meeting, *others]):
        for code, given in marks.items():
            held.delegations.filter(unit__code=code).update(attendance=given[place])
    found = figures_of(meeting, date(2026, 7, 1))
    rows = {row.name: row for row in found.rows}
    one, two = rows["UBND xã Mẫu Một"], rows["UBND xã Mẫu Hai"]
    assert (one.held, one.came, one.excused, one.absent, one.share) == (3, 2, 1, 0, "66,7")
    assert (two.held, two.came, two.excused, two.absent, two.share) == (2, 1, 0, 1, "50,0")
    assert (found.meetings, found.total.held, found.total.came) == (3, 5, 3)
