"""Valid objects of this app; a test names only what it is about."""

from datetime import date, datetime
from itertools import count

from incidencies.calendari import ZONA
from incidencies.models import Categoria, DiaInhabil, ReglaDerivacio, Servei
from incidencies.transitions import (
    Actor,
    DadesIncidencia,
    DadesNotificant,
    accepta,
    planifica,
    presenta,
    resol,
)
from poligons.tests.factories import crea_poligon
from terrassa_portal.web import roles
from terrassa_portal.web.tests.factories import crea_usuari

_numero = count(1)
DIMARTS = datetime(2026, 11, 17, 10, 0, tzinfo=ZONA)  # a working day far from any feast


def crea_triatge(**camps):
    existent = Servei.objects.filter(es_triatge=True).first()
    if existent:
        return existent
    camps = {"codi": "promocio", "nom": "Promoció Industrial", "es_triatge": True} | camps
    return Servei.objects.create(**camps)


def crea_servei(nom="", **camps):
    n = next(_numero)
    return Servei.objects.create(
        **{"codi": f"servei-{n}", "nom": nom or f"Servei de prova {n}"} | camps
    )


def crea_categoria(nom="", **camps):
    n = next(_numero)
    camps = {"codi": f"categoria-{n}", "termini_resolucio_dies": 10} | camps
    return Categoria.objects.create(nom=nom or f"Categoria de prova {n}", **camps)


def crea_regla(servei, categories=(), poligons=(), **camps):
    n = next(_numero)
    regla = ReglaDerivacio.objects.create(
        **{"codi": f"regla-{n}", "nom": f"Regla {n}", "servei": servei} | camps
    )
    regla.categories.set(categories)
    regla.poligons.set(poligons)
    return regla


def crea_dia_inhabil(dia, **camps):
    camps = {"nom": "Festa de prova", "font": "Font de prova"} | camps
    return DiaInhabil.objects.create(dia=dia, **camps)


def festes_locals_2026():
    for dia in (date(2026, 4, 2), date(2026, 7, 6)):
        crea_dia_inhabil(dia)


def dades_incidencia(**camps):
    """A report that somebody with an address could have sent."""
    crea_triatge()
    camps = {
        "descripcio": "El fanal de davant de la nau 12 és apagat des de dilluns.",
        "notificant": DadesNotificant(nom="Berta Rius", correu="berta@empresa.example"),
    } | camps
    camps.setdefault("categoria", None)
    camps["categoria"] = camps["categoria"] or crea_categoria()
    camps["poligon"] = camps.get("poligon") or crea_poligon()
    return DadesIncidencia(**camps)


def crea_incidencia(ara=DIMARTS, clau_enviament="", **camps):
    """One just received, and waiting for triage unless a rule says otherwise."""
    return presenta(dades_incidencia(**camps), clau_enviament=clau_enviament, ara=ara)


def crea_incidencia_derivada(servei=None, ara=DIMARTS, **camps):
    servei = servei or crea_servei()
    categoria = camps.pop("categoria", None) or crea_categoria()
    crea_regla(servei, [categoria])
    return crea_incidencia(ara=ara, categoria=categoria, **camps)


def crea_incidencia_en_curs(ara=DIMARTS, **camps):
    return accepta(crea_incidencia_derivada(ara=ara, **camps), actor=tecnic(), ara=ara)


def crea_incidencia_planificada(ara=DIMARTS, data_prevista=date(2026, 11, 24), **camps):
    incidencia = crea_incidencia_en_curs(ara=ara, **camps)
    return planifica(incidencia, data_prevista, actor=tecnic(), nota="Hi anirem.", ara=ara)


def crea_incidencia_resolta(ara=DIMARTS, **camps):
    incidencia = crea_incidencia_en_curs(ara=ara, **camps)
    return resol(incidencia, actor=tecnic(), que_s_ha_fet="S’ha canviat el llum.", ara=ara)


def crea_tecnic(**camps):
    return crea_usuari(grups=[roles.PROMOCIO], **camps)


def crea_membre(servei, **camps):
    usuari = crea_usuari(grups=[roles.SERVEI], **camps)
    servei.membres.add(usuari)
    return usuari


def tecnic():
    return Actor.de_usuari(crea_tecnic())


def del_servei(servei):
    return Actor.de_usuari(crea_membre(servei))
