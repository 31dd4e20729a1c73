import json
import unicodedata
from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.papers.record import Annex, Block, PaperRecord, RecordError
from tests.papers.samples import notice, task_annex

texts = st.text(max_size=40)
blocks = st.builds(
    Block,
    style=st.sampled_from(["heading", "paragraph", "item"]),
    text=texts,
    label=st.sampled_from(["", "I.", "1.", "a)", "-", "+"]),
    level=st.integers(1, 9),
)
annexes = st.integers(0, 3).flatmap(
    lambda width: st.builds(
        Annex,
        title=texts,
        blocks=st.lists(blocks, max_size=2).map(tuple),
        columns=st.tuples(*[texts] * width),
        rows=st.lists(st.tuples(*[texts] * width), max_size=3).map(tuple),
    )
)
lines = st.lists(texts, max_size=3).map(tuple)
released = st.one_of(
    st.just((None, None)), st.tuples(st.integers(1, 10**6), st.dates(date(1945, 9, 2), date(2999, 12, 31)))
)


@st.composite
def records(draw: st.DrawFn) -> PaperRecord:
    number, day = draw(released)
    names = ("kind_title", "symbol", "place", "abstract", "signer_name", "archive_line", "issuer")
    several = ("superior_lines", "agency_lines", "capacity_lines", "opening", "closing", "recipients")
    return PaperRecord(
        **{name: draw(texts) for name in names},
        **{name: draw(lines) for name in several},
        blocks=tuple(draw(st.lists(blocks, max_size=3))),
        annexes=tuple(draw(st.lists(annexes, max_size=2))),
        urgency_mark=draw(st.sampled_from(["", "KHẨN", "HỎA TỐC"])),
        number=number,
        day=day,
    )


@given(records())
@settings(deadline=None)
def test_json_gives_the_record_back(record: PaperRecord) -> None:
    text = record.to_json()
    assert PaperRecord.from_json(text) == record
    assert PaperRecord.from_json(text).to_json() == text
    assert unicodedata.is_normalized("NFC", text)
    text.encode("utf-8")


def test_equal_records_give_equal_bytes_whatever_form_the_letters_came_in() -> None:
    composed, decomposed = "Hội nghị", unicodedata.normalize("NFD", "Hội nghị")
    assert composed != decomposed
    assert notice(abstract=composed).to_json() == notice(abstract=decomposed).to_json()
    assert notice(recipients=["Như trên"]).to_json() == notice(recipients=("Như trên",)).to_json()


def test_an_annex_of_before_keeps_its_text() -> None:
    """As written before annexes could lie along the sheet: what was signed is still told by its SHA-256."""
    written = (
        '{"blocks":[{"label":"","level":1,"style":"paragraph","text":"Lời dẫn"}],'
        '"columns":["TT"],"rows":[["1"]],"title":"Danh mục"}'
    )
    content = json.loads(notice(2).to_json()) | {"annexes": [json.loads(written)]}
    before = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert written in before
    record = PaperRecord.from_json(before)
    assert record.annexes[0].orientation == "portrait"
    assert record.to_json() == before
    along = replace(record, annexes=(replace(record.annexes[0], orientation="landscape"),))
    assert PaperRecord.from_json(along.to_json()) == along


def test_json_is_canonical() -> None:
    text = notice(2).to_json()
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert '"format":1' in text
    assert '"day":"2018-02-05"' in text


def test_number_and_day_come_together_once_and_after_signing() -> None:
    signed = replace(notice(), number=None, day=None)
    assert signed.is_draft
    issued = signed.with_number(47, date(2026, 3, 2))
    assert (issued.number, issued.day, issued.is_draft) == (47, date(2026, 3, 2), False)
    assert replace(issued, number=None, day=None) == signed
    with pytest.raises(RecordError, match="đã có số 47"):
        issued.with_number(48, date(2026, 3, 2))
    with pytest.raises(RecordError, match="cùng lúc"):
        replace(signed, number=3)


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        notice().abstract = "khác"  # type: ignore[misc]


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 0},
        {"number": True},
        {"day": datetime(2018, 2, 5, 8, 0)},  # noqa: DTZ001
        {"place": None},
        {"recipients": ("Như trên", 5)},
        {"blocks": ("không phải đoạn",)},
        {"urgency_mark": "GẤP"},
        {"circulation_mark": "KHẨN"},
    ],
)
def test_values_of_another_kind_are_refused(changes: dict) -> None:
    with pytest.raises(RecordError):
        notice(**changes)


@pytest.mark.parametrize("mark", ["MẬT", "Tối mật", "TUYỆT  MẬT", "(MẬT)", "Độ mật: Tối mật"])
@pytest.mark.parametrize("field", ["urgency_mark", "circulation_mark", "abstract", "archive_line"])
def test_classified_marks_are_refused_wherever_they_stand(field: str, mark: str) -> None:
    with pytest.raises(RecordError, match="bí mật nhà nước"):
        notice(**{field: mark})


def test_a_classified_mark_inside_the_outline_or_an_annex_is_refused() -> None:
    with pytest.raises(RecordError, match="bí mật nhà nước"):
        notice(blocks=(Block("paragraph", "TỐI MẬT"),))
    with pytest.raises(RecordError, match="bí mật nhà nước"):
        notice(annexes=(Annex("Bảng", columns=("Cột",), rows=(("Mật",),)),))
    assert notice(blocks=(Block("paragraph", "Bảo vệ bí mật kinh doanh của hộ nuôi ong lấy mật."),))


def test_control_and_format_characters_never_enter_a_record() -> None:
    record = notice(abstract="Kết\u0000 luận\u202e của\tSở\ud800 \u200bvề\ufeff việc\nthử")
    assert record.abstract == "Kết luận của Sở về việc thử"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content.update(format=2),
        lambda content: content.pop("format"),
        lambda content: content.pop("symbol"),
        lambda content: content.update(colour="đỏ"),
        lambda content: content.update(day="hôm qua"),
        lambda content: content.update(annexes=[{"title": "A"}]),
        lambda content: content.update(blocks=[{"style": "table", "text": "x"}]),
    ],
)
def test_spoilt_json_is_named_and_never_half_read(spoil) -> None:
    content = json.loads(notice(annexes=(task_annex(1),)).to_json())
    spoil(content)
    with pytest.raises(RecordError):
        PaperRecord.from_json(json.dumps(content))


@pytest.mark.parametrize("text", ["", "[]", "null", '"x"', "{"])
def test_text_that_is_no_record_is_named(text: str) -> None:
    with pytest.raises(RecordError, match="hỏng"):
        PaperRecord.from_json(text)


def test_a_table_with_a_short_row_is_refused() -> None:
    with pytest.raises(RecordError, match="thừa hoặc thiếu ô"):
        Annex("Bảng", columns=("A", "B"), rows=(("một",),))
