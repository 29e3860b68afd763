"""The schemes of states of the plans, frozen in code: a new mandate adds one, none ever changes.

A state has its official label, word for word; what it means in plain words; and how it is drawn:
tone and shape of its tag, weave of its bar. No state is never «pendent»: it is declared unknown.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Estat:
    """One state. `iniciat` tells whether work on the element has begun."""

    valor: str
    etiqueta: str  # official wording: never translated
    paraules: str  # the same in plain words
    tone: str
    shape: str
    pattern: str
    iniciat: bool = False


PM_2019 = (
    Estat(
        "no_iniciat",
        "No iniciat per canvi de prioritat",
        _("No s’ha començat: el govern ha canviat la prioritat."),
        "muted",
        "dropped",
        "gasa",
    ),
    Estat(
        "pendent",
        "Pendent",
        _("Encara no s’ha començat, però continua previst."),
        "muted",
        "hollow",
        "hollow",
    ),
    Estat(
        "amb_retard",
        "En execució però amb retard",
        _("S’hi està treballant, però va més tard del previst."),
        "warn",
        "late",
        "espiga",
        iniciat=True,
    ),
    Estat(
        "dins_previsions",
        "Completat o en execució dins les previsions",
        _("S’ha acabat o avança segons el calendari."),
        "ok",
        "check",
        "solid",
        iniciat=True,
    ),
)

PG_2019 = (
    Estat(
        "finalitzada",
        "Finalitzada",
        _("L’acció s’ha acabat."),
        "ok",
        "check",
        "solid",
        iniciat=True,
    ),
    Estat(
        "en_execucio",
        "En execució",
        _("S’hi està treballant."),
        "info",
        "progress",
        "sarja",
        iniciat=True,
    ),
    Estat(
        "no_iniciada",
        "No iniciada",
        _("Encara no s’ha començat."),
        "muted",
        "hollow",
        "hollow",
    ),
)

ESQUEMES = {"pm-2019": PM_2019, "pg-2019": PG_2019}
NOMS_ESQUEMES = {
    "pm-2019": _("Quatre estats del Pla de Mandat 2015-2019"),
    "pg-2019": _("Tres estats del Programa de Govern 2019-2023"),
}
ESTAT_ACABAT = "dins_previsions"  # the only state that may carry the date of its end

# Why a sheet has no state. Both are counted and shown apart, in these words.
NO_RECUPERABLE = "no_recuperable"
NO_CONSERVADA = "no_conservada"
SENSE_ESTAT = {
    NO_RECUPERABLE: Estat(
        NO_RECUPERABLE,
        _("Estat no recuperable"),
        _("La fitxa s’ha conservat, però la marca que deia l’estat s’ha perdut."),
        "muted",
        "unknown",
        "dashed",
    ),
    NO_CONSERVADA: Estat(
        NO_CONSERVADA,
        _("Sense fitxa conservada"),
        _("No hem trobat la fitxa: no sabem quin estat declarava."),
        "muted",
        "unknown",
        "dashed",
    ),
}


def valors(esquema):
    """The values of a scheme, in its own order; none if the plan has no scheme."""
    return [estat.valor for estat in ESQUEMES.get(esquema, ())]


def tots_els_valors():
    """Every value of every scheme, without repetition."""
    return sorted({estat.valor for esquema in ESQUEMES.values() for estat in esquema})


def estat(esquema, valor, base=""):
    """The state to show for a sheet: the declared unknown if it has no value.

    Raises KeyError for a value outside the scheme, or for no value and no declared reason.
    """
    if not valor:
        return SENSE_ESTAT[base]
    return next(estat for estat in ESQUEMES[esquema] if estat.valor == valor)


def per_mostrar(esquema):
    """Every state a page may count, best known first: the scheme's and the two unknowns."""
    return [*ESQUEMES.get(esquema, ()), *SENSE_ESTAT.values()]


# What happened between two balances. Values are stable: they are in addresses (`?canvi=`).
CANVIS = {
    "igual": _("Continua igual"),
    "nou": _("És nou en aquest balanç"),
    "comencat": _("Ha començat"),
    "comencat_tard": _("Ha començat, però amb retard"),
    "retard": _("Ha entrat en retard"),
    "al_dia": _("S’ha posat al dia o s’ha completat"),
    "aturat": _("S’ha aturat: torna a estar pendent"),
    "deixat": _("Es deixa de prioritzar"),
    "represa": _("Torna a ser una prioritat"),
    "acabat": _("S’ha acabat"),
    "reobert": _("Es reobre"),
    "conegut": _("Abans no se’n sabia l’estat"),
    "desconegut": _("Ara no se’n sap l’estat"),
}

_PASSOS = {
    ("no_iniciat", "pendent"): "represa",
    ("no_iniciat", "amb_retard"): "comencat_tard",
    ("no_iniciat", "dins_previsions"): "comencat",
    ("pendent", "no_iniciat"): "deixat",
    ("pendent", "amb_retard"): "comencat_tard",
    ("pendent", "dins_previsions"): "comencat",
    ("amb_retard", "no_iniciat"): "deixat",
    ("amb_retard", "pendent"): "aturat",
    ("amb_retard", "dins_previsions"): "al_dia",
    ("dins_previsions", "no_iniciat"): "deixat",
    ("dins_previsions", "pendent"): "aturat",
    ("dins_previsions", "amb_retard"): "retard",
    ("no_iniciada", "en_execucio"): "comencat",
    ("no_iniciada", "finalitzada"): "acabat",
    ("en_execucio", "finalitzada"): "acabat",
    ("en_execucio", "no_iniciada"): "aturat",
    ("finalitzada", "en_execucio"): "reobert",
    ("finalitzada", "no_iniciada"): "aturat",
}
_DEMANEN_MOTIU = {"aturat", "deixat", "reobert"}


def canvi(abans, ara):
    """The value in CANVIS of going from one state to another; «» is an unknown, None no sheet."""
    if abans is None:
        return "nou"
    if abans == ara:
        return "igual"
    if not abans:
        return "conegut"
    if not ara:
        return "desconegut"
    return _PASSOS[abans, ara]


def demana_motiu(abans, ara, *, era_acabat=False):
    """Whether the change goes back, so that the sheet must say why."""
    if era_acabat and ara != ESTAT_ACABAT:
        return True
    return canvi(abans, ara) in _DEMANEN_MOTIU
