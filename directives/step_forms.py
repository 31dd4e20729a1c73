"""What a step asks for besides the push of its button."""

from __future__ import annotations

from django import forms

from districts.models import OfficeProfile
from meetings.composing import symbol_of
from meetings.enums import PaperKind
from meetings.models import Paper
from meetings.numbering import next_number, sequence_of
from meetings.readiness import acknowledgement


class StepForm(forms.Form):
    """Carries the version that the officer saw: a paper that moved on since is refused by the paper itself."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, object]:
        """What the domain function takes, by its argument's name."""
        return {name: value for name, value in self.cleaned_data.items() if name != "read_version"}


class NoteForm(StepForm):
    note = forms.CharField(label="Ý kiến", widget=forms.Textarea(attrs={"rows": 4}), required=False)


class ReasonForm(StepForm):
    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 4}), required=False)


class SignForm(StepForm):
    """Asks the signer to say that they have seen the orders that no unit will receive, where there are any."""

    acknowledged = forms.BooleanField(required=False)

    def ask_to_acknowledge(self, count: int) -> None:
        if count:
            self.fields["acknowledged"].label = acknowledgement(count)
        else:
            del self.fields["acknowledged"]


class ReleaseForm(StepForm):
    """The day, and the number where the registrar types it in."""

    day = forms.DateField(label="Ngày ban hành", widget=forms.DateInput(attrs={"placeholder": "dd/mm/yyyy"}))
    number = forms.IntegerField(
        label="Số đã cấp", required=False, help_text="Số đã lấy trong hệ thống văn bản của tỉnh."
    )

    def ask_for_number(self, asked: bool) -> None:
        if not asked:
            del self.fields["number"]


def expected_number(paper: Paper, office: OfficeProfile, day) -> str | None:
    """'47/TB-SKHCN' as the register stands, or None where the registrar types the number."""
    number = next_number(sequence_of(PaperKind(paper.kind), office), day)
    return None if number is None else f"{number:02d}/{symbol_of(paper, office)}"
