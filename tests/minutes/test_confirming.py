"""The life of the minutes: confirmed by the secretary, signed by the chair, numbered; what was confirmed is what is signed."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from directives.foretelling import foretell_release
from directives.issuing import release
from directives.models import Directive
from directives.paper_steps import offered
from directives.stages import stages_of
from districts.errors import DomainError, NotAllowed, WrongState
from meetings.access import may_sign
from meetings.enums import Attendance, AttendeeRole, PaperState
from meetings.minutes.confirming import confirm_minutes, missing_from, sign_by_hand
from meetings.models import (
    Attendee,
    Delegation,
    Meeting,
    MeetingEvent,
    Minutes,
    Paper,
    Release,
    SignedRecord,
    Statement,
)
from meetings.printing import preview_pdf, printed_pdf
from meetings.signing import ContentChanged, send_back, sha256_of, sign, void_signature
from meetings.verifying import issued_problems
from tests.cast import NOW, make_notice, make_officer
from tests.minutes.writing import finish


def confirmed(cast, minutes) -> Paper:
    paper = finish(minutes, cast.clerk)
    confirm_minutes(paper, by=cast.officer("clerk"), at=NOW)
    return paper


def labels(cast, role: str, paper: Paper) -> list[str]:
    stored = Paper.objects.select_related("minutes").get(pk=paper.pk)
    return [step.slug for step in offered(cast.officer(role), stored, cast.profile)]


def test_minutes_go_from_secretary_to_chair_to_registrar(cast, minutes, quick_press):
    paper = confirmed(cast, minutes)
    assert (paper.state, paper.signer) == (PaperState.SUBMITTED, cast.leader)
    sign(paper, by=cast.officer("leader"), at=NOW)
    first, second = SignedRecord.objects.order_by("id")
    assert (first.sha256, first.signer, second.signer) == (second.sha256, cast.clerk, cast.leader)
    released = release(paper, by=cast.officer("registrar"), at=NOW)
    assert released.titled == "Biên bản 01/BB-SKHCN"
    assert released.signed_record == second
    assert Directive.objects.count() == 0, "minutes give no orders"
    assert issued_problems() == []
    assert printed_pdf(released)
    verbs = MeetingEvent.objects.filter(object_kind="paper").values_list("verb", flat=True)
    assert list(verbs) == ["draft", "confirm_minutes", "sign", "release", "render"]


def test_each_sees_the_step_that_is_theirs(cast, minutes):
    paper = finish(minutes, cast.clerk)
    roles = ("clerk", "division_head", "office_head", "leader", "registrar")
    assert {role: labels(cast, role, paper) for role in roles} == {
        "clerk": ["xac-nhan"], "division_head": [], "office_head": [], "leader": [], "registrar": [],
    }  # fmt: skip
    confirm_minutes(paper, by=cast.officer("clerk"), at=NOW)
    assert {role: labels(cast, role, paper) for role in roles} == {
        "clerk": ["tra-lai"], "division_head": [], "office_head": [], "leader": ["ky-bien-ban", "tra-lai"], "registrar": [],
    }  # fmt: skip
    sign(paper, by=cast.officer("leader"), at=NOW)
    assert {role: labels(cast, role, paper) for role in roles} == {
        "clerk": [], "division_head": [], "office_head": [], "leader": ["huy-chu-ky"], "registrar": ["phat-hanh"],
    }  # fmt: skip


def test_a_chair_without_an_account_signs_the_print_and_the_registrar_records_it(cast, minutes, quick_press):
    Attendee.objects.filter(role=AttendeeRole.CHAIR).update(name="Ngô Văn X", post="Phó Chủ tịch UBND tỉnh")
    Minutes.objects.update(chair=None)
    paper = confirmed(cast, minutes)
    assert paper.signer is None
    assert labels(cast, "leader", paper) == []
    assert labels(cast, "registrar", paper) == ["ky-tay"]
    with pytest.raises(NotAllowed):
        sign_by_hand(paper, by=cast.officer("clerk"), at=NOW)
    signed = sign_by_hand(paper, by=cast.officer("registrar"), at=NOW)
    assert (signed.signer, signed.signer_name) == (None, "Ngô Văn X")
    assert labels(cast, "registrar", paper) == ["phat-hanh", "huy-chu-ky"]
    released = release(paper, by=cast.officer("registrar"), at=NOW)
    assert json.loads(released.content)["record"]["signer_name"] == "Ngô Văn X"
    assert issued_problems() == []


def test_whose_chair_signs_here_is_not_signed_by_hand_for_them(cast, minutes):
    paper = confirmed(cast, minutes)
    with pytest.raises(NotAllowed):
        sign_by_hand(paper, by=cast.officer("registrar"), at=NOW)


def test_a_head_of_division_who_chaired_signs_the_minutes(cast, minutes):
    Attendee.objects.filter(role=AttendeeRole.CHAIR).update(name="Trần Thị B", post="Trưởng phòng")
    Minutes.objects.update(chair=cast.division_head)
    paper = confirmed(cast, minutes)
    assert sign(paper, by=cast.officer("division_head"), at=NOW).signer_position == "Trưởng phòng"
    notice = make_notice(cast, signer=cast.division_head)
    assert not may_sign(cast.officer("division_head"), notice), "a notice asks for a position that signs"


def test_only_the_secretary_confirms_where_they_have_an_account(cast, minutes):
    paper = finish(minutes, cast.clerk)
    other = make_officer("clerk2", "Huỳnh Thị N", "clerk", cast.office, "Chuyên viên")
    with pytest.raises(NotAllowed, match="thư ký"):
        confirm_minutes(paper, by=other, at=NOW)
    Minutes.objects.update(secretary=None)
    paper = Paper.objects.get(pk=paper.pk)
    confirm_minutes(paper, by=other, at=NOW)
    assert "thay thư ký ông Nguyễn Văn A" in MeetingEvent.objects.get(verb="confirm_minutes").note


def test_minutes_take_no_other_way_to_the_chair(cast, minutes):
    paper = finish(minutes, cast.clerk)
    with pytest.raises(NotAllowed):
        paper.submit(by=cast.officer("clerk"), at=NOW)
    with pytest.raises(WrongState):
        paper.check_form(by=cast.officer("office_head"), at=NOW)
    with pytest.raises(WrongState):
        sign(paper, by=cast.officer("leader"), at=NOW)


def test_what_is_missing_keeps_the_minutes_from_being_confirmed(cast, minutes):
    paper = finish(minutes, cast.clerk)
    assert missing_from(paper.minutes) == []
    Attendee.objects.exclude(role=AttendeeRole.ATTENDEE).delete()
    Delegation.objects.filter(unit=cast.commune).update(attendance=Attendance.INVITED)
    Meeting.objects.filter(pk=paper.meeting_id).update(place="")
    Minutes.objects.update(begun_at=None, ended_at=None)
    Statement.objects.update(text="")
    with pytest.raises(DomainError) as refused:
        confirm_minutes(Paper.objects.get(pk=paper.pk), by=cast.officer("clerk"), at=NOW)
    for words in (
        "địa điểm",
        "chủ trì",
        "thư ký",
        "1 đơn vị chưa ghi",
        "giờ bắt đầu",
        "giờ, ngày kết thúc",
        "Vũ Văn H",
    ):
        assert words in str(refused.value)
    assert Paper.objects.get(pk=paper.pk).state == PaperState.DRAFT


def test_an_end_before_the_beginning_and_a_strangers_account_stand_in_the_way(cast, minutes):
    paper = finish(minutes, cast.clerk)
    Minutes.objects.update(ended_at="07:00", chair=cast.office_head)
    words = [each.words for each in missing_from(Minutes.objects.get(paper=paper))]
    assert words == [
        "Giờ kết thúc không sau giờ bắt đầu",
        "Người ký trên cổng là Lê Văn C, khác với Phạm Thị D ghi ở cuộc họp",
    ]


def test_what_was_confirmed_is_what_is_signed_whatever_changes_at_the_meeting(cast, minutes, quick_press):
    paper = confirmed(cast, minutes)
    before = SignedRecord.objects.get().content
    Meeting.objects.filter(pk=paper.meeting_id).update(place="Nơi khác")
    Statement.objects.update(text="Đã bị đổi.")
    outline = paper.meeting.outlines.get()
    outline.conclusions.filter(label="a)").update(text="Đã bị đổi.")
    signed = sign(paper, by=cast.officer("leader"), at=NOW)
    released = release(paper, by=cast.officer("registrar"), at=NOW)
    assert signed.content == before
    assert "Nơi khác" not in released.content
    assert "Đã bị đổi." not in released.content


def test_a_confirmed_content_that_was_tampered_with_is_not_signed(cast, minutes):
    paper = confirmed(cast, minutes)
    stored = SignedRecord.objects.get()
    SignedRecord.objects.create(
        paper=paper, content=stored.content.replace("Hội trường", "Phòng"), sha256=stored.sha256,
        signer=cast.clerk, signer_name="x", signer_position="x", signed_at=NOW,
    )  # fmt: skip
    with pytest.raises(ContentChanged):
        sign(paper, by=cast.officer("leader"), at=NOW)


def test_sent_back_minutes_are_written_again_and_the_confirmation_falls(cast, minutes):
    paper = confirmed(cast, minutes)
    with pytest.raises(DomainError, match="ý kiến"):
        send_back(paper, by=cast.officer("leader"), at=NOW, note=" ")
    assert paper.signed_records.filter(void=None).count() == 1
    send_back(paper, by=cast.officer("leader"), at=NOW, note="Thiếu ý kiến của Sở Tài chính.")
    assert (paper.state, paper.signed_records.filter(void=None).count()) == (PaperState.DRAFT, 0)
    minutes = Minutes.objects.get(paper=paper)
    minutes.notes = "Đã bổ sung."
    minutes.save()
    again = Paper.objects.get(pk=paper.pk)
    confirm_minutes(again, by=cast.officer("clerk"), at=NOW)
    assert "Đã bổ sung." in sign(again, by=cast.officer("leader"), at=NOW).content


def test_a_voided_signature_takes_both_down(cast, minutes):
    paper = confirmed(cast, minutes)
    sign(paper, by=cast.officer("leader"), at=NOW)
    void_signature(paper, by=cast.officer("leader"), at=NOW, reason="Ghi sai giờ.")
    assert (paper.state, paper.signed_records.filter(void=None).count()) == (PaperState.DRAFT, 0)


def test_the_preview_of_confirmed_minutes_is_what_was_confirmed(cast, minutes, monkeypatch):
    printed = []
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, **_: printed.append(record) or b"%PDF-")
    paper = confirmed(cast, minutes)
    Meeting.objects.filter(pk=paper.meeting_id).update(place="Nơi khác")
    preview_pdf(Paper.objects.get(pk=paper.pk), at=NOW)
    assert "Địa điểm: Hội trường Sở." in [block.text for block in printed[0].blocks]


def test_the_stages_of_minutes_are_their_own(cast, minutes):
    paper = confirmed(cast, minutes)
    events = MeetingEvent.objects.filter(object_kind="paper")
    stages = stages_of(paper, events)
    assert [stage.label for stage in stages] == ["Dự thảo", "Thư ký xác nhận", "Chủ trì ký", "Đã phát hành"]
    assert stages[1].status == "current"
    assert "Nguyễn Văn A" in stages[1].note
    sign(paper, by=cast.officer("leader"), at=NOW)
    assert foretell_release(paper, NOW.date())[0].startswith("Biên bản không phân công nhiệm vụ")


def test_released_minutes_tell_a_unit_nothing_that_the_notice_has_not_told(cast, minutes, quick_press):
    """Who came is told to a unit once the notice is issued; minutes go to those on their own lines alone."""
    paper = confirmed(cast, minutes)
    sign(paper, by=cast.officer("leader"), at=NOW)
    release(paper, by=cast.officer("registrar"), at=NOW)
    unit = Client()
    unit.force_login(cast.officer("unit_officer"))
    page = unit.get(reverse("meeting", args=[paper.meeting_id])).content.decode()
    assert "UBND xã Mẫu Hai" not in page
    assert unit.get(reverse("paper", args=[paper.pk])).status_code == 404
    assert sha256_of(Release.objects.get().content) == Release.objects.get().sha256


def test_minutes_do_not_stand_in_for_the_notice(cast, minutes, clerk):
    page = clerk.get(reverse("meeting", args=[minutes.meeting_id])).content.decode()
    assert "Chưa có thông báo." in page
    assert "Lập dự thảo thông báo" in page
    listed = clerk.get(reverse("meeting-list")).content.decode()
    assert "Biên bản họp: " in listed
    assert "Thông báo kết luận: " not in listed
