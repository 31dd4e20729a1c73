"""Which act leads from which states to which: the one place where it is written."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from directives.enums import OPEN_STATES, PAUSABLE_STATES, AssignmentState
from directives.models import Assignment
from districts.errors import WrongState
from meetings.enums import PartyRole

A = AssignmentState


@dataclass(frozen=True)
class Move:
    """``to``: None where the act leads back to the state before a pause, or leaves the state as it is.

    ``words`` go on after 'Chưa' and 'không'.
    """

    words: str
    start: Set[str]
    to: AssignmentState | None
    role: PartyRole | None = PartyRole.LEAD


UNFINISHED = frozenset({A.ACKNOWLEDGED, A.IN_PROGRESS})
MOVES = {
    "acknowledge": Move("xác nhận tiếp nhận", frozenset({A.ASSIGNED}), A.ACKNOWLEDGED),
    "ask_transfer": Move("đề nghị chuyển đơn vị khác", frozenset({A.ASSIGNED, A.ACKNOWLEDGED}), A.TRANSFER_ASKED),
    "refuse_transfer": Move("giữ nguyên đơn vị thực hiện", frozenset({A.TRANSFER_ASKED}), A.ASSIGNED),
    "transfer": Move("chuyển đơn vị khác", frozenset({A.TRANSFER_ASKED}), A.TRANSFERRED),
    "report_progress": Move("báo cáo tiến độ", UNFINISHED, A.IN_PROGRESS),
    "report_completion": Move("báo cáo hoàn thành", UNFINISHED, A.REPORTED),
    "confirm": Move("xác nhận hoàn thành", frozenset({A.REPORTED}), A.DONE),
    "ask_supplement": Move("đề nghị bổ sung", frozenset({A.REPORTED}), A.IN_PROGRESS),
    "not_achieved": Move("ghi chưa đạt yêu cầu", frozenset({A.REPORTED}), A.IN_PROGRESS),
    "reopen": Move("mở lại", frozenset({A.DONE}), A.IN_PROGRESS),
    "contribute": Move("gửi kết quả phối hợp", frozenset({A.ASSIGNED}), A.CONTRIBUTED, PartyRole.COORDINATING),
    "nothing_to_add": Move(
        "ghi không có nội dung phối hợp", frozenset({A.ASSIGNED}), A.NOTHING_TO_ADD, PartyRole.COORDINATING
    ),
    "pause": Move("tạm dừng", PAUSABLE_STATES, A.PAUSED, None),
    "resume": Move("tiếp tục thực hiện", frozenset({A.PAUSED}), None, None),
    "withdraw": Move("dừng thực hiện", OPEN_STATES, A.WITHDRAWN, None),
    "pass_to_successor": Move("chuyển cho đơn vị kế thừa", OPEN_STATES, A.TRANSFERRED, None),
    "pass_periods": Move(
        "chuyển các kỳ sau cho đơn vị kế thừa", frozenset({A.DONE, A.CONTRIBUTED, A.NOTHING_TO_ADD}), None, None
    ),
    "pass_on": Move("giao bộ phận, công chức xử lý", OPEN_STATES, None, None),
    "hand_over": Move("bàn giao cho người khác xử lý", OPEN_STATES, None, None),
    "ask_extension": Move("đề nghị điều chỉnh thời hạn", OPEN_STATES - {A.REPORTED, A.PAUSED}, None),
    "take_back_extension": Move("rút đề nghị điều chỉnh thời hạn", OPEN_STATES, None),
    "close": Move("đóng tại cuộc họp", OPEN_STATES, A.DONE),
    "decide_extension": Move("quyết định về thời hạn", OPEN_STATES, None),
    "set_contribution_day": Move("đặt hạn phối hợp", frozenset({A.ASSIGNED}), None, PartyRole.COORDINATING),
}


def target_of(assignment: Assignment, verb: str) -> str:
    """The state to which the act leads the assignment. Raises WrongState, in words, where the table has no such way."""
    move = MOVES[verb]
    if not leads_on(assignment, verb):
        raise WrongState(_refusal(assignment, move))
    if verb == "resume":
        return assignment.paused_from
    return move.to or assignment.state


def leads_on(assignment: Assignment, verb: str) -> bool:
    """Whether the table knows the act for an assignment as it stands."""
    move = MOVES[verb]
    return assignment.state in move.start and move.role in (None, assignment.role)


def _refusal(assignment: Assignment, move: Move) -> str:
    if move.role not in (None, assignment.role):
        role = PartyRole(assignment.role).label.lower()
        return f"Không {move.words} được: đơn vị này {role} nhiệm vụ."
    state = AssignmentState(assignment.state).label.lower()
    return (
        f"Không {move.words} được vì nhiệm vụ đang ở tình trạng “{state}”. Hãy tải lại trang để xem việc vừa diễn ra."
    )
