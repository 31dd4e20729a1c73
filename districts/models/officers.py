"""People who sign in, and what they are appointed to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from districts.enums import Role
from districts.folding import Folded
from districts.models.units import Unit
from districts.page_reads import read_once
from districts.posts import post_at

ADMIN_ROLES = frozenset({Role.CLERK, Role.DIVISION_HEAD, Role.OFFICE_HEAD, Role.REGISTRAR, Role.ADMINISTRATOR})
RECORDED_LENGTH = 255
OFFICE_ROLES = frozenset({Role.CLERK, Role.DIVISION_HEAD, Role.OFFICE_HEAD, Role.LEADER, Role.REGISTRAR})


class OfficerManager(BaseUserManager["Officer"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> Officer:
        officer = self.model(username=self.model.normalize_username(username), **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(Folded, AbstractBaseUser):
    """The user. Rights come from appointments alone; there is no superuser and no group."""

    folded_fields = ("full_name", "username")

    username = models.CharField(
        "tên đăng nhập",
        max_length=150,
        unique=True,
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    full_name = models.CharField("họ và tên", max_length=150)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=40, blank=True)
    is_active = models.BooleanField(
        "đang sử dụng", default=True, help_text="Bỏ chọn khi người này không còn dùng tài khoản."
    )

    objects = OfficerManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @cached_property
    def current_appointments(self) -> list[Appointment]:
        """Appointments in force today (Asia/Ho_Chi_Minh), the officer's own before those lent by a deputyship, read once for
        the lifetime of this instance.
        """
        if not self.is_active:
            return []
        held = Appointment.objects.held_by(self.pk, timezone.localdate())
        return read_once(("appointments", self.pk), lambda: own_and_lent(held, self.pk))

    def holding(self, appointments: list[Appointment]) -> Officer:
        """The officer, for whom ``current_appointments`` were read already: they are not read again for this page."""
        self.current_appointments = read_once(("appointments", self.pk), lambda: appointments)
        return self

    @property
    def roles(self) -> set[str]:
        return {appointment.role for appointment in self.current_appointments}

    @property
    def unit_ids(self) -> set[int]:
        """Units for which the officer works: not those from where an administrator keeps accounts or someone observes."""
        return {a.unit_id for a in self.current_appointments if a.role not in (Role.ADMINISTRATOR, Role.OBSERVER)}

    @property
    def is_staff(self) -> bool:
        """May enter the administration pages; what is seen there follows from the roles."""
        return bool(self.roles & ADMIN_ROLES)

    @property
    def works_at_office(self) -> bool:
        """Belongs to the Sở's own process: sees every meeting, paper and order."""
        return bool(self.roles & OFFICE_ROLES)

    def has_role(self, *roles: str) -> bool:
        return bool(self.roles & set(roles))

    def capacity(self, *roles: str) -> Appointment | None:
        """The appointment under which the officer acts: the first with one of the roles, or simply the first."""
        fitting = [a for a in self.current_appointments if not roles or a.role in roles]
        return fitting[0] if fitting else None

    def own_capacity(self, *roles: str) -> Appointment | None:
        """``capacity`` without what is lent: for what nobody does in another's name, above all to sign."""
        own = [a for a in self.current_appointments if not a.is_lent and (not roles or a.role in roles)]
        return own[0] if own else None

    def get_all_permissions(self) -> set[str]:
        """'app.act_model' strings, as the roles' table gives them (the authentication backend holds it)."""
        return self._permissions

    @cached_property
    def _permissions(self) -> set[str]:
        return {perm for backend in get_backends() for perm in backend.get_all_permissions(self)}

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return self.is_active and perm in self.get_all_permissions()

    def has_perms(self, perms: list[str], obj: models.Model | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return any(perm.startswith(f"{app_label}.") for perm in self.get_all_permissions())


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, day: date) -> AppointmentQuerySet:
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def held_by(self, officer_id: int, day: date) -> AppointmentQuerySet:
        """Those of the officer in force on the day, and those of others that a deputyship of that day lends; one query, to
        be read through ``own_and_lent``.
        """
        of_day = Q(deputyships__starts_on__lte=day, deputyships__ends_on__gte=day, deputyships__ended_at=None)
        lent = FilteredRelation("deputyships", condition=Q(deputyships__deputy=officer_id) & of_day)
        named = ~Q(role=Role.ADMINISTRATOR) & Q(lent__isnull=False, officer__is_active=True)
        rows = self.in_force(day).annotate(lent=lent).filter(Q(officer=officer_id) | named)
        told = {"lent_from": F("lent__starts_on"), "lent_until": F("lent__ends_on")}
        return rows.annotate(**told).select_related("officer", "unit").order_by("id")


class Appointment(models.Model):
    """An officer's role and position in a unit, from a day to a day (both included)."""

    officer = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người giữ", related_name="appointments")
    unit = models.ForeignKey(Unit, models.RESTRICT, verbose_name="đơn vị", related_name="appointments")
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)
    position = models.CharField("chức vụ", max_length=150)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    lent_from: date | None = None
    lent_until: date | None = None

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công, chức vụ"
        verbose_name_plural = "phân công, chức vụ"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_it_begins",
                violation_error_message="Ngày thôi giữ chức vụ phải bằng hoặc sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return post_at(self.position, str(self.unit))

    @property
    def is_lent(self) -> bool:
        """Read for a deputy, who acts with it in the place of its officer."""
        return self.lent_until is not None

    @property
    def position_on_record(self) -> str:
        """What an act done under it is recorded with: the position; of a deputy also whose place it was, from when to when.

        Never longer than the column of an event: the position is cut, not the name.
        """
        if self.lent_from is None or self.lent_until is None:
            return self.position
        place = f"thay {self.officer} (ủy quyền từ {self.lent_from:%d/%m/%Y} đến {self.lent_until:%d/%m/%Y})"
        return f"{self.position[: RECORDED_LENGTH - len(place) - 2]}, {place}"


def own_and_lent(held: Iterable[Appointment], officer_id: int) -> list[Appointment]:
    """``held_by`` as it counts: the officer's own, then what is lent by one beside whom the officer works."""
    rows = list(held)
    own = [row for row in rows if row.officer_id == officer_id]
    return own + [row for row in rows if row.officer_id != officer_id and works_beside(own, row)]


def works_beside(own: Iterable[Appointment], lent: Appointment) -> bool:
    """Whether one with these appointments may stand in for another's: of the same unit, or both of the Sở's own people."""
    at_office = lent.role in OFFICE_ROLES
    return any(row.role in OFFICE_ROLES if at_office else row.unit_id == lent.unit_id for row in own)


class Deputyship(models.Model):
    """For a period, both days included, another acts with the roles of an appointment while its officer is away.

    Nothing is inherited further, no signature is given by it, and it ends before its last day when ``ended_at`` is set.
    """

    appointment = models.ForeignKey(
        Appointment, models.RESTRICT, verbose_name="chức vụ được thay", related_name="deputyships"
    )
    deputy = models.ForeignKey(Officer, models.RESTRICT, verbose_name="người thay", related_name="deputyships")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    paper = models.CharField("văn bản ủy quyền", max_length=255, blank=True)
    named_at = models.DateTimeField("cử lúc")
    ended_at = models.DateTimeField("kết thúc sớm lúc", null=True, blank=True)

    class Meta:
        verbose_name = "người thay khi vắng mặt"
        verbose_name_plural = "người thay khi vắng mặt"
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="deputyship_ends_after_it_begins",
                violation_error_message="Ngày kết thúc việc thay phải bằng hoặc sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} thay {self.appointment.officer}, {self.starts_on:%d/%m/%Y} - {self.ends_on:%d/%m/%Y}"

    def is_over(self, day: date) -> bool:
        return self.ended_at is not None or self.ends_on < day
