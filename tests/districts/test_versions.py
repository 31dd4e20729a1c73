"""Two people who edit the same text: the second is told, and nothing is overwritten."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from districts.errors import EditConflict
from meetings.models import Meeting
from tests.cast import make_cast, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_meeting(make_cast())


def test_a_stale_save_is_refused_and_overwrites_nothing(meeting):
    mine, theirs = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)
    theirs.title = "Của người kia"
    theirs.save()
    mine.title = "Của tôi"
    with pytest.raises(EditConflict, match="vừa được người khác sửa"):
        mine.save()
    assert Meeting.objects.get(pk=meeting.pk).title == "Của người kia"


def test_one_person_may_save_again_and_again(meeting):
    mine = Meeting.objects.get(pk=meeting.pk)
    for title in ("Một", "Hai", "Ba"):
        mine.title = title
        mine.save()
    stored = Meeting.objects.get(pk=meeting.pk)
    assert (stored.title, stored.version) == ("Ba", mine.version)


def test_a_partial_save_counts_too(meeting):
    mine, theirs = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)
    theirs.title = "Của người kia"
    theirs.save(update_fields=["title"])
    with pytest.raises(EditConflict):
        mine.save(update_fields=["title"])


def test_a_save_that_fails_leaves_the_version_as_it_was(meeting):
    mine = Meeting.objects.get(pk=meeting.pk)
    before = mine.version
    mine.title = None
    with pytest.raises(DatabaseError), transaction.atomic():
        mine.save()
    assert mine.version == before == Meeting.objects.get(pk=meeting.pk).version
    mine.title, mine.held_on = "Được", date(2026, 4, 3)
    mine.save()
    assert Meeting.objects.get(pk=meeting.pk).title == "Được"
