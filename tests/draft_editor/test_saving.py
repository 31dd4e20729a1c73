"""A draft is saved whole or not at all; what could not be saved is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import QueryDict

from districts.errors import DomainError, Frozen, NotAllowed
from districts.models import RefusedAttempt
from meetings.addressing import recipients_of
from meetings.draft_editor.conflicts import MERGED, MINE, STORED, base_of, choose, parts_of
from meetings.draft_editor.draft_states import DraftState, RecipientState, state_of
from meetings.draft_editor.posted_draft import read_draft
from meetings.draft_editor.recipient_acts import add_invited, add_line, drop_line, move_line
from meetings.draft_editor.saving import DraftRefused, Overtaken, save_draft
from meetings.enums import PaperState, SigningCapacity
from meetings.models import MeetingEvent, Paper, PaperEdit, PaperEditDraft, Recipient
from meetings.signers import signers_on
from tests.cast import NOW, make_notice, make_officer


@pytest.fixture
def paper(cast) -> Paper:
    return make_notice(cast)


def text_of(paper: Paper) -> DraftState:
    return state_of(Paper.objects.get(pk=paper.pk), recipients_of(paper))


def second_clerk(cast):
    return make_officer("clerk2", "Nguyễn Văn M", "clerk", cast.division, "Chuyên viên")


def test_fields_and_recipients_are_saved_and_the_version_goes_up_once(cast, paper):
    wanted = add_line(replace(text_of(paper), abstract="Kết luận mới", urgency="KHẨN"), "UBND xã Mẫu Hai", "XA2")
    saved = save_draft(paper, wanted, seen=paper.version, by=cast.clerk, at=NOW)
    stored = text_of(paper)
    assert saved.version == Paper.objects.get(pk=paper.pk).version == paper.version + 1
    assert (stored.abstract, stored.urgency) == ("Kết luận mới", "KHẨN")
    assert [line.words for line in stored.recipients] == ["UBND xã Mẫu Một", "Như thành phần dự họp", "UBND xã Mẫu Hai"]
    assert paper.recipients.last().unit == cast.other_commune


def test_a_saving_that_changes_nothing_leaves_the_version_and_no_trace(cast, paper):
    save_draft(paper, text_of(paper), seen=1, by=cast.clerk, at=NOW)
    assert Paper.objects.get(pk=paper.pk).version == paper.version
    assert not PaperEdit.objects.exists()


def test_the_second_of_two_is_not_saved_and_not_lost(cast, paper):
    mine = replace(text_of(paper), closing="Câu kết của người thứ hai.")
    save_draft(paper, replace(text_of(paper), closing="Câu kết của người thứ nhất."), seen=1, by=cast.clerk, at=NOW)
    with pytest.raises(Overtaken) as refused:
        save_draft(paper, mine, seen=1, by=second_clerk(cast), at=NOW)
    assert text_of(paper).closing == "Câu kết của người thứ nhất."
    assert DraftState.from_json(refused.value.draft.content).closing == "Câu kết của người thứ hai."


def test_a_kept_text_stays_until_it_was_looked_at_or_says_what_is_stored(cast, paper):
    """Its writer goes on in another window, where it is not shown."""
    second = replace(text_of(paper), closing="Cửa sổ hai.")
    saved = save_draft(paper, replace(text_of(paper), closing="Cửa sổ một."), seen=1, by=cast.clerk, at=NOW)
    with pytest.raises(Overtaken):
        save_draft(paper, second, seen=1, by=cast.clerk, at=NOW)
    saved = save_draft(paper, replace(text_of(paper), closing="Thêm."), seen=saved.version, by=cast.clerk, at=NOW)
    assert PaperEditDraft.objects.get().content["closing"] == "Cửa sổ hai."
    save_draft(paper, second, seen=saved.version, by=cast.clerk, at=NOW)
    assert not PaperEditDraft.objects.exists()


def test_the_same_text_once_more_is_saved_whatever_version_it_began_with(cast, paper):
    """The answer to the first sending was lost on the way."""
    wanted = replace(text_of(paper), closing="Câu kết.")
    first = save_draft(paper, wanted, seen=1, by=cast.clerk, at=NOW)
    assert save_draft(paper, wanted, seen=1, by=cast.clerk, at=NOW).version == first.version
    assert not PaperEditDraft.objects.exists()


def test_the_choice_between_two_texts_takes_each_part_from_where_it_was_chosen(cast, paper):
    other = second_clerk(cast)
    first = replace(text_of(paper), opening="Mở đầu chung. Hết.", closing="Câu kết.")
    version = save_draft(paper, first, seen=1, by=cast.clerk, at=NOW).version
    theirs = replace(text_of(paper), opening="Mở đầu chung, đã sửa. Hết.", archive_line="VT, VP")
    later = save_draft(paper, theirs, seen=version, by=cast.clerk, at=NOW + timedelta(hours=1))
    mine = replace(first, recipients=text_of(paper).recipients[:1], opening="Mở đầu chung. Hết việc.", closing="Khác.")
    with pytest.raises(Overtaken) as refused:
        save_draft(paper, mine, seen=version, by=other, at=NOW)
    kept, stored = refused.value.draft, text_of(paper)
    parts = {part.key: part for part in parts_of(stored, DraftState.from_json(kept.content), base_of(kept))}
    proposed = {key: part.proposed for key, part in parts.items()}
    assert proposed == {"opening": MERGED, "closing": MINE, "archive_line": STORED, "recipients": MINE}
    assert parts["opening"].merged == "Mở đầu chung, đã sửa. Hết việc."
    texts = {"opening": parts["opening"].merged}
    choose(kept, proposed, texts, stored=stored, seen=later.version, by=other, at=NOW)
    chosen = text_of(paper)
    assert (chosen.opening, chosen.closing, chosen.archive_line) == (texts["opening"], "Khác.", "VT, VP")
    assert len(chosen.recipients) == 1
    assert not PaperEditDraft.objects.exists()


def test_a_choice_left_open_is_asked_for(cast, paper):
    save_draft(paper, replace(text_of(paper), closing="Một."), seen=1, by=cast.clerk, at=NOW)
    other = second_clerk(cast)
    with pytest.raises(Overtaken) as refused:
        save_draft(paper, replace(text_of(paper), closing="Hai."), seen=1, by=other, at=NOW)
    with pytest.raises(DomainError, match="Hãy chọn bản dùng cho phần câu kết"):
        choose(refused.value.draft, {}, {}, stored=text_of(paper), seen=2, by=other, at=NOW)
    with pytest.raises(NotAllowed):
        choose(refused.value.draft, {"closing": MINE}, {}, stored=text_of(paper), seen=2, by=cast.clerk, at=NOW)


@pytest.mark.parametrize("role", ["division_head", "leader", "registrar", "unit_officer", "administrator"])
def test_only_clerks_write_drafts_and_the_refusal_is_recorded(cast, paper, role):
    with pytest.raises(NotAllowed):
        save_draft(paper, replace(text_of(paper), abstract="Khác"), seen=1, by=cast.officer(role), at=NOW)
    assert text_of(paper).abstract != "Khác"
    assert RefusedAttempt.objects.filter(verb="save_draft", object_id=paper.pk).exists()


def test_what_left_the_draft_is_not_written(cast, paper, paper_in):
    before = text_of(paper)
    paper_in(PaperState.CHECKED, paper)
    with pytest.raises(Frozen):
        save_draft(paper, replace(before, abstract="Khác"), seen=paper.version, by=cast.clerk, at=NOW)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"abstract": "  "}, "abstract"),
        ({"abstract": "x" * 501}, "abstract"),
        ({"opening": "x" * 40_001}, "opening"),
        ({"signer": 10**9}, "signer"),
        ({"drafting_unit": 10**9}, "drafting_unit"),
        ({"archive_line": "x" * 121}, "archive_line"),
        ({"recipients": (RecipientState(None, " "),)}, "recipients"),
        ({"recipients": (RecipientState(None, "x" * 256),)}, "recipients"),
        ({"recipients": (RecipientState(None, "Xã", "KHONGCO"),)}, "recipients"),
        ({"recipients": (RecipientState(None, "Xã", method="bồ câu"),)}, "recipients"),
        ({"recipients": (RecipientState(None, "Xã"),) * 201}, "recipients"),
    ],
)
def test_what_cannot_be_saved_is_said_at_its_part_and_nothing_is_half_saved(cast, paper, change, part):
    before = text_of(paper)
    with pytest.raises(DraftRefused) as refused:
        save_draft(paper, replace(before, closing="Đã đổi", **change), seen=1, by=cast.clerk, at=NOW)
    assert refused.value.part == part
    assert str(refused.value).endswith(".")
    assert text_of(paper) == before


def test_marks_of_secrecy_are_refused(cast, paper):
    with pytest.raises(DomainError, match="bí mật nhà nước"):
        save_draft(paper, replace(text_of(paper), opening="MẬT: nội dung"), seen=1, by=cast.clerk, at=NOW)


def test_another_signer_brings_the_capacity_of_their_position(cast, paper):
    offered = {each.officer: each.capacities for each in signers_on(NOW.date(), cast.profile)}
    assert offered[cast.leader] == (SigningCapacity.DEPUTY_FOR,)
    assert offered[cast.office_head] == (SigningCapacity.BY_ORDER, SigningCapacity.BY_AUTHORITY)
    wanted = replace(text_of(paper), signer=cast.office_head.pk)
    save_draft(paper, wanted, seen=1, by=cast.clerk, at=NOW)
    assert text_of(paper).capacity == SigningCapacity.BY_ORDER
    allowed = replace(text_of(paper), capacity=SigningCapacity.BY_AUTHORITY)
    save_draft(paper, allowed, seen=2, by=cast.clerk, at=NOW)
    assert text_of(paper).capacity == SigningCapacity.BY_AUTHORITY
    save_draft(paper, replace(text_of(paper), capacity=SigningCapacity.ON_BEHALF_OF), seen=3, by=cast.clerk, at=NOW)
    assert text_of(paper).capacity == SigningCapacity.BY_ORDER, "a Sở decides by its head: TM. is not offered"


def test_the_head_and_who_acts_for_a_vacant_one_sign_as_such(cast):
    head = make_officer("head", "Nguyễn Văn P", "leader", cast.office, "Giám đốc")
    acting = make_officer("acting", "Nguyễn Văn Q", "leader", cast.office, "Quyền Giám đốc")
    deputy = make_officer("deputy", "Nguyễn Văn R", "office_head", cast.secretariat, "Phó Chánh Văn phòng")
    offered = {each.officer: each.capacities for each in signers_on(NOW.date(), cast.profile)}
    assert offered[head] == (SigningCapacity.HEAD,)
    assert offered[acting] == (SigningCapacity.ACTING,)
    assert offered[deputy] == (SigningCapacity.BY_ORDER,)


def test_lines_are_added_moved_and_dropped(cast, paper):
    state = text_of(paper)
    with pytest.raises(DomainError, match="đã có trong nơi nhận"):
        add_line(state, "UBND xã Mẫu Một", "XA1")
    with pytest.raises(DomainError, match="mọi đơn vị được mời"):
        add_invited(state)
    with pytest.raises(DomainError, match="Hãy gõ tên"):
        add_line(state, "  ", "")
    grown = add_line(add_line(state, "UBND các xã", f"group:{cast.communes.pk}"), "Báo Mẫu", "")
    assert [line.key for line in grown.recipients] == ["XA1", "invited", f"group:{cast.communes.pk}", ""]
    moved = move_line(drop_line(grown, 0), 2, up=True)
    assert [line.words for line in moved.recipients] == ["Như thành phần dự họp", "Báo Mẫu", "UBND các xã"]
    assert move_line(moved, 0, up=True) == moved
    save_draft(paper, moved, seen=1, by=cast.clerk, at=NOW)
    assert [line.words for line in paper.recipients.all()] == ["Như thành phần dự họp", "Báo Mẫu", "UBND các xã"]


def test_edits_after_a_check_are_events_of_the_paper(cast, paper, paper_in):
    paper_in(PaperState.CHECKED, paper)
    paper.send_back(by=cast.division_head, at=NOW, note="Sửa câu kết")
    wanted = add_line(replace(text_of(paper), closing="Câu kết đã sửa."), "UBND xã Mẫu Hai", "XA2")
    save_draft(paper, wanted, seen=paper.version, by=cast.clerk, at=NOW)
    notes = "\n".join(MeetingEvent.objects.filter(verb="edit", object_id=paper.pk).values_list("note", flat=True))
    assert "Câu kết đã sửa." in notes
    assert "UBND xã Mẫu Hai" in notes


def test_one_sitting_is_one_row_of_the_history(cast, paper):
    for minute, words in enumerate(["Một.", "Hai.", "Ba."]):
        wanted = replace(text_of(paper), closing=words)
        save_draft(paper, wanted, seen=1 + minute, by=cast.clerk, at=NOW + timedelta(minutes=minute))
    wanted = replace(text_of(paper), closing="Bốn.")
    save_draft(paper, wanted, seen=4, by=cast.clerk, at=NOW + timedelta(hours=2))
    told = [(e.before["closing"], e.content["closing"], e.version) for e in PaperEdit.objects.order_by("version")]
    assert told == [
        ("Sở Khoa học và Công nghệ thông báo để các đơn vị biết, thực hiện.", "Ba.", 4),
        ("Ba.", "Bốn.", 5),
    ]


def test_a_line_of_the_addressees_stays_one_where_it_is_edited_or_brought_back(cast, paper):
    line = Recipient.objects.create(paper=paper, words="Các đơn vị đã nhận", addressed=True, position=0)
    first = text_of(paper)
    assert [each.addressed for each in first.recipients].count(True) == 1
    again = DraftState.from_json(json.loads(json.dumps(first.as_json())))
    line.delete()
    saved = save_draft(paper, replace(again, abstract="Đính chính"), seen=paper.version, by=cast.clerk, at=NOW)
    back = saved.recipients.get(words="Các đơn vị đã nhận")
    assert back.addressed
    post = QueryDict(mutable=True)
    mark = str(back.pk)
    sent = {"recipients_shown": "1", "rcp": mark, f"rcp-{mark}-pk": mark, f"rcp-{mark}-words": "Các đơn vị"}
    post.update(sent | {f"rcp-{mark}-method": back.method})
    (kept,) = read_draft(post, text_of(saved)).recipients
    assert (kept.pk, kept.addressed) == (back.pk, True)
