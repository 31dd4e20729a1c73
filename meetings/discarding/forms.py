"""What is typed to throw a draft away."""

from __future__ import annotations

from django import forms

from meetings.discarding.drafts import LONGEST_REASON


class DiscardForm(forms.Form):
    """Carries the version that the page showed: a draft that was edited since is not thrown away unseen."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Lý do bỏ",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lý do được giữ trong nhật ký của cuộc họp và của văn bản liên quan.",
    )

    def ask_why(self, needed: bool) -> None:
        """``needed``: others had the draft before them."""
        self.fields["reason"].required = needed
        if needed:
            self.fields["reason"].error_messages["required"] = (
                "Dự thảo này đã có người khác xem hoặc xử lý. Hãy ghi lý do bỏ."
            )
