"""Whom an invitation names: in a few lines where officials would write a few, else in an annex with a table.

Phụ lục I, mục III, khoản 1, Nghị định 30/2020/NĐ-CP: the text of a paper points to its annex. So an invitation whose
text says 'Phụ lục' is printed with the list, and one that does not is printed without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from districts.enums import COMMUNE_KINDS, DISTRICT_KINDS, UnitKind
from districts.folding import fold
from districts.models import Unit, UnitGroup
from districts.roster import Roster
from meetings.enums import MeetingForm, PaperKind
from meetings.models import Delegation, Meeting, Paper
from meetings.papers.record import Annex

LONGEST_IN_TEXT = 12  # lines; more of them, and the units stand in the annex
SMALLEST_GROUP = 3  # units; fewer are named one by one
MOST_POINTS_IN_TEXT = 8
IN_ANNEX = "theo danh sách tại Phụ lục kèm theo"
ANNEX_TITLE = "Danh sách cơ quan, đơn vị được mời dự họp"
_LOCAL = (
    (UnitKind.RURAL_DISTRICT, "huyện"),
    (UnitKind.TOWN, "thị xã"),
    (UnitKind.URBAN_DISTRICT, "quận"),
    (UnitKind.CITY, "thành phố"),
    (UnitKind.COMMUNE, "xã"),
    (UnitKind.WARD, "phường"),
    (UnitKind.SPECIAL_ZONE, "đặc khu"),
)


def invited_rows(meeting: Meeting) -> list[Delegation]:
    """The units invited, in the order of the meeting's list, with their connection points. One query."""
    return list(meeting.delegations.select_related("unit", "point").order_by("position", "id"))


def invited_lines(rows: Iterable[Delegation], roster: Roster) -> list[str]:
    """'UBND các xã, phường' for a group that is invited whole, then the rest one by one in the order of the list.

    Of a long rest the localities, and if that is not enough everyone, are pointed to in the annex.
    """
    rows = list(rows)
    groups = _whole_groups({row.unit_id for row in rows if row.unit_id}, roster)
    covered = {unit.pk for group in groups for unit in roster.members(group)}
    rest = [row for row in rows if row.unit_id not in covered]
    named = [_capitalised(group.name) for group in groups]
    ways = ([*named, *map(_name_of, rest)], [*named, *_with_localities_together(rest)])
    everyone = [f"Các cơ quan, đơn vị, địa phương {IN_ANNEX}"]
    return next((lines for lines in ways if len(lines) <= LONGEST_IN_TEXT), everyone)


def _with_localities_together(rows: Sequence[Delegation]) -> list[str]:
    """The rows by name, their localities in one line that points to the annex."""
    local = [row.unit for row in rows if row.unit and row.unit.kind in COMMUNE_KINDS | DISTRICT_KINDS]
    others = [_name_of(row) for row in rows if row.unit not in local]
    return [*others, f"{_localities(local)} {IN_ANNEX}"] if local else others


def _whole_groups(invited: set[int], roster: Roster) -> list[UnitGroup]:
    """Groups all of whose units of the day are invited, the largest first, none with a unit that another has.

    Of two with the same units the one that is defined by fewer kinds says it more exactly.
    """
    left, chosen = set(invited), []
    members = {group: {unit.pk for unit in roster.members(group)} for group in UnitGroup.objects.all()}
    for group in sorted(members, key=lambda each: (-len(members[each]), len(each.kinds), each.sort_name)):
        if len(members[group]) >= SMALLEST_GROUP and left.issuperset(members[group]):
            chosen.append(group)
            left -= members[group]
    return chosen


def _localities(units: Sequence[Unit]) -> str:
    """'UBND các xã, phường', by the kinds that there are."""
    kinds = {unit.kind for unit in units}
    return f"UBND các {', '.join(word for kind, word in _LOCAL if kind in kinds)}"


def _name_of(row: Delegation) -> str:
    return _capitalised(row.unit.name if row.unit else row.words)


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def invited_annexes(paper: Paper) -> tuple[Annex, ...]:
    """The list of everyone invited, where the invitation's text points to an annex."""
    if paper.kind != PaperKind.INVITATION or paper.meeting is None:
        return ()
    text = fold(f"{paper.opening}\n{paper.body}\n{paper.closing}")
    rows = invited_rows(paper.meeting) if "phu luc" in text else []
    return (_annex(rows, seated=paper.meeting.form != MeetingForm.IN_PERSON),) if rows else ()


def _annex(rows: Sequence[Delegation], *, seated: bool) -> Annex:
    """Numbered; with the point of each unit where units of an online meeting have one, those of a point together."""
    if not (seated and any(row.point for row in rows)):
        numbered = tuple((str(number), _name_of(row)) for number, row in enumerate(rows, start=1))
        return Annex(title=ANNEX_TITLE, columns=("STT", "Cơ quan, đơn vị"), rows=numbered)
    ordered = sorted(rows, key=lambda row: (row.point is None, row.point.position if row.point else 0))
    places = tuple((str(number), _name_of(row), _point_of(row)) for number, row in enumerate(ordered, start=1))
    return Annex(title=ANNEX_TITLE, columns=("STT", "Cơ quan, đơn vị", "Điểm cầu"), rows=places)


def _point_of(row: Delegation) -> str:
    return ", ".join(filter(None, [row.point.name, row.point.place])) if row.point else ""
