"""What is written once: the signed content, the release with its number, the printed file, and what came after."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from districts.append_only import AppendOnly
from districts.models import Officer, Unit
from meetings.enums import DeliveryMethod
from meetings.models.papers import Paper

SHA256 = 64


class SignedRecord(AppendOnly):
    """The frozen content at the signature, without number and day, as canonical JSON, with its SHA-256."""

    paper = models.ForeignKey(Paper, models.RESTRICT, verbose_name="văn bản", related_name="signed_records")
    content = models.TextField("nội dung đã ký")
    sha256 = models.CharField("SHA-256", max_length=SHA256)
    signer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người ký", related_name="+")
    signer_name = models.CharField("họ tên người ký", max_length=150)
    signer_position = models.CharField("chức vụ người ký", max_length=255)
    signed_at = models.DateTimeField("ký lúc")

    class Meta:
        verbose_name = "bản ghi đã ký"
        verbose_name_plural = "bản ghi đã ký"
        ordering = ["-signed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.paper} ({self.signer_name})"


class SignatureVoid(AppendOnly):
    """The signer took the signature back before release."""

    signed_record = models.OneToOneField(
        SignedRecord, models.RESTRICT, verbose_name="bản ghi đã ký", related_name="void"
    )
    officer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người hủy", related_name="+")
    reason = models.TextField("lý do")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần hủy chữ ký"
        verbose_name_plural = "các lần hủy chữ ký"

    def __str__(self) -> str:
        return f"Hủy ký: {self.signed_record}"


class Release(AppendOnly):
    """The number, the day and the whole content as issued. Nothing here ever changes (Điều 15-18, Nghị định 30/2020/NĐ-CP)."""

    paper = models.OneToOneField(Paper, models.RESTRICT, verbose_name="văn bản", related_name="release")
    signed_record = models.OneToOneField(
        SignedRecord, models.RESTRICT, verbose_name="bản ghi đã ký", related_name="release"
    )
    sequence = models.CharField("dãy số", max_length=20)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=60)
    released_on = models.DateField("ngày ban hành")
    content = models.TextField("nội dung ban hành")
    sha256 = models.CharField("SHA-256", max_length=SHA256)
    released_by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="văn thư", related_name="+")
    released_at = models.DateTimeField("phát hành lúc")

    class Meta:
        verbose_name = "lần phát hành"
        verbose_name_plural = "các lần phát hành"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sequence", "year", "number"],
                name="number_once_a_year",
                violation_error_message="Số này đã cấp cho văn bản khác trong năm.",
            ),
            models.UniqueConstraint(
                fields=["year", "symbol", "number"],
                name="printed_number_once_a_year",
                violation_error_message="Số và ký hiệu này đã cấp cho văn bản khác trong năm.",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="number_from_one"),
        ]

    def __str__(self) -> str:
        return self.full_number

    @property
    def full_number(self) -> str:
        """'05/TB-SKHCN': below 10 with a leading zero (Phụ lục I, Nghị định 30/2020/NĐ-CP)."""
        return f"{self.number:02d}/{self.symbol}"


class RenderedPaper(AppendOnly):
    """The PDF made from a release, once; the bytes lie in the file store under their SHA-256."""

    release = models.OneToOneField(Release, models.RESTRICT, verbose_name="lần phát hành", related_name="rendered")
    sha256 = models.CharField("SHA-256", max_length=SHA256)
    size = models.PositiveIntegerField("dung lượng (byte)")
    rendered_at = models.DateTimeField("tạo lúc", default=timezone.now)

    class Meta:
        verbose_name = "bản thể hiện"
        verbose_name_plural = "bản thể hiện"

    def __str__(self) -> str:
        return f"Bản thể hiện {self.release}"


class SignedCopy(AppendOnly):
    """The digitally signed file or the scan with the wet signature: where there is one, it is the original."""

    release = models.ForeignKey(Release, models.RESTRICT, verbose_name="lần phát hành", related_name="signed_copies")
    sha256 = models.CharField("SHA-256", max_length=SHA256)
    size = models.PositiveIntegerField("dung lượng (byte)")
    is_scan = models.BooleanField("bản quét")
    added_by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người đưa lên", related_name="+")
    added_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "bản ký"
        verbose_name_plural = "bản ký"
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return f"{'Bản quét' if self.is_scan else 'Bản ký số'} {self.release}"


class Replacement(AppendOnly):
    """``old`` no longer holds since ``new`` was released."""

    old = models.OneToOneField(Release, models.RESTRICT, verbose_name="văn bản cũ", related_name="replacement")
    new = models.OneToOneField(Release, models.RESTRICT, verbose_name="văn bản thay thế", related_name="replaced")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần thay thế"
        verbose_name_plural = "các lần thay thế"

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Recall(AppendOnly):
    """``release`` was recalled by the paper released as ``by_release``."""

    release = models.OneToOneField(Release, models.RESTRICT, verbose_name="văn bản bị thu hồi", related_name="recall")
    by_release = models.OneToOneField(Release, models.RESTRICT, verbose_name="văn bản thu hồi", related_name="recalled")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần thu hồi"
        verbose_name_plural = "các lần thu hồi"

    def __str__(self) -> str:
        return f"Thu hồi {self.release}"


class Delivery(models.Model):
    """A unit that a release was sent to, how, and what is known of its arrival."""

    release = models.ForeignKey(Release, models.RESTRICT, verbose_name="lần phát hành", related_name="deliveries")
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị nhận", related_name="deliveries")
    method = models.CharField("cách gửi", max_length=10, choices=DeliveryMethod.choices, default=DeliveryMethod.AXIS)
    sent_at = models.DateTimeField("gửi lúc")
    received_at = models.DateTimeField("nhận lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lượt gửi"
        verbose_name_plural = "các lượt gửi"
        ordering = ["release", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["release", "unit"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(received_at__gte=F("sent_at")),
                name="received_after_sent",
                violation_error_message="Thời điểm nhận phải sau thời điểm gửi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release} → {self.unit}"
