"""Photographs and scans from outside, drawn anew: nothing of the file itself reaches a reader's browser. For a child process."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from meetings.papers.page_drawing import TALLEST

BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def is_picture(data: bytes) -> bool:
    return data.startswith(BEGINNINGS)


def draw_picture(data: bytes, width: int) -> bytes:
    """Upright, as a PNG no wider than ``width``; what Pillow does not open, or calls a bomb, is its own exception."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        picture.draft("RGB", (width, TALLEST * width))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((width, TALLEST * width))
        out = io.BytesIO()
        upright.convert("RGB").save(out, "PNG")
    return out.getvalue()
