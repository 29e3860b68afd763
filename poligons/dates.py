"""Dates known to the day, to the month or only to the year, and how they are said."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from terrassa_portal.web.dates import MONTHS, known_language, long_date


class Precisio(models.TextChoices):
    """How much of a date its source states. Without a date there is no precision."""

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
        language = known_language()
        month = MONTHS[language][data.month - 1].removeprefix("de ").removeprefix("d’")
        return f"{month} {data.year}" if language == "en" else f"{month} de {data.year}"
    return long_date(data)


def llegeix_data(text):
    """Read «2024», «2024-12», «2024-12-09» or "": the first day it may be, and its precision.

    Raises ValueError for anything else.
    """
    if not text:
        return None, ""
    parts = [int(part) for part in text.split("-")]
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, day), (Precisio.ANY, Precisio.MES, Precisio.DIA)[len(parts) - 1]
