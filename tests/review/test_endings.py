"""Two windows, two clicks, another browser, another clerk, and how a review ends."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from districts.enums import Role
from districts.errors import NotAllowed
from meetings.admission import AlreadyAdmitted
from meetings.models import Attendee, Conclusion, ImportReview, Meeting, Order
from meetings.reading import Reading
from meetings.review.finishing import finish
from meetings.review.keeping import ReviewGone, begin, change, discard
from tests.cast import NOW, make_officer
from tests.review.browsing import ORDER_FIELDS, act, find, shown, stored, url
from tests.review.samples import DOCUMENT, read


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_two_windows_on_one_piece_show_the_second_both_texts(clerk, row, htmx):
    key = find(row, "d", "phương tiện đo")
    stamp = stored(row).digest(key)
    act(clerk, row, key, "luu", **ORDER_FIELDS, lead="Văn phòng Sở")
    mine = ORDER_FIELDS | {"text": "Kiểm tra cân ở chợ", "lead": "UBND xã Mẫu Một"}
    second = act(clerk, row, key, "luu", htmx=htmx, stamp=stamp, **mine)
    assert second.status_code == 409
    page = shown(second)
    for words in ("Rà soát cân đo", "Kiểm tra cân ở chợ", "Văn phòng Sở", "UBND xã Mẫu Một", "Giữ bản đang lưu"):
        assert words in page
    assert stored(row).find(key).text == "Rà soát cân đo", "nothing was overwritten"
    assert f'name="ban" value="{stored(row).digest(key)}"' in page
    assert act(clerk, row, key, "luu", **mine).status_code == 302
    assert stored(row).find(key).text == "Kiểm tra cân ở chợ"


def test_a_button_pressed_on_an_older_text_does_nothing(clerk, row):
    key = find(row, "d", "phương tiện đo")
    stamp = stored(row).digest(key)
    act(clerk, row, key, "luu", **ORDER_FIELDS, lead="Văn phòng Sở")
    for verb in ("bo", "dung"):
        answer = act(clerk, row, key, verb, stamp=stamp)
        assert answer.status_code == 409
        assert "vừa được sửa ở một cửa sổ khác" in shown(answer)
    assert key not in stored(row).removed


def test_two_windows_on_different_pieces_do_not_disturb_each_other(clerk, row):
    one, other = find(row, "d", "phương tiện đo"), find(row, "d", "hợp tác xã")
    stamps = stored(row).digest(one), stored(row).digest(other)
    act(clerk, row, one, "luu", stamp=stamps[0], **ORDER_FIELDS, lead="Văn phòng Sở")
    assert act(clerk, row, other, "dung", stamp=stamps[1]).status_code == 302
    assert {one, other} <= stored(row).checked


def test_a_review_goes_on_in_another_browser(cast, clerk, row):
    key = find(row, "d", "hợp tác xã")
    act(clerk, row, key, "luu", **ORDER_FIELDS, lead="Văn phòng Sở")
    elsewhere = Client()
    elsewhere.force_login(cast.clerk)
    for place in (reverse("home"), reverse("import-document")):
        page = shown(elsewhere.get(place))
        assert "Tài liệu đang kiểm tra dở" in page
        assert "Đã kiểm tra 1/9 mục" in page
        assert url("", row) in page
    assert "Rà soát cân đo" in shown(elsewhere.get(url("", row), {"phan": "nhiem-vu"}))


def test_nobody_else_sees_or_touches_a_review(cast, row):
    division = cast.division
    other = make_officer("other_clerk", "Lý Thị N", Role.CLERK, division, "Chuyên viên")
    client = Client()
    client.force_login(other)
    assert client.get(url("", row)).status_code == 404
    assert client.post(url("-finish", row)).status_code == 404
    assert "giao-ban.txt" not in shown(client.get(reverse("home")))
    for refused in (
        lambda: change(row.pk, lambda review: None, by=other, at=NOW),
        lambda: finish(row.pk, by=other, at=NOW),
        lambda: discard(row.pk, by=other),
        lambda: begin(Reading("x", DOCUMENT, read()), by=cast.leader, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_the_meeting_is_made_of_what_was_corrected(clerk, cast, row):
    act(clerk, row, "facts", "luu", name="Giao ban quý I", kind="meeting", held_on="04/04/2026", chair="p0")
    act(clerk, row, find(row, "d", "hợp tác xã"), "luu", **ORDER_FIELDS, lead="UBND xã Mẫu Một")
    act(clerk, row, find(row, "d", "12/Q-UBND"), "bo")
    act(clerk, row, find(row, "p", "Nguyễn Văn A"), "bo")
    answer = clerk.post(url("-finish", row))
    meeting = Meeting.objects.get()
    assert answer.url == reverse("meeting", args=[meeting.pk])
    assert (meeting.title, meeting.kind, str(meeting.held_on)) == ("Giao ban quý I", "meeting", "2026-04-04")
    assert meeting.source_lines == DOCUMENT
    assert set(Order.objects.values_list("text", flat=True)) == {"Rà soát cân đo", DOCUMENT[12].removeprefix("1. ")}
    assert not Attendee.objects.filter(name="Nguyễn Văn A").exists()
    assert [note["line"] for note in meeting.reading_notes] == [15], "only what nobody looked at"
    assert ImportReview.objects.get().meeting == meeting
    assert Conclusion.objects.filter(text__contains="12/Q-UBND").get().settlement == "no_task"


def test_two_clicks_make_one_meeting_and_the_review_is_closed(clerk, cast, row):
    first, second = clerk.post(url("-finish", row)), clerk.post(url("-finish", row))
    assert first.url == second.url
    assert Meeting.objects.count() == 1
    assert clerk.get(url("", row)).url == first.url
    for late in (
        lambda: change(row.pk, lambda review: None, by=cast.clerk, at=NOW),
        lambda: discard(row.pk, by=cast.clerk),
    ):
        with pytest.raises(AlreadyAdmitted):
            late()
    late = act(clerk, row, "facts", "dung", htmx=True)
    assert late.headers["HX-Redirect"] == first.url
    assert "Tài liệu đang kiểm tra dở" not in shown(clerk.get(reverse("home")))


def test_a_failure_in_the_middle_leaves_the_review_as_it_was(clerk, cast, row, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("power cut")

    monkeypatch.setattr("meetings.review.finishing._complete", broken)
    with pytest.raises(RuntimeError):
        finish(row.pk, by=cast.clerk, at=NOW)
    assert not Meeting.objects.exists()
    assert ImportReview.objects.get().meeting is None


def test_a_review_without_conclusions_makes_no_meeting(clerk, row):
    for letter in "cd":
        for key in stored(row).keys(letter):
            act(clerk, row, key, "bo")
    page = shown(clerk.post(url("-finish", row), follow=True))
    assert "Không tìm thấy nội dung kết luận" in page
    assert not Meeting.objects.exists()


def test_a_discarded_review_is_gone(clerk, cast, row):
    assert "Đã bỏ tài liệu “giao-ban.txt”." in shown(clerk.post(url("-discard", row), follow=True))
    assert not ImportReview.objects.exists()
    with pytest.raises(ReviewGone):
        change(row.pk, lambda review: None, by=cast.clerk, at=NOW)


@pytest.mark.parametrize("line", ["MẬT", "TỐI MẬT", "Độ mật: Tuyệt mật"])
def test_what_is_classified_is_not_kept(clerk, cast, line):
    answer = clerk.post(reverse("import-document"), {"text": "\n".join([line, *DOCUMENT])})
    assert answer.status_code == 422
    assert "bí mật nhà nước" in shown(answer)
    assert not ImportReview.objects.exists()
