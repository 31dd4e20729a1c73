"""A draft taken through every step at once, each by an officer who may take it: for demo data and tests."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from directives.issuing import release
from districts.enums import Role
from districts.errors import DomainError
from districts.models import Appointment, Officer
from meetings.composing import office_on
from meetings.dating import enter_day
from meetings.enums import PaperState
from meetings.models import Paper, Release
from meetings.signing import sign

BEFORE_SUBMITTED = (PaperState.DRAFT, PaperState.SENT, PaperState.CHECKED, PaperState.FORM_CHECKED)


def issue_at_once(
    paper: Paper, *, at: datetime, acknowledged: bool = False, meeting_day: date | None = None
) -> Release:
    """Send for the check, check, submit, sign and release, with the rights and refusals of every single step.

    ``acknowledged`` is the signer's word that they have seen the orders that no unit will receive;
    ``meeting_day`` the day of the meeting where none was entered.
    The steps are recorded under the names of those who could take them, so this is refused on a public server.
    """
    if settings.PRODUCTION:
        raise DomainError(
            "Cổng đang chạy chính thức nên không phát hành một lượt. Mỗi người hãy đăng nhập và làm bước của mình."
        )
    office = office_on(timezone.localdate(at))
    if meeting_day and paper.meeting and paper.meeting.held_on is None:
        enter_day(paper.meeting, meeting_day, by=officer_with(Role.CLERK, at), at=at)
        paper.refresh_from_db()
    while paper.state in BEFORE_SUBMITTED:
        step = paper.step_after(office)
        if step == PaperState.SENT:
            paper.send_for_check(by=officer_with(Role.CLERK, at), at=at)
        elif step == PaperState.CHECKED:
            paper.check_content(by=officer_with(Role.DIVISION_HEAD, at, unit_id=paper.drafting_unit_id), at=at)
        elif step == PaperState.FORM_CHECKED:
            paper.check_form(by=officer_with(Role.OFFICE_HEAD, at), at=at)
        else:
            paper.submit(by=officer_with(Role.CLERK, at), at=at)
    if paper.state == PaperState.SUBMITTED and paper.signer:
        sign(paper, by=paper.signer, at=at, acknowledged=acknowledged)
    return release(paper, by=officer_with(Role.REGISTRAR, at), at=at)


def officer_with(role: Role, at: datetime, *, unit_id: int | None = None) -> Officer:
    """The first active officer of the role today, in the unit if one is given."""
    appointments = Appointment.objects.in_force(timezone.localdate()).filter(role=role, officer__is_active=True)
    if unit_id:
        appointments = appointments.filter(unit_id=unit_id)
    found = appointments.select_related("officer").order_by("id").first()
    if found is None:
        where = " của phòng soạn thảo" if unit_id else ""
        raise DomainError(
            f"Chưa có ai giữ vai trò “{role.label}”{where}. Hãy phân công trong trang quản trị, "
            "hoặc nạp tài khoản mẫu bằng ./run manage load_sample_people."
        )
    return found.officer
