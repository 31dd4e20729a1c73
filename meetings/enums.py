"""The words and states of meetings, conclusions and papers."""

from django.db import models


class Frequency(models.TextChoices):
    MONTHLY = "monthly", "Hằng tháng"
    QUARTERLY = "quarterly", "Hằng quý"
    HALF_YEARLY = "half_yearly", "6 tháng"
    YEARLY = "yearly", "Hằng năm"


class MeetingKind(models.TextChoices):
    COORDINATION = "coordination_meeting", "Hội nghị giao ban"
    CONFERENCE = "conference", "Hội nghị"
    MEETING = "meeting", "Cuộc họp"
    WORKING_SESSION = "working_session", "Buổi làm việc"
    REGULAR_SESSION = "regular_session", "Phiên họp thường kỳ"


class MeetingForm(models.TextChoices):
    IN_PERSON = "in_person", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    BOTH = "both", "Trực tiếp kết hợp trực tuyến"


class MeetingState(models.TextChoices):
    PLANNED = "planned", "Dự kiến"
    MOVED = "moved", "Dời ngày"
    POSTPONED = "postponed", "Hoãn"
    CANCELLED = "cancelled", "Hủy"
    HELD = "held", "Đã họp"
    CLOSED = "closed", "Đã kết thúc theo dõi"


AHEAD = frozenset({MeetingState.PLANNED, MeetingState.MOVED, MeetingState.POSTPONED})
"""States of a meeting that is still to come."""
EXPECTED = frozenset({MeetingState.PLANNED, MeetingState.MOVED})
"""States of a meeting that is to come on its day: it is neither postponed nor cancelled."""


class ChangeKind(models.TextChoices):
    """How a planned meeting was changed; each value is the state that follows."""

    MOVED = "moved", "Dời cuộc họp"
    POSTPONED = "postponed", "Hoãn cuộc họp"
    CANCELLED = "cancelled", "Hủy cuộc họp"


class Attendance(models.TextChoices):
    INVITED = "invited", "Được mời"
    REGISTERED = "registered", "Đã đăng ký"
    PRESENT = "present", "Có mặt"
    LATE = "late", "Đến muộn"
    SUBSTITUTE = "substitute", "Cử người dự thay"
    WRONG_RANK = "wrong_rank", "Không đúng thành phần"
    EXCUSED = "excused", "Vắng có lý do"
    ABSENT = "absent", "Vắng không lý do"

    @property
    def is_recorded(self) -> bool:
        """Whether it tells what happened at the meeting, not only what was expected before."""
        return self not in UNRECORDED

    @property
    def came(self) -> bool:
        """Whether somebody of the unit was there."""
        return self in CAME

    @property
    def takes_reason(self) -> bool:
        return self in REASONED


UNRECORDED = frozenset({Attendance.INVITED, Attendance.REGISTERED})
CAME = frozenset({Attendance.PRESENT, Attendance.LATE, Attendance.SUBSTITUTE, Attendance.WRONG_RANK})
REASONED = frozenset({Attendance.LATE, Attendance.EXCUSED, Attendance.ABSENT})


class AttendeeRole(models.TextChoices):
    CHAIR = "chair", "Chủ trì"
    CO_CHAIR = "co_chair", "Đồng chủ trì"
    SECRETARY = "secretary", "Thư ký"
    ATTENDEE = "attendee", "Đại biểu"


class ConclusionKind(models.TextChoices):
    HEADING = "heading", "Đề mục"
    PARAGRAPH = "paragraph", "Đoạn văn"
    ITEM = "item", "Nội dung kết luận"


class Settlement(models.TextChoices):
    """How an item ends that carries no order."""

    NONE = "", "Chưa xác định"
    NO_TASK = "no_task", "Không phát sinh nhiệm vụ"
    UNTRACKED = "untracked", "Thường xuyên, không yêu cầu báo cáo riêng"


class OutlineVerb(models.TextChoices):
    """What is done to an outline while it is written."""

    ADD = "add", "Thêm mục"
    EDIT = "edit", "Sửa nội dung mục"
    MOVE = "move", "Chuyển chỗ mục"
    DELETE = "delete", "Xóa mục"
    RELABEL = "relabel", "Đánh lại số mục"


class DeadlineKind(models.TextChoices):
    NONE = "", "Không có thời hạn"
    DAY = "day", "Ngày"
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF = "half", "6 tháng"
    YEAR = "year", "Năm"
    RELATIVE = "relative", "Số ngày kể từ khi phát hành"
    RECURRING = "recurring", "Định kỳ"


class PartyRole(models.TextChoices):
    LEAD = "lead", "Chủ trì"
    COORDINATING = "coordinating", "Phối hợp"


class OrderStanding(models.TextChoices):
    """What had become of an order of a notice that was issued before the portal, when the notice was entered."""

    OPEN = "open", "Còn phải thực hiện"
    DONE = "done", "Đã hoàn thành"
    NOT_FOLLOWED = "not_followed", "Không theo dõi"


class PaperKind(models.TextChoices):
    """Kinds that the portal prints, under the names and symbols of Phụ lục III, Nghị định 30/2020/NĐ-CP."""

    NOTICE = "notice", "Thông báo kết luận"
    RECALL = "recall", "Thông báo thu hồi văn bản"
    AMENDMENT = "amendment", "Thông báo sửa đổi, bổ sung"
    CORRECTION = "correction", "Công văn đính chính"
    INVITATION = "invitation", "Giấy mời"
    CALLING_OFF = "calling_off", "Thông báo hoãn, hủy cuộc họp"
    MINUTES = "minutes", "Biên bản họp"
    URGING = "urging", "Công văn đôn đốc"

    @property
    def symbol(self) -> str:
        """'TB': what stands before the agency's abbreviation. A letter prints none; its 'CV' names its sequence."""
        return PAPER_SYMBOLS[self]

    @property
    def is_letter(self) -> bool:
        """Công văn: no title, 'V/v …' under the number, the drafting unit in the symbol."""
        return self.symbol == LETTER

    @property
    def named(self) -> str:
        """'Thông báo': the name of the kind before a number, as in 'Thông báo 05/TB-SKHCN'."""
        return SYMBOL_NAMES[self.symbol]

    @property
    def printed_title(self) -> str:
        """'' for a letter."""
        return "" if self.is_letter else self.named.upper()


LETTER = "CV"
PAPER_SYMBOLS = {
    PaperKind.NOTICE: "TB",
    PaperKind.RECALL: "TB",
    PaperKind.AMENDMENT: "TB",
    PaperKind.CORRECTION: LETTER,
    PaperKind.INVITATION: "GM",
    PaperKind.CALLING_OFF: "TB",
    PaperKind.MINUTES: "BB",
    PaperKind.URGING: LETTER,
}
SYMBOL_NAMES = {"TB": "Thông báo", "GM": "Giấy mời", LETTER: "Công văn", "BB": "Biên bản"}
OF_CONCLUSIONS = frozenset({PaperKind.NOTICE, PaperKind.RECALL, PaperKind.AMENDMENT})
"""Kinds that stand under 'Thông báo' of a meeting: what it concluded, and what became of that notice."""
ABOUT_A_DAY = frozenset({PaperKind.INVITATION, PaperKind.CALLING_OFF})
"""Kinds that tell of a meeting to come: whom it awaits and when, or that it will not be held then."""


class PaperFault(models.TextChoices):
    """What a letter of correction may put right (Điều 18, Nghị định 30/2020/NĐ-CP); never the content."""

    FORM = "form", "Thể thức, kỹ thuật trình bày"
    PROCEDURE = "procedure", "Thủ tục ban hành"


class PaperState(models.TextChoices):
    """The life of a paper. Replaced and recalled follow from rows beside the release and are never stored here.

    Discarded: a draft that was signed and voided, and then thrown away; its row stays for its signatures alone.
    """

    DRAFT = "draft", "Dự thảo"
    SENT = "sent", "Đang kiểm tra"
    CHECKED = "checked", "Đã kiểm tra nội dung"
    FORM_CHECKED = "form_checked", "Đã kiểm tra thể thức"
    SUBMITTED = "submitted", "Trình ký"
    SIGNED = "signed", "Đã ký ban hành"
    RELEASED = "released", "Đã phát hành"
    DISCARDED = "discarded", "Đã bỏ"


BEFORE_SIGNATURE = (PaperState.SENT, PaperState.CHECKED, PaperState.FORM_CHECKED, PaperState.SUBMITTED)
"""States of a paper that has left the draft and waits for a check or for the signature."""


class SigningCapacity(models.TextChoices):
    """Điều 13 and Phụ lục I, Nghị định 30/2020/NĐ-CP. TM. is a collective's: never a Sở's, whose head decides."""

    HEAD = "head", "Người đứng đầu"
    ACTING = "acting", "Quyền (Q.)"
    DEPUTY_FOR = "deputy_for", "Ký thay (KT.)"
    BY_ORDER = "by_order", "Thừa lệnh (TL.)"
    BY_AUTHORITY = "by_authority", "Thừa ủy quyền (TUQ.)"
    ON_BEHALF_OF = "on_behalf_of", "Thay mặt tập thể (TM.)"


class Urgency(models.TextChoices):
    """Dấu chỉ mức độ khẩn, in the words of the stamp: Phụ lục I, mục III, khoản 2, Nghị định 30/2020/NĐ-CP."""

    NONE = "", "Không"
    URGENT = "KHẨN", "Khẩn"
    VERY_URGENT = "THƯỢNG KHẨN", "Thượng khẩn"
    EXPRESS = "HỎA TỐC", "Hỏa tốc"


class Circulation(models.TextChoices):
    """Dấu chỉ phạm vi lưu hành, in the words of the stamp: the same place of the decree."""

    NONE = "", "Không"
    RETURN = "XEM XONG TRẢ LẠI", "Xem xong trả lại"
    INTERNAL = "LƯU HÀNH NỘI BỘ", "Lưu hành nội bộ"


class CommentOutcome(models.TextChoices):
    """What became of a comment on a draft."""

    ACCEPTED = "accepted", "Tiếp thu"
    EXPLAINED = "explained", "Giải trình"


class NumberMode(models.TextChoices):
    MINTED = "minted", "Cổng tự cấp số"
    TYPED = "typed", "Văn thư nhập số đã cấp ở hệ thống khác"


class DeliveryMethod(models.TextChoices):
    AXIS = "axis", "Trục liên thông văn bản"
    EMAIL = "email", "Thư điện tử"
    PAPER = "paper", "Bản giấy"


class SignatureState(models.TextChoices):
    """How a digital signature of an attached file stood when the file came."""

    INTACT = "intact", "Còn nguyên vẹn"
    ADDED = "added", "Còn nguyên vẹn, sau đó có phần bổ sung được phép"
    ALTERED = "altered", "Tệp bị sửa sau khi ký"
    BROKEN = "broken", "Không còn khớp nội dung đã ký"
    UNREADABLE = "unreadable", "Không kiểm tra được"


class CopyTrust(models.TextChoices):
    """Whether the certificate leads to an authority that the administrator has put among the trusted ones."""

    TRUSTED = "trusted", "Đã đối chiếu, đúng tổ chức chứng thực tin cậy"
    UNTRUSTED = "untrusted", "Không thuộc tổ chức chứng thực tin cậy của cổng"
    UNCHECKED = "unchecked", "Chưa đối chiếu được tổ chức chứng thực"


class CopyMatch(models.TextChoices):
    """Whether the attached file is of this paper."""

    SAME_PRINT = "same_print", "Ký trên đúng bản thể hiện của cổng"
    MATCHES = "matches", "Khớp số, ký hiệu, trích yếu và nội dung"
    DIFFERS = "differs", "Có chỗ khác văn bản đã phát hành"
    NO_TEXT = "no_text", "Tệp không có lớp chữ nên cổng không đối chiếu được"


class ReportState(models.TextChoices):
    """Where the report stands that a unit was asked for before a meeting. Whether it is late is computed, never stored."""

    ASKED = "asked", "Chưa gửi"
    SENT = "sent", "Đã gửi"
    RETURNED = "returned", "Đề nghị bổ sung"
    NOT_NEEDED = "not_needed", "Không cần gửi"

    @property
    def is_awaited(self) -> bool:
        """Whether the unit still has something to send."""
        return self in AWAITED


AWAITED = frozenset({ReportState.ASKED, ReportState.RETURNED})


class ReportRoute(models.TextChoices):
    """How a unit's report came to the Sở."""

    PORTAL = "portal", "Gửi trên cổng"
    LETTER = "letter", "Công văn trên trục liên thông"
    EMAIL = "email", "Thư điện tử"
    ON_PAPER = "on_paper", "Bản giấy"


class ReminderWay(models.TextChoices):
    PHONE = "phone", "Điện thoại"
    MESSAGE = "message", "Tin nhắn, nhóm trao đổi"
    EMAIL = "email", "Thư điện tử"


class ProposalState(models.TextChoices):
    """Where a proposal of a unit (kiến nghị) stands. Whether its answer is overdue is computed, never stored."""

    DRAFT = "draft", "Nháp"
    SENT = "sent", "Chờ tiếp nhận"
    RECEIVED = "received", "Đã tiếp nhận"
    PARTLY = "partly", "Đã trả lời một phần"
    PASSED_UP = "passed_up", "Đã chuyển cấp trên"
    ANSWERED = "answered", "Đã trả lời"


UNANSWERED = frozenset({ProposalState.SENT, ProposalState.RECEIVED, ProposalState.PARTLY, ProposalState.PASSED_UP})
"""States of a proposal that the unit still waits with."""
DUE_AT_THE_OFFICE = frozenset({ProposalState.RECEIVED, ProposalState.PARTLY})
"""States in which a division of the Sở has an answer to give by a day."""


class ProposalOrigin(models.TextChoices):
    FILED = "filed", "Đơn vị gửi trên cổng"
    SPOKEN = "spoken", "Nêu tại cuộc họp"
    IN_PAPER = "in_paper", "Ghi trong văn bản của đơn vị"


class AnswerKind(models.TextChoices):
    """What a division's answer does to the proposal; each value is the state that follows."""

    ANSWERED = "answered", "Trả lời đầy đủ"
    PARTLY = "partly", "Trả lời một phần"
    PASSED_UP = "passed_up", "Chuyển cấp trên"
