"""The pages of superiors' papers: a document read, its items looked through, its work followed by whom it is given."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.carried_over import open_from_above, take_up
from directives.enums import SuperiorBody
from directives.models import Assignment, Directive
from directives.rulings.models import Ruling, RulingItem
from directives.rulings.proposing import ProposedItem
from directives.rulings.setting_off import set_off
from directives.whole_way import issue_at_once
from districts.enums import UnitKind
from districts.errors import DomainError, WrongState
from meetings.enums import PartyRole
from tests.cast import NOW, Cast, make_meeting, make_notice, make_unit
from tests.earlier_papers import make_earlier
from tests.rulings import FACTS, enter_ruling, make_ruling

DOCUMENT = """ỦY BAN NHÂN DÂN
TỈNH MẪU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 215/TB-UBND
Mẫu, ngày 02 tháng 4 năm 2026
THÔNG BÁO
Kết luận của Phó Chủ tịch UBND tỉnh tại cuộc họp tháng 3 năm 2026
Ngày 30 tháng 3 năm 2026, Phó Chủ tịch UBND tỉnh chủ trì cuộc họp. Sau khi nghe báo cáo, Phó Chủ tịch UBND tỉnh kết luận như sau:
1. Giao Sở Khoa học và Công nghệ hoàn thành đề án chuyển đổi số trước ngày 30/6/2026.
2. Giao Sở Tài chính bố trí kinh phí thực hiện trong quý II năm 2026.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Văn L
"""


@pytest.fixture(autouse=True)
def _files(files) -> None:
    """Every test here stores a paper."""


def upload(client, data: bytes | str, name: str = "tb.txt"):
    file = SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)
    return client.post(reverse("ruling-add"), {"file": file})


def test_the_document_is_read_and_the_sos_items_are_proposed(client, cast):
    client.force_login(cast.officer("clerk"))
    pdf_less = DOCUMENT.encode()
    answer = upload(client, docx_of(pdf_less.decode()), "tb.docx")
    ruling = Ruling.objects.get()
    assert answer["Location"] == reverse("ruling-edit", args=[ruling.pk])
    assert (ruling.number, ruling.issued_on) == ("215/TB-UBND", date(2026, 4, 2))
    assert ruling.body == SuperiorBody.PEOPLE_COMMITTEE
    assert (ruling.signer_name, ruling.signer_position) == ("Trần Văn L", "KT. Chủ tịch, Phó Chủ tịch")
    ours = {item.text: (item.is_ours, item.due_on) for item in ruling.items.all()}
    (own,) = [text for text, (is_ours, _) in ours.items() if is_ours]
    assert "đề án chuyển đổi số" in own
    assert ours[own][1] == date(2026, 6, 30)
    assert any("Sở Tài chính" in text for text in ours)


def docx_of(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_scan_is_kept_and_its_items_are_typed(client, cast):
    client.force_login(cast.officer("clerk"))
    answer = client.post(
        reverse("ruling-add"), {"file": SimpleUploadedFile("q.png", b"\x89PNG\r\n\x1a\n123")}, follow=True
    )
    assert "chưa đọc được nội dung" in answer.content.decode()
    ruling = Ruling.objects.get()
    client.post(reverse("ruling-items-add", args=[ruling.pk]), {"texts": "Báo cáo quý\n\nLập kế hoạch"})
    assert [item.text for item in ruling.items.all()] == ["Báo cáo quý", "Lập kế hoạch"]
    assert all(item.is_ours for item in ruling.items.all())


def test_a_marked_secret_is_refused(client, cast):
    client.force_login(cast.officer("clerk"))
    answer = upload(client, docx_of("MẬT\n" + DOCUMENT), "tb.docx")
    assert answer.status_code == 422
    assert not Ruling.objects.exists()


@pytest.mark.parametrize(("name", "data"), [("a.exe", b"MZ"), ("a.pdf", b"MZ"), ("a.pdf", b"")])
def test_a_file_that_is_not_taken(client, cast, name, data):
    client.force_login(cast.officer("clerk"))
    assert upload(client, data, name).status_code == 422
    assert not Ruling.objects.exists()


def sent_item(item: RulingItem, **changes) -> dict[str, object]:
    return {
        "read_version": item.version,
        "is_ours": "on",
        "text": item.text,
        "leads": ["Phòng Quản lý Công nghệ"],
        "leads_key": ["QLCN"],
        "deadline_words": "trước 30/6",
        "due_on": "30/06/2026",
    } | changes


def test_the_clerk_goes_the_whole_way_on_the_pages(client, cast):
    ruling = enter_ruling(cast, ProposedItem("Báo cáo"), number="")
    client.force_login(cast.officer("clerk"))
    address = reverse("ruling", args=[ruling.pk])
    item = ruling.items.get()
    client.post(reverse("ruling-item-mark", args=[ruling.pk, item.pk]), {"cua_so": "1"})
    assert "Chưa có đơn vị chủ trì" in client.get(address).content.decode()
    item.refresh_from_db()
    edited = reverse("ruling-item", args=[ruling.pk, item.pk])
    assert client.get(edited).status_code == 200
    assert client.post(edited, sent_item(item)).status_code == 302
    assert client.post(edited, sent_item(item)).status_code == 409
    assert "còn thiếu: số, ký hiệu" in client.get(address).content.decode()
    told = {
        "read_version": Ruling.objects.get().version,
        **{name: value for name, value in FACTS.items() if name != "issued_on"},
        "issued_on": "02/04/2026",
    }
    edit = reverse("ruling-edit", args=[ruling.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, told).status_code == 302
    stale = client.post(edit, told)
    assert stale.status_code == 409
    assert "Bản đang lưu: 215/TB-UBND" in stale.content.decode()
    assert "Phân công thực hiện 1 việc" in client.get(address).content.decode()
    client.post(reverse("ruling-set-off", args=[ruling.pk]))
    page = client.get(address).content.decode()
    assert "1/1 đơn vị chưa hoàn thành" in page
    assert Assignment.objects.get().current_due_on == date(2026, 6, 30)
    assert "215/TB-UBND" in client.get(reverse("ruling-list")).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"leads": [""], "leads_key": [""]}, "phải có đơn vị chủ trì"),
        ({"leads": ["Không có"], "leads_key": [""]}, "Chưa rõ"),
        ({"text": "\x00"}, "Nội dung"),
        ({"text": "x" * 5001}, "5000"),
        ({"due_on": "31/02/2026"}, "ngày"),
        ({"due_on": "01/01/0026"}, "Năm phải từ"),
        ({"text": "TUYỆT MẬT"}, "MẬT"),
        ({"read_version": "99999999999999999999999"}, ""),
    ],
)
def test_bad_input_is_told(client, cast, changes, words):
    ruling = enter_ruling(cast, ProposedItem("Báo cáo"))
    item = ruling.items.get()
    client.force_login(cast.officer("clerk"))
    answer = client.post(reverse("ruling-item", args=[ruling.pk, item.pk]), sent_item(item, **changes))
    assert answer.status_code in (409, 422)
    assert words in answer.content.decode()
    assert ruling.items.get().text == "Báo cáo"


def test_thrown_away_before_it_gave_work(client, cast):
    ruling = enter_ruling(cast, ProposedItem("Báo cáo", is_ours=True, leads=[cast.division]))
    client.force_login(cast.officer("clerk"))
    client.post(reverse("ruling-discard", args=[ruling.pk]))
    assert not Ruling.objects.exists()
    call_command("verify_records")


def test_who_sees_what_of_it(client, cast):
    given = make_ruling(cast)
    waiting = enter_ruling(cast, ProposedItem("Báo cáo"), data=b"%PDF-1.7 x", number="7/TB-UBND")
    neighbour = make_unit("XA3", "UBND xã Mẫu Ba", UnitKind.COMMUNE)
    assert neighbour
    for role, seen in (
        ("leader", {given, waiting}),
        ("observer", {given}),
        ("unit_officer", {given}),
        ("administrator", set()),
    ):
        assert set(Ruling.objects.visible_to(cast.officer(role))) == seen, role
    client.force_login(cast.officer("unit_officer"))
    page = client.get(reverse("ruling", args=[given.pk])).content.decode()
    assert "Rà soát điểm truy cập Internet" in page
    assert "Sở Tài chính bố trí kinh phí" not in page, "what is not the unit's work is not told"
    assert "Đơn vị tôi" in page


def test_the_paper_is_named_wherever_its_work_is_shown(client, cast, capsys):
    make_ruling(cast)
    client.force_login(cast.officer("unit_officer"))
    home = client.get(reverse("home")).content.decode()
    for words in ("215/TB-UBND", "Văn bản của UBND tỉnh Mẫu", "Theo giao việc của UBND tỉnh"):
        assert words in home
    assert "chủ trì: Phòng Quản lý Công nghệ" in home
    call_command("unit_tasks", "XA1")
    assert "(215/TB-UBND, văn bản của UBND tỉnh Mẫu, mục 1.a)" in capsys.readouterr().out
    client.force_login(cast.officer("clerk"))
    admin = client.get(reverse("admin:directives_directive_changelist"))
    assert "215/TB-UBND" in admin.content.decode()
    one = client.get(reverse("admin:directives_directive_change", args=[Directive.objects.first().pk]))
    assert one.status_code == 200


def test_open_work_from_above_stands_beside_a_meetings_conclusions_and_is_taken_up(client, cast):
    make_ruling(cast)
    meeting = make_meeting(cast, held_on=date(2026, 7, 3))
    before = make_meeting(cast, held_on=date(2026, 4, 1))
    assert open_from_above(before, cast.clerk) == [], "it was issued after that meeting"
    work = open_from_above(meeting, cast.clerk)
    assert [(each.directive.text[:10], each.unit_count) for each in work] == [("Hoàn thành", 1), ("Rà soát đi", 1)]
    client.force_login(cast.officer("clerk"))
    page = client.get(reverse("open-work", args=[meeting.pk])).content.decode()
    for words in ("Nhiệm vụ cấp trên giao", "215/TB-UBND", "Văn bản của UBND tỉnh Mẫu"):
        assert words in page
    client.post(reverse("take-up-work", args=[meeting.pk, work[0].directive.pk]))
    order = meeting.outlines.get().conclusions.get().orders.get()
    assert {(p.role, p.unit) for p in order.parties.all()} == {
        (PartyRole.LEAD, cast.division),
        (PartyRole.COORDINATING, cast.commune),
    }
    with pytest.raises(WrongState):
        take_up(work[0].directive, meeting.outlines.get(), by=cast.clerk, at=NOW)


def test_the_file_is_verified(client, cast, files):
    ruling = make_ruling(cast)
    client.force_login(cast.officer("unit_officer"))
    address = reverse("ruling-file", args=[ruling.pk])
    answer = client.get(address)
    assert answer.content == b"%PDF-1.7 UBND"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    (files / ruling.sha256[:2] / ruling.sha256).write_bytes(b"other")
    assert client.get(address).status_code == 302
    with pytest.raises(DomainError, match="văn bản cấp trên"):
        call_command("verify_records")


def cost(client, cast: Cast, role: str, address: str) -> int:
    client.force_login(cast.officer(role))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_ask_as_often_for_six_as_for_one(client, cast, quick_press):
    few = make_ruling(cast)
    make_earlier(cast)
    issue_at_once(make_notice(cast), at=NOW)
    meeting = make_meeting(cast, held_on=date(2026, 7, 3))
    pages = [
        ("clerk", reverse("ruling-list")),
        ("unit_officer", reverse("home") + "?loc=tat-ca"),
        ("clerk", reverse("open-work", args=[meeting.pk])),
    ]
    before = [cost(client, cast, *page) for page in pages]
    one = [cost(client, cast, role, reverse("ruling", args=[few.pk])) for role in ("clerk", "unit_officer")]
    for number in range(5):
        items = [
            ProposedItem(f"Việc {number}.{n}", is_ours=True, leads=[cast.commune], helpers=[cast.other_commune])
            for n in range(6)
        ]
        many = enter_ruling(cast, *items, data=f"%PDF-1.7 {number}".encode(), number=f"{number}/TB-UBND")
        set_off(many, by=cast.clerk, at=NOW)
        make_earlier(cast, number=50 + number)
        issue_at_once(make_notice(cast), at=NOW)
    after = [cost(client, cast, *page) for page in pages]
    assert after == before
    assert max(after[0], after[2]) <= 12, after
    six = [cost(client, cast, role, reverse("ruling", args=[many.pk])) for role in ("clerk", "unit_officer")]
    assert six == one
    assert max(six) <= 12, six
