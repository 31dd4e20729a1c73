"""`./run bench [reading|printing|releasing|pages …]`: all of them by default, on a database of their own that is dropped."""

import os
import sys
import tempfile

import django


def main(names: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ["FILES_ROOT"] = tempfile.mkdtemp(prefix="bench-files-")
    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from tests.bench import pages, printing, reading, releasing

    programs = {"reading": reading.run, "printing": printing.run, "releasing": releasing.run, "pages": pages.run}
    unknown = [name for name in names if name not in programs]
    if unknown:
        sys.exit(f"no benchmark named {', '.join(unknown)}; there are {', '.join(programs)}")
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    try:
        for name in names or programs:
            programs[name]()
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])
