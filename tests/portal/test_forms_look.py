"""Forms drawn by django-crispy-forms look as the portal's own component draws a field: label, help, error, control."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from django.urls import get_resolver, reverse

OUR_APPS = ("districts", "meetings", "directives", "portal")
OF_THE_ADMIN = ("districts.forms", "meetings.forms", "meetings.row_forms")


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


def forms_of_the_pages() -> list[forms.BaseForm]:
    """Each as its class declares it, but the admin's, which draws its own."""
    assert get_resolver().url_patterns  # all views are read, and their forms
    found = []
    for cls in sorted(set(_below(forms.BaseForm)), key=lambda each: f"{each.__module__}.{each.__name__}"):
        if (
            cls.__module__.split(".")[0] in OUR_APPS
            and cls.__module__ not in OF_THE_ADMIN
            and ".admin" not in cls.__module__
        ):
            form = cls.__new__(cls)
            forms.BaseForm.__init__(form)
            found.append(form)
    return found


def _below(cls: type) -> Iterator[type]:
    for each in cls.__subclasses__():
        yield each
        yield from _below(each)


def named(form: forms.BaseForm, name: str) -> str:
    return f"{type(form).__module__}.{type(form).__name__}.{name}"


@pytest.mark.django_db
def test_every_field_that_may_stay_empty_says_so():
    """Text, choice, day and file: what a form does not ask for, by itself, in its `clean` or in the domain."""
    told, silent = set(), set()
    for form in forms_of_the_pages():
        for bound in form:
            page = Template("{% load crispy_forms_tags %}{{ field|as_crispy_field }}").render(Context({"field": bound}))
            (told if "(không bắt buộc)" in page else silent).add(named(form, bound.name))
    may_stay_empty = {
        named(form, bound.name)
        for form in forms_of_the_pages()
        for bound in form
        if not bound.field.required
        and bound.name not in getattr(form, "required_in_effect", ())
        and not isinstance(bound.field.widget, forms.CheckboxInput | forms.RadioSelect | forms.HiddenInput)
    }
    assert len(may_stay_empty) > 40
    assert may_stay_empty & silent == set()
    assert told - may_stay_empty == set()


def test_what_is_required_in_effect_is_a_field_that_would_pass_for_optional():
    idle = [
        named(form, name)
        for form in forms_of_the_pages()
        for name in getattr(form, "required_in_effect", ())
        if name not in form.fields or form.fields[name].required
    ]
    assert idle == []
