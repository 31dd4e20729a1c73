"""WSGI entry for gunicorn: ``gunicorn portal.wsgi --preload``.

Printing is warmed up here, before the server forks its workers: WeasyPrint's start is then paid once and shared.
"""

import gc
import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

from meetings.papers.fonts import FontError  # noqa: E402 (settings first)
from meetings.papers.pdf import warm_up  # noqa: E402
from meetings.printing import font_dir  # noqa: E402

try:
    warm_up(font_dir())
except FontError as error:
    logging.getLogger(__name__).error("%s", error)
gc.freeze()
