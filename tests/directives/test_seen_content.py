"""Nobody signs or confirms what the page did not show: the form carries the SHA-256 of the content that it stands beside."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import RefusedAttempt
from meetings.carried_annex import keep_summary
from meetings.enums import AttendeeRole, PaperState, SigningCapacity
from meetings.minutes.beginning import begin_minutes
from meetings.minutes.confirming import confirm_minutes, sign_by_hand
from meetings.models import Attendee, Conclusion, Delegation, Meeting, Minutes, Paper, Statement
from meetings.signing import ContentChanged, ContentUnseen, sign, verified_record
from tests.cast import NOW, Cast, make_conclusions, make_meeting, make_notice, make_order, make_unit
from tests.minutes.writing import finish
from tests.office_fixtures import ONE_PAGE

SENTENCE = "Nội dung đã thay đổi sau khi mở trang này. Hãy xem lại rồi bấm lần nữa."


@pytest.fixture(autouse=True)
def one_page(monkeypatch, settings):
    settings.PASSWORD_AGAIN_MINUTES = 0
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, **_: ONE_PAGE)


@pytest.fixture
def minutes_paper(cast: Cast) -> Paper:
    """Minutes that lack nothing, chaired by the leader and kept by the clerk."""
    meeting = make_meeting(cast, starts_at="08:00")
    make_conclusions(meeting.outlines.get(), cast)
    Attendee.objects.create(meeting=meeting, name="Nguyễn Văn A", role=AttendeeRole.SECRETARY, position=2)
    return finish(begin_minutes(Meeting.objects.get(), by=cast.officer("clerk"), at=NOW), cast.clerk)


def opened(client: Client, address: str) -> dict[str, str]:
    return hidden_in(client.get(address).content.decode())


def hidden_in(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(read_version|seen)" value="(\w*)"', page))


def told(answer) -> str:
    """What stands on the page, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.unescape(answer.content.decode())).split())


@pytest.mark.parametrize("name", ["paper-step", "admin:meetings_paper_step"])
def test_a_signer_signs_what_the_page_showed_or_sees_the_new_one_first(client, cast, paper_in, name):
    notice = make_notice(cast, signer=cast.office_head, capacity=SigningCapacity.BY_ORDER)
    paper = paper_in(PaperState.SUBMITTED, notice)
    client.force_login(cast.officer("office_head"))
    address = reverse(name, args=[paper.pk, "ky"])
    read = opened(client, address)
    Delegation.objects.create(meeting=paper.meeting, unit=cast.division, position=9)
    refused = client.post(address, read)
    assert SENTENCE in told(refused)
    assert Paper.objects.get(pk=paper.pk).state == PaperState.SUBMITTED
    assert RefusedAttempt.objects.filter(object_id=paper.pk, officer=cast.office_head).exists()
    again = hidden_in(refused.content.decode())
    assert again["seen"] not in ("", read["seen"])
    client.post(address, again)
    assert Paper.objects.get(pk=paper.pk).signed_records.get().sha256 == again["seen"]


def test_a_secretary_confirms_what_the_page_showed_or_sees_the_new_one_first(client, cast, minutes_paper):
    client.force_login(cast.officer("clerk"))
    address = reverse("paper-step", args=[minutes_paper.pk, "xac-nhan"])
    read = opened(client, address)
    Statement.objects.update(text="Xã đã rà soát 15 cân đồng hồ.")
    refused = client.post(address, read)
    assert refused.status_code == 422
    assert SENTENCE in told(refused)
    assert Paper.objects.get(pk=minutes_paper.pk).state == PaperState.DRAFT
    client.post(address, hidden_in(refused.content.decode()))
    assert "15 cân" in Paper.objects.get(pk=minutes_paper.pk).signed_records.get().content


def test_a_page_that_says_nothing_of_the_content_signs_nothing(client, cast, paper_in):
    paper = paper_in(PaperState.SUBMITTED)
    client.force_login(cast.officer("leader"))
    refused = client.post(reverse("paper-step", args=[paper.pk, "ky"]), {"read_version": paper.version})
    assert SENTENCE in told(refused)
    assert Paper.objects.get(pk=paper.pk).state == PaperState.SUBMITTED


def test_the_page_of_the_step_shows_the_pages_that_are_signed(client, cast, paper_in):
    paper = paper_in(PaperState.SUBMITTED)
    client.force_login(cast.officer("leader"))
    page = client.get(reverse("paper-step", args=[paper.pk, "ky"])).content.decode()
    assert reverse("paper-page", args=[paper.pk, 1]) in page
    back = client.get(reverse("paper-step", args=[paper.pk, "tra-lai"])).content.decode()
    assert reverse("paper-page", args=[paper.pk, 1]) not in back


def test_chair_and_registrar_sign_the_confirmed_content_alone(cast, minutes_paper):
    Minutes.objects.update(chair=None)
    paper = Paper.objects.get(pk=minutes_paper.pk)
    confirmed = confirm_minutes(paper, by=cast.officer("clerk"), at=NOW)
    with pytest.raises(ContentUnseen):
        sign_by_hand(paper, by=cast.officer("registrar"), at=NOW, seen="0" * 64)
    assert sign_by_hand(paper, by=cast.officer("registrar"), at=NOW, seen=confirmed.sha256).signer is None


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"abstract": "Kết luận khác"}, "Trích yếu"),
        ({"opening": "Khác."}, "Phần mở đầu"),
        ({"closing": "Khác."}, "Câu kết"),
        ({"archive_line": "VT"}, "Nơi lưu"),
        ({"urgency": "KHẨN"}, "Mức độ khẩn"),
        ({"circulation": "LƯU HÀNH NỘI BỘ"}, "Phạm vi lưu hành"),
        ({"task_annex": True}, "Phụ lục"),
        ({"carried_annex": True}, "Phụ lục"),
    ],
)
def test_every_printed_part_is_held_to_what_was_signed(cast, paper_in, changed, name):
    paper = paper_in(PaperState.SUBMITTED)
    keep_summary(paper.meeting, "Cuộc họp xem xét 1 nhiệm vụ.", [["Rà soát", "", "", "", "Tiếp tục"]], at=NOW)
    signed = sign(paper, by=cast.leader, at=NOW)
    verified_record(signed, Paper.objects.get(pk=paper.pk))
    Paper.objects.filter(pk=paper.pk).update(**changed)
    with pytest.raises(ContentChanged, match=f"^{name} khác với lúc ký"):
        verified_record(signed, Paper.objects.get(pk=paper.pk))


def test_the_page_of_the_signature_asks_as_often_for_many_units_and_orders_as_for_few(cast, paper_in):
    client = Client()
    client.force_login(cast.officer("leader"))

    def cost(paper: Paper) -> int:
        address = reverse("paper-step", args=[paper.pk, "ky"])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = paper_in(PaperState.SUBMITTED)
    many = make_notice(cast)
    for number in range(5):
        unit = make_unit(f"XA9{number}", f"UBND xã Thêm {number}", "commune")
        Delegation.objects.create(meeting=many.meeting, unit=unit, position=9)
        item = Conclusion.objects.create(outline=many.outline, text=f"Thống kê {number}", label="-", position=20)
        make_order(item, unit)
    paper_in(PaperState.SUBMITTED, many)
    assert cost(many) == cost(few)
