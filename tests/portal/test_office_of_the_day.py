"""Every page goes by one rule for the office: the profile in force today, the first before any is in force."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from districts.models import OfficeProfile
from meetings.enums import PaperState
from tests.cast import make_profile


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), tick=False):
        yield


def home(officer) -> str:
    client = Client()
    client.force_login(officer)
    answer = client.get(reverse("home"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_name_that_holds_from_next_year_is_not_shown_today(cast):
    make_profile(cast.office, name="Sở của năm sau", valid_from=date(2027, 1, 1))
    page = home(cast.clerk)
    assert "Sở của năm sau" not in page
    assert "Sở Khoa học và Công nghệ" in page


def test_before_the_first_profile_holds_the_first_is_gone_by(cast, paper_in):
    paper = paper_in(PaperState.FORM_CHECKED)
    OfficeProfile.objects.update(name="Sở đầu tiên", valid_from=date(2027, 1, 1))
    page = home(cast.clerk)
    assert "Sở đầu tiên" in page
    assert f'aria-label="Trình ký: {paper.abstract}"' in page
    assert "Chưa khai báo thông tin cơ quan" not in page


def test_without_any_profile_the_home_says_what_to_do(cast):
    OfficeProfile.objects.all().delete()
    assert "Chưa khai báo thông tin cơ quan" in home(cast.clerk)
