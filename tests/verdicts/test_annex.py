"""The annex of the notice tells what became of earlier tasks, as the clerk recorded it; it is chosen for each notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from meetings.addressing import recipients_of
from meetings.composing import compose
from meetings.draft_editor.draft_states import state_of
from meetings.draft_editor.saving import save_draft
from meetings.form_checking import form_check_of
from meetings.models import CarriedSummary, Paper
from meetings.paper_pages import file_of
from tests.cast import make_conclusions, make_notice
from tests.verdicts.conftest import AFTER, Later


def drafted(later: Later) -> Paper:
    make_conclusions(later.meeting.outlines.get(), later.cast)
    paper = make_notice(later.cast, later.meeting)
    wanted = replace(state_of(paper, recipients_of(paper)), carried_annex=True)
    save_draft(paper, wanted, seen=paper.version, by=later.cast.clerk, at=AFTER)
    return Paper.objects.get(pk=paper.pk)


def test_it_tells_each_task_and_its_verdict_as_on_the_meeting_s_day(later: Later):
    later.say(later.listed, "goes_on")
    later.say(later.measured, "new_date", due_on=date(2026, 8, 31), words="Không gia hạn nữa.")
    paper = drafted(later)
    (annex,) = compose(paper, AFTER.date()).annexes
    assert annex.title == "Tình hình thực hiện kết luận kỳ trước"
    assert annex.blocks[0].text == "Tính đến ngày 03/07/2026, cuộc họp xem xét 2 nhiệm vụ, trong đó 2 quá hạn."
    assert annex.rows[1] == (
        "2",
        "Rà soát thiết bị đo lường tại chợ trên địa bàn (01/TB-SKHCN)",
        "UBND xã Mẫu Một",
        "30/06/2026",
        "Chưa tiếp nhận, quá hạn 3 ngày",
        "Đổi hạn đến 31/08/2026. Không gia hạn nữa",
    )
    assert "Trễ hạn: UBND xã Mẫu Hai, UBND xã Mẫu Một" in annex.rows[0][4]
    paper.task_annex = True
    assert [each.title for each in compose(paper, AFTER.date()).annexes] == ["Bảng phân công nhiệm vụ", annex.title]


def test_it_is_not_printed_unless_it_is_asked_for_and_something_was_concluded(later: Later):
    paper = drafted(later)
    assert compose(paper, AFTER.date()).annexes == ()
    later.say(later.measured, "goes_on")
    assert compose(paper, AFTER.date()).annexes
    paper.carried_annex = False
    assert compose(paper, AFTER.date()).annexes == ()


def test_a_correction_changes_what_it_says(later: Later):
    later.say(later.measured, "goes_on")
    later.say(later.measured, "put_off")
    (kept,) = CarriedSummary.objects.all()
    assert [row[-1] for row in kept.rows] == ["", "Chuyển kỳ sau"]


def test_the_printed_draft_with_it_passes_the_machine(later: Later):
    later.say(later.measured, "closed", words="Kết quả đã nghe tại cuộc họp")
    paper = drafted(later)
    found = form_check_of(paper, file_of(paper, at=AFTER), AFTER.date())
    assert found.wrong == []
