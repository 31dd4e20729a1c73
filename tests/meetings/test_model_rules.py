"""What the rows of a meeting refuse: secrets, days and counts that no paper has; and what goes with a deleted draft."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from directives.whole_way import issue_at_once
from directives.withdrawing import start_replacement
from meetings.enums import DeadlineKind, PaperKind
from meetings.models import Conclusion, Meeting, NumberRegister, Order, Outline, Paper, Recipient
from meetings.signing import NotReady, sign
from tests.cast import NOW, make_notice


@pytest.mark.parametrize("text", ["MẬT", "Tuyệt mật: kế hoạch", "TỐI MẬT Kế hoạch", "Mật: kế hoạch", "MẬT kế hoạch"])
@pytest.mark.parametrize(
    "row",
    [
        lambda text: Meeting(title=text),
        lambda text: Conclusion(text=f"Dòng đầu\n{text}"),
        lambda text: Order(text=text),
        lambda text: Order(text="Lập kế hoạch", product=text),
        lambda text: Paper(abstract=text),
        lambda text: Paper(abstract="Kết luận", body=text),
    ],
    ids=["meeting", "conclusion", "order", "product", "abstract", "body"],
)
def test_a_text_that_bears_a_mark_of_secrecy_is_refused(row, text):
    with pytest.raises(ValidationError, match="bí mật nhà nước"):
        row(text).clean()


@pytest.mark.parametrize(
    "text", ["Mật độ dân cư", "MẬT ĐỘ DÂN CƯ", "Mật ong của hợp tác xã", "Bảo mật dữ liệu", "Bí mật kinh doanh"]
)
def test_ordinary_words_are_no_mark(text):
    Meeting(title=text).clean()
    Order(text=text).clean()


def test_a_secret_order_is_not_signed(cast, paper_in):
    paper = paper_in("submitted")
    Order.objects.filter(conclusion__label="a)").update(text="MẬT: rà soát")
    with pytest.raises(NotReady, match="bí mật nhà nước"):
        sign(paper, by=cast.leader, at=NOW)


@pytest.mark.parametrize("days", [0, 3661, 32000])
def test_days_are_counted_up_to_ten_years(cast, days):
    order = make_notice(cast).outline.conclusions.get(label="b)").orders.get()
    order.relative_days = days
    with pytest.raises(ValidationError, match="từ 1 đến 3660"):
        order.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(relative_days=days, deadline_kind=DeadlineKind.RELATIVE)


@pytest.mark.parametrize("year", [1999, 3000])
def test_a_register_is_of_a_year_of_four_digits(db, year):
    with pytest.raises(ValidationError, match="từ 2000 đến 2999"):
        NumberRegister(sequence="TB", year=year).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberRegister.objects.create(sequence="TB", year=year)


@pytest.mark.parametrize("year", [26, 1989, 2200])
def test_a_day_has_a_sensible_year(db, year):
    for row, name in (
        (Meeting(title="Họp", held_on=date(year, 1, 1)), "held_on"),
        (Order(due_on=date(year, 1, 1)), "due_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            row.clean_fields()
        assert "Năm phải từ 1990 đến 2199" in str(refused.value.message_dict[name])


def test_the_copy_of_the_conclusions_goes_with_the_draft_it_was_made_for(cast, quick_press):
    paper = make_notice(cast)
    issue_at_once(paper, at=NOW)
    draft = start_replacement(paper, by=cast.clerk, at=NOW)
    assert draft.outline.edition == 2
    draft.delete()
    assert list(Outline.objects.values_list("edition", flat=True)) == [1]
    first = make_notice(cast)
    first.delete()
    assert Outline.objects.filter(pk=first.outline_id).exists()


@pytest.mark.parametrize("both", ["unit and everyone", "group and everyone", "unit and group"])
def test_a_line_of_recipients_reaches_one_of_three(cast, both):
    paper = make_notice(cast)
    values = {"unit": cast.commune, "group": cast.communes, "everyone": True}
    chosen = {name: values[name] for name in both.split(" and ")}
    if "everyone" in chosen:
        chosen["everyone_invited"] = chosen.pop("everyone")
    line = Recipient(paper=paper, words="UBND các xã", **chosen)
    with pytest.raises(ValidationError, match="Chỉ chọn một"):
        line.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


def test_the_conclusions_of_one_paper_are_not_those_of_another(cast):
    """A second one would be released with orders that have their directives already."""
    paper = make_notice(cast)
    twin = Paper(kind=paper.kind, meeting=paper.meeting, outline=paper.outline, abstract="Kết luận")
    with pytest.raises(ValidationError, match="đã có văn bản"):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("other", ["recalls", "amends", "corrects"])
def test_a_paper_follows_another_in_one_way(cast, quick_press, other):
    issued = issue_at_once(make_notice(cast), at=NOW).paper
    draft = start_replacement(issued, by=cast.clerk, at=NOW)
    setattr(draft, other, issued)
    with pytest.raises(ValidationError, match="không làm hai việc"):
        draft.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


def test_minutes_are_of_a_meeting(cast):
    with pytest.raises(IntegrityError, match="minutes_name_a_meeting"), transaction.atomic():
        Paper.objects.create(kind=PaperKind.MINUTES, abstract="Biên bản")
