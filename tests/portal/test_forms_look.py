"""Forms drawn by django-crispy-forms look as the portal's own component draws a field: label, help, error, control."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from django.urls import reverse


class AnyForm(forms.Form):
    day = forms.DateField(label="Ngày họp", help_text="Ghi ngày, tháng, năm.")
    version = forms.IntegerField(widget=forms.HiddenInput)


def drawn(form: forms.Form) -> str:
    return Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))


def test_a_field_comes_in_the_order_of_the_portal():
    form = AnyForm({"day": "hôm qua", "version": "3"})
    form.add_error(None, "Không lưu được.")
    page = drawn(form)
    places = [page.index(part) for part in ("Không lưu được.", "<label", 'class="help"', 'id="id_day_error"', "<input")]
    assert places == sorted(places)
    assert 'class="form-control is-invalid"' in page
    assert "asteriskField" not in page


def test_a_hidden_field_has_neither_label_nor_box():
    page = drawn(AnyForm())
    assert re.search(r'<input type="hidden" name="version"', page)
    assert page.count('class="field') == page.count("<label") == 1


@pytest.mark.parametrize("name", ["import-document", "password_change"])
def test_the_portals_forms_say_what_is_wrong_once(cast, name):
    client = Client()
    client.force_login(cast.clerk)
    page = client.post(reverse(name), {}).content.decode()
    assert page.count('<div class="flash bad"') == 1
    assert 'class="field bad"' in page or name == "import-document"
