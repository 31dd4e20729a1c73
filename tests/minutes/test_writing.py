"""Writing the minutes: who speaks is found, the order holds, and of two at once nobody loses a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from districts.errors import DomainError, EditConflict, Frozen, NotAllowed, WrongState
from meetings.enums import MeetingState, PaperKind, PaperState
from meetings.minutes import statements
from meetings.minutes.beginning import begin_minutes, save_facts
from meetings.minutes.speakers import search_speakers
from meetings.minutes.statements import (
    MOST_STATEMENTS,
    ONE_GO,
    Overtaken,
    Spoken,
    add_statement,
    choose,
    move,
    place,
    put_back,
    remove,
    save_statement,
    standing,
)
from meetings.models import Attendee, MeetingEvent, Minutes, Paper, Statement, StatementDraft
from tests.cast import NOW, make_meeting, make_officer, make_unit
from tests.minutes.conftest import begin_more
from tests.minutes.writing import SPOKEN, say


def test_minutes_begin_with_what_the_meeting_knows_and_only_once(cast, minutes):
    paper = minutes.paper
    assert (paper.kind, paper.state, paper.archive_line) == (PaperKind.MINUTES, PaperState.DRAFT, "VT, Hồ sơ")
    assert (minutes.begun_at, minutes.ended_on) == (minutes.meeting.starts_at, minutes.meeting.held_on)
    assert (minutes.chair, minutes.secretary) == (cast.leader, cast.clerk)
    assert [str(line) for line in paper.recipients.all()] == ["Ban Giám đốc Sở (để báo cáo)"]
    assert begin_minutes(minutes.meeting, by=cast.officer("clerk"), at=NOW) == minutes
    assert Paper.objects.count() == 1


def test_two_of_one_name_sign_by_hand_until_a_person_chooses(cast, meeting):
    make_officer("leader2", "Phạm Thị D", "leader", cast.office, "Phó Giám đốc")
    assert begin_minutes(meeting, by=cast.officer("clerk"), at=NOW).chair is None


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.POSTPONED])
def test_a_meeting_that_is_not_held_has_no_minutes(cast, meeting, state):
    meeting.state = state
    meeting.save()
    with pytest.raises(WrongState, match="biên bản"):
        begin_minutes(meeting, by=cast.officer("clerk"), at=NOW)


def test_who_is_known_brings_post_and_unit(cast, minutes):
    typed = say(minutes, cast.clerk, Spoken("vu van h", text="Có ý kiến."))
    assert (typed.post, typed.unit) == ("Chủ tịch", "UBND xã Mẫu Một")
    person = Attendee.objects.get(name="Vũ Văn H")
    picked = say(minutes, cast.clerk, Spoken("Ông Vũ Văn H", post="Bí thư", attendee=person.pk, text="Thêm."))
    assert (picked.attendee, picked.post, picked.unit) == (person, "Bí thư", "UBND xã Mẫu Một")
    stranger = say(minutes, cast.clerk, Spoken("Bà Lý Thị Q", attendee=person.pk, text="Khách."))
    assert (stranger.attendee, stranger.post) == (None, "")
    elsewhere = make_meeting(cast).attendees.get(name="Vũ Văn H")
    assert say(minutes, cast.clerk, Spoken("Ông Vũ Văn H", attendee=elsewhere.pk, text="Khác.")).attendee == person


def test_speakers_are_found_without_diacritics_by_name_post_and_unit(cast, minutes):
    unit = make_unit("XA3", "UBND xã Mẫu Ba", "commune")
    minutes.meeting.delegations.create(unit=unit, attendance="present", position=5)
    names = {
        words: [hit.name for hit in search_speakers(minutes.meeting, words)]
        for words in ("vu h", "mau mot", "xa mau ba")
    }
    assert names == {"vu h": ["Vũ Văn H"], "mau mot": ["Vũ Văn H"], "xa mau ba": ["Đại diện UBND xã Mẫu Ba"]}
    assert [hit.name for hit in search_speakers(minutes.meeting, "")][:1] == ["Phạm Thị D"]
    assert search_speakers(minutes.meeting, "khong co ai") == []


def test_new_statements_go_behind_the_one_that_is_named_or_to_the_end(cast, minutes):
    first, last = say(minutes, cast.clerk), say(minutes, cast.clerk)
    between = say(minutes, cast.clerk, after=first.pk)
    assert standing(minutes) == [first, between, last]


def test_the_same_form_twice_at_once_is_one_statement(cast, minutes, monkeypatch):
    """The second comes to the lock while the first is being written."""
    token, real, waiting = uuid4(), statements.open_minutes, []

    def overtaken(held, by):
        if not waiting:
            waiting.append(by)
            add_statement(minutes, SPOKEN, after=None, token=token, by=cast.clerk, at=NOW)
        return real(held, by)

    monkeypatch.setattr(statements, "open_minutes", overtaken)
    again = add_statement(minutes, SPOKEN, after=None, token=token, by=cast.clerk, at=NOW)
    assert standing(minutes) == [again]


def test_a_form_of_other_minutes_is_refused_in_words(cast, minutes):
    token = uuid4()
    add_statement(begin_more(cast), SPOKEN, after=None, token=token, by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="cuộc họp khác"):
        add_statement(minutes, SPOKEN, after=None, token=token, by=cast.clerk, at=NOW)
    assert standing(minutes) == []


def test_the_same_form_twice_is_one_statement(cast, minutes):
    token = uuid4()
    one = add_statement(minutes, SPOKEN, after=None, token=token, by=cast.clerk, at=NOW)
    again = replace(SPOKEN, text="Đã rà soát 13 cân.")
    assert add_statement(minutes, again, after=None, token=token, by=cast.clerk, at=NOW) == one
    assert Statement.objects.get().text == "Đã rà soát 13 cân."


def test_of_two_who_save_one_statement_the_second_keeps_a_draft(cast, minutes):
    row, other = say(minutes, cast.clerk), make_officer("clerk2", "Huỳnh Thị N", "clerk", cast.office, "Chuyên viên")
    first, second = replace(SPOKEN, text="Bản một."), replace(SPOKEN, text="Bản hai.")
    save_statement(minutes, row.pk, first, seen=row.version, by=cast.clerk, at=NOW)
    with pytest.raises(Overtaken, match="bản nháp") as refused:
        save_statement(minutes, row.pk, second, seen=row.version, by=other, at=NOW)
    row.refresh_from_db()
    assert (row.text, refused.value.draft.content["text"]) == ("Bản một.", "Bản hai.")
    saved = choose(refused.value.draft, second, seen=row.version, by=other, at=NOW)
    assert (saved.text, StatementDraft.objects.count()) == ("Bản hai.", 0)


def test_a_kept_text_stays_until_it_was_looked_at_or_says_what_is_stored(cast, minutes):
    """Its writer goes on in another window, where it is not shown."""
    row = say(minutes, cast.clerk)
    first, second = replace(SPOKEN, text="Cửa sổ một."), replace(SPOKEN, text="Cửa sổ hai.")
    save_statement(minutes, row.pk, first, seen=row.version, by=cast.clerk, at=NOW)
    with pytest.raises(Overtaken):
        save_statement(minutes, row.pk, second, seen=row.version, by=cast.clerk, at=NOW)
    row.refresh_from_db()
    goes_on = replace(SPOKEN, text="Cửa sổ một, thêm.")
    saved = save_statement(minutes, row.pk, goes_on, seen=row.version, by=cast.clerk, at=NOW)
    assert StatementDraft.objects.get().content["text"] == "Cửa sổ hai."
    save_statement(minutes, row.pk, second, seen=saved.version, by=cast.clerk, at=NOW)
    assert not StatementDraft.objects.exists()


def test_the_same_text_twice_is_no_conflict(cast, minutes):
    row = say(minutes, cast.clerk)
    save_statement(minutes, row.pk, replace(SPOKEN, text="Chung."), seen=row.version, by=cast.clerk, at=NOW)
    save_statement(minutes, row.pk, replace(SPOKEN, text="Chung."), seen=row.version, by=cast.clerk, at=NOW)
    assert StatementDraft.objects.count() == 0


def test_giving_a_kept_text_up_leaves_the_stored_one(cast, minutes):
    row = say(minutes, cast.clerk)
    with pytest.raises(Overtaken) as refused:
        save_statement(minutes, row.pk, replace(SPOKEN, text="Của tôi."), seen=0, by=cast.clerk, at=NOW)
    assert choose(refused.value.draft, None, seen=0, by=cast.clerk, at=NOW).text == SPOKEN.text
    assert StatementDraft.objects.count() == 0


def test_a_text_written_while_the_statement_was_taken_out_can_bring_it_back(cast, minutes):
    row = say(minutes, cast.clerk)
    remove(minutes, row.pk, seen=row.version, by=cast.clerk, at=NOW)
    with pytest.raises(Overtaken, match="bỏ khỏi biên bản") as refused:
        save_statement(minutes, row.pk, replace(SPOKEN, text="Viết tiếp."), seen=row.version, by=cast.clerk, at=NOW)
    assert standing(minutes) == []
    row.refresh_from_db()
    choose(refused.value.draft, replace(SPOKEN, text="Viết tiếp."), seen=row.version, by=cast.clerk, at=NOW)
    assert [each.text for each in standing(minutes)] == ["Viết tiếp."]


def test_what_was_taken_out_is_kept_and_comes_back_to_its_place(cast, minutes):
    first, second = say(minutes, cast.clerk), say(minutes, cast.clerk)
    remove(minutes, first.pk, seen=first.version, by=cast.clerk, at=NOW)
    assert standing(minutes) == [second]
    put_back(minutes, first.pk, by=cast.clerk, at=NOW)
    assert standing(minutes) == [first, second]
    with pytest.raises(EditConflict, match="chưa bỏ"):
        remove(minutes, first.pk, seen=first.version, by=cast.clerk, at=NOW)


def test_the_order_is_moved_as_it_was_seen(cast, minutes):
    one, two, three = (say(minutes, cast.clerk) for _ in range(3))
    seen = Minutes.objects.get().order
    move(minutes, three.pk, up=True, seen=seen, by=cast.clerk, at=NOW)
    assert standing(minutes) == [one, three, two]
    with pytest.raises(EditConflict, match="đổi thứ tự"):
        place(minutes, two.pk, before=one.pk, seen=seen, by=cast.clerk, at=NOW)
    place(minutes, two.pk, before=one.pk, seen=seen + 1, by=cast.clerk, at=NOW)
    assert standing(minutes) == [two, one, three]
    place(minutes, two.pk, before=None, seen=None, by=cast.clerk, at=NOW)
    with pytest.raises(DomainError, match="đã ở cuối"):
        move(minutes, two.pk, up=False, seen=None, by=cast.clerk, at=NOW)


def test_saves_of_one_go_are_one_act_on_record(cast, minutes):
    row = say(minutes, cast.clerk)
    for number, moment in enumerate((NOW, NOW + timedelta(minutes=5), NOW + timedelta(minutes=5) + ONE_GO * 2)):
        row.refresh_from_db()
        wanted = replace(SPOKEN, text=f"Bản {number}.")
        save_statement(minutes, row.pk, wanted, seen=row.version, by=cast.clerk, at=moment)
    verbs = MeetingEvent.objects.filter(object_kind="meeting").values_list("verb", flat=True)
    assert list(verbs) == ["minutes_add", "minutes_edit"]


@pytest.mark.parametrize(
    ("spoken", "sentence"),
    [
        (Spoken(), "Hãy ghi người phát biểu"),
        (Spoken(" \n", text=" \t "), "Hãy ghi người phát biểu"),
        (Spoken("Ông A", text="x" * 20_001), "20.000 ký tự"),
        (Spoken("Ô" * 181, text="Nói."), "180"),
        (Spoken("Ông A", text="Đoạn một.\nTỐI MẬT: số liệu"), "bí mật nhà nước"),
        (Spoken("MẬT", text="Nói."), "bí mật nhà nước"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(cast, minutes, spoken, sentence):
    with pytest.raises(DomainError, match=sentence):
        say(minutes, cast.clerk, spoken)
    assert Statement.objects.count() == 0


def test_there_is_an_end_to_the_number_of_statements(cast, minutes):
    rows = [Statement(minutes=minutes, speaker=f"Ông {n}", text="Nói.", position=n) for n in range(MOST_STATEMENTS)]
    Statement.objects.bulk_create(rows)
    with pytest.raises(DomainError, match="nhiều nhất"):
        say(minutes, cast.clerk)


def test_only_clerks_write(cast, minutes):
    for role in ("leader", "registrar", "division_head", "unit_officer"):
        with pytest.raises(NotAllowed):
            say(minutes, cast.officer(role))


def test_nothing_is_written_once_the_secretary_has_confirmed(cast, minutes):
    row = say(minutes, cast.clerk)
    Paper.objects.filter(pk=minutes.paper_id).update(state=PaperState.SUBMITTED)
    for act in (
        lambda: say(minutes, cast.clerk),
        lambda: save_statement(minutes, row.pk, SPOKEN, seen=row.version, by=cast.clerk, at=NOW),
        lambda: remove(minutes, row.pk, seen=row.version, by=cast.clerk, at=NOW),
        lambda: save_facts(Minutes.objects.get(), by=cast.clerk, at=NOW),
        lambda: row.save(),
        lambda: Minutes.objects.get().save(),
    ):
        with pytest.raises(Frozen, match="thư ký xác nhận"):
            act()


def test_the_notes_bear_no_mark_of_secrecy(cast, minutes):
    minutes.notes = "Ghi chú.\nMẬT: nội dung"
    with pytest.raises(DomainError, match="bí mật nhà nước"):
        save_facts(minutes, by=cast.clerk, at=NOW)


def test_facts_of_two_at_once_do_not_overwrite(cast, minutes):
    mine, other = Minutes.objects.get(), Minutes.objects.get()
    other.notes = "Của người khác."
    save_facts(other, by=cast.clerk, at=NOW)
    say(minutes, cast.clerk)
    mine.notes = "Của tôi."
    with pytest.raises(EditConflict):
        save_facts(mine, by=cast.clerk, at=NOW)
    stored = Minutes.objects.get()
    assert (stored.notes, stored.order) == ("Của người khác.", 1)
