"""The folder of templates holds what the pages use and nothing else."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
# Named by libraries and nowhere in the project: Django's pages of errors and of the sign-in, crispy's fields.
BY_CONVENTION = re.compile(
    r"^(40[034]|500|403_csrf|registration/\w+|bootstrap5/\w+)\.html$|^admin/(?!meetings/paper/step)"
)
LONGEST = 150


def test_every_template_is_used():
    names = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    sources = [*TEMPLATES.rglob("*.html")]
    for app in ("portal", "directives", "meetings", "districts"):
        sources += (ROOT / app).rglob("*.py")
    text = "\n".join(path.read_text("utf-8") for path in sources)
    unused = {name for name in names if not BY_CONVENTION.search(name) and f'"{name}"' not in text}
    assert unused == set()


def test_every_template_fits_on_a_screen_or_three():
    long = {path.name for path in TEMPLATES.rglob("*.html") if len(path.read_text("utf-8").splitlines()) > LONGEST}
    assert long == set()
