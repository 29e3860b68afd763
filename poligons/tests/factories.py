"""Valid objects of this app; a test names only what it is about."""

from datetime import date
from itertools import count

from poligons.dates import Precisio
from poligons.models import (
    Acces,
    CentreServeis,
    Dotacio,
    DotacioPoligon,
    Ens,
    EnsPoligon,
    Planejament,
    Poligon,
    Xifra,
)
from terrassa_portal.web.text import slugify_ca, sort_key

_numero = count(1)


def crea_poligon(nom="", **camps):
    nom = nom or f"Polígon de prova {next(_numero)}"
    slug = camps.pop("slug", slugify_ca(nom))
    camps = {"codi": slug, "clau_ordre": sort_key(nom)} | camps
    return Poligon.objects.create(nom=nom, slug=slug, **camps)


def crea_poligon_ubicat(nom="", **camps):
    camps = {"latitud": "41.55000", "longitud": "2.03000", "precisio_m": 200} | camps
    return crea_poligon(nom, **camps)


def crea_xifra(poligon=None, **camps):
    """An area in hectares of a dated source, unless told otherwise."""
    camps = {
        "concepte": Xifra.Concepte.SUPERFICIE,
        "valor": "12.50",
        "unitat": Xifra.Unitat.HA,
        "data_referencia": date(2024, 6, 1),
        "font": "Font de prova",
    } | camps
    if camps["data_referencia"]:
        camps.setdefault("precisio_data", Precisio.DIA)
    return Xifra.objects.create(poligon=poligon, **camps)


def crea_ens(nom="", **camps):
    nom = nom or f"Associació de prova {next(_numero)}"
    camps = {"codi": slugify_ca(nom), "tipus": Ens.Tipus.ASSOCIACIO} | camps
    return Ens.objects.create(nom=nom, **camps)


def crea_ens_poligon(poligon=None, ens=None, **camps):
    camps = {"rol": EnsPoligon.Rol.REPRESENTA} | camps
    return EnsPoligon.objects.create(
        poligon=poligon or crea_poligon(), ens=ens or crea_ens(), **camps
    )


def crea_dotacio(nom="", **camps):
    nom = nom or f"Dotació de prova {next(_numero)}"
    return Dotacio.objects.create(nom=nom, **{"codi": slugify_ca(nom)} | camps)


def crea_dotacio_poligon(poligon=None, dotacio=None, **camps):
    camps = {"estat": DotacioPoligon.Estat.SI, "font": "Font de prova"} | camps
    return DotacioPoligon.objects.create(
        poligon=poligon or crea_poligon(), dotacio=dotacio or crea_dotacio(), **camps
    )


def crea_acces(poligon=None, **camps):
    camps = {"tipus": Acces.Tipus.AUTOPISTA, "nom": "C-58", "font": "Font de prova"} | camps
    return Acces.objects.create(poligon=poligon or crea_poligon(), **camps)


def crea_planejament(poligon=None, **camps):
    camps = {"figura": "Pla parcial de prova", "font": "Font de prova"} | camps
    return Planejament.objects.create(poligon=poligon or crea_poligon(), **camps)


def crea_centre(poligon=None, nom="", **camps):
    nom = nom or f"Centre de prova {next(_numero)}"
    camps = {"codi": slugify_ca(nom)} | camps
    return CentreServeis.objects.create(poligon=poligon or crea_poligon(), nom=nom, **camps)
