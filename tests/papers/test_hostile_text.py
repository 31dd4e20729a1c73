"""A text is only ever printed: whatever it says, nothing is opened, called or embedded."""

import io
import re
from typing import Any

import pikepdf
import pytest
from weasyprint.urls import URLFetcher

from meetings.papers import inline, press
from meetings.papers.pdf import render_pdf
from meetings.papers.record import Annex, Block, PaperRecord
from tests.papers.measuring import MM, measured
from tests.papers.samples import notice

PAYLOADS = (
    '<img src="http://ADDRESS/a.png">',
    "<img src=file:///etc/passwd>",
    "<link rel=stylesheet href=http://ADDRESS/b.css>",
    "<link rel=attachment href=file:///etc/passwd>",
    '<a href="file:///etc/passwd" rel="attachment">x</a>',
    "</style><style>@import url(http://ADDRESS/c.css);</style>",
    "</title></p></div><script src=//ADDRESS/d.js></script>",
    '" style="background: url(http://ADDRESS/e.png)',
    "' onload='x' {} background:url(http://ADDRESS/f.png)",
    "<object data=http://ADDRESS/g></object><svg><image href=http://ADDRESS/h /></svg>",
    "<base href=http://ADDRESS/><meta http-equiv=refresh content=0;http://ADDRESS/>",
    "&lt;b&gt; &amp; &#65; &nbsp;{{ 7*7 }} {% x %} <!-- <![CDATA[",
)
TEXTS = ("kind_title", "symbol", "place", "abstract", "signer_name", "archive_line", "issuer")
LISTS = ("superior_lines", "agency_lines", "capacity_lines", "opening", "closing", "recipients")


def poisoned(text: str) -> PaperRecord:
    """A record with the text in every field that holds one."""
    changes: dict[str, Any] = dict.fromkeys(TEXTS, text) | dict.fromkeys(LISTS, (text, text))
    blocks = tuple(Block(style, text, label=text, level=2) for style in ("heading", "paragraph", "item"))
    annex = Annex(text, blocks=blocks, columns=(text, text), rows=((text, text),))
    return notice(**changes, blocks=blocks, annexes=(annex, annex))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def times_printed(pdf: bytes, text: str) -> int:
    return squeezed(text_of(pdf)).count(squeezed(text))


def text_of(pdf: bytes) -> str:
    """The text column by column: a word broken over lines of one column reads on."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert not opened.attachments
        assert "/EmbeddedFiles" not in opened.Root.get("/Names", {})
        assert not any("/Annots" in page for page in opened.pages)
        assert not any(
            str(item.get("/Subtype", "")) == "/Image" for item in opened.objects if isinstance(item, pikepdf.Stream)
        )
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(char["text"] for page in opened.pages for char in page.chars)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_is_printed_literally_and_nothing_is_called(payload: str, listener) -> None:
    text = payload.replace("ADDRESS", listener.address)
    pdf = render_pdf(poisoned(text))
    # 4 texts of the head and title, 2 signatures' and recipients' lines and so on: every field shows on the page.
    assert times_printed(pdf, text) >= len(TEXTS) + 2 * len(LISTS) + 2 * 3 * 3
    assert listener.requests == []
    assert b"root:" not in pdf


def test_markup_that_gets_past_the_escape_is_stopped_by_the_seal(monkeypatch: pytest.MonkeyPatch, listener) -> None:
    monkeypatch.setattr(inline, "escape", lambda text: text)
    for address in (f"http://{listener.address}/a.png", "file:///etc/passwd", "data:image/png;base64,AAAA"):
        with pytest.raises(press.OutsideAccessError, match="địa chỉ bên ngoài"):
            render_pdf(notice(opening=(f'<img src="{address}">',)))
    assert listener.requests == []


def test_without_escape_and_seal_the_listener_is_called(monkeypatch: pytest.MonkeyPatch, listener) -> None:
    """The negative control: the two tests above would see a request if there were one."""
    monkeypatch.setattr(inline, "escape", lambda text: text)
    monkeypatch.setattr(press, "SealedFetcher", URLFetcher)
    render_pdf(notice(opening=(f'<img src="http://{listener.address}/a.png">',)))
    assert len(listener.requests) == 1
    assert listener.requests[0].startswith(b"GET /a.png")


def test_a_press_that_refused_a_page_still_prints_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    before = render_pdf(notice(3))
    with monkeypatch.context() as spoiled:
        spoiled.setattr(inline, "escape", lambda text: text)
        with pytest.raises(press.OutsideAccessError):
            render_pdf(notice(opening=("<img src=http://127.0.0.1:9/x>",)))
    assert render_pdf(notice(3)) == before


@pytest.mark.parametrize(
    "text", ["Tên\u202e gnốht", "Dòng\u0000 một\u0007", "Sở\ud800 KH", "A\u2066B\u2069", "x\u200by"]
)
def test_controls_and_half_letters_are_not_printed(text: str) -> None:
    printed = measured(render_pdf(poisoned(text))).text
    assert not re.search("[\u0000-\u0009\u000b-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", printed)


WORD = "ă" * 5000
PLACES: tuple[dict[str, Any], ...] = (
    {"agency_lines": (WORD,)},
    {"superior_lines": (WORD,)},
    {"symbol": WORD},
    {"place": WORD},
    {"abstract": WORD},
    {"opening": (f"Xem {WORD} nhé",)},
    {"blocks": (Block("heading", WORD, label="1."),)},
    {"capacity_lines": (WORD,)},
    {"signer_name": WORD},
    {"recipients": (WORD,)},
    {"annexes": (Annex("Bảng", columns=("TT", WORD), rows=(("1", "a"),)),)},
)


@pytest.mark.parametrize("changes", PLACES, ids=lambda changes: next(iter(changes)))
def test_a_word_of_five_thousand_letters_breaks_and_stays_on_the_sheet(changes: dict[str, Any]) -> None:
    printed = measured(render_pdf(notice(1, **changes)))
    assert max(line.x1 for line in printed.lines) <= 196 * MM
    assert min(line.x0 for line in printed.lines) >= 29 * MM
    assert squeezed(printed.text).count("ă") >= 5000
