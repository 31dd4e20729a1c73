"""Rows that are edited together: each with its version, each with its place among the others."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Max, Model
from django.forms.models import BaseInlineFormSet

from districts.errors import EditConflict
from meetings.models import Outline


class VersionedForm(forms.ModelForm):
    """Carries the version its page was built from, so that the model refuses the save of an older text.

    ``refusal`` is set by the admin when a save was refused: a form whose row has moved on then shows both texts.
    """

    refusal = ""

    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False, label="phiên bản")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["read_version"].required = True
            self.initial["read_version"] = self.instance.version

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.instance.pk and self.cleaned_data.get("read_version") is not None:
            self.instance.version = self.cleaned_data["read_version"]
        if self.refusal and self.is_stale and (texts := self.both_texts()):
            self.add_error(None, texts)

    @property
    def is_stale(self) -> bool:
        return bool(self.instance.pk) and self.cleaned_data.get("read_version") != self.initial["read_version"]

    def both_texts(self) -> list[str]:
        """A sentence for each field that differs between what is stored and what was typed."""
        names = [name for name in self.changed_data if name != "read_version" and name in self.cleaned_data]
        return [
            f"{self.fields[name].label or name}: bản đang lưu “{self._shown(name, self.initial.get(name))}”; "
            f"bản vừa nhập “{self._shown(name, self.cleaned_data[name])}”."
            for name in names
        ]

    def _shown(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if value in (None, "", []):
            return "để trống"
        if isinstance(field, forms.ModelMultipleChoiceField):
            return ", ".join(str(row) for row in field.queryset.filter(pk__in=[getattr(v, "pk", v) for v in value]))
        if isinstance(field, forms.ModelChoiceField):
            return str(field.queryset.filter(pk=getattr(value, "pk", value)).first() or value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))
        if isinstance(value, bool):
            return "có" if value else "không"
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


class VersionedFormSet(BaseInlineFormSet):
    """Rows with versions: one that was changed by someone else meanwhile is not deleted either."""

    def delete_existing(self, obj, commit=True):
        form = next(form for form in self.deleted_forms if form.instance.pk == obj.pk)
        if form["read_version"].data != str(form.initial["read_version"]):
            raise EditConflict(
                f"“{obj}” vừa được người khác sửa, nên chưa xóa. Hãy tải lại trang để xem nội dung mới rồi quyết định."
            )
        super().delete_existing(obj, commit=commit)


class OutlineForm(VersionedForm):
    """Nothing to type: the version of the order in which the page showed the rows."""

    class Meta:
        model = Outline
        fields: tuple[str, ...] = ()


class ConclusionFormSet(VersionedFormSet):
    @property
    def rearranges(self) -> bool:
        """Whether rows come, go or move."""
        if self.deleted_forms:
            return True
        return any(
            form.has_changed() and (form.instance.pk is None or {"position", "level"} & set(form.changed_data))
            for form in self.forms
        )


class NamedAutocomplete(AutocompleteSelect):
    """A search box that names its present choice from the row it stands in, without a query for each row."""

    known: Model | None = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.known)
        return [(None, [*blank, self.create_option(name, value[0], label, True, 0)], 0)]


class PlacedForm(forms.ModelForm):
    """A row without a position goes after the others. ``within`` names the foreign key that the rows share."""

    within = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            if not self.instance.pk:
                self.initial["position"] = None
        for name, field in self.fields.items():
            if isinstance(field.widget, NamedAutocomplete):
                field.widget.known = self.instance._state.fields_cache.get(name)

    def clean_position(self) -> int:
        position = self.cleaned_data["position"]
        if position is not None:
            return position
        owner = getattr(self.instance, f"{self.within}_id")
        beside = type(self.instance)._base_manager.filter(**{self.within: owner})
        return (beside.aggregate(last=Max("position"))["last"] or 0) + 1
