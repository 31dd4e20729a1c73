"""What the reader of an invitation is told of its meeting, where the invitation itself is no longer what was issued."""

from __future__ import annotations

from datetime import date, time

from django.urls import reverse

from directives.whole_way import issue_at_once
from districts.append_only import lifted
from meetings.enums import MeetingState
from meetings.models import Paper, Release
from meetings.planning.invitation_drafting import draft_invitation
from tests.cast import NOW, make_meeting


def test_a_damaged_invitation_is_not_held_against_the_meeting(client, cast, quick_press):
    planned = make_meeting(cast, state=MeetingState.PLANNED, held_on=date(2026, 4, 20), starts_at=time(8))
    paper = draft_invitation(planned, by=cast.clerk, at=NOW)
    issued = issue_at_once(Paper.objects.get(pk=paper.pk), at=NOW)
    changed = issued.content.replace(f'"{planned.place}"', '"Phòng họp khác"')
    assert changed != issued.content
    with lifted():  # the invitation is made to say what it never said
        Release.objects.filter(pk=issued.pk).update(content=changed)
    client.force_login(cast.unit_officer)
    told = client.get(reverse("paper", args=[paper.pk])).content.decode()
    assert "Nội dung lưu của giấy mời đã bị thay đổi nên không đối chiếu được với lịch họp" in told
    assert "Lịch họp đã đổi sau giấy mời này" not in told
