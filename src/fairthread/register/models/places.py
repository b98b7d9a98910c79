"""Countries, provinces with successors, sectors."""

from __future__ import annotations

from django.db import models


class Country(models.Model):
    """ISO 3166 country; `code` is alpha-2, `ZZ` stands for a global tool."""

    code = models.CharField(primary_key=True, max_length=2)
    iso3 = models.CharField(max_length=3, blank=True)
    name_en = models.CharField(max_length=100)
    name_vi = models.CharField(max_length=100)
    currency = models.CharField(max_length=3, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.name_en


class Province(models.Model):
    """A province as it was in a period. A merged one points to its successor; both stay."""

    id = models.CharField(primary_key=True, max_length=20)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="provinces")
    code = models.CharField(max_length=10)
    name_en = models.CharField(max_length=100)
    name_vi = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        ordering = ["country", "name_en", "id"]

    def __str__(self) -> str:
        return self.name_en


class Sector(models.Model):
    """A sector with its ISIC codes (revision 4 and, for older forms, revision 3)."""

    code = models.CharField(primary_key=True, max_length=20)
    isic4 = models.CharField(max_length=10, blank=True)
    isic3 = models.CharField(max_length=10, blank=True)
    name_en = models.CharField(max_length=100)
    name_vi = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name_en
