"""The page on which a document is read: a file or a pasted text."""

from __future__ import annotations

from django import forms


class DocumentForm(forms.Form):
    required_in_effect = ("file", "text")

    file = forms.FileField(
        label="Tệp tài liệu",
        required=False,
        error_messages={"empty": "Tệp được chọn trống, không có nội dung. Hãy chọn tệp khác."},
        help_text="Word (.docx, .doc), PDF chép được chữ (không phải bản quét), .odt, .html hoặc .txt; tối đa 20 MB.",
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
