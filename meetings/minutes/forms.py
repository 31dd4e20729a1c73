"""What is typed into the minutes: hours and accounts in a form, a statement in the panel of the page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone

from districts.enums import Role
from districts.models import Appointment, Officer
from districts.models.officers import OFFICE_ROLES
from meetings.day_fields import day_field, hour_field
from meetings.minutes.statements import Spoken
from meetings.models import Minutes
from meetings.planning.forms import StoredAndTyped
from meetings.posted import number_of

LONGEST_NOTES = 5_000


class FactsForm(StoredAndTyped):
    """Beside the meeting's own facts. Who holds no account here is left empty: they sign the print by hand."""

    required_in_effect = ("begun_at", "ended_at", "ended_on")

    begun_at = hour_field(label="Giờ bắt đầu")
    ended_at = hour_field(label="Giờ kết thúc")
    ended_on = day_field(label="Ngày kết thúc")
    notes = forms.CharField(
        label="Ghi chú cuối biên bản",
        required=False,
        max_length=LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In trước câu kết thúc, mỗi dòng một đoạn. Ví dụ: Biên bản đã được đọc cho mọi người cùng nghe.",
    )

    class Meta:
        model = Minutes
        fields = ["begun_at", "ended_at", "ended_on", "notes", "prints_reasons", "chair", "secretary"]
        help_texts = {
            "prints_reasons": "Bỏ chọn khi lý do là việc riêng của đại biểu.",
            "chair": "Để trống thì người chủ trì ký tay trên bản in.",
            "secretary": "Để trống thì chuyên viên xác nhận thay, thư ký ký tay trên bản in.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = Appointment.objects.in_force(timezone.localdate())
        named = [self.instance.chair_id, self.instance.secretary_id]
        of_office = Exists(held.filter(officer=OuterRef("pk"), role__in=OFFICE_ROLES))
        keeping = Exists(held.filter(officer=OuterRef("pk"), role=Role.CLERK))
        known = Officer.objects.annotate(chairs=of_office, keeps=keeping)
        people = list(known.filter(Q(chairs=True, is_active=True) | Q(pk__in=[pk for pk in named if pk])))
        for name, right in (("chair", "chairs"), ("secretary", "keeps")):
            kept = getattr(self.instance, f"{name}_id")
            offered = [each for each in people if each.pk == kept or (each.is_active and getattr(each, right))]
            self.fields[name].queryset = Officer.objects.filter(pk__in=[each.pk for each in offered])
            self.fields[name].choices = [("", "Không ký trên cổng"), *((each.pk, str(each)) for each in offered)]


@dataclass(frozen=True)
class SentStatement:
    """The panel as it was sent. ``statement`` is None for a new one, ``version`` that of the text as it was read."""

    spoken: Spoken
    statement: int | None
    version: int
    after: int | None
    token: UUID | None


def read_statement(post: QueryDict) -> SentStatement:
    return SentStatement(
        read_spoken(post),
        number_of(post.get("item")),
        number_of(post.get("stamp")) or 0,
        number_of(post.get("after")),
        _token(post.get("token", "")),
    )


def read_spoken(post: QueryDict) -> Spoken:
    return Spoken(
        post.get("speaker", ""),
        post.get("post", ""),
        post.get("unit", ""),
        post.get("text", "").replace("\r\n", "\n"),
        number_of(post.get("speaker_key")),
    )


def _token(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
