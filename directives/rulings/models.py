"""A superior's paper that gives the Sở work: the paper as it arrived, what it asks, and who of the Sở's side does it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from directives.enums import SuperiorBody
from districts.events import Chained
from districts.models import Officer, Unit, UnitGroup
from districts.versions import Versioned
from meetings.enums import DeadlineKind, PartyRole
from meetings.models.days import sensible_day


class RulingQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> RulingQuerySet:
        """The Sở's staff: all. Observers: those that gave work. A unit: those that gave it work of its own."""
        if officer.works_at_office:
            return self
        seen = Q(pk__in=())
        if officer.has_role("observer"):
            seen |= Q(items__directive__isnull=False)
        if officer.unit_ids:
            seen |= Q(items__directive__assignments__unit__in=officer.unit_ids)
        return self.filter(pk__in=self.model.objects.filter(seen).values("pk"))


class Ruling(Versioned, Chained):
    """What stands on the paper; ``lines`` are those of its text, from 1, none where the file is a picture."""

    body = models.CharField(
        "cấp ban hành", max_length=20, choices=SuperiorBody.choices, default=SuperiorBody.PEOPLE_COMMITTEE
    )
    issuer = models.CharField(
        "cơ quan ban hành", max_length=255, blank=True, help_text="Ghi như trên văn bản. Ví dụ: UBND tỉnh Vĩnh Long."
    )
    number = models.CharField("số, ký hiệu", max_length=80, blank=True, help_text="Ví dụ: 215/TB-UBND, 12-KL/TU.")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True, validators=[sensible_day])
    abstract = models.CharField("trích yếu", max_length=500, blank=True)
    signer_name = models.CharField("người ký", max_length=150, blank=True)
    signer_position = models.CharField("chức vụ người ký", max_length=255, blank=True)
    file_name = models.CharField("tên tệp", max_length=255, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    size = models.PositiveIntegerField("dung lượng (byte)", editable=False)
    lines = models.JSONField("các dòng của văn bản", default=list, editable=False)
    entered_by = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người nhập", related_name="+", editable=False
    )
    entered_at = models.DateTimeField("nhập lúc", default=timezone.now, editable=False)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản cấp trên"
        verbose_name_plural = "văn bản cấp trên"
        ordering = [models.F("issued_on").desc(nulls_first=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "number", "issued_on"],
                condition=~Q(number=""),
                name="ruling_entered_once",
                violation_error_message="Văn bản số, ký hiệu, ngày và cơ quan ban hành này đã được nhập. "
                "Hãy mở văn bản đó trong danh sách.",
            ),
            models.UniqueConstraint(
                fields=["sha256"],
                name="ruling_file_once",
                violation_error_message="Tệp này đã được nhập. Hãy mở văn bản đó trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.file_name

    @property
    def titled(self) -> str:
        """'215/TB-UBND của UBND tỉnh Vĩnh Long'; the name of the file while no more is known."""
        return f"{self.number} của {self.issuer}" if self.number and self.issuer else str(self)

    @property
    def lacking(self) -> list[str]:
        """What must be known of the paper before it gives work, as labels."""
        names = ("number", "issued_on", "issuer", "abstract", "signer_name")
        return [str(self._meta.get_field(name).verbose_name) for name in names if not getattr(self, name)]  # type: ignore[union-attr]


class RulingItem(Versioned):
    """What the paper asks in one place. ``is_ours``: the Sở or its units are to do it, or to have it done."""

    ruling = models.ForeignKey(Ruling, models.CASCADE, verbose_name="văn bản cấp trên", related_name="items")
    position = models.PositiveIntegerField("thứ tự", default=0)
    label = models.CharField("mục", max_length=120, blank=True)
    text = models.TextField("nội dung")
    is_ours = models.BooleanField("việc của Sở", default=False)
    product = models.CharField("sản phẩm", max_length=255, blank=True)
    deadline_words = models.CharField("thời hạn (theo văn bản)", max_length=255, blank=True)
    deadline_kind = models.CharField("loại thời hạn", max_length=20, choices=DeadlineKind.choices, blank=True)
    due_on = models.DateField("hạn hoàn thành", null=True, blank=True, validators=[sensible_day])
    lead_words = models.TextField("đơn vị chủ trì", blank=True, editable=False)
    """The names of the leading parties, written whenever these are: lists show them without reading the parties."""
    source_lines = models.JSONField("dòng trong văn bản", default=list, editable=False)

    class Meta:
        verbose_name = "nội dung của văn bản cấp trên"
        verbose_name_plural = "nội dung của văn bản cấp trên"
        ordering = ["ruling", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="ruling_item_has_text",
                violation_error_message="Nội dung không được để trống.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class RulingParty(models.Model):
    """A unit or group that is to carry an item out, or to help."""

    item = models.ForeignKey(RulingItem, models.CASCADE, verbose_name="nội dung", related_name="parties")
    role = models.CharField("vai trò", max_length=20, choices=PartyRole.choices, default=PartyRole.LEAD)
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị", null=True, blank=True, related_name="+")
    group = models.ForeignKey(
        UnitGroup, models.RESTRICT, verbose_name="nhóm đơn vị", null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "đơn vị thực hiện nội dung"
        verbose_name_plural = "đơn vị thực hiện nội dung"
        ordering = ["item", "-role", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, group=None) | Q(unit=None, group__isnull=False),
                name="ruling_party_is_one",
                violation_error_message="Chọn một đơn vị hoặc một nhóm đơn vị.",
            )
        ]

    def __str__(self) -> str:
        return str(self.unit or self.group)
