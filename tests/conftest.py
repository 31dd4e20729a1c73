"""What every test needs: a flush that the append-only triggers do not stop, quick passwords, hypothesis at its own pace."""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.test import TransactionTestCase, override_settings
from hypothesis import settings as hypothesis_settings
from hypothesis.configuration import set_hypothesis_home_dir

from districts.append_only import lifted
from meetings import form_checking, paper_pages, printing

# Its examples go where everything goes that is made at run time; a busy machine is no failure, and what CI
# lets in or keeps out must not hang on chance: there the examples are the same at every run.
set_hypothesis_home_dir(Path(__file__).resolve().parent.parent / "var" / "hypothesis")
hypothesis_settings.register_profile("portal", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("portal")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How far the long walks go: `./run test tests/directives/test_life.py --life-examples 1000`."""
    parser.addoption("--life-examples", type=int, default=6, help="examples of the life of an order")


@pytest.fixture(autouse=True, scope="session")
def _flush_without_triggers():
    """Transactional tests empty every table when they end; nothing else may lift the triggers."""
    flush = TransactionTestCase._fixture_teardown

    def flush_lifted(case: TransactionTestCase) -> None:
        with ExitStack() as stack:
            for alias in case._databases_names(include_mirrors=False):
                stack.enter_context(lifted(alias))
            flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_lifted)
        yield


@pytest.fixture(autouse=True, scope="session")
def _settings_of_tests(tmp_path_factory):
    """A hash that does not take a third of a second on purpose; a folder of static files, which are not collected."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        WHITENOISE_USE_FINDERS=False,  # a client of a test would look every static file up before its first question
        WHITENOISE_AUTOREFRESH=False,
        PASSWORD_AGAIN_MINUTES=0,  # tests that sign in without a password sign without one; its own tests turn it on
    ):
        yield


@pytest.fixture(autouse=True)
def _nothing_printed_before():
    """A test that prints by a press of its own must not leave its pages to the next with the same paper."""
    for kept in (printing._preview, paper_pages.count_pages, paper_pages.picture_of, form_checking._measured):
        kept.cache_clear()
