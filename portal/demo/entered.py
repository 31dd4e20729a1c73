"""What the demo enters from elsewhere: a notice of before the portal, a superior's ruling."""

from __future__ import annotations

from directives.earlier.recording import Said, enter_with_orders
from directives.enums import SuperiorBody
from directives.models import Assignment
from directives.rulings.entering import enter
from directives.rulings.proposing import Proposal, ProposedItem
from directives.rulings.setting_off import set_off
from directives.urging.drafting import start_urging
from districts.enums import UnitKind
from districts.models import Succession, Unit
from meetings.conclusion_rows import orders_of
from meetings.drafting import first_outline
from meetings.earlier_papers import EarlierFacts
from meetings.enums import DeadlineKind, OrderStanding, PartyRole
from meetings.outline.editing import add_item
from meetings.outline.item_states import ItemState, OrderState, PartyState
from meetings.planning.invitation_words import contact_lines
from portal.demo.crew import Crew, letter
from portal.demo.held import concluded, held_meeting

EARLIER_NUMBER = 63
LATE = {
    "X-TRAON": "Lập kế hoạch hỗ trợ hộ sản xuất đăng ký nhãn hiệu.",
    "P-BINHMINH": "Thống kê cơ sở sử dụng phương tiện đo nhóm 2 trên địa bàn phường.",
}
"""Whose order of the old notice is late by now, and what it says."""


def enter_old_papers(crew: Crew) -> None:
    _earlier(crew)
    _ruling(crew)
    _urge_one(crew)


def _urge_one(crew: Crew) -> None:
    """A letter to one of the late units as a draft; the other is left to choose."""
    late = Assignment.objects.filter(directive__earlier__isnull=False, unit=crew.unit("P-BINHMINH"))
    start_urging(late, by=crew.clerk, at=crew.now, reply_days=5, contact=" ".join(contact_lines(crew.clerk)))


def _earlier(crew: Crew) -> None:
    meeting = held_meeting(crew, "sở hữu trí tuệ", days_ago=60)
    concluded(crew, meeting, "sở hữu trí tuệ")
    outline = first_outline(meeting)
    led = (PartyState(PartyRole.LEAD, unit=crew.unit("X-TRAON").pk),)
    done = ItemState("Gửi danh sách nhãn hiệu cần bảo hộ.", orders=(OrderState(parties=led),))
    add_item(outline, done, after=None, by=crew.clerk, at=crew.now)
    for code, text in LATE.items():
        order = OrderState(
            parties=(PartyState(PartyRole.LEAD, unit=crew.unit(code).pk),),
            deadline_kind=DeadlineKind.DAY,
            deadline_words=f"trước ngày {crew.day(-12):%d/%m/%Y}",
            due_on=crew.day(-12),
        )
        add_item(outline, ItemState(text, orders=(order,)), after=None, by=crew.clerk, at=crew.now)
    facts = EarlierFacts(
        number=EARLIER_NUMBER,
        symbol="TB-SKHCN",
        issued_on=crew.day(-55),
        abstract="Kết luận của Phó Giám đốc Sở tại cuộc họp về sở hữu trí tuệ",
        signer_name="Phạm Thị D",
        signer_position="KT. Giám đốc, Phó Giám đốc",
        file=letter("thong-bao-63", "Bản đã ban hành."),
    )
    first, *others = orders_of(outline)
    said = {first.pk: Said(OrderStanding.OPEN)}
    said |= {
        order.pk: Said(OrderStanding.OPEN)
        if order.conclusion.text in LATE.values()
        else Said(OrderStanding.DONE, crew.day(-40))
        for order in others
    }
    enter_with_orders(outline, facts, said, by=crew.clerk, at=crew.now)


def _ruling(crew: Crew) -> None:
    facts = {
        "body": SuperiorBody.PEOPLE_COMMITTEE,
        "issuer": "UBND tỉnh Vĩnh Long",
        "number": "215/TB-UBND",
        "issued_on": crew.day(-6),
        "abstract": "Kết luận của Phó Chủ tịch UBND tỉnh về chuyển đổi số cấp xã",
        "signer_name": "Trần Văn L",
        "signer_position": "Chánh Văn phòng",
    }
    day = crew.day(40)
    items = (
        ProposedItem(
            "Hoàn thành đề án chuyển đổi số cấp xã, trình UBND tỉnh.",
            label="1.a",
            is_ours=True,
            leads=[crew.unit("CDS")],
            helpers=[crew.unit("X-LONGHO")],
            deadline_words=f"trước ngày {day:%d/%m/%Y}",
            due_on=day,
        ),
        ProposedItem("Rà soát điểm truy cập Internet công cộng.", "1.b", is_ours=True, leads=[crew.unit("X-LONGHO")]),
        ProposedItem("Sở Tài chính bố trí kinh phí.", "2"),
    )
    gone = _unit_to_end()
    its_items = (
        ProposedItem("Bàn giao hồ sơ hạ tầng số của xã.", "1.c", is_ours=True, leads=[gone], due_on=day),
        ProposedItem("Rà soát hộ chưa có kết nối Internet.", "1.d", is_ours=True, leads=[gone]),
    )
    proposed = Proposal(facts, (*items, *its_items))
    first = enter(letter("215-TB-UBND", "Thông báo kết luận."), proposed, by=crew.clerk, at=crew.now)
    set_off(first, by=crew.clerk, at=crew.now)
    _end(gone, crew)
    waiting = facts | {"number": "231/TB-UBND", "abstract": "Kết luận về an toàn thông tin của cơ quan nhà nước"}
    enter(letter("231-TB-UBND", "Thông báo thứ hai."), Proposal(waiting, items[1:]), by=crew.clerk, at=crew.now)


def _unit_to_end() -> Unit:
    """A commune that two others carry on."""
    return Unit.objects.create(code="X-MAUCU", name="UBND xã Mẫu Cũ", kind=UnitKind.COMMUNE)


def _end(gone: Unit, crew: Crew) -> None:
    gone.valid_to = crew.day(-1)
    gone.save(update_fields=["valid_to"])
    for code in ("X-LONGHO", "X-TRAON"):
        Succession.objects.create(
            predecessor=gone, successor=crew.unit(code), day=crew.today, decision="Nghị quyết mẫu"
        )
