"""When a paper was sent to each addressee and when it arrived: recorded by the registrar, for one or for many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.whole_way import issue_at_once
from districts.enums import UnitKind
from districts.errors import DomainError, EditConflict, NotAllowed
from districts.models import RefusedAttempt
from meetings.delivering.recording import deliveries_of, record_deliveries
from meetings.enums import DeliveryMethod
from meetings.models import Delivery, MeetingEvent, Paper, Recipient
from tests.cast import NOW, make_notice, make_unit

TODAY = NOW.date()


@pytest.fixture
def release(cast, quick_press):
    paper = make_notice(cast)
    Recipient.objects.create(paper=paper, words="Ban Giám đốc Sở", purpose="để báo cáo", method="paper", position=2)
    return issue_at_once(paper, at=NOW)


def seen(release) -> dict[int, int]:
    return dict(release.deliveries.values_list("pk", "version"))


def write(release, cast, keys=None, *, at=NOW, by="registrar", **values):
    return record_deliveries(release, keys or seen(release), values, by=cast.officer(by), at=at)


def test_an_addressee_in_words_alone_has_a_row_of_its_own(release):
    rows = {row.addressee: row.method for row in deliveries_of(release)}
    assert rows == {"UBND xã Mẫu Một": "axis", "UBND xã Mẫu Hai": "axis", "Ban Giám đốc Sở": "paper"}
    assert deliveries_of(release)[-1].unit is None


def test_many_are_recorded_at_once_and_what_is_not_named_stays(cast, release):
    assert write(release, cast, dispatched_on=TODAY, identifier="VXP-01") == 3
    one = release.deliveries.get(unit=cast.commune)
    write(release, cast, {one.pk: one.version}, received_on=TODAY, receipt="Nguyễn Văn A")
    one.refresh_from_db()
    assert (one.dispatched_on, one.identifier, one.received_on, one.receipt) == (
        TODAY,
        "VXP-01",
        TODAY,
        "Nguyễn Văn A",
    )
    assert release.deliveries.filter(received_on=None).count() == 2
    assert set(release.deliveries.values_list("method", flat=True)) == {"axis", "paper"}


def test_each_act_is_on_the_paper_s_record_with_every_addressee(cast, release):
    write(release, cast, dispatched_on=TODAY, method="email")
    event = MeetingEvent.objects.get(verb="record_deliveries")
    assert (event.object_id, event.officer, event.position) == (release.paper_id, cast.registrar, "Văn thư")
    assert "09/04/2026" in event.note
    assert "thư điện tử" in event.note
    assert all(row.addressee in event.note for row in deliveries_of(release))


@pytest.mark.parametrize("role", ["clerk", "leader", "office_head", "administrator", "unit_officer"])
def test_nobody_but_the_registrar_records(cast, release, role):
    with pytest.raises(NotAllowed, match="văn thư"):
        write(release, cast, by=role, dispatched_on=TODAY)
    assert not Delivery.objects.exclude(dispatched_on=None).exists()
    assert RefusedAttempt.objects.get().verb == "record_deliveries"


def test_two_at_once_do_not_overwrite_each_other(cast, release):
    read = seen(release)
    one = release.deliveries.get(unit=cast.commune)
    write(release, cast, {one.pk: one.version}, dispatched_on=TODAY, identifier="đã ghi trước")
    with pytest.raises(EditConflict, match=r"1 nơi nhận.*UBND xã Mẫu Một: Trục liên thông.*đã ghi trước"):
        write(release, cast, read, dispatched_on=TODAY, identifier="đè lên")
    assert not release.deliveries.filter(identifier="đè lên").exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"dispatched_on": TODAY - timedelta(days=1)}, "trước ngày 09/04/2026 của văn bản"),
        ({"dispatched_on": TODAY + timedelta(days=1)}, "không thể sau hôm nay"),
        ({"received_on": TODAY}, "chưa có ngày gửi"),
        ({"dispatched_on": TODAY, "received_on": TODAY - timedelta(days=1)}, "trước ngày gửi"),
        ({"dispatched_on": TODAY, "identifier": "x" * 121}, "120"),
        ({"method": "bồ câu"}, "bồ câu"),
        ({}, "Chưa có gì để ghi"),
        ({"sent_at": NOW}, "Chưa có gì để ghi"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast, release, values, words):
    with pytest.raises(DomainError, match=words):
        write(release, cast, **values)
    assert set(release.deliveries.values_list("version", "dispatched_on")) == {(1, None)}
    assert not MeetingEvent.objects.filter(verb="record_deliveries").exists()


def test_a_row_of_another_paper_is_refused(cast, release, quick_press):
    other = issue_at_once(make_notice(cast), at=NOW)
    with pytest.raises(DomainError, match="không thuộc văn bản này"):
        write(release, cast, seen(other), dispatched_on=TODAY)
    with pytest.raises(DomainError, match="Chưa chọn nơi nhận"):
        record_deliveries(release, {}, {"dispatched_on": TODAY}, by=cast.registrar, at=NOW)


def test_who_replaces_a_paper_reaches_units_and_not_words_twice(cast, release):
    assert Paper.objects.visible_to(cast.officer("unit_officer")).filter(pk=release.paper_id).exists()
    assert not Paper.objects.visible_to(cast.officer("administrator")).exists()


class TestPages:
    @pytest.fixture
    def registrar(self, client, cast):
        client.force_login(cast.officer("registrar"))
        return client

    def page(self, release) -> str:
        return reverse("paper-deliveries", args=[release.paper_id])

    def sent(self, release, **values) -> dict[str, object]:
        keys = [f"{pk}:{version}" for pk, version in seen(release).items()]
        return {"co": keys, "scope": "tat-ca", **values}

    def test_the_registrar_records_all_in_one_go(self, registrar, release):
        today = release.released_on
        data = self.sent(release, dispatched_on=f"{today:%d/%m/%Y}", identifier="VXP\x00-7")
        assert registrar.post(self.page(release), data).status_code == 302
        assert set(release.deliveries.values_list("dispatched_on", "identifier")) == {(today, "VXP-7")}
        assert "3 đã gửi" in registrar.get(self.page(release)).content.decode()

    def test_ticked_rows_alone_are_recorded_and_then_those_not_sent(self, registrar, cast, release):
        today, one = f"{release.released_on:%d/%m/%Y}", release.deliveries.get(unit=cast.commune)
        ticked = {"scope": "da-chon", "chon": [f"{one.pk}:{one.version}"], "dispatched_on": today, "identifier": "A"}
        registrar.post(self.page(release), self.sent(release) | ticked)
        assert release.deliveries.get(identifier="A") == one
        rest = self.sent(release) | {"scope": "chua-gui", "dispatched_on": today, "identifier": "B"}
        registrar.post(self.page(release), rest)
        assert release.deliveries.filter(identifier="B").count() == 2

    @pytest.mark.parametrize(
        ("values", "status"),
        [
            ({"dispatched_on": "31/02/2026"}, 422),
            ({"dispatched_on": "9" * 5000}, 422),
            ({"scope": "khac"}, 422),
            ({"scope": "da-chon", "dispatched_on": "09/04/2026"}, 422),
            ({"co": ["x", "1:", ":", f"{'9' * 30}:1"], "dispatched_on": "09/04/2026"}, 422),
        ],
    )
    def test_bad_input_is_answered_in_words(self, registrar, release, values, status):
        assert registrar.post(self.page(release), self.sent(release) | values).status_code == status
        assert set(release.deliveries.values_list("version", flat=True)) == {1}

    def test_a_page_that_is_out_of_date_gets_409_and_holds_when_sent_again(self, registrar, cast, release):
        data = self.sent(release, dispatched_on=f"{release.released_on:%d/%m/%Y}", identifier="sau")
        write(release, cast, dispatched_on=release.released_on, identifier="trước")
        answer = registrar.post(self.page(release), data)
        assert answer.status_code == 409
        assert "trước" in answer.content.decode()
        assert not release.deliveries.filter(identifier="sau").exists()
        assert registrar.post(self.page(release), data | self.sent(release)).status_code == 302
        assert release.deliveries.filter(identifier="sau").count() == 3

    def test_one_row_is_corrected_and_emptied(self, registrar, cast, release):
        write(release, cast, dispatched_on=release.released_on, identifier="nhầm")
        row = release.deliveries.get(unit=cast.commune)
        address = reverse("paper-delivery", args=[release.paper_id, row.pk])
        assert "nhầm" in registrar.get(address).content.decode()
        data = {"method": "email", "dispatched_on": "", "identifier": "", "read_version": row.version}
        assert registrar.post(address, data).status_code == 302
        row.refresh_from_db()
        assert (row.method, row.dispatched_on, row.identifier) == (DeliveryMethod.EMAIL, None, "")
        stale = registrar.post(address, data | {"identifier": "cũ"})
        assert stale.status_code == 409
        assert registrar.post(address, data | {"read_version": "1" * 40}).status_code == 422

    def test_a_unit_that_received_the_paper_does_not_see_the_others(self, client, cast, release):
        client.force_login(cast.officer("unit_officer"))
        assert client.get(self.page(release)).status_code == 403
        shown = client.get(reverse("paper", args=[release.paper_id])).content.decode()
        assert "noi-nhan" not in shown
        client.force_login(cast.officer("leader"))
        assert "Ghi việc gửi, nhận" not in client.get(self.page(release)).content.decode()
        assert client.post(self.page(release), self.sent(release)).status_code == 403

    def test_many_rows_ask_as_often_as_few(self, registrar, cast, release):
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert registrar.get(self.page(release)).status_code == 200
            return len(queries)

        before = cost()
        for number in range(6):
            unit = make_unit(f"XM{number}", f"UBND xã Thêm {number}", UnitKind.COMMUNE)
            release.deliveries.create(unit=unit, sent_at=NOW, dispatched_on=date(2026, 4, 9))
        assert cost() == before <= 12
