"""What the page 'Kỳ trước' of a meeting shows: the tasks in words, each with the form of its verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict

from directives.chips import ICONS, Chip
from directives.enums import Bucket, VerdictKind
from directives.models import MeetingVerdict
from directives.tasks.office_list import FilterLink
from directives.verdicts.effects import foretold
from directives.verdicts.forms import VerdictForm, as_typed
from directives.verdicts.listing import Carried, CarriedRow
from directives.verdicts.wording import chip_of_row, counted_words
from meetings.models import Conclusion, Meeting


@dataclass(frozen=True)
class ShownRow:
    """``effect``: what the verdict did or will do; ``form`` is None for who may not record one now."""

    row: CarriedRow
    chip: Chip
    verdict: str
    effect: str
    in_force: str
    form: VerdictForm | None

    @property
    def is_open(self) -> bool:
        """Whether the form stands open: what was typed and refused."""
        return bool(self.form and self.form.is_bound)


@dataclass(frozen=True)
class Page:
    """``parts``: heading, rows and whether they are folded. ``counted``: how many there are, in a sentence."""

    parts: list[tuple[str, list[ShownRow], bool]]
    buckets: list[FilterLink]
    counted: str
    total: int


@dataclass(frozen=True)
class Desk:
    """What every row of one page needs: the meeting, its items, and whether verdicts may be recorded now."""

    meeting: Meeting
    items: list[Conclusion]
    may_record: bool

    def form_of(self, row: CarriedRow, sent: QueryDict | None = None) -> VerdictForm:
        return VerdictForm(
            sent,
            initial=as_typed(row.verdict),
            prefix=f"v{row.directive.pk}",
            items=self.items,
            from_above=row.from_above,
        )

    def shown(self, row: CarriedRow, form: VerdictForm | None = None) -> ShownRow:
        verdict = row.verdict
        effect = getattr(verdict, "effect", None)
        will = foretold(verdict, self.meeting, row.open_now) if verdict and not effect else ""
        return ShownRow(
            row=row,
            chip=chip_of_row(row, self.meeting),
            verdict=self.named(verdict) if verdict else "",
            effect=effect.told if effect else will,
            in_force=effect.release.titled if effect else "",
            form=form or (self.form_of(row) if self.may_record else None),
        )

    def named(self, verdict: MeetingVerdict) -> str:
        """'Thay bằng kết luận mới: mục a) Rà soát …'."""
        if verdict.kind != VerdictKind.REPLACED:
            return str(verdict)
        item = next((each for each in self.items if each.pk == verdict.item), None)
        told = f"mục {item.label} {item.text}".replace("  ", " ") if item else "mục đã bị xóa, hãy chọn lại"
        return f"{verdict}: {told}"


def page_of(carried: Carried, desk: Desk, bucket: str, refused: ShownRow | None = None) -> Page:
    """``bucket``: the one by which the list is filtered, or ''; ``refused``: the row of a form that was sent back."""

    def shown(rows: Iterable[CarriedRow]) -> list[ShownRow]:
        return [refused if refused and refused.row.directive == row.directive else desk.shown(row) for row in rows]

    if bucket in Bucket.values:
        chosen = [row for row in carried.rows if row.bucket == bucket]
        parts = [(str(Bucket(bucket).label), shown(chosen), False)]
    else:
        later = f"Còn trên {settings.CARRIED_AHEAD_DAYS} ngày mới đến hạn"
        parts = [
            ("Nhiệm vụ xem tại cuộc họp", shown(carried.shown), False),
            (later, shown(carried.far), True),
            ("Đã kết thúc từ kỳ trước", shown(carried.ended), True),
        ]
    links = [
        FilterLink(str(each), str(each.label), ICONS[each], carried.counts[each], bucket == each, f"loc={each}")
        for each in Bucket
        if carried.rows
    ]
    return Page(parts, links, counted_words(carried), len(carried.rows))
