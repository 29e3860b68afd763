"""The search index: words, their trigrams, and where each word stands.

It is derived data, rebuilt by `manage.py reindexa`; nothing else refers to it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mot(models.Model):
    """A word that some record has, as `text.normalize` leaves it."""

    mot = models.CharField(_("mot"), max_length=60, unique=True)
    so = models.CharField(_("so"), max_length=60, db_index=True)

    class Meta:
        verbose_name = _("mot")
        verbose_name_plural = _("mots")

    def __str__(self):
        return self.mot


class Trigrama(models.Model):
    """Three letters in a row of how a word sounds: what finds it in spite of a typo."""

    trigrama = models.CharField(_("trigrama"), max_length=3)
    mot = models.ForeignKey(
        Mot, verbose_name=_("mot"), on_delete=models.CASCADE, related_name="trigrames"
    )

    class Meta:
        verbose_name = _("trigrama")
        verbose_name_plural = _("trigrames")
        constraints = [
            models.UniqueConstraint(fields=["trigrama", "mot"], name="trigrama_unic_per_mot")
        ]

    def __str__(self):
        return self.trigrama


class Apunt(models.Model):
    """One word in one record of a collection, with how much it tells about the record."""

    colleccio = models.CharField(_("col·lecció"), max_length=40)
    mot = models.ForeignKey(
        Mot, verbose_name=_("mot"), on_delete=models.CASCADE, related_name="apunts"
    )
    objecte = models.BigIntegerField(_("objecte"))
    pes = models.PositiveSmallIntegerField(_("pes"))

    class Meta:
        verbose_name = _("apunt")
        verbose_name_plural = _("apunts")
        indexes = [
            models.Index(fields=["colleccio", "mot", "objecte", "pes"], name="apunt_per_mot"),
            models.Index(fields=["colleccio", "objecte"], name="apunt_per_objecte"),
        ]

    def __str__(self):
        return f"{self.colleccio} {self.objecte}"
