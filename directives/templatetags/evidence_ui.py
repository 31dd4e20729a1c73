"""Whether a file of evidence can be looked at on a page."""

from django import template

from directives.tasks.previews import is_shown

register = template.Library()
register.filter("is_shown", is_shown)
