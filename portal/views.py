"""The home page: what waits for this officer, section by section."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from meetings import access
from meetings.models import ImportReview
from portal.context import office_on_day
from portal.sections import issued_papers, kept_by, reads_papers, recent_meetings, unit_work, waiting_papers


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    officer, today = request.user, timezone.localdate()
    office = office_on_day(today)
    context = {
        "today": today,
        "work": unit_work(officer, today, request.GET.get("loc", "")),
        "waiting": waiting_papers(officer, office) if office else [],
        "meetings": recent_meetings(officer) if officer.works_at_office else [],
        "issued": issued_papers(officer) if reads_papers(officer) else None,
        "keeps": kept_by(officer),
        "half_done": ImportReview.objects.visible_to(officer).half_done(),
        "may_enter": access.may_enter_meetings(officer),
        "no_office": office is None,
    }
    return render(request, "portal/home.html", context)
