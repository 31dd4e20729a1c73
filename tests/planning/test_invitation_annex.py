"""The annex of an invitation names whom it named when it was signed."""

from __future__ import annotations

import pytest

from directives.issuing import release
from districts.errors import DomainError
from meetings.models import Delegation
from meetings.signing import sign
from tests.cast import NOW, make_unit, pass_content_check
from tests.planning.test_invitations import draft, meeting

__all__ = ["meeting"]


def test_an_invitation_whose_annex_is_another_than_signed_is_not_released(cast, meeting, quick_press):
    paper = draft(meeting, cast)
    paper.body += "\nThành phần: theo danh sách tại Phụ lục kèm theo."
    paper.save()
    pass_content_check(paper, cast)
    paper.check_form(by=cast.office_head, at=NOW)
    paper.submit(by=cast.clerk, at=NOW)
    sign(paper, by=cast.leader, at=NOW)
    unit = make_unit("XA8", "UBND xã Mẫu 8", "commune")
    added = Delegation.objects.create(meeting=meeting, unit=unit, position=8)
    with pytest.raises(DomainError, match="Phụ lục khác với lúc ký"):
        release(paper, by=cast.registrar, at=NOW)
    added.delete()
    release(paper, by=cast.registrar, at=NOW)
