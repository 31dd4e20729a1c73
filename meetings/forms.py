"""Data entry for meetings, conclusions and what lies beside them."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import Prefetch, Q
from django.forms.models import BaseInlineFormSet
from django.utils import timezone

from districts.enums import Role
from districts.models import Appointment, Officer, Unit, UnitGroup
from meetings.enums import SYMBOL_NAMES, AttendeeRole, PartyRole
from meetings.models import (
    Attendee,
    Conclusion,
    Delegation,
    Meeting,
    MeetingSeries,
    NumberRegister,
    Order,
    OrderParty,
    Paper,
    Recipient,
)
from meetings.numbering import SHARED_SEQUENCE
from meetings.parties import name_parties
from meetings.row_forms import PlacedForm, VersionedForm


class MeetingForm(VersionedForm):
    class Meta:
        model = Meeting
        fields = [
            "title",
            "period",
            "kind",
            "series",
            "state",
            "held_on",
            "starts_at",
            "place",
            "form",
            "host",
            "host_words",
            "agenda",
        ]
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}


class SeriesRowForm(VersionedForm):
    class Meta:
        model = MeetingSeries
        fields = ["name", "frequency", "field"]


class DelegationForm(PlacedForm, VersionedForm):
    within = "meeting"

    class Meta:
        model = Delegation
        fields = ["position", "unit", "words", "attendance", "reason", "authority", "absence_paper"]


class AttendeeForm(PlacedForm):
    within = "meeting"

    class Meta:
        model = Attendee
        fields = ["position", "honorific", "name", "post", "role", "delegation"]


class RecipientForm(PlacedForm):
    within = "paper"

    class Meta:
        model = Recipient
        fields = ["position", "words", "purpose", "unit", "group", "everyone_invited", "addressed", "method"]


class OrderPartyForm(PlacedForm):
    within = "order"

    class Meta:
        model = OrderParty
        fields = ["position", "role", "unit", "group", "words"]


class ConclusionForm(PlacedForm, VersionedForm):
    within = "outline"

    class Meta:
        model = Conclusion
        fields = ["position", "level", "label", "kind", "text", "settlement"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class AttendeeFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        """Two chairs typed at once would pass each row's own check."""
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms and hasattr(form, "cleaned_data")]
        if sum(form.cleaned_data.get("role") == AttendeeRole.CHAIR for form in kept) > 1:
            constraint = next(c for c in Attendee._meta.constraints if c.name == "one_chair_a_meeting")
            raise forms.ValidationError(constraint.violation_error_message)


def _party_field(model: type[Unit] | type[UnitGroup], label: str) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(model.objects.all(), label=label, required=False)


class OrderForm(PlacedForm, VersionedForm):
    within = "conclusion"

    class Meta:
        model = Order
        fields = [
            "position",
            "text",
            "product",
            "starred",
            "deadline_words",
            "deadline_kind",
            "due_on",
            "relative_days",
            "working_days",
            "recurrence",
            "due_day",
        ]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class OrderWithPartiesForm(OrderForm):
    """An order with the units that carry it out; names not yet matched are settled on the order's own page."""

    lead_units = _party_field(Unit, "Đơn vị chủ trì")
    lead_groups = _party_field(UnitGroup, "Nhóm đơn vị chủ trì")
    helping_units = _party_field(Unit, "Đơn vị phối hợp")
    helping_groups = _party_field(UnitGroup, "Nhóm đơn vị phối hợp")

    PARTY_FIELDS = {
        PartyRole.LEAD: ("lead_units", "lead_groups"),
        PartyRole.COORDINATING: ("helping_units", "helping_groups"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parties = list(self.instance.parties.all()) if self.instance.pk else []
        for role, (units, groups) in self.PARTY_FIELDS.items():
            self.initial[units] = [party.unit_id for party in parties if party.role == role and party.unit_id]
            self.initial[groups] = [party.group_id for party in parties if party.role == role and party.group_id]

    def _save_m2m(self) -> None:
        super()._save_m2m()
        for role, (units, groups) in self.PARTY_FIELDS.items():
            if {units, groups} & set(self.changed_data):
                name_parties(self.instance, role, [*self.cleaned_data[units], *self.cleaned_data[groups]])


class SignerField(forms.ModelChoiceField):
    """Those who hold a position that signs today, each with it, and the one already named."""

    def __init__(self, **kwargs):
        super().__init__(Officer.objects.none(), label="Người ký", required=False, **kwargs)

    def offer(self, named: int | None, day: date) -> None:
        signing = Appointment.objects.in_force(day).filter(role__in=[Role.LEADER, Role.OFFICE_HEAD])
        self.queryset = Officer.objects.filter(
            Q(pk__in=signing.values("officer"), is_active=True) | Q(pk=named)
        ).prefetch_related(Prefetch("appointments", signing, to_attr="signing"))

    def label_from_instance(self, obj: Officer) -> str:
        return f"{obj}, {obj.signing[0].position}" if obj.signing else str(obj)


class PaperForm(VersionedForm):
    signer = SignerField()

    class Meta:
        model = Paper
        fields = ["abstract", "opening", "body", "closing", "capacity", "signer", "drafting_unit", "archive_line"]
        widgets = {
            "abstract": forms.Textarea(attrs={"rows": 2}),
            "opening": forms.Textarea(attrs={"rows": 5}),
            "body": forms.Textarea(attrs={"rows": 8}),
            "closing": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "signer" in self.fields:
            self.fields["signer"].offer(self.instance.signer_id, timezone.localdate())


class NumberRegisterForm(forms.ModelForm):
    sequence = forms.ChoiceField(
        label="Dãy số",
        choices=[
            *((symbol, f"{symbol}: {name.lower()}") for symbol, name in SYMBOL_NAMES.items()),
            (SHARED_SEQUENCE, "VB: chung cho mọi loại văn bản"),
        ],
    )

    class Meta:
        model = NumberRegister
        fields = ["sequence", "year", "mode"]
