"""What is recorded of one unit at a meeting, as a value: compared, said in words, stamped so that nobody overwrites."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass, replace

from districts.errors import DomainError
from meetings.attendance.delegates import delegates_of, in_words, read_delegates
from meetings.enums import Attendance
from meetings.models import Delegation

NOT_RECORDED = "Chưa ghi"
LONGEST_PEOPLE = 2_000  # letters in which the people of a unit are typed
LONGEST = 255  # letters of a reason, and of on whose authority a substitute came
MARKS = (
    Attendance.PRESENT,
    Attendance.LATE,
    Attendance.SUBSTITUTE,
    Attendance.WRONG_RANK,
    Attendance.EXCUSED,
    Attendance.ABSENT,
)


@dataclass(frozen=True)
class Entry:
    """``people`` in the words of `delegates.in_words`; ``reason`` of an absence, or the hour at which a late unit came."""

    attendance: str
    people: str = ""
    reason: str = ""
    authority: str = ""


def entry_of(delegation: Delegation) -> Entry:
    """What is stored; the unit's people are read, so fetch them before."""
    people = _plain(in_words(delegates_of(delegation)))
    return Entry(delegation.attendance, people, delegation.reason, delegation.authority)


def as_sent(attendance: str, people: str, reason: str, authority: str) -> Entry:
    """The texts of a form without stray spaces. An unknown mark stands for 'not recorded'."""
    mark = Attendance(attendance) if attendance in Attendance.values else Attendance.INVITED
    return Entry(mark, _plain(people), _plain(reason)[:LONGEST], _plain(authority)[:LONGEST])


def settled(sent: Entry, stored: Entry, unit: str) -> Entry:
    """The entry as it will be stored: people as they are read; an hour or an authority behind them at its own place.

    People that are those stored are not read again, whatever the words in which they were imported. Raises DomainError
    in the name of the ``unit`` for words without end.
    """
    if sent.people == stored.people:
        return sent
    if len(sent.people) > LONGEST_PEOPLE:
        raise DomainError(f"{unit}: phần đại biểu dài quá 2.000 ký tự. Hãy chỉ ghi họ tên và chức vụ.")
    read = read_delegates(sent.people)
    reason, authority = sent.reason or read.arrival, sent.authority or read.authority
    return Entry(sent.attendance, _plain(in_words(read.people)), reason[:LONGEST], authority[:LONGEST])


def _plain(words: str) -> str:
    return " ".join(words.replace("\x00", "").split())


def in_sentence(entry: Entry, late_word: str) -> str:
    """'Vắng có lý do (trùng kỳ họp HĐND xã)', 'Có mặt: ông Phan Văn B - Trưởng phòng'."""
    mark = Attendance(entry.attendance)
    words = label_of(mark, late_word)
    if mark.came or not mark.is_recorded:
        words = f"{words}: {entry.people}" if entry.people else words
    if mark == Attendance.SUBSTITUTE and entry.authority:
        words = f"{words} ({entry.authority})"
    if mark.takes_reason and entry.reason:
        words = f"{words} ({entry.reason})"
    return words


def label_of(mark: Attendance, late_word: str) -> str:
    """As the office says it: 'Đến trễ' or 'Đến muộn'; a unit that was only invited is not recorded yet."""
    if mark == Attendance.LATE:
        return late_word
    if mark == Attendance.SUBSTITUTE:
        return "Dự thay"
    return NOT_RECORDED if mark == Attendance.INVITED else str(mark.label)


def stamp_of(delegation: Delegation) -> str:
    """'3-1f0c…': the version that a page shows, and what stood there, so that a row nobody touched is left alone."""
    return f"{delegation.version}-{digest_of(entry_of(delegation))}"


def digest_of(entry: Entry) -> str:
    plain = json.dumps(astuple(replace(entry, attendance=str(entry.attendance))), ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:16]
