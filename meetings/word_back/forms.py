"""The field by which a corrected Word document comes back."""

from __future__ import annotations

from django import forms


class WordForm(forms.Form):
    file = forms.FileField(
        label="Tệp Word đã sửa",
        required=True,
        error_messages={
            "required": "Chưa chọn tệp. Hãy chọn tệp .docx đã sửa.",
            "empty": "Tệp được chọn trống, không có nội dung. Hãy chọn tệp khác.",
        },
        help_text="Dạng .docx, tối đa 20 MB. Chỗ sửa có đánh dấu (Track Changes) và chú thích của Word đều được đọc.",
    )

    def __init__(self, *args, too_large: str = "", **kwargs):
        """``too_large`` names a file that was cut off while it arrived."""
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if self.too_large:
            self.errors.pop("file", None)
            self.add_error(
                "file", f"Không nhận tệp “{self.too_large}” vì nặng quá 20 MB. Hãy bỏ bớt hình ảnh rồi tải lại."
            )
        return cleaned
