"""A draft goes through every step to a released notice with its directives, and on to replacement and recall."""

import pytest
from django.core.management import call_command

from directives.enums import AssignmentState
from directives.issuing import release
from directives.models import Assignment, Directive
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from districts.errors import DomainError
from meetings.drafting import draft_notice
from meetings.enums import PaperState
from meetings.models import Release
from meetings.printing import printed_pdf
from tests.cast import NOW, make_cast, make_conclusions, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def notice(cast, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    meeting = make_meeting(cast)
    make_conclusions(meeting.outlines.get(), cast)
    return draft_notice(meeting, by=cast.clerk, at=NOW)


def test_a_draft_becomes_a_numbered_frozen_printed_notice_with_directives(cast, notice):
    released = issue_at_once(notice, at=NOW)
    notice.refresh_from_db()
    assert notice.state == PaperState.RELEASED
    assert released.full_number == "01/TB-SKHCN"
    assert printed_pdf(released).startswith(b"%PDF-")
    assert Directive.objects.count() == 2
    assert set(Assignment.objects.values_list("unit__code", flat=True)) >= {"XA1", "XA2"}
    assert {d.unit.code for d in released.deliveries.exclude(unit=None).select_related("unit")} >= {"XA1", "XA2"}


def test_the_next_notice_takes_the_next_number_and_a_replacement_keeps_unchanged_directives(cast, notice):
    issue_at_once(notice, at=NOW)
    before = {d.pk: d.text for d in Directive.objects.all()}
    draft = start_replacement(notice, by=cast.clerk, at=NOW)
    changed = draft.outline.conclusions.filter(orders__isnull=False).first().orders.get()
    changed.text += ", kèm số liệu"
    changed.save()
    released = issue_at_once(draft, at=NOW)
    assert released.number == 2
    assert Directive.objects.count() == len(before) + 1
    old = Directive.objects.get(superseded_by__isnull=False)
    assert set(old.assignments.values_list("state", flat=True)) == {AssignmentState.WITHDRAWN}
    kept = Directive.objects.exclude(pk=old.pk).exclude(release=released)
    assert set(Assignment.objects.filter(directive__in=kept).values_list("state", flat=True)) == {
        AssignmentState.ASSIGNED
    }


def test_a_recall_withdraws_what_is_open(cast, notice):
    issue_at_once(notice, at=NOW)
    recall = start_recall(notice, by=cast.clerk, at=NOW, reason="Ghi nhầm tên đơn vị.")
    released = issue_at_once(recall, at=NOW)
    assert released.recalled.release.paper_id == notice.pk
    assert set(Assignment.objects.values_list("state", flat=True)) == {AssignmentState.WITHDRAWN}


def test_the_release_prints_the_list_of_a_unit(cast, notice, capsys):
    issue_at_once(notice, at=NOW)
    call_command("unit_tasks", "XA1", day="10/04/2026")
    printed = capsys.readouterr().out
    assert "UBND xã Mẫu Một" in printed
    assert "01/TB-SKHCN" in printed
    assert Release.objects.count() == 1


def test_a_second_release_of_the_same_paper_is_refused(cast, notice):
    issue_at_once(notice, at=NOW)
    with pytest.raises(Exception, match="Đã phát hành"):
        release(notice, by=cast.registrar, at=NOW)
    assert Release.objects.count() == 1


def test_a_recall_is_not_recalled(cast, notice):
    issue_at_once(notice, at=NOW)
    recall = start_recall(notice, by=cast.clerk, at=NOW, reason="Ghi nhầm tên đơn vị.")
    issue_at_once(recall, at=NOW)
    with pytest.raises(DomainError, match="Chỉ thu hồi được thông báo kết luận"):
        start_recall(recall, by=cast.clerk, at=NOW, reason="Nhầm lần nữa.")


def test_a_public_server_takes_nobody_s_steps_for_them(notice, settings):
    settings.PRODUCTION = True
    with pytest.raises(DomainError, match="đang chạy chính thức"):
        issue_at_once(notice, at=NOW)
    notice.refresh_from_db()
    assert notice.state == PaperState.DRAFT


def test_nothing_is_issued_on_a_day_that_has_not_come(notice):
    with pytest.raises(DomainError, match="chưa tới"):
        call_command("issue_notice", str(notice.pk), day="01/01/2190")
