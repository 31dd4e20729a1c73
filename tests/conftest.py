"""What every test needs: a flush that the append-only triggers do not stop, quick passwords, hypothesis at its own pace."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

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
    parser.addoption("--database-only", action="store_true", help="leave out the tests that ask no database")


LEFT_OUT = pytest.StashKey[int]()
ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "arena"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second engine a test that asks no database can only come to the same end as on the first.

    It asks none when it has neither the fixture nor the mark: pytest-django refuses it every query then.
    """
    if not config.getoption("--database-only"):
        return
    asking = [each for each in items if ASKS_A_DATABASE & {*each.fixturenames} or each.get_closest_marker("django_db")]
    kept = {*asking}
    left_out = [each for each in items if each not in kept]
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = asking


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells the main process what it has left out; every worker leaves out the same."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(f"{config.stash[LEFT_OUT]} tests left out that ask no database")


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
