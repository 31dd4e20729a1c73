"""What waits for whom on the home page, by the roles an officer holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse

from directives.chips import ICONS, Chip, chip_of
from directives.enums import Bucket
from directives.figures import Yardstick, count_buckets, yardstick_for
from directives.models import Assignment
from directives.paper_steps import offered
from districts.enums import Role
from districts.models import OfficeProfile, Officer, Unit
from meetings import access
from meetings.enums import PartyRole
from meetings.models import Meeting, Paper

ALL = "tat-ca"
MEND = "Sửa dự thảo"
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
FORWARD = frozenset({"kiem-tra", "kiem-tra-the-thuc", "trinh-ky", "ky", "phat-hanh"})


@dataclass(frozen=True)
class WaitingPaper:
    """A paper that waits for the officer. ``act``: what is to be done with it; ``note``: why it was sent back, or ''."""

    paper: Paper
    act: str
    note: str = ""


@dataclass(frozen=True)
class Counter:
    """One of the six buckets as a link that filters. ``current``: the list shows this bucket now."""

    key: str
    label: str
    icon: str
    count: int
    current: bool


@dataclass(frozen=True)
class WorkRow:
    assignment: Assignment
    chip: Chip
    is_lead: bool


@dataclass(frozen=True)
class UnitWork:
    """The orders of the officer's own units: the six counters, and the rows of the chosen bucket."""

    units: list[Unit]
    counters: list[Counter]
    rows: list[WorkRow]
    chosen: str
    total: int
    urgent: int


def unit_work(officer: Officer, today: date, chosen: str) -> UnitWork | None:
    """None for an officer whose appointments are all in the Sở's own process or who only observes."""
    units = [
        a.unit
        for a in officer.current_appointments
        if a.role in ("unit_officer", "unit_head", "division_head", "office_head")
    ]
    if not units:
        return None
    yardstick = yardstick_for(today)
    mine = Assignment.objects.visible_to(officer).of_units({unit.pk for unit in units})
    assignments = list(mine.with_source().with_leads())
    counts = count_buckets(assignments, yardstick)
    counters = [
        Counter(str(bucket), bucket.label, ICONS[bucket], counts[bucket], current=chosen == bucket) for bucket in Bucket
    ]
    rows = [
        WorkRow(assignment, chip_of(assignment, yardstick), assignment.role == PartyRole.LEAD)
        for assignment in assignments
        if _is_chosen(assignment, chosen, yardstick)
    ]
    urgent = counts[Bucket.OVERDUE] + counts[Bucket.SOON]
    return UnitWork(list(dict.fromkeys(units)), counters, rows, chosen, len(assignments), urgent)


def _is_chosen(assignment: Assignment, chosen: str, yardstick: Yardstick) -> bool:
    """A bucket holds lead assignments alone; without one chosen, all that is still open is listed."""
    if chosen in Bucket.values:
        return assignment.role == PartyRole.LEAD and yardstick.bucket(assignment) == chosen
    return chosen == ALL or yardstick.bucket(assignment) in (Bucket.OVERDUE, Bucket.SOON, Bucket.WITHIN)


def waiting_papers(officer: Officer, office: OfficeProfile) -> list[WaitingPaper]:
    """Drafts that were sent back to the clerks, then papers whose next step forward the officer may take, oldest first.

    The step goes by its plain name: the next number is for one paper, whichever is released first.
    """
    if not officer.works_at_office:
        return []
    papers = Paper.objects.visible_to(officer).in_work().select_related("signer", "drafting_unit", "meeting")
    mended, forward = [], []
    for paper in papers.order_by("id"):
        if paper.returned_note and access.may_edit_paper(officer, paper):
            mended.append(WaitingPaper(paper, MEND, paper.returned_note))
            continue
        steps = [step for step in offered(officer, paper, office) if step.slug in FORWARD]
        forward += [WaitingPaper(paper, step.label) for step in steps[:1]]
    return mended + forward


def recent_meetings(officer: Officer, limit: int = 8) -> list[Meeting]:
    papers = Prefetch("papers", Paper.objects.visible_to(officer))
    return list(Meeting.objects.visible_to(officer).prefetch_related(papers)[:limit])


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
    return [Kept(label, help_, reverse(f"admin:districts_{model}_changelist")) for label, help_, model in KEPT]


def issued_papers(officer: Officer, limit: int = 8) -> list[Paper]:
    """The newest issued papers that the officer may read."""
    released = (
        Paper.objects.visible_to(officer)
        .released()
        .select_related("release__replacement__new", "release__recall", "signer")
    )
    return list(released.order_by("-release__released_at")[:limit])
