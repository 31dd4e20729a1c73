"""Whoever asks for a row that is not theirs is told that there is none: here it is put on record that they asked.

Each number of an address is known by what stands before it. Nothing is asked of the database unless a page was refused,
and then only once the answer has left, so that the time it took does not tell a row that is hidden from one that is not
there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone

from directives.models import Assignment, Directive, DraftEvidence, Evidence, Handover
from directives.rulings.models import Ruling, RulingItem
from districts.models import Deputyship, Officer
from districts.refusals import record_hidden
from meetings.models import (
    Conclusion,
    ConnectionPoint,
    Delegation,
    Delivery,
    EarlierPaper,
    EarlierStanding,
    EditDraft,
    ImportReview,
    LineComment,
    Meeting,
    MeetingChange,
    MeetingDocument,
    MeetingSeries,
    Paper,
    PaperEditDraft,
    Proposal,
    ProposalAnswer,
    ReportDraftFile,
    ReportFile,
    ReportRequest,
    Statement,
    StatementDraft,
    UnitReport,
    WordCorrection,
)
from meetings.posted import is_key, number_of

Door = Callable[[Officer], QuerySet]
"""The rows that the officer may see."""

NUMBER = re.compile(r"<int:(\w+)>")
CODE = re.compile(r"-[\w-]+\.ics$")  # it opens a calendar


def _behind(model: type[Model]) -> Door:
    """Rows without a door of their own: to one for whom the address has none, it was hidden."""
    return lambda officer: model._default_manager.none()


def _within(model: type[Model], path: str, door: Door) -> Door:
    """Rows that whoever may see the outer row sees too: an address that finds no file or page among them hid nothing."""
    return lambda officer: model._default_manager.filter(**{f"{path}__in": door(officer).values("pk")})


def _papers(officer: Officer) -> QuerySet[Paper]:
    """The Sở's staff read of a discarded one in the list of these, though it has no page any more."""
    return Paper.objects.all() if officer.works_at_office else Paper.objects.visible_to(officer)


def _letters(officer: Officer) -> QuerySet[Delegation]:
    return Delegation.objects.all() if officer.works_at_office else Delegation.objects.none()


def _requests(officer: Officer) -> QuerySet[ReportRequest]:
    return ReportRequest.objects.filter(pk__in=UnitReport.objects.visible_to(officer).values("request"))


def _own_reports(officer: Officer) -> QuerySet[UnitReport]:
    return UnitReport.objects.filter(unit__in=officer.unit_ids)


def _worked_on(officer: Officer) -> QuerySet[Assignment]:
    return Assignment.objects.of_units(officer.unit_ids)


def _oneself(officer: Officer) -> QuerySet[Officer]:
    return Officer.objects.filter(pk=officer.pk)


DOORS: dict[str, Door | None] = {
    "cuoc-hop/": Meeting.objects.visible_to,
    "cuoc-hop/lich/": _oneself,
    "cuoc-hop/chuoi/": MeetingSeries.objects.visible_to,
    "cuoc-hop/nhap-tu-tai-lieu/": ImportReview.objects.visible_to,
    "cuoc-hop/nhap-tu-tai-lieu/<int:pk>/lay-lai/": None,
    "cuoc-hop/<int:pk>/viec-con-mo/": Directive.objects.visible_to,
    "cuoc-hop/<int:pk>/ky-truoc/": Directive.objects.visible_to,
    "cuoc-hop/<int:pk>/tai-lieu/": _within(MeetingDocument, "meeting", Meeting.objects.visible_to),
    "cuoc-hop/<int:pk>/diem-cau/": _behind(ConnectionPoint),
    "cuoc-hop/<int:pk>/doi-lich/": _within(MeetingChange, "meeting", Meeting.objects.visible_to),
    "cuoc-hop/<int:pk>/dang-ky/": _behind(Delegation),
    "cuoc-hop/<int:pk>/thanh-phan/dong/": _behind(Delegation),
    "cuoc-hop/<int:pk>/thanh-phan/cong-van/": _letters,
    "cuoc-hop/<int:pk>/bao-cao/yeu-cau/": _requests,
    "cuoc-hop/<int:pk>/bao-cao/": UnitReport.objects.visible_to,
    "cuoc-hop/<int:pk>/bao-cao/<int:report>/tep/": _within(
        ReportFile, "version__report", UnitReport.objects.visible_to
    ),
    "cuoc-hop/<int:pk>/bao-cao/<int:report>/nhap/": _within(ReportDraftFile, "report", _own_reports),
    "cuoc-hop/<int:pk>/kien-nghi/": Proposal.objects.visible_to,
    "cuoc-hop/<int:pk>/bien-ban/y-kien/": _behind(Statement),
    "cuoc-hop/<int:pk>/bien-ban/ban-nhap/": _behind(StatementDraft),
    "cuoc-hop/<int:pk>/ket-luan/muc/": _behind(Conclusion),
    "cuoc-hop/<int:pk>/ket-luan/ban-nhap/": _behind(EditDraft),
    "kien-nghi/": Proposal.objects.visible_to,
    "kien-nghi/<int:pk>/tra-loi/": _within(ProposalAnswer, "proposal", Proposal.objects.visible_to),
    "van-ban/": _papers,
    "van-ban/<int:pk>/trang-": None,
    "van-ban/<int:pk>/noi-nhan/": _behind(Delivery),
    "van-ban/<int:pk>/sua/hai-ban/": _behind(PaperEditDraft),
    "van-ban/<int:pk>/y-kien/": _behind(LineComment),
    "van-ban/<int:pk>/ban-word-da-sua/": WordCorrection.objects.visible_to,
    "van-ban/ho-so-cu/": EarlierPaper.objects.visible_to,
    "van-ban/ho-so-cu/<int:pk>/tinh-trang/": _behind(EarlierStanding),
    "van-ban/cap-tren/": Ruling.objects.visible_to,
    "van-ban/cap-tren/<int:pk>/muc/": _behind(RulingItem),
    "nhiem-vu/": Assignment.objects.readable_by,
    "nhiem-vu/<int:pk>/tep/": _within(Evidence, "report__assignment", Assignment.objects.readable_by),
    "nhiem-vu/<int:pk>/tep/<int:file>/trang-": None,
    "nhiem-vu/<int:pk>/nhap/": _within(DraftEvidence, "draft__assignment", _worked_on),
    "nguoi-thay/": _behind(Deputyship),
    "ban-giao/": Handover.objects.visible_to,
    "ban-giao/nguoi/": _oneself,
    "ke-thua/": None,
}
"""By the beginning of an address up to the number; None: the number of no row, or of one that everybody knows of."""

FORMS: dict[str, tuple[str, Door]] = {"assignments-acknowledge": ("nhiem-vu", Assignment.objects.visible_to)}
"""By the address's name: the field in which a form names rows, of which one that is hidden refuses it whole."""


def hidden_rows_recorded(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, after the one that knows ``request.user``."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        asked = request.resolver_match
        if response.status_code in (403, 404) and asked and isinstance(officer := request.user, Officer):
            named = list(_named(request, asked, response.status_code))
            if named:
                _after(response, lambda: _record(request, named, officer))
        return response

    return respond


def _named(request: HttpRequest, asked: ResolverMatch, status: int) -> Iterator[tuple[Door, list[int]]]:
    """The rows that were asked for, the outer first. Where a page is not the officer's to open (403) its first alone: what
    lies within a row that is seen was not looked for.
    """
    for place in NUMBER.finditer(asked.route):
        door, key = DOORS.get(asked.route[: place.start()]), asked.kwargs[place[1]]
        if door and is_key(key):
            yield door, [key]
        if status == 403:
            return
    if form := FORMS.get(asked.view_name):
        field, door = form
        yield door, [key for key in map(number_of, request.POST.getlist(field)) if key is not None]


def _after(response: HttpResponse, act: Callable[[], None]) -> None:
    """Do it once the answer has been handed over."""
    closed = response.close

    def close() -> None:
        try:
            act()
        finally:
            closed()

    response.close = close  # type: ignore[method-assign]


def _record(request: HttpRequest, named: list[tuple[Door, list[int]]], by: Officer) -> None:
    """The first that is there and is not the officer's to see."""
    for door, keys in named:
        seen = door(by).filter(pk__in=keys)
        row = seen.model._base_manager.filter(pk__in=keys).exclude(pk__in=seen.values("pk")).first()
        if row is not None:
            asked = f"{request.method} {CODE.sub('-….ics', request.path)}"
            record_hidden(row, asked, by=by, at=timezone.now())
            return
