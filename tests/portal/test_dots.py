"""The dot between the parts of a line belongs to the part after it, so that none is left hanging at a line's end."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def test_no_dot_follows_the_item_before_it():
    for path in (PROJECT / "static" / "portal").glob("*.css"):
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", path.read_text("utf-8")):
            assert not ("::after" in selector and '"·"' in body), (path.name, selector)


def test_no_line_of_parts_writes_its_dots_as_text():
    for path in (PROJECT / "templates").rglob("*.html"):
        for parts in re.findall(r'<div class="meta">(.*?)</div>', path.read_text("utf-8"), re.DOTALL):
            assert " · " not in parts, path.name
