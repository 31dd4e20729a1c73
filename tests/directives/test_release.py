"""Releasing: whom an order reaches, by when, on what basis; who receives the notice; and what a refusal leaves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db.models import CharField

from directives.enums import Basis
from directives.issuing import release
from directives.models import Assignment, Directive, DirectiveEvent
from directives.whole_way import issue_at_once
from districts.calendar import public_days
from districts.enums import UnitKind
from districts.errors import DomainError, WrongState
from districts.models import CalendarDay, UnitGroup
from meetings import printing
from meetings.enums import AttendeeRole, DeadlineKind, Frequency, PaperState, PartyRole
from meetings.models import (
    Attendee,
    Conclusion,
    Delegation,
    Delivery,
    NumberRegister,
    Order,
    OrderParty,
    Paper,
    Recipient,
    Release,
    RenderedPaper,
)
from meetings.numbering import take_number
from meetings.printing import printed_pdf, unprinted
from meetings.signing import void_signature
from tests.cast import NOW, make_meeting, make_notice, make_unit

LEAD, HELP = PartyRole.LEAD, PartyRole.COORDINATING
TODAY = NOW.date()


@pytest.fixture
def outline(cast):
    return make_meeting(cast).outlines.get()


@pytest.fixture
def issue(cast, outline, quick_press):
    """Issue a notice with one order: ``issue([(role, unit or group or words)], **order)``; its directive."""

    def issued(parties, *, excluded=(), at: datetime = NOW, level: int = 1, **fields) -> Directive:
        conclusion = Conclusion.objects.create(
            outline=outline, text="Lập kế hoạch đo lường", label="1.", level=level, position=99
        )
        order = Order.objects.create(conclusion=conclusion, text=conclusion.text, **fields)
        for position, (role, party) in enumerate(parties):
            target = "words" if isinstance(party, str) else "group" if isinstance(party, UnitGroup) else "unit"
            OrderParty.objects.create(order=order, role=role, position=position, **{target: party})
        order.excluded.set(excluded)
        issue_at_once(make_notice(cast, outline.meeting), at=at, acknowledged=True)
        return Directive.objects.get()

    return issued


def _shares(directive: Directive) -> set[tuple[str, str]]:
    return set(directive.assignments.values_list("unit__code", "role"))


def test_a_signature_given_anew_since_the_page_was_opened_is_not_released_unseen(cast, paper_in):
    seen = paper_in(PaperState.SIGNED)
    again = Paper.objects.get(pk=seen.pk)
    void_signature(again, by=cast.leader, at=NOW, reason="Sửa câu kết.")
    paper_in(PaperState.SIGNED, again)
    with pytest.raises(WrongState, match="sau khi mở trang"):
        release(seen, by=cast.registrar, at=NOW)
    assert not Release.objects.exists()
    assert not NumberRegister.objects.filter(last_number__gt=0).exists()


def test_a_group_is_the_units_of_the_release_day(cast, issue):
    make_unit("XA3", "UBND xã Mẫu Ba", UnitKind.COMMUNE, valid_to=TODAY - timedelta(days=1))
    make_unit("XA4", "UBND xã Mẫu Bốn", UnitKind.COMMUNE, valid_to=TODAY)
    make_unit("XA5", "UBND xã Mẫu Năm", UnitKind.COMMUNE, valid_from=TODAY)
    make_unit("XA6", "UBND xã Mẫu Sáu", UnitKind.COMMUNE, valid_from=TODAY + timedelta(days=1))
    directive = issue([(LEAD, cast.communes)])
    assert _shares(directive) == {("XA1", LEAD), ("XA2", LEAD), ("XA4", LEAD), ("XA5", LEAD)}


def test_a_group_by_list_and_kind_counts_each_unit_once(cast, issue):
    cast.communes.members.set([cast.commune, cast.division])
    assert _shares(issue([(LEAD, cast.communes)])) == {("XA1", LEAD), ("XA2", LEAD), ("QLCN", LEAD)}


def test_exceptions_are_taken_out_of_groups_and_of_both_sides(cast, issue):
    directive = issue([(LEAD, cast.communes), (HELP, cast.commune)], excluded=[cast.commune])
    assert _shares(directive) == {("XA2", LEAD)}


def test_a_unit_on_both_sides_leads_and_has_one_assignment(cast, issue):
    directive = issue([(HELP, cast.communes), (LEAD, cast.commune), (LEAD, cast.commune)])
    assert _shares(directive) == {("XA1", LEAD), ("XA2", HELP)}
    assert directive.assignments.count() == 2


def test_a_unit_that_is_gone_gets_nothing_and_is_named(cast, issue):
    type(cast.commune).objects.filter(pk=cast.commune.pk).update(valid_to=TODAY - timedelta(days=1))
    directive = issue([(LEAD, cast.commune), (LEAD, cast.other_commune)])
    assert _shares(directive) == {("XA2", LEAD)}
    assert directive.unmatched == ["UBND xã Mẫu Một (không còn hoạt động vào ngày 09/04/2026)"]


def test_words_that_name_no_unit_stay_as_words(cast, issue):
    directive = issue([(LEAD, "các hợp tác xã"), (LEAD, cast.division)])
    assert directive.unmatched == ["các hợp tác xã"]
    assert _shares(directive) == {("QLCN", LEAD)}


def test_a_group_without_units_that_day_is_named(cast, issue):
    empty = UnitGroup.objects.create(name="các đặc khu", kinds=[UnitKind.SPECIAL_ZONE])
    assert issue([(LEAD, empty)]).unmatched == ["các đặc khu (ngày 09/04/2026 không có đơn vị nào trong nhóm)"]


def test_a_group_that_the_exceptions_empty_is_named(cast, issue):
    directive = issue([(LEAD, cast.communes), (HELP, cast.division)], excluded=[cast.commune, cast.other_commune])
    assert _shares(directive) == {("QLCN", HELP)}
    assert directive.unmatched == ["UBND các xã (mọi đơn vị trong nhóm đều được trừ ra)"]


def test_a_unit_that_is_excepted_by_name_is_named(cast, issue):
    directive = issue([(LEAD, cast.commune), (HELP, cast.division)], excluded=[cast.commune])
    assert directive.unmatched == ["UBND xã Mẫu Một (đã được trừ ra)"]


def test_the_basis_follows_the_unit(cast, issue):
    sibling = make_unit("SYT", "Sở Y tế", UnitKind.DEPARTMENT)
    centre = make_unit("TTUD", "Trung tâm Ứng dụng", UnitKind.CENTRE, cast.office)
    directive = issue([(LEAD, unit) for unit in (cast.division, centre, cast.commune, sibling)])
    assert dict(directive.assignments.values_list("unit__code", "basis")) == {
        "QLCN": Basis.ORDER,
        "TTUD": Basis.ORDER,
        "XA1": Basis.REQUEST,
        "SYT": Basis.REQUEST,
    }


@pytest.mark.parametrize(
    ("fields", "due_on", "period"),
    [
        ({}, None, ""),
        ({"deadline_kind": DeadlineKind.DAY, "due_on": date(2026, 6, 30)}, date(2026, 6, 30), ""),
        ({"deadline_kind": DeadlineKind.RELATIVE, "relative_days": 1}, date(2026, 4, 10), ""),
        ({"deadline_kind": DeadlineKind.RELATIVE, "relative_days": 10}, date(2026, 4, 19), ""),
        # Thursday 9 April: 10, 13, 14, 15, 16 April are the first five working days after it
        ({"deadline_kind": DeadlineKind.RELATIVE, "relative_days": 5, "working_days": True}, date(2026, 4, 16), ""),
        (
            {"deadline_kind": DeadlineKind.RECURRING, "recurrence": Frequency.MONTHLY, "due_day": 25},
            date(2026, 4, 25),
            "2026-M4",
        ),
        (
            {"deadline_kind": DeadlineKind.RECURRING, "recurrence": Frequency.MONTHLY, "due_day": 9},
            date(2026, 4, 9),
            "2026-M4",
        ),
        (
            {"deadline_kind": DeadlineKind.RECURRING, "recurrence": Frequency.MONTHLY, "due_day": 8},
            date(2026, 5, 8),
            "2026-M5",
        ),
        (
            {"deadline_kind": DeadlineKind.RECURRING, "recurrence": Frequency.MONTHLY, "due_day": 31},
            date(2026, 4, 30),
            "2026-M4",
        ),
        ({"deadline_kind": DeadlineKind.RECURRING, "recurrence": Frequency.QUARTERLY}, date(2026, 6, 30), "2026-Q2"),
        ({"deadline_kind": DeadlineKind.RECURRING, "recurrence": Frequency.HALF_YEARLY}, date(2026, 6, 30), "2026-H1"),
        (
            {"deadline_kind": DeadlineKind.RECURRING, "recurrence": Frequency.YEARLY, "due_day": 15},
            date(2026, 12, 15),
            "2026-Y1",
        ),
    ],
)
def test_deadlines_are_resolved_on_the_release_day(cast, issue, fields, due_on, period):
    directive = issue([(LEAD, cast.commune)], **fields)
    assignment = directive.assignments.get()
    assert directive.due_on == assignment.original_due_on == assignment.current_due_on == due_on
    assert assignment.period == period


def test_working_days_skip_the_office_s_own_days_off(cast, issue):
    CalendarDay.objects.create(day=date(2026, 4, 10), kind="holiday", name="Nghỉ riêng")
    fields = {"deadline_kind": DeadlineKind.RELATIVE, "relative_days": 1, "working_days": True}
    assert issue([(LEAD, cast.commune)], **fields).due_on == date(2026, 4, 13)


def test_a_recurring_order_after_the_year_s_last_due_day_begins_in_the_next(cast, issue):
    at = datetime(2026, 12, 20, 9, tzinfo=NOW.tzinfo)
    fields = {"deadline_kind": DeadlineKind.RECURRING, "recurrence": Frequency.QUARTERLY, "due_day": 15}
    directive = issue([(LEAD, cast.commune)], at=at, **fields)
    assert (directive.assignments.get().period, directive.due_on) == ("2027-Q1", date(2027, 3, 15))


def test_a_directive_says_where_it_comes_from(cast, issue):
    directive = issue([(LEAD, cast.commune)], product="Báo cáo", starred=True)
    assert (directive.product, directive.starred, directive.following_unit) == ("Báo cáo", True, cast.division)
    assert directive.following_clerk == cast.clerk
    assert "Phạm Thị D" in directive.leader_words
    event = DirectiveEvent.objects.get(object_kind="directive", object_id=directive.pk)
    assert (event.verb, event.officer_name, event.note) == ("issue", "Hoàng Văn E", "01/TB-SKHCN")


def test_the_longest_texts_that_a_meeting_holds_are_released(cast, outline, issue):
    """PostgreSQL refuses a text that is longer than its column, SQLite keeps it."""
    long = {
        field.name: "Ấ" * field.max_length
        for field in Attendee._meta.fields
        if isinstance(field, CharField) and not field.choices
    }
    Attendee.objects.filter(meeting=outline.meeting, role=AttendeeRole.CHAIR).update(**long)
    for level in range(1, 9):
        Conclusion.objects.create(
            outline=outline, level=level, position=level, label="Mục dài 20 ký tự nhé", kind="heading", text="Đề mục"
        )
    directive = issue([(LEAD, cast.commune)], level=9, product="S" * 255, deadline_words="T" * 255)
    assert len(directive.source_label) == 120
    assert directive.leader_words == ("Ấ" * 30 + " " + "Ấ" * 150 + ", " + "Ấ" * 255)[:255]


def test_recipients_are_reached_unit_by_unit(cast, outline, quick_press, paper_in):
    """The superior by its line, everyone invited (who stayed away too), groups, and units with an order on no line."""
    superior = make_unit("UBT", "UBND tỉnh Mẫu", UnitKind.SUPERIOR)
    helper = make_unit("SYT", "Sở Y tế", UnitKind.DEPARTMENT)
    wards = UnitGroup.objects.create(name="các phường", kinds=[UnitKind.WARD])
    make_unit("P1", "UBND phường Mẫu", UnitKind.WARD)
    Delegation.objects.create(meeting=outline.meeting, words="Hội chưa có trong danh mục")
    conclusion = Conclusion.objects.create(outline=outline, text="Lập kế hoạch")
    order = Order.objects.create(conclusion=conclusion, text="Lập kế hoạch")
    OrderParty.objects.create(order=order, unit=helper)
    paper = make_notice(cast, outline.meeting)
    Recipient.objects.create(paper=paper, unit=superior, words="UBND tỉnh Mẫu", purpose="để báo cáo", method="paper")
    Recipient.objects.create(paper=paper, group=wards, words="Các phường", method="email")
    Recipient.objects.create(paper=paper, words="Ban Giám đốc Sở")
    released = issue_at_once(paper, at=NOW)
    assert dict(released.deliveries.values_list("unit__code", "method")) == {
        "UBT": "paper",
        "XA1": "axis",
        "XA2": "axis",
        "P1": "email",
        "SYT": "axis",
        None: "axis",  # Ban Giám đốc Sở, in words
    }
    (record,) = quick_press
    assert "UBND tỉnh Mẫu (để báo cáo)" in record.recipients
    assert "Như thành phần dự họp" in record.recipients


def test_number_day_and_symbol_are_frozen_with_the_words(cast, paper_in, quick_press):
    released = release(paper_in(PaperState.SIGNED), by=cast.registrar, at=NOW)
    (record,) = quick_press
    assert (record.number, record.day, record.symbol) == (1, TODAY, "TB-SKHCN")
    assert (released.full_number, released.released_on, released.year) == ("01/TB-SKHCN", TODAY, 2026)
    assert printing.released_record(released) == record
    assert printed_pdf(released).startswith(b"%PDF-")
    assert len(quick_press) == 1, "opened again, it is not printed again"


def _signed(cast, paper_in, count: int) -> list[Paper]:
    return [paper_in(PaperState.SIGNED, make_notice(cast)) for _ in range(count)]


def test_the_day_is_today_or_earlier_but_not_before_the_signature(cast, paper_in, quick_press):
    paper = paper_in(PaperState.SIGNED)
    for day, words in ((TODAY + timedelta(days=1), "chưa tới"), (TODAY - timedelta(days=1), "trước ngày ký")):
        with pytest.raises(DomainError, match=words):
            release(paper, by=cast.registrar, at=NOW, day=day)
    assert Release.objects.count() == 0
    assert not NumberRegister.objects.filter(last_number__gt=0).exists()
    later = NOW + timedelta(days=3)
    assert release(paper, by=cast.registrar, at=later, day=TODAY + timedelta(days=1)).released_on.day == 10


def test_the_calendar_is_loaded_before_the_register_is_locked(cast, paper_in, quick_press, monkeypatch):
    """Loading the package's tables takes long, and all who release wait for the lock."""
    public_days.cache_clear()
    loaded = []

    def take(*args, **kwargs):
        loaded.append(public_days.cache_info().currsize)
        return take_number(*args, **kwargs)

    monkeypatch.setattr("directives.issuing.take_number", take)
    release(paper_in(PaperState.SIGNED), by=cast.registrar, at=NOW)
    assert loaded == [2], "the year of the release and the next one"
    assert public_days.cache_info().currsize == 2, "nothing was left to load behind the lock"


def test_the_facts_of_the_meeting_are_those_of_the_signature(cast, outline, quick_press, paper_in):
    conclusion = Conclusion.objects.create(outline=outline, text="Lập kế hoạch")
    OrderParty.objects.create(order=Order.objects.create(conclusion=conclusion, text="Lập kế hoạch"), unit=cast.commune)
    paper = paper_in(PaperState.SIGNED, make_notice(cast, outline.meeting))
    Attendee.objects.filter(role=AttendeeRole.CHAIR).update(name="Nguyễn Văn Khác")
    Delegation.objects.filter(unit=cast.other_commune).delete()
    Delegation.objects.create(meeting=outline.meeting, unit=make_unit("XA9", "UBND xã Mẫu Chín", UnitKind.COMMUNE))
    released = release(paper, by=cast.registrar, at=NOW)
    assert Directive.objects.get().leader_words == "Phạm Thị D, Phó Giám đốc Sở"
    assert set(released.deliveries.values_list("unit__code", flat=True)) == {"XA1", "XA2"}


def test_an_order_for_nobody_says_so(cast, issue):
    directive = issue([])
    assert directive.assignments.count() == 0
    assert directive.unmatched == ["chưa ghi đơn vị thực hiện"]


def test_a_release_that_breaks_late_leaves_nothing(cast, paper_in, monkeypatch, quick_press):
    first, second = _signed(cast, paper_in, 2)

    def broken(*_, **__):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("directives.issuing.deliver", broken)
        with pytest.raises(RuntimeError):
            release(first, by=cast.registrar, at=NOW)
    assert Paper.objects.get(pk=first.pk).state == PaperState.SIGNED
    assert [model.objects.count() for model in (Release, Directive, Assignment, Delivery, DirectiveEvent)] == [0] * 5
    assert release(second, by=cast.registrar, at=NOW).number == 1
    assert release(Paper.objects.get(pk=first.pk), by=cast.registrar, at=NOW).number == 2


def test_a_release_stands_though_the_printer_fails(cast, paper_in, monkeypatch, quick_press, caplog):
    def jammed(*_, **__):
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("directives.issuing.render", jammed)
        released = release(paper_in(PaperState.SIGNED), by=cast.registrar, at=NOW)
    assert "finish_releases will do it" in caplog.text
    assert unprinted() == [released]
    assert printed_pdf(released).startswith(b"%PDF-"), "the first to open it has it printed"
    assert RenderedPaper.objects.count() == 1
