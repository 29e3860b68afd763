"""Dates known to the day, to the month or only to the year, and how they are said in Catalan."""

from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _


class Precisio(models.TextChoices):
    """How much of a date the source states. Without a date there is no precision."""

    DIA = "dia", _("Dia")
    MES = "mes", _("Mes")
    ANY = "any", _("Any")


def text_data(data, precisio):
    """Say `data` as exactly as its source does: a day, a month or a year; «sense data» if none."""
    if data is None:
        return _("sense data")
    if precisio == Precisio.ANY:
        return str(data.year)
    if precisio == Precisio.MES:
        return formats.date_format(data, "F \\d\\e Y")
    return formats.date_format(data, "j \\d\\e F \\d\\e Y")
