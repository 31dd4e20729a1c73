"""The papers about a meeting's day as drafts: the invitation, and the notice that it is postponed or cancelled."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import record
from districts.models import OfficeProfile, Officer
from meetings import access
from meetings.composing import office_on
from meetings.drafting import archive_line_of, called_in_a_sentence, capacity_of, proposed_signer, title_phrase
from meetings.enums import EXPECTED, ChangeKind, DeliveryMethod, PaperKind, PaperState
from meetings.models import Meeting, MeetingChange, MeetingEvent, Paper, Recipient
from meetings.papers.wording import day_words
from meetings.planning.invitation_words import COURTESY, NO_DAY, invitation_words, when_words

CALLED_OFF = frozenset({ChangeKind.POSTPONED, ChangeKind.CANCELLED})
INVITED = "Như thành phần mời"


def standing_invitation(meeting: Meeting) -> Paper | None:
    """The released invitation that no other has replaced; None where the portal has released none. One query."""
    released = meeting.papers.filter(kind=PaperKind.INVITATION, state=PaperState.RELEASED)
    return released.filter(release__replacement=None).select_related("release").order_by("-pk").first()


def draft_invitation(meeting: Meeting, *, by: Officer, at: datetime) -> Paper:
    """'Soạn giấy mời': an invitation written from the meeting's facts, in the place of the one that stands.

    Raises NotAllowed; DomainError where the meeting lacks its day or those invited; WrongState where it is not to come,
    or where an invitation is in work.
    """
    if not access.may_draft_invitation(by, meeting):
        raise NotAllowed("Chỉ chuyên viên được giao soạn thảo mới soạn giấy mời, và chỉ cho cuộc họp sắp diễn ra.")
    office = office_on(timezone.localdate(at))
    with transaction.atomic():
        held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
        refuse_second_invitation(held)
        if lacking := lacking_words(held, invited=held.delegations.exists()):
            raise DomainError(lacking)
        words = invitation_words(held, office, contact=by, today=timezone.localdate(at))
        before = standing_invitation(held)
        draft = Paper(
            kind=PaperKind.INVITATION,
            replaces=before,
            meeting_change=_untold_move(held, before),
            abstract=words.abstract,
            opening=words.opening,
            body=words.body,
            closing=COURTESY + (f"\n{replacing_words(before)}" if before else ""),
        )
        return _keep(draft, held, office, by=by, at=at)


def refuse_second_invitation(meeting: Meeting) -> None:
    """One invitation in work at a time; the caller holds the meeting's row. Raises WrongState."""
    if meeting.state not in EXPECTED:
        raise WrongState(f"Cuộc họp đang ở tình trạng “{meeting.get_state_display()}” nên không soạn giấy mời được.")
    if meeting.papers.filter(kind=PaperKind.INVITATION).in_work().exists():
        raise WrongState("Cuộc họp này đang có một giấy mời soạn dở. Hãy mở giấy mời đó để sửa tiếp.")


def lacking_words(meeting: Meeting, *, invited: bool) -> str:
    """What must be entered before an invitation can be written; '' where nothing lacks."""
    if meeting.held_on is None:
        return NO_DAY
    if not invited:
        return "Cuộc họp chưa có đơn vị nào được mời. Hãy thêm đơn vị ở phần “Thành phần” rồi soạn giấy mời."
    return ""


def replacing_words(before: Paper) -> str:
    return f"Giấy mời này thay thế Giấy mời số {before.release.full_number} {day_words(before.release.released_on)}."


def _untold_move(meeting: Meeting, before: Paper | None) -> MeetingChange | None:
    """The latest change, where it moved the meeting after the invitation that stands and no paper tells of it."""
    change = meeting.changes.filter(told_by=None).first()
    if change is None or before is None or change.pk != meeting.changes.values_list("pk", flat=True).first():
        return None
    return change if change.kind == ChangeKind.MOVED and change.at > before.release.released_at else None


def draft_calling_off(meeting: Meeting, *, by: Officer, at: datetime) -> Paper:
    """'Soạn thông báo hoãn họp', 'Soạn thông báo hủy họp': tells those invited of the latest change.

    Raises NotAllowed; WrongState where the meeting is not called off, or where a paper tells of it already.
    """
    if not access.may_draft_calling_off(by, meeting):
        raise NotAllowed("Chỉ chuyên viên soạn thông báo hoãn, hủy, và chỉ cho cuộc họp đã ghi là hoãn hoặc hủy.")
    office = office_on(timezone.localdate(at))
    with transaction.atomic():
        held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
        change = held.changes.first()
        if change is None or change.kind not in CALLED_OFF or held.state != change.kind:
            raise WrongState("Cuộc họp chưa được ghi là hoãn hoặc hủy. Hãy ghi việc hoãn, hủy kèm lý do trước.")
        if told := Paper.objects.filter(meeting_change=change).first():
            raise WrongState(f"Lần hoãn, hủy này đã có văn bản “{told}”. Hãy mở văn bản đó.")
        return _keep(_calling_off(held, change, office), held, office, by=by, at=at)


def _calling_off(meeting: Meeting, change: MeetingChange, office: OfficeProfile) -> Paper:
    phrase = called_in_a_sentence(title_phrase(meeting))
    verb = "Hoãn" if change.kind == ChangeKind.POSTPONED else "Hủy"
    before = standing_invitation(meeting)
    paper = before.release.full_number if before else meeting.invitation_paper
    invited = f" theo Giấy mời số {paper}" if paper else ""
    sent = before.release.released_on if before else meeting.invited_on
    if invited and sent:
        invited += f" {day_words(sent)}"
    when = f", dự kiến vào {when_words(meeting)}" if meeting.held_on else ""
    after = (
        "Thời gian họp lại sẽ được mời bằng giấy mời khác."
        if change.kind == ChangeKind.POSTPONED
        else "Các cơ quan, đơn vị không phải cử đại biểu dự họp."
    )
    return Paper(
        kind=PaperKind.CALLING_OFF,
        meeting_change=change,
        abstract=f"{verb} {phrase}"[:500],
        body=f"{office.name} thông báo {verb.lower()} {phrase}{when}{invited}.\n"
        f"Lý do: {change.reason.rstrip(' .')}.\n{after}",
        closing=f"{office.name} thông báo để các cơ quan, đơn vị biết.",
    )


def _keep(draft: Paper, meeting: Meeting, office: OfficeProfile, *, by: Officer, at: datetime) -> Paper:
    """Save it with signer, drafting division and recipients. Inside the caller's transaction."""
    signing, drafting = proposed_signer(meeting, at), by.capacity(Role.CLERK)
    draft.meeting = meeting
    draft.signer = signing.officer if signing else None
    draft.capacity = capacity_of(signing, office)
    draft.drafting_unit = drafting.unit if drafting else None
    draft.drafted_by = by
    draft.archive_line = archive_line_of(draft.drafting_unit)
    draft.save()
    lines = [
        Recipient(words=INVITED, everyone_invited=True),
        Recipient(words="Ban Giám đốc Sở", purpose="để báo cáo"),
    ]
    for position, line in enumerate(lines, start=1):
        line.paper, line.position, line.method = draft, position, DeliveryMethod.AXIS
    Recipient.objects.bulk_create(lines)
    record(MeetingEvent, [draft], verb="draft", by=by, acting=drafting, at=at, to_state=PaperState.DRAFT)
    return draft
