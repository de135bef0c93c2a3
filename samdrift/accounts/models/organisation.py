from __future__ import annotations

from django.db import models

from samdrift.vocabulary import Text


class Organisation(models.Model):
    """An authority, a supplier or another body that people act for and that owns systems."""

    slug = models.SlugField(max_length=64, unique=True)
    name_da = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["name_da"]

    def __str__(self) -> str:
        return self.name_da

    @property
    def name(self) -> Text:
        return Text(self.name_da, self.name_en)
