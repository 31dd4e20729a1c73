"""What is unusual about minutes does not pass unseen: the secretary says that they have seen it, and that is kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from districts.errors import DomainError
from meetings.enums import PaperState
from meetings.minutes.confirming import confirm_minutes, missing_from
from meetings.models import (
    Conclusion,
    EditDraft,
    MeetingEvent,
    Minutes,
    Order,
    Paper,
    PaperEditDraft,
    Statement,
    StatementDraft,
)
from meetings.signing import content_to_sign, sha256_of
from tests.cast import NOW, make_officer
from tests.minutes.writing import finish

SEEN_NONE = "Tôi đã xem 1 điểm và vẫn xác nhận biên bản: Cuộc họp chưa có nội dung kết luận"


def drop_conclusions() -> None:
    Order.objects.all().delete()
    Conclusion.objects.all().delete()


def words_of(paper: Paper) -> list[str]:
    return [each.words for each in missing_from(Minutes.objects.get(paper=paper))]


def test_minutes_without_conclusions_are_confirmed_by_who_says_to_have_seen_it(cast, minutes):
    paper = finish(minutes, cast.clerk)
    drop_conclusions()
    with pytest.raises(DomainError, match="chưa có nội dung kết luận") as refused:
        confirm_minutes(paper, by=cast.officer("clerk"), at=NOW)
    assert SEEN_NONE in str(refused.value)
    assert Paper.objects.get(pk=paper.pk).state == PaperState.DRAFT
    record = confirm_minutes(paper, by=cast.officer("clerk"), at=NOW, acknowledged=True)
    note = MeetingEvent.objects.get(verb="confirm_minutes").note
    assert note == f"{record.sha256}\n{SEEN_NONE}"


def test_nothing_is_acknowledged_where_nothing_is_unusual(cast, minutes):
    paper = finish(minutes, cast.clerk)
    record = confirm_minutes(paper, by=cast.officer("clerk"), at=NOW, acknowledged=True)
    assert MeetingEvent.objects.get(verb="confirm_minutes").note == record.sha256


def test_what_blocks_is_not_acknowledged_away(cast, minutes):
    paper = finish(minutes, cast.clerk)
    drop_conclusions()
    Minutes.objects.update(ended_at=None)
    with pytest.raises(DomainError, match="Chưa xác nhận được biên bản: Chưa có giờ, ngày kết thúc"):
        confirm_minutes(paper, by=cast.officer("clerk"), at=NOW, acknowledged=True)


def test_texts_that_nobody_has_merged_are_seen_before_the_minutes_freeze(cast, minutes):
    paper = finish(minutes, cast.clerk)
    writer = make_officer("clerk2", "Huỳnh Thị N", "clerk", cast.office, "Chuyên viên")
    outline = paper.meeting.outlines.get()
    stored = Statement.objects.get()
    StatementDraft.objects.create(minutes=minutes, statement=stored, officer=writer, content={"text": "Khác"}, at=NOW)
    EditDraft.objects.create(
        outline=outline, conclusion=outline.conclusions.first(), officer=cast.clerk, content={"text": "Khác"}, at=NOW
    )
    PaperEditDraft.objects.create(paper=paper, officer=writer, content={"abstract": "Khác"}, version=1, at=NOW)
    assert words_of(paper) == [
        "Còn 1 bản nháp chưa ghép vào ý kiến phát biểu (người viết: Huỳnh Thị N)",
        "Còn 1 bản nháp chưa ghép vào kết luận (người viết: Nguyễn Văn A)",
        "Còn 1 bản nháp chưa ghép vào nơi nhận, nơi lưu (người viết: Huỳnh Thị N)",
    ]
    with pytest.raises(DomainError, match="Tôi đã xem 3 điểm"):
        confirm_minutes(paper, by=cast.officer("clerk"), at=NOW)
    confirm_minutes(paper, by=cast.officer("clerk"), at=NOW, acknowledged=True)
    assert "Huỳnh Thị N" in MeetingEvent.objects.get(verb="confirm_minutes").note


def test_drafts_of_another_outline_are_no_matter_of_these_minutes(cast, minutes):
    paper = finish(minutes, cast.clerk)
    other = paper.meeting.outlines.create(edition=2)
    row = other.conclusions.create(text="Bản thay thế đang soạn")
    EditDraft.objects.create(outline=other, conclusion=row, officer=cast.clerk, content={"text": "Khác"}, at=NOW)
    assert words_of(paper) == []


def test_the_page_of_the_step_asks_for_it_and_refuses_without(cast, minutes, clerk, quick_press):
    paper = finish(minutes, cast.clerk)
    page = clerk.get(reverse("paper-step", args=[paper.pk, "xac-nhan"])).content.decode()
    assert 'name="acknowledged"' not in page
    drop_conclusions()
    address = reverse("paper-step", args=[paper.pk, "xac-nhan"])
    assert SEEN_NONE in clerk.get(address).content.decode()
    sent = {"read_version": paper.version, "seen": sha256_of(content_to_sign(paper, NOW))}
    answer = clerk.post(address, sent)
    assert "Hãy bổ sung biên bản, hoặc đánh dấu" in answer.content.decode()
    assert Paper.objects.get(pk=paper.pk).state == PaperState.DRAFT
    assert clerk.post(address, sent | {"acknowledged": "on"}).status_code == 302
    assert Paper.objects.get(pk=paper.pk).state == PaperState.SUBMITTED
    assert SEEN_NONE in clerk.get(reverse("paper", args=[paper.pk])).content.decode(), "the history tells it"
