"""Proposals of units (kiến nghị), the division of the Sở that must answer each, and what was answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from districts.append_only import AppendOnly
from districts.events import Chained
from districts.folding import Folded
from districts.models import Officer, Unit
from districts.versions import Versioned
from meetings.enums import DUE_AT_THE_OFFICE, UNANSWERED, AnswerKind, ProposalOrigin, ProposalState
from meetings.models.conclusions import Conclusion
from meetings.models.days import sensible_day
from meetings.models.meetings import Meeting
from meetings.models.secrecy import refuse_secrecy
from meetings.models.told import notice_is_issued


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> ProposalQuerySet:
        """The Sở's own staff see all that was sent; a unit its own and those that it must answer; an observer those of
        meetings whose notice is issued. A draft is its unit's alone."""
        seen = Q(unit__in=officer.unit_ids)
        sent = ~Q(state=ProposalState.DRAFT)
        if officer.works_at_office:
            return self.filter(seen | sent)
        seen |= sent & Q(division__in=officer.unit_ids)
        if officer.has_role("observer"):
            seen |= sent & Q(notice_is_issued())
        return self.filter(seen)

    def sent(self) -> ProposalQuerySet:
        return self.exclude(state=ProposalState.DRAFT)

    def unanswered(self) -> ProposalQuerySet:
        return self.filter(state__in=UNANSWERED)

    def due_at_the_office(self) -> ProposalQuerySet:
        return self.filter(state__in=DUE_AT_THE_OFFICE)


class Proposal(Versioned, Folded, Chained):
    """``words`` name who proposed where the unit is not in the directory. ``division`` must answer by ``due_on``.

    ``conclusion`` is the item of the conclusions into which it was taken.
    """

    folded_fields = ("text", "field")

    meeting = models.ForeignKey(Meeting, models.RESTRICT, verbose_name="cuộc họp", related_name="proposals")
    unit = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="đơn vị kiến nghị", null=True, blank=True, related_name="proposals"
    )
    words = models.CharField("đơn vị kiến nghị (theo văn bản)", max_length=255, blank=True)
    text = models.TextField("nội dung kiến nghị")
    field = models.CharField("lĩnh vực", max_length=120, blank=True)
    origin = models.CharField(
        "nguồn", max_length=20, choices=ProposalOrigin.choices, default=ProposalOrigin.FILED, editable=False
    )
    state = models.CharField(
        "tình trạng", max_length=20, choices=ProposalState.choices, default=ProposalState.DRAFT, editable=False
    )
    division = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="đơn vị trả lời", null=True, blank=True, related_name="+"
    )
    due_on = models.DateField("trả lời chậm nhất ngày", null=True, blank=True, validators=[sensible_day])
    conclusion = models.ForeignKey(
        Conclusion, models.SET_NULL, verbose_name="mục kết luận", null=True, editable=False, related_name="proposals"
    )
    sent_on = models.DateField("ngày gửi", null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người nhập", editable=False, related_name="+"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="proposal_has_text",
                violation_error_message="Hãy ghi nội dung kiến nghị.",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(words=""),
                name="proposal_is_somebody_s",
                violation_error_message="Hãy chọn đơn vị kiến nghị hoặc ghi tên theo văn bản.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DUE_AT_THE_OFFICE) | Q(division__isnull=False, due_on__isnull=False),
                name="received_proposal_has_a_division_and_a_day",
                violation_error_message="Kiến nghị đã tiếp nhận thì phải có đơn vị trả lời và thời hạn.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def proposer(self) -> str:
        return str(self.unit) if self.unit_id else self.words

    def clean(self) -> None:
        super().clean()
        refuse_secrecy(self, "text", "field", "words")


class ProposalAnswer(AppendOnly):
    """What a division of the Sở answered. A later answer adds to the earlier ones, which stay."""

    proposal = models.ForeignKey(Proposal, models.RESTRICT, verbose_name="kiến nghị", related_name="answers")
    kind = models.CharField("mức trả lời", max_length=20, choices=AnswerKind.choices, default=AnswerKind.ANSWERED)
    text = models.TextField("nội dung trả lời")
    paper_number = models.CharField("số, ký hiệu văn bản trả lời", max_length=120, blank=True)
    paper_day = models.DateField("ngày văn bản", null=True, blank=True, validators=[sensible_day])
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    division = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị trả lời", related_name="+")
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người trả lời", related_name="+")
    at = models.DateTimeField("trả lời lúc")

    class Meta:
        verbose_name = "trả lời kiến nghị"
        verbose_name_plural = "trả lời kiến nghị"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="answer_has_text",
                violation_error_message="Hãy ghi nội dung trả lời.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    def clean(self) -> None:
        super().clean()
        refuse_secrecy(self, "text", "paper_number")
