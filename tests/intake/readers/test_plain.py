"""Plain text in every encoding that offices left behind, and the polish that all readers share."""

from __future__ import annotations

import unicodedata

import pytest

from meetings.intake.readers import legacy, read_lines
from meetings.intake.readers.plain import clean
from meetings.intake.readers.syllables import TONES, is_syllable

LINES = [
    "Sở Khoa học và Công nghệ tổ chức họp giao ban quý I.",
    "Ông Nguyễn Văn A, Phó Giám đốc Sở, chủ trì cuộc họp; bà Trần Thị B ghi biên bản.",
    "Giao phòng Quản lý chuyên ngành hướng dẫn hồ sơ trước ngày 15/3/2018, phối hợp với các huyện.",
]
TEXT = "\n".join(LINES)
VNI_MARKS = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_SHAPES = {"\u0302": "âáàåãä", "\u0306": "êéèúüë"}
VNI_ORDER = ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]
VNI_SINGLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}


def to_tcvn3(text: str) -> str:
    """TCVN3 has no capitals with a tone (they are a font of their own): those of the sample are written without."""
    table = {letter: chr(code) for code, letter in legacy.TCVN3_TO_UNICODE.items()}
    return "".join(table.get(char, char) for char in text)


def to_vni(text: str) -> str:
    return "".join(vni_letter(char) if not char.isascii() else char for char in text)


def vni_letter(char: str) -> str:
    lower = char.lower()
    if lower in VNI_SINGLE:
        written = VNI_SINGLE[lower]
    else:
        base, *marks = unicodedata.normalize("NFD", lower)
        tone = next((mark for mark in marks if mark in TONES), "")
        shape = next((mark for mark in marks if mark in VNI_SHAPES), "")
        if "\u031b" in marks:
            base = {"o": "ô", "u": "ö"}[base]
        written = base + (VNI_SHAPES[shape][VNI_ORDER.index(tone)] if shape else VNI_MARKS[tone])
    return written.upper() if char.isupper() else written


def to_windows_1258(text: str) -> bytes:
    """Windows-1258 writes the tones as marks behind the letter, also where it has no letter with both."""
    written = ""
    for char in text:
        decomposed = unicodedata.normalize("NFD", char)
        shaped = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES))
        written += shaped + "".join(mark for mark in decomposed if mark in TONES)
    return written.encode("cp1258")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\u2028").encode(),
        to_windows_1258(TEXT),
        to_tcvn3(TEXT).encode("latin-1"),
        to_vni(TEXT).encode("latin-1"),
        to_tcvn3(TEXT).encode(),
        to_vni(TEXT).encode(),
    ],
    ids=[
        "utf-8",
        "nfd",
        "bom",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-16-be-bom",
        "crlf",
        "line-separator",
        "windows-1258",
        "tcvn3",
        "vni",
        "tcvn3-in-utf-8",
        "vni-in-utf-8",
    ],
)
def test_one_text_in_every_encoding(data: bytes) -> None:
    assert read_lines(data, "bien-ban.txt") == LINES


def test_the_tables_hold_every_vietnamese_letter() -> None:
    for base in "aăâeêioôơuưy":
        for tone in ("", *TONES):
            letter = unicodedata.normalize("NFC", base + tone)
            if letter.isascii():
                continue
            assert legacy.from_tcvn3(to_tcvn3(letter)) == letter
            assert legacy.from_vni(to_vni(letter)) == letter
            assert legacy.from_vni(to_vni(letter.upper())) == letter.upper()
    assert legacy.from_tcvn3("®§") == "đĐ"
    assert legacy.from_vni("ñÑ") == "đĐ"


def test_vni_lines_among_unicode_lines_are_mended_and_the_others_left() -> None:
    mixed = f"{LINES[0]}\n{to_vni(LINES[1])}\n{to_tcvn3(LINES[2])}"
    assert read_lines(mixed.encode(), "a.txt") == LINES


@pytest.mark.parametrize(
    "line", ["Ông Hà, bà Hoà và cô Thuý", "Café à la carte", "± 5 °C × 3", "Résumé naïve", "TÀI LIỆU: ÂÊÔ"]
)
def test_what_is_no_legacy_text_is_left_alone(line: str) -> None:
    assert clean(line) == line


def test_a_few_damaged_bytes_do_not_cost_the_text() -> None:
    assert read_lines(TEXT.encode() + b"\xe1\xba", "a.txt")[:2] == LINES[:2]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\uf0b7\tHuyện C: vắng", "- Huyện C: vắng"),
        ("• Huyện C", "- Huyện C"),
        ("–\u00a0Huyện C", "- Huyện C"),
        ("+ Huyện C", "+ Huyện C"),
        ("ngày\u00a005 tháng\u202f02", "ngày 05 tháng 02"),
        ("triển\u00adkhai\u200b ngay\ufeff", "triểnkhai ngay"),
        ("Hội nghị – giao ban", "Hội nghị – giao ban"),
        ("  1.\tNội dung  ", "1. Nội dung"),
        ("\uf0b7", ""),
    ],
)
def test_habits_of_word_processors(written: str, read: str) -> None:
    assert clean(written) == read


def test_blank_lines_inside_are_kept_and_those_around_are_not() -> None:
    assert read_lines("\n\nMột\n\nHai\n\n".encode(), "a.txt") == ["Một", "", "Hai"]


@pytest.mark.parametrize(
    "word", ["nghiệm", "thuyền", "khoa", "học", "được", "giếng", "gì", "quý", "khuỷu", "ươm", "yến", "nguyễn", "ngoặc"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghÜa", "viÖt", "hßa", "céng", "bảg", "cacg", "nghãi", "kòê", "trắc̀"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
