"""What one clause says: an order with its addressee, a bare task, a duty, a time limit, or nothing to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from meetings.intake.context import Known, KnownUnit
from meetings.intake.once import once
from meetings.intake.orders_predicate import BARE, DUTY, NOTHING, ORDERED, SUBJECT, predicate_at
from meetings.intake.orders_words import pair_verb_at, verb_at
from meetings.intake.scan import Opened, says_any
from meetings.intake.unit_phrases import Party, Phrases, phrases_in
from meetings.intake.unit_words import PLACES, POSTS
from meetings.intake.wording import phrases as phrases_of

_ORDER_VERB = Opened(
    "giao yêu đề nghị phân chỉ ủy nhắc thống kiến",
    r"(?<![\w/])(?P<verb>giao(?!\s+ban(?!\s+(?:quản|chỉ|dân|tổ|tuyên|giám|nội|pháp|kinh|văn|tiếp|thường|bảo)))|yêu\s+cầu|đề\s+nghị|nghị(?=\s+(?:các|UBND|Sở|lãnh))|phân\s+công|chỉ\s+đạo|ủy\s+quyền|nhắc\s+nhở|thống\s+nhất\s+giao|kiến\s+nghị|đề\s+xuất)(?P<cho>(?:\s+(?:nhiệm\s+vụ|trách\s+nhiệm|việc\s+này))?(?:\s+cho)?)(?:\s*:)?\s+(?:thêm\s+)?",
)
_NOT_ORDERED = re.compile(
    r"(?:\b(?:được|chuyển|bàn|tiếp|theo|hồ\s+sơ|phiếu|đơn|để|xin|tờ\s+trình|có|sự|nội\s+dung|ban|kịp\s+thời|văn\s+bản|các|những|từ|ngoài|trong|về|việc|không|chưa|công\s+văn|lãnh\s+đạo,|quan\s+tâm,|tập\s+trung,|cần|khi|tham\s+mưu|nhận)|đã(?:\s+\w+)?)\s+$",
    re.I,
)
_TOLD = re.compile(r"đã\s+$", re.I)
_UPWARD = ("kiến nghị", "đề xuất")
_BY = Opened(
    "do", r"(?<!\w)do\s+(?=(?:Sở|Phòng|UBND|Ban|Trung|Chi|Văn|các|Công|Thanh|đồng|ông|bà|Hội|Liên)\b)", re.NOFLAG
)
_DONE_BY = ("chủ", "thực", "tham", "đảm", "phụ", "làm", "tổ", "triển", "xây")
_DUTY = Opened("cần phải nên", r"(?<!\w)(?P<word>cần|phải|nên)\s+(?=\w)", re.NOFLAG)
_NO_DUTY = re.compile(
    r"(?:\b(?:nội\s+dung|vấn\s+đề|thấy|hợp|khi|những\s+việc|nhiệm\s+vụ|không|chưa|điều|yêu|việc|còn|đã|vẫn|giải\s+pháp|mà|không\s+nhất\s+thiết|nhu)\s+)$",
    re.I,
)
_AFTER_DUTY = ("thiết", "lưu", "kể", "nói", "nhấn", "thấy", "có", "chăng", "được", "làm")
_PAST = Opened(
    "thời năm tháng quý nhiệm giai trong bước đạt còn",
    r"(?<!\w)(?:(?:thời\s+gian|năm|tháng|quý|nhiệm\s+kỳ|giai\s+đoạn)\s+(?:vừa\s+)?qua|trong\s+khi|bước\s+đầu|đạt\s+(?:được\s+)?(?:nhiều|những|một\s+số|kết)|còn\s+(?:hạn\s+chế|chậm|thấp|cao|yếu|lúng\s+túng|bất\s+cập|hình\s+thức|khó\s+khăn|tồn\s+tại))",
)
_ALREADY = re.compile(r"(?:^|,|;|\bnay|\bqua)\s*(?:,\s*)?(?:cơ\s+bản\s+)?đã\s", re.I)
_WISH = re.compile(
    r"(?:^|[,;:.]\s*)(?:các\s+|một\s+số\s+|nhiều\s+)?(?:đại\s+biểu|đại\s+diện\s+[^,.;:]{1,60}|ý\s+kiến|cử\s+tri|người\s+dân|địa\s+phương|doanh\s+nghiệp)\s*(?:cũng\s+|đã\s+|đều\s+)?:?\s*(?:đề\s+nghị|kiến\s+nghị|mong|phản\s+ánh(?!\s+(?:về|kịp|với|tới|đến|qua|bằng)\b)|cho\s+rằng)",
    re.I,
)
_INTRO = re.compile(
    r"^\W*(?:trong|trên|để|đối|về|căn|qua|sau|trước|khi|nếu|trường|theo|từ|ngoài|cùng|bên|song|đồng|tiếp|riêng|đặc|thời|với|nhằm|đến|hằng|hàng|định|năm|quý|tháng|nhân|ngay|bằng|mặt|phát\s+huy|do|vì|tại|chậm|thông\s+qua|xuất|kết\s+hợp|gắn|lấy|khẩn|cụ|vậy|như|tuy|tùy|giai|thứ|(?:một|hai|ba|bốn)\s+là)\b",
    re.I,
)
_COLON_INTRO = re.compile(r"[^:]{1,300}:\s*")
_DECISION = re.compile(
    r"^\W*(?:cơ\s+bản\s+)?(?:(?:thống\s+)?nhất(?:\s+trí)?|đồng\s+ý|ghi\s+nhận|đánh\s+giá(?:\s+cao)|biểu\s+dương|hoan\s+nghênh|chấp\s+thuận|cảm\s+ơn|hội\s+nghị|cuộc\s+họp|trao\s+đổi|(?:không|chưa)\s+(?:đồng\s+ý|thống\s+nhất|xem\s+xét)|thông\s+báo\s+(?:lịch|kết\s+quả|danh\s+sách|nội\s+dung|về)\s[^:.;]{1,80}:)(?!\s+giao)",
    re.I,
)
_STRONG = ("cần", "phải", "có trách", "chịu trách", "được giao", "được phân", "được yêu", "khẩn trương")
_GOING_BY = re.compile(
    r"^\W*(?:tiếp\s+tục\s+)?(?:thực\s+hiện|triển\s+khai|phát\s+huy|tiếp\s+thu|căn\s+cứ|quán\s+triệt|khắc\s+phục|chuẩn\s+bị)\b",
    re.I,
)
_BELOW = phrases_of("xã | phường | huyện | quận | thị xã | thị | đặc | đặc khu | thôn | các | nhiều | một")
# what somebody tells is no order, unless it is the conclusion
_SAID_OF_OTHERS = ("phê bình", "biểu dương", "hoan nghênh", "ghi nhận", "đánh giá", "cảm ơn", "nhất trí")
_HELD = re.compile(
    r"^\W*(?:(?:vừa\s+qua|sáng|chiều|tối|hôm\s+nay|trong),?\s+)*(?:các\s+)?ngày\s[^;]{1,400}?\sđã\s|^\W*có\s+\d", re.I
)
_SAYS = re.compile(r"^(?:(?!kết\s+luận|chỉ\s+đạo)[^;])*?(?<!\w)cho\s+(?:biết|hay|rằng)\s*[,:]?\s", re.I)
_BEFORE_SUBJECT = (",", ":", "–", "-", "rằng", "thì")
_ONE_OPENS = ("riêng", "đồng", "ngoài", "theo", "giao")
_TWO_OPEN = phrases_of("đồng thời | ngoài ra | đặc biệt | trước mắt | đối với | theo đó | tới đây")
MOST_CANDIDATES = 16


class Clause(NamedTuple):
    """What a clause says. ``predicate`` is the first words after the addressee; ``tail`` where they begin."""

    kind: str
    leads: Sequence[Party] = ()
    predicate: str = ""
    tail: int = 0
    past: bool = False
    decision: bool = False

    @property
    def strong(self) -> bool:
        """Whether the words alone make it a duty ('cần', 'có trách nhiệm'), wherever they stand."""
        return self.kind == ORDERED or self.predicate.startswith(_STRONG)


def read_clause(text: str, known: Sequence[KnownUnit]) -> Clause:
    """The clause's kind and addressees, by its words alone: whether it counts is for its place in the document to say."""
    return _in_short(text, Known.of(known)) if len(text) < _SHORT else _read(text, known)


_SHORT = 4000


@once(256)
def _in_short(text: str, known: Known) -> Clause:
    return _read(text, known)


def _read(text: str, known: Sequence[KnownUnit]) -> Clause:
    phrases = phrases_in(text, known)
    if not phrases.words or _wishes(text[:300]) or _asked_from_below(phrases):
        return Clause(NOTHING, past=bool(phrases.words))
    past = _tells_of_past(text[:400])
    clause = _ordered(phrases) or (
        None if past else _subject(phrases) or _by_agent(phrases) or _bare(phrases) or _duty(phrases)
    )
    said = clause or Clause(NOTHING)
    return Clause(said.kind, said.leads, said.predicate, said.tail, past, bool(_DECISION.match(_last_said(text))))


def _wishes(text: str) -> bool:
    return says_any(text, ("nghị", "mong", "phản", "cho")) and bool(_WISH.search(text))


def _tells_of_past(text: str) -> bool:
    """'Thời gian qua …', '…, đã …', 'X cho biết …'."""
    if _PAST.search(text) or _HELD.match(text) or (says_any(text, ("đã",)) and _ALREADY.search(text)):
        return True
    return says_any(text, ("biết", "hay", "rằng")) and bool(_SAYS.match(text[:300]))


def _last_said(text: str) -> str:
    """What follows 'Về đề xuất của X:'."""
    colon = _COLON_INTRO.match(text)
    return text[colon.end() :] if colon and colon.end() < len(text) else text


def _ordered(phrases: Phrases) -> Clause | None:
    """'Giao X …', 'yêu cầu X …', 'đề nghị X …': the speaker orders, unless a unit before it is the one that acts."""
    text = phrases.text
    for match in _ORDER_VERB.finditer(text):
        verb = " ".join(match["verb"].casefold().split())
        before = text[max(0, match.start() - 24) : match.start()]
        if verb in _UPWARD or (
            _NOT_ORDERED.search(before) and not (_TOLD.search(before) and verb in ("yêu cầu", "đề nghị"))
        ):
            continue
        leads = phrases.parties(phrases.at(match.end()), across=True)
        if not leads or not _takes_order(phrases, leads[-1].last, verb) or _names_nobody(phrases, verb, leads):
            continue
        if _acts_itself(phrases, match.start()):
            return None
        predicate = predicate_at(phrases, leads[-1].last)
        return Clause(ORDERED, leads, predicate[1] if predicate else "", leads[-1].end)
    return None


def _names_nobody(phrases: Phrases, verb: str, leads: Sequence[Party]) -> bool:
    """'phân công lãnh đạo phụ trách' names no unit: it is the task of whom the sentence addresses."""
    return (
        verb == "phân công"
        and len(leads) == 1
        and leads[0].text.islower()
        and bool(POSTS.length_at(phrases.lows, leads[0].first))
    )


def _asked_from_below(phrases: Phrases) -> bool:
    """'Xã A, xã B đề nghị tỉnh hỗ trợ …': places that ask, no speaker who orders."""
    if "nghị" not in phrases.lows[:60] or phrases.low(0) not in _BELOW:
        return False
    asking = phrases.parties(0)
    last = asking[-1].last if asking else 0
    if f"{phrases.low(last)} {phrases.low(last + 1)}" not in ("đề nghị", "kiến nghị"):
        return False
    return all(phrases.low(party.first) in _BELOW and not party.person for party in asking)


def _takes_order(phrases: Phrases, i: int, verb: str) -> bool:
    """What follows the addressee is what is to be done: a verb, a colon, the end, or words between commas."""
    low = phrases.low(i)
    if low in ("", ":", ".", ",", ";", "(", "-", "–") or predicate_at(phrases, i):
        return True
    if verb == "chỉ đạo":
        return False
    return low not in ("về", "của", "tại", "là", "và", "được", "đã") or (low in ("về",) and verb == "giao")


def _acts_itself(phrases: Phrases, offset: int) -> bool:
    """Whether a unit opens the clause with other verbs before the order verb: 'Sở A tuyên truyền, yêu cầu các xã …'."""
    first = _first_subject(phrases, limit=offset)
    if not first or not first.leads or phrases.at(offset) <= first.leads[-1].last + 1:
        return False
    between = phrases.text[first.leads[-1].end : offset]
    return bool(first.predicate) and first.kind == SUBJECT and not re.search(r":\s*$|kết\s+luận|chỉ\s+đạo", between)


def _subject(phrases: Phrases) -> Clause | None:
    """'X chủ trì …', 'Đối với …, X cần …', 'X: rà soát …'."""
    return _first_subject(phrases, limit=len(phrases.text))


def _first_subject(phrases: Phrases, limit: int) -> Clause | None:
    task_first, going_by = verb_at(phrases.lows, 0), bool(_GOING_BY.match(phrases.text))
    helping = _helping_words(phrases, limit)
    for i in _candidates(phrases, limit):
        if i in helping:
            continue
        leads = _without_topic(phrases, phrases.parties(i, across=i == 0))
        if not leads:
            continue
        predicate = predicate_at(phrases, leads[-1].last, sure=leads[-1].sure and i == 0, opens=i == 0)
        if predicate and (
            i == 0
            or phrases.low(i - 1) == ":"
            or not task_first
            or predicate[1].startswith(_STRONG)
            or (going_by and predicate[1])
        ):
            kind, words = predicate
            return Clause(kind, leads, words, leads[-1].end)
    return None


def _without_topic(phrases: Phrases, parties: list[Party]) -> list[Party]:
    """'Đối với quận A, Phòng B xem xét …': a place is what it is about when an office follows that acts on it."""
    about = len(parties) > 1 and f"{phrases.low(parties[0].first - 2)} {phrases.low(parties[0].first - 1)}" == "đối với"
    if not about or phrases.low(parties[-1].first - 1) != ",":
        return parties
    placed, acting = (phrases.low(party.first) in PLACES or party.group for party in (parties[0], parties[-1]))
    return parties[-1:] if placed and not acting else parties


def _helping_words(phrases: Phrases, limit: int) -> set[int]:
    """The words of the names after 'với': none of them begins a subject ('phối hợp với Sở A, Sở B khẩn trương …')."""
    taken: set[int] = set()
    for i in [i for i, low in enumerate(phrases.lows[:400]) if low in ("với", "hợp")]:
        if phrases.starts[i] >= limit:
            break
        low = phrases.lows[i]
        if (low == "với" and phrases.low(i - 1) != "đối") or f"{phrases.low(i - 1)} {low}" in ("phối hợp", "kết hợp"):
            for party in phrases.parties(i + 1):
                taken.update(range(party.first, party.last))
    return taken


def _candidates(phrases: Phrases, limit: int) -> list[int]:
    """The words at which a subject may stand: the first, and those after a comma, colon or 'rằng'."""
    lows = phrases.lows[:400]
    places = [0]
    if phrases.low(0) in _ONE_OPENS:
        places.append(1)
    places += [i + 2 for i in range(4) if f"{phrases.low(i)} {phrases.low(i + 1)}" in _TWO_OPEN]
    places += [i + 1 for i, low in enumerate(lows) if low in _BEFORE_SUBJECT and phrases.starts[i] < limit]
    return sorted(set(places))[:MOST_CANDIDATES]


def _by_agent(phrases: Phrases) -> Clause | None:
    """'… do X chủ trì'."""
    for match in _BY.finditer(phrases.text):
        leads = phrases.parties(phrases.at(match.end()))
        if leads and phrases.low(leads[-1].last) in _DONE_BY and pair_verb_at(phrases.lows, leads[-1].last):
            return Clause(SUBJECT, leads, "chủ trì", leads[-1].end)
    return None


def _bare(phrases: Phrases) -> Clause | None:
    """A task without an addressee: 'Rà soát …', 'Trên cơ sở …, xây dựng …', 'Yêu cầu tiếp tục …'."""
    if _DECISION.match(phrases.text) or _blames(phrases):
        return None
    for i in _bare_places(phrases):
        j = i
        if phrases.low(j) in ("cần", "phải", "không"):
            j += 1
        if f"{phrases.low(j)} {phrases.low(j + 1)}" in ("yêu cầu", "đề nghị") and verb_at(phrases.lows, j + 2):
            j += 2
        if verb_at(phrases.lows, j) and not (j == i and phrases.low(j) in ("nên", "trách", "phải", "cần")):
            kind = DUTY if phrases.low(i) in ("cần", "phải") else BARE
            return Clause(kind, (), f"{phrases.low(j)} {phrases.low(j + 1)}", phrases.starts[j])
    return None


def _blames(phrases: Phrases) -> bool:
    """'Thường trực Huyện ủy phê bình X': what a body said, though its name begins with a verb."""
    subject = phrases.parties(0)
    return bool(subject) and f"{phrases.low(subject[-1].last)} {phrases.low(subject[-1].last + 1)}" in _SAID_OF_OTHERS


def _bare_places(phrases: Phrases) -> list[int]:
    places = [0]
    colon = _COLON_INTRO.match(phrases.text)
    if colon and phrases.at(colon.end()) < len(phrases.words):
        places.append(phrases.at(colon.end()))
    if _INTRO.match(phrases.text):
        places += [i + 1 for i, low in enumerate(phrases.lows[:80]) if low == ","][:6]
        places += [
            i
            for i in (1, 2, 3)
            if " ".join(phrases.lows[:i]) in ("đồng thời", "ngoài ra", "tiếp đó", "trước mắt", "đồng", "riêng")
        ]
    return places


def _duty(phrases: Phrases) -> Clause | None:
    """'Việc … cần …', 'Hồ sơ phải …': a duty whose bearer the clause does not name."""
    for match in _DUTY.finditer(phrases.text[:600]):
        i = phrases.at(match.end())
        if _NO_DUTY.search(phrases.text[max(0, match.start() - 30) : match.start()]) or phrases.low(i) in _AFTER_DUTY:
            continue
        return Clause(DUTY, (), match["word"].casefold(), match.start())
    return None
