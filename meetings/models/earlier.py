"""Notices issued before the portal kept any: entered from the files of the office, never signed or numbered here.

They are no releases: a release says that a signature happened in this portal.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from districts.append_only import AppendOnly
from districts.events import Chained
from districts.models import Officer, Unit
from meetings.enums import OrderStanding
from meetings.models.conclusions import Order, Outline
from meetings.models.releases import SHA256


class EarlierPaperQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> EarlierPaperQuerySet:
        """The Sở's staff and observers: all. A unit: those that, by the entry that holds, were sent to it."""
        if officer.works_at_office or officer.has_role("observer"):
            return self
        sent = EarlierDelivery.objects.filter(unit__in=officer.unit_ids)
        return self.filter(holding__in=sent.values("entry"))


def _begins_once(column: str, name: str, message: str) -> models.UniqueConstraint:
    """Of the rows of one ``column`` each but the first supersedes another."""
    return models.UniqueConstraint(
        fields=[column], condition=Q(supersedes=None), name=name, violation_error_message=message
    )


def _says_why(name: str, message: str) -> models.CheckConstraint:
    """A row that supersedes another has a reason."""
    condition = Q(supersedes=None) | ~Q(reason="")
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)


class EarlierPaper(Chained):
    """A notice by its number; what is known of it stands in the entry that holds. Its conclusions are frozen.

    Number, symbol and year repeat the holding entry's, so that the database keeps them apart from every other.
    """

    outline = models.OneToOneField(
        Outline, models.RESTRICT, verbose_name="bản kết luận", related_name="earlier", editable=False
    )
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=60)
    holding = models.OneToOneField(
        "EarlierEntry",
        models.RESTRICT,
        verbose_name="lần nhập đang dùng",
        null=True,
        related_name="held_by",
        editable=False,
    )

    objects = EarlierPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo nhập từ hồ sơ cũ"
        verbose_name_plural = "thông báo nhập từ hồ sơ cũ"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "symbol", "number"],
                name="earlier_number_once_a_year",
                violation_error_message="Số và ký hiệu này đã nhập cho văn bản khác trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="earlier_number_from_one",
                violation_error_message="Số văn bản phải từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_number

    @property
    def entry(self) -> EarlierEntry:
        """The one that holds: there is one from the transaction on in which the notice was entered."""
        if self.holding is None:
            raise EarlierEntry.DoesNotExist
        return self.holding

    @property
    def full_number(self) -> str:
        return full_number(self.number, self.symbol)

    @property
    def titled(self) -> str:
        return f"Thông báo {self.full_number}"


def full_number(number: int, symbol: str) -> str:
    """'05/TB-SKHCN': below 10 with a leading zero (Phụ lục I, Nghị định 30/2020/NĐ-CP)."""
    return f"{number:02d}/{symbol}"


class EarlierEntry(AppendOnly):
    """What the clerk read on the old paper, and the SHA-256 of its file. A wrong one is superseded, never changed."""

    paper = models.ForeignKey(EarlierPaper, models.RESTRICT, verbose_name="thông báo", related_name="entries")
    supersedes = models.OneToOneField(
        "self",
        models.RESTRICT,
        verbose_name="sửa lần nhập",
        null=True,
        blank=True,
        related_name="superseded_by",
    )
    reason = models.CharField("lý do sửa", max_length=500, blank=True)
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    abstract = models.CharField("trích yếu", max_length=500)
    signer_name = models.CharField("người ký (theo văn bản)", max_length=150)
    signer_position = models.CharField("chức vụ người ký (theo văn bản)", max_length=255)
    file_name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=SHA256)
    size = models.PositiveIntegerField("dung lượng (byte)")
    entered_by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người nhập", related_name="+")
    entered_at = models.DateTimeField("nhập lúc")

    class Meta:
        verbose_name = "lần nhập thông báo cũ"
        verbose_name_plural = "các lần nhập thông báo cũ"
        ordering = ["-id"]
        constraints = [
            _begins_once("paper", "earlier_paper_begins_once", "Thông báo này đã được nhập."),
            _says_why("superseding_entry_has_a_reason", "Hãy ghi lý do sửa lần nhập trước."),
        ]

    def __str__(self) -> str:
        return f"{full_number(self.number, self.symbol)} ngày {self.issued_on:%d/%m/%Y}"


class EarlierDelivery(AppendOnly):
    """A unit to which, by the entry, the notice was sent in its time."""

    entry = models.ForeignKey(EarlierEntry, models.RESTRICT, verbose_name="lần nhập", related_name="deliveries")
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị nhận", related_name="+")

    class Meta:
        verbose_name = "nơi nhận thông báo cũ"
        verbose_name_plural = "nơi nhận thông báo cũ"
        ordering = ["entry", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "unit"],
                name="earlier_delivery_once",
                violation_error_message="Đơn vị này đã có trong nơi nhận.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry} → {self.unit}"


class EarlierStanding(AppendOnly):
    """What became of an order before the portal, as the clerk said; the row that no other supersedes holds."""

    paper = models.ForeignKey(EarlierPaper, models.RESTRICT, verbose_name="thông báo", related_name="standings")
    order = models.ForeignKey(Order, models.RESTRICT, verbose_name="nhiệm vụ", related_name="earlier_standings")
    supersedes = models.OneToOneField(
        "self",
        models.RESTRICT,
        verbose_name="sửa lần ghi",
        null=True,
        blank=True,
        related_name="superseded_by",
    )
    reason = models.CharField("lý do sửa", max_length=500, blank=True)
    standing = models.CharField("tình trạng", max_length=20, choices=OrderStanding.choices)
    done_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    entered_by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người ghi", related_name="+")
    entered_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "tình trạng nhiệm vụ cũ"
        verbose_name_plural = "tình trạng nhiệm vụ cũ"
        ordering = ["id"]
        constraints = [
            _begins_once("order", "earlier_standing_begins_once", "Tình trạng của nhiệm vụ này đã được ghi."),
            models.CheckConstraint(
                condition=Q(standing=OrderStanding.DONE, done_on__isnull=False)
                | (~Q(standing=OrderStanding.DONE) & Q(done_on=None)),
                name="done_earlier_says_when",
                violation_error_message="Nhiệm vụ đã hoàn thành phải ghi ngày hoàn thành.",
            ),
            _says_why("superseding_standing_has_a_reason", "Hãy ghi lý do sửa tình trạng."),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.told}"

    @property
    def told(self) -> str:
        """'Đã hoàn thành ngày 20/03/2025'."""
        words = str(OrderStanding(self.standing).label)
        return f"{words} ngày {self.done_on:%d/%m/%Y}" if isinstance(self.done_on, date) else words
