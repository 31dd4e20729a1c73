"""The cast, and a draft of the intake saved by its clerk."""

from collections.abc import Callable

import pytest

from meetings.admission import Admission, admit
from meetings.intake.draft import Draft
from tests.cast import NOW
from tests.office_fixtures import cast, files, paper_in, quick_press

__all__ = ["cast", "files", "paper_in", "quick_press"]


@pytest.fixture
def saved(cast) -> Callable[..., Admission]:
    def admitted(draft: Draft, by=cast.clerk) -> Admission:
        return admit(draft, source_name="ket-luan.txt", source_lines=["một", "hai"], by=by, at=NOW)

    return admitted
