"""``python -m tests.races SCENARIO``: run one scenario on the database of DATABASE_URL and print what came of it."""

import json
import os
import sys

import django


def main(name: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from tests.races.scenarios import SCENARIOS

    json.dump(SCENARIOS[name](), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
