"""The serif with which papers are printed, and whether this machine has it whole.

A font that lacks Vietnamese letters is replaced letter by letter, in silence, so it is refused before printing:
Debian 12's `fonts-liberation` (1.07) lacks 92 of them, `fonts-liberation2` (2.1.5) none.
"""

import ctypes
import itertools
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from fontTools.ttLib import TTFont, TTLibError

SYSTEM_FAMILY = "Liberation Serif"
FAMILIES = ("Times New Roman", SYSTEM_FAMILY, "Tinos")  # letters of one width
STYLES = {"Regular": "regular", "Bold": "bold", "Italic": "italic", "Bold Italic": "bold_italic"}
SYSTEM_FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/liberation-serif"),
)
PACKAGES = "Cài gói fonts-liberation2 (Debian 12) hoặc fonts-liberation (Debian 13, Ubuntu 24.04 trở lên)."
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE_LETTERS = "".join(
    sorted(
        {
            letter
            for vowel, tone in itertools.product("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", TONES)
            if not (letter := unicodedata.normalize("NFC", vowel + tone)).isascii()
        }
        | {"đ", "Đ"}
    )
)


class FontError(LookupError):
    """No usable serif; the message is a Vietnamese sentence that names what to install."""


@dataclass(frozen=True)
class FontFiles:
    """The four files of one family. `owned`: from the office's own folder, not known to the system."""

    family: str
    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path
    owned: bool = False

    @classmethod
    def of(cls, family: str, files: Mapping[str, Path], *, owned: bool = False) -> Self:
        """From files by the names in STYLES."""
        regular, bold, italic, bold_italic = (files[name] for name in STYLES.values())
        return cls(family, regular, bold, italic, bold_italic, owned)

    def __iter__(self) -> Iterator[Path]:
        return iter((self.regular, self.bold, self.italic, self.bold_italic))


def missing_vietnamese_letters(font_path: Path) -> str:
    """Those of the 134 accented letters that the font's character map lacks, in order; FontError if it is no font."""
    try:
        with font_path.open("rb") as file, TTFont(file, lazy=True) as font:
            known = font.getBestCmap() or {}
    except (OSError, TTLibError) as error:
        raise FontError(f"Không đọc được tệp phông chữ {font_path}.") from error
    return "".join(letter for letter in VIETNAMESE_LETTERS if ord(letter) not in known)


def find_serif(font_dir: Path | None = None) -> FontFiles:
    """Liberation Serif as the system will use it or, given the office's own folder, the Times New Roman in it."""
    return _in_folder(font_dir) if font_dir else _of_the_system()


def _of_the_system() -> FontFiles:
    matcher = shutil.which("fc-match")
    if matcher is None:
        return _in_known_folder()
    files = {}
    for style, name in STYLES.items():
        command = [matcher, "--format=%{family[0]}|%{file}", f"{SYSTEM_FAMILY}:style={style}"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
        family, _, path = answer.stdout.partition("|")
        if family != SYSTEM_FAMILY:
            raise FontError(f"Máy chưa có phông chữ {SYSTEM_FAMILY} kiểu {style}. {PACKAGES}")
        files[name] = Path(path)
    return FontFiles.of(SYSTEM_FAMILY, files)


def _in_known_folder() -> FontFiles:
    for folder in SYSTEM_FOLDERS:
        files = {name: folder / f"LiberationSerif-{style.replace(' ', '')}.ttf" for style, name in STYLES.items()}
        if all(path.is_file() for path in files.values()):
            return FontFiles.of(SYSTEM_FAMILY, files)
    raise FontError(f"Máy chưa có phông chữ {SYSTEM_FAMILY}. {PACKAGES}")


def _in_folder(folder: Path) -> FontFiles:
    """The first of FAMILIES of which the folder holds all four styles."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.[tTo][tT][fF]")):
        family, style = _family_and_style(path)
        if style in STYLES:
            found.setdefault(family, {})[STYLES[style]] = path
    for family in FAMILIES:
        if len(files := found.get(family, {})) == len(STYLES):
            return FontFiles.of(family, files, owned=True)
    raise FontError(
        f"Thư mục {folder} không có đủ bốn kiểu (thường, đậm, nghiêng, đậm nghiêng) của phông chữ {FAMILIES[0]}. "
        "Sửa lại thư mục phông chữ trong cấu hình, hoặc bỏ trống để dùng phông của hệ thống."
    )


def _family_and_style(path: Path) -> tuple[str, str]:
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            names = font["name"]
            return names.getDebugName(1) or "", names.getDebugName(2) or ""
    except (OSError, TTLibError, KeyError):
        return "", ""


def font_problems(font_dir: Path | None = None) -> list[str]:
    """Why papers can't be printed rightly on this machine, each a sentence with what to do; none if they can."""
    problems = []
    if not (_loads("libpango-1.0.so.0") and _loads("libpangoft2-1.0.so.0")):
        problems.append("Thiếu thư viện Pango nên không in được văn bản. Cài gói libpango-1.0-0 và libpangoft2-1.0-0.")
    try:
        serif = find_serif(font_dir)
        for path in serif:
            if missing := missing_vietnamese_letters(path):
                remedy = "Thay bằng tệp đầy đủ." if serif.owned else PACKAGES
                problems.append(f"Phông chữ {path} thiếu {len(missing)} chữ tiếng Việt ({missing[:8]}…). {remedy}")
    except FontError as error:
        problems.append(str(error))
    return problems


def slow_printing_reasons() -> list[str]:
    """Why printing is slower here than it could be. WeasyPrint says nothing when it does without this library."""
    if _loads("libharfbuzz-subset.so.0"):
        return []
    return ["Thiếu thư viện libharfbuzz-subset nên in chậm gần ba lần. Cài gói libharfbuzz-subset0."]


@cache
def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
