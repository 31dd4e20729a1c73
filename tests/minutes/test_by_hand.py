"""Minutes signed on paper: whom the records, the list of papers and the work file name as the signer."""

from __future__ import annotations

import pytest
from django.urls import reverse

from directives.issuing import release
from meetings.enums import AttendeeRole
from meetings.filing.contents import contents_of
from meetings.issued_list import issued_in
from meetings.minutes.confirming import confirm_minutes, sign_by_hand
from meetings.models import Attendee, Minutes, Paper
from tests.cast import NOW
from tests.minutes.writing import finish

CHAIR = ("Ngô Văn X", "Phó Chủ tịch UBND tỉnh")


@pytest.fixture
def paper(cast, minutes) -> Paper:
    """Confirmed; who chaired has no account."""
    Attendee.objects.filter(role=AttendeeRole.CHAIR).update(name=CHAIR[0], post=CHAIR[1])
    Minutes.objects.update(chair=None)
    paper = finish(minutes, cast.clerk)
    confirm_minutes(paper, by=cast.officer("clerk"), at=NOW)
    return paper


def test_the_signer_is_the_chair_of_the_confirmed_content_whoever_leads_today(cast, paper):
    Attendee.objects.filter(role=AttendeeRole.CHAIR).update(name="Lê Thị Y", post="Giám đốc Sở")
    signed = sign_by_hand(paper, by=cast.officer("registrar"), at=NOW)
    assert (signed.signer_name, signed.signer_position) == CHAIR


def test_lists_name_who_signed_by_hand(client, cast, paper, quick_press):
    sign_by_hand(paper, by=cast.officer("registrar"), at=NOW)
    release(paper, by=cast.officer("registrar"), at=NOW)
    assert [row.signer for row in issued_in(NOW.year, cast.officer("clerk"))] == [CHAIR[0]]
    filed = contents_of(paper.meeting, by=cast.clerk, at=NOW)
    assert [each.author for each in filed] == [CHAIR[0]]
    client.force_login(cast.officer("clerk"))
    page = client.get(reverse("paper-list")).content.decode()
    assert CHAIR[0] in page
    assert "None" not in page
