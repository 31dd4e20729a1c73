"""An edit of a draft that somebody has checked leaves an event: who, which row, from what to what."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.acting import at_work
from districts.chains import broken_chains
from districts.errors import Frozen
from districts.models import Unit
from meetings.enums import DeadlineKind, PartyRole
from meetings.inviting import invite_group
from meetings.models import Conclusion, Meeting, MeetingEvent, Order, Paper, Recipient
from meetings.parties import name_parties
from tests.admin_forms import save
from tests.cast import NOW, make_meeting, make_notice, pass_content_check


@pytest.fixture
def returned(cast) -> Paper:
    """A draft that came back from its check."""
    paper = make_notice(cast)
    pass_content_check(paper, cast)
    paper.send_back(by=cast.division_head, at=NOW, note="Viết lại")
    return Paper.objects.get(pk=paper.pk)


@pytest.fixture
def item(returned) -> Conclusion:
    return returned.outline.conclusions.get(label="a)")


def _edits() -> list[str]:
    return list(MeetingEvent.objects.filter(verb="edit").order_by("sequence").values_list("note", flat=True))


def test_the_text_of_an_item_and_of_its_order(cast, item):
    order = item.orders.get()
    with at_work(cast.clerk):
        item.text = "Kiểm tra cân tại chợ"
        item.save()
    before = "Rà soát thiết bị đo lường tại chợ trên địa bàn"
    assert _edits() == [
        f"Sửa nội dung kết luận {item.pk} “a) Kiểm tra cân tại chợ”: nội dung “{before}” → “Kiểm tra cân tại chợ”",
        f"Sửa nhiệm vụ trong kết luận {order.pk} “Kiểm tra cân tại chợ”: nhiệm vụ “{before}” → “Kiểm tra cân tại chợ”",
    ]
    event = MeetingEvent.objects.filter(verb="edit").last()
    assert (event.object_kind, event.object_id) == ("paper", item.outline.papers.get().pk)
    assert (event.officer, event.position, event.unit_name) == (cast.clerk, "Chuyên viên", "Phòng Quản lý Công nghệ")


def test_a_deadline_a_party_an_exception_and_a_mark(cast, item):
    order = item.orders.get()
    order.due_on, order.starred = date(2026, 9, 30), True
    order.save()
    name_parties(order, PartyRole.LEAD, [cast.other_commune])
    order.except_units([cast.commune])
    order.except_units([cast.commune])
    edits = _edits()
    assert "hạn hoàn thành “30/06/2026” → “30/09/2026”; trọng tâm “không” → “có”" in edits[0]
    assert edits[1].startswith("Xóa đơn vị thực hiện")
    assert f"đơn vị “UBND xã Mẫu Một ({cast.commune.pk})”" in edits[1]
    assert edits[2].startswith("Thêm đơn vị thực hiện")
    assert f"vai trò “Chủ trì”; đơn vị “UBND xã Mẫu Hai ({cast.other_commune.pk})”" in edits[2]
    assert edits[3].endswith("trừ các đơn vị “” → “UBND xã Mẫu Một”")
    assert len(edits) == 4


def test_a_deleted_item_is_told_whole(item):
    item.delete()
    (told,) = _edits()
    lines = told.splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == ["Xóa", "Xóa", "Xóa"]
    assert "nội dung “Rà soát thiết bị đo lường tại chợ trên địa bàn”" in lines[0]
    assert "hạn hoàn thành “30/06/2026”" in lines[1]
    assert "UBND xã Mẫu Một" in lines[2]


def test_the_paper_s_own_words_and_its_recipients(cast, returned):
    returned.closing = "Đề nghị thực hiện."
    returned.save()
    line = returned.recipients.get(everyone_invited=False)
    line.purpose = "để biết"
    line.save()
    line.delete()
    edits = _edits()
    assert "câu kết “Sở Khoa học và Công nghệ thông báo" in edits[0]
    assert edits[0].endswith("→ “Đề nghị thực hiện.”")
    assert "để “để thực hiện” → “để biết”" in edits[1]
    assert edits[2].startswith("Xóa nơi nhận")
    returned.closing += " Hết."
    returned.save()
    assert len(_edits()) == 4
    assert broken_chains(MeetingEvent, Paper, Meeting) == []


def test_a_save_that_changes_nothing_leaves_no_event(item, returned):
    for row in (item, item.orders.get(), returned, returned.recipients.first()):
        row.save()
    assert _edits() == []


def test_before_the_first_check_a_draft_is_its_writer_s_own(cast):
    paper = make_notice(cast)
    item = paper.outline.conclusions.get(label="a)")
    item.text = "Kiểm tra cân tại chợ"
    item.save()
    item.orders.get().delete()
    paper.closing = "Hết."
    paper.save()
    paper.recipients.first().delete()
    assert not MeetingEvent.objects.exists()


def test_nothing_is_recorded_of_an_edit_that_is_refused(cast, returned, item):
    pass_content_check(returned, cast)
    order = item.orders.get()
    for edit in (
        item.save,
        item.delete,
        lambda: order.except_units([cast.commune]),
        order.parties.get().delete,
        Paper.objects.get(pk=returned.pk).save,
        returned.recipients.first().delete,
    ):
        with pytest.raises(Frozen):
            edit()
    assert _edits() == []
    assert not order.excluded.exists()


def test_the_administration_names_who_edits(client, cast, item):
    client.force_login(cast.officer("clerk"))
    order = item.orders.get()
    url = reverse("admin:meetings_order_change", args=[order.pk])
    answer = save(client, url, due_on="30/09/2026", excluded=[cast.other_commune.pk])
    assert answer.status_code == 302
    events = MeetingEvent.objects.filter(verb="edit")
    assert {event.officer for event in events} == {cast.clerk}
    assert [note.partition(": ")[2] for note in _edits()] == [
        "hạn hoàn thành “30/06/2026” → “30/09/2026”",
        "trừ các đơn vị “” → “UBND xã Mẫu Hai”",
    ]


def test_who_is_at_work_is_forgotten_with_the_request(client, cast, item):
    client.force_login(cast.officer("clerk"))
    client.get("/")
    item.delete()
    assert MeetingEvent.objects.get(verb="edit").officer is None


def test_a_draft_checked_since_it_was_read_is_not_deleted(cast):
    paper = make_notice(cast)
    stale = Paper.objects.get(pk=paper.pk)
    pass_content_check(paper, cast)
    with pytest.raises(Frozen, match="không xóa được"):
        stale.delete()
    paper.send_back(by=cast.division_head, at=NOW, note="Viết lại")
    with pytest.raises(Frozen, match="không xóa được"):
        stale.delete()
    assert Recipient.objects.filter(paper=paper).count() == 2


def test_inviting_a_group_is_on_the_meeting_s_record(cast):
    meeting = make_meeting(cast)
    Unit.objects.bulk_create(Unit(code=f"X{n}", name=f"UBND xã số {n}", kind="commune") for n in range(3))
    assert invite_group(meeting, cast.communes, by=cast.clerk) == 3
    event = MeetingEvent.objects.get(verb="invite")
    assert (event.object_kind, event.object_id, event.officer) == ("meeting", meeting.pk, cast.clerk)
    assert event.note == "UBND các xã: thêm UBND xã số 0; UBND xã số 1; UBND xã số 2"
    assert invite_group(meeting, cast.communes, by=cast.clerk) == 0
    assert MeetingEvent.objects.filter(verb="invite").count() == 1


def test_inviting_costs_the_same_for_few_and_for_many(cast):
    spent = []
    for count in (2, 40):
        meeting = make_meeting(cast)
        Unit.objects.bulk_create(
            Unit(code=f"{count}-{n}", name=f"UBND xã số {n} của {count}", kind="commune") for n in range(count)
        )
        clerk = cast.officer("clerk")
        with CaptureQueriesContext(connection) as captured:
            invite_group(meeting, cast.communes, by=clerk)
        spent.append(len(captured))
    assert spent[0] == spent[1] < 12


def test_a_first_edit_costs_no_more_than_the_locks(cast):
    """Outline, paper and old notice are locked or read, the version and the row written: nothing for the record's sake."""
    order = make_notice(cast).outline.conclusions.get(label="a)").orders.get()
    order = Order.objects.select_related("conclusion__outline").get(pk=order.pk)
    order.deadline_kind = DeadlineKind.MONTH
    with CaptureQueriesContext(connection) as captured:
        order.save()
    asked = [query["sql"] for query in captured if query["sql"].startswith(("SELECT", "UPDATE", "INSERT"))]
    assert [sql.split()[0] for sql in asked] == ["SELECT", "SELECT", "SELECT", "UPDATE", "UPDATE"]
