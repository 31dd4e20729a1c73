"""The page on which a document is read: a file or a pasted text, then the reading accepted."""

from __future__ import annotations

from django import forms

from meetings.models.days import sensible_day


class DocumentForm(forms.Form):
    file = forms.FileField(
        label="Tệp tài liệu",
        required=False,
        error_messages={"empty": "Tệp được chọn trống, không có nội dung. Hãy chọn tệp khác."},
        help_text="Word (.docx, .doc), PDF có lớp chữ, .odt, .html hoặc .txt; tối đa 20 MB.",
    )
    text = forms.CharField(
        label="Hoặc dán nội dung",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Dán nguyên văn từ Word, thư điện tử hoặc trang thông tin.",
    )

    def __init__(self, *args, too_large: str = "", **kwargs):
        """``too_large`` names a file that was cut off while it arrived."""
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if self.too_large:
            said = f"Không nhận tệp “{self.too_large}” vì nặng quá 20 MB. Hãy bỏ bớt hình ảnh rồi tải lại."
            self.add_error("file", said)
        if not cleaned.get("file") and not str(cleaned.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError("Chưa có gì để đọc. Hãy chọn một tệp hoặc dán nội dung rồi đọc lại.")
        return cleaned


class AcceptForm(forms.Form):
    """The lines that the person saw read, sent back with the acceptance: nothing is kept in between.

    ``token`` stands for this one reading: accepted twice by a double click, it makes one meeting.
    """

    name = forms.CharField(max_length=255, widget=forms.HiddenInput)
    lines = forms.CharField(strip=False, widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)


class DayForm(forms.Form):
    """Asked where the document does not say on which day the meeting was held; it may also be entered later."""

    held_on = forms.DateField(
        label="Ngày họp",
        required=False,
        validators=[sensible_day],
        widget=forms.DateInput(attrs={"placeholder": "dd/mm/yyyy"}),
        help_text="Tài liệu không ghi ngày họp. Chưa có ngày họp thì thông báo chưa kiểm tra và ký được.",
    )
