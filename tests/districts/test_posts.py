"""Positions and units in one phrase."""

import pytest

from districts.posts import post_at


@pytest.mark.parametrize(
    ("position", "unit", "words"),
    [
        ("Phó Giám đốc Sở", "Sở Khoa học và Công nghệ", "Phó Giám đốc Sở Khoa học và Công nghệ"),
        (
            "Phó Giám đốc Sở Khoa học và Công nghệ",
            "Sở Khoa học và Công nghệ",
            "Phó Giám đốc Sở Khoa học và Công nghệ",
        ),
        ("Giám đốc Sở Nội vụ tỉnh Mẫu", "Sở Nội vụ", "Giám đốc Sở Nội vụ tỉnh Mẫu"),
        ("Trưởng phòng", "Phòng Quản lý Công nghệ", "Trưởng phòng Quản lý Công nghệ"),
        ("Chánh Văn phòng", "Văn phòng Sở", "Chánh Văn phòng Sở"),
        ("Phó Chủ tịch UBND xã", "UBND xã Long Hồ", "Phó Chủ tịch UBND xã Long Hồ"),
        ("Chuyên viên", "Phòng Quản lý Công nghệ", "Chuyên viên, Phòng Quản lý Công nghệ"),
        ("Công chức Phòng Văn hóa - Xã hội", "UBND xã Long Hồ", "Công chức Phòng Văn hóa - Xã hội, UBND xã Long Hồ"),
        ("", "UBND xã Long Hồ", "UBND xã Long Hồ"),
        ("Chủ tịch", "", "Chủ tịch"),
        ("", "", ""),
    ],
)
def test_what_position_and_unit_share_is_said_once(position: str, unit: str, words: str) -> None:
    assert post_at(position, unit) == words
    assert post_at(position, unit, between=" ") == words.replace("viên, P", "viên P").replace("hội, U", "hội U")
