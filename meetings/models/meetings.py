"""Meetings, the units that were invited, and the people who came."""

from __future__ import annotations

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from districts.events import Chained
from districts.folding import Folded
from districts.models import Officer, Unit
from districts.page_reads import read_once
from districts.versions import Versioned
from meetings.enums import Attendance, AttendeeRole, MeetingForm, MeetingKind, MeetingState
from meetings.models.days import sensible_day
from meetings.models.secrecy import refuse_secrecy, secret_words
from meetings.models.series import MeetingSeries


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, officer: Officer) -> MeetingQuerySet:
        """The Sở's own staff see every meeting; observers those whose notice is issued, here or before; a unit those it was invited to."""
        if officer.works_at_office:
            return self
        seen = Q(pk__in=())
        if officer.has_role("observer"):
            seen |= Q(outlines__papers__release__isnull=False) | Q(outlines__earlier__isnull=False)
        if officer.unit_ids:
            seen |= Q(delegations__unit__in=officer.unit_ids)
        return self.filter(pk__in=self.model.objects.filter(seen).values("pk"))


class Meeting(Versioned, Folded, Chained):
    """``agenda_lines``: a list of {"at": "08:15" or "", "text", "speaker"}; ``agenda``: what is to be prepared."""

    folded_fields = ("title", "period", "place", "host_words")

    series = models.ForeignKey(
        MeetingSeries, models.RESTRICT, verbose_name="chuỗi", null=True, blank=True, related_name="meetings"
    )
    kind = models.CharField("loại", max_length=30, choices=MeetingKind.choices, default=MeetingKind.COORDINATION)
    title = models.CharField("tên cuộc họp", max_length=500)
    period = models.CharField("kỳ", max_length=60, blank=True, help_text="Ví dụ: quý I năm 2026.")
    held_on = models.DateField("ngày họp", null=True, blank=True, validators=[sensible_day])
    starts_at = models.TimeField("giờ bắt đầu", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=255, blank=True)
    form = models.CharField("hình thức", max_length=20, choices=MeetingForm.choices, default=MeetingForm.IN_PERSON)
    host = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="đơn vị đăng cai", null=True, blank=True, related_name="hosted_meetings"
    )
    host_words = models.CharField("đơn vị đăng cai (theo văn bản)", max_length=255, blank=True)
    agenda = models.TextField("nội dung, chương trình", blank=True)
    agenda_lines = models.JSONField("chương trình theo dòng", default=list, blank=True, editable=False)
    invited_on = models.DateField("ngày gửi giấy mời", null=True, blank=True, validators=[sensible_day])
    invitation_paper = models.CharField(
        "giấy mời", max_length=120, blank=True, help_text="Số, ký hiệu. Ví dụ: 12/GM-SKHCN."
    )
    state = models.CharField("tình trạng", max_length=20, choices=MeetingState.choices, default=MeetingState.PLANNED)
    source_name = models.CharField("tài liệu gốc", max_length=255, blank=True, editable=False)
    source_lines = models.JSONField("các dòng của tài liệu gốc", default=list, blank=True, editable=False)
    reading_notes = models.JSONField("điểm cần xem khi đọc tài liệu", default=list, blank=True, editable=False)
    calendar_uid = models.UUIDField("mã trong lịch", default=uuid4, unique=True, editable=False)
    import_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_by = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người lập", null=True, blank=True, editable=False, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc họp"
        verbose_name_plural = "cuộc họp"
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[MeetingState.HELD, MeetingState.CLOSED]) | Q(held_on__isnull=False),
                name="held_meeting_has_a_day",
                violation_error_message="Cuộc họp đã diễn ra thì phải có ngày họp.",
            ),
            models.UniqueConstraint(
                fields=["series", "period"],
                condition=~Q(period="") & ~Q(state=MeetingState.CANCELLED),
                name="one_meeting_a_period",
                violation_error_message="Chuỗi này đã có cuộc họp của kỳ đó. Hãy mở cuộc họp đã có, hoặc ghi kỳ khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.held_on:%d/%m/%Y})" if self.held_on else self.title

    def clean(self):
        super().clean()
        refuse_secrecy(self, "title", "agenda", "period", "place", "host_words", "invitation_paper")
        if words := secret_words(text for line in self.agenda_lines for text in (line["text"], line["speaker"])):
            raise ValidationError(words)

    def people(self) -> list[Attendee]:
        """Everybody who is named, in the order of the list; read once a page."""
        return read_once(("people", self.pk), lambda: list(self.attendees.all()))

    def invited(self) -> list[Delegation]:
        """The lines of the units, in the order of the list; read once a page."""
        return read_once(("invited", self.pk), lambda: list(self.delegations.select_related("unit")))

    @property
    def chair(self) -> Attendee | None:
        return next((a for a in self.people() if a.role == AttendeeRole.CHAIR), None)


class ConnectionPoint(Versioned):
    """A room from which units join an online meeting (điểm cầu); ``cluster`` names the area that it serves."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name="cuộc họp", related_name="points")
    name = models.CharField("tên điểm cầu", max_length=255)
    cluster = models.CharField("cụm", max_length=120, blank=True, help_text="Ví dụ: Cụm 1, khu vực Long Hồ.")
    place = models.CharField("địa điểm", max_length=255, blank=True)
    position = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "điểm cầu"
        verbose_name_plural = "điểm cầu"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "name"],
                name="point_once_a_meeting",
                violation_error_message="Cuộc họp đã có điểm cầu tên này.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        super().clean()
        refuse_secrecy(self, "name", "cluster", "place")


class Delegation(Versioned):
    """A unit at a meeting. ``words`` keep the name as written where the unit is not in the directory.

    ``reason`` and ``authority`` hold with the marks that ask for them; under another mark they are kept, not shown.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name="cuộc họp", related_name="delegations")
    unit = models.ForeignKey(
        Unit, models.RESTRICT, verbose_name="đơn vị", null=True, blank=True, related_name="delegations"
    )
    words = models.CharField("tên theo văn bản", max_length=255, blank=True)
    point = models.ForeignKey(
        ConnectionPoint, models.SET_NULL, verbose_name="điểm cầu", null=True, blank=True, related_name="delegations"
    )
    attendance = models.CharField("tham dự", max_length=20, choices=Attendance.choices, default=Attendance.INVITED)
    reason = models.CharField("lý do", max_length=255, blank=True)
    authority = models.CharField(
        "dự thay ai, theo văn bản nào",
        max_length=255,
        blank=True,
        help_text="Ví dụ: thay Chủ tịch, Giấy ủy quyền số 05.",
    )
    absence_paper = models.CharField(
        "công văn báo vắng",
        max_length=120,
        blank=True,
        help_text="Số, ký hiệu, ngày. Ví dụ: 15/UBND-VX ngày 02/4/2026.",
    )
    recorded_at = models.DateTimeField("ghi lúc", null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        Officer, models.RESTRICT, verbose_name="người ghi", null=True, blank=True, editable=False, related_name="+"
    )
    position = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "đoàn đại biểu"
        verbose_name_plural = "đoàn đại biểu"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "unit"],
                name="delegation_once_a_meeting",
                violation_error_message="Đơn vị này đã có trong danh sách của cuộc họp.",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(words=""),
                name="delegation_is_named",
                violation_error_message="Hãy chọn đơn vị hoặc ghi tên theo văn bản.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit) if self.unit_id else self.words

    def clean(self):
        super().clean()
        refuse_secrecy(self, "words", "reason", "authority", "absence_paper")


class AbsenceFile(models.Model):
    """The scan of a unit's letter that it will not come (công văn báo vắng). The bytes lie in the file store.

    It may be taken off again: such letters tell of illness, and one may be attached to the wrong unit.
    """

    delegation = models.OneToOneField(
        Delegation, models.RESTRICT, verbose_name="đoàn đại biểu", related_name="absence_file"
    )
    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("dung lượng (byte)")
    added_by = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người đưa lên", related_name="+")
    added_at = models.DateTimeField("đưa lên lúc")

    class Meta:
        verbose_name = "tệp công văn báo vắng"
        verbose_name_plural = "tệp công văn báo vắng"

    def __str__(self) -> str:
        return self.name


class Attendee(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name="cuộc họp", related_name="attendees")
    delegation = models.ForeignKey(
        Delegation, models.SET_NULL, verbose_name="thuộc đoàn", null=True, blank=True, related_name="attendees"
    )
    honorific = models.CharField("xưng hô", max_length=30, blank=True)
    name = models.CharField("họ và tên", max_length=150)
    post = models.CharField("chức vụ", max_length=255, blank=True)
    role = models.CharField("vai trò", max_length=20, choices=AttendeeRole.choices, default=AttendeeRole.ATTENDEE)
    position = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "đại biểu"
        verbose_name_plural = "đại biểu"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(role=AttendeeRole.CHAIR),
                name="one_chair_a_meeting",
                violation_error_message="Cuộc họp đã có người chủ trì; người thứ hai ghi là đồng chủ trì.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="attendee_has_a_name",
                violation_error_message="Hãy ghi họ tên của đại biểu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honorific} {self.name}".strip()
