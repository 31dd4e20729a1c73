from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from districts.access import may_delete_account
from districts.admin.filters import InForceFilter, RoleTodayFilter
from districts.admin.keeping import KeptWhenUsed
from districts.forms import OfficerCreationForm, OfficerPasswordForm
from districts.models import Appointment, Officer
from districts.searching import FoldedSearch


class AppointmentInline(admin.TabularInline):
    model = Appointment
    autocomplete_fields = ["unit"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("unit")


@admin.register(Officer)
class OfficerAdmin(KeptWhenUsed, FoldedSearch, UserAdmin):
    instead = "Hãy bỏ chọn “Đang sử dụng” thay vì xóa."
    form = ModelForm
    add_form = OfficerCreationForm
    add_form_template = None
    change_password_form = OfficerPasswordForm
    search_fields = ["folded"]
    list_display = ["full_name", "username", "duties", "is_active", "last_login"]
    list_filter = [RoleTodayFilter, "is_active"]
    ordering = ["full_name"]
    filter_horizontal = []
    readonly_fields = ["password_link", "last_login"]
    inlines = [AppointmentInline]
    fieldsets = [
        (None, {"fields": ["username", "password_link", "full_name", "email", "phone"]}),
        ("Tài khoản", {"fields": ["is_active", "last_login"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "full_name", "email", "phone", "password1", "password2"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        today = Appointment.objects.in_force(timezone.localdate()).select_related("unit")
        return super().get_queryset(request).prefetch_related(Prefetch("appointments", today, to_attr="in_force"))

    def has_delete_permission(self, request: HttpRequest, obj: Officer | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_delete_account(request.user, obj))

    @admin.display(description="chức vụ hiện nay")
    def duties(self, officer: Officer) -> str:
        return "; ".join(f"{a.position}, {a.unit} ({a.get_role_display()})" for a in officer.in_force)

    @admin.display(description="mật khẩu")
    def password_link(self, officer: Officer) -> SafeString:
        return format_html('<a href="../password/">{}</a>', "Đặt mật khẩu mới")


@admin.register(Appointment)
class AppointmentAdmin(KeptWhenUsed, FoldedSearch, admin.ModelAdmin):
    search_fields = ["officer__folded", "unit__folded"]
    list_display = ["officer", "position", "unit", "role", "starts_on", "ends_on"]
    list_filter = [InForceFilter, "role"]
    list_select_related = ["officer", "unit"]
    autocomplete_fields = ["officer", "unit"]
