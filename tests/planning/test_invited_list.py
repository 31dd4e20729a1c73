"""Whom an invitation names in its text and whom in its annex."""

from __future__ import annotations

from datetime import date

import pytest

from districts.enums import UnitKind
from districts.models import Unit, UnitGroup
from districts.roster import Roster
from meetings.enums import MeetingForm, MeetingState
from meetings.invited_list import IN_ANNEX, invited_annexes, invited_lines, invited_rows
from meetings.models import Delegation, Meeting
from meetings.planning.invitation_drafting import draft_invitation
from tests.cast import NOW, Cast, make_meeting, make_unit

DAY = date(2026, 4, 20)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast, state=MeetingState.PLANNED, held_on=DAY)


def communes(count: int, first: int = 10) -> list[Unit]:
    return [make_unit(f"X{n}", f"UBND xã Số {n}", UnitKind.COMMUNE) for n in range(first, first + count)]


def invite(meeting: Meeting, units: list[Unit]) -> None:
    Delegation.objects.bulk_create(
        Delegation(meeting=meeting, unit=unit, position=place) for place, unit in enumerate(units, start=5)
    )


def lines(meeting: Meeting) -> list[str]:
    return invited_lines(invited_rows(meeting), Roster.load(DAY))


def test_a_group_that_is_invited_whole_goes_by_its_name_and_the_rest_by_theirs(cast, meeting):
    invite(meeting, [*communes(150), cast.division])
    Delegation.objects.create(meeting=meeting, words="Trường Đại học Mẫu", position=900)
    assert lines(meeting) == ["UBND các xã", "Phòng Quản lý Công nghệ", "Trường Đại học Mẫu"]


def test_of_groups_with_the_same_units_the_one_of_fewer_kinds_is_taken_and_none_twice(cast, meeting):
    UnitGroup.objects.create(name="UBND các xã, phường", kinds=[UnitKind.COMMUNE, UnitKind.WARD])
    invite(meeting, communes(5))
    assert lines(meeting) == ["UBND các xã"]
    make_unit("P1", "UBND phường Mẫu", UnitKind.WARD)
    assert lines(meeting) == ["UBND các xã"], "a group with a unit that is not invited is not invited whole"


def test_a_long_list_of_localities_stands_in_the_annex_and_the_text_points_to_it(cast, meeting):
    invite(meeting, [*communes(40), make_unit("P1", "UBND phường Mẫu", UnitKind.WARD), cast.division])
    communes(1, first=900)  # one that is not invited: the group is not whole
    assert lines(meeting) == ["Phòng Quản lý Công nghệ", f"UBND các xã, phường {IN_ANNEX}"]
    paper = draft_invitation(meeting, by=cast.clerk, at=NOW)
    (annex,) = invited_annexes(paper)
    assert annex.columns == ("STT", "Cơ quan, đơn vị")
    assert len(annex.rows) == 44
    assert annex.rows[0] == ("1", "UBND xã Mẫu Một")
    assert annex.rows[-1] == ("44", "Phòng Quản lý Công nghệ")


def test_a_long_list_of_others_stands_there_whole(cast, meeting):
    invite(meeting, [make_unit(f"H{n}", f"Hội số {n}", UnitKind.ASSOCIATION) for n in range(13)])
    assert lines(meeting) == [f"Các cơ quan, đơn vị, địa phương {IN_ANNEX}"]


def test_a_text_without_the_word_annex_is_printed_without_one(cast, meeting):
    invite(meeting, communes(40))
    communes(1, first=900)
    paper = draft_invitation(meeting, by=cast.clerk, at=NOW)
    paper.opening = paper.opening.replace(f" {IN_ANNEX}", "")
    assert invited_annexes(paper) == ()


def test_many_connection_points_stand_in_the_annex_beside_their_units(cast, meeting):
    Meeting.objects.update(form=MeetingForm.BOTH)
    meeting.refresh_from_db()
    points = [meeting.points.create(name=f"Điểm cầu {n}", place=f"Nhà {n}", position=n) for n in range(9)]
    Delegation.objects.filter(unit=cast.commune).update(point=points[3])
    paper = draft_invitation(meeting, by=cast.clerk, at=NOW)
    assert "- Điểm cầu chính: Hội trường Sở;" in paper.body.splitlines()
    assert f"- Các điểm cầu khác {IN_ANNEX}." in paper.body.splitlines()
    (annex,) = invited_annexes(paper)
    assert annex.rows == (("1", "UBND xã Mẫu Một", "Điểm cầu 3, Nhà 3"), ("2", "UBND xã Mẫu Hai", ""))


def test_a_few_connection_points_stand_in_the_text_with_their_units(cast, meeting):
    Meeting.objects.update(form=MeetingForm.ONLINE)
    meeting.refresh_from_db()
    point = meeting.points.create(name="Điểm cầu Long Hồ", place="Nhà văn hóa", position=1)
    Delegation.objects.filter(unit=cast.commune).update(point=point)
    paper = draft_invitation(meeting, by=cast.clerk, at=NOW)
    assert "- Điểm cầu Long Hồ, Nhà văn hóa: UBND xã Mẫu Một." in paper.body.splitlines()
    assert invited_annexes(paper) == ()
