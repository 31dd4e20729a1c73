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


class PaperKind(models.TextChoices):
    """Kinds that the portal prints; the symbol is that of Phụ lục III, Nghị định 30/2020/NĐ-CP."""

    NOTICE = "notice", "Thông báo kết luận"
    RECALL = "recall", "Thông báo thu hồi văn bản"

    @property
    def symbol(self) -> str:
        return "TB"

    @property
    def printed_title(self) -> str:
        return "THÔNG BÁO"


class PaperState(models.TextChoices):
    """The life of a paper. Replaced and recalled follow from rows beside the release and are never stored here."""

    DRAFT = "draft", "Dự thảo"
    CHECKED = "checked", "Đã kiểm tra nội dung"
    FORM_CHECKED = "form_checked", "Đã kiểm tra thể thức"
    SUBMITTED = "submitted", "Trình ký"
    SIGNED = "signed", "Đã ký ban hành"
    RELEASED = "released", "Đã phát hành"


class SigningCapacity(models.TextChoices):
    """Điều 13 and Phụ lục I, Nghị định 30/2020/NĐ-CP. TM. is a collective's: never a Sở's, whose head decides."""

    HEAD = "head", "Người đứng đầu"
    ACTING = "acting", "Quyền (Q.)"
    DEPUTY_FOR = "deputy_for", "Ký thay (KT.)"
    BY_ORDER = "by_order", "Thừa lệnh (TL.)"
    BY_AUTHORITY = "by_authority", "Thừa ủy quyền (TUQ.)"
    ON_BEHALF_OF = "on_behalf_of", "Thay mặt tập thể (TM.)"


class NumberMode(models.TextChoices):
    MINTED = "minted", "Cổng tự cấp số"
    TYPED = "typed", "Văn thư nhập số đã cấp ở hệ thống khác"


class DeliveryMethod(models.TextChoices):
    AXIS = "axis", "Trục liên thông văn bản"
    EMAIL = "email", "Thư điện tử"
    PAPER = "paper", "Bản giấy"
