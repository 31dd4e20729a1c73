"""WeasyPrint, sealed: it may open no address and no file, and prints the same bytes for the same page.

Importing this module costs WeasyPrint's start (about 0.7 s); `pdf` does so when the first paper is printed.
"""

import base64
import threading
from pathlib import Path
from typing import Any, NoReturn

from pydyf import PDF, Stream
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from meetings.papers.fonts import FontError, FontFiles, find_serif, font_problems

STYLESHEET = Path(__file__).with_name("notice.css")
FAMILY_IN_STYLESHEET = "serif-of-the-office"


class OutsideAccessError(Exception):
    """The page asked for something outside itself, which escaped text cannot do."""


class SealedFetcher(URLFetcher):
    """Refuses every address: a page needs none, so an attempt means that text got in unescaped."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> NoReturn:
        # WeasyPrint swallows every other exception here, and would print the page without its picture.
        raise FatalURLFetchingError(url)


class Press:
    """The stylesheet and the fonts of one font folder, kept for the life of the process.

    Pango's font map is not safe for threads, so one page is printed at a time.
    """

    def __init__(self, font_dir: Path | None) -> None:
        if problems := font_problems(font_dir):
            raise FontError(" ".join(problems))
        self.serif = find_serif(font_dir)
        self._lock = threading.Lock()
        self._fonts = FontConfiguration()
        self._style = CSS(
            string=self._css(), font_config=self._fonts, url_fetcher=URLFetcher(allowed_protocols=["data"])
        )

    def print(self, page: str) -> bytes:
        """PDF 1.7 with tags. The page is HTML that `layout` made."""
        with self._lock:
            try:
                html = HTML(string=page, url_fetcher=SealedFetcher())
                return html.write_pdf(
                    stylesheets=[self._style], font_config=self._fonts, pdf_tags=True, finisher=_name_spaces_plainly
                )
            except FatalURLFetchingError as error:
                raise OutsideAccessError(f"Trang in đòi mở địa chỉ bên ngoài: {error}") from error

    def _css(self) -> str:
        faces = _font_faces(self.serif) if self.serif.owned else ""
        return faces + STYLESHEET.read_text("utf-8").replace(FAMILY_IN_STYLESHEET, f'"{self.serif.family}"')


def _name_spaces_plainly(_: Document, pdf: PDF) -> None:
    """Makes a no-break space read as a space: 'ngày 05' is then found by a search, and copied as it was typed."""
    for entry in pdf.objects:
        if isinstance(entry, Stream) and b"begincmap" in entry.stream:
            entry.stream = [line.replace(b"> <00a0>", b"> <0020>") for line in entry.stream]


def _font_faces(serif: FontFiles) -> str:
    """@font-face rules that carry the office's own files, so that nothing need be installed."""
    faces = zip(serif, ("normal", "bold", "normal", "bold"), ("normal", "normal", "italic", "italic"), strict=True)
    return "".join(
        f'@font-face {{ font-family: "{serif.family}"; font-weight: {weight}; font-style: {slant}; '
        f"src: url(data:font/ttf;base64,{base64.b64encode(path.read_bytes()).decode()}); }}\n"
        for path, weight, slant in faces
    )


_presses: dict[Path | None, Press] = {}
_presses_lock = threading.Lock()


def press_for(font_dir: Path | None) -> Press:
    """The process's press for a font folder; FontError where the font is absent or poor."""
    with _presses_lock:
        if font_dir not in _presses:
            _presses[font_dir] = Press(font_dir)
        return _presses[font_dir]
