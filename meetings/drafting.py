"""A first draft of a paper, proposed from the meeting; the clerk corrects it before it goes on."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed
from districts.events import record
from districts.folding import fold
from districts.models import Appointment, OfficeProfile, Officer, Unit
from meetings import access
from meetings.addressing import propose_recipients
from meetings.composing import abbreviation_of, office_on
from meetings.dating import day_words
from meetings.enums import PaperKind, PaperState, SigningCapacity
from meetings.models import Attendee, Meeting, MeetingEvent, Outline, Paper, Recipient
from meetings.wording import sentence_case

LEAD_IN = "Sau khi nghe báo cáo và ý kiến của các đại biểu, người chủ trì kết luận như sau:"


def first_outline(meeting: Meeting) -> Outline:
    """The outline in which the meeting's conclusions are written, made at the first asking."""
    return Outline.objects.get_or_create(meeting=meeting, edition=1)[0]


def draft_notice(meeting: Meeting, *, by: Officer | None, at: datetime) -> Paper:
    """The meeting's notice as a draft: abstract, opening, closing, signer and recipients proposed.

    ``by`` is None only on the command line of the server.
    """
    if by is not None and not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên được giao soạn thảo mới lập dự thảo thông báo.")
    outline = first_outline(meeting)
    if not outline.conclusions.exists():
        raise DomainError("Cuộc họp chưa có nội dung kết luận. Hãy nhập kết luận rồi lập dự thảo thông báo.")
    office = office_on(timezone.localdate(at))
    signing = proposed_signer(meeting, at)
    drafting = by.capacity(Role.CLERK) if by else None
    with transaction.atomic():
        _refuse_second_draft(outline)
        paper = Paper.objects.create(
            kind=PaperKind.NOTICE,
            meeting=meeting,
            outline=outline,
            abstract=abstract_of(meeting),
            opening=opening_of(meeting, office, outline),
            closing=closing_of(meeting, office),
            signer=signing.officer if signing else None,
            capacity=capacity_of(signing, office),
            drafting_unit=drafting.unit if drafting else None,
            drafted_by=by,
            archive_line=archive_line_of(drafting.unit if drafting else None),
        )
        Recipient.objects.bulk_create(propose_recipients(paper, office))
        record(MeetingEvent, [paper], verb="draft", by=by, acting=drafting, at=at, to_state=PaperState.DRAFT)
    return paper


def _refuse_second_draft(outline: Outline) -> None:
    """The outline's row is locked, so that of two clicks the second finds the draft of the first."""
    Outline.objects.select_for_update().get(pk=outline.pk)
    if outline.was_issued_earlier:
        raise DomainError(
            "Kết luận của cuộc họp này đã ban hành trước khi có cổng, nên không lập dự thảo thông báo nữa."
        )
    if standing := outline.papers.first():
        raise DomainError(f"Cuộc họp này đã có dự thảo “{standing}”. Hãy mở dự thảo đó để sửa tiếp.")


def proposed_signer(meeting: Meeting | None, at: datetime) -> Appointment | None:
    """The leader who chaired, if they are of this office; else its head, else any leader. None: a paper of no meeting."""
    leaders = list(
        Appointment.objects.in_force(timezone.localdate(at))
        .filter(role=Role.LEADER, officer__is_active=True)
        .select_related("officer")
    )
    chair = fold(meeting.chair.name) if meeting and meeting.chair else ""
    leaders.sort(key=lambda a: (fold(a.officer.full_name) != chair, fold(a.position).startswith("pho"), a.pk))
    return leaders[0] if leaders else None


def capacity_of(signing: Appointment | None, office: OfficeProfile) -> SigningCapacity:
    """A deputy signs for the head (KT.); the head of the office by order (TL.). Điều 13, Nghị định 30/2020/NĐ-CP."""
    if signing is None or fold(signing.position) == fold(office.head_position):
        return SigningCapacity.HEAD
    if fold(signing.position).startswith("quyen "):
        return SigningCapacity.ACTING
    return SigningCapacity.DEPUTY_FOR if signing.role == Role.LEADER else SigningCapacity.BY_ORDER


def _chair_words(chair: Attendee) -> str:
    """'đồng chí Nguyễn Văn A, Phó Giám đốc Sở'."""
    honorific = chair.honorific.lower() if chair.honorific else "đồng chí"
    return f"{honorific} {chair.name}" + (f", {chair.post}" if chair.post else "")


def title_phrase(meeting: Meeting) -> str:
    """The meeting's title as a phrase; minutes are of a meeting, and not what it was called."""
    names = [delegation.unit.name for delegation in meeting.invited() if delegation.unit]
    title = re.sub(r"^biên bản\s+(?:cuộc\s+)?", "", meeting.title, flags=re.IGNORECASE) or meeting.title
    return sentence_case(title[:1].upper() + title[1:], names)


def called_in_a_sentence(title: str) -> str:
    """'Hội nghị giao ban quý I' -> 'hội nghị giao ban quý I', 'Giao ban quý I' -> 'cuộc họp giao ban quý I'."""
    phrase = f"{title[:1].lower()}{title[1:]}" if title[:2].istitle() else title
    return f"cuộc họp {phrase}" if fold(phrase).startswith("giao ban") else phrase


def abstract_of(meeting: Meeting) -> str:
    """The abstract names who concluded: 'Kết luận của … tại …' (Phụ lục I, Nghị định 30/2020/NĐ-CP)."""
    title = title_phrase(meeting)
    if fold(title).startswith("ket luan"):
        return title
    phrase = called_in_a_sentence(title)
    if meeting.chair is None:
        return f"Kết luận tại {phrase}"[:500]
    words = _chair_words(meeting.chair)
    return f"Kết luận của {words} tại {phrase}"[:500]


def opening_of(meeting: Meeting, office: OfficeProfile, outline: Outline) -> str:
    """When, where, who chaired; then the sentence that leads to the conclusions, unless they bring one themselves."""
    when = f"Ngày {day_words(meeting.held_on)}"
    where = f", tại {meeting.place}" if meeting.place else ""
    title = re.sub(r"^kết luận(?: tại)? ", "", title_phrase(meeting), flags=re.IGNORECASE)
    named = "cuộc họp" if fold(title).startswith("cua ") else f"{title[:1].lower()}{title[1:]}"
    first = f"{when}{where}, {office.name} tổ chức {named}."
    if meeting.chair:
        first += f" {_capitalised(_chair_words(meeting.chair))} chủ trì."
    return first if _leads_in(outline) else f"{first}\n{LEAD_IN}"


def _leads_in(outline: Outline) -> bool:
    """Whether the conclusions begin with a sentence of their own such as '… kết luận như sau:'."""
    beginnings = outline.conclusions.order_by("position", "id").values_list("text", flat=True)[:3]
    return any("ket luan" in fold(text) and text.rstrip().endswith(":") for text in beginnings)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def closing_of(meeting: Meeting, office: OfficeProfile) -> str:
    """The closing sentence says whom the agency informs and asks to carry out; the clerk may edit it."""
    return f"{office.name} thông báo để các cơ quan, đơn vị, địa phương biết và tổ chức thực hiện."


def archive_line_of(drafting: Unit | None) -> str:
    """'VT, QLCS': the records office, then the drafting unit's abbreviation where its name has one."""
    abbreviation = abbreviation_of(drafting)
    return f"VT, {abbreviation}" if abbreviation else "VT"
