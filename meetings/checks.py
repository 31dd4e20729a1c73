"""System checks on what printing needs: a serif with every Vietnamese letter, and the libraries behind it."""

from django.core.checks import CheckMessage, Error, Warning, register

from meetings.papers.fonts import font_problems, slow_printing_reasons
from meetings.printing import font_dir


@register("printing")
def printing(app_configs: object = None, **_: object) -> list[CheckMessage]:
    problems: list[CheckMessage] = [Error(problem, id="meetings.E001") for problem in font_problems(font_dir())]
    return problems + [Warning(reason, id="meetings.W001") for reason in slow_printing_reasons()]
