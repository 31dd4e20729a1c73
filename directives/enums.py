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
    """A paper sets an assignment off and a paper stops it: no other act is known."""

    ASSIGNED = "assigned", "Đã giao"
    WITHDRAWN = "withdrawn", "Dừng thực hiện"


OPEN_STATES = frozenset({AssignmentState.ASSIGNED})


class Bucket(models.TextChoices):
    """Six, exclusive, in the order in which they are shown. Lead assignments only, at a stated day.

    The two that speak of completion stay at zero until a completion is confirmed, which no act does yet.
    """

    OVERDUE = "overdue", "Quá hạn"
    SOON = "soon", "Sắp đến hạn"
    WITHIN = "within", "Trong hạn"
    ON_TIME = "ontime", "Hoàn thành đúng hạn"
    DONE_LATE = "donelate", "Hoàn thành trễ hạn"
    WITHDRAWN = "off", "Dừng thực hiện"
