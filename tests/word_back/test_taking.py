"""What was corrected in Word comes into the draft, piece by piece, through the acts that a person would have used."""

from __future__ import annotations

from datetime import date, time

import pytest

from directives.correcting import start_correction
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall
from districts.enums import Role
from districts.errors import DomainError, Frozen, NotAllowed
from meetings.conclusion_rows import conclusions_of
from meetings.enums import ConclusionKind, MeetingState, PaperFault, PaperState
from meetings.models import Conclusion, MeetingEvent, Order, Paper, WordCorrection
from meetings.outline.undoing import undo
from meetings.planning.invitation_drafting import draft_invitation
from meetings.word_back import keeping
from meetings.word_back.keeping import AnotherPaper, bring_back, desk_of, discard, leave
from meetings.word_back.taking import DraftMoved, take_word
from meetings.word_copy import word_copy
from tests.cast import NOW, make_meeting, make_officer
from tests.word_back.hands import WHO, Hand

MEASURED = "Rà soát thiết bị đo lường"
LISTED = "Lập danh sách hợp tác xã"
NOTED = "Ghi nhận kết quả"


@pytest.fixture
def back(paper, cast, hand):
    """``back()``: the document as the person left it, brought up by the clerk."""

    def brought(by=None) -> WordCorrection:
        draft = Paper.objects.select_related("outline").get(pk=paper.pk)
        return bring_back(draft, hand.to_bytes(), name="du-thao.docx", by=by or cast.clerk, at=NOW)

    return brought


def seen(row: WordCorrection) -> dict[str, tuple[str, str]]:
    desk = desk_of(fresh(row))
    return {change.key: (change.old, change.new) for change in desk.comparison.changes}


def fresh(row: WordCorrection) -> WordCorrection:
    return WordCorrection.objects.select_related("paper__outline").get(pk=row.pk)


def take(row: WordCorrection, *keys: str, by, stamp: str = "") -> int:
    stamp = stamp or desk_of(fresh(row)).comparison.stamp
    return take_word(fresh(row), keys=keys or tuple(desk_of(fresh(row)).waiting), stamp=stamp, by=by, at=NOW)


def texts(paper: Paper) -> list[tuple[str, str]]:
    outline = Paper.objects.get(pk=paper.pk).outline
    return [(row.label, row.text) for row in conclusions_of(outline)]


def pk_of(words: str) -> int:
    return Conclusion.objects.get(text__contains=words).pk


def test_a_document_nobody_touched_differs_in_nothing(back):
    assert seen(back()) == {}


@pytest.mark.parametrize("label", ["Điều 1.", "", "Nhiệm vụ:", "1.2.3"])
def test_any_label_and_a_text_that_begins_like_one_differ_in_nothing(cast, paper, label):
    Conclusion.objects.filter(text__contains=MEASURED).update(label=label)
    Conclusion.objects.filter(text__contains=NOTED).update(label="", text="3. Ghi nhận kết quả\ncủa quý – “tốt” ...")
    assert untouched(paper, cast) == {}


def correction(paper: Paper, cast) -> Paper:
    words = {"fault": PaperFault.FORM, "wrong": "Mẫu Mốt", "right": "Mẫu Một"}
    return start_correction(issued(paper), by=cast.clerk, at=NOW, **words)


def recall(paper: Paper, cast) -> Paper:
    return start_recall(issued(paper), by=cast.clerk, at=NOW, reason="Ban hành nhầm")


def issued(paper: Paper) -> Paper:
    issue_at_once(Paper.objects.get(pk=paper.pk), at=NOW)
    return Paper.objects.get(pk=paper.pk)


def invitation(paper: Paper, cast) -> Paper:
    lines = [{"at": "08:15", "text": "Báo cáo kết quả quý I", "speaker": ""}]
    day = date(2026, 4, 20)
    meeting = make_meeting(cast, state=MeetingState.PLANNED, held_on=day, starts_at=time(8), agenda_lines=lines)
    return draft_invitation(meeting, by=cast.clerk, at=NOW)


@pytest.mark.parametrize("start", [correction, recall, invitation])
def test_papers_without_conclusions_come_back_too(cast, paper, quick_press, start):
    draft = start(paper, cast)
    assert untouched(draft, cast) == {}
    hand = Hand(word_copy(Paper.objects.get(pk=draft.pk), at=NOW).data)
    hand.retype(draft.body.splitlines()[-1][:25], "Nội dung đã sửa tay trong Word.")
    row = bring_back(Paper.objects.get(pk=draft.pk), hand.to_bytes(), name="a.docx", by=cast.clerk, at=NOW)
    assert list(seen(row)) == ["body"]
    take(row, by=cast.clerk)
    assert "Nội dung đã sửa tay trong Word." in Paper.objects.get(pk=draft.pk).body.splitlines()
    assert seen(row) == {}


def untouched(paper: Paper, cast) -> dict[str, tuple[str, str]]:
    """What differs in the document as it went out."""
    draft = Paper.objects.select_related("outline", "signer").get(pk=paper.pk)
    return seen(bring_back(draft, word_copy(draft, at=NOW).data, name="a.docx", by=cast.clerk, at=NOW))


@pytest.mark.parametrize("tracked", [False, True])
def test_a_corrected_item_keeps_its_orders_and_is_flagged(back, hand, paper, cast, tracked):
    order = Order.objects.get(conclusion__text__contains=MEASURED)
    if tracked:
        hand.retype_tracked(MEASURED, "tại chợ", "tại các chợ và siêu thị")
    else:
        hand.retype(MEASURED, "a) Rà soát thiết bị đo lường tại các chợ và siêu thị trên địa bàn")
    row = back()
    key = f"i{order.conclusion_id}"
    assert list(seen(row)) == [key]
    (change,) = desk_of(fresh(row)).comparison.changes
    assert [(mark["kind"], mark["author"], mark["text"]) for mark in change.paragraph.marks] == (
        [("del", WHO, "tại chợ"), ("ins", WHO, "tại các chợ và siêu thị")] if tracked else []
    )
    assert take(row, key, by=cast.clerk) == 1
    order.refresh_from_db()
    assert order.conclusion.text == "Rà soát thiết bị đo lường tại các chợ và siêu thị trên địa bàn"
    assert order.text == order.conclusion.text
    assert (order.due_on, order.parties.get().unit) == (date(2026, 6, 30), cast.commune)
    (note,) = Paper.objects.get(pk=paper.pk).meeting.reading_notes
    assert "Mục 1.a" in note["message"]
    assert "Hãy xem lại nhiệm vụ" in note["message"]
    assert seen(row) == {}


def test_added_moved_and_deleted_items_are_taken_together_and_undone_one_by_one(back, hand, paper, cast):
    before = texts(paper)
    hand.add_after(MEASURED, "b) Tập huấn cho công chức phụ trách đo lường")
    hand.delete(NOTED)
    hand.move_after(LISTED, "Về đổi mới công nghệ")
    row = back()
    kinds = sorted(change.kind for change in desk_of(fresh(row)).comparison.changes)
    assert kinds == ["add", "drop", "move"]
    assert take(row, by=cast.clerk) == 3
    assert texts(paper) == [
        ("1.", "Về đổi mới công nghệ"),
        ("a)", "Lập danh sách hợp tác xã cần hỗ trợ nhãn hiệu"),
        ("b)", "Rà soát thiết bị đo lường tại chợ trên địa bàn"),
        ("c)", "Tập huấn cho công chức phụ trách đo lường"),
    ]
    assert Order.objects.get(conclusion__text__contains=MEASURED).parties.get().unit == cast.commune
    outline = Paper.objects.get(pk=paper.pk).outline
    for _ in range(outline.acts.filter(closed_at=None).count()):
        undo(outline, by=cast.clerk, at=NOW)
    assert texts(paper) == before
    event = MeetingEvent.objects.get(verb="take_word")
    assert "du-thao.docx" in event.note
    assert event.officer == cast.clerk


def test_a_new_paragraph_of_an_item_list_takes_kind_and_number(back, hand, cast):
    hand.add_after(NOTED, "d) Báo cáo trước ngày 15/5/2026", tracked=True)
    take(back(), by=cast.clerk)
    added = Conclusion.objects.get(text__startswith="Báo cáo trước")
    assert (added.kind, added.label, added.level) == (ConclusionKind.ITEM, "d)", 2)


def test_fields_and_recipients_come_back_too(back, hand, paper, cast):
    hand.retype("Kết luận của Phó Giám đốc", "Kết luận của Phó Giám đốc Sở tại Hội nghị giao ban quý I/2026")
    hand.retype(
        "thông báo để các đơn vị", "Sở Khoa học và Công nghệ thông báo để các đơn vị, địa phương biết, thực hiện./."
    )
    hand.add_after("- UBND xã Mẫu Một", "- UBND xã Mẫu Hai (để biết);")
    hand.delete("Như thành phần dự họp")
    row = back()
    assert take(row, by=cast.clerk) == 4
    kept = Paper.objects.get(pk=paper.pk)
    assert kept.abstract.endswith("quý I/2026")
    assert kept.edits.get().officer == cast.clerk
    assert kept.closing == "Sở Khoa học và Công nghệ thông báo để các đơn vị, địa phương biết, thực hiện."
    assert [str(each) for each in kept.recipients.all()] == [
        "UBND xã Mẫu Một (để thực hiện)",
        "UBND xã Mẫu Hai (để biết)",
    ]
    assert kept.recipients.last().unit == cast.other_commune
    assert seen(row) == {}


def test_a_changed_signer_or_sentence_of_an_order_is_only_shown(back, hand, cast):
    hand.retype("Phạm Thị D", "Trần Văn X")
    hand.retype("chậm nhất ngày 30/06/2026", "- Giao UBND xã Mẫu Một chủ trì; thời hạn: chậm nhất ngày 31/07/2026.")
    row = back()
    desk = desk_of(fresh(row))
    assert sorted(change.kind for change in desk.comparison.changes) == ["order", "signer"]
    assert desk.waiting == []
    with pytest.raises(DomainError, match="không còn"):
        take(row, "signer", by=cast.clerk)


def test_comments_are_shown_with_the_paragraph_they_are_about(back, hand):
    hand.comment(MEASURED, "Xem lại thời hạn")
    ((about, said),) = desk_of(fresh(back())).comparison.remarks
    assert MEASURED in about
    assert (said["author"], said["text"]) == (WHO, "Xem lại thời hạn")


def test_a_deletion_that_word_tracked_names_who_deleted(back, hand):
    hand.delete_tracked(NOTED)
    (change,) = desk_of(fresh(back())).comparison.changes
    assert change.key == f"x{pk_of(NOTED)}"
    assert [mark["author"] for mark in change.paragraph.marks] == [WHO]


def test_a_document_without_the_portals_styles_is_read_as_a_paper_from_outside(back, hand):
    hand.retype(MEASURED, "a) Rà soát thiết bị đo lường tại các chợ trên địa bàn")
    hand.forget_styles()
    assert list(seen(back())) == [f"i{pk_of(MEASURED)}"]


def test_what_is_left_stays_left_and_comes_back(back, hand, cast):
    hand.delete(NOTED)
    row, key = back(), f"x{pk_of(NOTED)}"
    leave(row.pk, key, by=cast.clerk, at=NOW)
    assert desk_of(fresh(row)).waiting == []
    leave(row.pk, key, by=cast.clerk, at=NOW, again=True)
    assert desk_of(fresh(row)).waiting == [key]
    assert discard(row.pk, by=cast.clerk) == "du-thao.docx"
    with pytest.raises(DomainError, match="đã bỏ"):
        discard(row.pk, by=cast.clerk)


def test_a_draft_that_moved_on_takes_nothing_until_it_is_compared_anew(back, hand, paper, cast):
    hand.delete(NOTED)
    row = back()
    stamp = desk_of(fresh(row)).comparison.stamp
    item = Conclusion.objects.get(text__contains=MEASURED)
    item.text = "Rà soát mọi thiết bị đo lường tại chợ trên địa bàn"
    item.save()
    assert desk_of(fresh(row)).moved_on
    with pytest.raises(DraftMoved):
        take(row, f"x{pk_of(NOTED)}", by=cast.clerk, stamp=stamp)
    assert Conclusion.objects.filter(text__contains=NOTED).exists()
    assert set(seen(row)) == {f"x{pk_of(NOTED)}", f"i{item.pk}"}


def test_one_refusal_in_a_batch_keeps_all_of_it_out(back, hand, paper, cast):
    hand.retype("thông báo để các đơn vị", "Sở Khoa học và Công nghệ thông báo để các đơn vị biết./.")
    hand.retype(MEASURED, f"a) Rà soát thiết bị đo lường tại chợ trên địa bàn {'và ' * 10_000}")
    row = back()
    with pytest.raises(DomainError, match=r"20\.000"):
        take(row, by=cast.clerk)
    assert Paper.objects.get(pk=paper.pk).closing == paper.closing


def test_a_word_file_of_another_paper_is_refused_with_a_sentence(paper, cast, hand):
    for words in ("Về đổi mới", MEASURED, LISTED, NOTED):
        hand.delete(words)
    with pytest.raises(AnotherPaper, match="không giống dự thảo này"):
        bring_back(Paper.objects.get(pk=paper.pk), hand.to_bytes(), name="khac.docx", by=cast.clerk, at=NOW)


def test_nobody_but_its_clerk_takes_from_it_and_only_in_the_draft(back, hand, paper, cast, paper_in):
    hand.delete(NOTED)
    with pytest.raises(NotAllowed):
        back(by=cast.leader)
    row = back()
    other = make_officer("clerk_two", "Nguyễn Văn B", Role.CLERK, cast.division, "Chuyên viên")
    with pytest.raises(NotAllowed, match="người đã đưa bản Word lên"):
        take(row, by=other)
    assert not WordCorrection.objects.visible_to(cast.leader).exists()
    paper_in(PaperState.CHECKED, Paper.objects.get(pk=paper.pk))
    with pytest.raises(Frozen):
        take(row, by=cast.clerk)
    with pytest.raises(Frozen):
        back()


def test_a_mark_of_secrecy_is_refused_before_anything_is_kept(back, hand):
    hand.add_after(MEASURED, "MẬT: Danh sách thiết bị")
    with pytest.raises(DomainError, match="bí mật nhà nước"):
        back()
    assert not WordCorrection.objects.exists()


def test_a_long_document_is_refused(back, hand, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_PARAGRAPHS", 5)
    with pytest.raises(DomainError, match="hơn 5 đoạn"):
        back()


@pytest.mark.parametrize("act", ["comment", "delete_tracked", "retype_tracked"])
def test_a_mark_of_secrecy_in_a_comment_or_in_deleted_text_is_refused_too(back, hand, act):
    if act == "comment":
        hand.comment(MEASURED, "MẬT: hỏi lại số lượng")
    elif act == "delete_tracked":
        hand.add_after(MEASURED, "MẬT: Danh sách thiết bị")
        hand.delete_tracked("Danh sách thiết bị")
    else:
        hand.retype_tracked(MEASURED, MEASURED.split()[0], "TỐI MẬT")
    with pytest.raises(DomainError, match="bí mật nhà nước"):
        back()
    assert not WordCorrection.objects.exists()
