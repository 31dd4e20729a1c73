"""What the demo enters from elsewhere: a notice of before the portal, a superior's ruling."""

from __future__ import annotations

from datetime import date

from directives.earlier.recording import Said, enter_with_orders
from directives.enums import SuperiorBody
from directives.rulings.entering import enter
from directives.rulings.proposing import Proposal, ProposedItem
from directives.rulings.setting_off import set_off
from districts.enums import UnitKind
from districts.models import Succession, Unit
from meetings.conclusion_rows import orders_of
from meetings.drafting import first_outline
from meetings.earlier_papers import EarlierFacts
from meetings.enums import DeadlineKind, OrderStanding, PartyRole
from meetings.models import MeetingSeries
from meetings.outline.editing import add_item
from meetings.outline.item_states import ItemState, OrderState, PartyState
from portal.demo.crew import Crew, letter
from portal.demo.held import concluded, held_meeting

EARLIER_NUMBER = 63
SUBJECT = "hạ tầng số ở ấp, khóm"
LATE = {
    "X-LONGHO": "Gửi kế hoạch bồi dưỡng kỹ năng số cho công chức xã.",
    "X-TRAON": "Lập kế hoạch phổ cập kỹ năng số cho các hộ dân của xã.",
    "P-BINHMINH": "Thống kê điểm truy cập Internet công cộng trên địa bàn phường.",
}
"""Whose order of the old notice is late by now, and what it says."""
ANSWERED = {
    "X-TAMBINH": "Kiện toàn tổ công nghệ số cộng đồng của xã.",
    "X-PHUQUOI": "Niêm yết hướng dẫn nộp hồ sơ trực tuyến tại bộ phận một cửa.",
}
"""Whose order of it falls due in some days, and what it says; both units have told the Sở since."""


def enter_old_papers(crew: Crew, series: MeetingSeries) -> None:
    _earlier(crew, series)
    _ruling(crew)


def _earlier(crew: Crew, series: MeetingSeries) -> None:
    """The notice of the series' last meeting, issued before there was a portal."""
    meeting = held_meeting(crew, SUBJECT, days_ago=35, series=series)
    concluded(crew, meeting, SUBJECT)
    outline = first_outline(meeting)
    led = (PartyState(PartyRole.LEAD, unit=crew.unit("X-TRAON").pk),)
    done = ItemState("Gửi danh sách công chức đầu mối chuyển đổi số.", orders=(OrderState(parties=led),))
    add_item(outline, done, after=None, by=crew.clerk, at=crew.now)
    for orders, days in ((LATE, -12), (ANSWERED, 5)):
        for code, text in orders.items():
            add_item(outline, _led(crew, code, text, crew.day(days)), after=None, by=crew.clerk, at=crew.now)
    facts = EarlierFacts(
        number=EARLIER_NUMBER,
        symbol="TB-SKHCN",
        issued_on=crew.day(-32),
        abstract=f"Kết luận của Phó Giám đốc Sở tại {meeting.title}",
        signer_name="Phạm Thị D",
        signer_position="KT. Giám đốc, Phó Giám đốc",
        file=letter("thong-bao-63", "Bản đã ban hành."),
    )
    rows = orders_of(outline)
    said = {row.pk: Said(OrderStanding.OPEN) for row in rows}
    ended = next(row for row in rows if row.conclusion.text == done.text)
    said[ended.pk] = Said(OrderStanding.DONE, crew.day(-20))
    enter_with_orders(outline, facts, said, by=crew.clerk, at=crew.now)


def _led(crew: Crew, code: str, text: str, due_on: date) -> ItemState:
    order = OrderState(
        parties=(PartyState(PartyRole.LEAD, unit=crew.unit(code).pk),),
        deadline_kind=DeadlineKind.DAY,
        deadline_words=f"trước ngày {due_on:%d/%m/%Y}",
        due_on=due_on,
    )
    return ItemState(text, orders=(order,))


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
