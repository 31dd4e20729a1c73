"""A long text is parsed in a process of its own, which may be stopped; a short one costs no process."""

import dataclasses
import time

import pytest

from meetings.intake import guarded
from meetings.intake.guarded import parse_guarded
from meetings.intake.parse import parse_lines
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.limits import LIMITS

NOTICE = [
    "THÔNG BÁO",
    "Kết luận giao ban quý I năm 2026",
    "Kết luận như sau:",
    "1. UBND xã Mẫu Một rà soát phương tiện đo, báo cáo trước ngày 30/6/2026.",
]
SLOW = ["Ông Nguyễn Văn A, " * 40_000]


def test_the_child_reads_what_the_caller_would():
    assert parse_guarded(NOTICE, short=0) == parse_lines(NOTICE)


def test_a_short_text_needs_no_process(monkeypatch):
    monkeypatch.setattr(guarded, "_parse_in_child", None)
    assert parse_guarded(NOTICE).directives


def test_a_text_over_the_limit_is_refused_unread():
    limits = dataclasses.replace(LIMITS, characters=50)
    with pytest.raises(UnreadableDocument, match="quá 50 ký tự"):
        parse_guarded(NOTICE, limits=limits)
    assert parse_guarded(NOTICE, limits=dataclasses.replace(LIMITS, characters=500))


def test_a_text_that_takes_too_long_is_stopped_in_time():
    began = time.monotonic()
    with pytest.raises(UnreadableDocument, match="chưa xong nên đã dừng"):
        parse_guarded(SLOW, limits=dataclasses.replace(LIMITS, seconds=1.0))
    assert time.monotonic() - began < 20  # a loaded machine starts a process slowly


def test_a_text_that_takes_too_much_memory_is_stopped():
    with pytest.raises(UnreadableDocument, match="bộ nhớ"):
        parse_guarded(
            ["Ghi chú số. " * 80_000], limits=dataclasses.replace(LIMITS, memory_bytes=1 << 20, seconds=20.0), short=0
        )
