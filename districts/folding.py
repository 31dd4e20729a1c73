"""Folding a Vietnamese text for comparison and search: no diacritics, đ as d, lower case, single spaces."""

import unicodedata
from typing import cast

from django.db import models

_D_STROKE = str.maketrans({"đ": "d", "Đ": "d"})


def fold(text: str) -> str:
    """'Đo lường  Chất lượng' -> 'do luong chat luong'."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D_STROKE))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


class FoldedField(models.TextField):
    """Computed whenever a row is written, one by one or in bulk, from the model's ``folded_fields``."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        words = (str(getattr(model_instance, name) or "") for name in model_instance.folded_fields)  # type: ignore[attr-defined]
        value = fold(" ".join(words))
        setattr(model_instance, self.attname, value)
        return value


class Folded(models.Model):
    """A row found by its words without diacritics, in the column ``folded``.

    ``computed_fields``: the columns that follow from others of the row whenever it is written.
    """

    folded_fields: tuple[str, ...] = ()
    computed_fields: tuple[str, ...] = ("folded",)

    folded = FoldedField(editable=False, default="", blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, *self.computed_fields}
        super().save(*args, **kwargs)

    def compute(self) -> None:
        """For ``bulk_update``, which writes the attributes as they stand."""
        for name in self.computed_fields:
            cast(models.Field, self._meta.get_field(name)).pre_save(self, add=False)
