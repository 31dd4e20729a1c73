"""The home page: what waits for this officer, section by section."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET, require_safe

from directives.desk import desk_summary
from districts.calendar import WorkCalendar
from meetings import access
from meetings.models import ImportReview
from meetings.planning.unanswered import unanswered_of
from meetings.proposals.standing import concerning
from meetings.unit_reports.listing import awaited_of
from portal.context import office_on_day
from portal.office_home import answers_for_office, office_work
from portal.sections import (
    carried_near,
    kept_by,
    papers_at_home,
    read_marks,
    recent_meetings,
    units_to_pass_on,
    waiting_papers,
)
from portal.unit_work import unit_work


@require_safe
def still_here(request: HttpRequest) -> HttpResponse:
    """Empty for one who is signed in; everybody else is led to the sign-in. A page asks before it sends what was typed."""
    return HttpResponse("", headers={"Cache-Control": "no-store"})


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    officer, today = request.user, timezone.localdate()
    office, calendar = office_on_day(today), SimpleLazyObject(WorkCalendar.load)
    work = unit_work(officer, today, request.GET.get("loc", ""), calendar)
    # Beside the work of a unit of one's own what waits at the Sở is fetched: both together ask the database too often.
    fetched = work is not None and answers_for_office(officer)
    papers = papers_at_home(officer)
    meetings = recent_meetings(officer) if officer.works_at_office else []
    read_marks(work, papers.issued)
    context = {
        "today": today,
        "work": work,
        "at_office": None if fetched else office_work(officer, today, calendar),
        "at_office_fetched": fetched,
        "waiting": waiting_papers(officer, office, papers) if office else [],
        "meetings": meetings,
        "carried": carried_near(meetings, officer, today),
        "issued": papers.issued,
        "keeps": kept_by(officer),
        "units_to_pass_on": units_to_pass_on(officer, today),
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


@require_GET
def at_office(request: HttpRequest) -> HttpResponse:
    """What waits at the Sở, as a panel of the home page and as a page of its own."""
    officer, today = request.user, timezone.localdate()
    work = office_work(officer, today, SimpleLazyObject(WorkCalendar.load))
    if work is None:
        raise PermissionDenied
    template = "portal/_office_work.html" if request.htmx else "portal/at_office.html"
    return render(request, template, {"at_office": work, "today": today})
