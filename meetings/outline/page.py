"""What the page of a meeting's conclusions shows, whole or the region that htmx replaces: a few queries at any length."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from districts.calendar import WorkCalendar
from districts.models import Officer
from meetings import access
from meetings.conclusion_rows import conclusions_of
from meetings.drafting import first_outline
from meetings.enums import ConclusionKind, PaperState
from meetings.models import Conclusion, EarlierPaper, EditDraft, Meeting, Outline, OutlineAct, Paper
from meetings.models.conclusions import EARLIER_FROZEN, FROZEN
from meetings.outline.clarity import Clarity, examine, named_places
from meetings.outline.editing import label_of_new, place_of_new
from meetings.outline.item_states import ItemState, stamp_of, state_of
from meetings.outline.panel import Names, Panel, panel_of
from meetings.outline.rows import group_sizes, rows_of
from meetings.tabs import tab_counts, tabs_of


def outline_of(officer: Officer, pk: int) -> Outline:
    """The latest conclusions of a meeting that the Sở's staff may read; anybody else finds nothing there."""
    meetings = Meeting.objects.visible_to(officer) if officer.works_at_office else Meeting.objects.none()
    papers = Paper.objects.filter(outline=OuterRef("pk"))
    earlier = EarlierPaper.objects.filter(outline=OuterRef("pk"))
    found = (
        Outline.objects.filter(meeting__in=meetings.values("pk"), meeting=pk)
        .select_related("meeting")
        .annotate(
            issued_earlier=Exists(earlier),
            frozen=Q(Exists(papers.exclude(state=PaperState.DRAFT))) | Q(Exists(earlier)),
            paper=Subquery(papers.order_by("-pk").values("pk")[:1]),
            can_undo=Exists(OutlineAct.objects.filter(outline=OuterRef("pk"), officer=officer, closed_at=None)),
            has_drafts=Exists(EditDraft.objects.filter(outline=OuterRef("pk"), officer=officer)),
            **tab_counts(officer, "meeting"),
        )
        .order_by("-edition")
    )
    outline = found.first()
    if outline is None:
        first_outline(get_object_or_404(meetings, pk=pk))
        outline = found.get()
    return outline


@dataclass
class OutlinePage:
    """``open_item`` is edited in its place; ``adding`` says after which item a new one is written, 0 for the end."""

    request: HttpRequest
    outline: Outline
    open_item: int | None = None
    adding: int | None = None
    panel: Panel | None = None
    one_more: bool = False
    focus: int | None = None

    @property
    def meeting(self) -> Meeting:
        return self.outline.meeting

    @property
    def may_edit(self) -> bool:
        return access.may_edit_meeting(self.request.user, self.meeting) and not self.outline.frozen

    @cached_property
    def conclusions(self) -> list[Conclusion]:
        return conclusions_of(self.outline)

    @cached_property
    def calendar(self) -> WorkCalendar:
        return WorkCalendar.load()

    @cached_property
    def day(self):
        return self.meeting.held_on or timezone.localdate()

    @cached_property
    def clarity(self) -> Clarity:
        return examine(self.conclusions, day=self.day, held_on=self.meeting.held_on, calendar=self.calendar)

    @cached_property
    def places(self):
        return named_places(self.conclusions)

    def opened(self) -> Panel | None:
        if not self.may_edit:
            return None
        if self.panel is not None:
            return self.panel
        if self.adding is not None:
            return self._new_panel()
        row = next((row for row in self.conclusions if row.pk == self.open_item), None)
        return self.panel_for(row) if row else None

    def panel_for(self, row: Conclusion) -> Panel:
        return panel_of(
            state_of(row),
            calendar=self.calendar,
            held_on=self.meeting.held_on,
            label=row.label,
            place=self.places[row.pk],
            level=row.level,
            item=row.pk,
            stamp=stamp_of(row),
            one_more=self.one_more,
            names=Names.from_orders(row.orders.all()),
        )

    def _new_panel(self) -> Panel:
        index, level = place_of_new(self.conclusions, self.adding or None)
        return panel_of(
            ItemState(),
            calendar=self.calendar,
            held_on=self.meeting.held_on,
            label=label_of_new(self.conclusions, index, level),
            level=level,
            after=self.adding,
        )

    def beside(self) -> dict[str, object]:
        """What stands around an item that saves itself."""
        return {
            "meeting": self.meeting,
            "outline": self.outline,
            "rows": self.conclusions,
            "clarity": self.clarity,
            "may_edit": self.may_edit,
        }

    def context(self) -> dict[str, object]:
        drafts = self._drafts()
        sizes = group_sizes(self.conclusions, self.day)
        rows = rows_of(self.conclusions, self.clarity, self.places, sizes, drafts)
        panel = self.opened()
        return {
            "meeting": self.meeting,
            "outline": self.outline,
            "rows": rows,
            "panel": panel,
            "kinds": ConclusionKind.choices,
            "panel_index": self._panel_index(panel),
            "clarity": self.clarity,
            "lost_draft": drafts.get(None),
            "may_edit": self.may_edit,
            "frozen_words": self._frozen_words(),
            "focus": self.focus,
        }

    def _frozen_words(self) -> str:
        if self.outline.issued_earlier:
            return EARLIER_FROZEN
        return FROZEN if self.outline.frozen else ""

    def _drafts(self) -> dict[int | None, int]:
        """The reader's kept texts by item; None for one whose item is gone."""
        if not self.outline.has_drafts:
            return {}
        kept = EditDraft.objects.filter(outline=self.outline, officer=self.request.user)
        return dict(kept.values_list("conclusion", "pk"))

    def _panel_index(self, panel: Panel | None) -> int | None:
        """Before which row a new item's panel stands; None where the panel takes the place of its item's row."""
        if panel is None or panel.item is not None:
            return None
        return place_of_new(self.conclusions, panel.after or None)[0]

    def papers(self) -> dict[str, object]:
        """The number of the paper that these conclusions have, and whether one can be drafted."""
        paper = self.outline.paper
        return {"paper": paper, "may_draft": self.may_edit and paper is None and bool(self.conclusions)}

    def answer(self, status: int = 200) -> HttpResponse:
        """The whole page; for htmx the region alone, with what there is to say at its top."""
        context = self.context() | self.papers()
        if self.request.htmx:
            context["said"] = list(messages.get_messages(self.request))
            return render(self.request, "meetings/_outline_region.html", context, status=status)
        context["tabs"] = tabs_of(self.meeting, self.request.user, "outline", vars(self.outline))
        return render(self.request, "meetings/outline.html", context, status=status)
