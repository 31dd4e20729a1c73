"""Data entry for units' groups and accounts."""

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm

from districts.enums import UnitKind
from districts.models import Officer, UnitGroup


class UnitGroupForm(forms.ModelForm):
    """The kinds of a group as boxes to tick."""

    kinds = forms.MultipleChoiceField(
        label="Theo loại đơn vị",
        choices=UnitKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nhóm gồm mọi đơn vị thuộc các loại được chọn, có hiệu lực vào ngày tính.",
    )

    class Meta:
        model = UnitGroup
        fields = ["name", "aliases", "kinds", "members"]


class OfficerCreationForm(UserCreationForm):
    """A new account with its first password, typed twice."""

    class Meta(UserCreationForm.Meta):
        model = Officer
        fields = ["username", "full_name", "email", "phone"]


class OfficerPasswordForm(AdminPasswordChangeForm):
    """A new password for somebody else; sign-in is by password alone, so there is no choice to go without one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True
