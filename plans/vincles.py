"""Links between plans and elements, in the words that the page at either end uses."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Vincle

MOST = 60  # links of one page
T = Vincle.Tipus
# Seen from where the link leaves, and from where it arrives.
OUTGOING = {
    T.DESPLEGA: _("Desplega"),
    T.S_ALINEA: _("S’alinea amb"),
    T.CONTINUA: _("Continua"),
    T.FUSIONA: _("Fusiona"),
    T.DIVIDEIX: _("Divideix"),
    T.SUBSTITUEIX: _("Substitueix"),
}
INCOMING = {
    T.DESPLEGA: _("Es desplega amb"),
    T.S_ALINEA: _("S’hi alinea"),
    T.CONTINUA: _("Té continuïtat en"),
    T.FUSIONA: _("Es fusiona en"),
    T.DIVIDEIX: _("Es divideix en"),
    T.SUBSTITUEIX: _("Se substitueix per"),
}


@dataclass(frozen=True)
class Link:
    """One link, read from here. `own` names which element of this plan it is of, if any."""

    verb: str
    name: str
    url: str
    plan: str = ""
    own: str = ""
    own_url: str = ""
    nota: str = ""
    fonts: tuple = ()


def of_pla(pla):
    """Those of a plan and of its elements, at most MOST of them. One query."""
    ends = Q(de_pla=pla) | Q(a_pla=pla) | Q(de_element__pla=pla) | Q(a_element__pla=pla)
    found = Vincle.objects.filter(ends).amb_relacions()[:MOST]
    return [_link(vincle, lambda end: _pla_of(end) == pla.pk) for vincle in found]


def of_element(element):
    found = Vincle.objects.de_element(element)[:MOST]
    return [_link(vincle, lambda end: end == element, own=False) for vincle in found]


def _pla_of(end):
    return getattr(end, "pla_id", end.pk)


def _link(vincle, is_here, own=True):
    leaves = is_here(vincle.origen)
    here, there = (vincle.origen, vincle.desti) if leaves else (vincle.desti, vincle.origen)
    is_element = hasattr(here, "pla_id")
    return Link(
        verb=(OUTGOING if leaves else INCOMING)[vincle.tipus],
        name=_name(there),
        url=there.get_absolute_url(),
        plan=there.pla.nom_curt if hasattr(there, "pla_id") else "",
        own=_name(here) if own and is_element else "",
        own_url=here.get_absolute_url() if own and is_element else "",
        nota=vincle.nota,
        fonts=tuple(vincle.llista_fonts),
    )


def _name(end):
    if not hasattr(end, "pla_id"):
        return end.titol
    return f"{end.codi_oficial} {end.titol}".strip()
