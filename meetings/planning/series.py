"""A series is entered and corrected: its fields, its hosts in turn, whom it invites. One version covers them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from districts.errors import DomainError, NotAllowed
from districts.models import Officer, Unit, UnitGroup
from meetings import access
from meetings.models import MeetingSeries, SeriesHost


def save_series(
    series: MeetingSeries, *, hosts: Sequence[Unit], invited: Iterable[Unit | UnitGroup], by: Officer
) -> None:
    """Save a new series, or one over the version that was read. Raises EditConflict where it has moved on."""
    if not access.may_enter_meetings(by):
        raise NotAllowed("Chỉ chuyên viên lập và sửa chuỗi cuộc họp.")
    if len({host.pk for host in hosts}) < len(hosts):
        raise DomainError("Một đơn vị đứng hai lần trong danh sách đăng cai. Hãy bỏ bớt một lần.")
    invited = list(invited)
    with transaction.atomic():
        _save(series)
        if hosts_of(series) != list(hosts):
            series.rotation.all().delete()
            SeriesHost.objects.bulk_create(
                SeriesHost(series=series, unit=unit, position=position) for position, unit in enumerate(hosts)
            )
        series.groups.set([each for each in invited if isinstance(each, UnitGroup)])
        series.units.set([each for each in invited if isinstance(each, Unit)])


def _save(series: MeetingSeries) -> None:
    """Of two people who enter a series of one name the second is told."""
    try:
        with transaction.atomic():
            series.full_clean()
            series.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise DomainError(
            f"Đã có chuỗi cuộc họp tên “{series.name}”. Hãy mở chuỗi đã có, hoặc ghi tên khác."
        ) from error


def hosts_of(series: MeetingSeries) -> list[Unit]:
    return [turn.unit for turn in series.rotation.select_related("unit")]


def invited_by(series: MeetingSeries) -> list[Unit | UnitGroup]:
    return [*series.groups.all(), *series.units.all()]
