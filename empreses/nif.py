"""The NIF: one way of writing it, and what its first letter says about who holds it.

Source: Ordre EHA/451/2008 (letters of legal persons and entities); RD 1065/2007, art. 19 (natural
persons).
"""

import re

from stdnum.es import nif as es_nif
from stdnum.exceptions import ValidationError as StdnumError

LLETRES_JURIDICA = "ABCDFGNPQRSVW"
# Without a legal personality of their own: they often bear the names of their members.
LLETRES_ENTITAT = "EHJU"
LLETRES_FISICA = "0123456789KLMXYZ"

_SEPARATORS = re.compile(r"[\s.\-_/·ºª'’]+")
_DNI_WITHOUT_ZEROS = re.compile(r"\d{1,7}[A-Z]")


def normalitza_nif(text):
    """Nine characters, upper case, no dashes; the zeros that a spreadsheet ate come back.

    What cannot be a NIF is returned cleaned, for `es_nif_valid` to refuse.
    """
    nif = _SEPARATORS.sub("", text or "").upper()
    nif = nif.removeprefix("ES")  # the country of a VAT number; no NIF begins so
    if _DNI_WITHOUT_ZEROS.fullmatch(nif):
        nif = nif.zfill(9)
    return nif


def es_nif_valid(nif):
    """Whether a normalized `nif` has the form and the check character it must have."""
    try:
        return es_nif.validate(nif) == nif
    except StdnumError:
        return False


def classe_de_nif(nif):
    """`fisica`, `juridica` or `entitat`; an empty text if there is no NIF to tell by."""
    if not nif:
        return ""
    if nif[0] in LLETRES_JURIDICA:
        return "juridica"
    if nif[0] in LLETRES_ENTITAT:
        return "entitat"
    return "fisica" if nif[0] in LLETRES_FISICA else ""
