"""Mentions of persons in one paragraph: who, with which post, and the words on both sides that say what they did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from meetings.intake.names import (
    WRITTEN_WORD,
    Name,
    bare_name_at,
    can_open_name,
    is_place,
    name_after_post,
    name_at,
    named_after,
    titled_names,
)
from meetings.intake.posts import OPENING_UNIT, POST_START, post_after, post_before
from meetings.intake.scan import Opened
from meetings.intake.wording import UPPER


@dataclass(frozen=True)
class Mention:
    """``before`` reaches back to the mention before it or the start of the sentence, ``after`` on to the next."""

    name: str
    honorific: str | None
    post: str
    start: int
    end: int
    before: str = ""
    after: str = ""


_ENTRY = re.compile(rf"(?:^|[;,:]\s+|\s[-–—]\s+|\s+và\s+|\(\s*)(?=[{UPPER}])")
_ENTRY_GOES_ON = re.compile(r"\s*(?:$|[-–—:,;.(]|(?:và|vắng|chủ trì|đồng chủ trì)\b)")
_SHARED_TITLE = Opened(
    "các",
    rf"(?<!\w)[Cc]ác\s+(?P<honorific>đồng chí|ông, bà|ông bà|ông|bà|đ/c)\s*(?:(?P<post>(?!gồm|là|sau)[^.;:()\d]{{3,70}}?)\s*(?:gồm|là|sau)?\s*:\s*|(?:gồm|là|sau)?\s*:?\s*)(?=[{UPPER}])",
    re.NOFLAG,
)
_SHARED_POST_ONLY = Opened(
    "các",
    rf"(?<!\w)[Cc]ác\s+(?P<post>(?:Phó|P\.|Giám đốc|Chủ tịch|Bí thư|Trưởng|Chánh|Ủy viên)(?![^.;:()\d]*(?<!\w)các\s)[^.;:()\d]{{3,70}}?)\s*(?:gồm|là)?\s*:\s*(?=[{UPPER}])",
    re.NOFLAG,
)
_SHARED_POST = Opened("các", rf"(?<!\w)[Cc]ác\s+(?P<honorific>đồng chí|ông|bà|đ/c)\s+(?=[{UPPER}])", re.NOFLAG)
# what stands before the first capital is looked at after it, so that the search skips from capital to capital
_CAPITALISED = re.compile(rf"[{UPPER}](?<![\w/].)[\w']{{0,12}}(?: [{UPPER}][\w']{{0,12}}){{1,12}}")
_NEXT_NAME = re.compile(rf"\s*\)?\s*(?:,|;|\bvà\b|,\s*và)\s*(?=[{UPPER}])")
_HONORIFIC_TAIL = re.compile(r"(?:^|(?<=\W))((?:[Cc]ác\s+)?(?:[ÔôOo]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c))\s*:?\s*$")
_SENTENCE_END = re.compile(rf"(?<!\b[PQH])(?<!\bT[PXTS])(?<!\bS)[.!?…]\s+(?=[{UPPER}]|$)|;\s+|\n")
_RANK = re.compile(r"(?:(?:thiếu|trung|thượng|đại)\s+(?:tá|tướng|úy|uý)|bác s[ĩỹ]|tiến s[ĩỹ]|luật sư)\W*", re.I)


def find_mentions(text: str, *, entries: bool = False) -> list[Mention]:
    """The persons named in ``text`` in order. ``entries``: it is part of a list of people, so a name needs no title."""
    found = _with_posts(text, _names(text, entries=entries), loose=entries)
    return [_with_context(text, found, i) for i in range(len(found))]


def unit_first(row: str) -> list[Mention]:
    """The person of a row whose columns are lost: 'Xã An Bình Nguyễn Văn A Phó Chủ tịch'; none if no unit opens it."""
    unit = OPENING_UNIT.match(row)
    for run in _CAPITALISED.finditer(row, unit.end()) if unit else ():
        span = name_after_post(row, run.start(), run.end())
        if span:
            post, end = post_after(row, span[1], loose=True)
            name = Mention(row[span[0] : span[1]], None, post, span[0], end)
            return [replace(name, before=row[: name.start], after=row[end:])]
    return []


def _names(text: str, *, entries: bool) -> list[Name]:
    """The surest way to open a name comes first; a later one takes only what is still free."""
    readers = [_under_shared_title, titled_names, _after_posts, *([_entry_names] if entries else [])]
    taken = bytearray(len(text) + 1)
    names: list[Name] = []
    for reader in readers:
        for name in reader(text):
            if not any(taken[name.start : name.end]):
                taken[name.start : name.end] = b"\1" * (name.end - name.start)
                names.append(name)
    return sorted(names, key=lambda n: n.start)


def _under_shared_title(text: str) -> Iterator[Name]:
    """'các đồng chí Phó Giám đốc: A, B và C', 'các ông A, B': every name of the list, with the post they share."""
    for title in _SHARED_TITLE.finditer(text):
        post = (title.group("post") or "").strip(" ,-–")
        yield from _listed_from(text, title.start(), title.end(), title.group("honorific").casefold(), post)
    for title in _SHARED_POST_ONLY.finditer(text):
        yield from _listed_from(text, title.start(), title.end(), None, title["post"].strip(" ,-–"))
    for title in _SHARED_POST.finditer(text):
        name = next((n for n in _after_posts(text[: title.end() + 160], title.end()) if n.start > title.end()), None)
        if name and _NEXT_NAME.match(text, name.end):
            post = text[title.end() : name.start].strip()
            yield from _listed_from(text, title.start(), name.start, title.group("honorific").casefold(), post)


def _listed_from(text: str, start: int, position: int, honorific: str | None, post: str) -> Iterator[Name]:
    while name := name_at(text, position):
        end = position + len(name)
        yield Name(name, honorific, start, end, post)
        following = _NEXT_NAME.match(text, end if post else post_after(text, end)[1])
        if not following:
            return
        position = start = following.end()


def _after_posts(text: str, begin: int = 0) -> Iterator[Name]:
    """Names that only a post opens: 'Chủ tịch UBND Thành phố Nguyễn Văn A'."""
    for run in _CAPITALISED.finditer(text, begin):
        at = next(
            (
                run.start() + word.start()
                for word in WRITTEN_WORD.finditer(run.group(0))
                if can_open_name(word.group(0))
            ),
            None,
        )
        span = name_after_post(text, at, run.end()) if at is not None else None
        if span and not named_after(text, span[0]) and post_before(text, span[0], 0):
            yield Name(text[span[0] : span[1]], None, span[0], span[1])
            yield from _sharing_post_of(text, span)


def _sharing_post_of(text: str, span: tuple[int, int]) -> Iterator[Name]:
    """B in 'Phó Chủ tịch UBND tỉnh A, B; …': a bare name in the list that the post opens, with nothing of its own."""
    found = post_before(text, span[0], 0)
    end = span[1]
    while found and (following := _NEXT_NAME.match(text, end)):
        name = bare_name_at(text, following.end())
        if (
            not name
            or len(name.split()) < 3
            or not re.match(r"\s*(?:[,;.]|và\b|$)", text[following.end() + len(name) :][:6])
        ):
            return
        end = following.end() + len(name)
        if post_after(text, end)[0]:
            return
        yield Name(name, None, following.end(), end, found[0])


def _entry_names(text: str) -> Iterator[Name]:
    """Names that open an entry of a list of people: 'Nguyễn Văn A - Trưởng phòng; Trần Thị B - Chuyên viên'."""
    for opening in _ENTRY.finditer(text):
        name = bare_name_at(text, opening.end())
        if not name or is_place(name):
            continue
        end = opening.end() + len(name)
        if _ENTRY_GOES_ON.match(text, end) or POST_START.match(text, end + 1):
            yield Name(name, None, opening.end(), end)


def _with_posts(text: str, names: list[Name], *, loose: bool) -> list[Mention]:
    found = []
    floor = 0
    for i, name in enumerate(names):
        limit = names[i + 1].start if i + 1 < len(names) else len(text)
        mention = _after_its_post(text, name, floor, limit) or _before_its_post(text, name, limit, loose=loose)
        found.append(mention)
        floor = mention.end
    return found


def _before_its_post(text: str, name: Name, limit: int, *, loose: bool) -> Mention:
    post, end = (name.post, name.end) if name.post else post_after(text, name.end, limit, loose=loose)
    return Mention(name.text, name.honorific, post, name.start, end)


def _after_its_post(text: str, name: Name, floor: int, limit: int) -> Mention | None:
    """'Chủ tịch UBND tỉnh Nguyễn Văn A'; a second post may follow, unless the next name stands right behind it."""
    ranked = name.honorific and _RANK.fullmatch(name.honorific) and re.search(r",\s*$", text[floor : name.start])
    opened = name.start - len(ranked.group(0)) if ranked else name.start
    earlier = None if name.post else post_before(text, opened, floor)
    if not earlier:
        return None
    post, start, end, honorific = earlier[0], earlier[1], name.end, name.honorific
    title = _HONORIFIC_TAIL.search(text, max(floor, start - 20), start)
    if title:
        start, honorific = title.start(), honorific or " ".join(title.group(1).split())
    second, second_end = post_after(text, name.end, limit) if text[name.end : name.end + 1] == "," else ("", end)
    if second and not (limit < len(text) and not text[second_end:limit].strip()):
        post, end = f"{post}, {second}", second_end
    return Mention(name.text, honorific, post, start, end)


def _with_context(text: str, found: list[Mention], i: int) -> Mention:
    mention = found[i]
    floor = found[i - 1].end if i else max(0, mention.start - 400)
    ceiling = found[i + 1].start if i + 1 < len(found) else min(len(text), mention.end + 400)
    before = _SENTENCE_END.split(text[floor : mention.start])[-1]
    rest = text[mention.end : ceiling]
    stop = _SENTENCE_END.search(rest)
    after = rest[: stop.start() + 1] if stop else rest
    return Mention(mention.name, mention.honorific, mention.post, mention.start, mention.end, before, after)
