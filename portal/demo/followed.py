"""What became of the last meeting's orders in the demo: late, reported, done, with more time; and who was reminded."""

from __future__ import annotations

from directives.enums import ReportKind
from directives.life.answering import confirm
from directives.life.extending import ask_extension, grant_extension
from directives.life.reporting import Telling, record_paper
from directives.life.unit_acts import acknowledge
from directives.models import Assignment
from directives.reminding.nudging import record_call
from directives.reminding.telling import remind
from directives.urging.drafting import start_urging
from meetings.discarding.drafts import discard_draft
from meetings.enums import PartyRole, ReportRoute
from meetings.models import Paper
from meetings.planning.invitation_words import contact_lines
from meetings.signing import sign, void_signature
from portal.demo.crew import Crew, letter
from portal.demo.held import take

MOST_DAYS_OFF = 15  # in a row


def follow_up(crew: Crew) -> None:
    for code in ("X-TAMBINH", "X-PHUQUOI"):
        _answered_by_letter(crew, code)
    confirm(_of(crew, "X-PHUQUOI"), by=crew.division_head, at=crew.now)
    _more_time(crew)
    late = _of(crew, "X-TRAON")
    record_call(
        late, whom="ông Nguyễn Văn M, Chủ tịch UBND xã", words="Hẹn báo cáo trong tuần", by=crew.clerk, at=crew.now
    )
    _urge(crew)


def remind_all(crew: Crew) -> None:
    """The reminders of the last working day, and before it of one a week ago: what is late is told of once a week."""
    for since in (8, 0):
        days = (crew.day(-ago) for ago in range(since, since + MOST_DAYS_OFF))
        next(day for day in days if not remind(day, at=crew.now).day_off)


def _of(crew: Crew, code: str) -> Assignment:
    """What the old notice gave the unit to lead, the first where it gave more."""
    led = Assignment.objects.filter(directive__earlier__isnull=False, unit=crew.unit(code), role=PartyRole.LEAD)
    return led.order_by("pk")[0]


def _answered_by_letter(crew: Crew, code: str) -> None:
    words = "Đã thực hiện xong, có danh sách kèm theo."
    telling = Telling(ReportKind.COMPLETION, words, paper_number="41/UBND-VX", paper_day=crew.today)
    record_paper(
        _of(crew, code),
        telling,
        route=ReportRoute.LETTER,
        arrived_on=crew.today,
        files=[letter("41-UBND-VX", words)],
        by=crew.clerk,
        at=crew.now,
    )


def _more_time(crew: Crew) -> None:
    """The sample commune asks for two weeks and is granted one."""
    row = acknowledge(_of(crew, "X-LONGHO"), by=crew.unit_officer, at=crew.now)
    asked = ask_extension(
        row, wanted_on=crew.day(42), reason="Ba ấp đang chờ nghiệm thu đường truyền.", by=crew.unit_head, at=crew.now
    )
    grant_extension(asked, until=crew.day(35), words="Kịp trước cuộc họp kỳ sau nữa.", by=crew.leader, at=crew.now)


def _urge(crew: Crew) -> None:
    """A letter that was signed, voided and thrown away, and another to one of the late units as a draft; the other unit is
    left to choose."""
    signed = _letter(crew, "X-TRAON", "P-BINHMINH")
    take(crew, signed, 4)
    sign(signed, by=crew.leader, at=crew.now)
    void_signature(signed, by=crew.leader, at=crew.now, reason="UBND xã Trà Ôn đã hẹn báo cáo, chỉ đôn đốc phường.")
    voided = Paper.objects.get(pk=signed.pk)
    reason = "Soạn lại, chỉ đôn đốc UBND phường Bình Minh."
    discard_draft(voided, by=crew.clerk, at=crew.now, seen=voided.version, reason=reason)
    _letter(crew, "P-BINHMINH")


def _letter(crew: Crew, *codes: str) -> Paper:
    late = Assignment.objects.filter(pk__in=[_of(crew, code).pk for code in codes])
    return start_urging(late, by=crew.clerk, at=crew.now, reply_days=5, contact=" ".join(contact_lines(crew.clerk)))
