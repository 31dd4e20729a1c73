"""The unit's working copy of its next report: several people write at it, and it goes when the report is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from directives import access
from directives.enums import ReportKind
from directives.life.moving import held, require
from directives.life.reporting import MOST_FILES, Telling, report
from directives.life.table import leads_on
from directives.life.unit_acts import ONLY_THE_UNIT
from directives.models import Assignment, DraftEvidence, ProgressDraft, ProgressReport
from districts.errors import DomainError, EditConflict, WrongState
from districts.models import Officer
from districts.refusals import records_refusals, refusals_kept
from meetings import storage
from meetings.models.secrecy import refuse_secret
from meetings.planning.files import SentFile

TOLD = ("kind", "text", "percent", "paper_number", "paper_day", "paper_signer", "no_evidence")
NOT_NOW = "Nhiệm vụ đang ở tình trạng không nhận báo cáo nên chưa lưu. Hãy tải lại trang để xem việc vừa diễn ra."
OVERTAKEN = "Bản nháp vừa được người khác của đơn vị sửa, nên lần lưu này chưa được ghi."
DRAFTED_AS = (
    "Bản nháp này là {}, không gửi thành {} được. Hãy chọn lại loại báo cáo ở đầu mẫu, hoặc lưu để lãnh đạo đơn vị gửi."
)
NOTHING_TYPED = "Chưa lưu vì chưa có nội dung nào. Hãy ghi kết quả đã làm hoặc kèm tệp, rồi lưu."
HAPPENED = "Nhiệm vụ vừa có diễn biến mới nên chưa gửi. Hãy xem lại phần Diễn biến, rồi gửi nếu vẫn cần."


def takes_report(assignment: Assignment) -> bool:
    """Whether the table has a way for a report of the unit now, so that one may be written."""
    return leads_on(assignment, "report_progress") or leads_on(assignment, "contribute")


@records_refusals
def save_draft(assignment: Assignment, telling: Telling, *, version: int, by: Officer, at: datetime) -> ProgressDraft:
    """Keep what was typed; ``version`` is that of the working copy as it was read, 0 where there was none.

    What was handed up to the head stays so, unless it becomes another kind of report. Raises NotAllowed, WrongState,
    EditConflict over a newer one, DomainError for a mark of secrecy and for a first copy with nothing in it.
    """
    refuse_secret(telling.text, telling.paper_number, telling.paper_signer, telling.no_evidence)
    with _writing(assignment, by, at) as draft:
        if draft.version != version:
            raise EditConflict(OVERTAKEN)
        if not draft.version and is_bare(assignment, telling) and not draft.files.exists():
            raise DomainError(NOTHING_TYPED)
        if draft.kind != telling.kind:
            draft.handed_up_at = None
        for name in TOLD:
            setattr(draft, name, getattr(telling, name))
        draft.updated_by, draft.updated_at = by, at
        draft.save()
    return draft


@records_refusals
def add_files(assignment: Assignment, files: Sequence[SentFile], *, by: Officer, at: datetime) -> list[DraftEvidence]:
    """Put files beside the text, each once; those that are new. What is being typed is not overtaken by them.

    Raises NotAllowed, WrongState, and DomainError for more files than a report may have.
    """
    refuse_secret(*(file.name for file in files))
    sent = {storage.sha256_of(file.data): file for file in files}
    with _writing(assignment, by, at) as draft:
        known = set(draft.files.values_list("sha256", flat=True))
        new = {sha256: file for sha256, file in sent.items() if sha256 not in known}
        if len(known) + len(new) > MOST_FILES:
            raise DomainError(f"Báo cáo có nhiều nhất {MOST_FILES} tệp. Hãy bỏ bớt hoặc gộp tệp.")
        return [
            DraftEvidence.objects.create(
                draft=draft, name=file.name, sha256=storage.put(file.data), size=len(file.data)
            )
            for file in new.values()
        ]


@records_refusals
def remove_file(assignment: Assignment, pk: int, *, by: Officer, at: datetime) -> None:
    """Take a file off the working copy; what was sent keeps its files. Raises NotAllowed, WrongState."""
    with _writing(assignment, by, at) as draft:
        draft.files.filter(pk=pk).delete()


def is_bare(assignment: Assignment, telling: Telling) -> bool:
    """Whether nothing was told yet: the kind of a report alone is no content."""
    typed = (telling.text, telling.paper_number, telling.paper_signer, telling.no_evidence)
    return telling.percent == assignment.percent and not telling.paper_day and not any(each.strip() for each in typed)


@records_refusals
def hand_up(assignment: Assignment, *, version: int, by: Officer, at: datetime) -> ProgressDraft:
    """Leave the working copy to the unit's head, who is told that it waits; it is as whole as it must be to be sent.

    Raises NotAllowed, WrongState, EditConflict over a newer one, DomainError for what could not be sent as it is.
    """
    with _writing(assignment, by, at) as draft:
        if draft.version != version:
            raise EditConflict(OVERTAKEN)
        _telling(draft).refuse_faults([file.columns() for file in draft.files.all()])
        draft.handed_up_at = at
        draft.save()
    return draft


def send_draft(
    assignment: Assignment, *, kind: ReportKind, version: int, events: int, by: Officer, at: datetime
) -> ProgressReport:
    """Send the working copy as a report; it is gone then. ``kind``: as what it is sent, which is as what it was drafted.
    ``events``: how many acts the page told of, so that of two clicks the second sends nothing.

    Raises EditConflict over a newer copy or a newer act, DomainError for another kind, and what ``report`` raises.
    """
    with refusals_kept(), held(assignment) as row:
        require(access.may_work_on(by, row), ONLY_THE_UNIT)
        draft = ProgressDraft.objects.filter(assignment=row).first()
        if draft is None or row.event_count != events:
            raise EditConflict(HAPPENED)
        if draft.version != version:
            raise EditConflict(OVERTAKEN)
        if draft.kind != kind:
            raise DomainError(DRAFTED_AS.format(ReportKind(draft.kind).label.lower(), kind.label.lower()))
        sent = report(row, _telling(draft), kept=[file.columns() for file in draft.files.all()], by=by, at=at)
        draft.delete()
    return sent


def _telling(draft: ProgressDraft) -> Telling:
    return Telling(**{name: getattr(draft, name) for name in TOLD})


@contextmanager
def _writing(assignment: Assignment, by: Officer, at: datetime) -> Iterator[ProgressDraft]:
    """The working copy under the lock of its assignment, made where there is none yet: version 0, not typed in so far."""
    with held(assignment) as row:
        require(access.may_work_on(by, row), ONLY_THE_UNIT)
        if not takes_report(row):
            raise WrongState(NOT_NOW)
        draft, _ = ProgressDraft.objects.get_or_create(
            assignment=row, defaults={"version": 0, "percent": row.percent, "updated_by": by, "updated_at": at}
        )
        yield draft
