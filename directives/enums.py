"""The life of an assignment and the buckets it is counted in."""

from django.db import models


class Basis(models.TextChoices):
    """A Sở gives orders to its own divisions and centres alone; others it asks; a superior's task names its paper."""

    ORDER = "order", "Giao"
    REQUEST = "request", "Đề nghị"
    SUPERIOR = "superior", "Theo giao việc của UBND tỉnh"


class SuperiorBody(models.TextChoices):
    """Who stands above the Sở and gives it work by a paper."""

    PEOPLE_COMMITTEE = "people_committee", "UBND tỉnh"
    PARTY = "party", "Tỉnh ủy, tổ chức đảng cấp trên"
    OTHER = "other", "Cơ quan cấp trên khác"


class AssignmentState(models.TextChoices):
    """Where an assignment stands; which act leads from where to where is written in `directives.life.table`."""

    ASSIGNED = "assigned", "Đã giao"
    ACKNOWLEDGED = "acknowledged", "Đã tiếp nhận"
    TRANSFER_ASKED = "transfer_asked", "Đề nghị chuyển đơn vị khác"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    REPORTED = "reported", "Đã báo cáo hoàn thành"
    DONE = "done", "Hoàn thành"
    PAUSED = "paused", "Tạm dừng"
    WITHDRAWN = "withdrawn", "Dừng thực hiện"
    TRANSFERRED = "transferred", "Đã chuyển đơn vị khác"
    CONTRIBUTED = "contributed", "Đã gửi kết quả phối hợp"
    NOTHING_TO_ADD = "nothing_to_add", "Không có nội dung phối hợp"


TAKEN_ON = frozenset(
    {
        AssignmentState.ACKNOWLEDGED,
        AssignmentState.IN_PROGRESS,
        AssignmentState.REPORTED,
        AssignmentState.TRANSFER_ASKED,
        AssignmentState.CONTRIBUTED,
        AssignmentState.NOTHING_TO_ADD,
        AssignmentState.DONE,
    }
)
"""Its unit has acted upon it in the portal, so that the paper has reached it."""
PAUSABLE_STATES = frozenset(
    {
        AssignmentState.ASSIGNED,
        AssignmentState.ACKNOWLEDGED,
        AssignmentState.TRANSFER_ASKED,
        AssignmentState.IN_PROGRESS,
        AssignmentState.REPORTED,
    }
)
OPEN_STATES = PAUSABLE_STATES | {AssignmentState.PAUSED}
"""Not finished and not taken away: a paused one goes on some day."""
LEAD_STATES = OPEN_STATES | {AssignmentState.DONE, AssignmentState.WITHDRAWN, AssignmentState.TRANSFERRED}
COORDINATING_STATES = frozenset(
    {
        AssignmentState.ASSIGNED,
        AssignmentState.PAUSED,
        AssignmentState.CONTRIBUTED,
        AssignmentState.NOTHING_TO_ADD,
        AssignmentState.WITHDRAWN,
        AssignmentState.TRANSFERRED,
    }
)


class ReportKind(models.TextChoices):
    """What a unit tells of its work; the last two come from a coordinating unit."""

    PROGRESS = "progress", "Báo cáo tiến độ"
    COMPLETION = "completion", "Báo cáo hoàn thành"
    CONTRIBUTION = "contribution", "Kết quả phối hợp"
    NOTHING_TO_ADD = "nothing_to_add", "Không có nội dung phối hợp"


class Verdict(models.TextChoices):
    """What the Sở answered to a completion."""

    CONFIRMED = "confirmed", "Xác nhận hoàn thành"
    SUPPLEMENT = "supplement", "Đề nghị bổ sung"
    NOT_ACHIEVED = "not_achieved", "Chưa đạt yêu cầu"


class DecisionKind(models.TextChoices):
    """Why a deadline moves, or does not."""

    EXTENSION = "extension", "Điều chỉnh theo đề nghị của đơn vị"
    REFUSAL = "refusal", "Giữ nguyên thời hạn"
    SUPERIOR = "superior", "Điều chỉnh theo văn bản cấp trên"
    MEETING = "meeting", "Điều chỉnh tại cuộc họp"
    TAKEN_BACK = "taken_back", "Đơn vị rút đề nghị"


class VerdictKind(models.TextChoices):
    """What the chair concludes of a task of an earlier meeting. The first two end it: by its result, or without one."""

    CLOSED = "closed", "Đóng, công nhận hoàn thành"
    STOPPED = "stopped", "Đóng, dừng thực hiện"
    GOES_ON = "goes_on", "Tiếp tục thực hiện"
    NEW_DATE = "new_date", "Đổi hạn"
    REPLACED = "replaced", "Thay bằng kết luận mới"
    PUT_OFF = "put_off", "Chuyển kỳ sau"


class Bucket(models.TextChoices):
    """Six, exclusive, in the order in which they are shown. Lead assignments only, at a stated day.

    A paused assignment is counted in the last one, under its own word; one that passed to another unit in none: it counts
    there.
    """

    OVERDUE = "overdue", "Quá hạn"
    SOON = "soon", "Sắp đến hạn"
    WITHIN = "within", "Trong hạn"
    ON_TIME = "ontime", "Hoàn thành đúng hạn"
    DONE_LATE = "donelate", "Hoàn thành trễ hạn"
    WITHDRAWN = "off", "Dừng thực hiện"


class NudgeWay(models.TextChoices):
    """How somebody was reminded; the first two are the portal's own, the last is a paper of the Sở."""

    MAIL = "mail", "Thư điện tử"
    PORTAL = "portal", "Thông báo trong cổng"
    CHAT = "chat", "Tin nhắn"
    PHONE = "phone", "Điện thoại"
    LETTER = "letter", "Công văn đôn đốc"


class ReminderReason(models.TextChoices):
    """Why the portal reminds of an assignment, in the order of a digest: the gravest first."""

    TO_LEADER = "to_leader", "Quá hạn lâu, báo cáo lãnh đạo Sở"
    TO_HEAD = "to_head", "Quá hạn, cần lãnh đạo đơn vị trực tiếp chỉ đạo"
    ANSWER = "answer", "Sở chưa trả lời kết quả của đơn vị"
    OVERDUE = "overdue", "Quá hạn"
    TODAY = "today", "Đến hạn hôm nay"
    SUPPLEMENT = "supplement", "Cần bổ sung kết quả"
    CONTRIBUTION = "contribution", "Cần gửi kết quả phối hợp"
    SOON = "soon", "Sắp đến hạn"
    SILENT = "silent", "Lâu chưa có báo cáo"


class WorkKind(models.TextChoices):
    """What may stand in a person's name as the one who is to do it."""

    ORDER = "order", "Nhiệm vụ được giao xử lý"
    FOLLOWED = "followed", "Nhiệm vụ đang theo dõi"
    DRAFT = "draft", "Văn bản đang soạn"
    WORD = "word", "Bản Word đang đối chiếu"
    READING = "reading", "Tài liệu đang kiểm tra để nhập cuộc họp"
    COMMENT = "comment", "Góp ý dự thảo"
