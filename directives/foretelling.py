"""What releasing a paper will bring about, said before anybody pushes the button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from directives.withdrawing import standing_directives
from districts.errors import DomainError
from districts.models import Unit
from districts.roster import Roster
from meetings.addressing import reached_units
from meetings.enums import ABOUT_A_DAY, PaperKind, PaperState
from meetings.models import Paper
from meetings.planning.invitation_sending import foretold_of
from meetings.readiness import weighed_orders
from meetings.sharing import Shares, shares_of
from meetings.signing import latest_record, signed_content


@dataclass(frozen=True)
class Outlook:
    """``units``: those with an order; ``reached``: those with an order or a line among the recipients.

    ``stopped``: directives that hold under the paper that this one follows. ``unmatched``: names that reach no unit.
    """

    orders: int
    units: int
    reached: int
    stopped: int
    unmatched: list[str]


def outlook_of(paper: Paper, day: date) -> Outlook:
    """Of a signed paper, by the directory of the day; a few queries whatever the size of the paper.

    Raises ContentChanged where what was signed is not what is kept.
    """
    invited = signed_content(latest_record(paper))["invited"]
    invited_ids = list(Unit.objects.filter(code__in=invited).values_list("pk", flat=True))
    roster = Roster.load(day)
    shares = [shares_of(order, roster) for order in weighed_orders(paper)]
    ordered = {unit.pk for share in shares for unit in (*share.leading, *share.coordinating)}
    before = paper.follows
    earlier = set(before.release.deliveries.exclude(unit=None).values_list("unit_id", flat=True)) if before else set()
    return Outlook(
        orders=len(shares),
        units=len(ordered),
        reached=len(ordered | earlier | set(reached_units(paper, roster, invited_ids))),
        stopped=len(standing_directives(before)) if before else 0,
        unmatched=_names(shares),
    )


def _names(shares: list[Shares]) -> list[str]:
    return list(dict.fromkeys(name for share in shares for name in share.unmatched))


def foretell_release(paper: Paper, day: date) -> list[str]:
    """Sentences for the page on which the paper is released; none before it is signed."""
    if paper.state != PaperState.SIGNED:
        return []
    try:
        outlook = outlook_of(paper, day)
    except DomainError as error:
        return [str(error)]
    orders = [] if paper.kind in ABOUT_A_DAY else [_orders_told(paper, outlook)]
    told = [*orders, f"Gửi đến {outlook.reached} đơn vị.", *foretold_of(paper, day)]
    if outlook.unmatched:
        told.append(f"Chưa phân công được cho: {'; '.join(outlook.unmatched)}.")
    return told


def _orders_told(paper: Paper, outlook: Outlook) -> str:
    if paper.kind == PaperKind.MINUTES:
        ended = f" {paper.replaces.release.titled} được ghi là đã thay thế." if paper.replaces else ""
        return f"Biên bản không phân công nhiệm vụ; nhiệm vụ được phân công bằng thông báo kết luận.{ended}"
    if paper.recalls and paper.recalls.kind == PaperKind.MINUTES:
        return f"{paper.recalls.release.titled} được ghi là đã thu hồi; không nhiệm vụ nào thay đổi."
    if paper.recalls:
        return f"Dừng {outlook.stopped} nhiệm vụ của văn bản bị thu hồi."
    if paper.amends:
        return (
            f"Phân công {outlook.orders} nhiệm vụ mới hoặc có sửa đổi cho {outlook.units} đơn vị; các nhiệm vụ khác của "
            f"{paper.amends.release.titled} giữ nguyên, nhiệm vụ bị bãi bỏ thì dừng."
        )
    if paper.corrects:
        return f"{paper.corrects.release.titled} được ghi là đã đính chính; không nhiệm vụ nào thay đổi."
    if paper.replaces:
        return (
            f"Văn bản có {outlook.orders} nhiệm vụ của {outlook.units} đơn vị, thay cho {outlook.stopped} nhiệm vụ đang "
            "có hiệu lực: nhiệm vụ không đổi giữ nguyên, nhiệm vụ đổi được phân công lại, nhiệm vụ bỏ thì dừng."
        )
    return f"Phân công {outlook.orders} nhiệm vụ cho {outlook.units} đơn vị."
