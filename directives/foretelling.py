"""What releasing a paper will bring about, said before anybody pushes the button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Value

from directives.urging.standing import foretold_of_urging, units_urged
from directives.verdicts.effects import count_waiting
from directives.withdrawing import count_standing
from districts.errors import DomainError, WrongState
from districts.models import Unit
from districts.roster import Roster
from meetings.addressing import reached_units
from meetings.amended import given_orders_alone
from meetings.enums import ABOUT_A_DAY, PaperKind, PaperState
from meetings.models import Delivery, Paper
from meetings.planning.invitation_sending import foretold_of
from meetings.sharing import Shares, shares_of
from meetings.signing import UNSIGNED, signed_content, standing_signatures


@dataclass(frozen=True)
class Outlook:
    """``units``: those with an order; ``reached``: those with an order or a line among the recipients.

    ``stopped``: directives that hold under the paper that this one follows. ``unmatched``: names that reach no unit.
    ``verdicts``: on earlier tasks, that take force with it.
    """

    orders: int
    units: int
    reached: int
    stopped: int
    unmatched: list[str]
    verdicts: int = 0


def outlook_of(paper: Paper, day: date) -> Outlook:
    """Of a signed paper, by the directory of the day; a few queries whatever the size of the paper.

    Raises ContentChanged where what was signed is not what is kept.
    """
    before = paper.follows
    stopped = count_standing(before) if before else Value(0)
    signed = standing_signatures(paper).annotate(stopped=stopped, verdicts=count_waiting(paper)).first()
    if signed is None:
        raise WrongState(UNSIGNED)
    had = Delivery.objects.filter(release__paper=before, unit=OuterRef("pk")) if before else Delivery.objects.none()
    asked = Q(code__in=signed_content(signed)["invited"])
    units = Unit.objects.annotate(invited=asked, had_it=Exists(had)).filter(Q(invited=True) | Q(had_it=True))
    known = list(units.values_list("pk", "invited", "had_it"))
    roster = Roster.load(day)
    shares = [shares_of(order, roster) for order in given_orders_alone(paper)]
    ordered = {unit.pk for share in shares for unit in (*share.leading, *share.coordinating)}
    reached = reached_units(paper, roster, [pk for pk, invited, _ in known if invited])
    return Outlook(
        orders=len(shares),
        units=len(ordered),
        reached=len(ordered | set(reached) | set(units_urged(paper)) | {pk for pk, _, had_it in known if had_it}),
        stopped=signed.stopped,
        unmatched=_names(shares),
        verdicts=signed.verdicts,
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
    orders = [] if paper.kind in ABOUT_A_DAY else [_orders_told(paper, outlook, day)]
    verdicts = [f"{outlook.verdicts} kết luận về nhiệm vụ kỳ trước có hiệu lực."] if outlook.verdicts else []
    told = [*orders, *verdicts, f"Gửi đến {outlook.reached} đơn vị.", *foretold_of(paper, day)]
    if outlook.unmatched:
        told.append(f"Chưa phân công được cho: {'; '.join(outlook.unmatched)}.")
    return told


def _orders_told(paper: Paper, outlook: Outlook, day: date) -> str:
    if paper.kind == PaperKind.URGING:
        return foretold_of_urging(paper, day)
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
