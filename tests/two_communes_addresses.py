"""Every address of the portal with the keys of another commune's rows.

A new address joins by itself where its path begins like the others; one that does not, or names a row of a kind that is
new, fails in the walk until the keys of the other commune are told (PLACES, ROWS).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLResolver, get_resolver

from directives.tasks.unit_acts import ACTS as UNIT_ACTS
from tests.access_matrix import MATRIX
from tests.test_access import ADMIN
from tests.two_communes import Side

# how a path begins: what its pk names; the longer beginning first
PLACES = {
    "cuoc-hop/lich/": "",
    "cuoc-hop/chuoi/": "series",
    "cuoc-hop/nhap-tu-tai-lieu/": "review",
    "cuoc-hop/": "meeting",
    "van-ban/ho-so-cu/": "earlier",
    "van-ban/cap-tren/": "ruling",
    "van-ban/": "paper",
    "nhiem-vu/": "assignment",
    "kien-nghi/": "proposal",
    "ke-thua/": "unit",
    "ban-giao/nguoi/": "officer",
    "ban-giao/": "handover",
    "nguoi-thay/": "deputyship",
}
# what else an address names: by its own name, or whatever its name
ROWS = {
    "attendance-row row": "delegation",
    "absence-letter row": "absence",
    "absence-file row": "absence",
    "absence-file-drop row": "absence",
    "registration row": "delegation",
    "paper-delivery row": "delivery",
    "paper-word-comparison row": "word",
    "report-file file": "report_file",
    "report-draft-file file": "report_draft_file",
    "report-draft-file-remove file": "report_draft_file",
    "assignment-file file": "evidence",
    "assignment-file-pages file": "evidence",
    "assignment-file-page file": "evidence",
    "assignment-draft-file file": "draft_evidence",
    "minutes-conflict draft": "statement_draft",
    "outline-conflict draft": "outline_draft",
    "draft-conflict draft": "paper_draft",
    "outline-act item": "conclusion",
    "minutes-act item": "statement",
    "ruling-item item": "ruling_item",
    "ruling-item-mark item": "ruling_item",
    "mend-comment comment": "comment",
    **{f" {name}": name for name in ("report", "asked", "proposal", "answer", "document", "point", "change")},
    **{f" {name}": name for name in ("directive", "standing", "officer", "code")},
}
PLAIN = {"number": 1, "line": 1, "key": "facts", "section": "dai-bieu"}  # these name no row
SLUGS = {"assignment-act": UNIT_ACTS}


def addresses() -> dict[str, str]:
    """By name, but for the administration, where no unit enters: test_access walks that."""
    return dict(_named(get_resolver(), ""))


def _named(resolver: URLResolver, before: str) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _named(each, path)
        elif not path.startswith(ADMIN):
            yield each.name, path


def row_of(name: str, part: str, path: str) -> str:
    """What the part of the address names: a key of ``Side.own``."""
    place = next((kind for beginning, kind in PLACES.items() if path.startswith(beginning)), "")
    row = place if part == "pk" else ROWS.get(f"{name} {part}") or ROWS.get(f" {part}")
    assert row, f"{name}: say in PLACES or ROWS which row of the other commune <{part}> of {path} names"
    return row


def fillings(name: str, path: str, mine: Side, theirs: Side) -> Iterator[dict[str, Any]]:
    """The address with the other commune's keys; where it names a row within another, also within the reader's own and
    within what both have."""
    parts = re.findall(r"<\w+:(\w+)>", path)
    rows = {part: row_of(name, part, path) for part in parts if part not in PLAIN and part != "slug"}
    plain: list[dict[str, Any]] = [{part: PLAIN[part] for part in parts if part in PLAIN}]
    if "slug" in parts:
        told = {row.slug for row in MATRIX if row.name == name and row.slug}
        plain = [plain[0] | {"slug": slug} for slug in sorted(told | set(SLUGS.get(name, ())))]
    assert plain, f"{name}: no slug is known"
    for number, filling in enumerate(_keys(rows, mine, theirs)):
        yield from ({**filling, **more} for more in (plain if number == 0 else plain[:1]))


def _keys(rows: dict[str, str], mine: Side, theirs: Side) -> Iterator[dict[str, Any]]:
    if "code" in rows:  # a calendar's own code opens it, without a sign-in
        yield {"officer": theirs.own["officer"], "code": mine.own["code"]}
        yield {"officer": mine.own["officer"], "code": theirs.own["code"]}
        return
    shared = theirs.own | theirs.shared
    outer = rows["pk"]
    yield {part: theirs.own[row] for part, row in rows.items()}
    if outer in ("assignment", "proposal"):
        yield {part: shared[row] for part, row in rows.items()}
    if outer == "paper":
        yield {part: theirs.own["letter" if part == "pk" else row] for part, row in rows.items()}
    if len(rows) > 1:
        yield {part: mine.own[outer] if part == "pk" else theirs.own[row] for part, row in rows.items()}
        if outer in mine.shared:
            held = "held" if "absence" in rows.values() else outer
            yield {part: mine.shared[held] if part == "pk" else shared[row] for part, row in rows.items()}
