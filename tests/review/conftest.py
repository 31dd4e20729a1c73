import pytest
from django.test import Client

from meetings.models import ImportReview
from meetings.reading import Reading
from meetings.review.keeping import begin
from tests.cast import NOW
from tests.office_fixtures import cast
from tests.review.samples import DOCUMENT, read

__all__ = ["cast"]


@pytest.fixture
def row(cast) -> ImportReview:
    return begin(Reading("giao-ban.txt", DOCUMENT, read()), by=cast.clerk, at=NOW)


@pytest.fixture
def clerk(client, cast) -> Client:
    client.force_login(cast.clerk)
    return client
