"""Data entry for a signed copy."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from meetings.planning.files import SentFile
from meetings.planning.forms import FileForm


class CopyForm(FileForm):
    SIGNED, SCAN = "ky-so", "quet"

    required_in_effect = ("file",)

    made = forms.ChoiceField(
        label="Tệp là",
        choices=[(SIGNED, "Bản ký số (tệp PDF đã ký bằng chứng thư số)"), (SCAN, "Bản quét có chữ ký và dấu")],
        initial=SIGNED,
    )
    file = forms.FileField(label="Tệp PDF", help_text="Chỉ PDF, tối đa 20 MB, không đặt mật khẩu.", required=False)
    acknowledged = forms.BooleanField(
        label="Đã mở tệp đối chiếu: đúng là bản ký của văn bản này", required=False, widget=forms.HiddenInput
    )

    compared = forms.BooleanField(
        required=False, help_text="Cần khi tệp không có lớp chữ để cổng đối chiếu, như phần lớn bản quét."
    )

    def clean_file(self) -> SentFile:
        found = super().clean_file()
        if found is None:
            raise ValidationError("Chưa chọn tệp. Hãy chọn bản ký số hoặc bản quét dạng PDF.")
        return found

    def ask_to_look(self, words: str) -> None:
        """``words``: what goes on record where the file holds no text."""
        self.fields["compared"].label = words

    def ask_to_acknowledge(self) -> None:
        """Once the portal has found something to doubt."""
        self.fields["acknowledged"].widget = forms.CheckboxInput()
