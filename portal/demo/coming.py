"""The next meeting of the demo: planned from its series, its invitation drafted, units answering, reporting, proposing."""

from __future__ import annotations

from datetime import date, time

from districts.models import Unit, UnitGroup
from meetings.attendance.recording import add_unit
from meetings.enums import AnswerKind, Frequency, MeetingForm, ReportRoute
from meetings.models import (
    ConnectionPoint,
    Delegation,
    Meeting,
    MeetingSeries,
    Proposal,
    ReportRequest,
    UnitReport,
)
from meetings.planning.agenda import AgendaLine
from meetings.planning.changes import Cause
from meetings.planning.facts import Plan, correct_meeting
from meetings.planning.files import add_document
from meetings.planning.invitation_drafting import draft_invitation
from meetings.planning.people import Person
from meetings.planning.points import save_point
from meetings.planning.registering import excuse, register
from meetings.planning.series import save_series
from meetings.proposals.answering import Reply, answer_proposal, route_proposal
from meetings.proposals.filing import enter_proposal, save_proposal
from meetings.scheduling import plan_next, propose_next
from meetings.unit_reports.asking import ask_units
from meetings.unit_reports.sending import Arrival, add_draft_files, record_arrival, save_draft, send_report
from portal.demo.crew import Crew, letter

SERIES = "Giao ban chuyển đổi số với các xã, phường, đặc khu"
CHAIR = Person("Phạm Thị D", "Bà", "Phó Giám đốc Sở")
SECRETARY = Person("Nguyễn Văn A", "Ông", "Chuyên viên Phòng Quản lý khoa học")
AHEAD = 16  # days until the meeting


def plan_the_next(crew: Crew, series: MeetingSeries) -> Meeting:
    """The meeting with all that units and the Sở have entered for it so far."""
    period = str(propose_next(series, crew.today).period)
    meeting = plan_next(series, period=period, day=_working_day(crew), by=crew.clerk, at=crew.now)
    _arranged(crew, meeting)
    draft_invitation(meeting, by=crew.clerk, at=crew.now)
    _answered(crew, meeting)
    _reported(crew, meeting)
    _proposed(crew, meeting)
    return meeting


def begin_series(crew: Crew) -> MeetingSeries:
    series = MeetingSeries(
        name=SERIES,
        frequency=Frequency.MONTHLY,
        field="Chuyển đổi số",
        title_pattern="Hội nghị giao ban chuyển đổi số {kỳ}",
        form=MeetingForm.BOTH,
        place="Hội trường Sở Khoa học và Công nghệ",
        starts_at=time(8, 0),
    )
    hosts = [crew.unit("SKHCN"), crew.unit("X-LONGHO")]
    invited: list[Unit | UnitGroup] = [crew.group("UBND các xã, phường, đặc khu"), crew.unit("TDC"), crew.unit("TTCDS")]
    save_series(series, hosts=hosts, invited=invited, by=crew.clerk)
    return series


def _working_day(crew: Crew) -> date:
    day = crew.day(AHEAD)
    return crew.day(AHEAD + 7 - day.weekday()) if day.weekday() > 4 else day


def _arranged(crew: Crew, meeting: Meeting) -> None:
    agenda = [
        AgendaLine("Khai mạc, giới thiệu đại biểu", "Văn phòng Sở", time(8, 0)),
        AgendaLine("Báo cáo kết quả chuyển đổi số trong kỳ", "Phòng Chuyển đổi số", time(8, 15)),
        AgendaLine("Ý kiến của các xã, phường", "Đại biểu", time(9, 0)),
        AgendaLine("Kết luận", "Phó Giám đốc Sở", time(10, 45)),
    ]
    correct_meeting(meeting, Plan(CHAIR, (), [SECRETARY], agenda), by=crew.clerk, at=crew.now)
    report = letter("Bao cao chuyen doi so", "Dự thảo báo cáo kết quả chuyển đổi số trong kỳ.")
    add_document(meeting, report, "Báo cáo kết quả chuyển đổi số", by=crew.clerk, at=crew.now)
    points = [
        ("Hội trường Sở", "Điểm cầu chính", "Hội trường Sở Khoa học và Công nghệ", ["TDC", "TTCDS"]),
        ("UBND xã Long Hồ", "Cụm 1, khu vực Long Hồ", "Phòng họp UBND xã Long Hồ", ["X-LONGHO", "X-PHUQUOI"]),
        ("UBND phường Bình Minh", "Cụm 2, khu vực Bình Minh", "Phòng họp số 1", ["P-BINHMINH", "P-CAIVON"]),
    ]
    for name, cluster, place, codes in points:
        point = ConnectionPoint(meeting=meeting, name=name, cluster=cluster, place=place)
        save_point(point, [crew.unit(code) for code in codes], by=crew.clerk, at=crew.now)
    add_unit(meeting, crew.unit("LHH"), by=crew.clerk, at=crew.now)


def _answered(crew: Crew, meeting: Meeting) -> None:
    """The sample commune registers; what others have answered is entered in the same way, by their own officers."""
    own = Delegation.objects.get(meeting=meeting, unit=crew.unit("X-LONGHO"))
    cause = Cause("Trùng lịch tiếp xúc cử tri", "21/UBND-VX")
    excuse(own, cause, by=crew.unit_officer, at=crew.now)
    own.refresh_from_db()
    register(own, "Ông Võ Văn G - Công chức Phòng Văn hóa - Xã hội", by=crew.unit_officer, at=crew.now)


def _reported(crew: Crew, meeting: Meeting) -> None:
    request = ReportRequest(content="Kết quả chuyển đổi số, khó khăn và kiến nghị", due_on=crew.day(5))
    form = letter("Mau bao cao", "Mẫu báo cáo kết quả chuyển đổi số của xã, phường.")
    codes = ["X-LONGHO", "X-TRAON", "X-TAMBINH", "P-BINHMINH"]
    ask_units(meeting, request, [crew.unit(code) for code in codes], template=form, by=crew.clerk, at=crew.now)
    own = UnitReport.objects.get(meeting=meeting, unit=crew.unit("X-LONGHO"))
    own.summary = "Đã tiếp nhận trực tuyến 1.248 hồ sơ, đạt 96,4 %. Tổ công nghệ số cộng đồng hoạt động ở cả 9 ấp."
    own.paper_number, own.paper_day, own.signer = "57/BC-UBND", crew.today, "Đặng Thị H, Phó Chủ tịch UBND xã"
    add_draft_files(own, [letter("57-BC-UBND", own.summary)], by=crew.unit_officer)
    send_report(own, by=crew.unit_officer, at=crew.now)
    own = UnitReport.objects.get(pk=own.pk)
    own.summary += " Bổ sung: số liệu của hai ấp báo chậm."
    save_draft(own, by=crew.unit_officer, at=crew.now)
    other = UnitReport.objects.get(meeting=meeting, unit=crew.unit("X-TRAON"))
    arrival = Arrival(ReportRoute.LETTER, crew.today, "Hồ sơ trực tuyến đạt 88 %.", "34/BC-UBND", crew.today, "UBND xã")
    files = [letter("34-BC-UBND", arrival.summary)]
    record_arrival(other, arrival, files, version=other.version, by=crew.clerk, at=crew.now)


def _proposed(crew: Crew, meeting: Meeting) -> None:
    texts = [
        "Hỗ trợ đường truyền cho nhà văn hóa ấp",
        "Tập huấn ký số cho công chức xã",
        "Cấp máy quét cho bộ phận một cửa",
    ]
    filed = [Proposal(meeting=meeting, unit=crew.unit("X-LONGHO"), text=text, field="Chuyển đổi số") for text in texts]
    for proposal, send in zip(filed, (True, True, False), strict=True):
        save_proposal(proposal, send=send, by=crew.unit_officer, at=crew.now)
    routed = [
        route_proposal(
            each, crew.unit("QLKH"), crew.day(10), version=Proposal.objects.get(pk=each.pk).version,
            by=crew.clerk, at=crew.now,
        )
        for each in filed[:2]
    ]  # fmt: skip
    reply = Reply(AnswerKind.PARTLY, "Đợt tập huấn đầu mở trong tháng sau; xã cử 02 công chức.")
    answer_proposal(routed[1], reply, version=routed[1].version, by=crew.clerk, at=crew.now)
    spoken = Proposal(
        meeting=meeting, unit=crew.unit("P-BINHMINH"), text="Sớm ban hành hướng dẫn kinh phí chuyển đổi số"
    )
    spoken.origin = "spoken"
    enter_proposal(spoken, by=crew.clerk, at=crew.now)
