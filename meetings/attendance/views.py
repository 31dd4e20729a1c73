"""The part 'Thành phần' of a meeting: a grid that saves row by row, and whole by a plain form."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from districts.errors import DomainError, EditConflict
from districts.models import Officer, UnitGroup
from meetings import access
from meetings.attendance.entries import as_sent
from meetings.attendance.figures import figures_of
from meetings.attendance.grid import grid_of, marks_of, row_of, tally
from meetings.attendance.groups import GROUPS
from meetings.attendance.pasted_list import apply_list, compare
from meetings.attendance.recording import (
    Overtaken,
    Sent,
    add_unit,
    mark_all_present,
    record_rows,
    remove_unit,
    rows_with_people,
)
from meetings.attendance.sheet import sheet_pdf
from meetings.attending import late_word_on
from meetings.enums import Attendance
from meetings.inviting import invite_group
from meetings.minutes.editions import closing_words
from meetings.models import Meeting
from meetings.pdf_responses import pdf_response
from meetings.planning.invitation import notice_due_on
from meetings.posted import is_key, number_of, posted
from meetings.tabs import tabs_of
from meetings.unit_search import chosen

PICK = "Hãy chọn một đơn vị hoặc nhóm trong danh sách gợi ý."


def officer_of(request: HttpRequest) -> Officer:
    """Every address here asks for a sign-in."""
    return request.user


def meeting_of(request: HttpRequest, pk: int) -> Meeting:
    """A meeting that the Sở's staff may read; anybody else finds nothing here."""
    if not request.user.works_at_office:
        raise Http404
    return get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)


def recordable(request: HttpRequest, pk: int) -> Meeting:
    meeting = meeting_of(request, pk)
    if not access.may_edit_meeting(request.user, meeting):
        raise PermissionDenied
    return meeting


def _done(request: HttpRequest, act: Callable[[], str]) -> int:
    """The status after an act, whose sentence is told at the top: 409 where someone else was first, 422 where refused."""
    try:
        told = act()
    except DomainError as error:
        messages.error(request, str(error))
        return 409 if isinstance(error, EditConflict) else 422
    if told:
        messages.success(request, told)
    return 200


@require_http_methods(["GET", "POST"])
def attendance_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid; sent, the whole of it is saved but for the rows that someone else has recorded meanwhile."""
    if request.method == "GET":
        return _page(request, meeting_of(request, pk))
    meeting = recordable(request, pk)
    return _after_rows(request, meeting, lambda: "")


def _after_rows(request: HttpRequest, meeting: Meeting, then: Callable[[], str]) -> HttpResponse:
    """Save the rows that came along, go on with what was asked for, and show the page."""
    overtaken: list[Overtaken] = []

    def save() -> str:
        outcome = record_rows(meeting, _sent(request), by=request.user, at=timezone.now())
        overtaken.extend(outcome.overtaken)
        told = f"Đã ghi {len(outcome.saved)} đơn vị." if outcome.saved else ""
        return " ".join(filter(None, [told, then()]))

    status = _done(request, save)
    if status == 200 and not overtaken:
        return redirect("attendance", meeting.pk)
    return _page(request, meeting, overtaken=overtaken, status=409 if overtaken else status)


def _sent(request: HttpRequest) -> list[Sent]:
    post = posted(request)
    numbers = [number_of(name.removeprefix("m-")) for name in post if name.startswith("m-")]
    return [_sent_row(post, number) for number in numbers if number is not None]


def _sent_row(post: QueryDict, pk: int) -> Sent:
    mark, people, reason, authority, seen = (post.get(f"{name}-{pk}", "") for name in "mnras")
    return Sent(pk, as_sent(mark, people, reason, authority), seen)


def _page(
    request: HttpRequest, meeting: Meeting, *, overtaken: list[Overtaken] | None = None, status: int = 200
) -> HttpResponse:
    late = late_word_on(meeting.held_on)
    delegations = list(rows_with_people(meeting))
    may_record, closed = _open_to(request.user, meeting)
    grid = grid_of(delegations, late, overtaken)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, request.user, "people"),
        "grid": grid,
        "may_record": may_record,
        "closed": closed,
        "notice_due_on": notice_due_on(meeting),
        "removable": [row for group in grid.groups for row in group.rows if row.may_remove] if may_record else [],
        "today": _today(),
    }
    return render(request, "meetings/attendance/page.html", context, status=status)


def _open_to(officer: Officer, meeting: Meeting) -> tuple[bool, str]:
    """Whether the officer may change the list of units; and what to do where the minutes have closed it, else ''."""
    may_record = access.may_record_attendance(officer, meeting)
    closed = closing_words(meeting) if may_record else ""
    return may_record and not closed, closed


def _today() -> str:
    return f"{timezone.localdate():%Y-%m-%d}"


@require_http_methods(["GET", "POST"])
def attendance_row(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One row for htmx: sent, it is saved and its stamp comes back with the counts; a conflict brings both in words."""
    meeting = recordable(request, pk)
    if not is_key(row):
        raise Http404
    if not request.htmx:
        return redirect("attendance", pk)
    lost, trouble = _recorded(request, meeting, row) if request.method == "POST" else (None, "")
    if "lai" in request.POST and not lost and not trouble:
        return HttpResponse(headers={"HX-Refresh": "true"})
    saved = request.method == "POST" and not trouble  # then the list is open
    may_record = saved or _open_to(request.user, meeting)[0]
    context = _row_context(meeting, row, lost) | {"trouble": trouble, "may_record": may_record}
    if request.method == "GET" or lost:
        answer = render(request, "meetings/attendance/_row.html", context, status=409 if lost else 200)
        answer["HX-Retarget"], answer["HX-Reswap"] = f"#dong-{row}", "outerHTML"
        return answer
    return render(request, "meetings/attendance/_saved.html", context, status=422 if trouble else 200)


def _recorded(request: HttpRequest, meeting: Meeting, row: int) -> tuple[Overtaken | None, str]:
    """What was sent and not saved because another had recorded the row, and why nothing was saved at all."""
    try:
        outcome = record_rows(meeting, [_sent_row(posted(request), row)], by=request.user, at=timezone.now())
    except DomainError as error:
        return None, str(error)
    return next(iter(outcome.overtaken), None), ""


def _row_context(meeting: Meeting, pk: int, lost: Overtaken | None) -> dict[str, object]:
    """The row as it stands now, and the counts beside the grid."""
    delegations = list(rows_with_people(meeting))
    delegation = next((each for each in delegations if each.pk == pk), None)
    if delegation is None:
        raise Http404
    late = late_word_on(meeting.held_on)
    marks = marks_of(late)
    counts, invited, came, unrecorded, last_at = tally(delegations, marks)
    shown = row_of(delegation, marks, late, lost)
    return {
        "meeting": meeting,
        "row": shown,
        "shown_back": shown.read_as if Attendance(delegation.attendance).came else [],
        "counts": counts,
        "invited": invited,
        "came": came,
        "unrecorded": unrecorded,
        "last_at": last_at,
        "today": _today(),
    }


@require_POST
def all_present(request: HttpRequest, pk: int) -> HttpResponse:
    """'Tất cả có mặt', of the group ``nhom`` or of all; the exceptions that were chosen before it come along."""
    meeting = recordable(request, pk)
    group = next((each for each in GROUPS if each.key == request.POST.get("nhom")), None)

    def mark() -> str:
        marked = mark_all_present(meeting, group=group, by=request.user, at=timezone.now())
        return f"Đã ghi “Có mặt” cho {marked} đơn vị." if marked else "Không còn đơn vị nào chưa ghi."

    return _after_rows(request, meeting, mark)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit outside the invitation, or every unit of a group, by the unit picker."""
    meeting = recordable(request, pk)

    def invite() -> str:
        found = chosen(posted(request).get("don-vi_key", ""))
        if found is None:
            raise DomainError(PICK)
        if isinstance(found, UnitGroup):
            added = invite_group(meeting, found, by=request.user, at=timezone.now())
            return f"Đã thêm {added} đơn vị của nhóm {found}." if added else f"Nhóm {found} đã có đủ trong danh sách."
        return f"Đã thêm {add_unit(meeting, found, by=request.user, at=timezone.now())}."

    status = _done(request, invite)
    return redirect(_foot(pk)) if status == 200 else _page(request, meeting, status=status)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = recordable(request, pk)

    def take_off() -> str:
        row = number_of(request.POST.get("dong")) or 0
        return f"Đã bỏ {remove_unit(meeting, row, by=request.user, at=timezone.now())} khỏi danh sách."

    status = _done(request, take_off)
    return redirect(_foot(pk)) if status == 200 else _page(request, meeting, status=status)


def _foot(pk: int) -> str:
    return f"{reverse('attendance', args=[pk])}#danh-sach-moi"


@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest, pk: int) -> HttpResponse:
    """Paste, look at what would change, write: nothing is saved before ``viec=ghi``."""
    meeting = recordable(request, pk)
    text = posted(request).get("text", "")
    may_record, closed = _open_to(request.user, meeting)
    context: dict[str, object] = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, request.user, "people"),
        "text": text,
        "may_record": may_record,
        "closed": closed,
    }
    status = 200
    if request.method == "POST" and not text.strip():
        messages.error(request, "Chưa có gì để đọc. Hãy dán danh sách rồi đối chiếu.")
        status = 422
    elif request.method == "POST":
        if request.POST.get("viec") == "ghi":
            status = _done(request, lambda: _apply(request, meeting, text))
            if status == 200:
                return redirect("attendance", pk)
        try:
            context["comparison"] = compare(meeting, text)
        except DomainError as error:
            messages.error(request, str(error))
            status = 422
    return render(request, "meetings/attendance/paste.html", context, status=status)


def _apply(request: HttpRequest, meeting: Meeting, text: str) -> str:
    adding, seen = posted(request).getlist("them"), request.POST.get("seen", "")
    saved, added = apply_list(meeting, text, seen=seen, adding=adding, by=request.user, at=timezone.now())
    if not saved:
        return "Danh sách dán vào không làm thay đổi gì."
    return f"Đã ghi {saved} đơn vị theo danh sách{f', trong đó thêm {added} đơn vị ngoài giấy mời' if added else ''}."


@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Danh sách đại biểu, to be signed by hand."""
    meeting = meeting_of(request, pk)
    try:
        return pdf_response(sheet_pdf(meeting, at=timezone.now()), f"danh-sach-dai-bieu-{pk}.pdf")
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("attendance", pk)


@require_GET
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """How the units came to the meetings of the series in the meeting's year."""
    meeting = meeting_of(request, pk)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, request.user, "people"),
        "figures": figures_of(meeting, timezone.localdate()),
        "late": late_word_on(meeting.held_on),
    }
    return render(request, "meetings/attendance/figures.html", context)
