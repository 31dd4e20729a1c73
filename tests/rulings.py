"""Superiors' papers, for tests: entered by the clerk, one item given to a commune."""

from __future__ import annotations

from datetime import date
from typing import Any

from directives.enums import SuperiorBody
from directives.rulings.entering import enter
from directives.rulings.models import Ruling
from directives.rulings.proposing import Proposal, ProposedItem
from directives.rulings.setting_off import set_off
from meetings.planning.files import SentFile
from tests.cast import NOW, Cast

FACTS = {
    "body": SuperiorBody.PEOPLE_COMMITTEE,
    "issuer": "UBND tỉnh Mẫu",
    "number": "215/TB-UBND",
    "issued_on": date(2026, 4, 2),
    "abstract": "Kết luận của Phó Chủ tịch UBND tỉnh tại cuộc họp tháng 3",
    "signer_name": "Trần Văn L",
    "signer_position": "Chánh Văn phòng",
}


def enter_ruling(cast: Cast, *items: ProposedItem, data: bytes = b"%PDF-1.7 UBND", **facts: Any) -> Ruling:
    proposal = Proposal(FACTS | facts, items)
    return enter(SentFile("tb-ubnd.pdf", data), proposal, by=cast.clerk, at=NOW)


def make_ruling(cast: Cast, **facts: Any) -> Ruling:
    """With work given: one item to a division with a commune helping, one to the commune; and an item of another's."""
    ruling = enter_ruling(
        cast,
        ProposedItem(
            "Hoàn thành đề án chuyển đổi số",
            label="1.a",
            is_ours=True,
            leads=[cast.division],
            helpers=[cast.commune],
            deadline_words="trước ngày 30/6/2026",
            due_on=date(2026, 6, 30),
        ),
        ProposedItem("Rà soát điểm truy cập Internet công cộng", label="1.b", is_ours=True, leads=[cast.commune]),
        ProposedItem("Sở Tài chính bố trí kinh phí", label="2"),
        **facts,
    )
    set_off(ruling, by=cast.clerk, at=NOW)
    return Ruling.objects.get(pk=ruling.pk)
