"""How sure each piece is, what is to be looked at, and where it is marked in the document."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.intake.draft import Absence, Conclusion, Deadline, Directive, Draft, MeetingFacts, Person, Warning
from meetings.intake.outline import NO_LEAD
from meetings.intake.parse import parse_lines
from meetings.review.correcting import mark_right, remove
from meetings.review.finishing import notes_of
from meetings.review.judging import NO_DAY, NO_TASK, UNSURE, Section, Sureness, judge
from meetings.review.marking import DAMAGED, DEADLINE, UNIT, mark_lines
from meetings.review.page import lines_in_words
from meetings.review.state import FACTS, Review
from tests.review.samples import DOCUMENT, key_of, review_of


def known(written: str, code: str | None = None) -> object | None:
    return None if "Không Có" in written else object()


def judged(review: Review):
    return judge(review, known)


def test_each_piece_is_weighed_by_what_is_known_of_it():
    review = review_of()
    pieces = judged(review).pieces
    assert pieces[FACTS].sureness == Sureness.SURE
    assert pieces[key_of(review, "d", "phương tiện đo")].sureness == Sureness.SURE
    asked = pieces[key_of(review, "d", "hợp tác xã")]
    assert asked.sureness == Sureness.LOOK
    assert ["không ghi năm" in point or "Không Có Trong Sổ" in point for point in asked.points] == [True, True]
    assert pieces[key_of(review, "d", "12/Q-UBND")].sureness == Sureness.DOUBTFUL
    noted = pieces[key_of(review, "c", "Ghi nhận kết quả")]
    assert (noted.points, noted.sureness, noted.counted) == ([NO_TASK], Sureness.LOOK, True)
    assert not pieces[key_of(review, "c", "phương tiện đo")].counted, "its order is the piece to be checked"


def test_a_meeting_without_a_day_is_doubtful_and_a_weak_order_says_so():
    weak = Directive("Rà soát", lead=["Sở"], confidence=0.6)
    draft = Draft("notice", 0, meeting=MeetingFacts(), directives=[weak], attendees=[Person("A", unit="Không Có")])
    pieces = judged(Review.of(draft, kind="meeting")).pieces
    assert (pieces[FACTS].points, pieces[FACTS].sureness) == ([NO_DAY], Sureness.DOUBTFUL)
    assert (pieces["d0"].points, pieces["d0"].sureness) == ([UNSURE], Sureness.LOOK)
    assert pieces["p0"].sureness == Sureness.LOOK


def test_what_is_checked_is_no_longer_open_and_only_the_rest_is_noted():
    review = review_of()
    before = judged(review)
    assert (before.checked, len(before.counted)) == (0, 9)
    assert len(before.open) == 3
    mark_right(review, key_of(review, "d", "hợp tác xã"))
    remove(review, key_of(review, "d", "12/Q-UBND"))
    after = judged(review)
    assert [piece.key for piece in after.open] == [key_of(review, "c", "Ghi nhận kết quả")]
    assert (after.checked, len(after.counted)) == (2, 9), "the item whose order went is a piece by now, and looked at"
    assert notes_of(after) == [{"line": 15, "message": NO_TASK}]
    assert after.warnings == []


def test_only_sure_pieces_may_be_taken_together():
    review = review_of()
    judgement = judged(review)
    assert judgement.acceptable(Section.ORDERS) == [key_of(review, "d", "phương tiện đo")]
    assert judgement.acceptable(Section.OUTLINE) == []


def test_a_remark_goes_to_the_order_that_it_is_about():
    dated = Directive("A", lead=["X"], deadline=Deadline("15/8", None, "day", doubt="không rõ năm"), lines=[3])
    bare = Directive("B", lines=[3])
    warnings = [
        Warning(3, "không rõ năm"),
        Warning(3, NO_LEAD),
        Warning(3, "khác"),
        Warning(9, "lạc"),
        Warning(4, "mục"),
    ]
    outline = [Conclusion(1, "", "item", "A. B", [0, 1], [3]), Conclusion(1, "", "paragraph", "C", [], [4])]
    draft = Draft(
        "notice", 9, conclusions=outline, directives=[dated, bare], warnings=warnings, absences=[Absence("Y")]
    )
    pieces = judged(Review.of(draft, kind="meeting")).pieces
    assert pieces["d0"].points == ["không rõ năm", "khác"]
    assert pieces["d1"].points == [NO_LEAD, "khác"]
    assert pieces[FACTS].points == ["lạc", NO_DAY]
    assert (pieces["c1"].points, pieces["c1"].counted) == (["mục"], True)


def test_units_deadlines_damaged_words_and_dropped_lines_are_marked():
    marked = mark_lines(DOCUMENT, review_of())
    runs = {line.number: [(run.text, run.mark) for run in line.runs if run.mark] for line in marked}
    assert ("Phòng Quản lý Công nghệ", UNIT) in runs[13]
    assert ("trước ngày 30/6/2026", DEADLINE) in runs[13]
    assert ("12/Q-UBND", DAMAGED) in runs[16]
    assert marked[10].reason == "số trang"
    assert marked[13].notes
    assert (marked[12].key, marked[12].section) == ("d0", "nhiem-vu")


def test_words_across_the_end_of_a_line_are_marked_in_both():
    lines = ["1. Giao Trung tâm Kỹ thuật và", "Tiêu chuẩn chủ trì kiểm tra."]
    draft = parse_lines(lines)
    draft.absences = [Absence("Trung tâm Kỹ thuật và Tiêu chuẩn", lines=[1, 2])]
    draft.directives, draft.conclusions = [], []
    marked = mark_lines(lines, Review.of(draft, kind="meeting"))
    assert [[run.text for run in line.runs if run.mark] for line in marked] == [
        ["Trung tâm Kỹ thuật và"],
        ["Tiêu chuẩn"],
    ]


LINES = st.lists(st.text(max_size=60) | st.sampled_from(DOCUMENT), max_size=30)


@settings(max_examples=60)
@given(LINES)
def test_every_line_stands_once_and_whole_whatever_was_read(lines: list[str]):
    review = Review.of(parse_lines(lines), kind="meeting")
    marked = mark_lines(lines, review)
    assert [line.number for line in marked] == list(range(1, len(lines) + 1))
    assert ["".join(run.text for run in line.runs) for line in marked] == lines
    judged(review)


def test_lines_are_told_in_words():
    assert lines_in_words([20, 21]) == "dòng 20–21"
    assert lines_in_words([37, 17, 17]) == "dòng 17, 37"
    assert lines_in_words([]) == ""
