"""Pictures of the user guide, taken on the way of the tests that walk through a day: ``GUIDE_PICTURES=docs/anh``."""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

FOLDER = os.environ.get("GUIDE_PICTURES", "")


def picture(page: Page, name: str) -> None:
    """The window as it is, in a file of that name; few colours keep it small. Nothing where no folder is given."""
    if FOLDER:
        page.wait_for_load_state("networkidle")
        seen = Image.open(io.BytesIO(page.screenshot()))
        small = seen.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        small.save(Path(FOLDER) / f"{name}.png", optimize=True)
