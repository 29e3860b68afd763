"""Links between plans and elements, in the words that the page at either end uses."""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.fonts import llegeix
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


@dataclass(frozen=True)
class End:
    """One end of a link, read from the columns of a query: a plan, or an element of one."""

    pla_pk: int
    element_pk: int | None
    name: str
    plan: str
    path: str


def of_pla(pla):
    """Those of a plan and of its elements, at most MOST of them. One query."""
    ends = Q(de_pla=pla) | Q(a_pla=pla) | Q(de_element__pla=pla) | Q(a_element__pla=pla)
    return _links(Vincle.objects.filter(ends), lambda end: end.pla_pk == pla.pk)


def of_element(element):
    """Those of one element, without its own name. One query."""
    ends = Q(de_element=element) | Q(a_element=element)
    found = _links(Vincle.objects.filter(ends), lambda end: end.element_pk == element.pk)
    return [replace(link, own="", own_url="") for link in found]


def _links(vincles, is_here):
    """Values, not records: the two ends have some hundred and fifty columns between them."""
    base_url = reverse("plans:list")
    rows = vincles.order_by("pk").values("tipus", "nota", "fonts", *_columns("de"), *_columns("a"))
    return [_link(row, is_here, base_url) for row in rows[:MOST]]


def _columns(end):
    pla, element = f"{end}_pla", f"{end}_element"
    return [
        *(f"{pla}_id", f"{pla}__slug", f"{pla}__titol"),
        *(f"{element}_id", f"{element}__codi", f"{element}__codi_oficial"),
        *(f"{element}__redaccio_vigent__titol", f"{element}__pla_id", f"{element}__pla__slug"),
        *(f"{element}__pla__titol", f"{element}__pla__sigles"),
    ]


def _end(row, end):
    pla_pk, pla_slug, pla_titol, element_pk, *rest = (row[column] for column in _columns(end))
    if pla_pk:
        return End(pla_pk, None, pla_titol, "", f"{pla_slug}/")
    codi, codi_oficial, titol, of_pla_pk, of_slug, of_titol, of_sigles = rest
    name = f"{codi_oficial} {titol or _('Títol no trobat')}".strip()
    return End(of_pla_pk, element_pk, name, of_sigles or of_titol, f"{of_slug}/{codi}/")


def _link(row, is_here, base_url):
    origin, destination = _end(row, "de"), _end(row, "a")
    leaves = is_here(origin)
    here, there = (origin, destination) if leaves else (destination, origin)
    return Link(
        verb=(OUTGOING if leaves else INCOMING)[row["tipus"]],
        name=there.name,
        url=base_url + there.path,
        plan=there.plan,
        own=here.name if here.element_pk else "",
        own_url=base_url + here.path if here.element_pk else "",
        nota=row["nota"],
        fonts=tuple(llegeix(row["fonts"])),
    )
