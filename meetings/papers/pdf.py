"""From a frozen record to PDF bytes: no database, no clock, and the same bytes for the same record."""

from pathlib import Path

from meetings.papers.layout import page_of
from meetings.papers.record import PaperRecord, RecordError


def render_pdf(record: PaperRecord, *, font_dir: Path | None = None) -> bytes:
    """The released paper. `font_dir` is the office's own Times New Roman; None takes the system's serif.

    RecordError for a record without number and day, which only `preview_pdf` prints; FontError (LookupError) where
    the machine lacks the font.
    """
    if record.is_draft:
        raise RecordError("Văn bản chưa có số và ngày, chỉ xem trước được. Hãy phát hành trước khi in bản chính.")
    return _printed(record, font_dir, None)


def preview_pdf(record: PaperRecord, *, year: int | None = None, font_dir: Path | None = None) -> bytes:
    """A paper at any state: where number and day are not given yet, blanks are left for them.

    `year` is printed in a draft's date, since nothing here knows what day it is.
    """
    return _printed(record, font_dir, year)


def warm_up(font_dir: Path | None = None) -> None:
    """Pays for WeasyPrint's import, the fonts and the first page now; a server calls it before it forks its workers."""
    from meetings.papers.press import press_for  # noqa: PLC0415

    press_for(font_dir).print(
        '<!DOCTYPE html><html lang="vi"><title>Thử</title><main class="text"><p>Thử</p></main></html>'
    )


def _printed(record: PaperRecord, font_dir: Path | None, year: int | None) -> bytes:
    from meetings.papers.press import press_for  # noqa: PLC0415

    press = press_for(font_dir)
    return press.print(page_of(record, press.serif, year=year))
