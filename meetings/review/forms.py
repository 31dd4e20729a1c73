"""The fields in which one piece of a review is corrected or added; what they hold goes to meetings/review/correcting.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict

from meetings.day_fields import day_field
from meetings.enums import AttendeeRole, ConclusionKind, MeetingKind
from meetings.intake.draft import Absence, Conclusion, Directive, NamedUnit, Person
from meetings.outline.item_saving import LONGEST_TEXT
from meetings.review.deadlines import told, typed_deadline
from meetings.review.state import FACTS, ITEM, LEADING_ROLES, ORDER, PERSON, Review
from meetings.review.words import Facts, ItemWords, OrderWords, Party, PersonWords
from meetings.unit_search import chosen

LONGEST_NAME = 500
MOST_PARTIES = 60  # of one order and role: past this a group is meant
PARTY_LABELS = (
    ("lead", "Đơn vị chủ trì"),
    ("coordinating", "Đơn vị phối hợp"),
    ("excepted", "Trừ các đơn vị"),
)


class UnitWords(forms.TextInput):
    """Drawn by components/unit_picker.html."""


class Area(forms.Textarea):
    def __init__(self, rows: int):
        super().__init__(attrs={"rows": rows})


class PieceForm(forms.Form):
    parties: Sequence[PartyField] = ()

    def __init__(self, data: QueryDict | None, *, initial: dict[str, Any] | None, key: str):
        """``key``: of the piece, '' for a new one; it keeps the fields of several open forms apart."""
        self.key = key or "them"
        super().__init__(data, initial=initial, auto_id=f"{self.key}-%s")


class FactsForm(PieceForm):
    name = forms.CharField(label="Tên cuộc họp", max_length=500, widget=Area(2))
    kind = forms.ChoiceField(label="Loại cuộc họp", choices=MeetingKind.choices)
    held_on = day_field(label="Ngày họp")
    place = forms.CharField(label="Địa điểm", required=False, max_length=255)
    host = forms.CharField(label="Đơn vị đăng cai", required=False, max_length=255, widget=UnitWords)
    period = forms.CharField(label="Kỳ", required=False, max_length=60, help_text="Ví dụ: quý I năm 2026.")
    chair = forms.ChoiceField(label="Chủ trì", required=False)
    secretary = forms.ChoiceField(label="Thư ký", required=False)

    def __init__(self, data: QueryDict | None, review: Review, key: str = ""):
        facts, title = review.draft.meeting, review.draft.title
        initial = {
            "name": title.text if title else "",
            "kind": review.kind,
            "held_on": facts.date,
            "place": facts.place,
            "host": facts.host,
            "period": facts.period,
            "chair": review.leader("chair"),
            "secretary": review.leader("secretary"),
        }
        super().__init__(data, initial=initial, key=FACTS)
        people = [(k, _person_words(review.find(k))) for k in review.keys(PERSON) if k not in review.removed]
        for name in ("chair", "secretary"):
            _choose(self, name, [("", "Chưa rõ"), *people])

    def words(self) -> Facts:
        cleaned = dict(self.cleaned_data)
        return Facts(title=cleaned.pop("name"), **cleaned)


def _person_words(person: Any) -> str:
    return ", ".join(part for part in (person.name, person.position or person.unit) if part)


class PersonForm(PieceForm):
    honorific = forms.CharField(label="Xưng hô", required=False, max_length=30)
    name = forms.CharField(label="Họ và tên", max_length=150)
    position = forms.CharField(label="Chức vụ", required=False, max_length=255)
    unit = forms.CharField(label="Đơn vị", required=False, max_length=255, widget=UnitWords)
    role = forms.ChoiceField(
        label="Vai trò",
        choices=[(role, label) for role, label in AttendeeRole.choices if role in (*LEADING_ROLES, "attendee")],
        initial="attendee",
    )

    def __init__(self, data: QueryDict | None, review: Review, key: str = ""):
        person = review.find(key)
        super().__init__(data, initial=vars(person) if isinstance(person, Person) else None, key=key)

    def words(self) -> PersonWords:
        return PersonWords(**self.cleaned_data)


class AbsenceForm(PieceForm):
    unit = forms.CharField(label="Đơn vị vắng", max_length=255, widget=UnitWords)
    reason = forms.CharField(
        label="Lý do", required=False, max_length=255, help_text="Để trống nếu vắng không có lý do."
    )

    def __init__(self, data: QueryDict | None, review: Review, key: str = ""):
        absence = review.find(key)
        super().__init__(data, initial=vars(absence) if isinstance(absence, Absence) else None, key=key)

    def words(self) -> dict[str, str]:
        return self.cleaned_data


class ItemForm(PieceForm):
    label = forms.CharField(label="Số, ký hiệu mục", required=False, max_length=20, help_text="Ví dụ: 1., a), -.")
    level = forms.IntegerField(label="Cấp", min_value=1, max_value=9, initial=1)
    kind = forms.ChoiceField(label="Loại", choices=ConclusionKind.choices, initial=ConclusionKind.ITEM)
    text = forms.CharField(label="Nội dung", max_length=LONGEST_TEXT, widget=Area(4))

    def __init__(self, data: QueryDict | None, review: Review, key: str = ""):
        item = review.find(key)
        super().__init__(data, initial=vars(item) if isinstance(item, Conclusion) else None, key=key)

    def words(self) -> ItemWords:
        return ItemWords(**self.cleaned_data)


class NewItemForm(ItemForm):
    """``after``: the piece of the outline behind which it stands; the last one at first."""

    after = forms.ChoiceField(label="Đứng sau mục")
    field_order = ["after", "label", "level", "kind", "text"]

    def __init__(self, data: QueryDict | None, review: Review, key: str = ""):
        super().__init__(data, review)
        choices = _item_choices(review)
        _choose(self, "after", choices or [("", "Đầu dàn ý")])
        self.fields["after"].required = bool(choices)
        self.initial["after"] = choices[-1][0] if choices else ""

    def placed(self) -> tuple[str, ItemWords]:
        """The key of what it stands behind, and its words."""
        cleaned = dict(self.cleaned_data)
        return cleaned.pop("after"), ItemWords(**cleaned)


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def _item_choices(review: Review) -> list[tuple[str, str]]:
    items = ((key, review.find(key)) for key in review.keys(ITEM) if key not in review.removed)
    return [(key, f"{item.label} {item.text[:80]}".strip()) for key, item in items if isinstance(item, Conclusion)]


@dataclass(frozen=True)
class PartyField:
    """Several pickers of one name, the last one empty. ``rows``: (words, key) of each."""

    name: str
    label: str
    rows: list[tuple[str, str]]

    @property
    def units_alone(self) -> bool:
        """Exceptions are units, never groups."""
        return self.name == "excepted"


class OrderForm(PieceForm):
    """The pickers come beside the fields: as many as the order has units, and an empty one for each role."""

    text = forms.CharField(label="Nhiệm vụ", max_length=LONGEST_TEXT, widget=Area(4))
    deadline = forms.CharField(
        label="Thời hạn",
        required=False,
        max_length=255,
        help_text="Ghi bằng lời, ví dụ: trước ngày 15/8, trong quý III, trong 10 ngày làm việc.",
    )
    product = forms.CharField(label="Sản phẩm", required=False, max_length=255)
    tracked = forms.BooleanField(
        label="Theo dõi thực hiện",
        required=False,
        initial=True,
        help_text="Bỏ chọn nếu là việc thường xuyên, không yêu cầu báo cáo riêng.",
    )

    def __init__(self, data: QueryDict | None, review: Review, key: str = ""):
        self.review = review
        order = review.find(key)
        self.order = order if isinstance(order, Directive) else None
        super().__init__(data, initial=self._initial(), key=key if self.order else "")
        self.typed = {name: _typed(data, name) if data else self._standing(name) for name, _ in PARTY_LABELS}
        self.parties = [PartyField(name, label, [*self.typed[name], ("", "")]) for name, label in PARTY_LABELS]

    @property
    def told(self) -> str:
        """What the deadline in its field means as a day."""
        return told(self._deadline(" ".join(str(self["deadline"].value() or "").split())))

    def _initial(self) -> dict[str, Any] | None:
        if self.order is None:
            return None
        order = self.order
        deadline = order.deadline.text if order.deadline else ""
        return {"text": order.text, "deadline": deadline, "product": order.product, "tracked": order.tracked}

    def _standing(self, name: str) -> list[tuple[str, str]]:
        units = self.order.units if self.order else []
        if name == "excepted":
            return [(words, "") for unit in units for words in unit.except_]
        return [(unit.written, unit.code or "") for unit in units if unit.role == name]

    def clean(self) -> dict[str, Any] | None:
        field = forms.CharField(max_length=LONGEST_NAME)
        for rows in self.typed.values():
            if len(rows) > MOST_PARTIES:
                self.add_error(None, f"Nhiệm vụ có quá {MOST_PARTIES} đơn vị cùng vai trò. Hãy chọn nhóm đơn vị.")
            for words, _ in rows[:MOST_PARTIES]:
                try:
                    field.clean(words)
                except forms.ValidationError as error:
                    self.add_error(None, error)
        return super().clean()

    def words(self) -> OrderWords:
        cleaned = self.cleaned_data
        return OrderWords(
            text=cleaned["text"],
            lead=[self._party(*row) for row in self.typed["lead"]],
            coordinating=[self._party(*row) for row in self.typed["coordinating"]],
            excepted=[words for words, _ in self.typed["excepted"]],
            deadline=self._deadline(cleaned["deadline"]),
            product=cleaned["product"],
            tracked=cleaned["tracked"],
        )

    def _deadline(self, words: str) -> Any:
        """As it was read where the words are still the same: the reader knew more of the document than they say."""
        standing = self.order.deadline if self.order else None
        if standing and standing.text == words:
            return standing
        return typed_deadline(words, held_on=self.review.draft.meeting.date)

    def _party(self, words: str, key: str) -> Party:
        """The chosen unit, as long as the words are still those that it was chosen by."""
        units: list[NamedUnit] = self.order.units if self.order else []
        standing = next((unit for unit in units if unit.written == words and (unit.code or "") == key), None)
        if standing:
            return Party(words, standing.code, standing.group)
        found = chosen(key) if key else None
        if found is None or found.name != words:
            return Party(words)
        return Party(words, key, key.startswith("group:"))


class NewOrderForm(OrderForm):
    item = forms.ChoiceField(label="Thuộc mục")
    field_order = ["item", "text", "deadline", "product", "tracked"]

    def __init__(self, data: QueryDict | None, review: Review, key: str = ""):
        """``key``: the item that it is for at first, whose words it takes."""
        super().__init__(data, review)
        _choose(self, "item", _item_choices(review))
        item = review.find(key)
        if isinstance(item, Conclusion):
            self.initial = {**self.initial, "item": key, "text": item.text, "tracked": True}

    def placed(self) -> tuple[str, OrderWords]:
        """The key of its item, and its words."""
        return self.cleaned_data["item"], self.words()


def _typed(data: QueryDict, name: str) -> list[tuple[str, str]]:
    """What was typed in the pickers of the name with the keys of their places, without the empty ones."""
    words = [" ".join(text.split()) for text in data.getlist(name)]
    keys = data.getlist(f"{name}_key")
    keys += [""] * (len(words) - len(keys))
    return [(text, key) for text, key in zip(words, keys, strict=False) if text]


FORMS: dict[str, Callable[[QueryDict | None, Review, str], PieceForm]] = {
    FACTS: FactsForm,
    PERSON: PersonForm,
    "a": AbsenceForm,
    ITEM: ItemForm,
    ORDER: OrderForm,
}
NEW_FORMS: dict[str, Callable[[QueryDict | None, Review, str], PieceForm]] = {
    PERSON: PersonForm,
    "a": AbsenceForm,
    ITEM: NewItemForm,
    ORDER: NewOrderForm,
}


def form_for(key: str, data: QueryDict | None, review: Review) -> PieceForm:
    return FORMS[key if key == FACTS else key[0]](data, review, key)
