"""The form by which the clerk records what the chair concluded of one task."""

from __future__ import annotations

from typing import Any

from django import forms

from directives.enums import VerdictKind
from directives.models import MeetingVerdict
from directives.verdicts.recording import Said
from meetings.day_fields import day_field
from meetings.models import Conclusion

LONGEST = 2000
OWN_WORDS = "Lập mục mới từ lời của nhiệm vụ này"
SHORT = 90


class VerdictForm(forms.Form):
    """``seen``: the verdict that stood when the page was opened. What has to stand in the rest is the domain's to say."""

    required_in_effect = ("due_on", "item", "paper")

    kind = forms.ChoiceField(label="Chủ trì kết luận", choices=VerdictKind.choices, widget=forms.RadioSelect)
    due_on = day_field(label="Hạn mới, chậm nhất ngày")
    item = forms.TypedChoiceField(label="Mục kết luận thay thế", required=False, coerce=int, empty_value=None)
    paper = forms.CharField(
        label="Số, ngày văn bản của cấp trên",
        required=False,
        max_length=255,
        help_text="Nhiệm vụ do cấp trên giao chỉ đổi hạn, dừng hoặc thay khi có văn bản của cấp trên.",
    )
    words = forms.CharField(
        label="Ý kiến của chủ trì",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: list[Conclusion], from_above: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        named = [(item.pk, f"{item.label} {item.text}".strip()[:SHORT]) for item in items]
        self.fields["item"].choices = [("", OWN_WORDS), *named]
        if not from_above:
            del self.fields["paper"]

    def said(self) -> Said:
        typed = dict(self.cleaned_data)
        typed.pop("seen")
        return Said(**typed | {"kind": VerdictKind(typed["kind"])})


def as_typed(verdict: MeetingVerdict | None) -> dict[str, object]:
    """The form's fields of the verdict that stands."""
    if verdict is None:
        return {}
    names = ("kind", "due_on", "item", "paper", "words")
    return {name: getattr(verdict, name) for name in names} | {"seen": verdict.pk}
