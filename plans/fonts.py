"""Sources: one a line, an address or words (an archive, a printed sheet)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Font:
    """One source. Without `url`, `text` says where the fact comes from."""

    text: str
    url: str = ""


def llegeix(text):
    """The sources written in a field, in order."""
    linies = (linia.strip() for linia in text.splitlines())
    return [_font(linia) for linia in linies if linia]


def _font(linia):
    return Font(linia, linia) if linia.startswith(("http://", "https://")) else Font(linia)


def valida_fonts(text):
    """Refuse a line that looks like an address and is not one of the web."""
    for linia in text.splitlines():
        parts = urlsplit(linia.strip())
        if "://" in linia and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValidationError(
                _("«%(linia)s» no és una adreça web: ha de començar per https:// o http://."),
                params={"linia": linia.strip()},
            )
