"""Search without diacritics in the administration pages."""

from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest

from districts.folding import fold


class FoldedSearch:
    """For a ModelAdmin of a Folded model: 'do luong' and 'Đo lường' find the same rows, in autocompletes too.

    Rows that hold the words side by side come first: 'tra on' is Trà Ôn before it is parts of 'Trà Côn'. Where
    ``search_fields`` is set anew, every field in it must be a ``folded`` column (``unit__folded``).
    """

    search_fields: tuple[str, ...] = ("folded",)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        phrase = fold(search_term)
        found, may_repeat = super().get_search_results(request, queryset, phrase)
        if not phrase:
            return found, may_repeat
        together = Case(
            *(When(**{f"{column}__contains": phrase}, then=Value(0)) for column in self.search_fields),
            default=Value(1),
        )
        return found.order_by(together, *(queryset.query.order_by or queryset.model._meta.ordering)), may_repeat
