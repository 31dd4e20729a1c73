"""The people of a unit as a clerk types them, and back."""

from __future__ import annotations

import pytest

from meetings.attendance.delegates import Delegate, in_words, read_delegates, write_delegates
from meetings.models import Attendee, Delegation
from tests.cast import make_meeting

TYPED = [
    (
        "Ông Phan Thanh T - Trưởng phòng; bà Lâm Thị U, Phó Trưởng phòng",
        [("Ông", "Phan Thanh T", "Trưởng phòng"), ("bà", "Lâm Thị U", "Phó Trưởng phòng")],
    ),
    ("Nguyễn Văn A; Trần Thị B", [("", "Nguyễn Văn A", ""), ("", "Trần Thị B", "")]),
    ("đ/c Lê Văn C (Phó Chủ tịch)", [("đ/c", "Lê Văn C", "Phó Chủ tịch")]),
    ("Phó Chủ tịch Nguyễn Văn Bảy", [("", "Nguyễn Văn Bảy", "Phó Chủ tịch")]),
    ("nguyễn văn a - chuyên viên", [("", "nguyễn văn a", "chuyên viên")]),
    ("", []),
    (" ; ; ", []),
]


@pytest.mark.parametrize(("typed", "people"), TYPED)
def test_people_are_parted_into_honorific_name_and_post(typed, people):
    read = read_delegates(typed).people
    assert [(person.honorific, person.name, person.post) for person in read] == people
    assert read_delegates(in_words(read)).people == read, "what is shown back is read as the same people"


@pytest.mark.parametrize(
    ("typed", "authority", "arrival"),
    [
        ("Bùi Văn M, Phó phòng, thay Chi cục trưởng", "thay Chi cục trưởng", ""),
        ("Bùi Văn M, Phó phòng, thay Trưởng phòng; bà Lê Thị C", "thay Trưởng phòng", ""),
        ("Bùi Văn M (thay Chủ tịch theo Giấy ủy quyền số 05)", "thay Chủ tịch theo Giấy ủy quyền số 05", ""),
        ("Mai Quốc V, đến 08:40", "", "đến 08:40"),
        ("Mai Quốc V, đến lúc 8 giờ 40", "", "đến lúc 8 giờ 40"),
    ],
)
def test_an_authority_and_an_hour_are_taken_from_behind_the_people(typed, authority, arrival):
    read = read_delegates(typed)
    assert (read.authority, read.arrival) == (authority, arrival)
    assert read.people[0].name in ("Bùi Văn M", "Mai Quốc V")
    assert "thay" not in in_words(read.people)


@pytest.fixture
def delegation(cast) -> Delegation:
    meeting = make_meeting(cast)
    return meeting.delegations.get(unit=cast.commune)


def test_who_stays_keeps_the_row_and_who_is_gone_is_gone(delegation):
    stays = delegation.attendees.get()
    write_delegates(delegation, [Delegate("Trần Thị N"), Delegate(stays.name, "Ông", "Phó Chủ tịch")])
    rows = list(Attendee.objects.filter(delegation=delegation))
    assert [(row.name, row.post) for row in rows] == [("Trần Thị N", ""), ("Vũ Văn H", "Phó Chủ tịch")]
    assert rows[1].pk == stays.pk
    write_delegates(Delegation.objects.get(pk=delegation.pk), [])
    assert not delegation.attendees.all().exists()


def test_the_chair_is_not_touched_by_the_field_of_the_unit(delegation, cast):
    chair = delegation.meeting.attendees.get(role="chair")
    Attendee.objects.filter(pk=chair.pk).update(delegation=delegation)
    write_delegates(delegation, [])
    assert Attendee.objects.get(pk=chair.pk).delegation == delegation
    assert not delegation.attendees.exclude(pk=chair.pk).exists()
