"""Signing in and out, and what is told to one who may not."""

import pytest
from django.urls import reverse

from districts.models import Officer
from tests.cast import make_cast

PASSWORD = "mật khẩu dài của A"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
DISABLED = "Tài khoản này đã ngừng sử dụng."


@pytest.fixture
def officer(db) -> Officer:
    officer = make_cast().clerk
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def sign_in(client, username: str, password: str, **extra):
    return client.post(reverse("login"), {"username": username, "password": password, **extra})


def test_the_right_password_leads_home(client, officer):
    answer = sign_in(client, "clerk", PASSWORD)
    assert answer.status_code == 302
    assert answer.url == reverse("home")
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_one_comes_back_to_the_page_that_asked(client, officer):
    asked = client.get(reverse("meeting-list"))
    assert asked.url == f"{reverse('login')}?next={reverse('meeting-list')}"
    shown = client.get(asked.url)
    assert f'name="next" value="{reverse("meeting-list")}"' in shown.content.decode()
    assert sign_in(client, "clerk", PASSWORD, next=reverse("meeting-list")).url == reverse("meeting-list")


def test_no_address_of_another_site_is_followed(client, officer):
    assert sign_in(client, "clerk", PASSWORD, next="https://elsewhere.example/").url == reverse("home")


@pytest.mark.parametrize("username", ["clerk", "nobody"])
def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(client, officer, username):
    page = sign_in(client, username, "sai mật khẩu").content.decode()
    assert WRONG in page
    assert 'role="alert"' in page
    assert "_auth_user_id" not in client.session


def test_only_the_password_opens_what_became_of_an_account(client, officer):
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    assert DISABLED in sign_in(client, "clerk", PASSWORD).content.decode()
    stranger = sign_in(client, "clerk", "sai mật khẩu").content.decode()
    assert WRONG in stranger
    assert DISABLED not in stranger
    assert "_auth_user_id" not in client.session


def test_an_empty_field_is_named_and_tied_to_its_error(client, officer):
    page = sign_in(client, "clerk", "").content.decode()
    assert "Hãy nhập mật khẩu." in page
    assert 'id="id_password_error"' in page
    assert 'aria-describedby="id_password_error"' in page


def test_one_who_is_in_does_not_see_the_form_again(client, officer):
    client.force_login(officer)
    assert client.get(reverse("login")).url == reverse("home")


def test_signing_out_takes_a_post(client, officer):
    client.force_login(officer)
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).url == reverse("login")
    assert "_auth_user_id" not in client.session


def test_a_new_password_holds_and_the_old_one_does_not(client, officer):
    client.force_login(officer)
    new = "một mật khẩu khác hẳn"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("password_change"), form).url == reverse("password_change_done")
    assert "Đã đổi mật khẩu" in client.get(reverse("password_change_done")).content.decode()
    officer.refresh_from_db()
    assert officer.check_password(new)
    assert not officer.check_password(PASSWORD)


def test_a_short_password_is_refused_beside_its_field(client, officer):
    client.force_login(officer)
    form = {"old_password": PASSWORD, "new_password1": "ngan", "new_password2": "ngan"}
    page = client.post(reverse("password_change"), form).content.decode()
    assert 'id="id_new_password2_error"' in page
    assert "1 mục cần xem lại." in page
