"""What waits for whom on the home page, by the roles an officer holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from directives.access import may_pass_to_successor
from directives.paper_steps import AWAITED, offered
from directives.successions.ended import count_waiting
from districts.enums import Role
from districts.models import OfficeProfile, Officer
from meetings import access
from meetings.draft_comments.consulting import comment_due
from meetings.enums import MeetingState, PaperKind, PaperState
from meetings.models import Meeting, Paper
from meetings.standing import joined_standing, read_later
from meetings.telling_apart import apart_columns, told_apart
from portal.unit_work import UnitWork

NEAR_BEFORE, NEAR_AFTER = timedelta(days=14), timedelta(days=7)
"""How long after a meeting, and how long before it, the home page tells of the tasks that it looks at."""
MEND = "Sửa dự thảo"
GO_ON = "Soạn tiếp"
COMMENT = "Góp ý"
KEPT = (
    ("Thông tin cơ quan", "Tên, cơ quan chủ quản, địa danh, chữ viết tắt trong số ký hiệu", "officeprofile"),
    ("Đơn vị", "Tên, tên viết tắt, tên gọi khác, ngày hoạt động", "unit"),
    ("Nhóm đơn vị", "Theo loại đơn vị hoặc theo danh sách", "unitgroup"),
    ("Tài khoản", "Người dùng và mật khẩu", "officer"),
    ("Phân công", "Vai trò, chức vụ, từ ngày, đến ngày", "appointment"),
    ("Lịch làm việc", "Ngày nghỉ và ngày làm bù, để tính thời hạn", "calendarday"),
    ("Các lần thao tác bị từ chối", "Ai, việc gì, vì sao", "refusedattempt"),
)
"""Label, what is kept there, and the model of the administration."""
SUCCESSION = "Chuyển nhiệm vụ cho đơn vị kế thừa"
SUCCESSION_HELP = "Khi đơn vị sáp nhập, chia tách, đổi tên còn nhiệm vụ đang mở"
ABOUT_ANOTHER = (PaperKind.RECALL, PaperKind.AMENDMENT, PaperKind.CORRECTION)
TOLD_OF_A_PAPER = {
    "kind": "kind",
    "state": "state",
    "recall": "release__recall",
    "replacement": "release__replacement",
    "amendment": "release__amendments",
    "correction": "release__corrections",
}


@dataclass(frozen=True)
class WaitingPaper:
    """A paper that waits for the officer. ``act``: what is to be done with it; ``note``: why it was sent back, or ''.

    ``where``: the name of the page on which it is done.
    """

    paper: Paper
    act: str
    note: str = ""
    where: str = "paper"

    @property
    def apart(self) -> str:
        return told_apart(self.paper)


@dataclass(frozen=True)
class PapersAtHome:
    """``issued``: the newest ones, None for an officer to whom none ever is; ``in_work``: for the Sở's own staff, the oldest
    first; ``asked``: those of them on which the officer is to comment, the one that is due first.
    """

    issued: list[Paper] | None
    in_work: Sequence[Paper] = ()
    asked: Sequence[Paper] = ()


def papers_at_home(officer: Officer, limit: int = 8) -> PapersAtHome:
    """Of those that the officer may read; one query."""
    if not reads_papers(officer):
        return PapersAtHome(None)
    seen = Paper.objects.visible_to(officer)
    rows = joined_standing(seen).select_related("signer", "drafting_unit", "meeting", "minutes")
    if not officer.works_at_office:
        return PapersAtHome(list(rows.released().order_by("-release__released_at")[:limit]))
    newest = seen.released().order_by("-release__released_at").values("pk")[:limit]
    wanted = ~Q(state=PaperState.RELEASED) | Q(pk__in=newest)
    found = list(
        rows.filter(wanted)
        .annotate(comment_due=comment_due(officer), **apart_columns())
        .order_by("release__released_at", "pk")
    )
    released = [paper for paper in found if paper.state == PaperState.RELEASED]
    in_work = sorted((paper for paper in found if paper.state != PaperState.RELEASED), key=lambda paper: paper.pk)
    asked = sorted((paper for paper in found if paper.comment_due), key=lambda paper: paper.comment_due)
    return PapersAtHome(released[::-1], in_work, asked)


def waiting_papers(officer: Officer, office: OfficeProfile, papers: PapersAtHome) -> list[WaitingPaper]:
    """Of ``papers_at_home``: drafts that were sent back to the clerks, papers whose next step forward the officer may take,
    and drafts of the officer's own that nobody has checked yet; between them those on which a comment was asked for.
    Oldest first.

    The step goes by its plain name: the next number is for one paper, whichever is released first.
    """
    mended, forward, own = [], [], []
    for paper in papers.in_work:
        desk = "paper" if paper.kind == PaperKind.MINUTES else "draft-edit"
        if paper.returned_note and access.may_edit_paper(officer, paper):
            mended.append(WaitingPaper(paper, MEND, paper.returned_note, desk))
            continue
        if paper.drafted_by_id == officer.pk and access.may_edit_paper(officer, paper):
            own.append(WaitingPaper(paper, GO_ON, where=desk))
            continue
        steps = [step for step in offered(officer, paper, office) if step.slug in AWAITED]
        forward += [WaitingPaper(paper, step.label) for step in steps[:1]]
    asked = [WaitingPaper(paper, COMMENT, where="consultation") for paper in papers.asked]
    return mended + forward + asked + own


def recent_meetings(officer: Officer, limit: int = 8) -> list[Meeting]:
    """The newest meetings, each with ``paper_told``: 'Giấy mời: Đã phát hành' of its newest paper, or ''. One query.

    A paper about another one tells nothing of its own: that other one is named, and how it stands.
    """
    own = Paper.objects.visible_to(officer).exclude(kind__in=ABOUT_ANOTHER)
    newest = own.filter(meeting=OuterRef("pk")).order_by("-pk")
    asked = {f"paper_{name}": Subquery(newest.values(path)[:1]) for name, path in TOLD_OF_A_PAPER.items()}
    meetings = list(Meeting.objects.visible_to(officer).annotate(**asked)[:limit])
    for meeting in meetings:
        has_paper = meeting.paper_kind is not None
        meeting.paper_told = f"{PaperKind(meeting.paper_kind).label}: {_standing(vars(meeting))}" if has_paper else ""
    return meetings


def _standing(read: dict[str, Any]) -> str:
    """'Đã thu hồi', 'Đã thay thế'; of a paper that holds its state, and that it was amended or corrected."""
    if read["paper_recall"] or read["paper_replacement"]:
        return "Đã thu hồi" if read["paper_recall"] else "Đã thay thế"
    told = [(read["paper_amendment"], "được sửa đổi, bổ sung"), (read["paper_correction"], "đã đính chính")]
    return ", ".join([PaperState(read["paper_state"]).label, *(words for later, words in told if later)])


def carried_near(meetings: list[Meeting], officer: Officer, today: date) -> list[Meeting]:
    """Of ``recent_meetings`` those of a series that were or will be held about now, and whose notice is not released yet:
    the clerk is told what waits for a verdict there. The soonest first; no query."""
    if not access.may_enter_meetings(officer):
        return []
    near = [each for each in meetings if each.series_id and each.held_on and _is_near(each.held_on, today)]
    waiting = [each for each in near if each.state not in (MeetingState.CANCELLED, MeetingState.POSTPONED)]
    return sorted((each for each in waiting if not _is_told(each)), key=_day_of)


def _is_told(meeting: Meeting) -> bool:
    read = vars(meeting)
    issued = (read["paper_kind"], read["paper_state"]) == (PaperKind.NOTICE, PaperState.RELEASED)
    return issued and not read["paper_recall"]


def _is_near(day: date, today: date) -> bool:
    return today - NEAR_BEFORE <= day <= today + NEAR_AFTER


def _day_of(meeting: Meeting) -> date:
    return meeting.held_on or date.max


def reads_papers(officer: Officer) -> bool:
    """Whether papers are ever issued to this officer: not to one who only keeps units, people and settings."""
    return bool(officer.works_at_office or officer.unit_ids or officer.has_role(Role.OBSERVER))


@dataclass(frozen=True)
class Kept:
    """A list of the administration that an administrator keeps in order."""

    label: str
    help: str
    url: str


def kept_by(officer: Officer) -> list[Kept]:
    if not officer.has_role(Role.ADMINISTRATOR):
        return []
    kept = [Kept(label, help_, reverse(f"admin:districts_{model}_changelist")) for label, help_, model in KEPT]
    return [*kept, Kept(SUCCESSION, SUCCESSION_HELP, reverse("succession-list"))]


def units_to_pass_on(officer: Officer, today: date) -> int:
    """How many units that have ended still have orders, for who passes them on; 0 for everybody else."""
    return count_waiting(today) if may_pass_to_successor(officer) else 0


def read_marks(work: UnitWork | None, issued: list[Paper] | None) -> None:
    """What became of all the papers that the page names, in one query."""
    sources = [row.assignment.directive.release for row in work.rows] if work else []
    read_later([release for release in sources if release] + [paper.release for paper in issued or ()])
