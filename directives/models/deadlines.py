"""How a deadline moves: what a unit asked, and each decision. Rows are never changed; the original deadline never moves."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from directives.enums import DecisionKind
from directives.models.tasks import Assignment
from districts.append_only import AppendOnly
from districts.models import Officer
from meetings.models.days import sensible_day


class ExtensionRequest(AppendOnly):
    """A unit asks for a later day. ``due_on``: the deadline as it stood; ``is_late``: asked after that had passed."""

    assignment = models.ForeignKey(
        Assignment, models.RESTRICT, verbose_name="nhiệm vụ của đơn vị", related_name="extension_requests"
    )
    due_on = models.DateField("hạn khi đề nghị")
    wanted_on = models.DateField("hạn đề nghị", validators=[sensible_day])
    reason = models.TextField("lý do")
    is_late = models.BooleanField("đề nghị sau khi đã hết hạn", default=False)
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người đề nghị", related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đề nghị điều chỉnh thời hạn"
        verbose_name_plural = "đề nghị điều chỉnh thời hạn"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wanted_on__gt=F("due_on")),
                name="extension_asks_for_a_later_day",
                violation_error_message="Ngày đề nghị phải sau thời hạn hiện tại.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="extension_says_why",
                violation_error_message="Hãy ghi lý do đề nghị điều chỉnh thời hạn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: đến {self.wanted_on:%d/%m/%Y}"


class DeadlineDecision(AppendOnly):
    """The only way a current deadline moves. A refusal keeps it: ``new_due_on`` is then ``old_due_on``.

    ``paper``: number and day of the paper that moved it, which a superior's task needs.
    """

    assignment = models.ForeignKey(
        Assignment, models.RESTRICT, verbose_name="nhiệm vụ của đơn vị", related_name="deadline_decisions"
    )
    request = models.OneToOneField(
        ExtensionRequest, models.RESTRICT, verbose_name="đề nghị", null=True, blank=True, related_name="decision"
    )
    kind = models.CharField("căn cứ", max_length=20, choices=DecisionKind.choices)
    old_due_on = models.DateField("hạn trước", null=True, blank=True)
    new_due_on = models.DateField("hạn sau", null=True, blank=True, validators=[sensible_day])
    reason = models.TextField("lý do, ý kiến", blank=True)
    paper = models.CharField("số, ngày văn bản", max_length=255, blank=True)
    by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người quyết định", related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "quyết định về thời hạn"
        verbose_name_plural = "quyết định về thời hạn"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=DecisionKind.REFUSAL) | Q(new_due_on=F("old_due_on")),
                name="refusal_keeps_the_deadline",
                violation_error_message="Không chấp thuận thì thời hạn giữ nguyên.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=DecisionKind.SUPERIOR) | ~Q(paper=""),
                name="superior_decision_names_its_paper",
                violation_error_message="Điều chỉnh theo văn bản cấp trên phải ghi số, ngày văn bản.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.get_kind_display()}"
