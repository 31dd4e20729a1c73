import pytest
from django.test import Client

from meetings.models import Paper
from meetings.word_copy import word_copy
from tests.cast import NOW, make_notice
from tests.office_fixtures import cast, files, paper_in, quick_press
from tests.word_back.hands import Hand

__all__ = ["cast", "files", "paper_in", "quick_press"]


@pytest.fixture
def paper(cast) -> Paper:
    return make_notice(cast)


@pytest.fixture
def hand(paper) -> Hand:
    """A person at the Word document of the draft."""
    return Hand(word_copy(Paper.objects.get(pk=paper.pk), at=NOW).data)


@pytest.fixture
def clerk(client, cast) -> Client:
    client.force_login(cast.clerk)
    return client
