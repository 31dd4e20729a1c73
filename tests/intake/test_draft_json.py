"""A draft survives being written as JSON and read back."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.intake import draft as parts
from meetings.intake.draft import Draft, Person
from meetings.intake.draft_json import draft_from_json, part_from_json
from meetings.intake.parse import parse_lines

TEXT = """THÔNG BÁO
Kết luận giao ban quý I năm 2026
Ngày 03/4/2026, tại Hội trường Sở, ông Trần Văn B - Phó Giám đốc Sở chủ trì cuộc họp.
1. Giao Thanh tra Sở lập kế hoạch kiểm tra theo Quyết định số 12/QĐ-UBND, trình trước ngày 15/5.
2. Đề nghị UBND các xã (trừ xã Mẫu) báo cáo hằng quý.
""".splitlines()

st.register_type_strategy(float, st.floats(0, 1, allow_nan=False))


@settings(max_examples=40)
@given(
    st.builds(
        Draft,
        **{
            field: st.from_type(hint)
            for field, hint in {
                "kind": str,
                "line_count": int,
                "title": parts.Text | None,
                "issued_on": parts.IssuedOn | None,
                "meeting": parts.MeetingFacts,
                "chair": Person | None,
                "attendees": list[Person],
                "absences": list[parts.Absence],
                "conclusions": list[parts.Conclusion],
                "directives": list[parts.Directive],
                "warnings": list[parts.Warning],
                "dropped": list[parts.Dropped],
            }.items()
        },
    )
)
def test_any_draft_comes_back_as_it_was(draft: Draft):
    assert draft_from_json(json.loads(json.dumps(draft.as_json()))) == draft


def test_what_was_read_comes_back_as_it_was():
    draft = parse_lines(TEXT, reference_day=date(2026, 4, 9))
    assert draft.directives
    assert draft_from_json(json.loads(json.dumps(draft.as_json()))) == draft


@pytest.mark.parametrize("data", [None, [], {}, {"kind": "notice"}, "x", {**Draft("notice", 1).as_json(), "title": 3}])
def test_what_is_no_draft_is_refused(data):
    with pytest.raises(ValueError, match="not the JSON"):
        draft_from_json(data)


def test_a_day_that_is_none_is_refused():
    with pytest.raises(ValueError, match=r"Invalid isoformat|day is out of range"):
        part_from_json(parts.IssuedOn, {"date": "2026-02-31", "lines": []})
    with pytest.raises(ValueError, match="Person"):
        part_from_json(Person, {"name": "A"})
