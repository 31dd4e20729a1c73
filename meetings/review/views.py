"""The review of a document that was read: every correction is kept at once, the meeting is made by the last button.

A piece's address answers htmx with that piece alone and everybody else with the whole page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from districts import access as directory_access
from districts.errors import DomainError
from districts.models import Officer
from meetings.admission import AlreadyAdmitted
from meetings.models import ImportReview
from meetings.review.acts import add_piece, correct_piece
from meetings.review.comparing import differences
from meetings.review.correcting import ACTS, NoSuchPiece, mark_all_right, take_back
from meetings.review.deadlines import told, typed_deadline
from meetings.review.finishing import finish
from meetings.review.forms import NEW_FORMS, PieceForm, form_for
from meetings.review.judging import Section
from meetings.review.keeping import Desk, PieceChanged, ReviewGone, change, desk_of, discard
from meetings.review.marking import mark_lines
from meetings.review.page import Row, Shower, section_named
from meetings.review.state import Review

NEW_KEY = {Section.PEOPLE: "p", Section.ABSENCES: "a", Section.OUTLINE: "c", Section.ORDERS: "d"}


def _officer(request: HttpRequest) -> Officer:
    """Who is signed in: no address of this portal opens to anybody else."""
    return cast(Officer, request.user)


def _row(request: HttpRequest, pk: int) -> ImportReview:
    rows = ImportReview.objects.visible_to(_officer(request)).select_related("meeting", "target")
    return get_object_or_404(rows, pk=pk)


def _page_url(pk: int, section: str, key: str = "") -> str:
    return f"{reverse('import-review', args=[pk])}?phan={section}" + (f"#{key}" if key else "")


@require_GET
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """``phan``: the section; ``sua``: key of the piece that is being corrected; ``them``: item for a new order."""
    row = _row(request, pk)
    if row.meeting:
        messages.info(request, str(AlreadyAdmitted(row.meeting)))
        return redirect("meeting", row.meeting.pk)
    desk, section = desk_of(row), section_named(request.GET.get("phan", ""))
    forms = {}
    asked = request.GET.get("sua", "")
    if asked and desk.review.has(asked):
        forms[asked] = form_for(asked, None, desk.review)
    partly = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "meetings/review/_draft.html" if partly else "meetings/review/page.html"
    return _show(request, desk, section, template=template, forms=forms, for_item=request.GET.get("them", ""))


@require_http_methods(["GET", "POST"])
def review_piece(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One piece: looked at (GET), in its form (GET with ``sua``), judged or corrected (POST with ``viec``)."""
    row = _row(request, pk)
    if row.meeting:
        return _refused(request, pk, AlreadyAdmitted(row.meeting))
    if request.method == "POST":
        return _act(request, row, key)
    desk = desk_of(row)
    if not desk.review.has(key):
        return _refused(request, pk, NoSuchPiece())
    form = form_for(key, None, desk.review) if "sua" in request.GET else None
    if not request.htmx:  # type: ignore[attr-defined]
        asked = f"&sua={key}" if form else ""
        return redirect(_page_url(pk, desk.judgement.pieces[key].section + asked, key))
    return _show_piece(request, desk, key, form=form, fresh=form is None)


def _act(request: HttpRequest, row: ImportReview, key: str) -> HttpResponse:
    """A button of the piece, or its form. Only the form needs the review as it was: it is read again under its lock."""
    act = request.POST.get("viec", "")
    if act in ACTS:
        return _change(request, row, key, ACTS[act], None)
    desk = desk_of(row)
    if not desk.review.has(key):
        return _refused(request, row.pk, NoSuchPiece())
    if act != "luu":
        told = "Chưa rõ việc cần làm. Hãy bấm lại một nút của mục."
        return _show_piece(request, desk, key, status=422, told=told)
    form = form_for(key, request.POST, desk.review)
    if not form.is_valid():
        return _show_piece(request, desk, key, form=form, status=422)
    return _change(request, row, key, lambda review, named: correct_piece(review, named, form), form)


def _change(
    request: HttpRequest, row: ImportReview, key: str, correct: Callable[[Review, str], None], form: PieceForm | None
) -> HttpResponse:
    stamp = request.POST.get("ban", "")
    try:
        now, _ = change(
            row.pk,
            lambda review: correct(review, key),
            key=key,
            digest=stamp,
            by=_officer(request),
            at=timezone.now(),
        )
    except PieceChanged as error:
        return _conflict(request, desk_of(row, error.review), key, form, str(error))
    except (AlreadyAdmitted, ReviewGone, NoSuchPiece) as error:
        return _refused(request, row.pk, error)
    except DomainError as error:
        if form:
            form.add_error(None, str(error))
        return _show_piece(request, desk_of(row), key, form=form, status=422, told="" if form else str(error))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_page_url(row.pk, now.judgement.pieces[key].section, key))
    return _show_piece(request, now, key, fresh=True)


def _conflict(request: HttpRequest, desk: Desk, key: str, form: PieceForm | None, words: str) -> HttpResponse:
    """What stands now beside what was typed; the form keeps the typed text, and saving again means to keep it."""
    both = differences(form_for(key, None, desk.review), form) if form else []
    told = words if both else "Mục này vừa được sửa ở một cửa sổ khác. Hãy xem nội dung mới rồi bấm lại."
    return _show_piece(request, desk, key, form=form if both else None, status=409, told=told, both=both)


@require_POST
def review_add(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """A new person, absent unit, piece of the outline or order."""
    row, chosen = _row(request, pk), section_named(section)
    if row.meeting or chosen not in NEW_KEY:
        return _refused(request, pk, AlreadyAdmitted(row.meeting) if row.meeting else NoSuchPiece())
    letter = NEW_KEY[chosen]
    form = NEW_FORMS[letter](request.POST, desk_of(row).review, "")
    if not form.is_valid():
        return _show_section(request, desk_of(row), chosen, new=form, status=422)
    try:
        desk, key = change(pk, lambda review: add_piece(review, letter, form), by=_officer(request), at=timezone.now())
    except DomainError as error:
        form.add_error(None, str(error))
        return _show_section(request, desk_of(row), chosen, new=form, status=422)
    return _moved(request, desk, chosen, key)


@require_POST
def review_take_back(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """A dropped line becomes an item of the outline; the page goes there."""
    _row(request, pk)
    try:
        _, key = change(pk, lambda review: take_back(review, line), by=_officer(request), at=timezone.now())
    except DomainError as error:
        return _refused(request, pk, error, Section.DROPPED)
    messages.success(request, f"Đã lấy lại dòng {line} thành một mục của dàn ý.")
    return redirect(_page_url(pk, Section.OUTLINE, key))


@require_POST
def review_accept(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """'Đúng với tất cả mục Chắc' of one section."""
    _row(request, pk)
    chosen = section_named(section)
    try:
        desk, _ = change(
            pk,
            lambda review: mark_all_right(review, _sure(review, request, pk, chosen)),
            by=_officer(request),
            at=timezone.now(),
        )
    except DomainError as error:
        return _refused(request, pk, error, chosen)
    return _moved(request, desk, chosen)


def _sure(review: Review, request: HttpRequest, pk: int, section: Section) -> list[str]:
    """Those that are sure now and stood so on the page: what became sure since was not seen."""
    now = desk_of(ImportReview(pk=pk), review).judgement.acceptable(section)
    shown = set(request.POST.getlist("muc"))
    return [key for key in now if f"{key}:{review.digest(key)}" in shown]


@require_POST
def review_finish(request: HttpRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    try:
        admission = finish(pk, by=_officer(request), at=timezone.now())
    except AlreadyAdmitted as error:
        messages.info(request, str(error))
        return redirect("meeting", error.meeting.pk)
    except DomainError as error:
        return _refused(request, row.pk, error)
    if admission.unresolved:
        named = "; ".join(admission.unresolved)
        messages.warning(request, f"Chưa có trong danh mục đơn vị, giữ nguyên chữ: {named}.")
    done = "Đã ghi kết luận của tài liệu vào cuộc họp." if row.target else "Đã tạo cuộc họp từ tài liệu."
    messages.success(request, f"{done} Hãy xem lại kết luận và nhiệm vụ rồi lập dự thảo.")
    return redirect("meeting", admission.meeting.pk)


@require_POST
def review_discard(request: HttpRequest, pk: int) -> HttpResponse:
    _row(request, pk)
    try:
        name = discard(pk, by=_officer(request))
    except DomainError as error:
        return _refused(request, pk, error)
    messages.success(request, f"Đã bỏ tài liệu “{name}”. Không có cuộc họp nào được tạo.")
    return redirect("import-document")


@require_GET
def review_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """What the words of a deadline that is being typed mean as a day."""
    review = Review.from_json(_row(request, pk).content)
    words = request.GET.get("deadline", "").replace("\x00", "")[:255]
    deadline = typed_deadline(words, held_on=review.draft.meeting.date)
    return render(request, "meetings/review/_told.html", {"told": told(deadline)})


def _refused(request: HttpRequest, pk: int, error: DomainError, section: str = Section.FACTS) -> HttpResponse:
    """The sentence on the page that can show it: the review's, the meeting's, or where documents are read."""
    messages.error(request, str(error))
    if isinstance(error, AlreadyAdmitted):
        url = reverse("meeting", args=[error.meeting.pk])
    else:
        url = reverse("import-document") if isinstance(error, ReviewGone) else _page_url(pk, section)
    return _go(request, url)


def _go(request: HttpRequest, url: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=200, headers={"HX-Redirect": url})
    return redirect(url)


def _moved(request: HttpRequest, desk: Desk, section: Section, key: str = "") -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return _show_section(request, desk, section, fresh=key)
    return redirect(_page_url(desk.row.pk, section, key))


def _show_section(
    request: HttpRequest,
    desk: Desk,
    section: Section,
    *,
    new: PieceForm | None = None,
    fresh: str = "",
    status: int = 200,
) -> HttpResponse:
    template = "meetings/review/_draft.html" if request.htmx else "meetings/review/page.html"  # type: ignore[attr-defined]
    return _show(request, desk, section, template=template, new=new, fresh=fresh, status=status)


def _show_piece(
    request: HttpRequest,
    desk: Desk,
    key: str,
    *,
    form: PieceForm | None = None,
    fresh: bool = False,
    status: int = 200,
    told: str = "",
    both: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    """The piece alone for htmx, with the counters that move with it; else the page with the piece in that state."""
    piece = desk.judgement.pieces[key]
    row = Shower.of(desk).row(piece, form=form, fresh=fresh)
    row.conflict, row.told = both or [], told
    if not request.htmx:  # type: ignore[attr-defined]
        return _show(request, desk, piece.section, template="meetings/review/page.html", put=row, status=status)
    context = _common(request, desk, piece.section) | {"row": row, "outside": True}
    return render(request, "meetings/review/_changed.html", context, status=status)


def _common(request: HttpRequest, desk: Desk, section: Section) -> dict[str, Any]:
    judgement = desk.judgement
    return {
        "review": desk.row,
        "page_url": reverse("import-review", args=[desk.row.pk]),
        "section": section,
        "tabs": Shower.of(desk).tabs(section),
        "checked": judgement.checked,
        "counted": len(judgement.counted),
        "open": judgement.open,
        "held_on": desk.review.draft.meeting.date,
        "may_add_units": directory_access.may_keep_directory(_officer(request)),
    }


def _show(
    request: HttpRequest,
    desk: Desk,
    section: Section,
    *,
    template: str,
    forms: dict[str, PieceForm] | None = None,
    new: PieceForm | None = None,
    for_item: str = "",
    put: Row | None = None,
    fresh: str = "",
    status: int = 200,
) -> HttpResponse:
    shower = Shower.of(desk)
    rows = shower.rows(section)
    for row in rows:
        row.form = (forms or {}).get(row.piece.key)
        row.fresh = row.piece.key == fresh
    if put:
        rows = [put if row.piece.key == put.piece.key else row for row in rows]
    context = _common(request, desk, section) | {
        "rows": rows,
        "dropped": shower.dropped() if section == Section.DROPPED else [],
        "acceptable": [desk.judgement.pieces[key] for key in desk.judgement.acceptable(section)],
        "new": new or (NEW_FORMS[NEW_KEY[section]](None, desk.review, for_item) if section in NEW_KEY else None),
        "new_open": new is not None or bool(for_item),
        "outside": template != "meetings/review/page.html",
    }
    if not context["outside"]:
        context["lines"] = mark_lines(desk.row.lines, desk.review)
    return render(request, template, context, status=status)
