"""What a step asks for besides the push of its button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property

from django import forms

from districts.errors import DomainError
from districts.models import OfficeProfile
from meetings.composing import symbol_of
from meetings.day_fields import day_field
from meetings.draft_comments.line_comments import Place, Remark, places_of_draft
from meetings.enums import PaperFault, PaperKind
from meetings.models import Paper
from meetings.numbering import next_number, sequence_of
from meetings.register.numbers import sequences_of
from meetings.signing import sha256_of


class StepForm(forms.Form):
    """Carries the version that the officer saw: a paper that moved on since is refused by the paper itself."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, object]:
        """What the domain function takes, by its argument's name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "read_version"}


class FreezingForm(StepForm):
    """Carries the SHA-256 of the content that the page showed: a paper that says something else by now is not signed."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def show(self, content: Callable[[], str]) -> None:
        """``content`` is asked for where the form is drawn; '' where there is none to sign, which nothing matches."""
        self.initial["seen"] = lambda: _sha256_if_any(content)

    def show_anew(self) -> None:
        """After a refusal: what the page shows now."""
        anew = {"seen": self.initial["seen"](), "read_version": str(self.initial["read_version"])}
        self.data = {**self.data, **anew}


def _sha256_if_any(content: Callable[[], str]) -> str:
    try:
        return sha256_of(content())
    except DomainError:
        return ""


class SendBackForm(StepForm):
    """A note, and what is to be mended at single places: one field a place, ``at-`` and the place's key."""

    note = forms.CharField(label="Ý kiến chung", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    required_in_effect = ("note",)
    paper: Paper | None = None

    def ask_about(self, paper: Paper) -> None:
        self.paper = paper

    @cached_property
    def places(self) -> list[Place]:
        return places_of_draft(self.paper) if self.paper else []

    @property
    def asked(self) -> list[tuple[Place, str]]:
        """Each place with what was typed about it."""
        return [(place, self._typed(place)) for place in self.places]

    def _typed(self, place: Place) -> str:
        return str(self.data.get(f"at-{place.key}", "")).replace("\x00", "")

    def values(self) -> dict[str, object]:
        return super().values() | {"remarks": [Remark(place, text) for place, text in self.asked if text.strip()]}


class ReasonForm(StepForm):
    required_in_effect = ("reason",)

    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 4}), required=False)


class CorrectionForm(StepForm):
    """What a letter of correction puts right."""

    fault = forms.ChoiceField(label="Sai sót về", choices=PaperFault.choices)
    place = forms.CharField(
        label="Chỗ có sai sót",
        required=False,
        max_length=200,
        help_text="Ví dụ: phần Nơi nhận; mục 2 phần I; ngày ban hành.",
    )
    wrong = forms.CharField(label="Đang ghi", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    right = forms.CharField(label="Sửa lại là", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AcknowledgingForm(FreezingForm):
    """Asks the officer to say that they have seen what stands against the paper, where there is anything."""

    acknowledged = forms.BooleanField(required=False)

    def ask_to_acknowledge(self, words: str) -> None:
        """``words`` go on record; '' where there is nothing to be seen."""
        if words:
            self.fields["acknowledged"].label = words
        else:
            del self.fields["acknowledged"]


class SignForm(AcknowledgingForm):
    """Asks for the password too, unless it was typed a short while ago."""

    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        max_length=4096,
        help_text="Đã lâu từ lần nhập mật khẩu gần nhất. Nhập lại để ký ban hành.",
        error_messages={"required": "Hãy nhập mật khẩu để ký ban hành."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def ask_for_password(self, asked: bool) -> None:
        if not asked:
            del self.fields["password"]

    def values(self) -> dict[str, object]:
        return {name: value for name, value in super().values().items() if name != "password"}


class ReleaseForm(StepForm):
    """The day, and the number where the registrar types it in."""

    required_in_effect = ("number",)

    day = day_field(label="Ngày ban hành", required=True)
    number = forms.IntegerField(
        label="Số đã cấp", required=False, help_text="Số đã lấy trong hệ thống văn bản của tỉnh."
    )

    def ask_for_number(self, asked: bool, told: str = "") -> None:
        """``told``: how the numbers that were typed before stand."""
        if not asked:
            del self.fields["number"]
        elif told:
            self.fields["number"].help_text += f" {told}"


def expected_number(paper: Paper, office: OfficeProfile, day) -> str | None:
    """'47/TB-SKHCN' as the register stands, or None where the registrar types the number."""
    number = next_number(sequence_of(PaperKind(paper.kind), office), day)
    return None if number is None else f"{number:02d}/{symbol_of(paper, office)}"


def typed_numbers(paper: Paper, office: OfficeProfile, day: date) -> str:
    """How the paper's sequence stands in a year whose numbers are typed in, '' before the first one."""
    name = sequence_of(PaperKind(paper.kind), office)
    state = next((each for each in sequences_of(day.year) if each.name == name), None)
    if state is None or state.last_day is None:
        return ""
    told = f"Số cao nhất đã nhập: {state.last:02d}, ngày {state.last_day:%d/%m/%Y}."
    return f"{told} Số chưa có trên cổng: {state.missing_words}." if state.missing else told
