"""The first account of an office, from which all others are entered."""

import secrets

from django.db import transaction

from districts.enums import Role
from districts.errors import DomainError
from districts.models import Appointment, Officer, Unit

# No letters or figures that are taken for each other when a password is read from a screen.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def random_password() -> str:
    """Three groups of five, about 74 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(3))


def create_administrator(*, username: str, full_name: str, unit_code: str) -> tuple[Officer, str]:
    """A new account with the role of administrator in the unit, and its password, which is kept nowhere in clear."""
    unit = Unit.objects.filter(code=unit_code).first()
    if unit is None:
        raise DomainError(f"Không có đơn vị mã “{unit_code}”. Hãy nạp đơn vị trước: ./run manage load_units TỆP.csv")
    if Officer.objects.filter(username__iexact=username).exists():
        raise DomainError(f"Tên đăng nhập “{username}” đã có người dùng. Hãy chọn tên khác.")
    password = random_password()
    with transaction.atomic():
        officer = Officer.objects.create_user(username, password, full_name=full_name)
        Appointment.objects.create(officer=officer, unit=unit, role=Role.ADMINISTRATOR, position="Quản trị hệ thống")
    return officer, password
