"""Whatever was done to the text in Word: all of it taken, the draft reads as the Word text does."""

from __future__ import annotations

import random
from typing import Any

import pytest

from meetings.admission import admit
from meetings.composing import printed_pieces
from meetings.drafting import draft_notice
from meetings.intake.parse import parse_lines
from meetings.intake.readers import read_marked
from meetings.models import Paper, WordCorrection
from meetings.word_back.keeping import desk_of
from meetings.word_back.matching import bare
from meetings.word_back.parts import Part, taken_apart
from meetings.word_back.taking import take_word
from meetings.word_copy import word_copy
from portal.demo.scenario import DOCUMENT
from tests.cast import NOW

WORDS = [
    "rà",
    "soát",
    "báo",
    "cáo",
    "gửi",
    "Sở",
    "đơn",
    "vị",
    "địa",
    "phương",
    "thiết",
    "bị",
    "đo",
    "lường",
    "chuyển",
    "đổi",
    "số",
    "quý",
    "IV",
    "hướng",
    "dẫn",
    "kiểm",
    "tra",
]


@pytest.fixture
def draft(cast) -> Paper:
    lines = DOCUMENT.read_text("utf-8").splitlines()
    admission = admit(parse_lines(lines), source_name="mẫu", source_lines=lines, by=cast.clerk, at=NOW)
    return draft_notice(admission.meeting, by=cast.clerk, at=NOW)


def loaded(paper: Paper) -> Paper:
    return Paper.objects.select_related("outline", "signer").get(pk=paper.pk)


def work_over(values: list[dict[str, Any]], chance: random.Random) -> None:
    """A few corrections of the items: words put in and out, paragraphs new, gone and elsewhere."""
    for _ in range(chance.randint(1, 5)):
        places = [place for place, value in enumerate(values) if value["style"] in ("Nội dung",)]
        place = chance.choice(places)
        match chance.choice(["words", "new", "gone", "move"]):
            case "words":
                value = values[place]
                words = value["text"].split()
                words.insert(chance.randint(1, len(words)), chance.choice(WORDS))
                values[place] = value | {"text": " ".join(words)}
            case "new":
                text = f"- {' '.join(chance.choices(WORDS, k=9)).capitalize()}."
                values.insert(place + 1, values[place] | {"text": text})
            case "gone" if len(places) > 6:
                del values[place]
            case "move":
                moved = values.pop(place)
                values.insert(chance.choice(places[:-1]), moved)


@pytest.mark.parametrize("seed", range(6))
def test_all_taken_the_draft_reads_as_the_word_text(cast, draft, seed):
    values = read_marked(word_copy(loaded(draft), at=NOW).data, "a.docx", guarded=False)
    work_over(values, random.Random(seed))
    row = WordCorrection.objects.create(
        paper=draft, owner=cast.clerk, name="a.docx", paragraphs=values, created_at=NOW, changed_at=NOW
    )
    for _ in range(3):  # a moved item takes along what lies beneath it, which a second look puts right
        desk = desk_of(row, loaded(draft))
        if not desk.waiting:
            break
        take_word(row, keys=desk.waiting, stamp=desk.comparison.stamp, by=cast.clerk, at=NOW)
        row.refresh_from_db()
    assert desk_of(row, loaded(draft)).waiting == []
    written = [bare(each.text) for each in taken_apart(values).of(Part.ITEM)]
    # Where a word came between those of a deadline, the portal prints the deadline below the item from now on.
    pieces = printed_pieces(loaded(draft).outline, draft.held_on)
    printed = [bare(piece.block.text) for piece in pieces if not piece.is_order]
    assert printed == written
