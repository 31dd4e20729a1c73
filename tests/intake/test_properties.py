"""Whatever comes in, nothing is lost: every input line is in some piece's ``lines`` or in ``dropped``."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.intake.parse import parse_lines

SAMPLE = [
    "UBND TỈNH AN SƠN | x",
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "| Số: 12/TB-SKHCN | An Sơn, ngày 05 tháng 7 năm 2026 |",
    "",
    "**THÔNG BÁO**",
    "**Kết luận Hội nghị giao ban quý II năm 2026**",
    "",
    "Ngày 02/7/2026, tại Hội trường Sở, Sở Khoa học và Công nghệ tổ chức hội nghị giao ban.",
    "**I. Thành phần**",
    "1. Ông Nguyễn Văn A - Giám đốc Sở - Chủ trì.",
    "2. Bà Trần Thị B - Trưởng phòng.",
    "- Xã An Bình: Vắng",
    "| STT | Họ và tên | Chức vụ | Đơn vị |",
    "|---|---|---|---|",
    "| 1 | Lê Văn C | Chuyên viên | Xã Phú An |",
    "Vắng mặt: 02 đơn vị (xã Tân Hòa, xã Tân Lập)",
    "**II. Kết luận**",
    "Sau khi nghe báo cáo, ông Nguyễn Văn A kết luận như sau:",
    "1. Giao Phòng Quản lý chuyên ngành báo cáo trước ngày 15/7/2026; Văn phòng",
    "theo dõi theo Quyết định số 10/QĐ-UBND.",
    "- 2 -",
    "+ Thường xuyên kiểm tra.",
    "Hội nghị quý III tổ chức tại xã Phú An.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "KT. GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "(Đã ký)",
    "Nguyễn Văn A",
    "Lượt xem: 12",
    "Viết bình luận",
]

LINE = st.one_of(st.sampled_from(SAMPLE), st.text(max_size=80), st.just(""))
REFERENCE = Path(os.environ.get("REFERENCE_DIR", Path(__file__).resolve().parents[2].parent / "shared"))


def lines_under(piece, *, root=True):
    """All line numbers that the JSON names, found without the program's own help."""
    if isinstance(piece, dict):
        own = set(piece.get("lines", ())) | ({piece["line"]} if "line" in piece else set())
        return own.union(*(lines_under(value, root=False) for value in piece.values()))
    if isinstance(piece, list) and piece and isinstance(piece[0], dict | list):
        return set().union(*(lines_under(item, root=False) for item in piece))
    return set()


def assert_nothing_lost(lines):
    answer = json.loads(json.dumps(parse_lines(lines).as_json(), ensure_ascii=False))
    assert answer["line_count"] == len(lines)
    warned = {w["line"] for w in answer.pop("warnings")}
    assert warned <= set(range(1, len(lines) + 1)) | {0}
    assert lines_under(answer) == set(range(1, len(lines) + 1))
    for gone in answer["dropped"]:
        assert gone["text"] == lines[gone["line"] - 1]
        assert gone["reason"]
    for directive in answer["directives"]:
        assert directive["lines"]
    for conclusion in answer["conclusions"]:
        assert all(0 <= index < len(answer["directives"]) for index in conclusion["directives"])


MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(st.permutations(SAMPLE))
def test_shuffled_lines_are_all_kept(lines):
    assert_nothing_lost(lines)


@MANY
@given(st.lists(st.integers(0, len(SAMPLE) - 1), max_size=60))
def test_cut_and_doubled_lines_are_all_kept(picks):
    assert_nothing_lost([SAMPLE[i] for i in picks])


@MANY
@given(st.lists(LINE, max_size=40))
def test_arbitrary_lines_are_all_kept(lines):
    assert_nothing_lost(lines)


@MANY
@given(st.lists(st.tuples(st.sampled_from(SAMPLE), st.integers(0, 60), st.integers(0, 60)), max_size=30))
def test_lines_cut_in_the_middle_are_all_kept(cuts):
    assert_nothing_lost([line[min(a, b) : max(a, b)] for line, a, b in cuts])


def test_reading_twice_gives_the_same_draft():
    assert parse_lines(SAMPLE).as_json() == parse_lines(SAMPLE).as_json()


@pytest.mark.parametrize(
    "hostile",
    [
        "a " * 200_000,
        "Ông Nguyễn Văn A, " * 20_000,
        "Nguyễn " * 60_000,
        "1." * 150_000,
        "*a " * 120_000,
        "| " * 150_000,
        "ngày 1/1, " * 40_000,
        "không cử cán bộ " * 25_000,
        "Sở A và " * 50_000,
        "(" * 300_000,
        "vắng, " * 60_000,
        "Phó Giám đốc Sở " * 25_000,
        "các đồng chí: " * 25_000,
        "kết luận " * 40_000 + ":",
        "số 12/QĐ-UBND ngày " * 20_000,
        "A" * 400_000,
        " " * 400_000 + "x",
        "- " * 150_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_line_takes_time_in_proportion(hostile):
    """400 kB in one line; what grows with the square of the length would take minutes."""
    started = time.process_time()
    assert_nothing_lost([hostile])
    assert time.process_time() - started < 10


def test_many_hostile_lines_take_time_in_proportion():
    started = time.process_time()
    parse_lines(
        ["Ông Nguyễn Văn A - Giám đốc Sở, bà Trần Thị B vắng, xã An Bình không cử người dự, trước ngày 1/1"] * 3_000
    )
    parse_lines([f"- Xã An Bình {n}: vắng (bận họp)" for n in range(3_000)])
    assert time.process_time() - started < 30


@pytest.mark.skipif(not (REFERENCE / "texts").is_dir(), reason="the reference documents are not here")
def test_nothing_is_lost_of_the_reference_documents():
    for path in sorted((REFERENCE / "texts").glob("*.txt")):
        assert_nothing_lost(path.read_text(encoding="utf-8").split("\n"))
