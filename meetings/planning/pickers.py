"""A form's field in which units are picked: components/unit_picker.html as often as there are units, and some more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from districts.folding import fold
from districts.models import Unit, UnitGroup
from meetings.unit_search import GROUP_PREFIX, chosen, search_units

LONGEST_WORDS = 500
SPARE = 3
MOST_ROWS = 200


def key_of(row: Unit | UnitGroup) -> str:
    return f"{GROUP_PREFIX}{row.pk}" if isinstance(row, UnitGroup) else row.code


def matched(words: str, key: str, *, groups: bool) -> Unit | UnitGroup | None:
    """The row that was chosen, as long as its name still stands in the field; else the one that the words name."""
    row = chosen(key) if key else None
    if row and fold(row.name) == fold(words) and (groups or isinstance(row, Unit)):
        return row
    hits = search_units(words, day=timezone.localdate(), groups=groups)
    named = [hit for hit in hits if fold(hit.name) == fold(words)] or (hits if len(hits) == 1 else [])
    return chosen(named[0].key) if named else None


class UnitPickers(forms.Widget):
    """Its value: a list of (words, key). ``spare`` empty pickers follow those that are filled."""

    template_name = "meetings/widgets/unit_pickers.html"
    use_fieldset = True

    def __init__(self, *, groups: bool, most: int = MOST_ROWS, spare: int = SPARE):
        super().__init__()
        self.groups, self.most, self.spare = groups, most, spare

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str]]:
        words, keys = data.getlist(name), data.getlist(f"{name}_key")
        keys += [""] * (len(words) - len(keys))
        return [(" ".join(w.split()), k) for w, k in zip(words, keys, strict=False) if w.strip()][: self.most]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = [pair if isinstance(pair, tuple) else (pair.name, key_of(pair)) for pair in value or []]
        shown += [("", "")] * max(0, min(self.spare, self.most - len(shown)))
        first = str(context["widget"]["attrs"].get("id") or f"id_{name}")
        label = "Đơn vị hoặc nhóm" if self.groups else "Đơn vị"
        context["widget"] |= {
            "no_groups": not self.groups,
            "rows": [
                {
                    "id": first if number == 1 else f"{first}_{number}",
                    "words": words,
                    "key": key,
                    "label": f"{label} {number}" if self.most > 1 else label,
                }
                for number, (words, key) in enumerate(shown, start=1)
            ],
        }
        return context


class UnitsField(forms.Field):
    """Gives the list of the units (and groups) that were picked. Words that name none are told, not dropped."""

    def __init__(self, *, groups: bool = False, most: int = MOST_ROWS, spare: int = SPARE, **kwargs: Any):
        self.groups = groups
        super().__init__(widget=UnitPickers(groups=groups, most=most, spare=spare), required=False, **kwargs)

    def clean(self, value: Sequence[tuple[str, str]]) -> list[Unit | UnitGroup]:
        found: list[Unit | UnitGroup] = []
        unknown = []
        for words, key in value:
            row = matched(words[:LONGEST_WORDS], key, groups=self.groups)
            if row is None:
                unknown.append(words)
            elif row not in found:
                found.append(row)
        if unknown:
            names = ", ".join(f"“{words}”" for words in unknown)
            raise ValidationError(
                f"Chưa rõ {names} là đơn vị nào trong danh mục. Hãy gõ rồi chọn một dòng trong danh sách gợi ý."
            )
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = [row if isinstance(row, tuple) else (row.name, key_of(row)) for row in initial or []]
        return [fold(words) for words, _ in before] != [fold(words) for words, _ in data or []]


class UnitOrWordsField(UnitsField):
    """One unit, or the words where the directory has none of the name: (unit or None, words or '')."""

    def __init__(self, **kwargs: Any):
        super().__init__(most=1, spare=1, **kwargs)

    def clean(self, value: Sequence[tuple[str, str]]) -> tuple[Unit | None, str]:  # type: ignore[override]
        if not value:
            return None, ""
        words, key = value[0]
        row = matched(words, key, groups=False)
        return (row, "") if isinstance(row, Unit) else (None, words[:255])
