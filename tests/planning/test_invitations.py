"""The invitation of a meeting from its facts to its release, and what tells those invited that the day has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.foretelling import foretell_release
from directives.issuing import release
from directives.paper_steps import STEPS, offered
from directives.whole_way import issue_at_once
from directives.withdrawing import start_replacement
from districts.calendar import WorkCalendar
from districts.errors import DomainError, NotAllowed, WrongState
from meetings.attending import is_told_of
from meetings.enums import MeetingState, PaperKind, PaperState
from meetings.models import Delegation, Meeting, MeetingDocument, MeetingEvent, NumberRegister, Paper
from meetings.models.day_checks import names_day
from meetings.planning.changes import Cause, cancel, move, postpone
from meetings.planning.invitation import invitation_due, working_days_before
from meetings.planning.invitation_drafting import draft_calling_off, draft_invitation
from meetings.signing import sign
from meetings.tabs import tabs_of
from tests.cast import NOW, Cast, make_meeting, make_officer, make_unit, pass_content_check

MINUTE = timedelta(minutes=1)
WHY = Cause("Trùng kỳ họp HĐND tỉnh")
DAY = date(2026, 4, 20)  # a Monday; the working days before it are 17, 16 and 15


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(
        cast,
        state=MeetingState.PLANNED,
        held_on=DAY,
        starts_at=time(8),
        agenda="Mang theo số liệu quý I",
        agenda_lines=[
            {"at": "08:15", "text": "Báo cáo kết quả quý I", "speaker": "Phòng Quản lý Công nghệ"},
            {"at": "", "text": "Thảo luận", "speaker": ""},
        ],
    )


@pytest.fixture
def time_machine_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Makes the portal's page of a paper take the day for today."""

    def travel(day: date) -> None:
        monkeypatch.setattr("directives.views.timezone.localdate", lambda *_: day)

    return travel


def draft(meeting: Meeting, cast: Cast, at: datetime = NOW) -> Paper:
    return draft_invitation(Meeting.objects.get(pk=meeting.pk), by=cast.clerk, at=at)


def sent(meeting: Meeting, cast: Cast) -> Paper:
    paper = draft(meeting, cast)
    issue_at_once(paper, at=NOW)
    return Paper.objects.get(pk=paper.pk)


def page(officer, meeting: Meeting) -> str:
    client = Client()
    client.force_login(officer)
    return client.get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_an_invitation_says_who_when_where_and_what_from_the_facts_of_its_meeting(cast, meeting):
    cast.clerk.phone = "0900 000 001"
    MeetingDocument.objects.create(
        meeting=meeting,
        title="Dự thảo báo cáo",
        name="b.pdf",
        sha256="0" * 64,
        size=1,
        added_by=cast.clerk,
        added_at=NOW,
    )
    paper = draft(meeting, cast)
    assert (paper.kind, paper.state, paper.signer) == (PaperKind.INVITATION, PaperState.DRAFT, cast.leader)
    assert paper.abstract == "Dự hội nghị giao ban khoa học và công nghệ quý I"
    assert paper.opening.splitlines() == [
        "Sở Khoa học và Công nghệ trân trọng kính mời:",
        "- UBND xã Mẫu Một;",
        "- UBND xã Mẫu Hai.",
        "Tới dự hội nghị giao ban khoa học và công nghệ quý I.",
    ]
    assert paper.body.splitlines() == [
        "Chủ trì: Phạm Thị D, Phó Giám đốc Sở.",
        "Thời gian: 08 giờ 00 phút, thứ Hai, ngày 20 tháng 4 năm 2026.",
        "Địa điểm: Hội trường Sở.",
        "Chương trình:",
        "- 08 giờ 15 phút: Báo cáo kết quả quý I (Phòng Quản lý Công nghệ);",
        "- Thảo luận.",
        "Nội dung chuẩn bị: Mang theo số liệu quý I.",
        "Tài liệu: Dự thảo báo cáo (đăng tại trang của cuộc họp trên Cổng giao ban KH&CN).",
        "Đăng ký đại biểu: đề nghị các cơ quan, đơn vị đăng ký trên Cổng giao ban KH&CN chậm nhất "
        "ngày 17 tháng 4 năm 2026.",
        "Đầu mối liên hệ: Nguyễn Văn A, Chuyên viên Phòng Quản lý Công nghệ, điện thoại 0900 000 001.",
    ]
    lines = [(line.words, line.everyone_invited) for line in paper.recipients.all()]
    assert lines == [("Như thành phần mời", True), ("Ban Giám đốc Sở", False)]


def test_its_release_tells_the_meeting_the_day_and_the_number_in_one_transaction(cast, meeting, quick_press):
    paper = sent(meeting, cast)
    meeting.refresh_from_db()
    assert paper.release.titled == "Giấy mời 01/GM-SKHCN"
    assert (meeting.invited_on, meeting.invitation_paper) == (NOW.date(), "01/GM-SKHCN")
    assert quick_press[0].kind_title == "GIẤY MỜI"
    event = MeetingEvent.objects.get(verb="send_invitation")
    assert (event.object_id, event.note) == (meeting.pk, "01/GM-SKHCN")
    assert {each.unit for each in paper.release.deliveries.exclude(unit=None)} == {cast.commune, cast.other_commune}


def test_what_was_entered_by_hand_gives_way_to_the_release_and_is_told_before_and_after(cast, meeting, quick_press):
    Meeting.objects.update(invited_on=date(2026, 4, 7), invitation_paper="99/GM-SKHCN")
    paper = draft(meeting, cast)
    for step in ("send_for_check", "check_content", "check_form", "submit"):
        officers = {"check_content": cast.division_head, "check_form": cast.office_head}
        getattr(paper, step)(by=officers.get(step, cast.clerk), at=NOW)
    sign(paper, by=cast.leader, at=NOW)
    told = " ".join(foretell_release(paper, NOW.date()))
    assert "99/GM-SKHCN, gửi ngày 07/04/2026 (nhập tay)" in told
    assert "Gửi đến 2 đơn vị" in told
    assert "nhiệm vụ" not in told
    release(paper, by=cast.registrar, at=NOW)
    meeting.refresh_from_db()
    assert meeting.invitation_paper == "01/GM-SKHCN"
    event = MeetingEvent.objects.get(verb="send_invitation")
    assert event.note == "01/GM-SKHCN; trước đó ghi: 99/GM-SKHCN, gửi ngày 07/04/2026"


def test_a_meeting_has_one_invitation_in_work_and_the_database_holds_it(cast, meeting):
    paper = draft(meeting, cast)
    with pytest.raises(WrongState, match="soạn dở"):
        draft(meeting, cast)
    with pytest.raises(IntegrityError, match=r"one_invitation_in_work|meeting_id"), transaction.atomic():
        Paper.objects.create(kind=PaperKind.INVITATION, meeting=meeting, abstract="Dự họp")
    assert Paper.objects.get() == paper


def test_an_invitation_needs_a_day_and_somebody_to_invite(cast, meeting):
    Meeting.objects.update(held_on=None)
    with pytest.raises(DomainError, match="chưa có ngày họp"):
        draft(meeting, cast)
    Meeting.objects.update(held_on=DAY)
    Delegation.objects.all().delete()
    with pytest.raises(DomainError, match="chưa có đơn vị nào được mời"):
        draft(meeting, cast)
    assert "Cuộc họp chưa có đơn vị nào được mời" in page(cast.clerk, meeting)


@pytest.mark.parametrize("state", [MeetingState.POSTPONED, MeetingState.CANCELLED, MeetingState.HELD])
def test_nobody_is_invited_to_what_is_not_to_come(cast, meeting, state):
    Meeting.objects.update(state=state)
    with pytest.raises(NotAllowed):
        draft(meeting, cast)


@pytest.mark.parametrize("role", ["leader", "registrar", "division_head", "unit_head", "observer", "administrator"])
def test_only_clerks_draft_it(cast, meeting, role):
    with pytest.raises(NotAllowed):
        draft_invitation(meeting, by=cast.officer(role), at=NOW)
    assert "Soạn giấy mời" not in page(cast.leader, meeting)
    assert "Soạn giấy mời" in page(cast.clerk, meeting)


def signed(meeting: Meeting, cast: Cast) -> Paper:
    paper = draft(meeting, cast)
    pass_content_check(paper, cast)
    paper.check_form(by=cast.office_head, at=NOW)
    paper.submit(by=cast.clerk, at=NOW)
    sign(paper, by=cast.leader, at=NOW)
    return paper


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"held_on": date(2026, 4, 27)}, "không ghi ngày họp 27/04/2026"),
        ({"starts_at": time(14)}, "giờ hoặc địa điểm họp khác với lúc ký"),
        ({"place": "Phòng họp 2"}, "giờ hoặc địa điểm họp khác với lúc ký"),
        ({"state": MeetingState.POSTPONED}, "“Hoãn”"),
        ({"state": MeetingState.CANCELLED}, "“Hủy”"),
    ],
)
def test_an_invitation_that_the_meeting_has_overtaken_is_not_released(cast, meeting, quick_press, changed, words):
    paper = signed(meeting, cast)
    Meeting.objects.update(**changed)
    with pytest.raises(DomainError, match=words):
        release(paper, by=cast.registrar, at=NOW)
    meeting.refresh_from_db()
    assert (meeting.invited_on, meeting.invitation_paper) == (None, "")
    assert not NumberRegister.objects.filter(last_number__gt=0).exists(), "the number is not used up"
    if "state" not in changed and "held_on" not in changed:
        Meeting.objects.update(starts_at=time(8), place="Hội trường Sở")
        release(Paper.objects.get(), by=cast.registrar, at=NOW)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ngày 20 tháng 4 năm 2026", True),
        ("ngày 20/4/2026", True),
        ("20/04/2026", True),
        ("trong hai ngày 20 và 21 tháng 4 năm 2026", True),
        ("ngày 20 tháng 4 năm 2025", False),
        ("ngày 120 tháng 4 năm 2026", False),
        ("ngày 20 tháng 14 năm 2026", False),
        ("số 20 ngày\n21 tháng 4 năm 2026", False),
    ],
)
def test_the_day_is_found_however_it_is_written(words, found):
    assert names_day(words, DAY) is found


def test_a_text_that_names_another_day_goes_no_further(cast, meeting):
    paper = draft(meeting, cast)
    paper.body = paper.body.replace("ngày 20 tháng 4", "ngày 21 tháng 4")
    paper.save()
    with pytest.raises(DomainError, match="không ghi ngày họp 20/04/2026"):
        pass_content_check(paper, cast)


def test_after_a_move_the_page_offers_the_invitation_that_replaces_the_one_sent(cast, meeting, quick_press):
    first = sent(meeting, cast)
    meeting.refresh_from_db()
    assert "Soạn giấy mời" not in page(cast.clerk, meeting)
    move(meeting, date(2026, 4, 27), time(14), "Phòng họp 2", cause=WHY, by=cast.clerk, at=NOW + MINUTE)
    assert "Soạn giấy mời thay thế" in page(cast.clerk, meeting)
    client = Client()
    client.force_login(cast.unit_officer)
    told = client.get(reverse("paper", args=[first.pk])).content.decode()
    assert "Lịch họp đã đổi sau giấy mời này. Nay là: 14:00, 27/04/2026, Phòng họp 2" in told
    paper = draft(meeting, cast, NOW + 2 * MINUTE)
    assert (paper.replaces, paper.meeting_change) == (first, meeting.changes.get())
    assert "27 tháng 4 năm 2026" in paper.body
    assert "Giấy mời này thay thế Giấy mời số 01/GM-SKHCN ngày 09 tháng 4 năm 2026." in paper.closing
    issue_at_once(paper, at=NOW + 3 * MINUTE)
    meeting.refresh_from_db()
    assert meeting.invitation_paper == "02/GM-SKHCN"
    assert first.release.replacement.new.full_number == "02/GM-SKHCN"
    seen = page(cast.unit_officer, meeting)
    assert "Văn bản báo cho đơn vị" in seen
    assert "Soạn" not in page(cast.clerk, meeting).split('id="h-gm"')[1].split("</section>")[0]


@pytest.mark.parametrize(("act", "label", "verb"), [(postpone, "hoãn", "Hoãn"), (cancel, "hủy", "Hủy")])
def test_a_meeting_called_off_after_its_invitation_is_told_by_a_notice(cast, meeting, quick_press, act, label, verb):
    first = sent(meeting, cast)
    meeting.refresh_from_db()
    act(meeting, cause=WHY, by=cast.clerk, at=NOW + MINUTE)
    assert f"Soạn thông báo {label} họp" in page(cast.clerk, meeting)
    steps = [step.slug for step in offered(cast.clerk, Paper.objects.get(pk=first.pk), cast.profile)]
    assert "thay-the" not in steps, "nobody is invited anew to what is called off"
    paper = draft_calling_off(Meeting.objects.get(), by=cast.clerk, at=NOW + MINUTE)
    assert paper.abstract == f"{verb} hội nghị giao ban khoa học và công nghệ quý I"
    assert "Giấy mời số 01/GM-SKHCN ngày 09 tháng 4 năm 2026" in paper.body
    assert "Lý do: Trùng kỳ họp HĐND tỉnh." in paper.body
    with pytest.raises(WrongState, match="đã có văn bản"):
        draft_calling_off(Meeting.objects.get(), by=cast.clerk, at=NOW + MINUTE)
    issue_at_once(paper, at=NOW + 2 * MINUTE)
    assert paper.release.titled == "Thông báo 01/TB-SKHCN"
    assert quick_press[-1].kind_title == "THÔNG BÁO"
    meeting.refresh_from_db()
    assert meeting.invitation_paper == "01/GM-SKHCN"
    seen = page(cast.unit_officer, meeting)
    assert "Thông báo 01/TB-SKHCN" in seen
    assert 'aria-current="page">Thông báo' not in seen
    client = Client()
    client.force_login(cast.unit_officer)
    assert f"Cuộc họp này đã {label}." in client.get(reverse("paper", args=[first.pk])).content.decode()


def test_a_notice_that_the_meeting_is_put_off_is_not_sent_once_it_has_a_new_day(cast, meeting, quick_press):
    sent(meeting, cast)
    postpone(Meeting.objects.get(), cause=WHY, by=cast.clerk, at=NOW + MINUTE)
    paper = draft_calling_off(Meeting.objects.get(), by=cast.clerk, at=NOW + MINUTE)
    pass_content_check(paper, cast, NOW + MINUTE)
    paper.check_form(by=cast.office_head, at=NOW + MINUTE)
    paper.submit(by=cast.clerk, at=NOW + MINUTE)
    sign(paper, by=cast.leader, at=NOW + MINUTE)
    move(Meeting.objects.get(), date(2026, 4, 27), None, "", cause=WHY, by=cast.clerk, at=NOW + 2 * MINUTE)
    with pytest.raises(DomainError, match="khác với điều thông báo này báo"):
        release(paper, by=cast.registrar, at=NOW + 3 * MINUTE)


def test_who_was_added_after_the_release_is_named_to_the_clerk(cast, meeting, quick_press):
    sent(meeting, cast)
    for number in (8, 9):
        unit = make_unit(f"XA{number}", f"UBND xã Mẫu {number}", "commune")
        Delegation.objects.create(meeting=meeting, unit=unit, position=number)
    seen = page(cast.clerk, meeting)
    assert "UBND xã Mẫu 9 và 1 đơn vị khác được mời sau khi giấy mời phát hành" in seen
    assert "Soạn giấy mời thay thế" in seen
    assert "được mời sau khi" not in page(cast.leader, meeting)


def test_the_draft_s_page_counts_the_working_days_and_says_what_does_not_fit(client, cast, meeting, time_machine_at):
    paper = draft(meeting, cast)
    paper.body = paper.body.replace("08 giờ 00 phút", "09 giờ 00 phút").replace("Hội trường Sở", "Phòng họp 5")
    paper.save()
    client.force_login(cast.clerk)
    time_machine_at(date(2026, 4, 15))
    early = client.get(reverse("paper", args=[paper.pk])).content.decode()
    assert "Phát hành hôm nay là trước cuộc họp 3 ngày làm việc" in early
    assert "không ghi giờ họp 08:00" in early
    assert "không ghi địa điểm “Hội trường Sở”" in early
    time_machine_at(date(2026, 4, 16))
    late = client.get(reverse("paper", args=[paper.pk])).content.decode()
    assert "trước cuộc họp 2 ngày làm việc, ít hơn 3 ngày theo Quyết định 45/2018/QĐ-TTg" in late


@pytest.mark.parametrize(
    ("sent_on", "days"),
    [(date(2026, 4, 15), 3), (date(2026, 4, 16), 2), (date(2026, 4, 18), 0), (date(2026, 4, 20), 0)],
)
def test_the_day_of_sending_counts_and_the_day_of_the_meeting_does_not(sent_on, days):
    calendar = WorkCalendar({date(2026, 1, 1): "holiday"})
    assert working_days_before(sent_on, DAY, calendar) == days
    assert (days >= 3) is (sent_on <= invitation_due(DAY, calendar))


def test_the_invitation_is_no_notice_of_what_was_concluded(client, cast, meeting, quick_press):
    sent(meeting, cast)
    Meeting.objects.update(state=MeetingState.HELD)
    meeting.refresh_from_db()
    assert not is_told_of(meeting), "who came is told to the units by the notice, never by the invitation"
    assert not Meeting.objects.visible_to(cast.observer).exists()
    client.force_login(cast.clerk)
    seen = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "Chưa có thông báo." in seen
    assert "Lập dự thảo thông báo" in seen
    assert [tab.label for tab in tabs_of(meeting, cast.clerk, "info")].count("Thông báo") == 0
    assert "Giấy mời: Đã phát hành" in client.get(reverse("meeting-list")).content.decode()
    assert "Giấy mời" in client.get(reverse("paper-list")).content.decode()


def test_units_invited_open_it_and_strangers_find_nothing(cast, meeting, quick_press):
    paper = sent(meeting, cast)
    outside = make_officer(
        "outside", "Nguyễn Thị L", "unit_officer", make_unit("XA7", "UBND xã Xa", "other"), "Công chức"
    )
    for officer, answer in ((cast.unit_officer, 200), (cast.observer, 200), (outside, 404), (cast.administrator, 404)):
        client = Client()
        client.force_login(officer)
        for name in ("paper", "paper-pdf"):
            assert client.get(reverse(name, args=[paper.pk])).status_code == answer
    assert reverse("paper-pdf", args=[paper.pk]) in page(cast.unit_officer, meeting)


def test_a_typing_slip_is_put_right_by_a_copy_that_replaces_it(cast, meeting, quick_press):
    first = sent(meeting, cast)
    again = start_replacement(first, by=cast.clerk, at=NOW + MINUTE)
    assert (again.body, again.opening, again.replaces) == (first.body, first.opening, first)
    assert "Giấy mời này thay thế Giấy mời số 01/GM-SKHCN" in again.closing
    with pytest.raises(WrongState):
        draft(meeting, cast)
    issue_at_once(again, at=NOW + MINUTE)
    with pytest.raises(WrongState):
        start_replacement(first, by=cast.clerk, at=NOW + 2 * MINUTE)


def test_the_steps_of_an_invitation_speak_of_an_invitation(cast, meeting):
    paper = draft(meeting, cast)
    told = {step.slug: step.consequence_for(paper) for step in STEPS}
    assert "kết luận" not in told["kiem-tra"]
    assert "nhiệm vụ" not in told["phat-hanh"]
    notice = Paper(kind=PaperKind.NOTICE)
    assert "kết luận" in next(step for step in STEPS if step.slug == "kiem-tra").consequence_for(notice)


@pytest.mark.parametrize("role", ["clerk", "leader", "unit_officer"])
def test_the_page_with_an_invitation_asks_as_often_for_many_as_for_one(cast, meeting, quick_press, role):
    sent(meeting, cast)

    def cost() -> int:
        client = Client()
        client.force_login(cast.officer(role))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("meeting", args=[meeting.pk])).status_code == 200
        return len(queries)

    few = cost()
    for number in range(6):
        Delegation.objects.create(meeting=meeting, unit=make_unit(f"XB{number}", f"UBND xã Thêm {number}", "commune"))
        issue_at_once(draft(meeting, cast, NOW + MINUTE), at=NOW + MINUTE)
    assert cost() == few <= 12
