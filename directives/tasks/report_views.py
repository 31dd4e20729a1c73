"""The unit writes its report: kept while one types, with files that arrive one by one, and sent."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.enums import ReportKind
from directives.life.drafting import add_files, hand_up, is_bare, remove_file, save_draft, send_draft
from directives.models import Assignment, DraftEvidence, ProgressDraft
from directives.tasks.page import seen
from directives.tasks.unit_forms import TaskReportForm
from directives.tasks.unit_views import show, worked_on
from districts.errors import DomainError, EditConflict, WrongState
from meetings.planning.views.facts import file_answer
from meetings.posted import is_key, number_of, posted

SEND, SEND_PROGRESS, HAND_UP, REMOVE = "gui", "gui-tien-do", "chuyen-lanh-dao", "bo-"
OLD_PAGE = "Chưa gửi vì trang gửi lên thiếu nội dung. Hãy tải lại trang rồi gửi lại."


@require_http_methods(["GET", "POST"])
def assignment_report(request: HttpRequest, pk: int) -> HttpResponse:
    """``act``: 'gui' sends, 'gui-tien-do' sends as progress, 'chuyen-lanh-dao' leaves it to the unit's head, 'bo-<file>'
    takes a file off, anything else keeps the draft.
    """
    row = worked_on(request, pk)
    if request.method == "GET":
        return redirect(f"{reverse('assignment', args=[pk])}#viec")
    form, by_script = _form(request, row), request.headers.get("X-Autosave")
    if by_script and form.is_valid() and not form.instance.pk and is_bare(row, form.telling()):
        return JsonResponse({"told": ""})
    status = _written(request, row, form)
    if by_script:
        return _told(form, status)
    if status == 302:
        return redirect("assignment", pk)
    return show(request, seen(request.user, pk), form=_again(request, pk, form), status=status)


def _form(request: HttpRequest, row: Assignment) -> TaskReportForm:
    typed = posted(request)  # read first: only then is it known whether a file was cut off
    return TaskReportForm(typed, request.FILES, assignment=row, too_large=request.META.get("UPLOAD_TOO_LARGE", ""))


def _again(request: HttpRequest, pk: int, form: TaskReportForm) -> TaskReportForm:
    """The form to be shown again: what was typed, over the version that is stored now."""
    form.data = form.data.copy()
    stored = getattr(seen(request.user, pk), "draft", None)
    form.data["read_version"] = str(stored.version if stored else 0)
    return form


def _written(request: HttpRequest, row: Assignment, form: TaskReportForm) -> int:
    """302 once it is kept or sent; else the status under which the form comes back.

    Files are kept first, then the words, and only then it is sent: whoever is refused need not choose or type again.
    """
    valid, act = form.is_valid(), form.data.get("act", "")
    try:
        if files := form.cleaned_data.get("files") if valid or form.is_stale else None:
            add_files(row, files, by=request.user, at=timezone.now())
        if not valid:
            return 409 if form.is_stale else 422
        version = form.cleaned_data["read_version"] or 0
        draft = save_draft(row, form.telling(), version=version, by=request.user, at=timezone.now())
        form.instance.version = draft.version
        told = _carried_out(request, row, act, draft)
    except DomainError as error:
        form.add_error(None, str(error))
        return 409 if isinstance(error, EditConflict | WrongState) else 422
    if not request.headers.get("X-Autosave"):
        messages.success(request, told)
    return 302


def _carried_out(request: HttpRequest, row: Assignment, act: str, draft: ProgressDraft) -> str:
    """The rest of the act, after the words are kept; what is said of it."""
    by, at, version = request.user, timezone.now(), draft.version
    if act.startswith(REMOVE):
        remove_file(row, number_of(act.removeprefix(REMOVE)) or 0, by=by, at=at)
        return "Đã bỏ tệp khỏi bản nháp."
    if act == HAND_UP:
        hand_up(row, version=version, by=by, at=at)
        return "Đã lưu và chuyển lãnh đạo đơn vị gửi. Sở chưa thấy báo cáo này."
    if act not in (SEND, SEND_PROGRESS):
        return "Đã lưu bản nháp. Sở chưa thấy bản nháp này."
    events = number_of(request.POST.get("events"))
    if events is None:
        raise DomainError(OLD_PAGE)
    kind = ReportKind.PROGRESS if act == SEND_PROGRESS else ReportKind(draft.kind)
    sent = send_draft(row, kind=kind, version=version, events=events, by=by, at=at)
    return f"Đã gửi {ReportKind(sent.kind).label.lower()} tới Sở. Ngày nộp {sent.handed_in_on:%d/%m/%Y}."


def _told(form: TaskReportForm, status: int) -> JsonResponse:
    """For the script that saves while one types."""
    if status == 302:
        now = timezone.localtime()
        return JsonResponse({"version": form.instance.version, "told": f"Bản nháp tự lưu lúc {now:%H:%M}"})
    told = "Bản nháp chưa tự lưu được. Hãy bấm Lưu nháp để xem lý do."
    return JsonResponse({"told": told}, status=status)


@require_POST
def draft_file_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One or several files of 'files', for the script that shows how far they have come; the answer is the list of all."""
    row = worked_on(request, pk)
    sent = request.FILES.getlist("files")  # read first: only then is it known whether one was cut off
    field = TaskReportForm(assignment=row, too_large=request.META.get("UPLOAD_TOO_LARGE", "")).fields["files"]
    try:
        if not sent and not field.too_large:
            raise DomainError("Chưa chọn tệp nào. Hãy chọn tệp rồi gửi lại.")
        add_files(row, field.clean(sent), by=request.user, at=timezone.now())
    except (DomainError, ValidationError) as error:
        sentence = " ".join(getattr(error, "messages", [str(error)]))
        return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=422)
    files = DraftEvidence.objects.filter(draft__assignment=row)
    return render(request, "directives/tasks/_draft_files.html", {"files": files, "assignment": row})


@require_GET
def draft_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A file of the working copy, to the unit's own people: the Sở reads what was sent, never the draft."""
    row = worked_on(request, pk)
    if not is_key(file):
        raise Http404
    kept = get_object_or_404(DraftEvidence, pk=file, draft__assignment=row)
    return file_answer(kept.sha256, kept.name)
