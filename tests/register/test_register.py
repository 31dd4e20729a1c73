"""The register of outgoing papers: ten columns, every number accounted for, and what is wrong with it said."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

import pypdfium2
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.correcting import start_correction
from directives.issuing import release as release_paper
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from districts.append_only import lifted
from districts.errors import DomainError
from meetings.delivering.recording import record_deliveries
from meetings.enums import NumberMode, PaperState
from meetings.models import NumberRegister, Release
from meetings.register import searching
from meetings.register.numbers import missing_runs, problems_of, register_title, sequences_of
from meetings.register.rows import COLUMNS, DAMAGED, releases_of, rows_of
from tests.cast import NOW, make_notice
from tests.directives.test_correcting import WORDS


@pytest.fixture
def typed(cast, paper_in, quick_press):
    """``typed(number)``: a notice released under a number that the registrar types."""
    NumberRegister.objects.create(sequence="TB", year=2026, mode=NumberMode.TYPED)

    def released(number: int, days: int = 0) -> Release:
        at = NOW + timedelta(days=days)
        return release_paper(paper_in(PaperState.SIGNED, make_notice(cast)), by=cast.registrar, at=at, number=number)

    return released


def tampered(model, pk: int, **values: object) -> None:
    with lifted():
        model.objects.filter(pk=pk).update(**values)


def only_row(year: int = 2026):
    (row,) = rows_of(releases_of(year))
    return row


class TestRows:
    def test_ten_columns_of_the_decree_from_what_was_printed(self, cast, quick_press):
        issued = issue_at_once(make_notice(cast), at=NOW)
        issued.paper.__class__.objects.filter(pk=issued.paper_id).update(abstract="sửa về sau")
        cells = dict(zip(COLUMNS, only_row().cells(), strict=True))
        assert len(COLUMNS) == 10
        assert cells == {
            "Số, ký hiệu văn bản": "01/TB-SKHCN",
            "Ngày tháng văn bản": "09/04/2026",
            "Tên loại và trích yếu nội dung văn bản": (
                "Thông báo Kết luận của Phó Giám đốc Sở tại Hội nghị giao ban quý I năm 2026"
            ),
            "Người ký": "Phạm Thị D",
            "Nơi nhận văn bản": "UBND xã Mẫu Một (để thực hiện); Như thành phần dự họp",
            "Đơn vị, người nhận bản lưu": "VT, QLCN",
            "Số lượng bản": "2",
            "Ngày chuyển": "",
            "Ký nhận": "",
            "Ghi chú": "",
        }

    def test_days_sent_and_receipts_follow_the_deliveries(self, cast, quick_press):
        issued, later = issue_at_once(make_notice(cast), at=NOW), NOW + timedelta(days=1)
        one, two = issued.deliveries.order_by("pk")
        sent = {"dispatched_on": NOW.date(), "received_on": NOW.date()}
        record_deliveries(issued, {one.pk: 1}, sent, by=cast.registrar, at=NOW)
        assert (only_row().sent, only_row().received, only_row().copies) == ("09/04/2026", "1/2", 2)
        record_deliveries(issued, {two.pk: 1}, {"dispatched_on": later.date()}, by=cast.registrar, at=later)
        assert only_row().sent == "từ 09/04/2026 đến 10/04/2026"

    def test_what_is_replaced_or_recalled_says_so_and_by_what(self, cast, quick_press):
        first = issue_at_once(make_notice(cast), at=NOW).paper
        second = issue_at_once(start_replacement(first, by=cast.clerk, at=NOW), at=NOW).paper
        recall = start_recall(second, reason="Ban hành nhầm", by=cast.clerk, at=NOW)
        recall.signer = cast.leader
        recall.save()
        issue_at_once(recall, at=NOW)
        notes = [row.notes for row in rows_of(releases_of(2026))]
        assert notes == [
            "Đã thay thế bằng 02/TB-SKHCN ngày 09/04/2026",
            "Thay thế 01/TB-SKHCN ngày 09/04/2026; Đã thu hồi theo 03/TB-SKHCN ngày 09/04/2026",
            "Thu hồi 02/TB-SKHCN ngày 09/04/2026",
        ]

    def test_a_letter_is_listed_by_its_matter_and_its_addressees(self, cast, quick_press):
        notice = issue_at_once(make_notice(cast), at=NOW).paper
        notice = type(notice).objects.get(pk=notice.pk)
        issue_at_once(start_correction(notice, by=cast.clerk, at=NOW, **WORDS), at=NOW)
        letter, corrected = rows_of(releases_of(2026))
        assert letter.titled == "Công văn về việc đính chính Thông báo số 01/TB-SKHCN ngày 09/04/2026"
        assert letter.recipients == "Các cơ quan, đơn vị đã nhận Thông báo số 01/TB-SKHCN"
        assert letter.notes == "Đính chính 01/TB-SKHCN ngày 09/04/2026"
        assert corrected.notes == "Đã đính chính bằng 01/SKHCN-QLCN ngày 09/04/2026"

    def test_a_damaged_row_says_so_and_the_others_stay_readable(self, client, cast, quick_press):
        bad, good = (issue_at_once(make_notice(cast), at=NOW) for _ in range(2))
        tampered(Release, bad.pk, content=bad.content.replace("Phạm Thị D", "Phạm Văn Giả"))
        damaged, whole = rows_of(releases_of(2026))
        assert (damaged.number, damaged.titled, damaged.signer) == ("01/TB-SKHCN", DAMAGED, "")
        assert (damaged.recipients, damaged.archive, damaged.damaged) == ("", "", True)
        assert (whole.paper_id, whole.signer, whole.damaged) == (good.paper_id, "Phạm Thị D", False)
        client.force_login(cast.registrar)
        page = client.get(reverse("register")).content.decode()
        assert f"<strong>{DAMAGED}</strong>" in page
        assert "Phạm Văn Giả" not in page
        tampered(Release, bad.pk, content="")
        assert rows_of(releases_of(2026))[0].damaged

    def test_of_receivers_those_alone_are_read_in_whom_a_word_may_stand(self, cast, quick_press, monkeypatch):
        issue_at_once(make_notice(cast), at=NOW)
        seen = []
        monkeypatch.setattr(searching, "is_found", lambda words, number, symbol, texts: seen.append(texts[2:]))
        for words in ("xa mau mot", "zzz"):
            searching.releases_found(Release.objects.all(), words)
        assert "UBND xã Mẫu Một" in seen[0]
        assert not seen[1]

    def test_filters_by_kind_and_words_and_year(self, cast, quick_press):
        issue_at_once(make_notice(cast, abstract="Kết luận về đo lường"), at=NOW)
        assert releases_of(2026, words="do luong").count() == 1
        assert releases_of(2026, words="nhãn hiệu").count() == 0
        assert releases_of(2026, kind="recall").count() == 0
        found = {
            words: releases_of(2026, words=words).count() for words in ("01", "1", "01/tb", "pham thi d", "xa mau mot")
        }
        assert found == dict.fromkeys(found, 1), "its number, who signed it, who received it"
        assert releases_of(2026, words="02").count() == releases_of(2026, words="26").count() == 0
        assert releases_of(2025).count() == 0


class TestNumbers:
    @pytest.mark.parametrize(
        ("numbers", "runs"),
        [
            ([], ()),
            ([1, 2, 3], ()),
            ([2], ("01",)),
            ([1, 3, 7], ("02", "04 đến 06")),
            ([7, 1, 3], ("02", "04 đến 06")),
            ([999_999], ("01 đến 999998",)),
        ],
    )
    def test_runs_of_missing_numbers(self, numbers, runs):
        assert missing_runs(numbers) == runs

    def test_numbers_typed_in_make_an_extract_whose_gaps_are_told_and_are_no_fault(self, typed):
        typed(2)
        typed(5)
        (state,) = sequences_of(2026)
        assert (state.count, state.last, state.missing_words) == (2, 5, "01; 03 đến 04")
        assert state.next_number is None
        assert register_title([state]) == "Trích sổ đăng ký văn bản đi"
        assert problems_of(2026) == []

    def test_numbers_of_the_portal_make_the_register(self, cast, quick_press):
        issue_at_once(make_notice(cast), at=NOW)
        (state,) = sequences_of(2026)
        assert (state.missing, state.next_number) == ((), 2)
        assert register_title([state]) == "Sổ đăng ký văn bản đi"
        assert problems_of(2026) == []


class TestCheck:
    @pytest.fixture
    def two(self, cast, quick_press):
        issue_at_once(make_notice(cast), at=NOW)
        return issue_at_once(make_notice(cast), at=NOW + timedelta(days=1))

    def test_a_year_in_order_has_nothing_wrong(self, two, capsys):
        call_command("check_register", "2026")
        told = capsys.readouterr().out
        assert "Dãy TB/2026: 2 văn bản, số cao nhất 02, không khuyết." in told
        assert "không có chỗ sai" in told

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"number": 4}, "khuyết số 02 đến 03"),
            ({"released_on": date(2026, 4, 8)}, "trước ngày 09/04/2026 của 01/TB-SKHCN"),
            ({"released_on": date(2026, 4, 8)}, "trước ngày ký"),
            ({"released_on": date(2027, 4, 8)}, "không thuộc năm 2026"),
            ({"symbol": "TB-KHAC"}, "khác với trên văn bản"),
            ({"sha256": "0" * 64}, "không còn khớp mã kiểm tra"),
        ],
    )
    def test_what_does_not_fit_is_said(self, two, values, words):
        tampered(Release, two.pk, **values)
        with pytest.raises(DomainError, match=words):
            call_command("check_register", "2026")

    @pytest.mark.parametrize(
        ("values", "words"),
        [({"last_number": 1}, "ghi số gần nhất 01"), ({"last_day": date(2026, 1, 2)}, "khác ngày của văn bản")],
    )
    def test_a_register_that_fell_behind_is_said(self, two, values, words):
        NumberRegister.objects.update(**values)
        assert any(words in problem for problem in problems_of(2026))

    def test_a_register_without_its_papers_is_said(self, db):
        NumberRegister.objects.create(sequence="GM", year=2026, last_number=3)
        assert problems_of(2026) == ["Dãy GM/2026: sổ ghi số gần nhất 03 nhưng không có văn bản nào."]

    @pytest.mark.parametrize("year", ["hai nghìn", "0", "20266", "9" * 400])
    def test_a_year_that_is_none_is_refused_in_words(self, db, year):
        with pytest.raises(DomainError, match="Không hiểu năm"):
            call_command("check_register", year)


class TestPages:
    @pytest.fixture
    def registrar(self, client, cast):
        client.force_login(cast.officer("registrar"))
        return client

    def test_the_screen_shows_the_year_its_gaps_and_the_links(self, registrar, typed):
        typed(3)
        page = registrar.get(reverse("register"), {"nam": "2026"}).content.decode()
        assert "Trích sổ đăng ký văn bản đi năm 2026" in page
        assert "khuyết 01 đến 02" in page
        assert "03/TB-SKHCN" in page
        assert f"{reverse('register-table')}?nam=2026" in page

    def test_a_year_without_papers_shows_the_newest_and_the_count_is_of_what_is_shown(self, registrar, typed):
        typed(3)
        page = registrar.get(reverse("register"), {"nam": "25"}).content.decode()
        assert "Không có sổ năm “25”" in page
        assert "03/TB-SKHCN" in page
        assert "0 văn bản như đã lọc" in registrar.get(reverse("register"), {"q": "khong co dau"}).content.decode()
        listed = registrar.get(reverse("paper-list"), {"nam": "25", "q": "03"}).content.decode()
        assert "Không có văn bản của năm “25”" in listed
        assert "03/TB-SKHCN" in listed
        assert "03/TB-SKHCN" not in registrar.get(reverse("paper-list"), {"q": "26"}).content.decode()

    @pytest.mark.parametrize("query", ["?nam=x", "?nam=9999&trang=99", "?loai=khac&q=%00%25'", "?trang=-1"])
    @pytest.mark.parametrize("name", ["register", "register-table"])
    def test_whatever_stands_in_the_address_is_answered(self, registrar, typed, name, query):
        typed(3)
        assert registrar.get(reverse(name) + query).status_code == 200

    def test_the_workbook_holds_texts_typed_days_and_no_formula(self, registrar, cast, quick_press):
        issue_at_once(make_notice(cast, abstract="=HYPERLINK(1)&cmd"), at=NOW)
        answer = registrar.get(reverse("register-table"), {"nam": "2026"})
        assert answer["Content-Disposition"] == 'attachment; filename="so-van-ban-di-2026.xlsx"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            strings = "".join(ElementTree.fromstring(book.read("xl/sharedStrings.xml")).itertext())
        assert "<f>" not in sheet
        assert "<v>46121</v>" in sheet, "09/04/2026 as a day"
        assert "Thông báo =HYPERLINK(1)&cmd" in strings
        assert 'state="frozen"' in sheet
        assert "<autoFilter" in sheet

    def test_a_page_asks_as_often_for_six_rows_as_for_one(self, registrar, cast, quick_press):
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert registrar.get(reverse("register"), {"nam": "2026"}).status_code == 200
            return len(queries)

        issue_at_once(make_notice(cast), at=NOW)
        before = cost()
        for _ in range(5):
            issue_at_once(make_notice(cast), at=NOW)
        assert cost() == before <= 12


def test_the_printed_register_is_landscape_with_its_head_on_each_page(client, cast, quick_press):
    for _ in range(14):
        issue_at_once(make_notice(cast), at=NOW)
    client.force_login(cast.officer("observer"))
    answer = client.get(reverse("register-print"), {"nam": "2026"})
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    assert all(document[n].get_width() > document[n].get_height() for n in range(len(document)))
    document.close()
    assert len(pages) > 1
    assert all("Ký nhận" in " ".join(page.split()) and "(10)" in page for page in pages)
    text = "\n".join(pages)
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in pages[0]
    assert all(f"{number:02d}/TB-SKHCN" in text for number in range(1, 15))
    assert "14 văn bản" in pages[-1]
