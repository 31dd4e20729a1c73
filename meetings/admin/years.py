"""The 'Năm' filter of the administration's lists."""

from __future__ import annotations

from django.contrib import admin

from meetings.years import year_from


def year_filter(path: str) -> type[admin.SimpleListFilter]:
    """A filter on the year of the day, or on the year itself, at ``path``, newest first."""

    class YearFilter(admin.SimpleListFilter):
        title = "năm"
        parameter_name = "nam"

        def lookups(self, request, model_admin):
            queryset = model_admin.get_queryset(request).exclude(**{path: None}).order_by()
            days = {getattr(value, "year", value) for value in queryset.values_list(path, flat=True).distinct()}
            return [(str(year), str(year)) for year in sorted(days, reverse=True)]

        def queryset(self, request, queryset):
            year = year_from(self.value())
            if year is None:
                return queryset
            lookup = path if path.rsplit("__", 1)[-1] == "year" else f"{path}__year"
            return queryset.filter(**{lookup: year})

    return YearFilter
