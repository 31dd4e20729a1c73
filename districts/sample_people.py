"""One account for each role in a sample office, under names that are plainly samples, with random passwords."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from districts.accounts import random_password
from districts.enums import Role
from districts.errors import DomainError
from districts.models import Appointment, Officer, Unit


@dataclass(frozen=True)
class SamplePerson:
    """``places``: the unit's code, and the position in it, in today's sample and in that of 2018."""

    role: Role
    username: str
    full_name: str
    places: tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True)
class SampleAccount:
    """``password`` is None where the account was there before and kept its own."""

    officer: Officer
    appointment: Appointment
    password: str | None


SAMPLE_PEOPLE = [
    SamplePerson(Role.CLERK, "chuyenvien", "Nguyễn Văn A", (("QLKH", "Chuyên viên"), ("QLCS-2018", "Chuyên viên"))),
    SamplePerson(
        Role.DIVISION_HEAD, "truongphong", "Trần Thị B", (("QLKH", "Trưởng phòng"), ("QLCS-2018", "Trưởng phòng"))
    ),
    SamplePerson(
        Role.OFFICE_HEAD, "chanhvanphong", "Lê Văn C", (("VP", "Chánh Văn phòng"), ("VP-2018", "Chánh Văn phòng"))
    ),
    SamplePerson(Role.LEADER, "lanhdao", "Phạm Thị D", (("SKHCN", "Phó Giám đốc"), ("SKHCN-2018", "Phó Giám đốc"))),
    SamplePerson(Role.REGISTRAR, "vanthu", "Hoàng Thị E", (("VP", "Văn thư"), ("VP-2018", "Văn thư"))),
    SamplePerson(
        Role.UNIT_OFFICER,
        "congchuc",
        "Võ Văn G",
        (("X-LONGHO", "Công chức Phòng Văn hóa - Xã hội"), ("H-LONGHO", "Chuyên viên Phòng Kinh tế và Hạ tầng")),
    ),
    SamplePerson(
        Role.UNIT_HEAD,
        "lanhdaodonvi",
        "Đặng Thị H",
        (("X-LONGHO", "Phó Chủ tịch UBND xã"), ("H-LONGHO", "Phó Chủ tịch UBND huyện")),
    ),
    SamplePerson(
        Role.OBSERVER,
        "theodoi",
        "Bùi Văn K",
        (("UBND-TINH", "Chuyên viên Văn phòng"), ("UBND-TINH", "Chuyên viên Văn phòng")),
    ),
    SamplePerson(
        Role.ADMINISTRATOR,
        "quantri",
        "Đỗ Thị L",
        (("VP", "Quản trị hệ thống"), ("VP-2018", "Quản trị hệ thống")),
    ),
]


def load_sample_people(*, reset: bool = False) -> list[SampleAccount]:
    """Create the accounts in the newest sample office that is loaded, in the order of the roles.

    An account that is there keeps its password unless ``reset``. Raises DomainError where no sample is loaded.
    """
    codes = {code for person in SAMPLE_PEOPLE for code, _ in person.places}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    if "SKHCN" not in units and "SKHCN-2018" not in units:
        raise DomainError("Chưa có đơn vị mẫu. Hãy nạp mẫu trước: ./run manage load_sample 2025")
    newest = 0 if "SKHCN" in units else 1
    with transaction.atomic():
        return [_load(person, units, newest, reset) for person in SAMPLE_PEOPLE]


def _load(person: SamplePerson, units: dict[str, Unit], sample: int, reset: bool) -> SampleAccount:
    code, position = person.places[sample]
    officer = Officer.objects.filter(username=person.username).first()
    password = random_password() if officer is None or reset else None
    if officer is None:
        officer = Officer.objects.create_user(person.username, password, full_name=person.full_name)
    elif password:
        officer.set_password(password)
        officer.save(update_fields=["password"])
    appointment, _ = Appointment.objects.update_or_create(
        officer=officer, role=person.role, defaults={"unit": units[code], "position": position}
    )
    return SampleAccount(officer, appointment, password)
