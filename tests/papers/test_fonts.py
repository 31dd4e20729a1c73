import shutil
from pathlib import Path

import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from meetings.papers import fonts
from meetings.papers.fonts import (
    STYLES,
    VIETNAMESE_LETTERS,
    FontError,
    find_serif,
    font_problems,
    missing_vietnamese_letters,
    slow_printing_reasons,
)
from meetings.papers.pdf import render_pdf
from tests.papers.measuring import measured
from tests.papers.samples import notice


def office_folder(folder: Path, *, family: str = "Times New Roman", without: str = "") -> Path:
    """The system's serif under another family's name, as an office's own folder would hold it."""
    for path, style in zip(find_serif(), STYLES, strict=True):
        with TTFont(path) as font:
            for record in font["name"].names:
                if record.nameID in {1, 3, 4, 6, 16}:
                    record.string = family.replace(" ", "") if record.nameID == 6 else family
            if without:
                kept = set(font.getBestCmap()) - set(map(ord, without))
                subsetter = Subsetter()
                subsetter.options.name_IDs = ["*"]
                subsetter.populate(unicodes=kept)
                subsetter.subset(font)
            font.save(folder / f"times-{STYLES[style]}.TTF")
    return folder


def test_there_are_134_vietnamese_letters_in_composed_form() -> None:
    assert len(VIETNAMESE_LETTERS) == 134
    assert {"đ", "Đ", "ơ", "ự", "Ỹ", "ẩ"} <= set(VIETNAMESE_LETTERS)


def test_the_system_serif_has_every_letter() -> None:
    serif = find_serif()
    assert serif.family == "Liberation Serif"
    assert [missing_vietnamese_letters(path) for path in serif] == [""] * 4
    assert font_problems() == []


def test_without_fc_match_the_known_folders_are_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    by_name = find_serif()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", (tmp_path, by_name.regular.parent))
    assert find_serif() == by_name
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", (tmp_path,))
    assert font_problems() == [f"Máy chưa có phông chữ Liberation Serif. {fonts.PACKAGES}"]


def test_a_system_without_the_family_is_told_which_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "SYSTEM_FAMILY", "Không Có Phông Này")
    with pytest.raises(FontError, match="fonts-liberation2"):
        find_serif()
    (problem,) = font_problems()
    assert "Debian 12" in problem


def test_a_poor_font_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    folder = office_folder(tmp_path, without="ựễĐ")
    assert missing_vietnamese_letters(folder / "times-bold.TTF") == "Đễự"
    problems = font_problems(folder)
    assert len(problems) == 4
    assert "thiếu 3 chữ tiếng Việt (Đễự" in problems[0]
    with pytest.raises(FontError, match="thiếu 3 chữ"):
        render_pdf(notice(1), font_dir=folder)


def test_the_office_prints_with_its_own_times_new_roman(tmp_path: Path) -> None:
    folder = office_folder(tmp_path)
    serif = find_serif(folder)
    assert (serif.family, serif.owned, serif.bold.name) == ("Times New Roman", True, "times-bold.TTF")
    own, system = measured(render_pdf(notice(4), font_dir=folder)), measured(render_pdf(notice(4)))
    assert own.text == system.text
    assert {font.split("-")[0] for font in own.fonts} == {"Times"}


def test_a_folder_without_all_four_styles_is_refused(tmp_path: Path) -> None:
    (office_folder(tmp_path) / "times-italic.TTF").unlink()
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(FontError, match="bốn kiểu"):
        find_serif(tmp_path)
    with pytest.raises(FontError, match="Không đọc được"):
        missing_vietnamese_letters(tmp_path / "broken.ttf")


def test_missing_libraries_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert slow_printing_reasons() == []
    monkeypatch.setattr(fonts, "_loads", lambda library: False)
    assert "libpango-1.0-0" in font_problems()[0]
    assert "libharfbuzz-subset0" in slow_printing_reasons()[0]
