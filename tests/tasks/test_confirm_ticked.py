"""Several completions confirmed at once: each for itself, each refused one named with its sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from directives.models import Assignment, Directive, ProgressReport, ReportAnswer
from districts.models import RefusedAttempt
from tests.tasks.many import more


@pytest.fixture
def waiting(lives) -> list[Assignment]:
    """Three whose completion waits."""
    rows = more(lives, 3, state="reported", handed_in_on=timezone.localdate(), waiting_since=timezone.now())
    for row in rows:
        ProgressReport(
            assignment=row,
            number=1,
            kind="completion",
            text="Đã xong",
            handed_in_on=timezone.localdate(),
            by=lives.cast.unit_head,
            at=timezone.now() - timedelta(minutes=1),
        ).save()
    return rows


def send(client, officer, rows, **more_fields):
    client.force_login(officer)
    return client.post(reverse("confirm-ticked"), {"viec": [row.pk for row in rows], **more_fields})


def state_of(row: Assignment) -> str:
    return Assignment.objects.get(pk=row.pk).state


def test_the_head_confirms_several_and_comes_back_to_the_list_as_it_was(client, lives, waiting):
    answer = send(client, lives.cast.division_head, waiting[:2], **{"loc-lai": "muc=xac-nhan&don-vi=7"})
    assert answer["Location"] == f"{reverse('assignment-list')}?don-vi=7&muc=xac-nhan"
    assert [state_of(row) for row in waiting] == ["done", "done", "reported"]
    assert ReportAnswer.objects.filter(verdict="confirmed", by=lives.cast.division_head).count() == 2
    assert "Đã xác nhận hoàn thành 2 nhiệm vụ." in [str(each) for each in get_messages(answer.wsgi_request)]


def test_each_refused_one_is_named_and_keeps_none_of_the_others_back(client, lives, waiting):
    disputed, moved, good = waiting
    Assignment.objects.filter(pk=disputed.pk).update(disputed=True)
    Assignment.objects.filter(pk=moved.pk).update(state="in_progress")
    answer = send(client, lives.cast.division_head, waiting)
    assert [state_of(row) for row in waiting] == ["reported", "in_progress", "done"]
    told = [str(each) for each in get_messages(answer.wsgi_request)]
    assert any(str(disputed.unit) in words and "kết quả từng không đạt" in words for words in told)
    assert any(str(moved.unit) in words and "đang thực hiện" in words for words in told)
    assert not any(str(good.unit) in words for words in told)
    assert RefusedAttempt.objects.filter(verb="confirm", object_id__in=[disputed.pk, moved.pk]).count() == 2


def test_the_list_tells_what_was_reported_and_a_second_tab_that_it_was_confirmed_before(client, lives, waiting):
    client.force_login(lives.cast.division_head)
    page = client.get(reverse("assignment-list"), {"muc": "xac-nhan"}).content.decode()
    told = waiting[0].reports.get().text
    assert f"“{told}”" in page
    assert f"{waiting[0].reports.get().files.count()} tệp minh chứng" in page
    send(client, lives.cast.division_head, waiting[:1])
    answer = send(client, lives.cast.division_head, waiting[:1])
    assert any("đã được xác nhận trước đó" in str(each) for each in get_messages(answer.wsgi_request))


def test_starred_ones_wait_for_a_leader_and_say_so(client, lives, waiting):
    Directive.objects.filter(pk=lives.lead.directive_id).update(starred=True)
    client.force_login(lives.cast.division_head)
    page = client.get(reverse("assignment-list"), {"muc": "xac-nhan"}).content.decode()
    assert "chờ lãnh đạo Sở: nhiệm vụ trọng tâm" in page
    assert 'name="viec"' not in page, "no box to tick where the act would be refused"
    send(client, lives.cast.division_head, waiting)
    assert {state_of(row) for row in waiting} == {"reported"}
    send(client, lives.cast.leader, waiting)
    assert {state_of(row) for row in waiting} == {"done"}


@pytest.mark.parametrize("role", ["clerk", "office_head", "registrar"])
def test_nobody_else_of_the_office_confirms(client, lives, waiting, role):
    client.force_login(lives.cast.officer(role))
    assert 'name="viec"' not in client.get(reverse("assignment-list") + "?pham-vi=tat-ca").content.decode()
    send(client, lives.cast.officer(role), waiting)
    assert {state_of(row) for row in waiting} == {"reported"}
    assert RefusedAttempt.objects.filter(verb="confirm").count() == 3


def test_nothing_ticked_is_told(client, lives):
    answer = send(client, lives.cast.division_head, [])
    assert any("Chưa chọn nhiệm vụ nào" in str(each) for each in get_messages(answer.wsgi_request))


def test_strange_keys_are_passed_over(client, lives, waiting):
    client.force_login(lives.cast.division_head)
    client.post(reverse("confirm-ticked"), {"viec": ["x", "9" * 30, "-1", str(waiting[0].pk), str(waiting[0].pk)]})
    assert [state_of(row) for row in waiting] == ["done", "reported", "reported"]
    assert not RefusedAttempt.objects.exists()
