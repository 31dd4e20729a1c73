"""Conclusions: the outline with its items, an item with its orders, an order with the units that carry it out.

Django nests no inlines, so each level has its page, and each row the link to the next one.
"""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from districts.searching import FoldedSearch
from meetings import access
from meetings.admin.outcomes import UNSETTLED, outcome_of, party_line
from meetings.admin.refusals import PlainChoices, RefusesInWords
from meetings.admin.viewing import ShowsVersion
from meetings.admin.years import year_filter
from meetings.enums import ConclusionKind, Settlement
from meetings.forms import ConclusionForm, OrderForm, OrderPartyForm, OrderWithPartiesForm
from meetings.models import Conclusion, Order, OrderParty, Outline
from meetings.outline.arranging import arrange
from meetings.row_forms import ConclusionFormSet, OutlineForm, VersionedFormSet
from meetings.wording import deadline_phrase

PARTIES = ["parties__unit", "parties__group"]


class OutlinePartRights(ShowsVersion):
    """Rows of an outline: a clerk's to edit while its paper is a draft, and for nobody after that."""

    def outline_of(self, obj) -> Outline:
        return obj if isinstance(obj, Outline) else obj.outline_of()

    def assert_editable(self, obj) -> None:
        self.outline_of(obj).assert_editable()

    def _is_open(self, request, obj) -> bool:
        if obj is None:
            return access.may_enter_meetings(request.user)
        if not hasattr(obj, "_open_to_edit"):
            outline = self.outline_of(obj)
            obj._open_to_edit = access.may_edit_meeting(request.user, outline.meeting) and not outline.is_frozen
        return obj._open_to_edit

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self._is_open(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._is_open(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._is_open(request, obj)


class OutlinePartAdmin(OutlinePartRights, FoldedSearch, RefusesInWords):
    """A page of its own for a row that is entered from the page above it."""

    def has_add_permission(self, request):
        return False


class ConclusionInline(OutlinePartRights, admin.TabularInline):
    model = Conclusion
    form = ConclusionForm
    formset = ConclusionFormSet
    extra = 3
    ordering = ["position", "id"]
    fields = ["read_version", "position", "level", "label", "kind", "text", "settlement", "outcome"]
    readonly_fields = ["outcome"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*(f"orders__{path}" for path in PARTIES))

    @admin.display(description="đơn vị, thời hạn")
    def outcome(self, obj: Conclusion) -> str:
        if obj.pk is None:
            return "Lưu dòng này rồi phân công."
        told = outcome_of(obj)
        if not told:
            return ""
        return format_html(
            '<span class="{}">{}</span> <a href="{}">{}</a>',
            "unsettled" if told == UNSETTLED else "settled",
            told,
            reverse("admin:meetings_conclusion_change", args=[obj.pk]),
            "Mở nhiệm vụ" if obj.orders.all() else "Phân công thực hiện",
        )


class OrderInline(OutlinePartRights, admin.StackedInline):
    model = Order
    form = OrderWithPartiesForm
    formset = VersionedFormSet
    extra = 0
    show_change_link = True
    readonly_fields = ["unmatched"]
    fieldsets = [
        (None, {"fields": ["read_version", ("position", "starred"), "text", "product"]}),
        (None, {"fields": [("lead_units", "lead_groups"), ("helping_units", "helping_groups"), "unmatched"]}),
        (
            None,
            {
                "fields": [
                    "deadline_words",
                    ("deadline_kind", "due_on"),
                    ("relative_days", "working_days"),
                    ("recurrence", "due_day"),
                ]
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*PARTIES)

    def get_formset(self, request, obj=None, **kwargs):
        return with_party_search(super().get_formset(request, obj, **kwargs), self.admin_site)

    @admin.display(description="tên chưa khớp danh mục")
    def unmatched(self, obj: Order) -> str:
        names = [party.words for party in obj.parties.all() if not party.is_matched] if obj.pk else []
        return "; ".join(names) or "Không có"


def with_party_search(formset, admin_site):
    """Search boxes for the units and groups of an order."""
    for names in OrderWithPartiesForm.PARTY_FIELDS.values():
        for name, target in zip(names, ("unit", "group"), strict=True):
            field = formset.form.base_fields.get(name)
            if field is not None:
                field.widget = AutocompleteSelectMultiple(OrderParty._meta.get_field(target), admin_site)
                field.widget.choices = field.choices
    return formset


class OrderPartyInline(PlainChoices, OutlinePartRights, admin.TabularInline):
    model = OrderParty
    form = OrderPartyForm
    extra = 1
    autocomplete_fields = ["unit", "group"]
    fields = ["position", "role", "unit", "group", "words"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("unit", "group")


@admin.register(Outline)
class OutlineAdmin(OutlinePartAdmin):
    search_fields = ("meeting__folded",)
    list_display = ["meeting", "edition", "held_on", "items", "unsettled", "state"]
    list_filter = [year_filter("meeting__held_on"), "meeting__series"]
    list_select_related = ["meeting"]
    date_hierarchy = "meeting__held_on"
    form = OutlineForm
    fields = ["read_version", "meeting_link", "edition", "paper_link"]
    readonly_fields = fields[1:]
    inlines = [ConclusionInline]
    change_form_template = "admin/meetings/outline/change_form.html"

    def get_queryset(self, request):
        ordered = Exists(Order.objects.filter(conclusion=OuterRef("conclusions")))
        return (
            super()
            .get_queryset(request)
            .annotate(
                item_count=Count("conclusions", filter=Q(conclusions__kind=ConclusionKind.ITEM), distinct=True),
                unsettled_count=Count(
                    "conclusions",
                    filter=Q(conclusions__kind=ConclusionKind.ITEM, conclusions__settlement=Settlement.NONE) & ~ordered,
                    distinct=True,
                ),
            )
            .prefetch_related("papers")
        )

    @admin.display(description="ngày họp", ordering="meeting__held_on")
    def held_on(self, obj):
        return obj.meeting.held_on

    @admin.display(description="nội dung", ordering="item_count")
    def items(self, obj):
        return obj.item_count

    @admin.display(description="chưa xác định", ordering="unsettled_count")
    def unsettled(self, obj):
        return obj.unsettled_count

    @admin.display(description="văn bản")
    def state(self, obj):
        return "; ".join(paper.get_state_display() for paper in obj.papers.all()) or "Chưa lập dự thảo"

    @admin.display(description="cuộc họp")
    def meeting_link(self, obj):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:meetings_meeting_change", args=[obj.meeting_id]), obj.meeting
        )

    @admin.display(description="văn bản")
    def paper_link(self, obj):
        rows = (
            (reverse("admin:meetings_paper_change", args=[paper.pk]), paper, paper.get_state_display())
            for paper in obj.papers.all()
        )
        return format_html_join("; ", '<a href="{}">{}</a> ({})', rows) or "Chưa lập dự thảo"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), "show_delete": False})

    def save_model(self, request, obj, form, change):
        """The outline's own row is only its order: it is written where rows came, went or moved."""

    def save_related(self, request, form, formsets, change):
        if any(formset.rearranges for formset in formsets):
            form.instance.save()
        super().save_related(request, form, formsets, change)
        arrange(form.instance)


class SettledFilter(admin.SimpleListFilter):
    title = "kết quả"
    parameter_name = "ket-qua"

    def lookups(self, request, model_admin):
        return [("chua", UNSETTLED), ("giao", "Đã phân công thực hiện"), ("khong", "Không phát sinh nhiệm vụ")]

    def queryset(self, request, queryset):
        ordered = Exists(Order.objects.filter(conclusion=OuterRef("pk")))
        items = queryset.filter(kind=ConclusionKind.ITEM)
        return {
            "chua": items.filter(~ordered, settlement=Settlement.NONE),
            "giao": queryset.filter(ordered),
            "khong": items.filter(~ordered).exclude(settlement=Settlement.NONE),
        }.get(self.value(), queryset)


@admin.register(Conclusion)
class ConclusionAdmin(OutlinePartAdmin):
    form = ConclusionForm
    search_fields = ("outline__meeting__folded",)
    list_display = ["__str__", "kind", "outcome", "outline"]
    list_filter = [SettledFilter, "kind", year_filter("outline__meeting__held_on")]
    list_select_related = ["outline__meeting"]
    fields = ["read_version", "outline_link", "text", ("label", "level", "kind"), "settlement"]
    readonly_fields = ["outline_link"]
    inlines = [OrderInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*(f"orders__{path}" for path in PARTIES))

    @admin.display(description="đơn vị, thời hạn")
    def outcome(self, obj):
        return outcome_of(obj)

    @admin.display(description="bản kết luận")
    def outline_link(self, obj):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:meetings_outline_change", args=[obj.outline_id]), obj.outline
        )


class MatchedFilter(admin.SimpleListFilter):
    title = "đơn vị thực hiện"
    parameter_name = "don-vi"

    def lookups(self, request, model_admin):
        return [("chua-khop", "Còn tên chưa khớp danh mục"), ("chua-co", "Chưa ghi đơn vị")]

    def queryset(self, request, queryset):
        parties = OrderParty.objects.filter(order=OuterRef("pk"))
        return {
            "chua-khop": queryset.filter(Exists(parties.filter(unit=None, group=None))),
            "chua-co": queryset.filter(~Exists(parties)),
        }.get(self.value(), queryset)


@admin.register(Order)
class OrderAdmin(OutlinePartAdmin):
    form = OrderForm
    search_fields = ("conclusion__outline__meeting__folded",)
    list_display = ["text", "leads", "deadline", "starred", "outline"]
    list_filter = [MatchedFilter, "starred", "deadline_kind", year_filter("conclusion__outline__meeting__held_on")]
    list_select_related = ["conclusion__outline__meeting"]
    autocomplete_fields = ["excluded"]
    inlines = [OrderPartyInline]
    readonly_fields = ["conclusion_link"]
    fieldsets = [
        (None, {"fields": ["read_version", "conclusion_link", "text", ("product", "starred")]}),
        (
            "Thời hạn",
            {
                "fields": [
                    "deadline_words",
                    ("deadline_kind", "due_on"),
                    ("relative_days", "working_days"),
                    ("recurrence", "due_day"),
                ]
            },
        ),
        ("Ngoại lệ", {"fields": ["excluded"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*PARTIES)

    @admin.display(description="chủ trì")
    def leads(self, obj):
        return party_line(obj)

    @admin.display(description="thời hạn")
    def deadline(self, obj):
        return deadline_phrase(obj)

    @admin.display(description="bản kết luận")
    def outline(self, obj):
        return obj.conclusion.outline

    @admin.display(description="nội dung kết luận")
    def conclusion_link(self, obj):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:meetings_conclusion_change", args=[obj.conclusion_id]), obj.conclusion
        )
