"""Corrections of a draft under review, without a database or a page."""

from __future__ import annotations

import json
from datetime import date

import pytest

from meetings.intake.draft import Draft, Person
from meetings.review.correcting import (
    ACTS,
    NoSuchPiece,
    Unfit,
    add_absence,
    add_item,
    add_order,
    add_person,
    correct_absence,
    correct_facts,
    correct_item,
    correct_order,
    correct_person,
    mark_all_right,
    mark_right,
    remove,
    restore,
    take_back,
)
from meetings.review.deadlines import told, typed_deadline
from meetings.review.finishing import assembled
from meetings.review.state import FACTS, Review
from meetings.review.words import Facts, ItemWords, OrderWords, Party, PersonWords
from tests.review.samples import key_of, review_of

FACT_WORDS = Facts("Giao ban quý I", "meeting", date(2026, 4, 3), "Hội trường", "Sở", "quý I")


@pytest.fixture
def review() -> Review:
    return review_of()


def test_a_review_comes_back_from_its_json_as_it_was(review):
    remove(review, key_of(review, "p", "Vũ Văn H"))
    take_back(review, 11)
    stored = json.loads(json.dumps(review.as_json()))
    assert Review.from_json(stored) == review


def test_everybody_who_leads_stands_once_among_the_people():
    chair = Person("Phạm Thị D", role="chair")
    draft = Draft("notice", 1, chair=chair, secretary=Person("Lê Văn C"), attendees=[Person("Phạm Thị D")])
    review = Review.of(draft, kind="meeting")
    assert [(p.name, p.role) for p in draft.attendees] == [("Lê Văn C", "secretary"), ("Phạm Thị D", "chair")]
    assert (review.leader("chair"), review.leader("secretary")) == ("p1", "p0")
    made = assembled(review)
    assert (made.chair.name, made.secretary.name) == ("Phạm Thị D", "Lê Văn C")


def test_facts_are_corrected_and_the_chair_is_one_person(review):
    other = key_of(review, "p", "Vũ Văn H")
    correct_facts(review, Facts(**vars(FACT_WORDS) | {"chair": other}))
    made = assembled(review)
    assert (made.title.text, made.meeting.place, made.meeting.host) == ("Giao ban quý I", "Hội trường", "Sở")
    assert made.chair.name == "Vũ Văn H"
    assert made.secretary is None, "nobody was chosen"
    assert [p.role for p in made.attendees] == ["attendee", "attendee", "chair"]
    assert {FACTS} <= review.checked & review.corrected


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "  "}, "Tên cuộc họp"),
        ({"chair": "p0", "secretary": "p0"}, "hai người"),
        ({"chair": "p77"}, "chọn lại"),
    ],
)
def test_facts_that_do_not_fit_are_refused(review, change, words):
    with pytest.raises(Unfit, match=words):
        correct_facts(review, Facts(**vars(FACT_WORDS) | change))


def test_a_person_taken_out_does_not_lead_until_restored(review):
    key = key_of(review, "p", "Phạm Thị D")
    remove(review, key)
    assert assembled(review).chair is None
    added = add_person(review, PersonWords("Trần Thị B", "Bà", "Trưởng phòng", "Sở", "chair"))
    restore(review, key)
    made = assembled(review)
    assert made.chair.name == "Trần Thị B"
    assert [p.name for p in made.attendees if p.role == "chair"] == ["Trần Thị B"]
    assert added in review.checked


def test_a_second_chair_takes_the_first_one_s_place(review):
    key = key_of(review, "p", "Vũ Văn H")
    correct_person(review, key, PersonWords("Vũ Văn H", "Ông", "Chủ tịch", "UBND xã Mẫu Một", "chair"))
    assert [p.name for p in assembled(review).attendees if p.role == "chair"] == ["Vũ Văn H"]
    with pytest.raises(Unfit, match="Họ và tên"):
        correct_person(review, key, PersonWords(""))
    with pytest.raises(Unfit, match="vai trò"):
        correct_person(review, key, PersonWords("A", role="king"))


def test_absences_are_corrected_added_and_taken_out(review):
    key = key_of(review, "a", "Mẫu Hai")
    correct_absence(review, key, unit="UBND xã Mẫu Hai", reason="trùng lịch")
    added = add_absence(review, unit="Hội Làm vườn", reason="")
    assert [(a.unit, a.reason) for a in assembled(review).absences] == [
        ("UBND xã Mẫu Hai", "trùng lịch"),
        ("Hội Làm vườn", None),
    ]
    remove(review, added)
    assert len(assembled(review).absences) == 1
    for refused in (
        lambda: add_absence(review, unit="", reason=""),
        lambda: correct_absence(review, key, unit="", reason=""),
    ):
        with pytest.raises(Unfit):
            refused()


def test_an_order_is_corrected_whole(review):
    key = key_of(review, "d", "hợp tác xã")
    deadline = typed_deadline("trong quý III", held_on=date(2026, 4, 3))
    words = OrderWords(
        "Lập danh sách hợp tác xã",
        [Party("UBND các xã", "group:1", True)],
        [Party("Văn phòng Sở")],
        ["UBND xã Mẫu Một"],
        deadline,
        "danh sách",
        True,
    )
    correct_order(review, key, words)
    order = next(o for o in assembled(review).directives if o.text == "Lập danh sách hợp tác xã")
    assert [(u.written, u.code, u.role, u.except_) for u in order.units] == [
        ("UBND các xã", "group:1", "lead", ["UBND xã Mẫu Một"]),
        ("Văn phòng Sở", None, "coordinating", []),
    ]
    assert (order.lead, order.coordinating, order.product) == (["UBND các xã"], ["Văn phòng Sở"], "danh sách")
    assert order.deadline.date == date(2026, 9, 30)
    assert order.lines == [14], "where it came from stays"


def test_an_order_without_words_or_with_exceptions_to_nobody_is_refused(review):
    key = key_of(review, "d", "hợp tác xã")
    with pytest.raises(Unfit, match="để trống"):
        correct_order(review, key, OrderWords(""))
    with pytest.raises(Unfit, match="để trừ"):
        correct_order(review, key, OrderWords("Việc", excepted=["UBND xã Mẫu Một"]))


def test_no_task_takes_the_order_out_and_its_item_is_thereby_looked_at(review):
    order, item = key_of(review, "d", "phương tiện đo"), key_of(review, "c", "phương tiện đo")
    remove(review, order)
    assert item in review.checked
    made = assembled(review)
    assert "phương tiện đo" not in " ".join(o.text for o in made.directives)
    assert next(c for c in made.conclusions if "phương tiện đo" in c.text).directives == []
    restore(review, order)
    assert "phương tiện đo" in " ".join(o.text for o in assembled(review).directives)


def test_orders_stay_with_their_items_whatever_is_taken_out(review):
    remove(review, "d0")
    made = assembled(review)
    for conclusion in made.conclusions:
        assert [made.directives[index].text for index in conclusion.directives] in ([], [conclusion.text])
    assert sum(len(c.directives) for c in made.conclusions) == len(made.directives)


def test_an_item_goes_and_comes_back_with_its_orders(review):
    item = key_of(review, "c", "phương tiện đo")
    remove(review, item)
    made = assembled(review)
    assert "phương tiện đo" not in " ".join([*(c.text for c in made.conclusions), *(o.text for o in made.directives)])
    restore(review, key_of(review, "d", "phương tiện đo"))
    assert assembled(review) == assembled(review_of())


def test_an_item_s_words_are_followed_by_its_order_in_the_same_words(review):
    item = key_of(review, "c", "phương tiện đo")
    correct_item(review, item, ItemWords("Rà soát lại phương tiện đo", "1.", 2, "item"))
    assert review.find(key_of(review, "d", "phương tiện đo")).text == "Rà soát lại phương tiện đo"
    for words in (ItemWords(""), ItemWords("x", level=0), ItemWords("x", level=10), ItemWords("x", kind="song")):
        with pytest.raises(Unfit):
            correct_item(review, item, words)
    with pytest.raises(Unfit, match="bỏ nhiệm vụ"):
        correct_item(review, item, ItemWords("Đề mục", kind="heading"))


def test_an_item_without_order_is_given_one(review):
    item = key_of(review, "c", "Ghi nhận kết quả")
    key = add_order(review, item, OrderWords("Báo cáo kết quả", [Party("UBND xã Mẫu Một")]))
    made = assembled(review)
    conclusion = next(c for c in made.conclusions if "Ghi nhận kết quả" in c.text)
    assert [made.directives[index].text for index in conclusion.directives] == ["Báo cáo kết quả"]
    assert {item, key} <= review.checked
    remove(review, item)
    with pytest.raises(Unfit, match="khôi phục"):
        add_order(review, item, OrderWords("Thêm nữa"))


def test_a_new_item_stands_behind_the_one_that_was_named(review):
    first = key_of(review, "c", "phương tiện đo")
    add_item(review, ItemWords("Mục mới", "1a."), after=first)
    add_item(review, ItemWords("Mục cuối"))
    texts = [c.text for c in assembled(review).conclusions]
    assert texts.index("Mục mới") == texts.index(review.find(first).text) + 1
    assert texts[-1] == "Mục cuối"
    for after in ("c99", "p0"):
        with pytest.raises(NoSuchPiece):
            add_item(review, ItemWords("Lạc"), after=after)


def test_a_dropped_line_comes_back_once_where_it_stood(review):
    key = take_back(review, 11)
    made = assembled(review)
    assert [c.text for c in made.conclusions][:2] == ["Trang 1/2", "KẾT LUẬN"]
    assert made.conclusions[0].lines == [11]
    assert 11 not in [d.line for d in made.dropped]
    assert key not in review.checked, "whether it orders anything has still to be said"
    for line in (11, 13, 999):
        with pytest.raises(Unfit, match="không lấy lại được"):
            take_back(review, line)


def test_only_what_is_there_can_be_judged(review):
    for key in ("", "p99", "x1", "d-1", "p01", "facts1", "c²", "d" + "9" * 30):
        for act in ACTS.values():
            with pytest.raises(NoSuchPiece):
                act(review, key)
    remove(review, "p0")
    with pytest.raises(Unfit, match="đã bỏ"):
        mark_right(review, "p0")
    with pytest.raises(Unfit, match="không bỏ được"):
        remove(review, FACTS)
    mark_all_right(review, ["p1", "a0"])
    assert {"p1", "a0"} <= review.checked
    ACTS["xem-lai"](review, "p1")
    assert "p1" not in review.checked


def test_the_stamp_of_a_piece_changes_with_its_words_alone(review):
    key = key_of(review, "d", "phương tiện đo")
    before, facts = review.digest(key), review.digest(FACTS)
    mark_right(review, key)
    assert review.digest(key) == before
    correct_order(review, key, OrderWords("Khác"))
    assert review.digest(key) != before
    assert review.digest(FACTS) == facts
    correct_person(review, "p2", PersonWords("Vũ Văn H", role="chair"))
    assert review.digest(FACTS) != facts, "the chair is one of the facts"


@pytest.mark.parametrize(
    ("words", "day", "said"),
    [
        ("trước ngày 15/8", date(2026, 8, 15), "thứ Bảy, 15/08/2026"),
        ("trong quý III", date(2026, 9, 30), "thứ Tư, 30/09/2026"),
        ("15/8/2026", date(2026, 8, 15), "thứ Bảy, 15/08/2026"),
        ("10 ngày làm việc", None, "tính thành ngày khi phát hành thông báo"),
        ("hằng quý", None, "định kỳ"),
        (
            "càng sớm càng tốt",
            None,
            "Chưa hiểu được thành ngày. Hãy ghi rõ hơn, ví dụ: trước ngày 15/8/2026, trong quý III.",
        ),
    ],
)
def test_a_deadline_typed_in_words_says_its_day(words, day, said):
    deadline = typed_deadline(words, held_on=date(2026, 4, 3))
    assert (deadline.text, deadline.date) == (words, day)
    assert told(deadline) == said


def test_no_words_are_no_deadline():
    assert typed_deadline("  ", held_on=None) is None
    assert told(None) == ""
    assert typed_deadline("trước ngày 15/8", held_on=None).date is None
