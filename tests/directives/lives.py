"""A released notice with its orders, and more people than the fixed company, to live an order's life with."""

from __future__ import annotations

from dataclasses import dataclass

from directives.models import Assignment
from directives.whole_way import issue_at_once
from districts.enums import Role, UnitKind
from districts.models import Officer, Unit
from meetings.enums import PartyRole
from meetings.models import OrderParty
from tests.cast import NOW, Cast, make_conclusions, make_meeting, make_notice, make_officer, make_unit


@dataclass(frozen=True)
class Lives:
    """``lead``: the commune's, until 30/06/2026; ``helping``: the other commune coordinates the same directive.

    ``heir`` is a unit without any order; ``sub`` an office of the commune.
    """

    cast: Cast
    lead: Assignment
    helping: Assignment
    other_officer: Officer
    other_head: Officer
    heir: Unit
    sub: Unit
    sub_officer: Officer

    @property
    def people(self) -> dict[str, Officer]:
        names = [role.value for role in Role]
        return {name: self.cast.officer(name) for name in names} | {
            "other_officer": Officer.objects.get(pk=self.other_officer.pk),
            "other_head": Officer.objects.get(pk=self.other_head.pk),
            "sub_officer": Officer.objects.get(pk=self.sub_officer.pk),
        }


def make_lives(cast: Cast) -> Lives:
    """Needs ``quick_press``: the notice is really released."""
    other = cast.other_commune
    other_officer = make_officer("other_officer", "Mai Thị L", Role.UNIT_OFFICER, other, "Công chức")
    other_head = make_officer("other_head", "Đinh Văn M", Role.UNIT_HEAD, other, "Chủ tịch")
    heir = make_unit("XA3", "UBND xã Mẫu Ba", UnitKind.COMMUNE)
    sub = make_unit("XA1-VHXH", "Phòng Văn hóa - Xã hội xã Mẫu Một", UnitKind.LOCAL_OFFICE, cast.commune)
    sub_officer = make_officer("sub_officer", "Tạ Văn N", Role.UNIT_OFFICER, sub, "Công chức")
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    order = meeting.outlines.get().conclusions.get(label="a)").orders.get()
    OrderParty.objects.create(order=order, unit=other, role=PartyRole.COORDINATING)
    issue_at_once(make_notice(cast, meeting), at=NOW)
    of_order = Assignment.objects.filter(directive__order=order)
    return Lives(
        cast,
        of_order.get(role=PartyRole.LEAD),
        of_order.get(role=PartyRole.COORDINATING),
        other_officer,
        other_head,
        heir,
        sub,
        sub_officer,
    )
