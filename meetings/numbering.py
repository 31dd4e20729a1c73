"""Numbers of outgoing papers: one row for each sequence and year, raised in the transaction that releases the paper.

One sequence runs from 01 on 1 January to 31 December and the days follow the numbers (Điều 15, Nghị định 30/2020/NĐ-CP).
Where the office numbers in the province's document system the registrar types the number in, and it must be unique.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import F

from districts.errors import DomainError
from districts.models import OfficeProfile
from meetings.earlier_numbers import SHARED_SEQUENCE, Borne, bearing
from meetings.enums import NumberMode, PaperKind
from meetings.models import NumberRegister, Release
from meetings.number_rows import NumberRows

HIGHEST_NUMBER = 999_999


class NumberRefused(DomainError):
    """The number or the day does not fit the register."""


def sequence_of(kind: PaperKind, profile: OfficeProfile) -> str:
    """The office's head decides whether each kind of paper has numbers of its own (Điều 15)."""
    return kind.symbol if profile.own_sequences else SHARED_SEQUENCE


def take_number(sequence: str, day: date, *, typed: int | None = None) -> int:
    """The next number of the day's year, or the typed one. Call first in the releasing transaction: it locks the row."""
    register = _locked(sequence, day.year)
    if register.last_number == 0:
        _hold_manner_of_numbering()
    _refuse_other_manner(register)
    if register.mode == NumberMode.TYPED:
        number = _typed_number(register, typed)
    else:
        number = _minted_number(register, day, typed)
    if number > register.last_number:  # a lower one, typed in later, leaves the day of the highest
        NumberRegister.objects.filter(pk=register.pk).update(last_number=number, last_day=day)
    return number


def next_number(sequence: str, day: date) -> int | None:
    """What the next release would get, for showing; None where the registrar types it. One query, which reads the given
    numbers of the year too.
    """
    return NumberRows.load(day.year, given=True).next_of(sequence)


def next_numbers(sequences: Iterable[str], day: date) -> dict[str, int | None]:
    """``next_number`` of several sequences; one query."""
    rows = NumberRows.load(day.year, given=False)
    return {name: rows.next_of(name) for name in sequences}


def hold_numbers_of(year: int) -> None:
    """Until the transaction ends no paper of the year is numbered: for entering one that was numbered on paper.

    The rows are locked in the order in which a release does it.
    """
    list(NumberRegister.objects.select_for_update().filter(year=year).order_by("pk"))
    _hold_manner_of_numbering()


def _locked(sequence: str, year: int) -> NumberRegister:
    row = NumberRegister.objects.filter(sequence=sequence, year=year)
    if not row.update(last_number=F("last_number")):  # the update takes the row's lock on either engine
        NumberRegister.objects.bulk_create([NumberRegister(sequence=sequence, year=year)], ignore_conflicts=True)
        row.update(last_number=F("last_number"))
    return row.get()


def _hold_manner_of_numbering() -> None:
    """The first number of a year settles the manner: two first ones in different sequences wait for one another."""
    list(OfficeProfile.objects.select_for_update(no_key=True).order_by("pk"))


def _refuse_other_manner(register: NumberRegister) -> None:
    """One sequence for all kinds and one for each do not go together in a year: numbers would be given twice."""
    used = NumberRegister.objects.filter(year=register.year, last_number__gt=0)
    shared = register.sequence == SHARED_SEQUENCE
    other = (used.exclude if shared else used.filter)(sequence=SHARED_SEQUENCE).first()
    if other:
        raise NumberRefused(
            f"Năm {register.year} đã cấp số theo dãy {other}, nên không lấy số theo dãy {register}. Cách đánh số chỉ đổi "
            "từ ngày 01/01; hãy đề nghị người quản trị đặt lại mục “mỗi loại văn bản một dãy số riêng” như đầu năm."
        )


def _minted_number(register: NumberRegister, day: date, typed: int | None) -> int:
    if typed is not None:
        raise NumberRefused(f"Dãy số {register} do cổng cấp, không nhập số. Hãy để trống ô số rồi phát hành lại.")
    if register.last_day and day < register.last_day:
        raise NumberRefused(
            f"Ngày ban hành {day:%d/%m/%Y} trước ngày {register.last_day:%d/%m/%Y} của số {register.last_number:02d}. "
            "Số sau phải có ngày bằng hoặc sau số trước; hãy chọn lại ngày."
        )
    return Borne.load(register.year).first_free(register.sequence, register.last_number + 1)


def _typed_number(register: NumberRegister, typed: int | None) -> int:
    if typed is None:
        raise NumberRefused(f"Dãy số {register} do văn thư nhập. Hãy nhập số đã cấp trong hệ thống văn bản.")
    if not 1 <= typed <= HIGHEST_NUMBER:
        raise NumberRefused(f"Số văn bản phải từ 1 đến {HIGHEST_NUMBER}. Hãy kiểm tra lại số.")
    rows = Release.objects.filter(sequence=register.sequence, year=register.year, number=typed)
    if taken := rows.select_related("paper").first():
        raise NumberRefused(
            f"Số {typed:02d} năm {register.year} đã dùng cho {taken.titled} ngày {taken.released_on:%d/%m/%Y}, "
            f"“{taken.paper}”. Hãy kiểm tra lại số."
        )
    if earlier := bearing(register.sequence, register.year, typed):
        raise NumberRefused(
            f"Số {typed:02d} năm {register.year} là của thông báo {earlier} đã nhập từ hồ sơ cũ. Hãy kiểm tra lại số."
        )
    return typed
