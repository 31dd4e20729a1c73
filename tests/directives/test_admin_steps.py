"""A paper's steps as buttons of the administration: offered by right and state, refused with the domain's sentence."""

import pytest
from django.urls import reverse
from django.utils import timezone

from directives.models import Assignment
from directives.whole_way import issue_at_once
from districts.models import RefusedAttempt
from meetings.enums import NumberMode, PaperKind, PaperState, SigningCapacity
from meetings.models import NumberRegister, Paper, Release, SignatureVoid
from meetings.signing import sign
from tests.admin_forms import said
from tests.cast import make_cast, make_notice
from tests.office_fixtures import seen_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings, tmp_path, monkeypatch):
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr("meetings.printing.render_pdf", lambda record, font_dir: b"%PDF-1.7")
    return make_cast()


@pytest.fixture
def paper(cast):
    """To be signed by order by the head of the office: a signer who works in the administration too."""
    return make_notice(cast, signer=cast.office_head, capacity=SigningCapacity.BY_ORDER)


def page_url(paper: Paper) -> str:
    return reverse("admin:meetings_paper_change", args=[paper.pk])


def step_url(paper: Paper, slug: str) -> str:
    return reverse("admin:meetings_paper_step", args=[paper.pk, slug])


def take(client, cast, role: str, paper: Paper, slug: str, **typed):
    """Push a step's button as an officer who has just read the paper."""
    client.force_login(cast.officer(role))
    version = Paper.objects.get(pk=paper.pk).version
    return client.post(step_url(paper, slug), {"read_version": version, "seen": seen_in(paper), **typed}, follow=True)


def state(paper: Paper) -> str:
    return Paper.objects.get(pk=paper.pk).state


def walk(client, cast, paper: Paper, to: PaperState) -> None:
    way = [
        (PaperState.SENT, "clerk", "gui-kiem-tra"),
        (PaperState.CHECKED, "division_head", "kiem-tra"),
        (PaperState.FORM_CHECKED, "office_head", "kiem-tra-the-thuc"),
        (PaperState.SUBMITTED, "clerk", "trinh-ky"),
        (PaperState.SIGNED, "office_head", "ky"),
    ]
    for reached, role, slug in way:
        take(client, cast, role, paper, slug)
        if reached == to:
            break
    assert state(paper) == to


def offered(client, cast, role: str, paper: Paper) -> list[str]:
    client.force_login(cast.officer(role))
    return [offered[0].slug for offered in client.get(page_url(paper)).context["steps"]]


def today() -> str:
    return f"{timezone.localdate():%d/%m/%Y}"


def test_the_whole_way_through_the_buttons(client, cast, paper):
    walk(client, cast, paper, PaperState.SIGNED)
    page = take(client, cast, "registrar", paper, "phat-hanh", day=today())
    release = Release.objects.get()
    assert f"Đã phát hành Thông báo {release.full_number}." in said(page)
    assert (release.paper, release.number, release.released_by) == (paper, 1, cast.registrar)
    assert Assignment.objects.filter(unit=cast.commune).exists()


def test_each_button_stands_where_its_step_is_due_and_for_whom_it_is(client, cast, paper):
    roles = ("clerk", "division_head", "office_head", "registrar")
    expected = {
        PaperState.DRAFT: (["gui-kiem-tra"], [], [], []),
        PaperState.SENT: (["rut-ve"], ["kiem-tra", "tra-lai"], ["tra-lai"], []),
        PaperState.CHECKED: ([], ["tra-lai"], ["kiem-tra-the-thuc", "tra-lai"], []),
        PaperState.FORM_CHECKED: (["trinh-ky"], ["trinh-ky", "tra-lai"], ["trinh-ky", "tra-lai"], []),
        PaperState.SUBMITTED: ([], ["tra-lai"], ["ky", "tra-lai"], []),
        PaperState.SIGNED: ([], [], ["huy-chu-ky"], ["phat-hanh"]),
    }
    for reached, steps in expected.items():
        if reached != PaperState.DRAFT:
            Paper.objects.filter(pk=paper.pk).update(state=PaperState.DRAFT)
            walk(client, cast, paper, reached)
        assert dict(zip(roles, steps, strict=True)) == {role: offered(client, cast, role, paper) for role in roles}


def test_steps_of_a_released_paper_are_the_clerks(client, cast):
    paper = make_notice(cast)
    issue_at_once(paper, at=timezone.now())
    assert offered(client, cast, "clerk", paper) == ["thay-the", "thu-hoi", "sua-doi", "dinh-chinh"]
    assert offered(client, cast, "registrar", paper) == []


@pytest.mark.parametrize(
    ("role", "slug", "sentence"),
    [
        ("clerk", "kiem-tra", "không có quyền kiểm tra nội dung"),
        ("division_head", "kiem-tra-the-thuc", "không có quyền kiểm tra thể thức"),
        ("registrar", "trinh-ky", "không có quyền trình ký"),
        ("clerk", "ky", "Chỉ người ký ghi trên văn bản"),
        ("clerk", "phat-hanh", "Chỉ văn thư cấp số và phát hành văn bản"),
        ("registrar", "thay-the", "Chỉ chuyên viên lập văn bản thay thế"),
        ("division_head", "kiem-tra", "Dự thảo chưa được gửi kiểm tra. Chuyên viên soạn thảo bấm “Gửi kiểm tra” trước"),
    ],
)
def test_a_forged_step_is_refused_with_the_domains_sentence(client, cast, paper, role, slug, sentence):
    page = take(client, cast, role, paper, slug, day=today())
    assert sentence in page.content.decode()
    assert state(paper) == PaperState.DRAFT
    assert not Release.objects.exists()


@pytest.mark.parametrize("role", ["leader", "unit_officer", "observer"])
def test_outsiders_are_sent_away_from_steps_and_pages(client, cast, paper, role):
    client.force_login(cast.officer(role))
    for url in (step_url(paper, "ky"), reverse("admin:meetings_paper_preview", args=[paper.pk])):
        assert client.get(url).status_code == 302
        assert client.post(url, {"read_version": paper.version}).status_code == 302


def test_the_administrator_takes_no_step(client, cast, paper):
    client.force_login(cast.officer("administrator"))
    for slug in ("kiem-tra", "trinh-ky", "ky", "phat-hanh"):
        assert client.post(step_url(paper, slug), {"read_version": paper.version}).status_code == 404
    assert state(paper) == PaperState.DRAFT


def test_a_paper_that_changed_since_it_was_read_is_not_moved(client, cast, paper):
    client.force_login(cast.officer("clerk"))
    seen = paper.version
    other = Paper.objects.get(pk=paper.pk)
    other.abstract = "Trích yếu khác"
    other.save()
    page = client.post(step_url(paper, "gui-kiem-tra"), {"read_version": seen})
    assert "vừa xử lý hoặc sửa văn bản này" in page.content.decode()
    assert state(paper) == PaperState.DRAFT


def test_sending_back_needs_a_comment_and_keeps_it(client, cast, paper):
    walk(client, cast, paper, PaperState.SUBMITTED)
    page = take(client, cast, "office_head", paper, "tra-lai", note=" ")
    assert "Hãy ghi ý kiến trả lại" in page.content.decode()
    assert state(paper) == PaperState.SUBMITTED
    take(client, cast, "office_head", paper, "tra-lai", note="Bổ sung căn cứ")
    assert state(paper) == PaperState.DRAFT
    client.force_login(cast.officer("clerk"))
    assert "Bổ sung căn cứ" in client.get(page_url(paper)).content.decode()


def test_an_unsettled_item_blocks_the_signature_in_words(client, cast, paper):
    paper.outline.conclusions.create(text="Chưa giao cho ai", position=9)
    walk(client, cast, paper, PaperState.SUBMITTED)
    page = take(client, cast, "office_head", paper, "ky")
    assert "Chưa giao cho ai" in page.content.decode()
    assert state(paper) == PaperState.SUBMITTED


def test_the_signer_takes_the_signature_back_with_a_reason(client, cast, paper):
    walk(client, cast, paper, PaperState.SIGNED)
    page = take(client, cast, "office_head", paper, "huy-chu-ky", reason="")
    assert "Hãy ghi lý do hủy chữ ký" in page.content.decode()
    take(client, cast, "office_head", paper, "huy-chu-ky", reason="Sai tên đơn vị")
    assert state(paper) == PaperState.DRAFT
    assert SignatureVoid.objects.get().reason == "Sai tên đơn vị"


def test_the_number_that_the_portal_gives_stands_on_the_button(client, cast, paper):
    NumberRegister.objects.create(sequence="TB", year=timezone.localdate().year, last_number=46)
    walk(client, cast, paper, PaperState.SIGNED)
    client.force_login(cast.officer("registrar"))
    assert "Cấp số 47/TB-SKHCN và phát hành" in client.get(page_url(paper)).content.decode()
    assert 'name="number"' not in client.get(step_url(paper, "phat-hanh")).content.decode()


def test_a_typed_number_is_asked_for_and_never_given_twice(client, cast, paper):
    NumberRegister.objects.create(sequence="TB", year=timezone.localdate().year, mode=NumberMode.TYPED)
    for one in (make_notice(cast), paper):
        one.signer = cast.office_head
        one.capacity = SigningCapacity.BY_ORDER
        one.save()
        walk(client, cast, one, PaperState.SIGNED)
    first = Paper.objects.exclude(pk=paper.pk).get()
    assert "Hãy nhập số" in take(client, cast, "registrar", first, "phat-hanh", day=today()).content.decode()
    take(client, cast, "registrar", first, "phat-hanh", day=today(), number="47")
    assert Release.objects.get().number == 47
    page = take(client, cast, "registrar", paper, "phat-hanh", day=today(), number="47")
    assert "đã dùng cho Thông báo" in page.content.decode()
    assert 'value="47"' in page.content.decode()
    assert state(paper) == PaperState.SIGNED
    assert RefusedAttempt.objects.filter(verb="release", officer=cast.registrar).count() == 2


def test_replacing_and_recalling_lead_to_the_new_draft(client, cast):
    paper = make_notice(cast)
    issue_at_once(paper, at=timezone.now())
    page = take(client, cast, "clerk", paper, "thay-the")
    draft = Paper.objects.get(replaces=paper)
    assert page.redirect_chain[-1][0] == page_url(draft)
    refused = take(client, cast, "clerk", paper, "thu-hoi", reason="Sai nội dung")
    assert "Đã có văn bản đang soạn" in refused.content.decode()
    draft.recipients.all().delete()
    Paper.objects.filter(pk=draft.pk).delete()
    take(client, cast, "clerk", paper, "thu-hoi", reason="Sai nội dung")
    assert "Sai nội dung" in Paper.objects.get(kind=PaperKind.RECALL).body


def test_preview_and_print_open_in_the_browser(client, cast, paper, monkeypatch):
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, year, font_dir: b"%PDF-1.7 nhap")
    client.force_login(cast.officer("clerk"))
    preview = client.get(reverse("admin:meetings_paper_preview", args=[paper.pk]))
    assert (preview.status_code, preview.content) == (200, b"%PDF-1.7 nhap")
    assert client.get(reverse("admin:meetings_paper_print", args=[paper.pk])).status_code == 404
    release = issue_at_once(paper, at=timezone.now())
    printed = client.get(reverse("admin:meetings_paper_print", args=[paper.pk]))
    assert printed.content == b"%PDF-1.7"
    assert printed["Content-Disposition"].startswith(f'inline; filename="01-TB-SKHCN-{release.year}.pdf"')
    for answer in (preview, printed):
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_damaged_file_is_said_and_not_shown(client, cast, settings, tmp_path):
    release = issue_at_once(make_notice(cast), at=timezone.now())
    settings.FILES_ROOT = tmp_path / "elsewhere"
    client.force_login(cast.officer("clerk"))
    page = client.get(reverse("admin:meetings_paper_print", args=[release.paper_id]), follow=True)
    assert "Không tìm thấy tệp" in said(page)


def test_without_an_office_profile_the_page_says_what_to_do(client, cast, paper):
    cast.profile.delete()
    client.force_login(cast.officer("clerk"))
    assert "Chưa khai báo thông tin cơ quan" in client.get(page_url(paper)).content.decode()
    page = take(client, cast, "division_head", paper, "kiem-tra")
    assert "Chưa khai báo thông tin cơ quan" in said(page)


def test_the_way_so_far_is_told_on_the_page(client, cast, paper):
    walk(client, cast, paper, PaperState.SUBMITTED)
    sign(Paper.objects.get(pk=paper.pk), by=cast.officer("office_head"), at=timezone.now())
    client.force_login(cast.officer("clerk"))
    told = [words for _, words in client.get(page_url(paper)).context["events"]]
    assert told == ["Ký ban hành", "Trình ký", "Kiểm tra thể thức", "Kiểm tra nội dung", "Gửi kiểm tra"]
