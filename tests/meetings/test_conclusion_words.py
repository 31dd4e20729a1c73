"""A conclusion corrected after the import: its order follows, unless it has words of its own."""

import pytest

from meetings.models import Conclusion, Order
from tests.cast import make_cast, make_meeting, make_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def conclusion():
    cast = make_cast()
    outline = make_meeting(cast).outlines.get()
    row = Conclusion.objects.create(outline=outline, text="Rà soát thiết bị đo, báo cáo trước ngày 25/11/2026")
    make_order(row, cast.commune)
    return row


def test_an_order_in_the_same_words_follows_the_correction(conclusion):
    conclusion.text = "Rà soát thiết bị đo, báo cáo trước ngày 27/11/2026"
    conclusion.save()
    assert Order.objects.get().text == conclusion.text


def test_an_order_in_words_of_its_own_keeps_them(conclusion):
    Order.objects.update(text="Gửi danh sách chợ")
    conclusion.text = "Rà soát thiết bị đo tại chợ"
    conclusion.save()
    assert Order.objects.get().text == "Gửi danh sách chợ"
