"""Signing in by name and password."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone

from districts.models import Officer
from districts.password_again import note_password

OFFICE_HELP = "gọi Văn phòng Sở"


class SignInForm(AuthenticationForm):
    """A wrong name and a wrong password get one sentence, so that nobody learns here which accounts exist.

    That an account is no longer in use is told only to the one who knows its password.
    """

    username = UsernameField(
        label="Tên đăng nhập",
        error_messages={"required": "Hãy nhập tên đăng nhập."},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        error_messages={"required": "Hãy nhập mật khẩu."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng.\n"
        f"Hãy kiểm tra chữ hoa, chữ thường và bộ gõ tiếng Việt rồi nhập lại; nếu quên mật khẩu, {OFFICE_HELP}.",
        "inactive": f"Tài khoản này đã ngừng sử dụng.\nNếu vẫn cần dùng, {OFFICE_HELP} để mở lại.",
    }

    def get_invalid_login_error(self) -> ValidationError:
        named = Officer.objects.filter(username=self.cleaned_data["username"], is_active=False).first()
        if named and named.check_password(self.cleaned_data["password"]):
            return ValidationError(self.error_messages["inactive"], code="inactive")
        return ValidationError(self.error_messages["invalid_login"], code="invalid_login")


class SignIn(LoginView):
    """Notes in the new session when the password was typed: signing a paper asks for it again after a while."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        note_password(self.request.session, timezone.now())
        return answer
