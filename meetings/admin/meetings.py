"""Meetings with the units that were invited and the people who came."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from districts.errors import DomainError
from districts.models import UnitGroup
from districts.searching import FoldedSearch
from meetings import access
from meetings.admin.refusals import PlainChoices, RefusesInWords
from meetings.admin.years import year_filter
from meetings.dating import write_day_into_drafts
from meetings.drafting import draft_notice, first_outline
from meetings.enums import AttendeeRole
from meetings.forms import AttendeeForm, AttendeeFormSet, DelegationForm, MeetingForm, SeriesRowForm
from meetings.inviting import invite_group
from meetings.lock_order import hold_outlines_papers_and_meeting
from meetings.minutes.editions import refuse_closed
from meetings.models import Attendee, Delegation, Meeting, MeetingSeries
from meetings.row_forms import VersionedFormSet
from meetings.settling import open_notes


class InviteForm(forms.Form):
    group = forms.ModelChoiceField(UnitGroup.objects.all(), label="Nhóm đơn vị")


class DelegationInline(PlainChoices, admin.TabularInline):
    model = Delegation
    form = DelegationForm
    formset = VersionedFormSet
    extra = 0
    autocomplete_fields = ["unit"]
    fields = ["read_version", "position", "unit", "words", "attendance", "reason", "authority", "absence_paper"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("unit")


class AttendeeInline(PlainChoices, admin.TabularInline):
    model = Attendee
    form = AttendeeForm
    formset = AttendeeFormSet
    extra = 0
    fields = ["position", "honorific", "name", "post", "role", "delegation"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("delegation__unit")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only this meeting's delegations, read once for all rows."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name == "delegation":
            meeting = request.resolver_match.kwargs.get("object_id")
            found = Delegation.objects.filter(meeting=meeting) if str(meeting).isdigit() else Delegation.objects.none()
            field.queryset = found
            field.choices = [("", "---------"), *((d.pk, str(d)) for d in found.select_related("unit"))]
        return field


def _changes_who_came(formset: BaseInlineFormSet) -> bool:
    """Whether the rows sent change the units of the meeting or their people; who leads it is a fact of another kind."""
    changed = [form for form in formset.forms if form.has_changed()]
    if formset.model is Delegation:
        return bool(changed)
    came = AttendeeRole.ATTENDEE
    return any(came in (form.initial.get("role"), form.cleaned_data.get("role")) for form in changed)


@admin.register(MeetingSeries)
class MeetingSeriesAdmin(RefusesInWords):
    form = SeriesRowForm
    fields = ["read_version", "name", "frequency", "field"]
    list_display = ["name", "frequency", "field"]
    list_filter = ["frequency"]
    search_fields = ["name"]


@admin.register(Meeting)
class MeetingAdmin(FoldedSearch, RefusesInWords):
    change_form_template = "admin/meetings/meeting/change_form.html"
    form = MeetingForm
    inlines = [DelegationInline, AttendeeInline]
    autocomplete_fields = ["host"]
    with_icons = ("series",)
    list_display = ["title", "held_on", "period", "series", "state", "host"]
    list_filter = ["state", year_filter("held_on"), "kind", "series"]
    list_select_related = ["series", "host"]
    date_hierarchy = "held_on"
    fieldsets = [
        (None, {"fields": ["read_version", "title", ("period", "kind"), ("series", "state")]}),
        ("Thời gian, địa điểm", {"fields": [("held_on", "starts_at"), ("place", "form"), ("host", "host_words")]}),
        ("Chương trình", {"fields": ["agenda"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and access.may_enter_meetings(request.user)

    def has_change_permission(self, request, obj=None):
        allowed = access.may_edit_meeting(request.user, obj) if obj else access.may_enter_meetings(request.user)
        return super().has_change_permission(request, obj) and allowed

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        else:
            hold_outlines_papers_and_meeting(obj.pk)
        super().save_model(request, obj, form, change)
        first_outline(obj)
        write_day_into_drafts(obj)

    def save_related(self, request, form, formsets, change):
        if change and any(_changes_who_came(formset) for formset in formsets):
            refuse_closed(form.instance)
        super().save_related(request, form, formsets, change)

    def get_urls(self):
        inside = self.admin_site.admin_view
        return [
            path("<int:pk>/lap-du-thao/", inside(require_POST(self.draft_view)), name="meetings_meeting_draft"),
            path("<int:pk>/moi-nhom/", inside(require_POST(self.invite_view)), name="meetings_meeting_invite"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        meeting = self.get_object(request, unquote(object_id)) if object_id else None
        panel = self._panel(request, meeting) if meeting else {}
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **panel})

    def _panel(self, request: HttpRequest, meeting: Meeting) -> dict[str, object]:
        papers = list(meeting.papers.select_related("release"))
        return {
            "outlines": meeting.outlines.order_by("edition"),
            "papers": papers,
            "open_notes": len(open_notes(meeting)),
            "may_draft": not meeting.papers.of_conclusions().exists() and access.may_enter_meetings(request.user),
            "invite_form": InviteForm() if access.may_edit_meeting(request.user, meeting) else None,
        }

    def draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """'Lập dự thảo thông báo', then on to the draft."""
        meeting = get_object_or_404(self.get_queryset(request), pk=pk)
        try:
            paper = draft_notice(meeting, by=request.user, at=timezone.now())
        except DomainError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("admin:meetings_meeting_change", args=[pk]))
        messages.success(request, "Đã lập dự thảo thông báo. Hãy xem lại trích yếu, người ký và nơi nhận.")
        return HttpResponseRedirect(reverse("admin:meetings_paper_change", args=[paper.pk]))

    def invite_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """'Mời cả nhóm': a delegation for each unit of a group."""
        meeting = get_object_or_404(self.get_queryset(request), pk=pk)
        form = InviteForm(request.POST)
        try:
            added = invite_group(meeting, form.cleaned_data["group"], by=request.user) if form.is_valid() else None
        except DomainError as error:
            messages.error(request, str(error))
        else:
            told = "Hãy chọn nhóm đơn vị cần mời." if added is None else f"Đã thêm {added} đơn vị vào danh sách mời."
            messages.add_message(request, messages.WARNING if added is None else messages.SUCCESS, told)
        return HttpResponseRedirect(reverse("admin:meetings_meeting_change", args=[pk]))
