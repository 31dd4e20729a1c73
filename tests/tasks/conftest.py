import pytest

from tests.directives.lives import Lives, make_lives
from tests.office_fixtures import cast, files, paper_in, quick_press

__all__ = ["cast", "files", "paper_in", "quick_press"]


@pytest.fixture
def lives(cast, quick_press) -> Lives:
    return make_lives(cast)
