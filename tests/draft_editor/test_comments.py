"""Comments at single places of a draft that came back, and those of whom the clerk asked."""

from __future__ import annotations

import html
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from districts.errors import DomainError, EditConflict, NotAllowed, WrongState
from districts.models import RefusedAttempt
from meetings.draft_comments.consulting import answer_comment, answer_stamp, ask_for_comments, give_comment
from meetings.draft_comments.line_comments import Remark, mark_mended, places_of_draft, send_back_with_remarks
from meetings.enums import PaperState
from meetings.models import Consultation, LineComment, MeetingEvent, Paper
from tests.cast import NOW, Cast, make_notice, make_officer
from tests.office_fixtures import ONE_PAGE

DUE = date(2026, 4, 15)


@pytest.fixture(autouse=True)
def now(monkeypatch, files):
    monkeypatch.setattr("meetings.printing.print_preview", lambda record, **_: ONE_PAGE)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def submitted(paper_in) -> Paper:
    return paper_in(PaperState.SUBMITTED)


def remarks_on(paper: Paper, **said: str) -> list[Remark]:
    return [Remark(place, said[place.key]) for place in places_of_draft(paper) if place.key in said]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def client_of(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def returned(cast: Cast, paper: Paper) -> LineComment:
    item = paper.outline.conclusions.get(label="a)")
    said = remarks_on(paper, **{f"c{item.pk}": "Ghi rõ nơi nhận danh mục.", "closing": "Bỏ chữ thừa."})
    send_back_with_remarks(paper, by=cast.leader, at=NOW, note="", remarks=said)
    return paper.line_comments.get(conclusion=item)


def test_places_are_those_of_the_draft_in_its_order(cast):
    paper = make_notice(cast)
    assert [place.name for place in places_of_draft(paper)] == [
        "Trích yếu",
        "Phần mở đầu",
        "Mục 1",
        "Mục 1.a",
        "Mục 1.b",
        "Mục 1.c",
        "Câu kết",
        "Người ký",
        "Nơi nhận",
    ]


def test_comments_come_back_with_the_draft_and_keep_what_they_were_about(cast, submitted):
    comment = returned(cast, submitted)
    assert submitted.state == PaperState.DRAFT
    assert submitted.returned_note == "Xem ý kiến tại 2 chỗ của dự thảo."
    assert (comment.place, comment.quoted) == ("Mục 1.a", "Rà soát thiết bị đo lường tại chợ trên địa bàn")
    assert (comment.officer, comment.position) == (cast.leader, "Phó Giám đốc")
    assert submitted.line_comments.count() == 2


def test_sending_back_says_something_or_nothing_happens(cast, submitted):
    with pytest.raises(DomainError, match="Hãy ghi ý kiến trả lại"):
        send_back_with_remarks(submitted, by=cast.leader, at=NOW, note=" ", remarks=remarks_on(submitted, closing=" "))
    with pytest.raises(NotAllowed):
        send_back_with_remarks(submitted, by=cast.clerk, at=NOW, note="", remarks=remarks_on(submitted, closing="Sửa"))
    with pytest.raises(DomainError, match=r"5\.000 ký tự"):
        send_back_with_remarks(
            submitted, by=cast.leader, at=NOW, note="", remarks=remarks_on(submitted, closing="x" * 5001)
        )
    assert not LineComment.objects.exists()
    assert Paper.objects.get(pk=submitted.pk).state == PaperState.SUBMITTED


def test_the_step_s_page_takes_a_comment_at_each_place(cast, submitted):
    leader, address = client_of(cast.leader), reverse("paper-step", args=[submitted.pk, "tra-lai"])
    item = submitted.outline.conclusions.get(label="b)")
    assert f'name="at-c{item.pk}"' in page(leader, address)
    sent = {"read_version": submitted.version, "note": "", f"at-c{item.pk}": "Thêm\x00 thời hạn."}
    assert leader.post(address, sent).status_code == 302
    assert LineComment.objects.get().text == "Thêm thời hạn."
    refused = leader.post(address, {"read_version": 1, "note": "", f"at-c{item.pk}": "Giữ chữ này."})
    assert "Giữ chữ này." in html.unescape(refused.content.decode()), "what was typed stays in its field"


def test_the_clerk_sees_each_at_its_place_and_marks_it_mended(cast, submitted):
    comment = returned(cast, submitted)
    clerk, edit = client_of(cast.clerk), reverse("draft-edit", args=[submitted.pk])
    told = page(clerk, edit)
    assert "Ghi rõ nơi nhận danh mục." in told
    assert f"?muc={comment.conclusion_id}#muc-{comment.conclusion_id}" in told
    mend = reverse("mend-comment", args=[submitted.pk, comment.pk])
    assert client_of(cast.division_head).post(mend).status_code == 403
    assert clerk.post(mend).status_code == 302
    comment.refresh_from_db()
    assert (comment.fixed_by, comment.fixed_at) == (cast.clerk, NOW)
    assert MeetingEvent.objects.filter(verb="mend_comment", object_id=submitted.pk).count() == 1
    clerk.post(mend)
    assert MeetingEvent.objects.filter(verb="mend_comment").count() == 1, "a second click is no second act"
    clerk.post(mend, {"lai": "1"})
    comment.refresh_from_db()
    assert comment.fixed_at is None


def test_only_clerks_mark_and_only_in_the_draft(cast, submitted, paper_in):
    comment = returned(cast, submitted)
    with pytest.raises(NotAllowed):
        mark_mended(submitted, comment.pk, mended=True, by=cast.leader, at=NOW)
    assert RefusedAttempt.objects.filter(verb="mark_mended").exists()
    paper_in(PaperState.CHECKED, submitted)
    with pytest.raises(WrongState):
        mark_mended(submitted, comment.pk, mended=True, by=cast.clerk, at=NOW)
    with pytest.raises(DomainError):
        mark_mended(make_notice(cast), comment.pk, mended=True, by=cast.clerk, at=NOW)


def test_an_item_that_is_gone_leaves_its_comment(cast, submitted):
    comment = returned(cast, submitted)
    comment.conclusion.delete()
    comment.refresh_from_db()
    assert (comment.conclusion, comment.place) == (None, "Mục 1.a")


def asked(cast: Cast, paper: Paper) -> list[Consultation]:
    return ask_for_comments(
        paper,
        officers=[cast.office_head.pk],
        units=[cast.division.pk],
        due_on=DUE,
        by=cast.clerk,
        at=NOW,
    )


def test_who_is_asked_comments_and_gets_an_answer(cast):
    paper = make_notice(cast)
    person, unit = asked(cast, paper)
    give_comment(paper, person.pk, text="Nên nêu rõ hạn.", by=cast.office_head, at=NOW)
    give_comment(paper, unit.pk, text="Thống nhất.", by=cast.division_head, at=NOW)
    answer_comment(paper, person.pk, outcome="accepted", answer="", by=cast.clerk, at=NOW)
    answer_comment(paper, unit.pk, outcome="explained", answer="Giữ như dự thảo.", by=cast.clerk, at=NOW)
    told = [(row.comment, row.outcome, row.answer) for row in paper.consultations.all()]
    assert told == [("Nên nêu rõ hạn.", "accepted", ""), ("Thống nhất.", "explained", "Giữ như dự thảo.")]
    verbs = MeetingEvent.objects.filter(object_id=paper.pk, object_kind="paper").values_list("verb", flat=True)
    assert list(verbs) == ["ask_comments", "give_comment", "give_comment", "answer_comment", "answer_comment"]


def test_it_holds_nothing_up(cast, paper_in):
    paper = make_notice(cast)
    asked(cast, paper)
    paper_in(PaperState.SIGNED, Paper.objects.get(pk=paper.pk))


def test_who_was_not_asked_does_not_comment(cast):
    paper = make_notice(cast)
    person, _ = asked(cast, paper)
    for role in ("leader", "division_head", "clerk", "unit_officer"):
        with pytest.raises(NotAllowed):
            give_comment(paper, person.pk, text="Xen vào", by=cast.officer(role), at=NOW)
    assert not Consultation.objects.exclude(comment="").exists()


def test_a_comment_that_was_answered_stays_as_it_is(cast):
    paper = make_notice(cast)
    person, _ = asked(cast, paper)
    give_comment(paper, person.pk, text="Một.", by=cast.office_head, at=NOW)
    give_comment(paper, person.pk, text="Hai.", by=cast.office_head, at=NOW)
    answer_comment(paper, person.pk, outcome="accepted", answer="", by=cast.clerk, at=NOW)
    with pytest.raises(NotAllowed):
        give_comment(paper, person.pk, text="Ba.", by=cast.office_head, at=NOW)
    assert paper.consultations.get(pk=person.pk).comment == "Hai."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"officers": [], "units": []}, "ít nhất một người"),
        ({"officers": [10**9], "units": [10**9]}, "ít nhất một người"),
        ({"due_on": NOW.date() - timedelta(days=1)}, "từ hôm nay trở đi"),
    ],
)
def test_asking_needs_somebody_of_the_office_and_a_day_ahead(cast, given, sentence):
    values = {"officers": [cast.leader.pk], "units": [], "due_on": DUE} | given
    with pytest.raises(DomainError, match=sentence):
        ask_for_comments(make_notice(cast), **values, by=cast.clerk, at=NOW)


def test_units_outside_the_office_are_not_asked(cast):
    with pytest.raises(DomainError, match="ít nhất một người"):
        ask_for_comments(
            make_notice(cast),
            officers=[cast.unit_officer.pk],
            units=[cast.commune.pk],
            due_on=DUE,
            by=cast.clerk,
            at=NOW,
        )


def test_an_explanation_needs_its_words(cast):
    paper = make_notice(cast)
    person, _ = asked(cast, paper)
    with pytest.raises(WrongState):
        answer_comment(paper, person.pk, outcome="accepted", answer="", by=cast.clerk, at=NOW)
    give_comment(paper, person.pk, text="Một.", by=cast.office_head, at=NOW)
    for outcome, answer in (("explained", " "), ("khac", "x"), ("", "")):
        with pytest.raises(DomainError):
            answer_comment(paper, person.pk, outcome=outcome, answer=answer, by=cast.clerk, at=NOW)
    with pytest.raises(NotAllowed):
        answer_comment(paper, person.pk, outcome="accepted", answer="", by=cast.office_head, at=NOW)


def test_the_page_asks_takes_comments_and_answers(cast):
    paper = make_notice(cast)
    address = reverse("consultation", args=[paper.pk])
    clerk, head = client_of(cast.clerk), client_of(cast.office_head)
    bad = clerk.post(address, {"viec": "hoi", "nguoi": [cast.office_head.pk], "han": "mai"})
    assert bad.status_code == 422
    assert "Không đọc được hạn góp ý" in html.unescape(bad.content.decode())
    assert clerk.post(address, {"viec": "hoi", "nguoi": [cast.office_head.pk], "han": "15/04/2026"}).status_code == 302
    row = paper.consultations.get()
    assert "Gửi ý kiến" in page(head, address)
    assert f'href="{address}"' in page(head, reverse("home"))
    assert f'href="{address}"' not in page(client_of(cast.leader), reverse("home"))
    assert "Gửi ý kiến" not in page(client_of(cast.leader), address)
    assert head.post(address, {"viec": "gop", "lan": row.pk, "y-kien": "Nên thêm hạn."}).status_code == 302
    assert f'href="{address}"' not in page(head, reverse("home"))
    assert "(1/1)" in page(clerk, reverse("draft-edit", args=[paper.pk]))
    sent = {"viec": "tra-loi", "lan": row.pk, "ket-qua": "explained", "tra-loi": "Đã có ở mục 1.b."}
    assert clerk.post(address, sent).status_code == 302
    told = page(client_of(cast.leader), address)
    assert "Nên thêm hạn." in told
    assert "Đã có ở mục 1.b." in told


@pytest.mark.parametrize(
    "sent", [{"viec": "gop", "lan": "9" * 30}, {"viec": "la"}, {"viec": "hoi", "nguoi": ["x"], "han": "99/99/9999"}]
)
def test_bad_input_is_a_sentence(cast, sent):
    address = reverse("consultation", args=[make_notice(cast).pk])
    assert client_of(cast.clerk).post(address, sent).status_code in (302, 422)


def commented(cast: Cast, paper: Paper) -> Consultation:
    person, _ = asked(cast, paper)
    return give_comment(paper, person.pk, text="Nên nêu rõ hạn.", by=cast.office_head, at=NOW)


def test_an_answer_is_not_written_over_one_that_was_not_seen(cast):
    paper = make_notice(cast)
    row = commented(cast, paper)
    first = answer_comment(paper, row.pk, outcome="accepted", answer="", by=cast.clerk, at=NOW)
    other = make_officer("clerk_two", "Nguyễn Văn B", "clerk", cast.division, "Chuyên viên")
    with pytest.raises(EditConflict, match="vừa được người khác trả lời"):
        answer_comment(paper, row.pk, outcome="explained", answer="Giữ.", by=other, at=NOW)
    seen = answer_stamp(first)
    answer_comment(paper, row.pk, outcome="explained", answer="Giữ.", seen=seen, by=other, at=NOW)
    with pytest.raises(EditConflict):
        answer_comment(paper, row.pk, outcome="accepted", answer="", seen=seen, by=cast.clerk, at=NOW)
    assert (paper.consultations.get(pk=row.pk).outcome, MeetingEvent.objects.filter(verb="answer_comment").count()) == (
        "explained",
        2,
    )


def test_the_page_keeps_both_answers_and_saves_the_second_once_the_first_is_seen(cast):
    paper = make_notice(cast)
    row, clerk = commented(cast, paper), client_of(cast.clerk)
    address = reverse("consultation", args=[paper.pk])
    answer_comment(paper, row.pk, outcome="accepted", answer="Đã bổ sung.", by=cast.clerk, at=NOW)
    sent = {"viec": "tra-loi", "lan": row.pk, "ket-qua": "explained", "tra-loi": "Giữ như cũ.", "da-xem": ""}
    refused = clerk.post(address, sent)
    assert refused.status_code == 409
    told = html.unescape(refused.content.decode())
    assert "Đã bổ sung." in told
    assert "Giữ như cũ." in told
    seen = answer_stamp(paper.consultations.get(pk=row.pk))
    assert f'name="da-xem" value="{seen}"' in told
    assert clerk.post(address, sent | {"da-xem": seen}).status_code == 302


def test_nothing_is_answered_once_the_paper_is_released(cast):
    paper = make_notice(cast)
    row = commented(cast, paper)
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.RELEASED)
    with pytest.raises(WrongState, match="đã phát hành"):
        answer_comment(paper, row.pk, outcome="accepted", answer="", by=cast.clerk, at=NOW)


def test_a_page_that_is_older_than_the_submission_asks_nobody(cast):
    paper = make_notice(cast)
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.SUBMITTED)
    assert paper.state == PaperState.DRAFT
    with pytest.raises(NotAllowed):
        asked(cast, paper)
    assert not Consultation.objects.exists()
