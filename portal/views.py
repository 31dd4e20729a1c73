"""The home page: what waits for this officer, section by section."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET

from directives.desk import desk_summary
from districts.calendar import WorkCalendar
from meetings import access
from meetings.models import ImportReview
from meetings.planning.unanswered import unanswered_of
from meetings.proposals.standing import concerning
from meetings.unit_reports.listing import awaited_of
from portal.context import office_on_day
from portal.sections import issued_papers, kept_by, read_marks, reads_papers, recent_meetings, waiting_papers
from portal.unit_work import unit_work


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    officer, today = request.user, timezone.localdate()
    office, calendar = office_on_day(today), SimpleLazyObject(WorkCalendar.load)
    work = unit_work(officer, today, request.GET.get("loc", ""), calendar)
    issued = issued_papers(officer) if reads_papers(officer) else None
    read_marks(work, issued)
    context = {
        "today": today,
        "work": work,
        "waiting": waiting_papers(officer, office) if office else [],
        "meetings": recent_meetings(officer) if officer.works_at_office else [],
        "issued": issued,
        "keeps": kept_by(officer),
        "invited": unanswered_of(officer, today, calendar),
        "reports": awaited_of(officer, today, calendar),
        "concern": concerning(officer, today, calendar),
        "office_name": office.name if office else "",
        "desk": desk_summary(officer) if access.may_keep_register(officer) else None,
        "half_done": ImportReview.objects.visible_to(officer).half_done(),
        "may_enter": access.may_enter_meetings(officer),
        "no_office": office is None,
    }
    return render(request, "portal/home.html", context)
