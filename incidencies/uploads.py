"""Photographs that people send: decoded, turned upright and encoded again as JPEG.

What is kept is our own encoding of the pixels: no EXIF, no position, nothing hidden in the file.
"""

import io
import struct
from dataclasses import dataclass

import pillow_heif
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from terrassa_portal.web import figures

FOTOS_MAXIM = 5
MIDA_MAXIMA_MB = 10
MEGAPIXELS_MAXIM = 50
COSTAT_PIXELS = 2560  # the longest side that is kept: enough to read a street number
QUALITAT = 82
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif"
CONTENT_TYPE = "image/jpeg"
# What decoders raise on files made to break them.
MALMESA = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError,
    MemoryError, RuntimeError, struct.error,
)  # fmt: skip

pillow_heif.register_heif_opener()


class FotoNoValida(Exception):
    """A file that is not kept. Its text tells the person which one, why, and how to mend it."""


@dataclass(frozen=True)
class FotoNeta:
    """A photograph encoded by us, and its size in pixels."""

    contingut: ContentFile
    amplada: int
    alcada: int


def neteja_foto(fitxer):
    """Decode an uploaded file and encode it again. Raises FotoNoValida."""
    nom = nom_curt(fitxer.name)
    if not fitxer.size:
        raise FotoNoValida(_("«%(nom)s» és un fitxer buit. Trieu-lo un altre cop.") % {"nom": nom})
    if fitxer.size > MIDA_MAXIMA_MB * 1024 * 1024:
        raise FotoNoValida(
            _("«%(nom)s» pesa %(pes)s MB i el màxim són %(maxim)s MB. Envieu-ne una de més petita.")
            % {
                "nom": nom,
                "pes": figures.number(fitxer.size / 1024 / 1024, 1),
                "maxim": MIDA_MAXIMA_MB,
            }
        )
    with _obre(fitxer, nom) as imatge:
        _exigeix_mida(imatge, nom)
        return _torna_a_codificar(imatge, nom)


def nom_curt(nom):
    """The name of a file as a sentence can hold it."""
    nom = "".join(lletra for lletra in str(nom) if lletra.isprintable())
    return nom if len(nom) <= 40 else f"{nom[:24]}…{nom[-12:]}"


def _obre(fitxer, nom):
    """Read the header only; the name and the type that the browser says do not count."""
    try:
        fitxer.seek(0)
        return Image.open(fitxer, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise FotoNoValida(_massa_pixels(nom)) from error
    except MALMESA as error:
        raise FotoNoValida(
            _("«%(nom)s» no és una foto que puguem obrir. Envieu-la en JPEG, PNG, WebP o HEIC.")
            % {"nom": nom}
        ) from error


def _exigeix_mida(imatge, nom):
    if imatge.width * imatge.height > MEGAPIXELS_MAXIM * 1_000_000:
        raise FotoNoValida(_massa_pixels(nom))


def _massa_pixels(nom):
    return _(
        "«%(nom)s» té massa píxels: el màxim són %(maxim)s milions. Envieu-ne una de més petita."
    ) % {"nom": nom, "maxim": MEGAPIXELS_MAXIM}


def _torna_a_codificar(imatge, nom):
    try:
        imatge.draft("RGB", (COSTAT_PIXELS, COSTAT_PIXELS))  # a JPEG decodes straight to less
        neta = _sobre_blanc(ImageOps.exif_transpose(imatge))
        neta.thumbnail((COSTAT_PIXELS, COSTAT_PIXELS), reducing_gap=2.0)
        sortida = io.BytesIO()
        # A new image carries nothing of the old one but its pixels.
        Image.frombytes("RGB", neta.size, neta.tobytes()).save(
            sortida, "JPEG", quality=QUALITAT, progressive=True
        )
    except MALMESA as error:
        raise FotoNoValida(
            _("«%(nom)s» està malmesa i no la podem obrir sencera. Torneu-la a fer o a exportar.")
            % {"nom": nom}
        ) from error
    return FotoNeta(ContentFile(sortida.getvalue(), name="foto.jpg"), *neta.size)


def _sobre_blanc(imatge):
    """The image as RGB; what is transparent becomes white."""
    if imatge.mode == "RGB":
        return imatge
    if "A" not in imatge.getbands() and "transparency" not in imatge.info:
        return imatge.convert("RGB")
    imatge = imatge.convert("RGBA")
    fons = Image.new("RGB", imatge.size, "white")
    fons.paste(imatge, mask=imatge.getchannel("A"))
    return fons
