"""The registrar's desk: what waits for a number with its days, and what released papers still lack."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.desk import lack_counters, lacking, waiting_for_number
from directives.issuing import release
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall
from meetings import printing
from meetings.delivering.recording import record_deliveries
from meetings.enums import NumberMode, PaperState
from meetings.models import NumberRegister
from tests.cast import NOW, make_notice
from tests.office_fixtures import ONE_PAGE

TODAY = NOW.date()


@pytest.fixture
def registrar(client, cast):
    client.force_login(cast.officer("registrar"))
    return client


@pytest.fixture
def signed(cast, paper_in, quick_press):
    return lambda: paper_in(PaperState.SIGNED, make_notice(cast))


def waiting(cast, today: date = TODAY):
    return waiting_for_number(cast.officer("registrar"), cast.profile, today)


class TestWaiting:
    def test_the_number_that_it_would_get_now_is_on_the_button(self, cast, signed):
        issue_at_once(make_notice(cast), at=NOW)
        signed()
        (row,) = waiting(cast)
        assert row.act == "Cấp số 02/TB-SKHCN và phát hành"

    def test_where_numbers_are_typed_the_button_says_so(self, cast, signed):
        NumberRegister.objects.create(sequence="TB", year=2026, mode=NumberMode.TYPED)
        signed()
        assert [row.act for row in waiting(cast)] == ["Nhập số và phát hành"]

    @pytest.mark.parametrize(
        ("today", "words", "css"),
        [
            (
                date(2026, 4, 9),
                "Đã qua 4 ngày làm việc kể từ cuộc họp ngày 03/04/2026; quy định ban hành trong 5",
                "soon",
            ),
            (date(2026, 4, 10), "Đã qua 5 ngày", "soon today"),
            (date(2026, 4, 13), "Đã qua 6 ngày", "overdue"),
        ],
    )
    def test_working_days_since_the_meeting_are_counted_against_five(self, cast, signed, today, words, css):
        signed()
        (row,) = waiting(cast, today)
        assert words in row.rules[1]
        assert "chậm nhất ngày 10/04/2026" in row.rules[1]
        assert (row.chip.css, row.chip.day) == (css, date(2026, 4, 10))

    def test_a_number_is_due_by_the_next_working_day_after_the_signature(self, cast, paper_in, quick_press):
        issued = issue_at_once(make_notice(cast), at=NOW)
        recall = start_recall(issued.paper, reason="Ban hành nhầm", by=cast.clerk, at=NOW)
        recall.signer = cast.leader
        recall.save()
        paper_in(PaperState.SIGNED, recall)
        (row,) = waiting(cast)
        assert row.rules == [
            "Ký ngày 09/04/2026, cấp số và phát hành chậm nhất ngày 10/04/2026 (Điều 18, Nghị định 30/2020/NĐ-CP)."
        ]

    def test_drafts_and_released_papers_do_not_wait(self, cast, quick_press):
        make_notice(cast)
        issue_at_once(make_notice(cast), at=NOW)
        assert waiting(cast) == []


class TestLacking:
    def slugs(self, cast) -> set[str]:
        return {each.slug for each in lack_counters(cast.officer("registrar"), "") if each.count}

    def test_a_paper_lacks_until_it_is_sent_confirmed_printed_and_signed(self, cast, quick_press):
        issued = issue_at_once(make_notice(cast), at=NOW)
        officer = cast.officer("registrar")
        assert self.slugs(cast) == {"chua-gui", "thieu-ban-ky"}
        keys = dict(issued.deliveries.values_list("pk", "version"))
        record_deliveries(issued, keys, {"dispatched_on": TODAY}, by=officer, at=NOW)
        assert self.slugs(cast) == {"chua-nhan", "thieu-ban-ky"}
        keys = dict(issued.deliveries.values_list("pk", "version"))
        record_deliveries(issued, keys, {"received_on": TODAY}, by=officer, at=NOW)
        assert self.slugs(cast) == {"thieu-ban-ky"}
        issued.signed_copies.create(sha256="0" * 64, size=1, is_scan=True, added_by=officer, added_at=NOW)
        assert list(lacking(officer)) == []

    def test_what_printing_left_out_is_on_the_desk(self, cast, quick_press, monkeypatch):
        def broken(record, **_):
            raise OSError

        monkeypatch.setattr(printing, "render_pdf", broken)
        issued = issue_at_once(make_notice(cast), at=NOW)
        assert list(lacking(cast.officer("registrar"), "chua-in")) == [issued]
        monkeypatch.setattr(printing, "render_pdf", lambda record, **_: ONE_PAGE)
        printing.render(issued)
        assert list(lacking(cast.officer("registrar"), "chua-in")) == []

    def test_counts_are_of_places_and_not_multiplied(self, cast, quick_press):
        issue_at_once(make_notice(cast), at=NOW)
        (row,) = lacking(cast.officer("registrar"))
        assert (row.unsent, row.unconfirmed, row.printed, row.signed) == (2, 0, True, False)


class TestPages:
    def test_from_the_desk_a_paper_is_numbered_and_released_in_two_clicks(self, registrar, signed):
        with time_machine.travel(NOW, tick=False):
            paper = signed()
            step = reverse("paper-step", args=[paper.pk, "phat-hanh"])
            assert f'href="{step}"' in registrar.get(reverse("desk")).content.decode()
            form = registrar.get(step).context["form"]
            sent = {"read_version": form["read_version"].value(), "day": "09/04/2026"}
            assert registrar.post(step, sent).status_code == 302
        paper.refresh_from_db()
        assert paper.release.full_number == "01/TB-SKHCN"

    def test_the_desk_is_a_place_of_the_registrar_alone(self, client, cast, quick_press):
        for role, seen in (("registrar", True), ("clerk", False), ("leader", False)):
            client.force_login(cast.officer(role))
            page = client.get(reverse("home")).content.decode()
            assert (f'href="{reverse("desk")}"' in page) is seen, role
        client.force_login(cast.officer("registrar"))
        assert "chờ cấp số" in client.get(reverse("home")).content.decode()

    @pytest.mark.parametrize("query", ["?thieu=chua-gui", "?thieu=khac", "?trang=9999999999999999999", "?trang=%00"])
    def test_whatever_stands_in_the_address_is_answered(self, registrar, cast, quick_press, query):
        issue_at_once(make_notice(cast), at=NOW)
        assert registrar.get(reverse("desk") + query).status_code == 200

    def test_without_an_office_the_page_says_what_is_missing(self, registrar, cast, signed):
        signed()
        cast.profile.delete()
        assert "Thông tin cơ quan" in registrar.get(reverse("desk")).content.decode()

    def test_six_papers_ask_as_often_as_one(self, registrar, cast, signed):
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert registrar.get(reverse("desk")).status_code == 200
            return len(queries)

        signed()
        issue_at_once(make_notice(cast), at=NOW)
        before = cost()
        for _ in range(5):
            signed()
            issue_at_once(make_notice(cast), at=NOW)
        assert cost() == before <= 12


class TestTypedNumbers:
    @pytest.fixture(autouse=True)
    def _typed(self, cast):
        NumberRegister.objects.create(sequence="TB", year=2026, mode=NumberMode.TYPED)

    def take(self, registrar, paper, **values):
        with time_machine.travel(datetime(2026, 4, 9, 3, tzinfo=NOW.tzinfo) + timedelta(hours=6)):
            step = reverse("paper-step", args=[paper.pk, "phat-hanh"])
            form = registrar.get(step).context["form"]
            sent = {"read_version": form["read_version"].value(), "day": "09/04/2026", **values}
            return form, registrar.post(step, sent)

    def test_the_form_tells_the_highest_number_and_those_that_are_missing(self, registrar, cast, signed):
        release(signed(), by=cast.registrar, at=NOW, number=4)
        form, answer = self.take(registrar, signed(), number="2")
        assert "Số cao nhất đã nhập: 04, ngày 09/04/2026. Số chưa có trên cổng: 01 đến 03." in form["number"].help_text
        assert answer.status_code == 302

    def test_a_number_twice_is_refused_and_the_other_paper_is_named(self, registrar, cast, signed):
        release(signed(), by=cast.registrar, at=NOW, number=4)
        paper = signed()
        _, answer = self.take(registrar, paper, number="4")
        assert answer.status_code == 422
        told = answer.content.decode()
        assert "Số 04 năm 2026 đã dùng cho Thông báo 04/TB-SKHCN ngày 09/04/2026" in told
        paper.refresh_from_db()
        assert paper.state == PaperState.SIGNED

    @pytest.mark.parametrize("number", ["", "0", "-3", "1000000", "bốn", "9" * 5000, "4\x00"])
    def test_what_is_no_number_is_refused_in_words(self, registrar, signed, number):
        paper = signed()
        _, answer = self.take(registrar, paper, number=number)
        assert answer.status_code == 422
        paper.refresh_from_db()
        assert paper.state == PaperState.SIGNED
