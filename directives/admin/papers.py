"""Papers: entered and corrected in the draft, read after it, with the steps of their way as buttons."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from directives.admin.paper_views import PaperViews
from directives.paper_steps import offered
from districts.errors import DomainError, Frozen
from districts.searching import FoldedSearch
from meetings import access
from meetings.admin.refusals import PlainChoices, RefusesInWords
from meetings.admin.years import year_filter
from meetings.composing import office_on
from meetings.enums import PaperState
from meetings.forms import PaperForm, RecipientForm
from meetings.models import MeetingEvent, Paper, Recipient
from meetings.models.conclusions import FROZEN
from meetings.readiness import readiness_of
from meetings.standing import marks_of, with_standing
from meetings.verbs import verb_words


class PaperRights:
    """A clerk's to edit in the draft; ``obj`` is the paper, on its own page and above its recipients."""

    def has_change_permission(self, request, obj=None):
        open_ = access.may_edit_paper(request.user, obj) if obj else access.may_enter_meetings(request.user)
        return super().has_change_permission(request, obj) and open_

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or access.may_edit_paper(request.user, obj))


class RecipientInline(PlainChoices, PaperRights, admin.TabularInline):
    model = Recipient
    form = RecipientForm
    extra = 1
    autocomplete_fields = ["unit", "group"]
    fields = ["position", "words", "purpose", "unit", "group", "everyone_invited", "addressed", "method"]

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and bool(obj) and access.may_edit_paper(request.user, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("unit", "group")


class ListedStates(admin.ChoicesFieldListFilter):
    """Without that of the discarded, which have a list of their own."""

    def choices(self, changelist):
        return (each for each in super().choices(changelist) if each["display"] != PaperState.DISCARDED.label)


@admin.register(Paper)
class PaperAdmin(PaperViews, PaperRights, FoldedSearch, RefusesInWords):
    """A paper begins at its meeting, or at the paper that it replaces or recalls; never here."""

    change_form_template = "admin/meetings/paper/change_form.html"
    form = PaperForm
    inlines = [RecipientInline]
    autocomplete_fields = ["drafting_unit"]
    list_display = ["number", "released_on", "abstract", "standing", "signer", "drafting_unit"]
    list_display_links = ["number", "abstract"]
    list_filter = [("state", ListedStates), year_filter("release__year"), "kind", "meeting__series"]
    date_hierarchy = "release__released_on"
    readonly_fields = ["number", "meeting_link", "outline_link", "standing", "returned_note", "signer_line"]

    def get_fieldsets(self, request, obj=None):
        editable = self.has_change_permission(request, obj)
        content = ["opening", "closing"] if obj and obj.outline_id else ["opening", "body", "closing"]
        return [
            (
                None,
                {"fields": ["read_version", ("number", "standing"), "meeting_link", "outline_link", "returned_note"]},
            ),
            ("Nội dung", {"fields": ["abstract", *content]}),
            (
                "Ký và lưu",
                {"fields": [("signer" if editable else "signer_line", "capacity"), ("drafting_unit", "archive_line")]},
            ),
        ]

    def get_queryset(self, request):
        # Not by list_select_related, which is not looked at where the rows join others already.
        papers = super().get_queryset(request).visible_to(request.user).select_related("signer", "drafting_unit")
        return with_standing(papers)

    def has_add_permission(self, request):
        return False

    def assert_editable(self, obj):
        if obj.state != PaperState.DRAFT:
            raise Frozen(FROZEN)

    @admin.display(description="số, ký hiệu", ordering="release__number")
    def number(self, obj):
        return obj.release.full_number if obj.state == PaperState.RELEASED else "Chưa cấp số"

    @admin.display(description="ngày ban hành", ordering="release__released_on")
    def released_on(self, obj):
        return obj.release.released_on if obj.state == PaperState.RELEASED else None

    @admin.display(description="tình trạng", ordering="state")
    def standing(self, obj):
        marks = marks_of(obj.release) if obj.state == PaperState.RELEASED else []
        return "; ".join(mark.words for mark in marks) or obj.get_state_display()

    @admin.display(description="người ký")
    def signer_line(self, obj):
        return str(obj.signer or "Chưa chọn")

    @admin.display(description="cuộc họp")
    def meeting_link(self, obj):
        return _link("meeting", obj.meeting)

    @admin.display(description="bản kết luận")
    def outline_link(self, obj):
        return _link("outline", obj.outline)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        paper = self.get_object(request, object_id) if object_id else None
        panel = self._panel(request, paper) if paper else {}
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **panel})

    def _panel(self, request: HttpRequest, paper: Paper) -> dict[str, object]:
        today = timezone.localdate()
        events = MeetingEvent.objects.filter(object_kind="paper", object_id=paper.pk).order_by("-sequence")
        panel = {
            "paper": paper,
            "show_delete": not paper.event_count,
            "is_released": paper.state == PaperState.RELEASED,
            "readiness": None if paper.state == PaperState.RELEASED else readiness_of(paper, today),
            "events": [(event, verb_words(event)) for event in events],
        }
        try:
            office = office_on(today)
        except DomainError as error:
            return {**panel, "cannot_step": str(error)}
        steps = [
            (
                step,
                step.label_for(paper, office, today),
                step.consequence_for(paper),
                step.form_for(paper, office, today),
            )
            for step in offered(request.user, paper, office)
        ]
        return {**panel, "steps": steps}


def _link(model: str, row) -> str:
    if row is None:
        return "Không có"
    return format_html('<a href="{}">{}</a>', reverse(f"admin:meetings_{model}_change", args=[row.pk]), row)
