"""The Sở's acts from the order's page: what is offered to whom, what each does, what is refused with what was typed kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from directives.enums import ReportKind
from directives.life import extending, reporting, unit_acts
from directives.life.reporting import Telling
from directives.models import Assignment, DeadlineDecision, Directive, DirectiveEvent, ProgressReport
from districts.models import RefusedAttempt
from tests.office_fixtures import ONE_PAGE
from tests.tasks.many import due_in

DONE = Telling(ReportKind.COMPLETION, text="Đã rà soát xong", no_evidence="Đã trao đổi trực tiếp")


@pytest.fixture
def reported(lives) -> Assignment:
    unit_acts.acknowledge(lives.lead, by=lives.cast.unit_head, at=timezone.now())
    reporting.report(lives.lead, DONE, by=lives.cast.unit_head, at=timezone.now())
    return lives.lead


@pytest.fixture
def asking(lives) -> Assignment:
    Assignment.objects.filter(pk=lives.lead.pk).update(current_due_on=due_in(5))
    extending.ask_extension(
        lives.lead, wanted_on=due_in(30), reason="Chờ số liệu", by=lives.cast.unit_head, at=timezone.now()
    )
    return lives.lead


def send(client, officer, row, slug, **typed):
    client.force_login(officer)
    return client.post(reverse("office-act", args=[row.pk, slug]), typed)


def offered(client, officer, row) -> set[str]:
    client.force_login(officer)
    page = client.get(reverse("assignment", args=[row.pk])).content.decode()
    return {slug for slug in SLUGS if reverse("office-act", args=[row.pk, slug]) in page}


def now_is(row: Assignment) -> Assignment:
    return Assignment.objects.get(pk=row.pk)


SLUGS = [
    "xac-nhan",
    "bo-sung",
    "chua-dat",
    "chuyen",
    "giu-don-vi",
    "gia-han",
    "giu-thoi-han",
    "van-ban-den",
    "tam-dung",
    "tiep-tuc",
    "dung",
    "mo-lai",
]


def written(day) -> str:
    return f"{day:%d/%m/%Y}"


def test_the_page_offers_each_what_the_table_and_the_role_allow(client, lives):
    people = lives.cast
    assert offered(client, people.clerk, lives.lead) == {"van-ban-den", "tam-dung"}
    assert offered(client, people.division_head, lives.lead) == {"van-ban-den", "tam-dung"}
    assert offered(client, people.leader, lives.lead) == {"dung"}
    for role in ("office_head", "registrar", "unit_head", "observer"):
        assert offered(client, people.officer(role), lives.lead) == set(), role


def test_a_completion_is_offered_to_the_head_and_to_a_leader_once_it_is_starred(client, lives, reported):
    answers = {"xac-nhan", "bo-sung", "chua-dat"}
    assert answers <= offered(client, lives.cast.division_head, reported)
    assert not answers & offered(client, lives.cast.leader, reported)
    Directive.objects.filter(pk=reported.directive_id).update(starred=True)
    assert not answers & offered(client, lives.cast.division_head, reported)
    assert answers <= offered(client, lives.cast.leader, reported)


def test_one_click_confirms(client, lives, reported):
    answer = send(client, lives.cast.division_head, reported, "xac-nhan")
    assert answer["Location"] == reverse("assignment", args=[reported.pk])
    assert now_is(reported).state == "done"
    again = send(client, lives.cast.division_head, reported, "xac-nhan")
    assert again.status_code == 409
    assert "đang ở tình trạng" in again.content.decode()


def test_a_supplement_needs_words_and_a_day_to_come(client, lives, reported):
    head = lives.cast.division_head
    refused = send(client, head, reported, "bo-sung", words="Thiếu danh sách", until=written(due_in(-1)))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Hạn bổ sung phải sau hôm nay" in page
    assert "Thiếu danh sách" in page, "what was typed is kept"
    assert now_is(reported).state == "reported"
    send(client, head, reported, "bo-sung", words="Thiếu danh sách", until=written(due_in(7)))
    row = now_is(reported)
    assert (row.state, row.supplement_by, row.handed_in_on) == ("in_progress", due_in(7), timezone.localdate())


def test_not_achieved_voids_the_day_and_the_next_answer_is_a_leader_s(client, lives, reported):
    assert send(client, lives.cast.division_head, reported, "chua-dat").status_code == 422
    send(client, lives.cast.division_head, reported, "chua-dat", reason="Chưa có số liệu")
    row = now_is(reported)
    assert (row.state, row.handed_in_on, row.disputed) == ("in_progress", None, True)


def test_a_paper_that_came_by_post_is_recorded_with_the_day_it_arrived(client, lives):
    arrived = timezone.localdate(lives.lead.assigned_at) + timedelta(days=3)
    typed = {
        "kind": "completion",
        "route": "on_paper",
        "arrived_on": written(arrived),
        "paper_number": "45/BC-UBND",
        "paper_day": written(arrived - timedelta(days=2)),
        "paper_signer": "Vũ Văn H",
        "files": SimpleUploadedFile("bao-cao.pdf", ONE_PAGE + b"%EOF"),
    }
    assert send(client, lives.cast.clerk, lives.lead, "van-ban-den", **typed).status_code == 302
    report = ProgressReport.objects.get(assignment=lives.lead)
    assert (report.handed_in_on, report.route, report.paper_number) == (arrived, "on_paper", "45/BC-UBND")
    assert [file.name for file in report.files.all()] == ["bao-cao.pdf"]
    assert (now_is(lives.lead).state, now_is(lives.lead).handed_in_on) == ("reported", arrived)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"arrived_on": written(due_in(1))}, "Ngày đến chưa tới"),
        ({"arrived_on": "01/04/2026"}, "trước ngày phân công"),
        ({"paper_day": "25/04/2026"}, "Ngày của văn bản ở sau ngày văn bản đến Sở"),
        ({"arrived_on": "31/02/2026"}, "ngày"),
        ({"no_evidence": ""}, "cần tệp minh chứng"),
        ({"files": SimpleUploadedFile("hop.exe", b"MZ")}, "Không nhận tệp"),
        ({"files": SimpleUploadedFile("MẬT bao cao.pdf", ONE_PAGE + b"%EOF")}, "là bí mật nhà nước"),
    ],
)
def test_a_wrong_paper_is_refused_and_nothing_is_kept(client, lives, changed, told):
    typed = {
        "kind": "completion",
        "route": "letter",
        "arrived_on": "20/04/2026",
        "paper_number": "45/BC-UBND",
        "no_evidence": "Gửi bản giấy",
    }
    answer = send(client, lives.cast.clerk, lives.lead, "van-ban-den", **typed | changed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "45/BC-UBND" in answer.content.decode()
    assert not ProgressReport.objects.exists()
    assert now_is(lives.lead).state == "assigned"


def test_a_coordinating_unit_s_paper_is_its_part(client, lives):
    typed = {"kind": "contribution", "route": "letter", "arrived_on": "20/04/2026", "text": "Số liệu của xã"}
    send(client, lives.cast.clerk, lives.helping, "van-ban-den", **typed)
    assert now_is(lives.helping).state == "contributed"


def test_paused_and_resumed_to_the_state_before(client, lives):
    unit_acts.acknowledge(lives.lead, by=lives.cast.unit_head, at=timezone.now())
    send(client, lives.cast.clerk, lives.lead, "tam-dung", reason="Chờ hướng dẫn của Bộ")
    assert now_is(lives.lead).state == "paused"
    assert "tiep-tuc" in offered(client, lives.cast.clerk, lives.lead)
    send(client, lives.cast.clerk, lives.lead, "tiep-tuc", reason="Đã có hướng dẫn")
    assert now_is(lives.lead).state == "acknowledged"


def test_a_leader_stops_and_reopens(client, lives, reported):
    send(client, lives.cast.division_head, reported, "xac-nhan")
    assert "mo-lai" in offered(client, lives.cast.leader, reported)
    send(client, lives.cast.leader, reported, "mo-lai", reason="Số liệu sai")
    assert now_is(reported).state == "in_progress"
    send(client, lives.cast.leader, reported, "dung", reason="Không còn phù hợp")
    assert (now_is(reported).state, now_is(reported).withdrawn_reason) == ("withdrawn", "Không còn phù hợp")


def test_a_transfer_is_settled_either_way(client, lives):
    unit_acts.ask_transfer(lives.lead, reason="Không có chợ", by=lives.cast.unit_head, at=timezone.now())
    head = lives.cast.division_head
    assert {"chuyen", "giu-don-vi"} <= offered(client, head, lives.lead)
    unknown = send(client, head, lives.lead, "chuyen", to="Xã không có", to_key="", reason="Đúng địa bàn")
    assert unknown.status_code == 422
    assert "Chưa rõ “Xã không có”" in unknown.content.decode()
    assert "Hãy chọn đơn vị" in send(client, head, lives.lead, "chuyen", reason="Đúng địa bàn").content.decode()
    send(client, head, lives.lead, "giu-don-vi", reason="Chợ thuộc địa bàn xã")
    assert now_is(lives.lead).state == "assigned"
    unit_acts.ask_transfer(lives.lead, reason="Không có chợ", by=lives.cast.unit_head, at=timezone.now())
    send(client, head, lives.lead, "chuyen", to=lives.heir.name, to_key=lives.heir.code, reason="Đúng địa bàn")
    assert now_is(lives.lead).state == "transferred"
    assert Assignment.objects.get(unit=lives.heir, directive=lives.lead.directive_id).state == "assigned"


def test_a_leader_grants_the_day_asked_in_one_click_or_an_earlier_one(client, lives, asking):
    client.force_login(lives.cast.leader)
    page = client.get(reverse("assignment", args=[asking.pk])).content.decode()
    assert f"Đồng ý gia hạn đến {written(due_in(30))}" in page
    assert "Chờ số liệu" in page
    late = send(client, lives.cast.leader, asking, "gia-han", until=written(due_in(31)))
    assert late.status_code == 422
    send(client, lives.cast.leader, asking, "gia-han", until=written(due_in(20)), words="Đồng ý một phần")
    row = now_is(asking)
    assert (row.current_due_on, row.original_due_on) == (due_in(20), asking.original_due_on)
    again = send(client, lives.cast.leader, asking, "gia-han", until=written(due_in(20)))
    assert again.status_code == 409


def test_time_is_refused_with_words(client, lives, asking):
    assert send(client, lives.cast.leader, asking, "giu-thoi-han").status_code == 422
    send(client, lives.cast.leader, asking, "giu-thoi-han", words="Đã đủ thời gian")
    assert DeadlineDecision.objects.get().kind == "refusal"
    assert now_is(asking).current_due_on == due_in(5)


def test_a_superior_s_task_moves_with_the_superior_s_paper_alone(client, lives, asking):
    Assignment.objects.filter(pk=asking.pk).update(basis="superior")
    client.force_login(lives.cast.leader)
    assert "Đồng ý gia hạn đến" not in client.get(reverse("assignment", args=[asking.pk])).content.decode()
    refused = send(client, lives.cast.leader, asking, "gia-han", until=written(due_in(30)))
    assert refused.status_code == 422
    assert "văn bản của cấp trên" in refused.content.decode()
    send(client, lives.cast.leader, asking, "gia-han", until=written(due_in(30)), paper="2145/UBND ngày 12/11/2026")
    assert DeadlineDecision.objects.get().paper == "2145/UBND ngày 12/11/2026"


@pytest.mark.parametrize(("role", "slug"), [("clerk", "xac-nhan"), ("division_head", "dung"), ("unit_head", "gia-han")])
def test_an_act_of_somebody_else_is_refused_and_on_record(client, lives, reported, role, slug):
    before = DirectiveEvent.objects.count()
    assert send(client, lives.cast.officer(role), reported, slug, reason="x").status_code == 403
    assert RefusedAttempt.objects.filter(
        object_kind="assignment", object_id=reported.pk, officer__username=role
    ).exists()
    assert DirectiveEvent.objects.count() == before
    assert now_is(reported).state == "reported"


def test_another_commune_finds_nothing(client, lives, reported):
    for slug in SLUGS:
        assert send(client, lives.other_head, reported, slug).status_code == 404
        assert client.get(reverse("office-act", args=[reported.pk, slug])).status_code == 404


def test_from_the_home_page_one_returns_there(client, lives, reported):
    answer = send(client, lives.cast.division_head, reported, "xac-nhan", ve="nha")
    assert answer["Location"] == reverse("home")


def test_what_a_superior_gave_is_stopped_by_the_superior_s_paper_alone(client, lives):
    Assignment.objects.filter(pk=lives.lead.pk).update(basis="superior")
    leader, sent = lives.cast.leader, {"reason": "UBND tỉnh không giao nữa"}
    refused = send(client, leader, lives.lead, "dung", **sent)
    assert refused.status_code == 422
    assert "chỉ dừng khi có văn bản của cấp trên" in refused.content.decode()
    send(client, leader, lives.lead, "dung", **sent, paper="2145/UBND-KGVX ngày 12/11/2026")
    row = now_is(lives.lead)
    assert (row.state, row.withdrawn_reason) == (
        "withdrawn",
        "2145/UBND-KGVX ngày 12/11/2026: UBND tỉnh không giao nữa",
    )
    assert "Số, ngày văn bản" not in client.get(reverse("office-act", args=[lives.helping.pk, "dung"])).content.decode()
