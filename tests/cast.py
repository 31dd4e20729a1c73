"""A small office to test with: one officer for each role, a meeting with its conclusions, and a draft notice.

Factories only; each call writes what it returns. ``Cast`` is the fixed company: ``cast = make_cast()``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from districts.enums import Role, UnitKind
from districts.models import Appointment, OfficeProfile, Officer, Unit, UnitGroup
from meetings.enums import (
    Attendance,
    AttendeeRole,
    ConclusionKind,
    DeadlineKind,
    MeetingState,
    PartyRole,
    Settlement,
    SigningCapacity,
)
from meetings.models import (
    Attendee,
    Conclusion,
    Delegation,
    Meeting,
    MeetingSeries,
    Order,
    OrderParty,
    Outline,
    Paper,
    Recipient,
)

NOW = datetime(2026, 4, 9, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@dataclass(frozen=True)
class Cast:
    """The Sở with a division and its office, two communes, a group of them, and one officer for each role."""

    office: Unit
    division: Unit
    secretariat: Unit
    commune: Unit
    other_commune: Unit
    communes: UnitGroup
    profile: OfficeProfile
    clerk: Officer
    division_head: Officer
    office_head: Officer
    leader: Officer
    registrar: Officer
    unit_officer: Officer
    unit_head: Officer
    observer: Officer
    administrator: Officer

    def officer(self, role: str) -> Officer:
        """The officer who holds the role, read anew: appointments are cached on an instance."""
        return Officer.objects.get(pk=getattr(self, role).pk)


def make_unit(code: str, name: str, kind: str, parent: Unit | None = None, **fields: object) -> Unit:
    return Unit.objects.create(code=code, name=name, kind=kind, parent=parent, **fields)


def make_officer(username: str, full_name: str, role: str, unit: Unit, position: str) -> Officer:
    officer = Officer.objects.create_user(username, None, full_name=full_name)
    Appointment.objects.create(officer=officer, unit=unit, role=role, position=position)
    return officer


def make_profile(office: Unit, **changes: object) -> OfficeProfile:
    fields = {
        "unit": office,
        "name": "Sở Khoa học và Công nghệ",
        "superior": "UBND tỉnh Mẫu",
        "abbreviation": "SKHCN",
        "place_name": "Mẫu",
        "valid_from": date(2026, 1, 1),
    }
    return OfficeProfile.objects.create(**fields | changes)


def make_cast() -> Cast:
    office = make_unit("SKHCN", "Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT)
    division = make_unit("QLCN", "Phòng Quản lý Công nghệ", UnitKind.DIVISION, office)
    secretariat = make_unit("VP", "Văn phòng Sở", UnitKind.DIVISION, office)
    commune = make_unit("XA1", "UBND xã Mẫu Một", UnitKind.COMMUNE, email="xa1@example.org")
    other_commune = make_unit("XA2", "UBND xã Mẫu Hai", UnitKind.COMMUNE)
    return Cast(
        office=office,
        division=division,
        secretariat=secretariat,
        commune=commune,
        other_commune=other_commune,
        communes=UnitGroup.objects.create(name="UBND các xã", kinds=[UnitKind.COMMUNE]),
        profile=make_profile(office),
        clerk=make_officer("clerk", "Nguyễn Văn A", Role.CLERK, division, "Chuyên viên"),
        division_head=make_officer("division_head", "Trần Thị B", Role.DIVISION_HEAD, division, "Trưởng phòng"),
        office_head=make_officer("office_head", "Lê Văn C", Role.OFFICE_HEAD, secretariat, "Chánh Văn phòng"),
        leader=make_officer("leader", "Phạm Thị D", Role.LEADER, office, "Phó Giám đốc"),
        registrar=make_officer("registrar", "Hoàng Văn E", Role.REGISTRAR, secretariat, "Văn thư"),
        unit_officer=make_officer("unit_officer", "Đỗ Thị G", Role.UNIT_OFFICER, commune, "Công chức"),
        unit_head=make_officer("unit_head", "Vũ Văn H", Role.UNIT_HEAD, commune, "Chủ tịch"),
        observer=make_officer("observer", "Bùi Thị I", Role.OBSERVER, office, "Thanh tra viên"),
        administrator=make_officer("administrator", "Đặng Văn K", Role.ADMINISTRATOR, secretariat, "Quản trị viên"),
    )


def make_meeting(cast: Cast, **changes: object) -> Meeting:
    """A held meeting of a quarter of its own: chaired by the leader, one commune present, the other away, an empty outline."""
    series = MeetingSeries.objects.get_or_create(name="Giao ban quý")[0]
    year, quarter = divmod(series.meetings.count(), 4)
    fields = {
        "series": series,
        "title": "Hội nghị giao ban khoa học và công nghệ quý I",
        "period": f"quý {('I', 'II', 'III', 'IV')[quarter]} năm {2026 + year}",
        "held_on": date(2026, 4, 3),
        "place": "Hội trường Sở",
        "host": cast.office,
        "state": MeetingState.HELD,
        "created_by": cast.clerk,
    }
    meeting = Meeting.objects.create(**fields | changes)
    came = Delegation.objects.create(meeting=meeting, unit=cast.commune, attendance=Attendance.PRESENT)
    Delegation.objects.create(meeting=meeting, unit=cast.other_commune, attendance=Attendance.ABSENT, position=1)
    Attendee.objects.create(meeting=meeting, name="Phạm Thị D", post="Phó Giám đốc Sở", role=AttendeeRole.CHAIR)
    Attendee.objects.create(meeting=meeting, name="Vũ Văn H", post="Chủ tịch", delegation=came, position=1)
    Outline.objects.create(meeting=meeting)
    return meeting


def make_order(conclusion: Conclusion, unit: Unit, text: str = "", **fields: object) -> Order:
    order = Order.objects.create(conclusion=conclusion, text=text or conclusion.text, **fields)
    OrderParty.objects.create(order=order, unit=unit, role=PartyRole.LEAD)
    return order


def make_conclusions(outline: Outline, cast: Cast) -> list[Conclusion]:
    """A heading, an item with an order, one for a group with a relative deadline, and one that asks for nothing."""
    texts = [
        (ConclusionKind.HEADING, 1, "1.", "Về đổi mới công nghệ"),
        (ConclusionKind.ITEM, 2, "a)", "Rà soát thiết bị đo lường tại chợ trên địa bàn"),
        (ConclusionKind.ITEM, 2, "b)", "Lập danh sách hợp tác xã cần hỗ trợ nhãn hiệu"),
        (ConclusionKind.ITEM, 2, "c)", "Ghi nhận kết quả của các địa phương trong quý"),
    ]
    heading, measured, listed, noted = (
        Conclusion.objects.create(outline=outline, kind=kind, level=level, label=label, text=text, position=position)
        for position, (kind, level, label, text) in enumerate(texts)
    )
    Conclusion.objects.filter(outline=outline, level=2).update(parent=heading)
    Conclusion.objects.filter(pk=noted.pk).update(settlement=Settlement.NO_TASK)
    make_order(measured, cast.commune, deadline_kind=DeadlineKind.DAY, due_on=date(2026, 6, 30))
    group_order = Order.objects.create(
        conclusion=listed, text=listed.text, deadline_kind=DeadlineKind.RELATIVE, relative_days=10, working_days=True
    )
    OrderParty.objects.create(order=group_order, group=cast.communes)
    return list(outline.conclusions.all())


def pass_content_check(paper: Paper, cast: Cast, at: datetime = NOW) -> None:
    """A draft, sent by the clerk and checked by the head of the division."""
    paper.send_for_check(by=cast.officer("clerk"), at=at)
    paper.check_content(by=cast.officer("division_head"), at=at)


def make_notice(cast: Cast, meeting: Meeting | None = None, **changes: object) -> Paper:
    """A draft that is ready for its first check, to be signed by the leader for the director."""
    if meeting is None:
        meeting = make_meeting(cast)
        make_conclusions(meeting.outlines.get(), cast)
    fields = {
        "meeting": meeting,
        "outline": meeting.outlines.latest("edition"),
        "abstract": "Kết luận của Phó Giám đốc Sở tại Hội nghị giao ban quý I năm 2026",
        "opening": "Ngày 03 tháng 4 năm 2026, Sở tổ chức hội nghị giao ban. Phó Giám đốc Sở kết luận như sau:",
        "closing": "Sở Khoa học và Công nghệ thông báo để các đơn vị biết, thực hiện.",
        "capacity": SigningCapacity.DEPUTY_FOR,
        "signer": cast.leader,
        "drafting_unit": cast.division,
        "drafted_by": cast.clerk,
        "archive_line": "VT, QLCN",
    }
    paper = Paper.objects.create(**fields | changes)
    Recipient.objects.create(paper=paper, unit=cast.commune, words="UBND xã Mẫu Một", purpose="để thực hiện")
    Recipient.objects.create(paper=paper, everyone_invited=True, words="Như thành phần dự họp", position=1)
    return paper
