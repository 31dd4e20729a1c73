"""From a draft of the reader to rows: names matched or kept, absences, parents, marks, deadlines; all or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.enums import Role, UnitKind
from districts.errors import NotAllowed
from districts.models import UnitGroup
from meetings import admission
from meetings.admission import NothingConcluded, admit
from meetings.enums import Attendance, AttendeeRole, DeadlineKind, Frequency, MeetingKind, MeetingState, Settlement
from meetings.intake.draft import (
    Absence,
    Conclusion,
    Deadline,
    Directive,
    Draft,
    MeetingFacts,
    NamedUnit,
    Person,
    Text,
    Warning,
)
from meetings.models import (
    Attendee,
    Delegation,
    Meeting,
    MeetingEvent,
    Order,
    OrderParty,
    Outline,
)
from meetings.models import Conclusion as SavedConclusion
from tests.cast import NOW, make_unit

LONG = "Đơn vị có tên rất dài " * 60


def _draft(*directives: Directive, conclusions: list[Conclusion] | None = None, **fields: object) -> Draft:
    if conclusions is None:
        conclusions = [
            Conclusion(1, f"{number}.", "item", directive.text, [number - 1], [number])
            for number, directive in enumerate(directives, start=1)
        ]
    values = {
        "title": Text("Kết luận giao ban quý I"),
        "meeting": MeetingFacts(date=date(2026, 4, 3), place="Hội trường Sở", period="quý I năm 2026"),
        "directives": list(directives),
        "conclusions": conclusions,
    }
    return Draft(kind="notice", line_count=9, **values | fields)


def _task(text: str = "Rà soát thiết bị đo lường", *units: NamedUnit, **fields: object) -> Directive:
    return Directive(text, units=list(units), **fields)


def test_the_meeting_s_facts(cast, saved):
    draft = _draft(_task(), warnings=[Warning(3, "Ngày không có năm")])
    draft.meeting.host = "UBND xã Mẫu Một"
    meeting = saved(draft).meeting
    meeting.refresh_from_db()
    assert (meeting.title, meeting.kind, meeting.state) == (
        "Kết luận giao ban quý I",
        MeetingKind.COORDINATION,
        MeetingState.HELD,
    )
    assert (meeting.held_on, meeting.place, meeting.period) == (date(2026, 4, 3), "Hội trường Sở", "quý I năm 2026")
    assert (meeting.host, meeting.host_words) == (cast.commune, "UBND xã Mẫu Một")
    assert (meeting.source_name, meeting.source_lines, meeting.created_by) == (
        "ket-luan.txt",
        ["một", "hai"],
        cast.clerk,
    )
    assert meeting.reading_notes == [{"line": 3, "message": "Ngày không có năm"}]
    event = MeetingEvent.objects.get()
    assert (event.verb, event.object_kind, event.object_id) == ("import", "meeting", meeting.pk)


def test_a_document_without_title_and_day_is_a_planned_meeting(saved):
    meeting = saved(_draft(_task(), title=None, meeting=MeetingFacts())).meeting
    assert meeting.state == MeetingState.PLANNED
    assert meeting.held_on is None
    assert "ket-luan.txt" in meeting.title


def test_parties_are_matched_by_name_alias_and_code_and_the_rest_is_kept_and_listed(cast, saved):
    type(cast.division).objects.filter(pk=cast.division.pk).update(aliases="Phòng QLCN")
    task = _task(
        "Rà soát",
        NamedUnit("UBND xã Mẫu Một"),
        NamedUnit("Phòng QLCN", role="coordinating"),
        NamedUnit("văn phòng", code="VP", role="coordinating"),
        NamedUnit("UBND các xã", group=True),
        NamedUnit("Hợp tác xã Bình Minh"),
        NamedUnit("Hợp tác xã Bình Minh", role="coordinating"),
    )
    admitted = saved(_draft(task))
    parties = [(p.role, str(p.unit or p.group or "-"), p.words) for p in OrderParty.objects.order_by("position")]
    assert parties == [
        ("lead", "UBND xã Mẫu Một", "UBND xã Mẫu Một"),
        ("coordinating", "Phòng Quản lý Công nghệ", "Phòng QLCN"),
        ("coordinating", "Văn phòng Sở", "văn phòng"),
        ("lead", "UBND các xã", "UBND các xã"),
        ("lead", "-", "Hợp tác xã Bình Minh"),
        ("coordinating", "-", "Hợp tác xã Bình Minh"),
    ]
    assert admitted.unresolved == ["Hợp tác xã Bình Minh"]


def test_units_are_those_of_the_meeting_s_day(cast, saved):
    """A name that passed to another unit since means the one that bore it then."""
    type(cast.commune).objects.filter(pk=cast.commune.pk).update(valid_to=date(2026, 6, 30))
    make_unit("XA1M", "UBND xã Mẫu Một", UnitKind.COMMUNE, valid_from=date(2026, 7, 1))
    saved(_draft(_task("Rà soát", NamedUnit("UBND xã Mẫu Một"))))
    assert OrderParty.objects.get().unit == cast.commune


def test_exceptions(cast, saved):
    group = NamedUnit("UBND các xã", group=True, except_=["UBND xã Mẫu Hai", "xã chưa có"])
    admitted = saved(_draft(_task("Rà soát", group, group)))
    assert list(Order.objects.get().excluded.all()) == [cast.other_commune]
    assert "xã chưa có" in admitted.unresolved


def test_absences_are_excused_with_a_reason_and_absent_without(cast, saved):
    draft = _draft(
        _task(),
        attendees=[Person("Vũ Văn H", unit="UBND xã Mẫu Một")],
        absences=[
            Absence("UBND xã Mẫu Hai", "trùng lịch tiếp công dân"),
            Absence("Hội chưa có tên", None),
            Absence("UBND xã Mẫu Một", "ghi nhầm"),
        ],
    )
    admitted = saved(draft)
    assert [(str(d), d.attendance, d.reason) for d in Delegation.objects.all()] == [
        ("UBND xã Mẫu Một", Attendance.PRESENT, ""),
        ("UBND xã Mẫu Hai", Attendance.EXCUSED, "trùng lịch tiếp công dân"),
        ("Hội chưa có tên", Attendance.ABSENT, ""),
    ]
    assert admitted.unresolved == ["Hội chưa có tên"]


def test_a_unit_named_twice_is_one_delegation(cast, saved):
    type(cast.commune).objects.filter(pk=cast.commune.pk).update(aliases="Xã Mẫu Một")
    people = [
        Person("Vũ Văn H", unit="UBND xã Mẫu Một"),
        Person("Đỗ Thị G", unit="Xã Mẫu Một"),
        Person("Người C", unit="Hội Làm vườn"),
        Person("Người D", unit="HỘI LÀM VƯỜN"),
    ]
    admitted = saved(_draft(_task(), attendees=people))
    assert [(str(d), d.attendees.count()) for d in Delegation.objects.all()] == [
        ("UBND xã Mẫu Một", 2),
        ("Hội Làm vườn", 2),
    ]
    assert admitted.unresolved == ["Hội Làm vườn"]


def test_roles_and_people(saved):
    chair, secretary = Person("Phạm Thị D", "Bà", "Phó Giám đốc Sở"), Person("Nguyễn Văn A", position="Chuyên viên")
    draft = _draft(
        _task(),
        chair=chair,
        co_chairs=[Person("Đặng Thị H")],
        secretary=secretary,
        attendees=[
            secretary,
            Person("Trần Thị B"),
            Person("PHẠM THỊ D", "Bà", "Phó Giám đốc Sở"),
            Person("Trần Thị B"),
        ],
    )
    saved(draft)
    assert [(a.name, a.role) for a in Attendee.objects.order_by("position")] == [
        ("Đặng Thị H", AttendeeRole.CO_CHAIR),
        ("Nguyễn Văn A", AttendeeRole.SECRETARY),
        ("Trần Thị B", AttendeeRole.ATTENDEE),
        ("PHẠM THỊ D", AttendeeRole.CHAIR),
        ("Trần Thị B", AttendeeRole.ATTENDEE),
    ]
    assert Meeting.objects.get().chair.post == "Phó Giám đốc Sở"


def test_two_people_of_the_chair_s_name_are_one_chair(saved):
    same = [Person("Phạm Thị D", position="Phó Giám đốc"), Person("Phạm Thị D", position="Chủ tịch xã")]
    saved(_draft(_task(), chair=same[0], attendees=same))
    assert Attendee.objects.filter(role=AttendeeRole.CHAIR).count() == 1


def test_parents_follow_the_levels(saved):
    pieces = [
        (1, "I."),
        (2, "1."),
        (3, "a)"),
        (3, "b)"),
        (2, "2."),
        (4, "-"),
        (1, "II."),
        (9, "+"),
        (12, "*"),
        (0, "?"),
    ]
    conclusions = [Conclusion(level, label, "item", f"Nội dung {label}") for level, label in pieces]
    saved(_draft(conclusions=conclusions))
    rows = list(SavedConclusion.objects.order_by("position"))
    assert [(row.label, row.level, row.parent.label if row.parent else None) for row in rows] == [
        ("I.", 1, None),
        ("1.", 2, "I."),
        ("a)", 3, "1."),
        ("b)", 3, "1."),
        ("2.", 2, "I."),
        ("-", 4, "2."),
        ("II.", 1, None),
        ("+", 9, "II."),
        ("*", 9, "II."),
        ("?", 1, None),
    ]


def test_marks_say_how_an_item_without_orders_ends(saved):
    tracked, regular = _task("Rà soát chợ"), _task("Tiếp tục tuyên truyền", tracked=False)
    conclusions = [
        Conclusion(1, "1.", "heading", "Nhiệm vụ"),
        Conclusion(2, "a)", "item", "Rà soát chợ. Tiếp tục tuyên truyền", [0, 1]),
        Conclusion(2, "b)", "item", "Tiếp tục tuyên truyền", [1]),
        Conclusion(2, "c)", "item", "Ghi nhận kết quả"),
        Conclusion(2, "", "paragraph", "Lời dẫn"),
    ]
    outline = saved(_draft(tracked, regular, conclusions=conclusions)).outline
    assert dict(outline.conclusions.values_list("text", "settlement")) == {
        "Nhiệm vụ": Settlement.NONE,
        "Rà soát chợ. Tiếp tục tuyên truyền": Settlement.NONE,
        "Tiếp tục tuyên truyền": Settlement.UNTRACKED,
        "Ghi nhận kết quả": Settlement.NO_TASK,
        "Lời dẫn": Settlement.NONE,
    }
    assert list(Order.objects.values_list("text", flat=True)) == ["Rà soát chợ"]
    assert not outline.unsettled().exists()


def test_an_order_outside_the_outline_gets_an_item_of_its_own(saved):
    draft = _draft(_task("Việc trong mục"), _task("Việc ngoài mục"))
    draft.conclusions = draft.conclusions[:1]
    outline = saved(draft).outline
    assert list(outline.conclusions.values_list("text", flat=True)) == ["Việc trong mục", "Việc ngoài mục"]
    assert Order.objects.count() == 2


@pytest.mark.parametrize(
    ("deadline", "kept"),
    [
        (None, {"deadline_kind": "", "due_on": None, "deadline_words": ""}),
        (
            Deadline("trước ngày 30/6/2026", date(2026, 6, 30), "day"),
            {"deadline_kind": "day", "due_on": date(2026, 6, 30)},
        ),
        (
            Deadline("trong tháng 5", date(2026, 5, 31), "month"),
            {"deadline_kind": "month", "due_on": date(2026, 5, 31)},
        ),
        (Deadline("sớm", None, "day"), {"deadline_kind": "", "due_on": None, "deadline_words": "sớm"}),
        (
            Deadline("trong 15 ngày làm việc", None, "relative"),
            {"deadline_kind": "relative", "relative_days": 15, "working_days": True},
        ),
        (
            Deadline("trong 07 ngày kể từ ngày ban hành", None, "relative"),
            {"deadline_kind": "relative", "relative_days": 7, "working_days": False},
        ),
        (
            Deadline("sau 5 ngày kể từ hội nghị", date(2026, 4, 8), "relative"),
            {"deadline_kind": "day", "due_on": date(2026, 4, 8), "relative_days": None},
        ),
        (Deadline("trong 0 ngày", None, "relative"), {"deadline_kind": "", "relative_days": None}),
        (Deadline("ngay sau hội nghị", None, "relative"), {"deadline_kind": "", "relative_days": None}),
        (
            Deadline("ngày 25 hằng tháng", None, "recurring"),
            {"deadline_kind": "recurring", "recurrence": Frequency.MONTHLY, "due_day": 25},
        ),
        (Deadline("định kỳ hàng quý", None, "recurring"), {"recurrence": Frequency.QUARTERLY, "due_day": None}),
        (Deadline("6 tháng một lần", None, "recurring"), {"recurrence": Frequency.HALF_YEARLY}),
        (Deadline("sáu tháng một lần", None, "recurring"), {"recurrence": Frequency.HALF_YEARLY}),
        (Deadline("03 tháng một lần", None, "recurring"), {"recurrence": Frequency.QUARTERLY}),
        (Deadline("mỗi tháng một lần", None, "recurring"), {"recurrence": Frequency.MONTHLY}),
        (Deadline("tháng một lần", None, "recurring"), {"recurrence": Frequency.MONTHLY}),
        (Deadline("hằng năm, trước ngày 15/12", None, "recurring"), {"recurrence": Frequency.YEARLY, "due_day": 15}),
        (Deadline("ngày 45 hằng tháng", None, "recurring"), {"recurrence": Frequency.MONTHLY, "due_day": None}),
        (Deadline("thường xuyên", None, "recurring"), {"deadline_kind": "", "recurrence": ""}),
        (Deadline("T" * 400, None, "day"), {"deadline_words": "T" * 255}),
    ],
    ids=lambda value: value.text[:20] if isinstance(value, Deadline) else "",
)
def test_deadlines_of_each_kind(saved, deadline, kept):
    saved(_draft(_task(deadline=deadline)))
    order = Order.objects.get()
    order.full_clean()
    assert {name: getattr(order, name) for name in kept} == kept
    assert order.deadline_kind in DeadlineKind.values


def test_texts_longer_than_their_columns_are_cut_but_the_conclusion_is_whole(saved):
    draft = _draft(
        _task(LONG, NamedUnit(LONG), product=LONG, deadline=Deadline(LONG, None, "day")),
        title=Text(LONG),
        attendees=[Person(LONG, LONG, LONG, LONG)],
        absences=[Absence(LONG + "khác", LONG)],
        meeting=MeetingFacts(place=LONG, period=LONG, host=LONG),
    )
    draft.conclusions[0].label = LONG
    admit(draft, source_name=LONG, source_lines=[LONG], by=None, at=NOW)
    assert SavedConclusion.objects.get().text == LONG
    assert Order.objects.get().text == LONG
    assert Meeting.objects.get().title.endswith("…")
    for model in (Meeting, Attendee, Delegation, Order, OrderParty, SavedConclusion):
        for row in model.objects.all():
            row.clean_fields()


@pytest.mark.parametrize("step", ["PeopleWriter.write", "_save_conclusions", "nest", "record", "OrderWriter.write"])
def test_a_failure_in_the_middle_leaves_no_row(cast, saved, monkeypatch, step):
    def broken(*_, **__):
        raise RuntimeError("power cut")

    monkeypatch.setattr(f"{admission.__name__}.{step}", broken)
    draft = _draft(_task("Rà soát", NamedUnit("UBND xã Mẫu Một")), attendees=[Person("A", unit="UBND xã Mẫu Một")])
    with pytest.raises(RuntimeError):
        saved(draft)
    models = (Meeting, Outline, Delegation, Attendee, SavedConclusion, Order, OrderParty, MeetingEvent)
    assert {model.__name__: model.objects.count() for model in models} == {model.__name__: 0 for model in models}


@pytest.mark.parametrize(
    "draft",
    [
        Draft("notice", 0),
        _draft(conclusions=[Conclusion(1, "1.", "heading", "Đề mục")]),
        _draft(conclusions=[Conclusion(1, "", "paragraph", "Một đoạn văn")]),
    ],
    ids=["nothing", "only a heading", "only a paragraph"],
)
def test_a_draft_without_conclusions_is_refused(saved, draft):
    with pytest.raises(NothingConcluded, match="Không tìm thấy nội dung kết luận"):
        saved(draft)
    assert not Meeting.objects.exists()


def test_only_clerks_admit(cast, saved):
    for role in set(Role.values) - {Role.CLERK}:
        with pytest.raises(NotAllowed):
            saved(_draft(_task()), by=cast.officer(role))
    assert not Meeting.objects.exists()


def test_a_group_is_no_delegation(cast, saved):
    UnitGroup.objects.create(name="các hội")
    admitted = saved(_draft(_task(), attendees=[Person("Nguyễn Văn A", unit="các hội")]))
    delegation = Delegation.objects.get()
    assert (delegation.unit, delegation.words) == (None, "các hội")
    assert admitted.unresolved == ["các hội"]


def test_admitting_costs_the_same_for_few_names_and_for_many(cast, saved):
    spent = []
    clerk = cast.officer("clerk")
    assert clerk.has_role(Role.CLERK)  # which reads the appointments
    for count in (3, 20):  # more would make a second batch of a bulk insert
        draft = _draft(
            *(_task(f"Việc thứ {n}", NamedUnit("UBND xã Mẫu Một")) for n in range(count)),
            attendees=[Person(f"Người {n}", unit=f"Hợp tác xã số {n}") for n in range(count)],
            absences=[Absence(f"Trạm số {n}", "bận") for n in range(count)],
        )
        with CaptureQueriesContext(connection) as captured:
            admission = saved(draft, clerk)
        assert admission.meeting.delegations.count() == 2 * count
        assert admission.meeting.attendees.exclude(delegation=None).count() == count
        spent.append(len(captured))
    assert spent[0] == spent[1] < 25


@pytest.mark.parametrize(
    ("written", "attendance", "reason"),
    [
        ("không rõ lý do", Attendance.ABSENT, ""),
        ("chưa rõ lí do", Attendance.ABSENT, ""),
        ("có lý do (bận họp)", Attendance.EXCUSED, "bận họp"),
        ("bận tiếp đoàn kiểm tra, có công văn", Attendance.EXCUSED, "bận tiếp đoàn kiểm tra, có công văn"),
    ],
)
def test_no_reason_is_no_reason_however_it_is_said(cast, saved, written, attendance, reason):
    meeting = saved(_draft(_task(), absences=[Absence("UBND xã Mẫu Hai", written)])).meeting
    delegation = meeting.delegations.get(unit=cast.other_commune)
    assert (delegation.attendance, delegation.reason) == (attendance, reason)
