"""Papers that follow a released one: how the draft of what replaces, recalls, amends or corrects it is begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Q
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.events import record
from districts.models import Officer
from meetings import access
from meetings.composing import office_on
from meetings.copying import copy_recipients
from meetings.drafting import archive_line_of, capacity_of, proposed_signer
from meetings.enums import PaperKind, PaperState
from meetings.models import MeetingEvent, Paper, PaperQuerySet, Recall, Release, Replacement
from meetings.papers.record import secret_text


def named_release(paper: Paper) -> str:
    """'Thông báo số 01/TB-SKHCN ngày 09/04/2026'."""
    issued = paper.release
    return f"{PaperKind(paper.kind).named} số {issued.full_number} ngày {issued.released_on:%d/%m/%Y}"


def about(paper: Paper) -> str:
    """The abstract as it goes on in a sentence: 'kết luận của …'."""
    return f"{paper.abstract[:1].lower()}{paper.abstract[1:]}"


def named_with_subject(paper: Paper) -> str:
    """'Thông báo số 01/TB-SKHCN ngày 09/04/2026 về kết luận của …'; minutes are of a meeting, and not about one."""
    return f"{named_release(paper)} {'' if paper.kind == PaperKind.MINUTES else 'về '}{about(paper)}"


def refuse_unreleased(paper: Paper, by: Officer) -> None:
    """Raise NotAllowed unless the officer may begin what follows the paper, and it is released."""
    if not access.may_withdraw_paper(by, paper):
        raise NotAllowed(
            "Chỉ chuyên viên lập văn bản thay thế, thu hồi, sửa đổi hoặc đính chính, và chỉ cho văn bản đã phát hành."
        )


def typed_words(text: str, missing: str) -> str:
    """What a clerk typed, on one line. Raises DomainError with ``missing`` for nothing, and for a mark of secrecy."""
    words = " ".join(text.split())
    if not words:
        raise DomainError(missing)
    if refusal := secret_text(words):
        raise DomainError(refusal)
    return words


def start_following(
    draft: Paper,
    paper: Paper,
    verb: str,
    *,
    by: Officer,
    at: datetime,
    fill: Callable[[Paper], None] = lambda draft: None,
    receive: Callable[[Paper, Paper], None] = copy_recipients,
) -> Paper:
    """Save the draft of what follows the released paper: same signer, same drafting division.

    ``fill`` gives it its conclusions before it is saved, ``receive`` its recipients after: those of the paper.
    """
    with transaction.atomic():
        _refuse_second(paper, draft)
        return begin_draft(draft, paper, verb, by=by, at=at, fill=fill, receive=receive)


def begin_draft(
    draft: Paper,
    paper: Paper,
    verb: str,
    *,
    by: Officer,
    at: datetime,
    fill: Callable[[Paper], None],
    receive: Callable[[Paper, Paper], None] = copy_recipients,
) -> Paper:
    """`start_following` without asking how the released paper stands. Call inside a transaction."""
    fill(draft)
    for name in ("meeting", "capacity", "signer", "drafting_unit", "archive_line"):
        setattr(draft, name, getattr(paper, name))
    if paper.kind == PaperKind.MINUTES:
        _sign_as_kind(draft, at)
    draft.task_annex = bool(draft.outline and paper.task_annex)
    draft.carried_annex = draft.kind == PaperKind.NOTICE and paper.carried_annex
    draft.drafted_by = by
    draft.save()
    receive(paper, draft)
    acting = by.capacity(Role.CLERK)
    record(MeetingEvent, [draft], verb=verb, by=by, acting=acting, at=at, to_state=PaperState.DRAFT)
    return draft


def _sign_as_kind(draft: Paper, at: datetime) -> None:
    """Minutes are signed by who chaired, whoever that is: what tells of them by somebody who signs papers; other minutes by
    whom the secretary's confirmation passes them to.
    """
    if draft.kind == PaperKind.MINUTES:
        draft.signer = None
        return
    signing = proposed_signer(draft.meeting, at) if draft.meeting else None
    draft.signer = signing.officer if signing else None
    draft.capacity = capacity_of(signing, office_on(timezone.localdate(at)))
    draft.archive_line = archive_line_of(draft.drafting_unit)


def _refuse_second(paper: Paper, draft: Paper) -> None:
    """One draft at a time that changes the content, and one correction, which changes none.

    The paper's row is locked, so that of two clicks the second finds the draft of the first. Without its key: an
    invitation in its place, which is drafted under the meeting's lock, may refer to it meanwhile and waits for nothing here.
    """
    Paper.objects.select_for_update(no_key=True).get(pk=paper.pk)
    refuse_fallen(paper.release)
    if waiting := in_work_after(paper).filter(corrects__isnull=draft.corrects is None).first():
        raise WrongState(f"Đã có văn bản đang soạn cho việc này: “{waiting}”. Hãy mở văn bản đó để làm tiếp.")


def in_work_after(paper: Paper | OuterRef) -> PaperQuerySet:
    """What is being drafted to replace, recall, amend or correct it."""
    of_it = Q(replaces=paper) | Q(recalls=paper) | Q(amends=paper) | Q(corrects=paper)
    return Paper.objects.filter(of_it).exclude(state=PaperState.RELEASED)


def refuse_fallen(release: Release) -> None:
    """Raise WrongState where the release was replaced or recalled already: only one paper may do that."""
    if replacement := Replacement.objects.filter(old=release).first():
        raise WrongState(f"Văn bản {release} đã được thay thế bằng {replacement.new}.")
    if recall := Recall.objects.filter(release=release).first():
        raise WrongState(f"Văn bản {release} đã bị thu hồi theo {recall.by_release}.")
