"""Estates, their figures, facilities, accesses, planning and governing bodies."""

from poligons.models.centre import CentreServeis, Sala
from poligons.models.dotacio import Dotacio, DotacioPoligon
from poligons.models.ens import Ens, EnsPoligon
from poligons.models.entorn import Acces, Planejament
from poligons.models.poligon import FontPoligon, NomAlternatiu, Poligon
from poligons.models.xifra import Xifra

__all__ = [
    "Acces",
    "CentreServeis",
    "Dotacio",
    "DotacioPoligon",
    "Ens",
    "EnsPoligon",
    "FontPoligon",
    "NomAlternatiu",
    "Planejament",
    "Poligon",
    "Sala",
    "Xifra",
]
