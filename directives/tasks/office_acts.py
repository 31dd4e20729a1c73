"""The Sở's acts on an assignment as buttons: which the order's page offers to whom, and the domain function behind each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from directives import access
from directives.enums import AssignmentState
from directives.figures import Yardstick
from directives.life import answering, extending, reporting, steering
from directives.life.extending import DECIDED, pending_request
from directives.life.table import leads_on, target_of
from directives.models import Assignment, ExtensionRequest
from directives.tasks.office_forms import (
    ArrivedForm,
    ConfirmForm,
    GrantForm,
    OfficeForm,
    ReasonForm,
    SupplementForm,
    TransferForm,
    WithdrawForm,
    WordsForm,
)
from districts.errors import WrongState
from districts.models import Officer
from meetings.enums import PartyRole


@dataclass(frozen=True)
class OfficeAct:
    """``verb``: its row in the table of states; ``act`` does it; ``help``: what follows from it."""

    slug: str
    verb: str
    label: str
    done: str
    help: str
    may: Callable[[Officer, Assignment], bool]
    form: type[OfficeForm]
    act: Callable[..., object]

    def verb_for(self, assignment: Assignment) -> str:
        """A paper that came is a report of the kind that the unit's part asks for."""
        if self.verb != "arrived":
            return self.verb
        return "report_completion" if assignment.role == PartyRole.LEAD else "contribute"

    def fits(self, assignment: Assignment) -> bool:
        """Whether the assignment stands where the act begins. A paper may be the first that one hears of a unit."""
        unread = self.verb == "arrived" and assignment.state == AssignmentState.ASSIGNED
        return unread or leads_on(assignment, self.verb_for(assignment))

    def refuse_misfit(self, assignment: Assignment) -> None:
        """Raise WrongState with the table's sentence."""
        if not self.fits(assignment):
            target_of(assignment, self.verb_for(assignment))
        if self.verb == "decide_extension":
            pending_of(assignment)

    def do(self, assignment: Assignment, asked: dict[str, Any], *, by: Officer, at: datetime) -> None:
        """Raises DomainError."""
        target = pending_of(assignment) if self.verb == "decide_extension" else assignment
        self.act(target, **asked, by=by, at=at)


def pending_of(assignment: Assignment) -> ExtensionRequest:
    """The wish for more time that waits. Raises WrongState where none does."""
    request = pending_request(assignment)
    if request is None:
        raise WrongState(DECIDED)
    return request


_ACTS = (
    OfficeAct(
        "xac-nhan",
        "confirm",
        "Xác nhận hoàn thành",
        "Đã xác nhận hoàn thành.",
        "Ngày nộp kết quả được tính là ngày hoàn thành.",
        access.may_answer_completion,
        ConfirmForm,
        answering.confirm,
    ),
    OfficeAct(
        "bo-sung",
        "ask_supplement",
        "Đề nghị bổ sung",
        "Đã đề nghị đơn vị bổ sung.",
        "Ngày nộp kết quả được giữ nếu đơn vị bổ sung đúng hạn.",
        access.may_answer_completion,
        SupplementForm,
        answering.ask_supplement,
    ),
    OfficeAct(
        "chua-dat",
        "not_achieved",
        "Kết quả chưa đạt",
        "Đã ghi kết quả chưa đạt; đơn vị tiếp tục thực hiện.",
        "Ngày nộp kết quả không còn được tính, và lần sau do lãnh đạo Sở cho ý kiến.",
        access.may_answer_completion,
        ReasonForm,
        answering.not_achieved,
    ),
    OfficeAct(
        "chuyen",
        "transfer",
        "Chuyển đơn vị khác",
        "Đã chuyển nhiệm vụ cho đơn vị khác.",
        "Đơn vị mới thực hiện theo đúng thời hạn đang có; hai đơn vị đều thấy lý do.",
        access.may_settle_transfer,
        TransferForm,
        steering.transfer,
    ),
    OfficeAct(
        "giu-don-vi",
        "refuse_transfer",
        "Giữ nguyên đơn vị",
        "Đã giữ nguyên đơn vị thực hiện.",
        "Đơn vị tiếp tục thực hiện và đọc được lý do.",
        access.may_settle_transfer,
        ReasonForm,
        steering.refuse_transfer,
    ),
    OfficeAct(
        "gia-han",
        "decide_extension",
        "Đồng ý gia hạn",
        "Đã đồng ý điều chỉnh thời hạn.",
        "Đồng ý đến ngày đơn vị đề nghị hoặc một ngày sớm hơn. Hạn ban đầu vẫn được lưu.",
        access.may_decide_deadline,
        GrantForm,
        extending.grant_extension,
    ),
    OfficeAct(
        "giu-thoi-han",
        "decide_extension",
        "Giữ nguyên thời hạn",
        "Đã giữ nguyên thời hạn.",
        "Đơn vị đọc được ý kiến.",
        access.may_decide_deadline,
        WordsForm,
        extending.refuse_extension,
    ),
    OfficeAct(
        "van-ban-den",
        "arrived",
        "Ghi văn bản của đơn vị",
        "Đã ghi văn bản của đơn vị.",
        "Ngày văn bản đến Sở là ngày nộp. Nội dung đã ghi không sửa được; cần thêm thì ghi lần khác.",
        access.may_record_paper,
        ArrivedForm,
        reporting.record_paper,
    ),
    OfficeAct(
        "tam-dung",
        "pause",
        "Tạm dừng",
        "Đã tạm dừng nhiệm vụ.",
        "Khi tiếp tục, nhiệm vụ trở lại đúng tình trạng hiện nay.",
        access.may_manage,
        ReasonForm,
        steering.pause,
    ),
    OfficeAct(
        "tiep-tuc",
        "resume",
        "Tiếp tục thực hiện",
        "Nhiệm vụ được tiếp tục.",
        "Nhiệm vụ trở lại đúng tình trạng trước khi tạm dừng.",
        access.may_manage,
        ReasonForm,
        steering.resume,
    ),
    OfficeAct(
        "dung",
        "withdraw",
        "Dừng thực hiện",
        "Đã dừng thực hiện nhiệm vụ.",
        "Nhiệm vụ đã dừng không mở lại được; cần thì phân công bằng văn bản mới.",
        access.may_lead_on,
        WithdrawForm,
        steering.withdraw,
    ),
    OfficeAct(
        "mo-lai",
        "reopen",
        "Mở lại nhiệm vụ",
        "Đã mở lại nhiệm vụ.",
        "Ngày nộp kết quả không còn được tính; đơn vị tiếp tục thực hiện.",
        access.may_lead_on,
        ReasonForm,
        steering.reopen,
    ),
)
OFFICE_ACTS = {act.slug: act for act in _ACTS}
QUIETER = frozenset({"van-ban-den", "tam-dung", "tiep-tuc", "dung", "mo-lai"})
"""Acts that nothing waits for: they stand beneath those that something does."""


@dataclass(frozen=True)
class OfficePanel:
    """What the Sở may do now. ``due``: acts that something waits for; ``pending``: the wish for time, for who decides.

    ``waits``: for what the Sở's answer waits besides, in words; ``answer_is_late``: its own limit is over.
    """

    due: list[OfficeAct]
    others: list[OfficeAct]
    pending: ExtensionRequest | None
    is_from_above: bool
    waits: str
    answer_by: date | None
    answer_is_late: bool


def office_panel(assignment: Assignment, officer: Officer, yardstick: Yardstick) -> OfficePanel | None:
    """None for who is not of the Sở. A query more for who decides about time."""
    if not officer.works_at_office:
        return None
    pending = pending_request(assignment) if access.may_decide_deadline(officer, assignment) else None
    offered = [act for act in _ACTS if act.may(officer, assignment) and act.fits(assignment)]
    offered = [act for act in offered if act.verb != "decide_extension" or pending]
    answer_by = yardstick.answer_by(assignment)
    why = answering.why_a_leader(assignment) if assignment.state == AssignmentState.REPORTED else ""
    return OfficePanel(
        due=[act for act in offered if act.slug not in QUIETER],
        others=[act for act in offered if act.slug in QUIETER],
        pending=pending,
        is_from_above=extending.is_from_above(assignment),
        waits=why,
        answer_by=answer_by,
        answer_is_late=answer_by is not None and yardstick.today > answer_by,
    )
