"""Which servei gets a new incidencia: the most specific rule that fits, or triage.

Order: answer, then polígon, then category, then its parent; between equals, `ordre`.
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from .models import ReglaDerivacio, Servei


@dataclass(frozen=True)
class Desti:
    """Where an incidencia goes, by which rule (None: triage keeps it), and a sentence that says why."""

    servei: Servei
    regla: ReglaDerivacio | None
    explicacio: str


class Encaminador:
    """The rules in force on one day, read once: three queries for any number of incidencies."""

    def __init__(self, dia=None):
        regles = ReglaDerivacio.objects.en_vigor(dia).select_related("servei")
        self._regles = [
            (regla, {c.pk for c in regla.categories.all()}, {p.pk for p in regla.poligons.all()})
            for regla in regles.prefetch_related("categories", "poligons")
            if regla.servei.es_triatge or regla.servei.es_derivable(dia)
        ]

    def desti(self, categoria, poligon, respostes=()):
        """The Desti of an incidencia; its explanation is for the officers, in Catalan."""
        with translation.override("ca"):
            return self._desti(categoria, poligon, respostes)

    def _desti(self, categoria, poligon, respostes):
        candidates = []
        for regla, categories, poligons in self._regles:
            rang = _especificitat(regla, categories, poligons, categoria, poligon, respostes)
            if rang is not None:
                candidates.append((*[-part for part in rang], regla.ordre, regla.pk, regla))
        if not candidates:
            return Desti(
                Servei.objects.triatge(),
                None,
                _("Cap regla no hi encaixa: la té el triatge."),
            )
        regla = min(candidates)[-1]
        if regla.servei.es_triatge:
            return Desti(regla.servei, None, _("Regla «%(regla)s».") % {"regla": regla.nom})
        return Desti(regla.servei, regla, _explica(regla, categoria, poligon))


def _especificitat(regla, categories, poligons, categoria, poligon, respostes):
    """How closely the rule fits, or None if it does not fit at all."""
    if regla.resposta_codi and not _te_resposta(regla, respostes):
        return None
    if poligons and poligon.pk not in poligons:
        return None
    exacta = categoria.pk in categories
    superior = categoria.pare_id in categories
    if categories and not (exacta or superior):
        return None
    return bool(regla.resposta_codi), bool(poligons), exacta, superior


def _te_resposta(regla, respostes):
    return any(
        resposta.get("codi") == regla.resposta_codi
        and resposta.get("valor") == regla.resposta_valor
        for resposta in respostes
    )


def _explica(regla, categoria, poligon):
    return _("Regla «%(regla)s»: %(categoria)s a %(poligon)s → %(servei)s.") % {
        "regla": regla.nom,
        "categoria": categoria.nom,
        "poligon": poligon.nom,
        "servei": regla.servei.nom,
    }
