"""Correction by letter: a wrong form or procedure of an issued paper is put right by công văn, and changes no directive.

Wrong content is amended or replaced by a paper of the same kind (Điều 18, khoản 3, Nghị định 30/2020/NĐ-CP).
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from directives.following import named_release, named_with_subject, refuse_unreleased, start_following, typed_words
from districts.errors import DomainError
from districts.models import OfficeProfile, Officer
from districts.refusals import records_refusals
from meetings.addressing import TO_REPORT
from meetings.composing import office_on
from meetings.enums import PaperFault, PaperKind
from meetings.models import Paper, Recipient


@records_refusals
def start_correction(
    paper: Paper, *, by: Officer, at: datetime, fault: str, wrong: str, right: str, place: str = ""
) -> Paper:
    """A draft of the letter. ``fault``: a ``PaperFault``; ``wrong`` and ``right``: what stands there and what it should read;
    ``place``: where, in words, '' where the wrong words say it themselves.
    """
    refuse_unreleased(paper, by)
    if PaperKind(paper.kind).is_letter:
        raise DomainError("Công văn đính chính không đính chính được; hãy lập công văn đính chính mới cho văn bản gốc.")
    if fault not in PaperFault.values:
        raise DomainError("Hãy chọn loại sai sót. Sai về nội dung thì lập văn bản sửa đổi, bổ sung hoặc thay thế.")
    wrong = typed_words(wrong, "Hãy ghi chữ đang in sai trên văn bản.")
    right = typed_words(right, "Hãy ghi chữ đúng sau khi đính chính.")
    if wrong == right:
        raise DomainError("Chữ đúng trùng với chữ đang in. Hãy ghi lại chỗ cần đính chính.")
    office = office_on(timezone.localdate(at))
    named = named_release(paper)
    where = f"Tại {typed_words(place, '')}, đã ghi" if place.strip() else "Đã ghi"
    draft = Paper(
        kind=PaperKind.CORRECTION,
        corrects=paper,
        abstract=f"Đính chính {named}",
        opening=f"{office.name} đã ban hành {named_with_subject(paper)}.",
        body="\n".join(
            [
                f"Văn bản nêu trên có sai sót về {PaperFault(fault).label.lower()}. {office.name} đính chính như sau:",
                f"{where}: “{wrong}”.",
                f"Nay sửa lại là: “{right}”.",
                f"Các nội dung khác của {named} không thay đổi.",
            ]
        ),
        closing=_closing(office),
    )
    return start_following(draft, paper, "draft_correction", by=by, at=at, receive=_address_holders)


def _closing(office: OfficeProfile) -> str:
    return f"{office.name} thông báo để các cơ quan, đơn vị biết, thực hiện."


def _address_holders(paper: Paper, draft: Paper) -> None:
    """To all who hold the paper, whom the release reaches by its deliveries; those who got it to report stay below."""
    holders = f"Các cơ quan, đơn vị đã nhận {PaperKind(paper.kind).named} số {paper.release.full_number}"
    lines = [Recipient(words=holders, addressed=True)]
    lines += [
        Recipient(words=line.words, purpose=line.purpose, unit_id=line.unit_id, group_id=line.group_id)
        for line in paper.recipients.all()
        if line.purpose == TO_REPORT
    ]
    for position, line in enumerate(lines, start=1):
        line.paper, line.position = draft, position
    Recipient.objects.bulk_create(lines)
