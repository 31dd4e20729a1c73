"""``python -m tests.races SCENARIO``: run one scenario on the database of DATABASE_URL and print what came of it."""

import json
import os
import sys

import django
from django.apps import apps
from django.conf import settings


def main(name: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())  # tables of the models
    from tests.races.scenarios import SCENARIOS

    json.dump(SCENARIOS[name](), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
