"""Who receives a paper: proposed from the meeting and its orders, reached unit by unit at release."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from districts.enums import UnitKind
from districts.models import OfficeProfile, Unit, UnitGroup
from districts.page_reads import read_once
from districts.roster import Roster
from meetings.enums import DeliveryMethod, PaperKind
from meetings.models import Delivery, OrderParty, Paper, Recipient, Release

TO_REPORT = "để báo cáo"


def recipients_of(paper: Paper) -> list[Recipient]:
    """The paper's lines in their order with whom they reach; read once a page."""
    return read_once(("recipients", paper.pk), lambda: list(paper.recipients.select_related("unit", "group")))


def propose_recipients(paper: Paper, office: OfficeProfile) -> list[Recipient]:
    """Unsaved lines: the superior and the leaders (để báo cáo), everyone invited, then units with orders not among them."""
    superior = Unit.objects.filter(kind=UnitKind.SUPERIOR).order_by("id").first()
    lines = [
        Recipient(words=office.superior, unit=superior, purpose=TO_REPORT),
        Recipient(words="Ban Giám đốc Sở", purpose=TO_REPORT),
    ]
    invited: set[int] = set()
    if paper.meeting:
        invited = set(paper.meeting.delegations.exclude(unit=None).values_list("unit_id", flat=True))
    if invited:
        lines.append(Recipient(words="Như thành phần dự họp", everyone_invited=True))
    lines += _ordered_units(paper, invited)
    for position, line in enumerate(lines, start=1):
        line.paper, line.position = paper, position
        line.method = DeliveryMethod.AXIS
    return lines


def _ordered_units(paper: Paper, invited: set[int]) -> list[Recipient]:
    """Groups and units that have an order in the paper and were not invited, each once."""
    if paper.outline_id is None:
        return []
    parties = OrderParty.objects.filter(order__conclusion__outline=paper.outline_id).order_by("id")
    lines: dict[tuple[str, int], Recipient] = {}
    for party in parties.select_related("unit", "group"):
        if party.group:
            lines.setdefault(("group", party.group.pk), Recipient(words=_line_start(party.group), group=party.group))
        elif party.unit and party.unit_id not in invited:
            lines.setdefault(("unit", party.unit.pk), Recipient(words=party.unit.name, unit=party.unit))
    return list(lines.values())


def _line_start(group: UnitGroup) -> str:
    return group.name[:1].upper() + group.name[1:]


def reached_units(paper: Paper, roster: Roster, invited: Sequence[int]) -> dict[int, str]:
    """Unit id -> how it is sent, for every unit that the paper's lines reach on the roster's day.

    ``invited`` are the units that 'Như thành phần dự họp' stands for.
    """
    reached: dict[int, str] = {}
    for line in recipients_of(paper):
        if line.group:
            found = [unit.pk for unit in roster.members(line.group)]
        elif line.everyone_invited:
            found = list(invited)
        else:
            found = [line.unit_id] if line.unit_id else []
        for unit_id in found:
            reached.setdefault(unit_id, line.method)
    return reached


def reached_in_words(paper: Paper) -> dict[str, str]:
    """Words -> how it is sent, for the lines that stand for no unit, such as 'Ban Giám đốc Sở'.

    'Kính gửi: Các cơ quan, đơn vị đã nhận …' of a correction stands for the units that the corrected paper reached, and
    '… có tên tại Phụ lục' of a letter of urging for those of its list.
    """
    for_others = paper.corrects_id or paper.kind == PaperKind.URGING
    lines = [line for line in recipients_of(paper) if not (for_others and line.addressed)]
    bare = [line for line in lines if not (line.unit_id or line.group_id or line.everyone_invited)]
    return {line.words: line.method for line in bare}


def deliver(
    release: Release, *, roster: Roster, assigned: Iterable[int], named: Mapping[str, str], at: datetime
) -> list[Delivery]:
    """One delivery for each unit that the lines name or that has an order, whether or not it is on a line, and one for
    each line that stands for no unit.

    ``named``: words -> how it is sent, for holders of an earlier paper who are in no directory.
    """
    codes = json.loads(release.content)["invited"]  # as signed: the list of a meeting may be corrected after it
    invited = list(Unit.objects.filter(code__in=codes).order_by("id").values_list("pk", flat=True))
    reached = reached_units(release.paper, roster, invited)
    for unit_id in assigned:
        reached.setdefault(unit_id, DeliveryMethod.AXIS)
    rows = [
        Delivery(release=release, unit_id=unit_id, method=method, sent_at=at) for unit_id, method in reached.items()
    ]
    in_words = {**named, **reached_in_words(release.paper)}.items()
    rows += [Delivery(release=release, words=words, method=method, sent_at=at) for words, method in in_words]
    return Delivery.objects.bulk_create(rows)
