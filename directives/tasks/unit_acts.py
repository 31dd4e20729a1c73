"""The acts of a unit on its order besides reporting: which form each takes, who may, what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from directives import access
from directives.enums import AssignmentState, ReportKind
from directives.life.extending import ask_extension, take_back_extension
from directives.life.reporting import Telling, report
from directives.life.table import leads_on
from directives.life.unit_acts import acknowledge, ask_transfer, pass_on, set_contribution_day
from directives.models import Assignment
from directives.tasks.unit_forms import (
    ContributionDayForm,
    ExtensionForm,
    NothingForm,
    PassOnForm,
    PlainForm,
    ReasonForm,
)
from districts.errors import DomainError
from districts.models import Officer
from districts.refusals import refusals_kept
from meetings.enums import PartyRole

NOBODY_LEFT = "Các đơn vị phối hợp đều đã trả lời, không còn đơn vị nào để đặt hạn."


@dataclass(frozen=True)
class UnitAct:
    """``verb``: in the table of states. ``told``: what stands above the form, ``done`` what is said afterwards."""

    slug: str
    label: str
    verb: str
    form: type[PlainForm]
    do: Callable[..., object]
    told: str
    done: str
    heads_alone: bool = True

    def may(self, officer: Officer, assignment: Assignment) -> bool:
        may = access.may_head if self.heads_alone else access.may_work_on
        return may(officer, assignment)

    def is_open(self, assignment: Assignment) -> bool:
        """Whether the state lets it happen now."""
        if assignment.state == AssignmentState.REPORTED and self.verb in ("set_contribution_day", "pass_on"):
            return False  # the unit has nothing left to share out, until the Sở asks for more
        if self.verb == "set_contribution_day":
            return assignment.role == PartyRole.LEAD and leads_on(assignment, "pass_on")
        fits = leads_on(assignment, self.verb)
        return fits and (self.verb != "ask_extension" or assignment.current_due_on is not None)


def _nothing(assignment: Assignment, *, text: str, by: Officer, at: datetime) -> object:
    return report(assignment, Telling(ReportKind.NOTHING_TO_ADD, text), by=by, at=at)


def _days_of_helpers(assignment: Assignment, *, day: Any, by: Officer, at: datetime) -> None:
    """The same day for every coordinating unit that has not answered; for all of them or none."""
    helping = Assignment.objects.filter(
        directive=assignment.directive_id,
        period=assignment.period,
        role=PartyRole.COORDINATING,
        state=AssignmentState.ASSIGNED,
    )
    with refusals_kept(), transaction.atomic():
        rows = list(helping.order_by("pk"))
        if not rows:
            raise DomainError(NOBODY_LEFT)
        for row in rows:
            set_contribution_day(row, day=day, by=by, at=at)


ACTS = {
    act.slug: act
    for act in (
        UnitAct(
            "tiep-nhan",
            "Xác nhận đã tiếp nhận",
            "acknowledge",
            PlainForm,
            acknowledge,
            "Sở biết đơn vị đã nhận được nhiệm vụ. Chỉ việc xác nhận này chưa phải là báo cáo kết quả.",
            "Đã xác nhận tiếp nhận nhiệm vụ.",
            heads_alone=False,
        ),
        UnitAct(
            "gia-han",
            "Đề nghị điều chỉnh thời hạn",
            "ask_extension",
            ExtensionForm,
            ask_extension,
            "Lãnh đạo Sở cho ý kiến. Mỗi lần chỉ có một đề nghị được chờ; thời hạn hiện tại giữ nguyên đến khi có ý kiến.",
            "Đã gửi đề nghị điều chỉnh thời hạn tới Sở.",
        ),
        UnitAct(
            "rut-de-nghi",
            "Rút đề nghị điều chỉnh thời hạn",
            "take_back_extension",
            PlainForm,
            take_back_extension,
            "Dùng khi đơn vị không cần thêm thời gian nữa. Thời hạn hiện tại giữ nguyên.",
            "Đã rút đề nghị điều chỉnh thời hạn.",
        ),
        UnitAct(
            "chuyen-don-vi",
            "Đề nghị chuyển đơn vị khác",
            "ask_transfer",
            ReasonForm,
            ask_transfer,
            "Dùng khi việc này không thuộc nhiệm vụ của đơn vị. Bộ phận theo dõi của Sở xem xét và trả lời.",
            "Đã gửi đề nghị chuyển đơn vị khác tới Sở.",
        ),
        UnitAct(
            "giao-xu-ly",
            "Giao bộ phận, công chức xử lý",
            "pass_on",
            PassOnForm,
            pass_on,
            "Người được giao thấy nhiệm vụ ở trang Việc cần làm và soạn báo cáo; giao lại thì thay lần giao trước.",
            "Đã giao xử lý trong đơn vị.",
        ),
        UnitAct(
            "han-phoi-hop",
            "Đặt hạn gửi kết quả phối hợp",
            "set_contribution_day",
            ContributionDayForm,
            _days_of_helpers,
            "Áp dụng cho các đơn vị phối hợp chưa gửi; chậm nhất bằng thời hạn của đơn vị chủ trì.",
            "Đã đặt hạn gửi kết quả phối hợp.",
        ),
        UnitAct(
            "khong-co-noi-dung",
            "Không có nội dung phối hợp",
            "nothing_to_add",
            NothingForm,
            _nothing,
            "Dùng khi đơn vị đã xem và không có gì cần góp. Sau khi gửi, phần phối hợp của đơn vị kết thúc.",
            "Đã gửi: không có nội dung phối hợp.",
            heads_alone=False,
        ),
    )
}


def offered(officer: Officer, assignment: Assignment) -> list[UnitAct]:
    """The acts that the officer may take on the assignment as it stands."""
    return [act for act in ACTS.values() if act.is_open(assignment) and act.may(officer, assignment)]
