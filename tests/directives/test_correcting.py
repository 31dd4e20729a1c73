"""A wrong form or procedure is put right by a letter, which changes no directive; the paper is marked as corrected."""

from __future__ import annotations

import pytest

from directives.correcting import start_correction
from directives.models import Assignment, Directive
from directives.whole_way import issue_at_once
from directives.withdrawing import start_recall, start_replacement
from districts.enums import Role
from districts.errors import DomainError, NotAllowed, WrongState
from districts.models import Unit
from meetings.composing import CannotCompose, compose
from meetings.enums import PaperFault, PaperKind, PaperState
from meetings.models import Correction, Paper, Recipient
from meetings.standing import marks_of
from tests.cast import NOW, make_notice

WORDS = {"fault": PaperFault.FORM, "place": "phần Nơi nhận", "wrong": "UBND xã Mẫu Mốt", "right": "UBND xã Mẫu Một"}


@pytest.fixture
def notice(cast, quick_press):
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    return Paper.objects.get(pk=paper.pk)


def correct(paper: Paper, cast, **changes):
    return start_correction(paper, by=cast.clerk, at=NOW, **WORDS | changes)


def test_the_letter_says_what_stands_there_and_what_it_should_read(cast, notice, quick_press):
    released = issue_at_once(correct(notice, cast), at=NOW)
    record = quick_press[-1]
    assert record.is_letter
    assert (record.symbol, record.abstract) == ("SKHCN-QLCN", "Đính chính Thông báo số 01/TB-SKHCN ngày 09/04/2026")
    assert record.addressees == ("Các cơ quan, đơn vị đã nhận Thông báo số 01/TB-SKHCN",)
    assert record.recipients == ("Như trên",)
    assert [block.text for block in record.blocks] == [
        "Văn bản nêu trên có sai sót về thể thức, kỹ thuật trình bày. Sở Khoa học và Công nghệ đính chính như sau:",
        "Tại phần Nơi nhận, đã ghi: “UBND xã Mẫu Mốt”.",
        "Nay sửa lại là: “UBND xã Mẫu Một”.",
        "Các nội dung khác của Thông báo số 01/TB-SKHCN ngày 09/04/2026 không thay đổi.",
    ]
    assert released.titled == "Công văn 01/SKHCN-QLCN"
    assert released.sequence == "CV"


def test_its_release_marks_the_paper_and_changes_no_directive(cast, notice):
    before = list(Assignment.objects.order_by("pk").values())
    letter = issue_at_once(correct(notice, cast), at=NOW)
    assert Correction.objects.get().release == notice.release
    assert [mark.words for mark in marks_of(notice.release)] == ["Đã đính chính bằng Công văn 01/SKHCN-QLCN"]
    assert list(Assignment.objects.order_by("pk").values()) == before
    assert Directive.objects.filter(release=letter).count() == 0
    reached = set(letter.deliveries.values_list("unit", flat=True))
    assert reached == set(notice.release.deliveries.values_list("unit", flat=True))


def test_a_draft_marks_nothing(cast, notice):
    correct(notice, cast)
    assert marks_of(notice.release) == []


def test_who_got_it_to_report_stands_below_and_not_among_the_addressees(cast, notice, quick_press):
    other = make_notice(cast)
    Recipient.objects.create(paper=other, unit=cast.office, words="UBND tỉnh", purpose="để báo cáo", position=5)
    issue_at_once(other, at=NOW)
    issue_at_once(correct(Paper.objects.get(pk=other.pk), cast), at=NOW)
    assert quick_press[-1].recipients == ("Như trên", "UBND tỉnh (để báo cáo)")


def test_several_corrections_follow_one_another_but_one_draft_at_a_time(cast, notice):
    first = correct(notice, cast)
    with pytest.raises(WrongState, match="Đã có văn bản đang soạn"):
        correct(notice, cast)
    issue_at_once(first, at=NOW)
    issue_at_once(correct(notice, cast, place="phần chữ ký"), at=NOW)
    assert [mark.by.number for mark in marks_of(Paper.objects.get(pk=notice.pk).release)] == [1, 2]


def test_a_correction_in_work_does_not_hold_up_a_replacement(cast, notice):
    draft = correct(notice, cast)
    issue_at_once(start_replacement(notice, by=cast.clerk, at=NOW), at=NOW)
    with pytest.raises(WrongState, match="đã được thay thế"):
        issue_at_once(draft, at=NOW)
    assert not Correction.objects.exists()


def test_what_was_recalled_is_not_corrected(cast, notice):
    issue_at_once(start_recall(notice, by=cast.clerk, at=NOW, reason="Nhầm"), at=NOW)
    with pytest.raises(WrongState, match="đã bị thu hồi"):
        correct(Paper.objects.get(pk=notice.pk), cast)


def test_only_clerks_and_only_what_is_released(cast, notice):
    draft = make_notice(cast)
    for role in Role.values:
        for paper in (notice, draft):
            if (role, paper) != (Role.CLERK, notice):
                with pytest.raises(NotAllowed):
                    start_correction(paper, by=cast.officer(role), at=NOW, **WORDS)
    assert not Paper.objects.filter(kind=PaperKind.CORRECTION).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"fault": "content"}, "Sai về nội dung thì lập văn bản sửa đổi"),
        ({"wrong": " \n"}, "Hãy ghi chữ đang in sai"),
        ({"right": ""}, "Hãy ghi chữ đúng"),
        ({"right": " UBND xã Mẫu Mốt "}, "Chữ đúng trùng với chữ đang in"),
        ({"right": "TỐI MẬT"}, "bí mật nhà nước"),
        ({"place": "MẬT"}, "bí mật nhà nước"),
    ],
)
def test_what_cannot_be_a_correction_is_refused_in_words(cast, notice, changes, sentence):
    with pytest.raises(DomainError, match=sentence):
        correct(notice, cast, **changes)
    assert Paper.objects.count() == 1


def test_a_letter_is_not_corrected_by_another(cast, notice):
    letter = issue_at_once(correct(notice, cast), at=NOW)
    with pytest.raises(DomainError, match="công văn đính chính mới cho văn bản gốc"):
        correct(letter.paper, cast)


def test_a_letter_needs_the_abbreviation_of_its_drafting_unit(cast, notice):
    draft = correct(notice, cast)
    Paper.objects.filter(pk=draft.pk).update(archive_line="VT")
    draft.refresh_from_db()
    with pytest.raises(CannotCompose, match="chữ viết tắt của đơn vị soạn thảo"):
        compose(draft, NOW.date())
    Unit.objects.filter(pk=cast.division.pk).update(short_name="Phòng QLCS")
    assert compose(Paper.objects.get(pk=draft.pk), NOW.date()).symbol == "SKHCN-QLCS"


def test_the_step_asks_and_leads_to_the_draft(client, cast, notice, monkeypatch):
    client.force_login(cast.clerk)
    address = f"/van-ban/{notice.pk}/buoc/dinh-chinh/"
    asked = client.get(address).content.decode()
    assert "Đang ghi" in asked
    assert "Sửa lại là" in asked
    answer = client.post(address, {"read_version": notice.version, **WORDS, "wrong": "a\x00b"})
    assert answer.status_code == 422
    answer = client.post(address, {"read_version": notice.version, **WORDS})
    draft = Paper.objects.get(kind=PaperKind.CORRECTION)
    assert answer["Location"] == f"/van-ban/{draft.pk}/"
    assert draft.state == PaperState.DRAFT


@pytest.mark.parametrize("start", [start_correction, start_recall, start_replacement])
def test_who_holds_the_paper_and_is_in_no_directory_gets_what_follows_it(cast, quick_press, start):
    paper = make_notice(cast)
    Recipient.objects.create(paper=paper, words="Ban Giám đốc Sở", purpose="để báo cáo", position=5)
    Recipient.objects.create(paper=paper, words="Hiệp hội Mẫu", method="paper", position=6)
    issue_at_once(paper, at=NOW)
    told = {start_correction: WORDS, start_recall: {"reason": "Nhầm"}}.get(start, {})
    draft = start(Paper.objects.get(pk=paper.pk), by=cast.clerk, at=NOW, **told)
    draft.recipients.filter(words="Hiệp hội Mẫu").delete()
    released = issue_at_once(Paper.objects.get(pk=draft.pk), at=NOW)
    held = released.deliveries.filter(unit=None).values_list("words", "method")
    assert set(held) == {("Ban Giám đốc Sở", "axis"), ("Hiệp hội Mẫu", "paper")}
