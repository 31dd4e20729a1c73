"""What a reviewer would ask of every file and every model, asked by the suite instead."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from directives.enums import AssignmentState, Basis, Bucket
from districts.enums import DayKind, Role, UnitKind
from districts.errors import DomainError
from meetings import enums as meetings_enums

PROJECT = Path(__file__).resolve().parents[1]
OWN = ("districts", "meetings", "directives", "portal")
MODELS = [model for app in OWN for model in apps.get_app_config(app).get_models()]
SOURCES = sorted(
    path
    for folder in (*OWN, "tests")
    for path in (PROJECT / folder).rglob("*.py")
    if path.parent.name != "migrations"  # written by Django
)
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
VIETNAMESE = re.compile(r"[À-ỹ]")
# words of Vietnamese that happen to carry no mark, and what is written alike everywhere
BARE = {"SHA-256"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_and_field_that_is_shown_has_a_vietnamese_name(model: type[models.Model]):
    assert VIETNAMESE.search(str(model._meta.verbose_name)), model._meta.verbose_name
    assert VIETNAMESE.search(str(model._meta.verbose_name_plural))
    if model._meta.auto_created:
        return
    for field in model._meta.local_fields:
        shown = field.editable and not field.primary_key and field.name not in {"password", "last_login"}
        if shown and field.verbose_name not in BARE:
            assert VIETNAMESE.search(str(field.verbose_name)), f"{field.name}: {field.verbose_name}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_constraint_says_its_sentence(model: type[models.Model]):
    """A person can break those of the rows that people enter; what only the portal writes has none to read it."""
    by_the_portal_alone = {
        "event_sequence",
        "assignment_once_a_period",
        "delivery_once",
        "outline_edition_once",
        "number_from_one",
    }
    for constraint in model._meta.constraints:
        name = re.sub(r"^(meetings|directives)_(event_sequence)$", r"\2", constraint.name)
        if name in by_the_portal_alone:
            continue
        message = str(constraint.violation_error_message)
        assert message != str(constraint.default_violation_error_message), constraint.name
        assert VIETNAMESE.search(message), constraint.name
        assert message.endswith("."), constraint.name


def _choices() -> Iterator[type[models.TextChoices]]:
    yield from (AssignmentState, Basis, Bucket, DayKind, Role, UnitKind)
    for value in vars(meetings_enums).values():
        if isinstance(value, type) and issubclass(value, models.TextChoices) and value is not models.TextChoices:
            yield value


@pytest.mark.parametrize("choices", list(_choices()), ids=lambda choices: choices.__name__)
def test_every_choice_has_words_of_its_own(choices: type[models.TextChoices]):
    labels = [str(label) for label in choices.labels]
    assert len(set(labels)) == len(labels)
    assert all(label and unicodedata.is_normalized("NFC", label) for label in labels)


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_file_fits_in_400_lines_a_function_in_50_and_both_are_nfc(path: Path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    assert unicodedata.is_normalized("NFC", text)
    tree = ast.parse(text)
    long = [node.name for node in _functions(tree) if node.end_lineno - node.lineno + 1 > 50]
    assert long == []


@pytest.mark.parametrize("app", OWN)
def test_domain_errors_are_subclasses_of_one(app: str):
    """So that every surface can show what any of them says: an exception named in the domain is a DomainError."""
    for path in (PROJECT / app).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Exception") for base in node.bases):
                assert node.name == DomainError.__name__, f"{path.name}: {node.name}"


_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)
_OUTSIDE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PROJECT / "templates")))
def test_a_template_has_no_inline_script_or_style_and_no_address_outside(path: Path):
    text = path.read_text("utf-8")
    for pattern in (_STYLE, _SCRIPT, _OUTSIDE):
        assert pattern.findall(text) == []
    assert "|safe" not in text.replace("field.help_text|safe", ""), "a form's own help may carry markup, nothing else"
    assert "autoescape off" not in text
    assert unicodedata.is_normalized("NFC", text)


def test_pages_of_the_administration_have_no_inline_style_of_ours():
    for path in [*PROJECT.glob("*/admin/*.py"), *PROJECT.glob("*/templatetags/*.py")]:
        text = path.read_text("utf-8")
        assert "mark_safe" not in text, path
        assert not _STYLE.search(text), path


_TAG = re.compile(r"{%-?\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")
_NAMED = re.compile(r"[\"']([\w/.-]+\.html)[\"']")
OF_LIBRARIES = (
    "admin/",
    "bootstrap5/",
    "registration/",
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "500.html",
)


def test_every_template_is_used_and_every_one_that_is_named_is_there():
    sources = [path for path in SOURCES if "tests" not in path.parts]
    named = {name for path in [*sources, *TEMPLATES] for name in _NAMED.findall(path.read_text("utf-8"))}
    present = {str(path.relative_to(PROJECT / "templates")) for path in TEMPLATES}
    unused = {name for name in present - named if not name.startswith(OF_LIBRARIES)}
    assert unused == set()
    included = {name for path in TEMPLATES for name in _TAG.findall(path.read_text("utf-8"))}
    assert {name for name in included - present if not name.startswith(OF_LIBRARIES)} == set()


def _started(**environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "DATABASE_URL"}}
    command = [sys.executable, "-c", "import portal.settings"]
    return subprocess.run(
        command, cwd=PROJECT, env=clean | environment, capture_output=True, text=True, timeout=60, check=False
    )


PRODUCTION = {"PRODUCTION": "true", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "giaoban.example.org"}


def test_production_starts_with_a_key_and_host_names():
    assert _started(**PRODUCTION).returncode == 0


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({**PRODUCTION, "SECRET_KEY": ""}, "needs SECRET_KEY"),
        ({**PRODUCTION, "ALLOWED_HOSTS": ""}, "needs ALLOWED_HOSTS"),
        ({**PRODUCTION, "DUE_SOON_DAYS": "bảy"}, "invalid literal|DUE_SOON_DAYS"),
        ({**PRODUCTION, "PRODUCTION": "maybe"}, "PRODUCTION"),
        ({**PRODUCTION, "DEBUG": "true"}, "DEBUG"),
        ({"DATABASE_URL": "khong-phai-dia-chi"}, "DATABASE_URL|scheme|Invalid"),
    ],
    ids=[
        "no key",
        "no hosts",
        "a word for a number",
        "neither true nor false",
        "debug in public",
        "no database address",
    ],
)
def test_a_bad_setting_stops_the_portal_at_once(environment: dict[str, str], words: str):
    done = _started(**environment)
    assert done.returncode != 0
    assert re.search(words, done.stderr.strip().splitlines()[-1]), done.stderr[-500:]
