"""The pages of notices issued before the portal: entered from a meeting, read by whom they were sent to, corrected."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.earlier.page import orders_shown
from directives.models import Directive
from districts.errors import DomainError
from districts.models import Appointment
from meetings.earlier_papers import correct
from meetings.filing.contents import contents_of
from meetings.models import EarlierPaper, EarlierStanding, Meeting
from meetings.planning.files import SentFile
from tests.cast import NOW, make_order
from tests.earlier_papers import DONE, OPEN, earlier_facts, make_earlier, meeting_with_orders
from tests.office_fixtures import ONE_PAGE


@pytest.fixture(autouse=True)
def _files(files) -> None:
    """Every test here stores scans."""


def typed(cast, meeting: Meeting, **changes) -> dict[str, object]:
    fields = {
        "full_number": "Số: 5/TB-SKHCN",
        "issued_on": "06/04/2026",
        "abstract": "Kết luận tại Hội nghị giao ban quý I",
        "signer_name": "Phạm Thị D",
        "signer_position": "Phó Giám đốc",
        "to_invited": "on",
        "every": "each",
    }
    for order in meeting.outlines.get().conclusions.filter(orders__isnull=False).values_list("orders", flat=True):
        fields[f"o{order}"] = "open"
    return fields | changes


def scan() -> object:
    return SimpleUploadedFile("thong-bao.pdf", ONE_PAGE, "application/pdf")


def test_the_clerk_enters_it_from_the_meeting(client, cast):
    meeting = meeting_with_orders(cast)
    client.force_login(cast.officer("clerk"))
    address = reverse("earlier-add", args=[meeting.pk])
    assert address in client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    page = client.get(address).content.decode()
    assert "Rà soát thiết bị đo lường" in page
    answer = client.post(address, typed(cast, meeting, file=scan()), follow=True)
    paper = EarlierPaper.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("earlier-paper", args=[paper.pk])
    assert paper.full_number == "05/TB-SKHCN"
    assert {each.unit for each in paper.holding.deliveries.all()} == {cast.commune, cast.other_commune}
    again = client.post(address, typed(cast, meeting, file=scan()), follow=True)
    assert "đã được nhập" in again.content.decode()
    assert EarlierPaper.objects.count() == 1


@pytest.mark.parametrize(("every", "standings"), [("done", "done"), ("not_followed", "not_followed"), ("open", "open")])
def test_all_orders_are_said_at_once(client, cast, every, standings):
    meeting = meeting_with_orders(cast)
    client.force_login(cast.officer("clerk"))
    sent = typed(cast, meeting, file=scan(), every=every, every_day="08/04/2026")
    client.post(reverse("earlier-add", args=[meeting.pk]), sent)
    assert {each.standing for each in EarlierStanding.objects.all()} == {standings}
    assert {each.done_on for each in EarlierStanding.objects.all()} == {date(2026, 4, 8) if every == "done" else None}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"full_number": "năm"}, "Chưa đọc được số, ký hiệu"),
        ({"full_number": "99999999999999999999/TB"}, "Chưa đọc được số, ký hiệu"),
        ({"issued_on": "31/02/2026"}, "ngày"),
        ({"abstract": "A\x00B", "signer_name": ""}, "Người ký"),
        ({"abstract": "x" * 501}, "500"),
        ({"file": None}, "Tệp thông báo"),
        ({"every": "done"}, "Hãy ghi ngày hoàn thành"),
        ({"every": "khac"}, "Tình trạng"),
        ({"units": ["Không có đơn vị này"], "units_key": [""]}, "Chưa rõ"),
    ],
)
def test_bad_input_is_told_on_the_page(client, cast, changes, words):
    meeting = meeting_with_orders(cast)
    client.force_login(cast.officer("clerk"))
    sent = typed(cast, meeting, file=scan()) | changes
    answer = client.post(reverse("earlier-add", args=[meeting.pk]), {k: v for k, v in sent.items() if v is not None})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not EarlierPaper.objects.exists()


def test_an_order_without_a_standing_is_told_beside_it(client, cast):
    meeting = meeting_with_orders(cast)
    client.force_login(cast.officer("clerk"))
    sent = {k: v for k, v in typed(cast, meeting, file=scan()).items() if not k.startswith("o")}
    answer = client.post(reverse("earlier-add", args=[meeting.pk]), sent)
    assert answer.status_code == 422
    assert "Hãy chọn tình trạng của nhiệm vụ này." in answer.content.decode()


def test_corrections_from_their_pages(client, cast):
    paper = make_earlier(cast, say=lambda order: DONE)
    client.force_login(cast.officer("clerk"))
    address = reverse("earlier-paper-correct", args=[paper.pk])
    sent = {
        "read": paper.holding_id,
        "full_number": "17/TB-SKHCN",
        "issued_on": "06/04/2026",
        "abstract": "Kết luận",
        "signer_name": "Phạm Thị D",
        "signer_position": "Phó Giám đốc",
        "keep_units": "on",
        "reason": "Chép nhầm số",
    }
    assert client.get(address).status_code == 200
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 409, "the entry that the page showed is not the last"
    assert [each.unit for each in EarlierPaper.objects.get().holding.deliveries.all()] == [cast.commune]
    standing = paper.standings.first()
    address = reverse("earlier-paper-standing", args=[paper.pk, standing.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"standing": "open", "reason": "Chưa xong"}).status_code == 302
    assert Directive.objects.count() == 1
    assert client.post(address, {"standing": "open", "reason": "Chưa xong"}).status_code == 409


def test_who_sees_it(client, cast):
    paper = make_earlier(cast)
    for role, seen in (("observer", True), ("leader", True), ("unit_officer", True), ("administrator", False)):
        assert EarlierPaper.objects.visible_to(cast.officer(role)).exists() is seen
        client.force_login(cast.officer(role))
        listed = "15/TB-SKHCN" in client.get(reverse("paper-list")).content.decode()
        assert listed is seen
    make_earlier(cast, number=21, units=[cast.other_commune], say=lambda order: DONE)
    client.force_login(cast.officer("unit_officer"))
    page = client.get(reverse("paper-list")).content.decode()
    assert "Nhập từ hồ sơ cũ" in page
    assert "21/TB-SKHCN" not in page
    own = client.get(reverse("earlier-paper", args=[paper.pk])).content.decode()
    assert "Đơn vị tôi" in own
    assert "Các lần sửa" not in own
    home = client.get(reverse("home")).content.decode()
    assert "15/TB-SKHCN" in home
    assert reverse("earlier-paper-file", args=[paper.pk]) in home


@pytest.mark.parametrize("said", [OPEN, DONE])
def test_a_unit_reads_all_orders_but_what_became_of_its_own_alone(cast, said):
    """The second order is for the group of both communes; the first for the other one alone."""
    paper = make_earlier(cast, units=[cast.commune, cast.other_commune], say=lambda order: said)
    head = cast.unit_officer
    Appointment.objects.filter(officer=head).update(unit=cast.other_commune)
    stranger = type(head).objects.get(pk=head.pk)
    rows = orders_shown(paper, stranger, date(2026, 7, 15))
    assert [bool(row.told or row.chips or row.first_due) for row in rows] == [False, True]
    assert all(row.order.text for row in rows)
    assert all(row.told for row in orders_shown(paper, cast.clerk, date(2026, 7, 15)))


def test_a_correction_of_the_receivers_moves_the_sight_with_it(cast):
    paper = make_earlier(cast)
    facts = earlier_facts(cast, units=[cast.other_commune])
    correct(paper, facts, reason="Nhầm nơi nhận", read=paper.holding_id, by=cast.clerk, at=NOW)
    assert not EarlierPaper.objects.visible_to(cast.officer("unit_officer")).exists()


def test_the_work_file_of_the_meeting_holds_it(cast):
    paper = make_earlier(cast)
    (filed,) = [
        each for each in contents_of(paper.outline.meeting, by=cast.clerk, at=NOW) if each.number == "15/TB-SKHCN"
    ]
    assert (filed.read(), filed.author, filed.note) == (ONE_PAGE, "Phạm Thị D", "Nhập từ hồ sơ cũ")


def test_the_tasks_of_a_unit_name_the_old_notice(cast, capsys):
    make_earlier(cast)
    call_command("unit_tasks", "XA1")
    assert "(15/TB-SKHCN, nhập từ hồ sơ cũ, mục 1.a)" in capsys.readouterr().out


def test_a_file_of_a_kind_that_is_not_taken(client, cast):
    meeting = meeting_with_orders(cast)
    client.force_login(cast.officer("clerk"))
    wrong = SimpleUploadedFile("thong-bao.pdf", b"MZ", "application/pdf")
    answer = client.post(reverse("earlier-add", args=[meeting.pk]), typed(cast, meeting, file=wrong))
    assert answer.status_code == 422
    assert "không đúng với phần đuôi" in answer.content.decode()


def test_the_pages_ask_as_often_for_many_orders_as_for_few(client, cast):
    few = make_earlier(cast)
    meeting = meeting_with_orders(cast)
    outline = meeting.outlines.get()
    for number in range(6):
        make_order(outline.conclusions.create(text=f"Thống kê {number}", position=20), cast.commune)
    adding = CaptureQueriesContext(connection)
    client.force_login(cast.officer("clerk"))
    with adding:
        client.get(reverse("earlier-add", args=[meeting.pk]))
    many = make_earlier(cast, meeting, number=16)

    def cost(name: str, paper: EarlierPaper, role: str) -> int:
        client.force_login(cast.officer(role))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=[paper.pk])).status_code == 200
        return len(queries)

    for role in ("clerk", "unit_officer"):
        assert cost("earlier-paper", few, role) == cost("earlier-paper", many, role) <= 12
    assert len(adding) <= 16
    before = list_cost(client, cast)
    for number in range(5):
        make_earlier(cast, number=30 + number)
    assert list_cost(client, cast) == before <= 12


def list_cost(client, cast) -> int:
    client.force_login(cast.officer("clerk"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("paper-list"))
    return len(queries)


def test_a_mark_of_secrecy_in_the_file_s_name_is_refused_before_anything_is_stored(cast, files):
    with pytest.raises(DomainError):
        make_earlier(cast, file=SentFile("MẬT.pdf", ONE_PAGE))
    assert not files.exists()
