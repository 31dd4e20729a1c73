from __future__ import annotations

import pytest
from django.utils import timezone

from meetings.models import Meeting, Proposal
from meetings.proposals.filing import save_proposal
from tests.cast import Cast
from tests.office_fixtures import cast, files
from tests.unit_reports.conftest import asked, meeting, report

__all__ = ["asked", "cast", "files", "meeting", "report"]


@pytest.fixture
def proposal(cast: Cast, meeting: Meeting) -> Proposal:
    """Sent by the commune, not yet received."""
    row = Proposal(meeting=meeting, unit=cast.commune, text="Hỗ trợ thiết bị đo cho chợ xã", field="Đo lường")
    return save_proposal(row, send=True, by=cast.unit_officer, at=timezone.now())
