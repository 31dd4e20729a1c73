"""What tells drafts of one kind apart in a list: which paper one follows, whom and of which day a letter urges."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce

from meetings.enums import PaperKind
from meetings.models import Paper, Release, UrgedTask
from meetings.models.earlier import full_number

FOLLOWING = (
    ("replaces_id", "thay thế"),
    ("amends_id", "sửa đổi"),
    ("recalls_id", "thu hồi"),
    ("corrects_id", "đính chính"),
)


def apart_columns() -> dict[str, Any]:
    """For a query of papers of which ``told_apart`` is asked."""
    paper = Coalesce(OuterRef("replaces"), OuterRef("amends"), OuterRef("recalls"), OuterRef("corrects"))
    followed = Release.objects.filter(paper=paper)
    urged = UrgedTask.objects.filter(letter__paper=OuterRef("pk")).order_by().values("letter")
    return {
        "apart_number": Subquery(followed.values("number")[:1]),
        "apart_symbol": Subquery(followed.values("symbol")[:1]),
        "apart_units": Subquery(urged.annotate(n=Count("unit", distinct=True)).values("n")),
        "apart_unit": Subquery(urged.annotate(n=Min("unit_words")).values("n")),
        "apart_day": Subquery(urged.values("letter__as_of")[:1]),
    }


def told_apart(paper: Paper) -> str:
    """'thay thế 01/TB-SKHCN'; 'UBND xã Mẫu, số liệu ngày 09/04/2026' of a letter of urging; '' of most papers."""
    read = vars(paper)
    if paper.kind == PaperKind.URGING and read["apart_units"]:
        count = read["apart_units"]
        whom = read["apart_unit"] if count == 1 else f"{count} đơn vị"
        return f"{whom}, số liệu ngày {read['apart_day']:%d/%m/%Y}"
    if read["apart_number"] is None:
        return ""
    verb = next(words for name, words in FOLLOWING if getattr(paper, name))
    return f"{verb} {full_number(read['apart_number'], read['apart_symbol'])}"
