"""Two communes side by side, each with everything that is its own alone, under a word that stands nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from directives.models import (
    Assignment,
    Digest,
    DraftEvidence,
    Evidence,
    ExtensionRequest,
    Handover,
    HandoverItem,
    Nudge,
    ProgressDraft,
    ProgressReport,
)
from directives.rulings.models import RulingItem
from directives.rulings.proposing import ProposedItem
from directives.rulings.setting_off import set_off
from directives.urging.drafting import start_urging
from directives.whole_way import issue_at_once
from districts.models import Deputyship, Officer, Unit
from meetings import storage
from meetings.enums import Attendance, DeadlineKind, MeetingState
from meetings.minutes.beginning import begin_minutes
from meetings.models import (
    AbsenceFile,
    Attendee,
    Conclusion,
    ConnectionPoint,
    Delegation,
    EditDraft,
    LineComment,
    Meeting,
    MeetingChange,
    MeetingDocument,
    Paper,
    PaperEditDraft,
    Proposal,
    ProposalAnswer,
    ReportDraftFile,
    ReportFile,
    ReportRequest,
    ReportVersion,
    Statement,
    StatementDraft,
    UnitReport,
    WordCorrection,
)
from meetings.models.imports import ImportReview
from meetings.planning.feed import code_of, renew_feed
from tests.cast import NOW, Cast, make_meeting, make_notice, make_order
from tests.directives.lives import Lives
from tests.earlier_papers import SCAN, make_earlier
from tests.office_fixtures import ONE_PAGE
from tests.rulings import enter_ruling

LATER = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""After every deadline of the notices, and before the meeting that is to come."""


@dataclass(frozen=True)
class Side:
    """A commune and its people. ``own``: keys of what nobody but it and the Sở has, by what an address calls them;
    ``shared``: the same of its rows under the meetings to which both communes were invited."""

    unit: Unit
    officer: Officer
    head: Officer
    word: str
    own: dict[str, Any] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict)

    @property
    def people(self) -> tuple[Officer, Officer]:
        return self.officer, self.head


def meeting_to_come(cast: Cast) -> Meeting:
    """Both communes are invited to it, and asked for a report."""
    meeting = make_meeting(cast, title="Hội nghị sắp tới", state=MeetingState.PLANNED, held_on=LATER.date())
    Meeting.objects.filter(pk=meeting.pk).update(held_on=LATER.date() + timedelta(days=20))
    meeting.attendees.all().delete()
    meeting.delegations.update(attendance=Attendance.INVITED)
    asked = ReportRequest.objects.create(
        meeting=meeting, content="Kết quả quý", due_on=LATER.date(), asked_by=cast.clerk, asked_at=NOW
    )
    for unit in (cast.commune, cast.other_commune):
        UnitReport.objects.create(meeting=meeting, unit=unit, request=asked)
    return Meeting.objects.get(pk=meeting.pk)


def furnish(side: Side, lives: Lives, coming: Meeting) -> None:
    """Everything that the commune has alone, and its rows in what both have."""
    cast = lives.cast
    _own_meeting(side, cast)
    _own_order(side, cast)
    _own_papers(side, cast)
    _own_drafts(side, cast)
    _own_people(side)
    held = lives.lead.directive.order.conclusion.outline.meeting
    side.shared.update(_rows_in(coming, side, cast), meeting=coming.pk, held=held.pk)
    side.shared.update(_absent_from(held, side, cast))
    del side.shared["asked"]  # one request for both
    listed = Assignment.objects.get(
        unit=side.unit, directive__release=lives.lead.directive.release, directive__order__conclusion__label="b)"
    )
    side.shared["assignment"] = listed.pk
    side.shared.update(_told_of(listed, side))


def _kept(model: type[Model], side: Side, **fields: Any) -> int:
    """A row about a file of the commune's own, whose name and bytes have its word."""
    data = ONE_PAGE + f"{side.word} {model.__name__} {sorted(fields)}".encode()
    return model.objects.create(
        name=f"{side.word}-{model.__name__}.pdf", sha256=storage.put(data), size=len(data), **fields
    ).pk


def _own_meeting(side: Side, cast: Cast) -> None:
    """Held with this commune alone, whose notice went to it alone; with what is prepared for a meeting."""
    meeting = make_meeting(cast, title=f"Làm việc riêng {side.word}", place=f"Trụ sở {side.word}")
    Delegation.objects.filter(meeting=meeting).exclude(unit=side.unit).delete()
    item = _concluded(meeting, side)
    notice = make_notice(cast, meeting, abstract=f"Kết luận {side.word}")
    notice.recipients.exclude(everyone_invited=True).delete()
    issue_at_once(notice, at=NOW)
    by, text = cast.clerk, f"Lý do {side.word}"
    side.own.update(
        meeting=meeting.pk,
        paper=notice.pk,
        series=meeting.series_id,
        delivery=notice.release.deliveries.get(unit=side.unit).pk,
        conclusion=item.pk,
        directive=item.orders.get().directive.pk,
        document=_kept(
            MeetingDocument, side, meeting=meeting, title=f"Tài liệu {side.word}", added_by=by, added_at=NOW
        ),
        point=ConnectionPoint.objects.create(meeting=meeting, name=f"Điểm cầu {side.word}").pk,
        change=MeetingChange.objects.create(
            meeting=meeting,
            kind="postponed",
            reason=text,
            file_name="a.pdf",
            sha256=storage.put(ONE_PAGE),
            by=by,
            at=NOW,
        ).pk,
        **_rows_in(meeting, side, cast),
    )
    side.own.update(_absent_from(meeting, side, cast))


def _concluded(meeting: Meeting, side: Side) -> Conclusion:
    """The one conclusion of a meeting, with an order for the commune."""
    item = Conclusion.objects.create(outline=meeting.outlines.get(), label="a)", text=f"Kết luận {side.word}")
    make_order(item, side.unit, f"Nhiệm vụ {side.word}", deadline_kind=DeadlineKind.DAY, due_on=NOW.date())
    return item


def _rows_in(meeting: Meeting, side: Side, cast: Cast) -> dict[str, int]:
    """The commune's registration, report, and proposal of the meeting."""
    invited = meeting.delegations.get(unit=side.unit)
    Attendee.objects.create(meeting=meeting, delegation=invited, name=f"Đại biểu {side.word}", position=5)
    asked = meeting.report_requests.first() or ReportRequest.objects.create(
        meeting=meeting,
        content=f"Nội dung {side.word}",
        due_on=LATER.date(),
        template_name=f"{side.word}.pdf",
        template_sha256=storage.put(ONE_PAGE),
        asked_by=cast.clerk,
        asked_at=NOW,
    )
    report = UnitReport.objects.get_or_create(meeting=meeting, unit=side.unit, defaults={"request": asked})[0]
    UnitReport.objects.filter(pk=report.pk).update(summary=f"Bản nháp {side.word}", signer=side.word)
    version = ReportVersion.objects.create(
        report=report, number=1, arrived_on=NOW.date(), summary=f"Báo cáo {side.word}", by=side.head, at=NOW
    )
    proposal = Proposal.objects.create(
        meeting=meeting,
        unit=side.unit,
        text=f"Kiến nghị {side.word}",
        state="answered",
        division=cast.division,
        due_on=LATER.date(),
        created_by=side.officer,
    )
    answer = ProposalAnswer.objects.create(
        proposal=proposal,
        text=f"Trả lời {side.word}",
        file_name=f"{side.word}.pdf",
        sha256=storage.put(ONE_PAGE),
        division=cast.division,
        by=cast.clerk,
        at=NOW,
    )
    return {
        "delegation": invited.pk,
        "asked": asked.pk,
        "report": report.pk,
        "report_file": _kept(ReportFile, side, version=version),
        "report_draft_file": _kept(ReportDraftFile, side, report=report),
        "proposal": proposal.pk,
        "answer": answer.pk,
    }


def _absent_from(meeting: Meeting, side: Side, cast: Cast) -> dict[str, int]:
    """The commune's letter of absence from a meeting that was held."""
    away = meeting.delegations.get(unit=side.unit)
    words = {"reason": f"Lý do vắng {side.word}", "absence_paper": f"15/{side.word}"}
    Delegation.objects.filter(pk=away.pk).update(attendance=Attendance.ABSENT, **words)
    _kept(AbsenceFile, side, delegation=away, added_by=cast.clerk, added_at=NOW)
    return {"absence": away.pk}


def _own_order(side: Side, cast: Cast) -> None:
    """The order of the commune's own notice, told of and asked about; and the letter that urges it alone."""
    order = Assignment.objects.get(directive=side.own["directive"])
    side.own["assignment"] = order.pk
    side.own.update(_told_of(order, side))
    letter = start_urging([order], by=cast.officer("clerk"), at=LATER, reply_days=5, contact=f"Đầu mối {side.word}")
    issue_at_once(letter, at=LATER)
    side.own["letter"] = letter.pk


def _told_of(order: Assignment, side: Side) -> dict[str, int]:
    """A report with evidence, a draft of the next, a wish for a later day, a reminder by telephone and one by the portal."""
    report = ProgressReport.objects.create(
        assignment=order, number=1, text=f"Đã làm {side.word}", handed_in_on=NOW.date(), by=side.officer, at=NOW
    )
    draft = ProgressDraft.objects.create(
        assignment=order, text=f"Đang viết {side.word}", updated_by=side.officer, updated_at=NOW
    )
    due_on = order.current_due_on
    ExtensionRequest.objects.create(
        assignment=order,
        due_on=due_on,
        wanted_on=due_on + timedelta(days=400),
        reason=f"Xin thêm thời gian {side.word}",
        by=side.head,
        at=NOW,
    )
    Nudge.objects.create(
        assignment=order,
        way="phone",
        whom_words=f"Bà {side.word}",
        by=order.directive.following_clerk or side.head,
        at=LATER,
    )
    digest = Digest.objects.get_or_create(
        officer=side.officer,
        day=LATER.date(),
        defaults={"subject": side.word, "text": side.word, "message_id": side.word, "at": LATER},
    )[0]
    told = {"way": "portal", "reason": "overdue", "words": f"Quá hạn {side.word}", "digest": digest, "at": LATER}
    Nudge.objects.create(assignment=order, whom=side.officer, **told)
    return {"evidence": _kept(Evidence, side, report=report), "draft_evidence": _kept(DraftEvidence, side, draft=draft)}


def _own_papers(side: Side, cast: Cast) -> None:
    """What a superior gave to this commune alone, and a notice from before the portal that was sent to it alone."""
    item = ProposedItem(f"Việc cấp trên {side.word}", label="1", is_ours=True, leads=[side.unit])
    ruling = enter_ruling(
        cast, item, data=f"%PDF-1.7 {side.word}".encode(), number=f"{side.word}/TB-UBND", abstract=side.word
    )
    set_off(ruling, by=cast.clerk, at=NOW)
    meeting = make_meeting(cast, title=f"Họp từ trước {side.word}")
    Delegation.objects.filter(meeting=meeting).exclude(unit=side.unit).delete()
    _concluded(meeting, side)
    number = 60 + side.own["meeting"]
    earlier = make_earlier(cast, meeting, number=number, abstract=f"Cũ {side.word}", units=[side.unit], file=SCAN)
    side.own.update(
        ruling=ruling.pk,
        ruling_item=RulingItem.objects.get(ruling=ruling).pk,
        earlier=earlier.pk,
        standing=earlier.standings.first().pk,
    )


def _own_drafts(side: Side, cast: Cast) -> None:
    """What the Sở has in hand about the meeting of this commune."""
    meeting = Meeting.objects.get(pk=side.own["meeting"])
    paper, clerk = Paper.objects.get(pk=side.own["paper"]), cast.clerk
    minutes = begin_minutes(meeting, by=cast.officer("clerk"), at=NOW)
    statement = Statement.objects.create(minutes=minutes, speaker=side.head.full_name, text=f"Phát biểu {side.word}")
    typed = {"officer": clerk, "content": {"text": side.word}, "at": NOW}
    corrected = {"paper": paper, "owner": clerk, "name": f"{side.word}.docx", "created_at": NOW, "changed_at": NOW}
    side.own.update(
        statement=statement.pk,
        statement_draft=StatementDraft.objects.create(minutes=minutes, statement=statement, **typed).pk,
        outline_draft=EditDraft.objects.create(outline=paper.outline, **typed).pk,
        paper_draft=PaperEditDraft.objects.create(paper=paper, version=1, **typed).pk,
        comment=LineComment.objects.create(paper=paper, place="mở đầu", text=side.word, officer=clerk, at=NOW).pk,
        word=WordCorrection.objects.create(**corrected).pk,
        review=ImportReview.objects.create(owner=clerk, name=side.word, content={}, created_at=NOW, changed_at=NOW).pk,
    )


def _own_people(side: Side) -> None:
    """The head's deputy, and the address of the officer's calendar."""
    period = {"starts_on": LATER.date(), "ends_on": LATER.date() + timedelta(days=3), "named_at": NOW}
    lent = side.head.appointments.get()
    deputyship = Deputyship.objects.create(appointment=lent, deputy=side.officer, paper=f"GUQ {side.word}", **period)
    handover = Handover.objects.create(leaver=side.officer, words=f"Nghỉ việc {side.word}", by=side.head, at=NOW)
    item = {"handover": handover, "number": 1, "kind": "order", "object_id": side.own["assignment"]}
    HandoverItem.objects.create(title=f"Việc {side.word}", unit=side.unit, to=side.head, **item)
    side.own.update(
        handover=handover.pk,
        deputyship=deputyship.pk,
        unit=side.unit.pk,
        officer=side.officer.pk,
        code=code_of(renew_feed(side.officer, at=NOW)),
    )
