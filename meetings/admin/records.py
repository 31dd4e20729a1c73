"""What was signed, released, sent and attached."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from districts.searching import FoldedSearch
from meetings import access
from meetings.admin.refusals import RefusesInWords
from meetings.admin.viewing import ViewOnly, ViewOnlyAdmin, person
from meetings.admin.years import year_filter
from meetings.forms import NumberRegisterForm
from meetings.models import (
    Amendment,
    Correction,
    Delivery,
    NumberRegister,
    Recall,
    RecallConfirmation,
    Release,
    RenderedPaper,
    Replacement,
    SignatureVoid,
    SignedCopy,
    SignedRecord,
)


def paper_link(release: Release) -> str:
    return format_html(
        '<a href="{}">{}</a>', reverse("admin:meetings_paper_change", args=[release.paper_id]), release.paper
    )


class SignedCopyInline(ViewOnly, admin.TabularInline):
    model = SignedCopy
    extra = 0
    fields = ["is_scan", "size", "sha256", "adder", "added_at"]
    readonly_fields = ["adder"]
    adder = person("added_by", "người đưa lên")


@admin.register(Release)
class ReleaseAdmin(FoldedSearch, ViewOnlyAdmin):
    """The register of what was issued; its numbers and days never change."""

    change_form_template = "admin/meetings/release/change_form.html"
    search_fields = ("paper__folded",)
    list_display = ["full_number", "released_on", "paper", "registrar"]
    list_filter = ["year", "sequence", "paper__kind"]
    list_select_related = ["paper", "released_by"]
    date_hierarchy = "released_on"
    fields = ["full_number", "released_on", "paper_link", "registrar", "released_at", "sha256", "reached"]
    readonly_fields = fields
    inlines = [SignedCopyInline]
    registrar = person("released_by", "văn thư")

    @admin.display(description="số, ký hiệu", ordering="number")
    def full_number(self, obj):
        return obj.full_number

    @admin.display(description="văn bản")
    def paper_link(self, obj):
        return paper_link(obj)

    @admin.display(description="nơi nhận")
    def reached(self, obj):
        return format_html(
            '<a href="{}?release__id__exact={}">{} nơi, {} đã xác nhận nhận</a>',
            reverse("admin:meetings_delivery_changelist"),
            obj.pk,
            obj.deliveries.count(),
            obj.deliveries.exclude(received_on=None).count(),
        )


class ReceivedFilter(admin.SimpleListFilter):
    title = "tình trạng nhận"
    parameter_name = "nhan"

    def lookups(self, request, model_admin):
        return [("roi", "Đã nhận"), ("chua", "Chưa xác nhận nhận")]

    def queryset(self, request, queryset):
        wanted = {"roi": False, "chua": True}.get(self.value())
        return queryset if wanted is None else queryset.filter(received_on__isnull=wanted)


@admin.register(Delivery)
class DeliveryAdmin(FoldedSearch, ViewOnlyAdmin):
    """Found and read here; recorded on the paper's own page 'Nơi nhận', where each act goes on its record."""

    search_fields = ("unit__folded", "release__paper__folded")
    list_display = ["addressee", "release", "method", "dispatched_on", "identifier", "received_on", "receipt"]
    list_filter = [ReceivedFilter, "method", year_filter("release__year")]
    list_select_related = ["unit", "release"]
    list_per_page = 50
    date_hierarchy = "sent_at"
    fields = [
        "release",
        "unit",
        "words",
        "method",
        "sent_at",
        "dispatched_on",
        "identifier",
        "received_on",
        "receipt",
    ]

    @admin.display(description="nơi nhận", ordering="unit")
    def addressee(self, obj):
        return obj.addressee

    def lookup_allowed(self, lookup, value, request):
        return lookup == "release__id__exact" or super().lookup_allowed(lookup, value, request)


@admin.register(SignedCopy)
class SignedCopyAdmin(FoldedSearch, ViewOnlyAdmin):
    """Found and read here; attached on the paper's own page 'Bản ký', which examines the file."""

    search_fields = ("release__paper__folded",)
    list_display = ["release", "is_scan", "size", "adder", "added_at"]
    list_filter = ["is_scan", year_filter("release__year")]
    list_select_related = ["release", "added_by"]
    fields = ["release", "is_scan", "size", "sha256", "adder", "added_at"]
    readonly_fields = ["adder"]
    adder = person("added_by", "người đưa lên")


@admin.register(NumberRegister)
class NumberRegisterAdmin(RefusesInWords):
    """How each year's numbers are given; the numbers themselves move with the releases alone."""

    form = NumberRegisterForm
    list_display = ["year", "sequence", "mode", "last_number", "last_day"]
    list_filter = ["year", "mode"]
    fields = ["sequence", "year", "mode", "last_number", "last_day"]

    def get_readonly_fields(self, request, obj=None):
        return ["sequence", "year", "last_number", "last_day"] if obj else ["last_number", "last_day"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and access.may_release(request.user, None)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SignedRecord)
class SignedRecordAdmin(FoldedSearch, ViewOnlyAdmin):
    search_fields = ("paper__folded",)
    list_display = ["paper", "signer_name", "signer_position", "signed_at", "sha256"]
    fields = ["paper", "signer_name", "signer_position", "signed_at", "sha256", "content"]
    list_select_related = ["paper"]
    list_filter = [year_filter("signed_at")]
    date_hierarchy = "signed_at"


@admin.register(SignatureVoid)
class SignatureVoidAdmin(FoldedSearch, ViewOnlyAdmin):
    search_fields = ("signed_record__paper__folded",)
    list_display = ["signed_record", "voider", "reason", "at"]
    fields = list_display
    readonly_fields = ["voider"]
    voider = person("officer", "người hủy")
    list_select_related = ["signed_record__paper", "officer"]
    date_hierarchy = "at"


@admin.register(RenderedPaper)
class RenderedPaperAdmin(FoldedSearch, ViewOnlyAdmin):
    search_fields = ("release__paper__folded",)
    list_display = ["release", "size", "sha256", "rendered_at"]
    list_select_related = ["release"]
    date_hierarchy = "rendered_at"


@admin.register(Replacement)
class ReplacementAdmin(FoldedSearch, ViewOnlyAdmin):
    search_fields = ("old__paper__folded", "new__paper__folded")
    list_display = ["old", "new", "at"]
    list_select_related = ["old", "new"]
    date_hierarchy = "at"


@admin.register(Recall)
class RecallAdmin(FoldedSearch, ViewOnlyAdmin):
    search_fields = ("release__paper__folded",)
    list_display = ["release", "by_release", "at"]
    list_select_related = ["release", "by_release"]
    date_hierarchy = "at"


@admin.register(RecallConfirmation)
class RecallConfirmationAdmin(FoldedSearch, ViewOnlyAdmin):
    search_fields = ("unit__folded", "recall__release__paper__folded")
    list_display = ["recall", "unit", "officer_name", "position", "answer", "answered_on", "at"]
    fields = list_display
    list_select_related = ["recall__release", "unit"]
    date_hierarchy = "at"


@admin.register(Amendment)
class AmendmentAdmin(FoldedSearch, ViewOnlyAdmin):
    search_fields = ("old__paper__folded", "new__paper__folded")
    list_display = ["old", "new", "at"]
    list_select_related = ["old", "new"]
    date_hierarchy = "at"


@admin.register(Correction)
class CorrectionAdmin(FoldedSearch, ViewOnlyAdmin):
    search_fields = ("release__paper__folded",)
    list_display = ["release", "by_release", "at"]
    list_select_related = ["release", "by_release"]
    date_hierarchy = "at"
