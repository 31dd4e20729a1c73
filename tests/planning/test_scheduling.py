"""The next meeting of a series: its period, its host in turn, whom it invites; two clicks make one meeting."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from districts.errors import DomainError, NotAllowed
from districts.models import Succession, Unit
from meetings import scheduling
from meetings.enums import Frequency, MeetingForm, MeetingState
from meetings.models import Meeting, MeetingSeries
from meetings.planning.periods import Period, in_usual_words, period_on, read_period
from meetings.planning.series import hosts_of, invited_by, save_series
from meetings.scheduling import AlreadyPlanned, invited_on, next_host, plan_next, propose_next
from tests.cast import NOW, Cast, make_unit

TODAY = date(2026, 4, 9)
M, Q, H, Y = Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY, Frequency.YEARLY


@pytest.mark.parametrize(
    ("words", "period", "following"),
    [
        ("quý IV năm 2026", Period(2026, 4, Q), "quý I năm 2027"),
        ("Quý 2/2026", Period(2026, 2, Q), "quý III năm 2026"),
        ("quý III, năm 2026", Period(2026, 3, Q), "quý IV năm 2026"),
        ("tháng 12 năm 2026", Period(2026, 12, M), "tháng 01 năm 2027"),
        ("tháng 9/2026", Period(2026, 9, M), "tháng 10 năm 2026"),
        ("6 tháng đầu năm 2026", Period(2026, 1, H), "6 tháng cuối năm 2026"),
        ("sáu tháng cuối năm 2026", Period(2026, 2, H), "6 tháng đầu năm 2027"),
        ("năm 2026", Period(2026, 1, Y), "năm 2027"),
    ],
)
def test_a_period_is_read_and_followed_by_the_next(words, period, following):
    assert read_period(words) == period
    assert str(period.following) == following
    assert read_period(str(period)) == period, "as the portal writes it, it is read"


@pytest.mark.parametrize(
    "words", ["", "quý IV", "quý V năm 2026", "tháng 13 năm 2026", "đột xuất", "quý IV năm 9999", "năm 0000"]
)
def test_what_names_no_period_of_a_sensible_year_is_none(words):
    assert read_period(words) is None


def test_one_period_has_one_name():
    assert in_usual_words(" Quý 4/2026 ") == "quý IV năm 2026"
    assert in_usual_words("quý IV năm 2026 (mở rộng)") == "quý IV năm 2026 (mở rộng)"


def test_a_period_of_an_odd_year_is_refused_and_one_that_is_there_kills_no_page(client, cast, series):
    with pytest.raises(DomainError, match="Năm của kỳ họp"):
        in_usual_words("Quý 4/9999")
    Meeting.objects.create(series=series, title="Giao ban", period="quý IV năm 9999", created_by=cast.clerk)
    client.force_login(cast.clerk)
    assert client.get(reverse("series", args=[series.pk])).status_code == 200


@pytest.mark.parametrize(
    ("frequency", "last"), [(M, date(2026, 2, 28)), (Q, date(2026, 3, 31)), (H, date(2026, 6, 30))]
)
def test_a_period_ends_with_its_month(frequency, last):
    assert period_on(frequency, date(2026, 2, 10)).last_day == last


@pytest.fixture
def series(cast: Cast) -> MeetingSeries:
    series = MeetingSeries(
        name="Giao ban KH&CN",
        title_pattern="Hội nghị giao ban KH&CN {kỳ}",
        place="Hội trường Sở",
        starts_at=time(8),
        form=MeetingForm.BOTH,
    )
    hosts = [cast.commune, cast.other_commune]
    save_series(series, hosts=hosts, invited=[cast.communes, cast.secretariat], by=cast.clerk)
    return series


def test_the_first_meeting_is_of_the_present_period(cast, series):
    meeting = plan_next(series, period="quý II năm 2026", by=cast.clerk, at=NOW)
    assert (meeting.title, meeting.period) == ("Hội nghị giao ban KH&CN quý II năm 2026", "quý II năm 2026")
    assert (meeting.place, meeting.starts_at, meeting.form) == ("Hội trường Sở", time(8), MeetingForm.BOTH)
    assert (meeting.host, meeting.held_on, meeting.state) == (cast.commune, None, MeetingState.PLANNED)
    assert {str(row) for row in meeting.delegations.all()} == {"UBND xã Mẫu Một", "UBND xã Mẫu Hai", "Văn phòng Sở"}
    assert meeting.outlines.count() == 1


def test_the_next_has_the_next_host_and_the_programme_as_a_start(cast, series):
    first = plan_next(series, period="quý II năm 2026", by=cast.clerk, at=NOW)
    first.agenda_lines = [{"at": "08:15", "text": "Báo cáo", "speaker": "Phòng A"}]
    first.save()
    second = plan_next(series, period="quý III năm 2026", day=date(2026, 10, 8), by=cast.clerk, at=NOW)
    assert (second.host, second.held_on, second.agenda_lines) == (
        cast.other_commune,
        date(2026, 10, 8),
        first.agenda_lines,
    )
    third = plan_next(series, period="quý IV năm 2026", by=cast.clerk, at=NOW)
    assert third.host == cast.commune, "the turn begins again"
    assert str(propose_next(series, TODAY).period) == "quý I năm 2027"


def test_a_cancelled_meeting_gives_its_period_back(cast, series):
    first = plan_next(series, period="quý II năm 2026", by=cast.clerk, at=NOW)
    Meeting.objects.filter(pk=first.pk).update(state=MeetingState.CANCELLED)
    assert plan_next(series, period="quý II năm 2026", by=cast.clerk, at=NOW).pk != first.pk


def test_two_clicks_make_one_meeting(cast, series):
    client = Client()
    client.force_login(cast.clerk)
    address = reverse("series-next", args=[series.pk])
    period = str(propose_next(series, timezone.localdate()).period)
    first, second = (client.post(address, {"period": period, "day": ""}) for _ in range(2))
    meeting = Meeting.objects.get()
    assert first.url == second.url == reverse("meeting", args=[meeting.pk])


def test_who_offers_another_period_than_the_next_is_told(cast, series):
    with pytest.raises(DomainError, match="quý II năm 2026"):
        plan_next(series, period="quý IV năm 2026", by=cast.clerk, at=NOW)
    plan_next(series, period="quý II năm 2026", by=cast.clerk, at=NOW)
    with pytest.raises(AlreadyPlanned):
        plan_next(series, period="quý II năm 2026", by=cast.clerk, at=NOW)
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_next_meeting_has_a_sensible_day(client, cast, series, day):
    with pytest.raises(DomainError, match="Năm phải từ"):
        plan_next(series, period="quý II năm 2026", day=day, by=cast.clerk, at=NOW)
    client.force_login(cast.clerk)
    period = str(propose_next(series, timezone.localdate()).period)
    typed = {"period": period, "day": f"{day:%d/%m/}{day.year:04d}"}
    answer = client.post(reverse("series-next", args=[series.pk]), typed)
    assert answer.status_code == 422
    assert "Năm phải từ" in answer.context["form"].errors["day"][0]
    assert not Meeting.objects.exists()


def test_a_meeting_of_the_period_that_was_made_meanwhile_is_told(cast, series, monkeypatch):
    """As where another entered it between the question and the save."""
    proposed = propose_next(series, TODAY)
    Meeting.objects.create(series=series, title="Giao ban", period=str(proposed.period))
    monkeypatch.setattr(scheduling, "propose_next", lambda *_: proposed)
    monkeypatch.setattr(scheduling, "_counted", lambda _: Meeting.objects.none())
    for validates in (True, False):
        if not validates:
            monkeypatch.setattr(Meeting, "full_clean", lambda self: None)
        with pytest.raises(DomainError, match="đã có cuộc họp của kỳ đó"):
            plan_next(series, period=str(proposed.period), by=cast.clerk, at=NOW)
    assert Meeting.objects.count() == 1


def test_of_two_series_of_one_name_the_second_is_told(cast, series, monkeypatch):
    for validates in (True, False):
        if not validates:
            monkeypatch.setattr(MeetingSeries, "full_clean", lambda self: None)
        with pytest.raises(DomainError, match=r"(?i)tên"):
            save_series(MeetingSeries(name=series.name), hosts=[], invited=[], by=cast.clerk)
    assert MeetingSeries.objects.count() == 1


def test_a_series_has_a_name(cast):
    with pytest.raises(DomainError):
        save_series(MeetingSeries(name=""), hosts=[], invited=[], by=cast.clerk)
    assert not MeetingSeries.objects.exists()


def test_only_clerks_make_the_next_meeting(cast, series):
    for officer in (cast.leader, cast.unit_officer, cast.administrator):
        with pytest.raises(NotAllowed):
            plan_next(series, period="quý II năm 2026", by=officer, at=NOW)
        with pytest.raises(NotAllowed):
            save_series(series, hosts=[], invited=[], by=officer)


@pytest.fixture
def merged(cast: Cast) -> Unit:
    """The first commune ended with 2026-06-30; a new one carries it on."""
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=date(2026, 6, 30))
    new = make_unit("XA7", "UBND xã Mẫu Mới", "other", valid_from=date(2026, 7, 1))
    Succession.objects.create(predecessor=cast.commune, successor=new, day=date(2026, 7, 1))
    return new


def test_in_the_place_of_a_former_host_stands_its_successor(cast, merged):
    former = Unit.objects.get(pk=cast.commune.pk)
    ring = [former, cast.other_commune]
    assert next_host(ring, None, date(2026, 9, 30)) == merged
    assert next_host(ring, cast.other_commune, date(2026, 9, 30)) == merged
    assert next_host(ring, merged, date(2026, 9, 30)) == cast.other_commune, "who carries the host on had its turn"
    assert next_host(ring, former, date(2026, 9, 30)) == cast.other_commune
    assert next_host(ring, None, date(2026, 6, 30)) == former
    Succession.objects.all().delete()
    assert next_host(ring, cast.other_commune, date(2026, 9, 30)) == cast.other_commune, "nobody else is left"
    assert next_host([former], None, date(2026, 9, 30)) is None
    assert next_host([], former, date(2026, 9, 30)) is None


def test_the_units_of_the_day_are_invited(cast, series, merged):
    series.units.add(cast.commune)
    before = {unit.code for unit in invited_on(series, date(2026, 6, 30))}
    after = {unit.code for unit in invited_on(series, date(2026, 7, 1))}
    assert (before, after) == ({"XA1", "XA2", "VP"}, {"XA7", "XA2", "VP"})


def fields(series: MeetingSeries | None = None, **changes: object) -> dict[str, object]:
    typed: dict[str, object] = {
        "name": "Giao ban tháng",
        "frequency": "monthly",
        "field": "",
        "kind": "coordination_meeting",
        "title_pattern": "",
        "form": "in_person",
        "place": "",
        "starts_at": "08:00",
        "hosts": ["UBND xã Mẫu Hai", "UBND xã Mẫu Một", ""],
        "hosts_key": ["XA2", "XA1", ""],
        "invited": ["UBND các xã"],
        "invited_key": [""],
    }
    if series:
        typed["read_version"] = series.version
    return typed | changes


def test_a_series_is_entered_corrected_and_guarded_by_its_version(client, cast):
    client.force_login(cast.clerk)
    client.post(reverse("series-add"), fields())
    series = MeetingSeries.objects.get()
    assert (hosts_of(series), invited_by(series)) == ([cast.other_commune, cast.commune], [cast.communes])
    edit = reverse("series-edit", args=[series.pk])
    typed = fields(series, place="Phòng họp 1", hosts=["UBND xã Mẫu Một"], hosts_key=["XA1"])
    assert client.post(edit, typed).status_code == 302
    assert hosts_of(series) == [cast.commune]
    late = client.post(edit, fields(series, place="Phòng họp 2"))
    assert late.status_code == 409
    assert "bản đang lưu “Phòng họp 1”; bản vừa nhập “Phòng họp 2”" in late.content.decode()
    assert hosts_of(series) == [cast.commune]


def test_a_name_that_is_taken_is_told(client, cast, series):
    client.force_login(cast.clerk)
    answer = client.post(reverse("series-add"), fields(name=series.name))
    assert answer.status_code == 422
    assert MeetingSeries.objects.count() == 1


@pytest.mark.parametrize("name", ["series-list", "series"])
def test_pages_of_series_ask_as_often_for_six_rows_as_for_one(client, cast, series, name):
    client.force_login(cast.clerk)
    address = reverse(name, args=[series.pk] if name == "series" else [])

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    plan_next(series, period="quý II năm 2026", by=cast.clerk, at=NOW)
    few = cost()
    for number in range(5):
        MeetingSeries.objects.create(name=f"Chuỗi {number}")
        period = str(scheduling.propose_next(series, TODAY).period)
        plan_next(series, period=period, by=cast.clerk, at=NOW)
    assert cost() == few <= 12
