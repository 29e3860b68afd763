"""Verbs that write what is known of the facilities of several estates at once."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poligons.dates import Precisio
from poligons.models import DotacioPoligon, Poligon


class DotacioCanviada(Exception):
    """Somebody else has changed a facility since the grid was drawn."""


class FontNecessaria(Exception):
    """What is said of a facility rests on a source; only «no consta» needs none."""


@dataclass(frozen=True)
class Canvi:
    """One cell of the grid: what it said when it was drawn and what it says now."""

    poligon_id: int
    dotacio_id: int
    abans: str
    ara: str


@transaction.atomic
def canvia_dotacions(canvis, *, font="", font_url=""):
    """Write the cells that changed, all or none, as of today and on `font`. Returns how many.

    Raises FontNecessaria if one of them says something and `font` is empty, DotacioCanviada if a
    stored state is no longer the one that the grid showed; nothing is written then.
    """
    canvis = [canvi for canvi in canvis if canvi.abans != canvi.ara]
    if not font and any(canvi.ara != DotacioPoligon.Estat.DESCONEGUDA for canvi in canvis):
        raise FontNecessaria(_("Digueu d’on ho sabeu: tot el que no és «no consta» porta font."))
    rows = _locked(canvis)
    for canvi in canvis:
        row = rows.get((canvi.poligon_id, canvi.dotacio_id)) or DotacioPoligon(
            poligon_id=canvi.poligon_id, dotacio_id=canvi.dotacio_id
        )
        if row.estat != canvi.abans:
            raise DotacioCanviada(
                _(
                    "Algú ha canviat «%(dotacio)s» de %(poligon)s mentre editàveu: torneu-ho a mirar."
                )
                % {"dotacio": row.dotacio, "poligon": row.poligon}
            )
        _write(row, canvi.ara, font, font_url)
    return len(canvis)


def _locked(canvis):
    """The stored rows of those estates. The estates are locked too: some rows do not exist yet."""
    poligons = {canvi.poligon_id for canvi in canvis}
    estates = Poligon.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    list(estates.filter(pk__in=poligons))
    rows = DotacioPoligon.objects.select_for_update(of=("self",)).filter(poligon__in=poligons)
    return {(row.poligon_id, row.dotacio_id): row for row in rows}


def _write(row, estat, font, font_url):
    """Give `row` its new state: what was said of the former one no longer stands."""
    row.estat = estat
    row.nota = ""
    if estat == DotacioPoligon.Estat.DESCONEGUDA:
        row.operador = row.font = row.font_url = row.precisio_data = ""
        row.data_referencia = None
    else:
        row.font, row.font_url = font, font_url
        row.data_referencia, row.precisio_data = timezone.localdate(), Precisio.DIA
    row.save()
