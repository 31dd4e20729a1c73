"""What is written once: the signed content, the release with its number, the printed file, and what came after."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from districts.append_only import AppendOnly
from districts.models import Officer, Unit
from districts.versions import Versioned
from meetings.enums import CopyMatch, CopyTrust, DeliveryMethod, PaperKind, SignatureState
from meetings.models.later_releases import LaterReleases, later_than
from meetings.models.papers import Paper

SHA256 = 64


class SignedRecord(AppendOnly):
    """The frozen content at the signature, without number and day, as canonical JSON, with its SHA-256.

    Minutes have two over one content: the secretary's and the chair's. ``signer`` is None for a chair without an account,
    who signed on paper.
    """

    paper = models.ForeignKey(Paper, models.RESTRICT, verbose_name="văn bản", related_name="signed_records")
    content = models.TextField("nội dung đã ký")
    sha256 = models.CharField("SHA-256", max_length=SHA256)
    signer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người ký", related_name="+", null=True)
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
    later_releases = LaterReleases()

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

    @cached_property
    def later(self) -> list[Release]:
        """Those that amend or correct it, in the order of time; read for many at once by ``standing.with_standing``."""
        return list(later_than(Release, [self.pk]))

    @property
    def full_number(self) -> str:
        """'05/TB-SKHCN': below 10 with a leading zero (Phụ lục I, Nghị định 30/2020/NĐ-CP)."""
        return f"{self.number:02d}/{self.symbol}"

    @property
    def titled(self) -> str:
        """'Thông báo 05/TB-SKHCN': kind and number, as the paper is spoken of."""
        return f"{PaperKind(self.paper.kind).named} {self.full_number}"


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
        constraints = [
            models.UniqueConstraint(
                fields=["release", "sha256"],
                name="signed_copy_once",
                violation_error_message="Tệp này đã là bản ký của văn bản.",
            )
        ]

    def __str__(self) -> str:
        return f"{'Bản quét' if self.is_scan else 'Bản ký số'} {self.release}"


class CopyExamination(AppendOnly):
    """What the portal found in a signed copy when it was attached: whether it is this paper, and what is to be doubted.

    ``comparison``: of a file without text, what the registrar who attached it then said to have looked at.
    """

    copy = models.OneToOneField(SignedCopy, models.RESTRICT, verbose_name="bản ký", related_name="examination")
    examined_at = models.DateTimeField("kiểm tra lúc")
    match = models.CharField("đối chiếu nội dung", max_length=20, choices=CopyMatch.choices)
    doubts = models.TextField("điểm cần lưu ý, mỗi dòng một điểm", blank=True)
    acknowledged = models.BooleanField("văn thư đã tự đối chiếu", default=False)
    comparison = models.CharField("văn thư đã xem", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "lần kiểm tra bản ký"
        verbose_name_plural = "các lần kiểm tra bản ký"

    def __str__(self) -> str:
        return f"{self.copy}: {self.get_match_display()}"


class CopySignature(AppendOnly):
    """One digital signature of a signed copy, as it stood when the copy was attached. Names are those of the certificate."""

    examination = models.ForeignKey(
        CopyExamination, models.RESTRICT, verbose_name="lần kiểm tra bản ký", related_name="signatures"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    signer = models.CharField("người ký", max_length=255)
    subject = models.TextField("chủ thể chứng thư", blank=True)
    issuer = models.TextField("tổ chức cấp chứng thư", blank=True)
    serial = models.CharField("số hiệu chứng thư", max_length=80, blank=True)
    signed_at = models.DateTimeField("ký lúc", null=True, blank=True)
    is_timestamped = models.BooleanField("thời điểm do máy chủ dấu thời gian xác nhận", default=False)
    state = models.CharField("tình trạng", max_length=20, choices=SignatureState.choices)
    covers_whole = models.BooleanField("phủ toàn bộ tệp", default=False)
    trust = models.CharField("tổ chức chứng thực", max_length=20, choices=CopyTrust.choices)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "chữ ký số của bản ký"
        verbose_name_plural = "các chữ ký số của bản ký"
        ordering = ["examination", "position"]

    def __str__(self) -> str:
        return f"{self.signer}: {self.get_state_display()}"


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


class Delivery(Versioned):
    """Where a release was sent to: a unit, or an addressee that the paper names in words alone.

    The row stands from the release on, when the unit reads the paper here (``sent_at``); the day on which the registrar
    sent it, by what channel and under what identifier, and what is known of its arrival, are recorded afterwards.
    """

    release = models.ForeignKey(Release, models.RESTRICT, verbose_name="lần phát hành", related_name="deliveries")
    unit = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="đơn vị nhận", related_name="deliveries", null=True, blank=True
    )
    words = models.CharField("nơi nhận ghi bằng lời", max_length=255, blank=True)
    method = models.CharField("cách gửi", max_length=10, choices=DeliveryMethod.choices, default=DeliveryMethod.AXIS)
    sent_at = models.DateTimeField("phát hành trên cổng lúc")
    dispatched_on = models.DateField("ngày gửi", null=True, blank=True)
    identifier = models.CharField("mã gói tin, số vận đơn", max_length=120, blank=True)
    received_on = models.DateField("ngày nhận", null=True, blank=True)
    receipt = models.CharField("người nhận, phản hồi", max_length=200, blank=True)

    class Meta:
        verbose_name = "lượt gửi"
        verbose_name_plural = "các lượt gửi"
        ordering = ["release", F("unit").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(fields=["release", "unit"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, words="") | (Q(unit__isnull=True) & ~Q(words="")),
                name="delivery_to_a_unit_or_words",
                violation_error_message="Lượt gửi phải nêu một đơn vị, hoặc nơi nhận ghi bằng lời.",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True)
                | Q(dispatched_on__isnull=True)
                | Q(received_on__gte=F("dispatched_on")),
                name="received_after_dispatched",
                violation_error_message="Ngày nhận phải bằng hoặc sau ngày gửi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release} → {self.addressee}"

    @property
    def addressee(self) -> str:
        return str(self.unit) if self.unit else self.words
