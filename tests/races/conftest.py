from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.races.arenas import Arena, PostgresArena, SQLiteArena, cluster, postgres_programs


@pytest.fixture(scope="session")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """The engine that the tests are configured for, with a prepared database of its own."""
    folder = tmp_path_factory.mktemp("races")
    if "sqlite3" in settings.DATABASES["default"]["ENGINE"]:
        arena = SQLiteArena(folder)
        arena.prepare()
        yield arena
        return
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not installed here")
    with cluster(programs) as socket:
        arena = PostgresArena(folder, socket)
        arena.prepare()
        yield arena
