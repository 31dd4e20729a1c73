"""Receivers of a recalled paper confirm: each unit for itself, or the Sở for one that answered on paper."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall
from districts.enums import Role, UnitKind
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import Unit
from meetings.models import MeetingEvent, Paper, RecallConfirmation, Release
from meetings.recalling import answers_to, confirm_recall
from tests.cast import NOW, make_notice, make_officer, make_unit

DAY = NOW.date()
ON_PAPER = {"answer": "Công văn số 15/UBND-VX", "answered_on": DAY}


@pytest.fixture
def recalled(cast, quick_press) -> Release:
    """The release of a recalled notice that both communes received."""
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    issue_at_once(start_recall(paper, by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    return Release.objects.get(paper=paper)


def told(release: Release) -> tuple[int, list[str]]:
    """How many have confirmed, and the codes of those who have not."""
    answers = answers_to(Release.objects.get(pk=release.pk).recall)
    return len(answers.confirmed), [unit.code for unit in answers.waiting]


def test_a_unit_confirms_for_itself(cast, recalled):
    assert told(recalled) == (0, ["XA2", "XA1"])
    confirm_recall(recalled, unit=cast.commune, by=cast.unit_officer, at=NOW, **ON_PAPER)
    row = RecallConfirmation.objects.get()
    assert (row.unit, row.officer, row.officer_name, row.position) == (
        cast.commune,
        cast.unit_officer,
        "Đỗ Thị G",
        "Công chức",
    )
    assert (row.answer, row.answered_on, row.at) == ("", None, NOW), "who acts for the unit needs no paper"
    assert told(recalled) == (1, ["XA2"])
    event = MeetingEvent.objects.get(verb="confirm_recall")
    assert (event.object_id, event.officer_name, event.note) == (recalled.paper_id, "Đỗ Thị G", "UBND xã Mẫu Một")


@pytest.mark.parametrize("role", ["clerk", "registrar"])
def test_the_so_enters_what_came_on_paper(cast, recalled, role):
    confirm_recall(recalled, unit=cast.other_commune, by=cast.officer(role), at=NOW, **ON_PAPER)
    row = RecallConfirmation.objects.get()
    assert (row.answer, row.answered_on) == ("Công văn số 15/UBND-VX", DAY)
    assert told(recalled) == (1, ["XA1"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answer": " "}, "Hãy ghi số, ký hiệu"),
        ({"answer": "x" * 121}, "dài quá 120"),
        ({"answer": "MẬT"}, "bí mật nhà nước"),
        ({"answered_on": None}, "Hãy ghi ngày"),
        ({"answered_on": DAY + timedelta(days=1)}, "từ ngày thu hồi"),
        ({"answered_on": DAY - timedelta(days=1)}, "từ ngày thu hồi"),
    ],
)
def test_the_so_proves_what_it_enters(cast, recalled, changes, sentence):
    with pytest.raises(DomainError, match=sentence):
        confirm_recall(recalled, unit=cast.commune, by=cast.clerk, at=NOW, **ON_PAPER | changes)
    assert not RecallConfirmation.objects.exists()


def test_nobody_confirms_for_another_unit(cast, recalled):
    for role in sorted(set(Role.values) - {Role.CLERK, Role.REGISTRAR}):
        with pytest.raises(NotAllowed):
            confirm_recall(recalled, unit=cast.other_commune, by=cast.officer(role), at=NOW, **ON_PAPER)
    assert not RecallConfirmation.objects.exists()


def test_once_is_enough(cast, recalled):
    confirm_recall(recalled, unit=cast.commune, by=cast.unit_officer, at=NOW)
    with pytest.raises(WrongState, match="đã xác nhận việc thu hồi lúc 08:30 09/04/2026, người xác nhận: Đỗ Thị G"):
        confirm_recall(recalled, unit=cast.commune, by=cast.unit_head, at=NOW)
    assert RecallConfirmation.objects.count() == MeetingEvent.objects.filter(verb="confirm_recall").count() == 1


def test_who_never_received_it_has_nothing_to_confirm(cast, recalled):
    outside = make_unit("XA9", "UBND xã Mẫu Chín", UnitKind.OTHER)
    officer = make_officer("outside", "Nguyễn Thị L", Role.UNIT_OFFICER, outside, "Công chức")
    with pytest.raises(DomainError, match="không có trong nơi nhận"):
        confirm_recall(recalled, unit=outside, by=officer, at=NOW)


def test_what_is_in_force_is_not_confirmed(cast, quick_press):
    paper = make_notice(cast)
    released = issue_at_once(paper, at=NOW)
    for by in (cast.unit_officer, cast.clerk):
        with pytest.raises(WrongState, match="chưa bị thu hồi"):
            confirm_recall(released, unit=cast.commune, by=by, at=NOW, **ON_PAPER)


def test_one_button_on_the_page_of_the_paper(client, cast, recalled):
    client.force_login(cast.unit_officer)
    page = client.get(reverse("paper", args=[recalled.paper_id])).content.decode()
    assert "Xác nhận đã gửi lại hoặc hủy" in page
    assert "UBND xã Mẫu Hai" not in page.partition("h-xn")[2].partition("</section>")[0]
    answer = client.post(reverse("recall-confirm", args=[recalled.paper_id]), {"unit": cast.commune.pk}, follow=True)
    page = answer.content.decode()
    assert "đã xác nhận lúc" in page
    assert "Xác nhận đã gửi lại hoặc hủy" not in page
    again = client.post(reverse("recall-confirm", args=[recalled.paper_id]), {"unit": cast.commune.pk}, follow=True)
    assert "đã xác nhận việc thu hồi lúc" in again.content.decode()
    other = client.post(reverse("recall-confirm", args=[recalled.paper_id]), {"unit": cast.other_commune.pk})
    assert other.status_code == 403
    wrong = client.post(reverse("recall-confirm", args=[recalled.paper_id]), {"unit": "9" * 40})
    assert wrong.status_code == 403


def test_the_so_sees_who_has_and_who_has_not(client, cast, recalled):
    confirm_recall(recalled, unit=cast.commune, by=cast.unit_officer, at=NOW)
    client.force_login(cast.leader)
    page = client.get(reverse("paper", args=[recalled.paper_id])).content.decode()
    assert "1/2 đơn vị đã nhận văn bản xác nhận" in page
    assert "Chưa xác nhận: UBND xã Mẫu Hai" in page
    listed = client.get(reverse("recall-answers", args=[recalled.paper_id])).content.decode()
    assert "Đỗ Thị G, Công chức" in listed
    assert "Ghi xác nhận đến bằng văn bản" not in listed


def test_a_clerk_enters_it_on_the_page(client, cast, recalled):
    client.force_login(cast.clerk)
    address = reverse("recall-answers", args=[recalled.paper_id])
    typed = {"unit": cast.other_commune.pk, "answer": "Công văn số 15/UBND-VX", "answered_on": "1/1/1850"}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "từ ngày thu hồi" in refused.content.decode()
    today = timezone.localdate()
    assert client.post(address, typed | {"answered_on": f"{today:%d/%m/%Y}"}).status_code == 302
    assert RecallConfirmation.objects.get().answered_on == today
    for bad in ({"unit": "0"}, {"unit": "9" * 30}, {"answer": "a\x00"}, {"answered_on": "31/02/2026"}):
        assert client.post(address, typed | {"unit": cast.commune.pk} | bad).status_code == 422


@pytest.mark.parametrize("role", ["clerk", "unit_officer"])
def test_pages_ask_as_often_for_many_receivers_as_for_few(client, cast, recalled, role, django_assert_max_num_queries):
    for number in range(6):
        unit = make_unit(f"XB{number}", f"UBND xã Thêm {number}", UnitKind.COMMUNE)
        recalled.deliveries.create(unit=unit, sent_at=NOW)
    client.force_login(cast.officer(role))
    pages = [reverse("paper", args=[recalled.paper_id])]
    if role == "clerk":
        pages.append(reverse("recall-answers", args=[recalled.paper_id]))
    for page in pages:
        with django_assert_max_num_queries(12):
            assert client.get(page).status_code == 200
    assert Unit.objects.filter(code__startswith="XB").count() == 6
    assert Paper.objects.count() == 2
    assert date(2026, 4, 9) == DAY
