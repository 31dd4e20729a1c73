"""Papers on their way from draft to release."""

from __future__ import annotations

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from districts.enums import Role
from districts.errors import DomainError, Frozen, NotAllowed, WrongState
from districts.events import Chained, record
from districts.folding import Folded
from districts.models import Appointment, OfficeProfile, Officer, Unit
from districts.refusals import records_refusals
from districts.versions import Versioned
from meetings import access
from meetings.enums import (
    BEFORE_SIGNATURE,
    OF_CONCLUSIONS,
    Circulation,
    PaperKind,
    PaperState,
    SigningCapacity,
    Urgency,
)
from meetings.models.conclusions import FROZEN, Outline
from meetings.models.day_checks import undated_words
from meetings.models.edits import saving_on_record
from meetings.models.history import MeetingEvent
from meetings.models.kept_minutes import kept_minutes_words
from meetings.models.meetings import Meeting
from meetings.models.planning import MeetingChange
from meetings.models.secrecy import refuse_secrecy

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

UNSENT = "Dự thảo chưa được gửi kiểm tra. Chuyên viên soạn thảo bấm “Gửi kiểm tra” trước, rồi người kiểm tra mới làm bước của mình."
FOLLOWING = ("replaces", "recalls", "amends", "corrects")
"""By which of these a paper names the released one that it follows; never by two."""


class PaperQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> PaperQuerySet:
        """Staff of the Sở: every paper but those discarded, which have a list of their own. Observers: every released one.
        A unit: the released ones sent to it."""
        if officer.works_at_office:
            return self.exclude(state=PaperState.DISCARDED)
        seen = Q(pk__in=())
        if officer.has_role("observer"):
            seen |= Q(release__isnull=False)
        if officer.unit_ids:
            seen |= Q(release__deliveries__unit__in=officer.unit_ids)
        # in a question of its own: PostgreSQL plans a DISTINCT over all that a page joins for seconds
        return self.filter(pk__in=self.model.objects.filter(seen).values("pk"))

    def released(self) -> PaperQuerySet:
        return self.filter(state=PaperState.RELEASED)

    def in_work(self) -> PaperQuerySet:
        return self.exclude(state__in=(PaperState.RELEASED, PaperState.DISCARDED))

    def of_conclusions(self) -> PaperQuerySet:
        """What tells of a meeting's conclusions, and of what became of that notice; not what recalls its minutes."""
        return self.filter(kind__in=OF_CONCLUSIONS).exclude(recalls__kind=PaperKind.MINUTES)


def _paper_followed(words: str, related_name: str) -> models.ForeignKey[Paper | Combinable | None, Paper | None]:
    """An issued paper of which this one says what becomes; of the four a paper has one at most."""
    return models.ForeignKey(
        "self", models.RESTRICT, verbose_name=words, null=True, blank=True, related_name=related_name
    )


# kind: the columns that a paper of it has, the constraint's name, what the user reads
_NEEDED = (
    (
        PaperKind.NOTICE,
        ("outline", "meeting"),
        "notice_has_conclusions",
        "Thông báo kết luận phải gắn với cuộc họp và bản kết luận của cuộc họp đó.",
    ),
    (PaperKind.RECALL, ("recalls",), "recall_names_a_paper", "Thông báo thu hồi phải nêu văn bản bị thu hồi."),
    (
        PaperKind.AMENDMENT,
        ("amends", "outline"),
        "amendment_names_a_paper",
        "Thông báo sửa đổi, bổ sung phải nêu thông báo được sửa đổi và các nội dung sửa đổi.",
    ),
    (
        PaperKind.CORRECTION,
        ("corrects",),
        "correction_names_a_paper",
        "Công văn đính chính phải nêu văn bản được đính chính.",
    ),
    (PaperKind.INVITATION, ("meeting",), "invitation_names_a_meeting", "Giấy mời phải gắn với cuộc họp."),
    (PaperKind.MINUTES, ("meeting",), "minutes_name_a_meeting", "Biên bản phải gắn với cuộc họp."),
    (
        PaperKind.CALLING_OFF,
        ("meeting", "meeting_change"),
        "calling_off_names_a_change",
        "Thông báo hoãn, hủy phải nêu lần hoãn hoặc hủy của cuộc họp.",
    ),
)


def _kind_needs(kind: PaperKind, columns: tuple[str, ...], name: str, message: str) -> models.CheckConstraint:
    given = Q(**{f"{column}__isnull": False for column in columns}) | Q(state=PaperState.DISCARDED)
    return models.CheckConstraint(condition=~Q(kind=kind) | given, name=name, violation_error_message=message)


class Paper(Versioned, Folded, Chained):
    """A paper of one of the kinds of `PaperKind`; some follow a released one (``FOLLOWING``). Edited in the draft alone.

    ``meeting_change``: the move, postponement or cancellation of the meeting that the paper tells of.
    """

    folded_fields = ("abstract",)

    kind = models.CharField("loại", max_length=20, choices=PaperKind.choices, default=PaperKind.NOTICE)
    meeting = models.ForeignKey(
        Meeting, models.RESTRICT, verbose_name="cuộc họp", null=True, blank=True, related_name="papers"
    )
    outline = models.ForeignKey(
        Outline, models.RESTRICT, verbose_name="bản kết luận", null=True, blank=True, related_name="papers"
    )
    abstract = models.CharField("trích yếu", max_length=500, help_text="Không ghi chữ “Về việc”; ví dụ: Kết luận của …")
    opening = models.TextField("phần mở đầu", blank=True)
    body = models.TextField("nội dung (văn bản không có bản kết luận)", blank=True)
    closing = models.TextField("câu kết", blank=True)
    capacity = models.CharField(
        "quyền hạn ký", max_length=20, choices=SigningCapacity.choices, default=SigningCapacity.HEAD
    )
    signer = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người ký", null=True, blank=True, related_name="papers_to_sign"
    )
    drafting_unit = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="đơn vị soạn thảo", null=True, blank=True, related_name="drafted_papers"
    )
    drafted_by = models.ForeignKey(
        Officer,
        models.RESTRICT,
        verbose_name="người soạn thảo",
        null=True,
        editable=False,
        related_name="drafted_papers",
    )
    archive_line = models.CharField("lưu", max_length=120, blank=True, help_text="Ví dụ: VT, QLCS.")
    urgency = models.CharField("mức độ khẩn", max_length=20, choices=Urgency.choices, blank=True, default=Urgency.NONE)
    circulation = models.CharField(
        "phạm vi lưu hành", max_length=20, choices=Circulation.choices, blank=True, default=Circulation.NONE
    )
    task_annex = models.BooleanField("kèm phụ lục Bảng phân công nhiệm vụ", default=False)
    carried_annex = models.BooleanField("kèm phụ lục Tình hình thực hiện kết luận kỳ trước", default=False)
    replaces = _paper_followed("thay thế văn bản", "drafted_replacements")
    recalls = _paper_followed("thu hồi văn bản", "drafted_recalls")
    amends = _paper_followed("sửa đổi, bổ sung văn bản", "drafted_amendments")
    corrects = _paper_followed("đính chính văn bản", "drafted_corrections")
    meeting_change = models.OneToOneField(
        MeetingChange, models.RESTRICT, verbose_name="lần đổi lịch", null=True, blank=True, related_name="told_by"
    )
    state = models.CharField(
        "tình trạng", max_length=20, choices=PaperState.choices, default=PaperState.DRAFT, editable=False
    )
    returned_note = models.TextField("ý kiến trả lại gần nhất", blank=True, editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-id"]
        constraints = [
            *(_kind_needs(*needed) for needed in _NEEDED),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(kind=PaperKind.INVITATION) & ~Q(state=PaperState.RELEASED),
                name="one_invitation_in_work",
                violation_error_message="Cuộc họp này đang có một giấy mời soạn dở.",
            ),
            models.CheckConstraint(
                condition=~Q(abstract=""),
                name="paper_has_abstract",
                violation_error_message="Văn bản phải có trích yếu.",
            ),
            models.CheckConstraint(
                condition=reduce(
                    or_,
                    (Q(**{f"{name}__isnull": True for name in FOLLOWING if name != kept}) for kept in FOLLOWING),
                ),
                name="paper_follows_one_way",
                violation_error_message="Một văn bản chỉ thay thế, thu hồi, sửa đổi hoặc đính chính, không làm hai việc.",
            ),
            models.UniqueConstraint(
                fields=["outline"],
                name="outline_in_one_paper",
                violation_error_message="Bản kết luận này đã có văn bản.",
            ),
        ]

    def __str__(self) -> str:
        return self.abstract

    def save(self, *args, **kwargs):
        """Edits only: transitions go through ``move``. Raises Frozen outside the draft."""
        if not self.pk:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            held = self._held_draft()
            if held is None or self.state != PaperState.DRAFT:
                raise Frozen(FROZEN)
            with saving_on_record([held] if held.is_relied_on else [], self):
                super().save(*args, **kwargs)
            self.event_count, self.event_head = held.event_count, held.event_head

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            if self.outline:
                self.outline.hold()
            held = self._held_draft()
            if held is None or held.is_relied_on:
                raise Frozen(
                    "Văn bản đã qua các bước kiểm tra, trình ký nên không xóa được; chỉ trả về dự thảo hoặc thu hồi."
                )
            if words := kept_minutes_words(self):
                raise Frozen(words)
            return self.take_away(*args, **kwargs)

    def take_away(self, *args, **kwargs):
        """The rows of the draft, whoever has relied on it: for ``discarding``, which holds it and has put on record what
        others said of it."""
        gone = super().delete(*args, **kwargs)
        self.drop_copy(self.outline)
        return gone

    def drop_copy(self, outline: Outline | None) -> None:
        """The conclusions that were copied for this draft alone."""
        if outline and outline.edition > 1 and not outline.papers.exists():
            outline.delete()

    def _held_draft(self) -> Paper | None:
        """The row as stored, locked until the transaction ends; None once it has left the draft."""
        return Paper.objects.select_for_update(no_key=True).filter(pk=self.pk, state=PaperState.DRAFT).first()

    @property
    def follows(self) -> Paper | None:
        """The released paper that this one replaces, recalls, amends or corrects."""
        found: Paper | None = self.replaces or self.recalls or self.amends or self.corrects
        return found

    @property
    def is_relied_on(self) -> bool:
        """Somebody has checked it: from then on the draft is not deleted, and its edits are recorded."""
        return self.event_count > 1  # the first one: that it was drafted

    def clean(self):
        super().clean()
        refuse_secrecy(self, "abstract", "opening", "body", "closing")

    def step_after(self, profile: OfficeProfile) -> PaperState | None:
        """The next state on the way to the signature, by the office's settings; minutes pass no check. None once submitted.

        A draft is sent for the first of the checks that there are; a check that is turned off meanwhile is passed over.
        """
        passes = self.kind != PaperKind.MINUTES
        checks = [PaperState.CHECKED] if passes and profile.content_check else []
        checks += [PaperState.FORM_CHECKED] if passes and profile.form_check else []
        way = [*([PaperState.SENT] if checks else []), *checks, PaperState.SUBMITTED]
        life = list(PaperState)
        return next((each for each in way if life.index(each) > life.index(PaperState(self.state))), None)

    @records_refusals
    def send_for_check(self, *, by: Officer, at: datetime) -> None:
        """'Gửi kiểm tra': from now on nobody edits the draft, until it is checked, sent back or taken back."""
        self._allow(access.may_send_for_check(by, self), "gửi kiểm tra")
        self._advance(PaperState.SENT, "send_for_check", by=by, acting=by.capacity(Role.CLERK), at=at)

    @records_refusals
    def take_back(self, *, by: Officer, at: datetime) -> None:
        """'Rút về sửa': back to the draft while nobody has checked it; what an earlier checker said of it is settled."""
        if not access.may_take_back(by, self):
            raise NotAllowed(
                "Chỉ chuyên viên soạn thảo rút được văn bản đã gửi kiểm tra. Hãy đề nghị người soạn thảo rút về, "
                "hoặc người kiểm tra trả lại."
            )
        if self.state != PaperState.SENT:
            raise WrongState(
                f"Văn bản đang ở bước “{self.get_state_display()}” nên không rút về được; chỉ rút được khi đã gửi kiểm tra "
                "mà chưa ai kiểm tra. Nếu cần sửa, hãy đề nghị người đang xử lý trả lại."
            )
        acting = by.capacity(Role.CLERK)
        self.move(PaperState.DRAFT, "take_back", by=by, acting=acting, at=at, returned_note="")

    @records_refusals
    def check_content(self, *, by: Officer, at: datetime) -> None:
        """'Kiểm tra' (ký nháy nội dung): the head of the drafting division. Điều 12, Nghị định 30/2020/NĐ-CP."""
        self._allow(access.may_check_content(by, self), "kiểm tra nội dung")
        self._advance(PaperState.CHECKED, "check_content", by=by, acting=access.checking_as(by, self), at=at)

    @records_refusals
    def check_form(self, *, by: Officer, at: datetime) -> None:
        """Checks form and technique: the head of the office. Điều 12, Nghị định 30/2020/NĐ-CP."""
        self._allow(access.may_check_form(by, self), "kiểm tra thể thức")
        self._advance(PaperState.FORM_CHECKED, "check_form", by=by, acting=by.capacity(Role.OFFICE_HEAD), at=at)

    @records_refusals
    def submit(self, *, by: Officer, at: datetime) -> None:
        """'Trình ký', once the checks that the office asks for are passed."""
        self._allow(access.may_submit(by, self), "trình ký")
        if self.signer_id is None:
            raise DomainError("Chưa chọn người ký. Hãy chọn người ký trong dự thảo rồi trình lại.")
        self._advance(PaperState.SUBMITTED, "submit", by=by, acting=by.capacity(*access.SUBMITTING_ROLES), at=at)

    @records_refusals
    def send_back(self, *, by: Officer, at: datetime, note: str) -> None:
        """Back to the draft with a comment, from any state before the signature."""
        self._allow(access.may_send_back(by, self), "trả lại văn bản này")
        if not note.strip():
            raise DomainError("Hãy ghi ý kiến trả lại để người soạn thảo biết cần sửa gì.")
        if self.state not in BEFORE_SIGNATURE:
            raise WrongState(f"Văn bản đang ở bước “{self.get_state_display()}” nên không trả lại được.")
        acting = access.sending_back_as(by, self)
        self.move(PaperState.DRAFT, "send_back", by=by, acting=acting, at=at, note=note, returned_note=note)

    def _allow(self, allowed: bool, act: str) -> None:
        if not allowed:
            raise NotAllowed(
                f"Chức vụ hiện tại không có quyền {act}. Việc này dành cho người được phân công theo quy trình."
            )

    @property
    def held_on(self) -> date | None:
        """The day of its meeting, where it has one and the day is known."""
        return self.meeting.held_on if self.meeting else None

    def undated_words(self) -> str:
        return undated_words(self)

    def refuse_undated(self) -> None:
        """Raise DomainError where the paper lacks the day of its meeting, or tells another than the meeting has."""
        if words := self.undated_words():
            raise DomainError(words)

    def _advance(self, target: PaperState, verb: str, *, by: Officer, acting: Appointment | None, at: datetime) -> None:
        profile = OfficeProfile.objects.in_force(timezone.localdate(at))
        expected = self.step_after(profile)
        if self.state == PaperState.DRAFT and expected == PaperState.SENT != target:
            raise WrongState(UNSENT)
        if expected != target:
            after = expected.label if expected else "không còn bước kiểm tra nào"
            raise WrongState(
                f"Văn bản đang ở bước “{self.get_state_display()}”; bước tiếp theo là “{after}”, không phải “{target.label}”."
            )
        self.refuse_undated()
        self.move(target, verb, by=by, acting=acting, at=at)

    def move(
        self,
        target: PaperState,
        verb: str,
        *,
        by: Officer | None,
        acting: Appointment | None,
        at: datetime,
        note: str = "",
        **values,
    ) -> None:
        """Compare and set: from the state this instance knows, with the event, in one transaction.

        ``acting`` is the appointment under which ``by`` acts.
        """
        before = self.state
        with transaction.atomic():
            if before == PaperState.DRAFT and self.outline:
                self.outline.hold()  # an edit that is on its way comes first, and is seen by what follows
            row = type(self).objects.filter(pk=self.pk, state=before, version=self.version)
            if not row.update(state=target, version=F("version") + 1, **values):
                raise WrongState("Người khác vừa xử lý hoặc sửa văn bản này. Hãy tải lại trang để xem tình trạng mới.")
            self.refresh_from_db(fields=["event_count", "event_head", "version"])
            record(
                MeetingEvent,
                [self],
                verb=verb,
                by=by,
                acting=acting,
                at=at,
                from_state=before,
                to_state=target,
                note=note,
            )
        self.state = target
        for name, value in values.items():
            setattr(self, name, value)
