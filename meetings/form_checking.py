"""'Máy kiểm tra': the rules of form on the file that a paper prints, each file measured once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from meetings.composing import office_on, symbol_of
from meetings.enums import PaperKind, PaperState
from meetings.models import Paper
from meetings.paper_pages import PrintedFile
from meetings.papers.form_check import Expected, Finding, UnreadableFile, check_form

NOT_OURS = "Máy chỉ kiểm tra thể thức của bản in từ cổng, không kiểm tra bản ký đưa lên từ ngoài."
FORMS: dict[PaperKind, Literal["invitation", "minutes"]] = {
    PaperKind.INVITATION: "invitation",
    PaperKind.MINUTES: "minutes",
}
"""Kinds that have a sample of their own in the decree; a letter is known by having no title."""


@dataclass(frozen=True)
class FormCheck:
    """``cannot``: why nothing was measured, or ''."""

    findings: tuple[Finding, ...] = ()
    cannot: str = ""

    @property
    def wrong(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.holds]

    @property
    def right(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.holds]

    @property
    def told(self) -> str:
        """'Máy kiểm tra 38/39 mục'."""
        return f"Máy kiểm tra {len(self.right)}/{len(self.findings)} mục" if self.findings else "Máy kiểm tra"


def form_check_of(paper: Paper, file: PrintedFile, day: date) -> FormCheck:
    """Of the file that the paper prints as it stands. Raises CannotCompose where there is no office yet."""
    kind = PaperKind(paper.kind)
    is_draft = paper.state != PaperState.RELEASED
    return _measured(
        file, Expected(kind.printed_title, symbol_of(paper, office_on(day)), is_draft, FORMS.get(kind, ""))
    )


@lru_cache(maxsize=64)
def _measured(file: PrintedFile, expected: Expected) -> FormCheck:
    """Known by the file's SHA-256 and by what is expected of it."""
    if not file.is_own:
        return FormCheck(cannot=NOT_OURS)
    try:
        return FormCheck(findings=tuple(check_form(file.read(), expected)))
    except UnreadableFile as error:
        return FormCheck(cannot=str(error))
