"""Citations of documents: a type with its number, a law by its name, a paper by its issuer and day.

A citation is kept as written. The same document cited again under the same number is one citation; one whose number is
damaged ('Q-UBND' for 'QĐ-UBND') is kept and marked, never mended.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from meetings.intake.draft import Citation
from meetings.intake.once import once
from meetings.intake.scan import Opened
from meetings.intake.wording import LOWER, UPPER, fold, phrases

_NUMBERED = (
    r"Nghị\s+quyết(?:\s+liên\s+tịch)?|Nghị\s+định|Quyết\s+định|Chỉ\s+thị|Thông\s+tư(?:\s+liên\s+tịch)?|Thông\s+báo(?:\s+kết\s+luận)?|Kết\s+luận|Công\s+văn|Công\s+điện|Văn\s+bản|"
    r"Tờ\s+trình|Kế\s+hoạch|Chương\s+trình(?:\s+(?:hành\s+động|phối\s+hợp|công\s+tác))?|Đề\s+án|Hướng\s+dẫn|Báo\s+cáo|Quy\s+định|Quy\s+chế|Quy\s+chuẩn|Giấy\s+mời|Biên\s+bản|Hợp\s+đồng|Công\s+thư|"
    r"Thư\s+công|Phiếu\s+(?:chuyển|báo|trình)|Lệnh|Pháp\s+lệnh|Luật|Bộ\s+luật|Điều\s+lệ|Phương\s+án|Dự\s+án|QĐ|NQ|NĐ|TTLT|CV|KH|TB|TTr|BC|CT|HD|VB"
)
_ABBREVIATED = re.compile(r"^(?:QĐ|NQ|NĐ|TTLT|CV|KH|TB|TTr|BC|CT|HD|VB)$", re.I)
_LETTERS = rf"[{UPPER}][{UPPER}{LOWER}&.]{{0,15}}"
_SYMBOL = rf"(?:\d{{1,3}}[/-])?{_LETTERS}(?:\s?[-/–]\s?{_LETTERS}){{0,4}}\d{{0,2}}"
NUMBER = rf"\d{{1,5}}[a-zA-Z]?(?:\s?/\s?(?:19|20)\d\d)?\s?[-/]{{1,2}}\s?{_SYMBOL}"
_DAY = r"(?:\s*,?\s*ngày\s+\d{1,2}(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?"
_CLAUSE = r"(?:(?:(?:điểm\s+[a-zđ]{1,2}|(?:các\s+)?khoản\s+\d{1,2}[a-z]?|(?:các\s+)?Điều\s+\d{1,3}[a-z]?|Phụ\s+lục\s+[IVX\d]{1,4}|Chương\s+[IVX]{1,5}|Mục\s+\d{1,2})(?:\s*,|\s+của|\s+và|\s+ban\s+hành\s+kèm\s+theo)?\s+){1,4})?"
_CLAUSE_WORDS = "điểm khoản các điều phụ chương mục"
_TYPE_WORDS = (
    "nghị quyết chỉ thông kết công văn tờ kế chương đề hướng báo quy giấy biên hợp thư phiếu lệnh* pháp luật* bộ điều phương dự "
    "qđ* nq* nđ* ttlt* cv* kh* tb* ttr* bc* ct* hd* vb*"
)
_BY_NUMBER = Opened(
    f"{_CLAUSE_WORDS} {_TYPE_WORDS} số*",
    rf"(?<!\w)(?P<clause>{_CLAUSE})(?:(?P<type>{_NUMBERED})\s*(?:số\s*)?:?\s*|(?P<bare>số\s*:?\s*))(?P<number>{NUMBER})(?![\w/]){_DAY}",
)
_STOP = r"(?:về|và|để|trong|tại|ngày|trên|đã|được|cần|có|là|theo|với|cho|từ|đến|phải|nên|sẽ|thì|nhằm|hướng|quy)(?!\w)"
_SIMPLE_NUMBER = Opened(
    f"{_CLAUSE_WORDS} {_TYPE_WORDS}",
    rf"(?<!\w)(?P<clause>{_CLAUSE})(?P<type>(?i:{_NUMBERED}))\s+(?i:số)\s*:?\s*(?P<number>\d{{1,5}})(?![\w/%-])(?!\s+(?:nội|nhiệm|điểm|văn|xã|người|đơn))(?i:{_DAY})(?P<issuer>\s+của\s+[{UPPER}][\w&]*(?:\s+(?!{_STOP})[\w&]+){{0,3}})?",
    re.NOFLAG,
)
_PARTY = re.compile(
    r"(?<!\w)(?:Nghị\s+quyết|Kết\s+luận|Quy\s+định)\s+(?:Hội\s+nghị\s+(?:lần\s+thứ\s+\w+\s+)?)?(?:Ban\s+Chấp\s+hành\s+)?Trung\s+ương\s+(?:\d{1,2}|[IVX]{1,4})(?!\w)(?:\s*,?\s*\(?khóa\s+[IVX]{1,5}(?:\s*,\s*[IVX]{1,5})*\)?)?"
)
_CONGRESS = re.compile(
    r"(?<!\w)(?:Nghị\s+quyết)\s+Đại\s+hội\s+(?:(?:đại\s+biểu\s+)?(?:toàn\s+quốc\s+)?(?:lần\s+thứ\s+)?[IVX]{1,6})(?!\w)"
)
_TYPE_WORD = r"(?<!\w)(?:Thông\s+báo(?:\s+[Kk]ết\s+luận)?|(?<!báo\s)Kết\s+luận|Công\s+văn|Văn\s+bản|Quyết\s+định|Kế\s+hoạch|Công\s+điện|Tờ\s+trình|Biên\s+bản(?:\s+(?:họp|làm\s+việc))?|Báo\s+cáo)(?!\w)"
_BY_DAY = re.compile(
    rf"{_TYPE_WORD}\s+"
    rf"(?:của\s+[{UPPER}][^,.;:\n]{{1,70}}?\s+)?ngày\s+\d{{1,2}}(?:/\d{{1,2}}/\d{{4}}|\s+tháng\s+\d{{1,2}}\s+năm\s+\d{{4}})"
)
_LAW_HEAD = Opened(
    f"{_CLAUSE_WORDS} hiến bộ luật pháp",
    rf"(?<!\w)(?P<clause>(?i:{_CLAUSE}))(?P<law>Hiến\s+pháp(?:\s+năm\s+\d{{4}})?|(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s+(?=[{UPPER}]))",
    re.NOFLAG,
)
_LAW_WORD = re.compile(r"\s*(?P<comma>,\s+)?(?P<word>[\w&]+)(?:\s(?P<dash>[-–])(?=\s))?")
_LAW_YEAR = re.compile(r"\s*(?:\((?:sửa đổi|số|năm)?[^()\n]{0,30}\)|năm\s+\d{4}|số\s+\d+/\d{4}/QH\d+)")
_LAW_ENDS = phrases(
    "và | về | để | trong | tại | theo | của | được | đã | có | quy | cho | từ | trên | do | nhằm | năm | số | hiện | là | bao | gồm | tới | đến | với | ngày | các | thì | cần | phải | hoặc | khi | mà | nên | tiếp | đảm | bảo | này | sửa | sau"
)
_COMMA_LAWS = phrases(
    "an toàn, vệ sinh | phòng, chống | cán bộ, công chức | khoa học, công nghệ | quản lý, sử dụng | sản phẩm, hàng hóa | tiết kiệm, chống | thực hành tiết kiệm, chống | nhập cảnh, xuất cảnh | "
    "xuất cảnh, nhập cảnh | cảnh, quá cảnh | cảnh, cư trú | trật tự, an toàn | khám bệnh, chữa | bảo vệ, chăm sóc | trưng mua, trưng dụng | quốc phòng, an ninh | thể dục, thể thao | vũ khí, vật liệu | khoáng sản, địa chất | tổ chức, hoạt động | thi đua, khen thưởng"
)
# what is drafted or amended is the object of the work, not its authority
_DRAFTED = re.compile(
    r"(?:dự\s+(?:án|thảo)|xây\s+dựng|sửa\s+đổi|bổ\s+sung|hoàn\s+thiện|ban\s+hành|hồ\s+sơ|đề\s+nghị|trình|soạn\s+thảo|điều\s+của|thông\s+qua|(?:một\s+số\s+)?quy\s+định\s+trong)\s+(?:các\s+)?$",
    re.I,
)
_DRAFTING = re.compile(r"(?:sửa\s+đổi|bổ\s+sung|dự\s+(?:án|thảo)|xây\s+dựng|hoàn\s+thiện)", re.I)
_LAWS_BETWEEN = re.compile(r"[^.:]*(?:Luật[^.:]*[;,]\s*(?:các\s+)?|trong\s+|của\s+|và\s+)")
_EXPECTED = {
    "quyết định": "QĐ", "nghị quyết": "NQ", "nghị định": "NĐ", "chỉ thị": "CT", "kế hoạch": "KH", "tờ trình": "TTr", "thông báo": "TB",
    "thông báo kết luận": "TB", "báo cáo": "BC", "giấy mời": "GM", "thông tư": "TT", "thông tư liên tịch": "TTLT", "hướng dẫn": "HD",
}  # fmt: skip
DAMAGED = "Ký hiệu '{number}' của {type} có thể thiếu hoặc sai chữ. Đối chiếu với văn bản gốc."


@dataclass(frozen=True)
class Cited:
    """A citation in a text at ``start``..``end``; ``doubt`` is a sentence about a damaged number."""

    start: int
    end: int
    text: str
    number: str | None
    doubt: str | None = None


def find_citations(text: str, lines: Sequence[int]) -> list[Citation]:
    """The citations of a paragraph that came from ``lines``, each document once."""
    return distinct([Citation(cited.text, cited.number, list(lines)) for cited in cited_in(text)])


def distinct(citations: Sequence[Citation]) -> list[Citation]:
    """One for each document: the first that was written, or a later one that says more (a clause, a law's number)."""
    kept: dict[str, Citation] = {}
    for citation in citations:
        kept.setdefault(_key(citation), citation)
    return list(kept.values())


def cited_in(text: str) -> Sequence[Cited]:
    """All citations of a text, in order and as often as they stand there; of one beyond all measure, those at its beginning."""
    return _cited_in_short(text) if len(text) < _SHORT else _read(text[:_MOST])


@once(512)
def _cited_in_short(text: str) -> tuple[Cited, ...]:
    """A paragraph's clauses are read by several rules; each text of usual length is searched once."""
    return _read(text)


def _read(text: str) -> tuple[Cited, ...]:
    found: list[Cited] = []
    for reader in _readers_for(text):
        found += _apart(reader(text), found)
    return tuple(sorted(found, key=lambda cited: cited.start))


def _apart(new: Sequence[Cited], found: Sequence[Cited]) -> list[Cited]:
    """Those of ``new`` that overlap none of ``found``."""
    starts = sorted((one.start, one.end) for one in found)
    kept = []
    for one in new:
        i = bisect_left(starts, (one.end, -1))
        if not (i and starts[i - 1][1] > one.start):
            kept.append(one)
    return kept


def masked(text: str) -> str:
    """The text with each citation's letters and digits blanked, at the same length, so that none is read as a unit or a day."""
    citations = cited_in(text)
    if not citations:
        return text
    parts, at = [], 0
    for cited in citations:
        if cited.start >= at:
            parts += [text[at : cited.start], "§" * (cited.end - cited.start)]
            at = cited.end
    return "".join([*parts, text[at:]])


def _key(citation: Citation) -> str:
    number = re.sub(r"\s", "", citation.number or "").casefold()
    clause = re.match(r"(?:điểm|khoản|điều)\s.*?(?=\s(?:nghị|luật|quyết|thông|bộ\s+luật|của))", citation.text, re.I)
    if number and "/" not in number and "-" not in number:
        return fold(citation.text)
    return f"{fold(clause.group(0)) if clause else ''}|{number or fold(citation.text)}"


def _by_number(text: str) -> list[Cited]:
    found = []
    for match in _BY_NUMBER.finditer(text):
        number = match["number"].rstrip(".")
        symbol = re.search(rf"[{UPPER}].*", re.sub(r"^[\d\s/–-]+[a-z]?(?=[/-])", "", number))
        if not symbol or (match["bare"] and not re.search(r"[/-]\s?[^\W\d]{2}", number)):
            continue
        whole = match.group(0).rstrip(". ")
        start = match.start("number") if match["bare"] else match.start()
        cited = number if match["bare"] else whole
        found.append(
            Cited(
                start,
                match.start() + len(whole),
                cited,
                re.sub(r"\s+", "", number),
                _doubt(match["type"], number, symbol.group(0)),
            )
        )
    return found


def _doubt(kind: str | None, number: str, symbol: str) -> str | None:
    """A sentence where the symbol does not begin with its type's letters, and is not the issuer's own ('3814-QĐ/TU')."""
    expected = _EXPECTED.get(" ".join((kind or "").casefold().split()))
    if not expected or symbol.upper().startswith(expected.upper()) or re.match(r"(?:QH|UBTVQH)\d", symbol):
        return None
    return DAMAGED.format(number=number, type=" ".join((kind or "").split()).lower())


def _by_simple_number(text: str) -> list[Cited]:
    return [
        Cited(m.start(), m.end(), m.group(0).strip(" ,"), m["number"])
        for m in _SIMPLE_NUMBER.finditer(text)
        if not _ABBREVIATED.match(m["type"])
        and (m["issuer"] or re.search(r"ngày\s+\d", m.group(0)) or m["type"][0].isupper())
    ]


def _party(text: str) -> list[Cited]:
    return [
        Cited(m.start(), m.end(), m.group(0), None) for pattern in (_PARTY, _CONGRESS) for m in pattern.finditer(text)
    ]


def _by_day(text: str) -> list[Cited]:
    found = []
    for match in _BY_DAY.finditer(text):
        kinds = [m.start() for m in re.finditer(_TYPE_WORD, match.group(0))]
        start = match.start() + kinds[-1]
        found.append(Cited(start, match.end(), text[start : match.end()], None))
    return found


def _laws(text: str) -> list[Cited]:
    found: list[Cited] = []
    heads = list(_LAW_HEAD.finditer(text))
    drafted = [match.end() for match in _DRAFTING.finditer(text)] if heads else []
    for match in heads:
        if not match["clause"] and _is_drafted(text, match.start(), drafted):
            continue
        end = match.end() if match["law"].startswith("Hiến") else _law_end(text, match.end())
        if end > match.end("law"):
            found.append(Cited(match.start(), end, text[match.start() : end].strip(), None))
    return found


def _is_drafted(text: str, start: int, drafted: Sequence[int]) -> bool:
    """Whether the law is being drafted or amended, by itself or in a list: 'Sửa đổi … Luật A; Luật B và Luật C'.

    ``drafted`` are the ends of the words of drafting in the text, in order.
    """
    if _DRAFTED.search(text[max(0, start - 40) : start]):
        return True
    i = bisect_left(drafted, start + 1)
    if not i or drafted[i - 1] < start - 400:
        return False
    between = text[drafted[i - 1] : start]
    return bool(_LAWS_BETWEEN.fullmatch(between)) and " theo " not in between and "thực hiện" not in between


def _law_end(text: str, start: int) -> int:
    end, previous = start, ""
    for _ in range(16):
        match = _LAW_WORD.match(text, end)
        if not match or not _goes_on(text, start, end, match):
            break
        end, previous = match.end("word"), match["word"]
    if previous == "và":
        end = text.rindex("và", start, end)
    year = _LAW_YEAR.match(text, end)
    return year.end() if year else end - (text[end - 1 : end] == " ")


def _goes_on(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether the word of ``match`` belongs to the law's name that runs from ``start`` to ``end`` so far."""
    word = match["word"]
    if match["comma"]:
        tail = " ".join(fold(text[start:end]).split()[-2:])
        if f"{tail}, {word.casefold()}" not in _TAILS:
            return False
    return not _joins_another(text, match.end()) if word == "và" else word not in _LAW_ENDS


def _tail(phrase: str) -> str:
    head, rest = phrase.split(", ", 1)
    return f"{' '.join(fold(head).split()[-2:])}, {rest.split()[0]}"


_TAILS = frozenset(_tail(phrase) for phrase in _COMMA_LAWS)


def _joins_another(text: str, position: int) -> bool:
    """Whether 'và' ends the law's name: another document or a clause of the sentence follows it."""
    after = text[position : position + 30].lstrip()
    return bool(
        re.match(
            r"(?:Luật|Bộ\s+luật|Nghị|Quyết|Thông|các|văn\s+bản|hướng\s+dẫn|tổ\s+chức|triển\s+khai|thực\s+hiện)(?!\w)",
            after,
        )
    )


_SHORT = 4000
_MOST = 60_000
_DIGIT = re.compile(r"\d")
_NUMBER_HINT = re.compile(r"\d\s?[/-]{1,2}\s?[A-ZĐƯa-zđ]")
_SIMPLE_HINT = re.compile(r"[sS][ốỐ]\s*:?\s*\d")
_PARTY_HINT = re.compile(r"Trung\s+ương|Đại\s+hội")
_DAY_HINT = re.compile(r"ngày\s+\d")


def _readers_for(text: str) -> Iterator[Callable[[str], list[Cited]]]:
    """The readers that can find anything in the text, in their order: a cheap look, since most clauses cite nothing."""
    has_digit = _DIGIT.search(text) is not None
    if has_digit and _NUMBER_HINT.search(text):
        yield _by_number
    if has_digit and _SIMPLE_HINT.search(text):
        yield _by_simple_number
    if _PARTY_HINT.search(text):
        yield _party
    if has_digit and _DAY_HINT.search(text):
        yield _by_day
    if "uật" in text or "Hiến" in text or "Pháp" in text:
        yield _laws
