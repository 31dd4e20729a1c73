"""Pages of a PDF that somebody sent: counted and drawn in a child, which neither hangs nor fills the machine."""

from __future__ import annotations

import io
import sys
import time

import pikepdf
import pytest
from PIL import Image

from meetings.papers import outside_pages, page_drawing, pdfium
from meetings.papers.outside_pages import DrawingLimits, count_outside, draw_outside
from meetings.papers.page_drawing import TALLEST, WIDTH, NoSuchPage, UnreadablePages, draw

A4 = (595, 842)


def pdf_of(*sizes: tuple[float, float], **saving: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as book:
        for size in sizes:
            book.add_blank_page(page_size=size)
        if saving:
            book.Root.Padding = pikepdf.Stream(book, b"0123456789" * 3_000_000)
        book.save(out, **saving)
    return out.getvalue()


def size_of(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
        return picture.size


@pytest.fixture
def not_here(monkeypatch):
    """PDFium does not open a file in the process of the tests, which stands for that of the web."""

    def opened(data: bytes):
        raise AssertionError("opened in the process of the web")

    monkeypatch.setattr(pdfium, "opened", opened)
    monkeypatch.setattr(page_drawing, "opened", opened)


def test_pages_are_counted_and_drawn_elsewhere_and_as_here(not_here, monkeypatch):
    data = pdf_of(A4, A4)
    assert count_outside(data) == 2
    picture = draw_outside(data, 2)
    assert size_of(picture) == (WIDTH, 1755)
    monkeypatch.undo()
    assert picture == draw(data, 2)


@pytest.mark.parametrize("number", [-1, 0, 2, 10**12])
def test_a_page_that_is_not_there(number):
    with pytest.raises(NoSuchPage):
        draw_outside(pdf_of(A4), number)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 broken", b"\x00" * 100_000, b"%PDF-1.7\n" + b"<<" * 100_000])
def test_what_is_no_pdf(data):
    for ask in (lambda: count_outside(data), lambda: draw_outside(data, 1)):
        with pytest.raises(UnreadablePages):
            ask()


@pytest.mark.parametrize("drawn", [draw, draw_outside])
@pytest.mark.parametrize(
    ("size", "pixels"), [((3, 14400), (2, TALLEST * WIDTH)), ((14400, 3), (WIDTH, 1)), ((310, 310), (WIDTH, WIDTH))]
)
def test_a_page_of_any_shape_is_drawn_within_bounds(drawn, size, pixels):
    assert size_of(drawn(pdf_of(size), 1)) == pixels


def test_a_page_without_a_size_is_refused():
    for size in ((0.0, 842.0), (595.0, -1.0), (float("nan"), 842.0), (float("inf"), 842.0)):
        with pytest.raises(UnreadablePages):
            page_drawing.scale_of(size, WIDTH)


def test_what_takes_too_long_is_given_up():
    begun = time.monotonic()
    for ask in (count_outside, lambda data, **limits: draw_outside(data, 1, **limits)):
        with pytest.raises(UnreadablePages):
            ask(pdf_of(A4), limits=DrawingLimits(seconds=0.01))
    assert time.monotonic() - begun < outside_pages.LIMITS.seconds


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is told by /proc")
def test_what_takes_too_much_memory_is_given_up():
    data = pdf_of(A4, compress_streams=False)
    assert count_outside(data) == 1
    for ask in (count_outside, lambda data, **limits: draw_outside(data, 1, **limits)):
        with pytest.raises(UnreadablePages):
            ask(data, limits=DrawingLimits(memory_bytes=1 << 20))


def test_a_child_knows_no_secret(monkeypatch):
    """What a file makes of its reader finds neither the key of the portal nor the way to its database."""
    passed = []
    popen = outside_pages.guard.subprocess.Popen
    monkeypatch.setattr(
        outside_pages.guard.subprocess, "Popen", lambda *given, **how: passed.append(how["env"]) or popen(*given, **how)
    )
    monkeypatch.setenv("SECRET_KEY", "bí mật")
    monkeypatch.setenv("DATABASE_URL", "postgres://")
    assert count_outside(pdf_of(A4)) == 1
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(passed[0])
