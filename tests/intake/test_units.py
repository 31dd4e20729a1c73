"""Names of units: where they begin and end in a sentence, and which unit of a list they mean."""

from __future__ import annotations

import pytest

from meetings.intake.context import KnownUnit
from meetings.intake.unit_phrases import Phrases
from meetings.intake.units import match_unit

KNOWN = (
    KnownUnit("SKHCN", "Sở Khoa học và Công nghệ", "Sở KH&CN"),
    KnownUnit("P.QLKH", "Phòng Quản lý Khoa học", aliases=("QLKH",)),
    KnownUnit("AN-SON", "UBND xã An Sơn"),
    KnownUnit("AN-SON-P", "UBND phường An Sơn"),
    KnownUnit("HOA-BINH", "UBND xã Hòa Bình"),
    KnownUnit("G.XA", "Các xã, phường", aliases=("UBND các xã, phường",), group=True),
)


def names(sentence: str) -> list[str]:
    return [party.text for party in Phrases(sentence).parties(0, across=True)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Phòng Quản lý công nghệ và Chi cục Tiêu chuẩn Đo lường Chất lượng phối hợp", ["Phòng Quản lý công nghệ", "Chi cục Tiêu chuẩn Đo lường Chất lượng"]),
        ("Phòng Quản lý Sở hữu trí tuệ và Hợp tác quốc tế hướng dẫn", ["Phòng Quản lý Sở hữu trí tuệ và Hợp tác quốc tế"]),
        ("Phòng quản lý KH&CN cơ sở tiếp thu", ["Phòng quản lý KH&CN cơ sở"]),
        ("Sở Giáo dục và Đào tạo, Sở Nội vụ rà soát", ["Sở Giáo dục và Đào tạo", "Sở Nội vụ"]),
        ("Sở Tài chính, Nội vụ và Tư pháp thẩm định", ["Sở Tài chính", "Nội vụ", "Tư pháp"]),
        ("các Sở: Xây dựng, Y tế; UBND các xã: An Sơn, Hòa Bình khẩn trương", ["Xây dựng", "Y tế", "An Sơn", "Hòa Bình"]),
        ("các sở, ban, ngành và UBND các xã, phường báo cáo", ["các sở, ban, ngành", "UBND các xã, phường"]),
        ("các phòng, đơn vị thuộc Sở KH&CN thực hiện", ["các phòng, đơn vị thuộc Sở KH&CN"]),
        ("Bộ, ngành, địa phương chủ động", ["Bộ, ngành, địa phương"]),
        ("các bộ, ngành và địa phương chủ động", ["các bộ, ngành và địa phương"]),
        ("UBND các quận/huyện rà soát", ["UBND các quận/huyện"]),
        ("Văn phòng Sở tham mưu", ["Văn phòng Sở"]),
        ("Văn phòng HĐND và UBND xã theo dõi", ["Văn phòng HĐND và UBND xã"]),
        ("Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh phối hợp", ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"]),
        ("Phó Chủ tịch UBND Thành phố Trần Văn B được phân công", ["Phó Chủ tịch UBND Thành phố Trần Văn B"]),
        ("đồng chí Trần Thị B - Phó Giám đốc Sở chỉ đạo", ["đồng chí Trần Thị B - Phó Giám đốc Sở"]),
        ("lãnh đạo UBND và lãnh đạo các phòng Kinh tế, Kinh tế và Hạ tầng tham gia", ["lãnh đạo UBND", "lãnh đạo các phòng Kinh tế, Kinh tế và Hạ tầng"]),
        ("Phòng Kinh tế, Kinh tế và Hạ tầng để", ["Phòng Kinh tế", "Kinh tế và Hạ tầng"]),
        ("đơn vị chủ trì phải báo cáo", ["đơn vị chủ trì"]),
        ("Sở hữu trí tuệ là lĩnh vực mới", []),
        ("Ban hành kế hoạch", []),
        ("Hội nghị nhất trí", []),
        ("Báo cáo kết quả", []),
    ],
)  # fmt: skip
def test_names_end_where_the_verb_begins(sentence, expected):
    assert names(sentence) == expected


def test_exceptions_stay_in_the_name_and_stand_apart():
    [party] = Phrases("UBND các xã, phường (trừ xã An Sơn, phường Hòa Bình) rà soát").parties(0)
    assert party.text == "UBND các xã, phường (trừ xã An Sơn, phường Hòa Bình)"
    assert party.except_ == ("xã An Sơn", "phường Hòa Bình")
    assert party.group


def test_a_list_lends_its_members_the_word_of_kind():
    parties = Phrases("các Sở: Xây dựng, Y tế; UBND các xã: An Sơn khẩn trương").parties(0, across=True)
    assert [party.full for party in parties] == ["Sở Xây dựng", "Sở Y tế", "UBND xã An Sơn"]


def test_a_listed_name_is_recognised_whatever_its_words():
    known = (KnownUnit("X", "Vườn ươm Khởi nghiệp xanh"),)
    [party] = Phrases("Vườn ươm Khởi nghiệp xanh tuyển chọn dự án", known).parties(0)
    assert party.text == "Vườn ươm Khởi nghiệp xanh"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Sở Khoa học và Công nghệ", "SKHCN"),
        ("sở KHCN", "SKHCN"),
        ("Sở KH&CN", "SKHCN"),
        ("Sở Khoa học và Công nghệ tỉnh Tân Lập", "SKHCN"),
        ("phòng QLKH", "P.QLKH"),
        ("Quản lý khoa học", "P.QLKH"),
        ("xã Hoà Bình", "HOA-BINH"),
        ("Hòa Bình", "HOA-BINH"),
        ("UBND xã An Sơn", "AN-SON"),
        ("phường An Sơn", "AN-SON-P"),
        ("UBND các xã, phường (trừ xã An Sơn)", "G.XA"),
        ("An Sơn", None),  # two units bear the name
        ("huyện Hòa Bình", None),  # another kind of place
        ("Đảng ủy Sở Khoa học và Công nghệ", None),  # not the Sở itself
        ("Sở Công Thương", None),
        ("", None),
    ],
)
def test_a_written_name_means_one_unit_or_none(written, code):
    unit = match_unit(written, KNOWN)
    assert (unit.code if unit else None) == code
