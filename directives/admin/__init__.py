"""The papers' steps, and the directives that a release sets off."""

from directives.admin import directives, papers

__all__ = ["directives", "papers"]
