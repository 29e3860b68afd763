"""Dates and moments in words. Django's long Catalan date is not good Catalan («22 Novembre 2026»)."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language

MONTHS = {
    "ca": (
        "de gener", "de febrer", "de març", "d’abril", "de maig", "de juny",
        "de juliol", "d’agost", "de setembre", "d’octubre", "de novembre", "de desembre",
    ),
    "es": (
        "de enero", "de febrero", "de marzo", "de abril", "de mayo", "de junio",
        "de julio", "de agosto", "de septiembre", "de octubre", "de noviembre", "de diciembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
HOURS = {"ca": "{0.hour}.{0.minute:02} h", "es": "{0.hour}:{0.minute:02} h"}


def long_date(value, language=None):
    """Write a date in words: «22 de novembre de 2026», «1 d’abril de 2027»; nothing gives ""."""
    day = local_day(value)
    if day is None:
        return ""
    language = known_language(language)
    month = MONTHS[language][day.month - 1]
    if language == "en":
        return f"{day.day} {month} {day.year}"
    return f"{day.day} {month} de {day.year}"


def on_date(value, language=None):
    """Write a date with its article: «el 22 de novembre de 2026», «l’1 d’abril de 2027»."""
    day = local_day(value)
    if day is None:
        return ""
    language = known_language(language)
    article = "on " if language == "en" else "el "
    if language == "ca" and day.day in (1, 11):  # u, onze
        article = "l’"
    return article + long_date(day, language)


def date_time(value, language=None):
    """Write a moment in Terrassa's time: «22 de novembre de 2026, 9.14 h»."""
    if not isinstance(value, datetime):
        return long_date(value, language)
    language = known_language(language)
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    hour = HOURS.get(language, "{0.hour}:{0.minute:02}").format(moment)
    return f"{long_date(moment, language)}, {hour}"


def short_date(value):
    """Write a date in figures, as lists do: 22/11/2026."""
    day = local_day(value)
    return f"{day:%d/%m/%Y}" if day else ""


def iso_date(value):
    """Write a date for machines, as `<time datetime>` wants it."""
    day = local_day(value)
    return day.isoformat() if day else ""


def local_day(value):
    """The day of a date, or of a moment as Terrassa counts it; None of anything else."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value if isinstance(value, date) else None


def known_language(language=None):
    """The two letters of `language` (by default the one in use), Catalan when it is not ours."""
    code = (language or get_language() or "ca")[:2]
    return code if code in MONTHS else "ca"
