"""What the Sở decides about a unit's report: to be supplemented, accepted as it is, or not needed at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from districts.enums import Role
from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer
from districts.refusals import records_refusals
from meetings import access
from meetings.enums import ReportState
from meetings.models import MeetingEvent, UnitReport
from meetings.models.secrecy import refuse_secret

LONGEST_REASON = 500


@dataclass(frozen=True)
class Judgement:
    """An act from one of the states ``before`` to ``after``; ``asks_why`` where it is void without a reason."""

    verb: str
    label: str
    before: frozenset[ReportState]
    after: ReportState
    asks_why: bool
    done: str


JUDGEMENTS: Mapping[str, Judgement] = {
    "tra-lai": Judgement(
        "return_report",
        "Đề nghị bổ sung",
        frozenset({ReportState.SENT}),
        ReportState.RETURNED,
        True,
        "Đã đề nghị {} bổ sung báo cáo.",
    ),
    "nhan": Judgement(
        "accept_report",
        "Nhận báo cáo đã gửi",
        frozenset({ReportState.RETURNED}),
        ReportState.SENT,
        False,
        "Đã nhận báo cáo đã gửi của {}, không cần bổ sung.",
    ),
    "khong-can": Judgement(
        "spare_report",
        "Không cần gửi",
        frozenset({ReportState.ASKED}),
        ReportState.NOT_NEEDED,
        True,
        "Đã ghi {} không cần gửi báo cáo.",
    ),
    "can-gui": Judgement(
        "ask_again",
        "Yêu cầu gửi lại như trước",
        frozenset({ReportState.NOT_NEEDED}),
        ReportState.ASKED,
        False,
        "Đã yêu cầu {} gửi báo cáo.",
    ),
}
"""By the word in the address."""


def offered(report: UnitReport, officer: Officer) -> list[tuple[str, Judgement]]:
    """The acts that the officer may take now."""
    if not access.may_handle_reports(officer, report.meeting):
        return []
    return [(slug, each) for slug, each in JUDGEMENTS.items() if report.state in each.before]


@records_refusals
def judge_report(
    report: UnitReport, slug: str, *, reason: str = "", version: int, by: Officer, at: datetime
) -> UnitReport:
    """``version`` is that of the row on the page. Raises NotAllowed, WrongState, EditConflict, DomainError for no reason."""
    judgement, reason = JUDGEMENTS[slug], " ".join(reason.split())
    if not access.may_handle_reports(by, report.meeting):
        raise NotAllowed("Chỉ chuyên viên xử lý báo cáo của các đơn vị.")
    if judgement.asks_why and not reason:
        raise DomainError("Hãy ghi lý do, đơn vị đọc được lý do này.")
    if len(reason) > LONGEST_REASON:
        raise DomainError(f"Lý do dài quá {LONGEST_REASON} ký tự. Hãy ghi gọn lại.")
    refuse_secret(reason)
    with transaction.atomic():
        held = UnitReport.objects.select_for_update(no_key=True).get(pk=report.pk)
        if held.state not in judgement.before:
            raise WrongState(
                f"Báo cáo của {report} đang ở tình trạng “{held.get_state_display()}” nên không làm được việc này."
            )
        if held.version != version:
            raise EditConflict(f"Báo cáo của {report} vừa có thay đổi, nên chưa ghi gì. Hãy xem lại rồi quyết định.")
        before = held.state
        held.state, held.reason = judgement.after, reason
        held.save()
        record(
            MeetingEvent,
            [held],
            verb=judgement.verb,
            by=by,
            acting=by.capacity(Role.CLERK),
            at=at,
            from_state=before,
            to_state=held.state,
            note=reason,
        )
    return held
