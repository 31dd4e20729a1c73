import pytest

from meetings.papers.capacity import CapacityError, capacity_lines


@pytest.mark.parametrize(
    ("capacity", "position", "head", "lines"),
    [
        ("head", "Giám đốc", "Giám đốc", ("GIÁM ĐỐC",)),
        ("deputy_for", "Phó Giám đốc", "Giám đốc", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("by_order", "Chánh Văn phòng", "Giám đốc", ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        ("by_order", "Phó Chánh Văn phòng", "Giám đốc", ("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
        ("by_authority", "Chi cục trưởng", "Giám đốc", ("TUQ. GIÁM ĐỐC", "CHI CỤC TRƯỞNG")),
        ("acting", "Quyền Giám đốc", "Giám đốc", ("Q. GIÁM ĐỐC",)),
        ("acting", "Q. Giám đốc", "", ("Q. GIÁM ĐỐC",)),
        ("on_behalf_of", "Chủ tịch", "Hội đồng Khoa học và Công nghệ", ("TM. HỘI ĐỒNG KHOA HỌC VÀ CÔNG NGHỆ", "CHỦ TỊCH")),
        ("on_behalf_of", "Phó Chủ tịch", "Ủy ban nhân dân", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ],
)  # fmt: skip
def test_the_lines_are_those_of_the_law(capacity: str, position: str, head: str, lines: tuple[str, ...]) -> None:
    assert capacity_lines(capacity, position, head) == lines


@pytest.mark.parametrize(
    ("capacity", "position", "head", "reason"),
    [
        ("on_behalf_of", "Giám đốc", "Sở Khoa học và Công nghệ", "chế độ thủ trưởng"),
        ("deputy_for", "Trưởng phòng", "Giám đốc", "cấp phó"),
        ("deputy_for", "Phó Giám đốc", "", "người đứng đầu"),
        ("head", " ", "Giám đốc", "chức vụ của người ký"),
        ("stamp", "Giám đốc", "Giám đốc", "không có trong quy định"),
    ],
)
def test_a_capacity_in_which_nobody_may_sign_is_refused(capacity: str, position: str, head: str, reason: str) -> None:
    with pytest.raises(CapacityError, match=reason):
        capacity_lines(capacity, position, head)
