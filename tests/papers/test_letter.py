"""A letter (công văn): no title, 'V/v …' under the number, 'Kính gửi' before the text (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from docx import Document

from meetings.papers.docx import render_docx
from meetings.papers.pdf import render_pdf
from meetings.papers.record import PaperRecord
from meetings.papers.wording import addressee_lines, subject_words
from tests.papers.measuring import LEFT_EDGE, RIGHT_EDGE, Printed, measured
from tests.papers.samples import notice

SEVERAL = ("UBND xã Mẫu Một", "Phòng Quản lý Công nghệ", "Trung tâm Ứng dụng tiến bộ khoa học và công nghệ")


def letter(**changes: object) -> PaperRecord:
    content = {
        "kind_title": "",
        "symbol": "SKHCN-QLCN",
        "number": 12,
        "abstract": "Đính chính Thông báo số 05/TB-SKHCN ngày 05/02/2018",
        "addressees": SEVERAL,
        "recipients": ("Như trên", "UBND tỉnh (để báo cáo)"),
        "blocks": (),
    }
    return notice(0, **content | changes)


@pytest.fixture(scope="module")
def printed() -> Printed:
    return measured(render_pdf(letter()))


def test_a_letter_has_no_title_and_its_symbol_names_no_kind(printed: Printed):
    assert "CÔNG VĂN" not in printed.text
    number = printed.line("Số: 12/SKHCN-QLCN")
    assert (number.size, number.bold) == (13, False)
    assert not [line for line in printed.lines if line.size == 14 and line.bold and line.top < 250]


def test_what_it_is_about_stands_six_points_under_the_number_centred(printed: Printed):
    number, opening = printed.line("Số: 12/SKHCN-QLCN"), printed.line("Kính gửi:")
    subject = [line for line in printed.lines if number.bottom < line.top < opening.top]
    assert " ".join(line.text for line in subject).startswith("V/v đính chính Thông báo số 05/TB-SKHCN")
    assert {(line.size, line.bold, line.italic) for line in subject} == {(12, False, False)}
    assert all(line.middle == pytest.approx(number.middle, abs=1) for line in subject)
    assert 4 <= subject[0].top - number.bottom <= 12


def test_several_addressees_stand_each_on_its_line_with_dashes_under_the_colon(printed: Printed):
    opening = printed.line("Kính gửi:")
    lines = [printed.line(text) for text in addressee_lines(SEVERAL)]
    assert [line.text[-1] for line in lines] == [";", ";", "."]
    assert {line.size for line in (opening, *lines)} == {14}
    assert all(line.x0 == pytest.approx(opening.x1 - 4, abs=4) for line in lines)
    assert opening.top < lines[0].top < next(line for line in printed.lines if line.text.startswith("Ngày 02")).top


def test_one_addressee_stands_on_the_line_of_the_words_in_the_middle():
    found = measured(render_pdf(letter(addressees=("UBND xã Mẫu Một",)))).line("Kính gửi: UBND xã Mẫu Một")
    assert found.middle == pytest.approx((LEFT_EDGE + RIGHT_EDGE) / 2, abs=2)


def test_long_names_stay_on_the_sheet():
    long = (
        "Ban Quản lý Khu công nghệ cao và đổi mới sáng tạo cùng các cơ quan, đơn vị, địa phương liên quan trên địa bàn"
    )
    for names in ((long,), (long, long)):
        page = measured(render_pdf(letter(addressees=names, abstract=f"Đôn đốc {long.lower()} báo cáo kết quả")))
        assert max(line.x1 for line in page.lines) <= RIGHT_EDGE + 1


@pytest.mark.parametrize(
    ("abstract", "words"),
    [
        ("Đính chính Thông báo", "V/v đính chính Thông báo"),
        ("V/v báo cáo kết quả", "V/v báo cáo kết quả"),
        ("Về việc báo cáo", "V/v báo cáo"),
        ("UBND xã báo cáo", "V/v UBND xã báo cáo"),
        ("KH&CN quý I", "V/v KH&CN quý I"),
    ],
)
def test_the_subject_goes_on_in_small_letters(abstract: str, words: str):
    assert subject_words(abstract) == words


def test_a_record_of_before_keeps_its_text():
    """A field that came later and says nothing is not in the JSON: the SHA-256 of what was signed before still holds."""
    before = notice(2).to_json()
    assert "addressees" not in json.loads(before)
    assert PaperRecord.from_json(before).to_json() == before
    sent = letter(day=date(2018, 2, 5))
    assert PaperRecord.from_json(sent.to_json()) == sent


def test_the_word_document_of_a_letter_says_the_same():
    document = Document(io.BytesIO(render_docx(letter())))
    styles = [(each.style.name, each.text) for each in document.paragraphs]
    assert not [name for name, _ in styles if name in ("Tên loại", "Trích yếu")]
    assert [text for name, text in styles if name == "Nơi kính gửi"] == addressee_lines(SEVERAL)
    cells = [each for row in document.tables[0].rows for cell in row.cells for each in cell.paragraphs]
    (subject,) = [each.text for each in cells if each.style.name == "Về việc"]
    assert subject.replace("\u00a0", " ").replace("\u2011", "-").startswith("V/v đính chính Thông báo số 05")
    single = Document(io.BytesIO(render_docx(letter(addressees=("UBND xã Mẫu Một",)))))
    assert "Kính gửi: UBND xã Mẫu Một" in [each.text for each in single.paragraphs]
