"""What a unit does on the page of its order: acknowledge, report, ask for time or for another unit, pass on."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from directives.enums import AssignmentState, ReportKind
from directives.life import drafting
from directives.life.extending import grant_extension, pending_request
from directives.life.reporting import Telling
from directives.life.unit_acts import acknowledge
from directives.models import Assignment, Directive, DirectiveEvent, DraftEvidence, ProgressDraft, ProgressReport
from districts.errors import DomainError, EditConflict
from districts.models import Officer, RefusedAttempt
from meetings.planning.files import SentFile
from tests.cast import NOW
from tests.tasks.at_work import (
    LATE_IN_MAY,
    PDF,
    a_pdf,
    act,
    in_may,
    lives,
    page_of,
    report_by,
    signed_in,
    stands,
    taken,
    typed_report,
)

__all__ = ["in_may", "lives", "taken"]


def test_the_unit_acknowledges_with_one_button(lives):
    client = signed_in(lives, "unit_officer")
    page = page_of(client, lives.lead)
    assert f'action="{reverse("assignment-act", args=[lives.lead.pk, "tiep-nhan"])}"' in page
    assert "data-report" not in page, "first it is acknowledged"
    assert act(client, lives.lead, "tiep-nhan").status_code == 302
    assert stands(lives.lead) == AssignmentState.ACKNOWLEDGED
    assert "data-report" in page_of(client, lives.lead)
    again = act(client, lives.lead, "tiep-nhan")
    assert again.status_code == 409
    assert "Không xác nhận tiếp nhận được" in again.content.decode()


def test_an_officer_prepares_and_the_head_sends_with_two_files(taken):
    officer, head = signed_in(taken, "unit_officer"), signed_in(taken, "unit_head")
    kept = report_by(officer, taken.lead, kind="completion", files=[a_pdf(), a_pdf("anh.pdf", PDF + b"\n")])
    assert kept.status_code == 302
    assert not ProgressReport.objects.exists()
    page = page_of(officer, taken.lead)
    assert 'value="gui"' not in page, "an officer is not offered what the head alone may do"
    assert "bien-ban.pdf" in page_of(head, taken.lead)
    assert "Đã rà soát 12 chợ" in page_of(head, taken.lead)
    assert "Đã rà soát 12 chợ" not in page_of(signed_in(taken, "clerk"), taken.lead), "a draft is the unit's own"
    sent = report_by(head, taken.lead, kind="completion", act="gui", paper_number="45/BC-UBND", paper_day="19/05/2026")
    assert sent.status_code == 302
    report = ProgressReport.objects.get()
    assert (report.kind, report.text, report.paper_number) == (
        ReportKind.COMPLETION,
        "Đã rà soát 12 chợ",
        "45/BC-UBND",
    )
    assert {file.name for file in report.files.all()} == {"bien-ban.pdf", "anh.pdf"}
    assert report.handed_in_on == LATE_IN_MAY.date()
    assert not ProgressDraft.objects.exists()
    assert not DraftEvidence.objects.exists()
    assert stands(taken.lead) == AssignmentState.REPORTED
    assert "Đang chờ Sở" in page_of(head, taken.lead)


def test_an_officer_who_sends_a_completion_is_refused_and_it_is_kept(taken):
    client = signed_in(taken, "unit_officer")
    answer = report_by(client, taken.lead, kind="completion", act="gui", no_evidence="Trao đổi trực tiếp")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Chỉ lãnh đạo của đơn vị được phân công" in page
    assert "Đã rà soát 12 chợ" in page
    assert stands(taken.lead) == AssignmentState.ACKNOWLEDGED
    assert ProgressDraft.objects.get().text == "Đã rà soát 12 chợ"
    refused = RefusedAttempt.objects.get()
    assert (refused.verb, refused.officer) == ("report", Officer.objects.get(username="unit_officer"))


def test_what_was_drafted_as_one_kind_is_not_sent_as_the_other(taken):
    client = signed_in(taken, "unit_officer")
    answer = report_by(client, taken.lead, act="gui-tien-do", kind="completion", percent="60")
    assert answer.status_code == 422
    assert "Bản nháp này là báo cáo hoàn thành, không gửi thành báo cáo tiến độ được." in answer.content.decode()
    assert ProgressDraft.objects.get().kind == ReportKind.COMPLETION, "what was typed is kept as it was meant"
    assert report_by(client, taken.lead).status_code == 302
    draft, events = ProgressDraft.objects.get(), Assignment.objects.get(pk=taken.lead.pk).event_count
    by = taken.people["unit_head"]
    with pytest.raises(DomainError, match="Bản nháp này là báo cáo tiến độ, không gửi thành báo cáo hoàn thành"):
        drafting.send_draft(
            taken.lead, kind=ReportKind.COMPLETION, version=draft.version, events=events, by=by, at=LATE_IN_MAY
        )
    assert not ProgressReport.objects.exists()


def test_a_completion_is_handed_up_to_the_head_who_is_told_at_home(taken):
    officer, head = signed_in(taken, "unit_officer"), signed_in(taken, "unit_head")
    waits, own_mark = "Báo cáo chờ lãnh đạo gửi", "Báo cáo chờ lãnh đạo đơn vị gửi"
    bare = report_by(officer, taken.lead, act="chuyen-lanh-dao", kind="completion")
    assert (bare.status_code, "cần tệp minh chứng" in bare.content.decode()) == (422, True)
    assert waits not in head.get(reverse("home")).content.decode(), "a draft that is still written does not wait"
    handed = report_by(officer, taken.lead, act="chuyen-lanh-dao", kind="completion", no_evidence="Đã họp")
    assert handed.status_code == 302
    page = head.get(reverse("home")).content.decode()
    assert re.search(rf'{waits} <span class="count">1<', page)
    assert "Báo cáo hoàn thành, " in page
    home = officer.get(reverse("home")).content.decode()
    assert (waits in home, own_mark in home) == (False, True)
    assert report_by(officer, taken.lead, kind="progress").status_code == 302
    assert waits not in head.get(reverse("home")).content.decode(), "another kind is handed up anew"


def test_a_draft_with_nothing_in_it_is_refused_in_a_sentence(taken):
    client = signed_in(taken, "unit_officer")
    nothing = report_by(client, taken.lead, text="", kind="completion")
    assert nothing.status_code == 422
    assert "Chưa lưu vì chưa có nội dung nào." in nothing.content.decode()
    by_script = client.post(
        reverse("assignment-report", args=[taken.lead.pk]),
        typed_report(taken.lead, text=""),
        headers={"X-Autosave": "1"},
    )
    assert by_script.json() == {"told": ""}
    assert not ProgressDraft.objects.exists()
    assert report_by(client, taken.lead).status_code == 302
    assert report_by(client, taken.lead, text="").status_code == 302, "what was typed may be taken out again"


def test_an_officer_sends_progress(taken):
    client = signed_in(taken, "unit_officer")
    assert report_by(client, taken.lead, act="gui-tien-do", percent="60").status_code == 302
    report = ProgressReport.objects.get()
    assert (report.kind, report.percent) == (ReportKind.PROGRESS, 60)
    assert stands(taken.lead) == AssignmentState.IN_PROGRESS


def test_a_completion_without_evidence_or_reason_is_refused_and_nothing_typed_is_lost(taken):
    client = signed_in(taken, "unit_head")
    answer = report_by(client, taken.lead, kind="completion", act="gui")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Báo cáo hoàn thành cần tệp minh chứng." in page
    assert "Đã rà soát 12 chợ" in page
    again = client.post(
        reverse("assignment-report", args=[taken.lead.pk]),
        {
            "read_version": re.search(r'name="read_version" value="(\d+)"', page)[1],
            "events": re.search(r'name="events" value="(\d+)"', page)[1],
            "kind": "completion",
            "text": "Đã rà soát 12 chợ",
            "no_evidence": "Trao đổi trực tiếp",
            "act": "gui",
        },
    )
    assert again.status_code == 302
    assert ProgressReport.objects.get().no_evidence == "Trao đổi trực tiếp"


def test_of_two_clicks_the_second_sends_nothing(taken):
    client = signed_in(taken, "unit_head")
    typed = typed_report(taken.lead, act="gui", percent="30")
    address = reverse("assignment-report", args=[taken.lead.pk])
    assert client.post(address, typed).status_code == 302
    second = client.post(address, typed)
    assert second.status_code == 409
    assert "Nhiệm vụ vừa có diễn biến mới nên chưa gửi." in second.content.decode()
    assert ProgressReport.objects.count() == 1


def test_who_is_overtaken_sees_both_texts_and_keeps_the_own(taken):
    officer, head = signed_in(taken, "unit_officer"), signed_in(taken, "unit_head")
    typed = typed_report(taken.lead, text="Bản của lãnh đạo")
    assert report_by(officer, taken.lead, text="Bản của công chức").status_code == 302
    answer = head.post(reverse("assignment-report", args=[taken.lead.pk]), typed | {"files": [a_pdf()]})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "bản đang lưu “Bản của công chức”; bản vừa nhập “Bản của lãnh đạo”" in page
    assert ProgressDraft.objects.get().text == "Bản của công chức"
    assert DraftEvidence.objects.get().name == "bien-ban.pdf", "the files are not chosen twice"


def test_typing_is_kept_by_the_script_and_told_in_json(taken):
    client = signed_in(taken, "unit_officer")
    address = reverse("assignment-report", args=[taken.lead.pk])
    first = client.post(address, typed_report(taken.lead), headers={"X-Autosave": "1"})
    assert first.json() == {"version": 1, "told": "Bản nháp tự lưu lúc 08:30"}
    stale = client.post(address, typed_report(taken.lead, read_version=0, text="Khác"), headers={"X-Autosave": "1"})
    assert (stale.status_code, "version" in stale.json()) == (409, False)
    assert "Đã lưu bản nháp" not in page_of(client, taken.lead)


def test_a_file_arrives_by_itself_and_does_not_overtake_what_is_typed(taken):
    client = signed_in(taken, "unit_officer")
    typed = typed_report(taken.lead)
    answer = client.post(
        reverse("assignment-draft-add", args=[taken.lead.pk]), {"files": [a_pdf("../../biên bản.pdf")]}
    )
    assert answer.status_code == 200
    assert ">biên bản.pdf<" in re.sub(r"<svg.*?</svg>", "", answer.content.decode(), flags=re.DOTALL)
    assert client.post(reverse("assignment-report", args=[taken.lead.pk]), typed).status_code == 302
    file = DraftEvidence.objects.get()
    assert report_by(client, taken.lead, act=f"bo-{file.pk}", text="Viết thêm").status_code == 302
    assert not DraftEvidence.objects.exists()
    assert ProgressDraft.objects.get().text == "Viết thêm", "taking a file off keeps what is typed"


def test_more_time_is_asked_by_the_head_with_a_reason(taken):
    client = signed_in(taken, "unit_head")
    address = reverse("assignment-act", args=[taken.lead.pk, "gia-han"])
    assert f'<a class="btn btn-line" href="{address}">' in page_of(client, taken.lead)
    assert client.get(address).status_code == 200
    empty = act(client, taken.lead, "gia-han", wanted_on="15/07/2026")
    assert empty.status_code == 422
    assert 'value="15/07/2026"' in empty.content.decode()
    early = act(client, taken.lead, "gia-han", wanted_on="01/06/2026", reason="Trùng đợt họp")
    assert early.status_code == 422
    assert "phải sau thời hạn hiện tại" in early.content.decode()
    assert "Trùng đợt họp" in early.content.decode()
    assert act(client, taken.lead, "gia-han", wanted_on="15/07/2026", reason="Trùng đợt họp").status_code == 302
    page = page_of(client, taken.lead)
    assert "15/07/2026, chờ ý kiến lãnh đạo Sở" in page
    assert address not in page, "one wish at a time: the next is not offered while it waits"
    assert "30/06/2026" in page
    again = act(client, taken.lead, "gia-han", wanted_on="16/07/2026", reason="Thêm")
    assert again.status_code == 409
    officer = signed_in(taken, "unit_officer")
    assert act(officer, taken.lead, "gia-han", wanted_on="17/07/2026", reason="Thêm").status_code == 403
    assert 'id="gia-han"' not in page_of(officer, taken.lead)


def test_time_is_asked_within_limits_and_the_wish_taken_back_while_nobody_decided(taken):
    client, leader = signed_in(taken, "unit_head"), taken.people["leader"]
    far = act(client, taken.lead, "gia-han", wanted_on="20/03/2198", reason="Trùng đợt họp")
    assert far.status_code == 422
    assert "Thời hạn chỉ điều chỉnh được đến ngày 29/06/2028" in far.content.decode()
    assert "rut-de-nghi" not in page_of(client, taken.lead)
    assert act(client, taken.lead, "gia-han", wanted_on="29/06/2028", reason="Trùng đợt họp").status_code == 302
    asked = pending_request(taken.lead)
    with override_settings(LONGEST_EXTENSION_DAYS=30), pytest.raises(DomainError, match="đến ngày 30/07/2026"):
        grant_extension(asked, until=asked.wanted_on, by=leader, at=LATE_IN_MAY)
    assert 'id="rut-de-nghi"' in page_of(client, taken.lead)
    assert act(signed_in(taken, "unit_officer"), taken.lead, "rut-de-nghi").status_code == 403
    assert act(client, taken.lead, "rut-de-nghi").status_code == 302
    assert DirectiveEvent.objects.get(verb="take_back_extension").note == "Đến 29/06/2028"
    assert "chờ ý kiến lãnh đạo Sở" not in page_of(client, taken.lead)
    assert act(client, taken.lead, "rut-de-nghi").status_code == 409
    with pytest.raises(DomainError, match="đơn vị đã rút"):
        grant_extension(asked, until=asked.wanted_on, by=leader, at=LATE_IN_MAY)
    Assignment.objects.filter(pk=taken.lead.pk).update(period="2026-Q2")
    Directive.objects.filter(pk=taken.lead.directive_id).update(recurrence="quarterly")
    late = act(client, taken.lead, "gia-han", wanted_on="01/10/2026", reason="Trùng đợt họp")
    assert "chỉ điều chỉnh được đến ngày 30/09/2026" in late.content.decode()


def test_the_stepper_stands_where_the_state_does_and_nothing_is_shared_out_once_it_is_reported(taken):
    client = signed_in(taken, "unit_head")
    current = re.compile(r'aria-current="step">\s*<b>([^<]+)')
    page = page_of(client, taken.lead)
    assert current.findall(page) == ["Đã tiếp nhận"]
    assert "giao-xu-ly" in page
    assert "han-phoi-hop" in page
    assert report_by(client, taken.lead, kind="completion", act="gui", no_evidence="Đã họp").status_code == 302
    page = page_of(client, taken.lead)
    assert current.findall(page) == ["Đã báo cáo"]
    assert "giao-xu-ly" not in page
    assert "han-phoi-hop" not in page


def test_another_unit_is_asked_for_with_a_reason(taken):
    client = signed_in(taken, "unit_head")
    assert act(client, taken.lead, "chuyen-don-vi").status_code == 422
    assert act(client, taken.lead, "chuyen-don-vi", reason="Chợ thuộc xã khác").status_code == 302
    assert stands(taken.lead) == AssignmentState.TRANSFER_ASKED
    assert "Đang chờ Sở" in page_of(client, taken.lead)
    assert "“Chợ thuộc xã khác”" in page_of(client, taken.lead)


def test_the_head_passes_it_on_to_an_office_and_a_person_of_the_unit(taken):
    client = signed_in(taken, "unit_head")
    address = reverse("assignment-act", args=[taken.lead.pk, "giao-xu-ly"])
    form = client.get(address).content.decode()
    assert "Tạ Văn N" in form
    assert "Mai Thị L" not in form, "people of another unit are not named"
    assert act(client, taken.lead, "giao-xu-ly").status_code == 422
    outside = act(client, taken.lead, "giao-xu-ly", unit=str(taken.cast.other_commune.pk))
    assert outside.status_code == 422
    sent = act(client, taken.lead, "giao-xu-ly", unit=str(taken.sub.pk), words="Làm trước ngày 20/6")
    assert sent.status_code == 302
    sub = signed_in(taken, "sub_officer")
    assert "Làm trước ngày 20/6" in page_of(sub, taken.lead)
    assert report_by(sub, taken.lead, act="gui-tien-do").status_code == 302


def test_a_coordinating_unit_sends_its_part_or_has_nothing_to_add(taken):
    client = signed_in(taken, "other_officer")
    page = page_of(client, taken.helping)
    assert "data-report" in page
    assert 'name="kind"' not in page
    assert report_by(client, taken.helping, act="gui", text="Số liệu 3 chợ", files=[a_pdf()]).status_code == 302
    assert stands(taken.helping) == AssignmentState.CONTRIBUTED
    report = ProgressReport.objects.get()
    assert (report.kind, report.text, report.files.count()) == (ReportKind.CONTRIBUTION, "Số liệu 3 chợ", 1)


def test_a_coordinating_unit_with_nothing_to_add_says_so(taken):
    client = signed_in(taken, "other_officer")
    assert act(client, taken.helping, "khong-co-noi-dung", text="").status_code == 302
    assert stands(taken.helping) == AssignmentState.NOTHING_TO_ADD
    assert act(client, taken.helping, "khong-co-noi-dung", text="").status_code == 409


def test_the_lead_sets_a_day_for_those_who_help(taken):
    client = signed_in(taken, "unit_head")
    late = act(client, taken.lead, "han-phoi-hop", day="01/07/2026")
    assert late.status_code == 422
    assert act(client, taken.lead, "han-phoi-hop", day="15/06/2026").status_code == 302
    assert f"{Assignment.objects.get(pk=taken.helping.pk).contribute_by:%d/%m/%Y}" == "15/06/2026"
    assert "15/06/2026" in page_of(signed_in(taken, "other_officer"), taken.helping)


def test_the_orders_of_a_notice_are_acknowledged_at_once(lives):
    mine = list(Assignment.objects.filter(unit=lives.cast.commune))
    client = signed_in(lives, "unit_officer")
    address = reverse("assignments-acknowledge")
    strange = client.post(address, {"nhiem-vu": [mine[0].pk, lives.helping.pk]})
    assert strange.status_code == 404
    assert stands(mine[0]) == AssignmentState.ASSIGNED
    assert client.post(address, {"nhiem-vu": [each.pk for each in mine]}).status_code == 302
    assert {stands(each) for each in mine} == {AssignmentState.ACKNOWLEDGED}
    assert client.post(address).status_code == 404
    assert client.get(address).status_code == 405


ACTS = ("tiep-nhan", "gia-han", "chuyen-don-vi", "giao-xu-ly", "han-phoi-hop", "khong-co-noi-dung")


@pytest.mark.parametrize("who", ["other_officer", "other_head", "sub_officer", "administrator"])
def test_a_stranger_s_every_attempt_finds_nothing_and_changes_nothing(taken, who):
    before = DirectiveEvent.objects.count()
    client = signed_in(taken, who)
    key = taken.lead.pk
    for slug in ACTS:
        assert client.get(reverse("assignment-act", args=[key, slug])).status_code == 404
        assert act(client, taken.lead, slug, reason="Thử").status_code == 404
    assert report_by(client, taken.lead, act="gui").status_code == 404
    assert client.post(reverse("assignment-draft-add", args=[key]), {"files": [a_pdf()]}).status_code == 404
    assert client.post(reverse("assignments-acknowledge"), {"nhiem-vu": [key]}).status_code == 404
    assert DirectiveEvent.objects.count() == before
    assert not ProgressDraft.objects.exists()


def test_the_sos_people_read_and_do_none_of_the_unit_s_acts(taken):
    for who in ("clerk", "leader", "observer"):
        client = signed_in(taken, who)
        assert act(client, taken.lead, "tiep-nhan").status_code == 403
        assert report_by(client, taken.lead, act="gui").status_code == 403
        assert 'id="viec"' not in page_of(client, taken.lead)


def test_no_draft_is_kept_where_no_report_is_taken(lives):
    with pytest.raises(DomainError, match="không nhận báo cáo"):
        drafting.save_draft(
            lives.lead, Telling(ReportKind.PROGRESS, "a"), version=0, by=lives.people["unit_officer"], at=NOW
        )
    acknowledge(lives.lead, by=lives.people["unit_officer"], at=NOW)
    many = [SentFile(f"{number}.pdf", PDF + bytes([number])) for number in range(21)]
    with pytest.raises(DomainError, match="nhiều nhất 20 tệp"):
        drafting.add_files(lives.lead, many, by=lives.people["unit_officer"], at=NOW)
    with pytest.raises(EditConflict):
        drafting.send_draft(
            lives.lead,
            kind=ReportKind.PROGRESS,
            version=0,
            events=1,
            by=lives.people["unit_head"],
            at=NOW + timedelta(1),
        )
