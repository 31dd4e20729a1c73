"""The review in the browser's language: plain forms, htmx, two windows, two clicks, and what is posted by nobody's page."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.enums import Role
from meetings.models import ImportReview, Meeting
from meetings.reading import Reading
from meetings.review.keeping import begin
from tests.cast import NOW
from tests.review.browsing import HTMX, ORDER_FIELDS, act, find, shown, stored, url
from tests.review.samples import DOCUMENT, read

SECTIONS = ["thong-tin", "dai-bieu", "vang", "dan-y", "nhiem-vu", "bo-qua"]


def test_a_reading_is_kept_and_no_meeting_is_made(clerk, cast):
    answer = clerk.post(reverse("import-document"), {"text": "\n".join(DOCUMENT)})
    row = ImportReview.objects.get()
    assert answer.url == url("", row)
    assert (row.owner, row.lines, row.pieces) == (cast.clerk, DOCUMENT, 9)
    assert row.name == f"Nội dung dán: {DOCUMENT[2]}"
    assert not Meeting.objects.exists()
    page = shown(clerk.get(answer.url))
    assert "chưa có gì được lưu vào cuộc họp" in page
    assert "Đã kiểm tra 0/9 mục" in re.sub(r"<[^>]+>", "", page)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_line_stands_once_at_the_left_of_every_section(clerk, row, section):
    page = clerk.get(url("", row), {"phan": section}).content.decode()
    pane = page.split('<ol class="doc">')[1].split("</ol>")[0]
    assert re.findall(r'id="dong-(\d+)"', pane) == [str(n) for n in range(1, len(DOCUMENT) + 1)]
    for line, entry in zip(DOCUMENT, pane.split("<li ")[1:], strict=True):
        assert line in html.unescape(re.sub(r"<[^>]+>", "", entry))


def test_a_hostile_document_is_shown_as_text(clerk):
    lines = [*DOCUMENT, "5. Giao Văn phòng Sở <script>alert(1)</script> báo cáo trước ngày 01/6/2026."]
    clerk.post(reverse("import-document"), {"text": "\n".join(lines)})
    for section in SECTIONS:
        assert b"<script>alert" not in clerk.get(url("", ImportReview.objects.get()), {"phan": section}).content


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_piece_is_marked_right(clerk, row, htmx):
    key = find(row, "d", "hợp tác xã")
    answer = act(clerk, row, key, "dung", htmx=htmx)
    assert key in stored(row).checked
    if htmx:
        page = shown(answer)
        assert page.count("<li") >= 1
        assert "Đúng, đã kiểm tra" in page
        assert "<b>1/9</b>" in page, "the counters come along"
        assert "<html" not in page
    else:
        assert answer.url == f"{url('', row)}?phan=nhiem-vu#{key}"


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_an_order_is_corrected_with_units_found_by_key_and_by_words(clerk, cast, row, htmx):
    key = find(row, "d", "hợp tác xã")
    parties = {
        "lead": ["UBND các xã", ""],
        "lead_key": [f"group:{cast.communes.pk}", ""],
        "coordinating": ["Văn phòng Sở", "Hội Làm vườn"],
        "coordinating_key": ["XA1", ""],
        "excepted": ["UBND xã Mẫu Hai"],
    }
    answer = act(clerk, row, key, "luu", htmx=htmx, **ORDER_FIELDS, **parties)
    assert answer.status_code == (200 if htmx else 302)
    order = stored(row).find(key)
    assert [(unit.written, unit.code, unit.except_) for unit in order.units] == [
        ("UBND các xã", f"group:{cast.communes.pk}", ["UBND xã Mẫu Hai"]),
        ("Văn phòng Sở", None, []),
        ("Hội Làm vườn", None, []),
    ], "a key whose unit is not the one in words is not taken"
    page = shown(clerk.get(url("", row), {"phan": "nhiem-vu"}))
    assert "thứ Tư, 30/09/2026" in page
    assert "chưa có trong danh mục" in page


def test_a_deadline_left_as_it_was_read_keeps_what_the_reader_knew(clerk, row):
    key = find(row, "d", "phương tiện đo")
    before = stored(row).find(key).deadline
    act(clerk, row, key, "luu", text="Rà soát", deadline=before.text, tracked="on", lead="Văn phòng Sở")
    assert stored(row).find(key).deadline == before


def test_the_day_of_a_deadline_is_told_while_it_is_typed(clerk, row):
    assert "thứ Bảy, 15/08/2026" in shown(clerk.get(url("-deadline", row), {"deadline": "trước ngày 15/8"}))
    assert shown(clerk.get(url("-deadline", row), {"deadline": ""})).strip() == ""


def test_people_absences_and_items_are_corrected_in_place(clerk, row):
    person, absence, item = find(row, "p", "Vũ Văn H"), find(row, "a", "Mẫu Hai"), find(row, "c", "Ghi nhận")
    act(clerk, row, person, "luu", name="Vũ Văn Hải", position="Chủ tịch", unit="UBND xã Mẫu Một", role="co_chair")
    act(clerk, row, absence, "luu", unit="UBND xã Mẫu Hai", reason="trùng lịch")
    act(clerk, row, item, "luu", label="3.", level="1", kind="item", text="Ghi nhận kết quả quý I")
    review = stored(row)
    assert (review.find(person).name, review.find(person).role) == ("Vũ Văn Hải", "co_chair")
    assert review.find(absence).reason == "trùng lịch"
    assert review.find(item).text == "Ghi nhận kết quả quý I"
    assert {person, absence, item} <= review.corrected


def test_the_facts_are_corrected(clerk, row):
    fields = {"name": "Giao ban quý I", "kind": "meeting", "held_on": "04/04/2026", "place": "Phòng họp", "chair": "p2"}
    assert act(clerk, row, "facts", "luu", **fields).status_code == 302
    page = shown(clerk.get(url("", row)))
    assert "Thứ Bảy, 04/04/2026" in page
    assert "Vũ Văn H" in page.split("<dt>Chủ trì</dt>")[1].split("</dd>")[0]


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_what_is_wrong_with_a_correction_is_said_in_its_form(clerk, row, htmx):
    answer = act(clerk, row, "facts", "luu", htmx=htmx, name="", kind="song", held_on="31/02/2026", chair="p99")
    assert answer.status_code == 422
    page = shown(answer)
    assert "4 mục cần xem lại." in page
    assert "31/02/2026" in page, "what was typed stays"
    assert stored(row).checked == set()


@pytest.mark.parametrize(
    ("section", "letter", "fields"),
    [
        ("dai-bieu", "p", {"name": "Trần Thị B", "role": "attendee"}),
        ("vang", "a", {"unit": "Hội Làm vườn"}),
        ("dan-y", "c", {"after": "c1", "level": "1", "kind": "item", "text": "Mục mới"}),
        ("nhiem-vu", "d", {"item": "c3", "text": "Việc mới", "lead": "Văn phòng Sở", "tracked": "on"}),
    ],
)
@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_rows_are_added(clerk, row, section, letter, fields, htmx):
    before = len(stored(row).keys(letter))
    answer = clerk.post(url("-add", row, section), fields, headers=HTMX if htmx else {})
    assert answer.status_code == (200 if htmx else 302)
    assert len(stored(row).keys(letter)) == before + 1
    empty = clerk.post(url("-add", row, section), {}, headers=HTMX if htmx else {})
    assert empty.status_code == 422
    assert len(stored(row).keys(letter)) == before + 1


def test_what_is_taken_out_is_struck_and_comes_back(clerk, row):
    key = find(row, "d", "phương tiện đo")
    assert "Đã bỏ" in shown(act(clerk, row, key, "bo", htmx=True))
    assert key in stored(row).removed
    assert "Đã bỏ" not in shown(act(clerk, row, key, "khoi-phuc", htmx=True))
    assert key not in stored(row).removed


def test_a_dropped_line_is_taken_back(clerk, row):
    assert "Trang 1/2" in shown(clerk.get(url("", row), {"phan": "bo-qua"}))
    answer = clerk.post(url("-take-back", row, 11))
    assert find(row, "c", "Trang 1/2") in answer.url
    again = clerk.post(url("-take-back", row, 11), follow=True)
    assert "không lấy lại được" in shown(again)


def test_all_that_is_sure_is_accepted_at_once_and_nothing_else(clerk, row):
    page = clerk.get(url("", row), {"phan": "nhiem-vu"}).content.decode()
    sent = re.findall(r'name="muc" value="([^"]+)"', page)
    unsure = find(row, "d", "hợp tác xã")
    clerk.post(url("-accept", row, "nhiem-vu"), {"muc": [*sent, f"{unsure}:{stored(row).digest(unsure)}"]})
    assert stored(row).checked == {find(row, "d", "phương tiện đo")}


def test_what_was_corrected_since_the_page_was_made_is_not_accepted_unseen(clerk, row):
    page = clerk.get(url("", row), {"phan": "nhiem-vu"}).content.decode()
    key = find(row, "d", "phương tiện đo")
    act(clerk, row, key, "luu", **ORDER_FIELDS, lead="Văn phòng Sở")
    act(clerk, row, key, "xem-lai")
    clerk.post(url("-accept", row, "nhiem-vu"), {"muc": re.findall(r'name="muc" value="([^"]+)"', page)})
    assert stored(row).checked == set()


def test_a_mark_of_secrecy_is_refused_in_a_correction(clerk, row):
    answer = act(clerk, row, "facts", "luu", name="TUYỆT MẬT", kind="meeting")
    assert answer.status_code == 422
    assert "bí mật nhà nước" in shown(answer)


@pytest.mark.parametrize("key", ["d99", "x1", "facts2", "d" + "9" * 40, "p-1"])
def test_a_key_of_nothing_is_told(clerk, row, key):
    answer = clerk.post(url("-piece", row, key), {"viec": "dung"}, follow=True)
    assert "không còn trong nội dung đọc được" in shown(answer)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"viec": "xóa"},
        {"viec": "luu", "ban": "x" * 5000},
        {"viec": "luu", "text": "a\x00b"},
        {"viec": "luu", "text": "Việc", "lead": ["Đơn\x00vị"] * 3},
        {"viec": "luu", "text": "Việc", "lead": ["x" * 600]},
        {"viec": "luu", "text": "Việc", "lead": [f"Đơn vị {n}" for n in range(70)]},
        {"viec": "luu", "text": "Việc", "lead_key": ["a", "b", "c"], "excepted": "UBND xã Mẫu Một"},
    ],
)
def test_odd_input_is_answered_in_words(clerk, row, data):
    key = find(row, "d", "phương tiện đo")
    before = stored(row)
    answer = clerk.post(url("-piece", row, key), {"ban": stored(row).digest(key)} | data)
    assert answer.status_code in (409, 422)
    assert "told-no" in shown(answer) or "flash bad" in shown(answer)
    assert stored(row) == before


@pytest.mark.parametrize("query", [{"phan": "?"}, {"sua": "d99"}, {"sua": "d0"}, {"them": "c3"}, {"them": "x"}])
def test_odd_addresses_show_the_page(clerk, row, query):
    assert clerk.get(url("", row), query).status_code == 200


def test_only_who_may_is_offered_to_add_a_unit(clerk, cast, row):
    place = reverse("admin:districts_unit_add")
    assert place not in shown(clerk.get(url("", row), {"phan": "nhiem-vu"}))
    cast.clerk.appointments.create(unit=cast.secretariat, role=Role.ADMINISTRATOR, position="Quản trị viên")
    assert place in shown(clerk.get(url("", row), {"phan": "nhiem-vu"}))


def test_what_cannot_be_read_is_said_beside_the_form(clerk):
    for data, words in (
        ({"text": "   "}, "Hãy chọn một tệp hoặc dán nội dung rồi đọc lại."),
        ({"file": SimpleUploadedFile("rong.txt", b"")}, "trống"),
        ({"file": SimpleUploadedFile("anh.docx", bytes(range(256)) * 4)}, "Tệp bị hỏng hoặc thiếu dữ liệu"),
        ({"text": "Chào mừng quý vị."}, "Không tìm thấy nội dung kết luận"),
    ):
        answer = clerk.post(reverse("import-document"), data)
        assert answer.status_code == 422
        assert words in shown(answer)
    assert not ImportReview.objects.exists()


def _cost(client: Client, address: str, **query: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, query).status_code == 200
    return len(queries)


def test_pages_ask_as_often_for_a_long_document_as_for_a_short_one(clerk, cast, row):
    more = [
        f"{n}. Giao Văn phòng Sở rà soát hồ sơ đợt {n}, báo cáo trước ngày {n % 27 + 1}/6/2026." for n in range(5, 380)
    ]
    lines = [*DOCUMENT[:-1], *more]
    long = begin(Reading("dai.txt", lines, read(lines)), by=cast.clerk, at=NOW)
    assert len(stored(long).keys("d")) > 300
    for section in SECTIONS:
        costs = _cost(clerk, url("", row), phan=section), _cost(clerk, url("", long), phan=section)
        assert costs[0] == costs[1] <= 12
    with CaptureQueriesContext(connection) as queries:
        act(clerk, long, "d7", "dung", htmx=True)
    assert len(queries) <= 16, "two of them are the test's own"


@pytest.mark.parametrize("name", ["home", "import-document"])
def test_lists_of_reviews_ask_as_often_for_six_as_for_one(clerk, cast, row, name):
    before = _cost(clerk, reverse(name))
    for _ in range(5):
        begin(Reading("giao-ban.txt", DOCUMENT, read()), by=cast.clerk, at=NOW)
    assert _cost(clerk, reverse(name)) == before
