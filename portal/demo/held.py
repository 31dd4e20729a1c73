"""Meetings of the demo that were held: one in work with all its rooms in use, and one for each step a notice goes."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace
from datetime import time

from docx import Document

from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall
from meetings.addressing import recipients_of
from meetings.attendance.entries import Entry
from meetings.attendance.recording import Sent, add_units, mark_all_present, record_rows, recorded_meeting
from meetings.draft_comments.consulting import ask_for_comments, give_comment
from meetings.draft_comments.line_comments import Remark, places_of_draft, send_back_with_remarks
from meetings.draft_editor.draft_states import state_of
from meetings.draft_editor.saving import Overtaken as DraftOvertaken
from meetings.draft_editor.saving import save_draft
from meetings.drafting import draft_notice, first_outline
from meetings.enums import Attendance, ConclusionKind, DeadlineKind, MeetingKind, MeetingState, PartyRole, Settlement
from meetings.minutes.beginning import begin_minutes, save_facts
from meetings.minutes.confirming import confirm_minutes
from meetings.minutes.statements import Overtaken as StatementOvertaken
from meetings.minutes.statements import Spoken, add_statement, save_statement
from meetings.models import Delegation, Meeting, MeetingSeries, Minutes, Paper
from meetings.outline.editing import add_item
from meetings.outline.item_saving import Overtaken as ItemOvertaken
from meetings.outline.item_saving import save_item
from meetings.outline.item_states import ItemState, OrderState, PartyState
from meetings.planning.agenda import AgendaLine
from meetings.planning.changes import mark_held
from meetings.planning.facts import Plan, enter_meeting
from meetings.planning.periods import period_on
from meetings.signing import sign
from meetings.word_back.keeping import bring_back
from meetings.word_copy import word_copy
from portal.demo.coming import CHAIR, SECRETARY
from portal.demo.crew import Crew

UNITS = ["X-LONGHO", "X-TRAON", "P-BINHMINH"]
SUBJECTS = [
    "nhãn hiệu tập thể",
    "an toàn bức xạ",
    "đo lường tại chợ",
    "mã số mã vạch",
    "sáng kiến cấp xã",
    "kinh phí năm 2027",
]


def hold_meetings(crew: Crew) -> None:
    """The one in work comes last: it is the newest, and the one that is shown."""
    sent, checked, form_checked, submitted, signed, recalled = (_noticed(crew, subject) for subject in SUBJECTS)
    for steps, paper in enumerate((sent, checked, form_checked, submitted), start=1):
        take(crew, paper, steps)
    take(crew, signed, 4)
    sign(signed, by=crew.leader, at=crew.now)
    issue_at_once(recalled, at=crew.now)
    recall = start_recall(recalled, by=crew.clerk, at=crew.now, reason="Ghi nhầm đơn vị chủ trì ở mục 1.")
    issue_at_once(recall, at=crew.now)
    _with_minutes_to_sign(crew, submitted)
    _in_work(crew)


def held_meeting(crew: Crew, subject: str, days_ago: int, series: MeetingSeries | None = None) -> Meeting:
    """Of the series it is that of the day's period, under its title."""
    period = str(period_on(series.frequency, crew.day(-days_ago))) if series else ""
    meeting = Meeting(
        kind=series.kind if series else MeetingKind.MEETING,
        title=series.title_of(period) if series else f"Họp chuyên đề về {subject}",
        series=series,
        period=period,
        held_on=crew.day(-days_ago),
        starts_at=time(14, 0),
        place="Phòng họp số 2, Sở Khoa học và Công nghệ",
        host=crew.unit("X-LONGHO" if series else "SKHCN"),
        state=MeetingState.PLANNED,
    )
    agenda = [AgendaLine(f"Báo cáo về {subject}", "Phòng Quản lý khoa học", time(14, 0))]
    enter_meeting(meeting, Plan(CHAIR, (), [SECRETARY], agenda), by=crew.clerk, at=crew.now)
    with recorded_meeting(meeting, crew.clerk) as held:
        add_units(held, [crew.unit(code) for code in UNITS], by=crew.clerk, at=crew.now)
    mark_held(meeting, by=crew.clerk, at=crew.now)
    away = Delegation.objects.get(meeting=meeting, unit=crew.unit("P-BINHMINH"))
    excused = Entry(Attendance.EXCUSED, reason="Trùng lịch tiếp xúc cử tri")
    record_rows(meeting, [Sent(away.pk, excused)], by=crew.clerk, at=crew.now)
    mark_all_present(meeting, by=crew.clerk, at=crew.now)
    return Meeting.objects.get(pk=meeting.pk)


def concluded(crew: Crew, meeting: Meeting, subject: str) -> list[int]:
    """A heading, an item with an order and one without; their keys."""
    outline = first_outline(meeting)
    led = (
        PartyState(PartyRole.LEAD, unit=crew.unit("X-LONGHO").pk),
        PartyState(PartyRole.COORDINATING, unit=crew.unit("QLKH").pk),
    )
    order = OrderState(product="Báo cáo", deadline_words="trước ngày 20/12/2026", parties=led)
    order = replace(order, deadline_kind=DeadlineKind.DAY, due_on=crew.day(28))
    order = replace(order, deadline_words=f"trước ngày {crew.day(28):%d/%m/%Y}")
    states = [
        ItemState(f"Về {subject}", kind=ConclusionKind.HEADING),
        ItemState(f"Rà soát {subject} trên địa bàn, báo cáo Sở.", orders=(order,)),
        ItemState("Ghi nhận kết quả của các xã, phường trong kỳ.", settlement=Settlement.NO_TASK),
    ]
    keys: list[int] = []
    for state in states:
        after = keys[-1] if keys else None
        keys.append(add_item(outline, state, after=after, by=crew.clerk, at=crew.now).pk)
    return keys


def _noticed(crew: Crew, subject: str) -> Paper:
    meeting = held_meeting(crew, subject, days_ago=9)
    concluded(crew, meeting, subject)
    return draft_notice(meeting, by=crew.clerk, at=crew.now)


def take(crew: Crew, paper: Paper, steps: int) -> None:
    """Through the first of: sent for the check, content checked, form checked, submitted."""
    acts = [
        lambda: paper.send_for_check(by=crew.clerk, at=crew.now),
        lambda: paper.check_content(by=crew.division_head, at=crew.now),
        lambda: paper.check_form(by=crew.office_head, at=crew.now),
        lambda: paper.submit(by=crew.clerk, at=crew.now),
    ]
    for act in acts[:steps]:
        act()


def _minutes(crew: Crew, meeting: Meeting) -> Minutes:
    minutes = begin_minutes(meeting, by=crew.clerk, at=crew.now)
    minutes.ended_at = time(16, 30)
    save_facts(minutes, by=crew.clerk, at=crew.now)
    said = [
        Spoken(
            "Bà Trần Thị B", "Trưởng phòng", "Phòng Quản lý khoa học", "Trình bày báo cáo; số liệu đến hết tháng trước."
        ),
        Spoken("Ông Võ Văn G", "Công chức", "UBND xã Long Hồ", "Đề nghị hướng dẫn cách thống kê, hỗ trợ kinh phí."),
    ]
    for spoken in said:
        add_statement(minutes, spoken, after=None, token=None, by=crew.clerk, at=crew.now)
    return minutes


def _with_minutes_to_sign(crew: Crew, notice: Paper) -> None:
    assert notice.meeting is not None
    minutes = _minutes(crew, notice.meeting)
    paper = Paper.objects.select_related("minutes", "meeting").get(pk=minutes.paper_id)
    confirm_minutes(paper, by=crew.clerk, at=crew.now)


def _in_work(crew: Crew) -> None:
    """A draft that was sent back with remarks, goes round for comments, came back from Word, and has two texts to choose."""
    subject = "chuyển đổi số cấp xã"
    meeting = held_meeting(crew, subject, days_ago=3)
    items = concluded(crew, meeting, subject)
    paper = draft_notice(meeting, by=crew.clerk, at=crew.now)
    take(crew, paper, 2)
    places = places_of_draft(paper)
    remarks = [Remark(places[0], "Ghi rõ kỳ họp."), Remark(places[-3], "Bỏ câu trùng với phần mở đầu.")]
    send_back_with_remarks(paper, by=crew.office_head, at=crew.now, note="", remarks=remarks)
    asked = ask_for_comments(
        paper, officers=[crew.leader.pk], units=[crew.unit("QLKH").pk], due_on=crew.day(2), by=crew.clerk, at=crew.now
    )
    for row in asked:
        if row.officer_id == crew.leader.pk:
            give_comment(paper, row.pk, text="Thống nhất; nêu rõ thời hạn ở mục 1.", by=crew.leader, at=crew.now)
    paper = Paper.objects.get(pk=paper.pk)
    _corrected_in_word(crew, paper)
    minutes = _minutes(crew, meeting)
    _two_texts(crew, paper, minutes, items[1])


def _corrected_in_word(crew: Crew, paper: Paper) -> None:
    document = Document(io.BytesIO(word_copy(paper, at=crew.now).data))
    for paragraph in document.paragraphs:
        if "Ghi nhận kết quả" in paragraph.text:
            paragraph.runs[-1].text = paragraph.runs[-1].text.replace("trong kỳ", "từ đầu năm đến nay")
    written = io.BytesIO()
    document.save(written)
    bring_back(paper, written.getvalue(), name="du-thao-da-sua.docx", by=crew.clerk, at=crew.now)


def _two_texts(crew: Crew, paper: Paper, minutes: Minutes, item: int) -> None:
    """Of a draft, of a statement and of an item: one text is stored, and another of the clerk's could not be."""
    before = state_of(paper, recipients_of(paper))
    stored = replace(before, closing=f"{before.closing} Việc thực hiện báo cáo về Sở.")
    save_draft(paper, stored, seen=paper.version, by=crew.clerk, at=crew.now)
    with suppress(DraftOvertaken):
        save_draft(
            paper,
            replace(before, closing="Đề nghị các đơn vị thực hiện."),
            seen=paper.version,
            by=crew.clerk,
            at=crew.now,
        )
    statement = minutes.statements.order_by("position")[0]
    spoken = Spoken(
        "Bà Trần Thị B", "Trưởng phòng", "Phòng Quản lý khoa học", "Trình bày báo cáo, nêu ba việc còn chậm."
    )
    with suppress(StatementOvertaken):
        save_statement(minutes, statement.pk, spoken, seen=0, by=crew.clerk, at=crew.now)
    kept = ItemState("Rà soát chuyển đổi số trên địa bàn, lập danh sách, báo cáo Sở.")
    with suppress(ItemOvertaken):
        save_item(
            first_outline(Meeting.objects.get(pk=minutes.meeting_id)), item, kept, stamp="", by=crew.clerk, at=crew.now
        )
