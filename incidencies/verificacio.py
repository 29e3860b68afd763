"""What must always hold of the incidencies and no single constraint can say. Reads only."""

from itertools import groupby, islice
from operator import attrgetter

from incidencies import avisos
from incidencies.models import Categoria, Derivacio, Esdeveniment, Incidencia, Notificant, Servei
from incidencies.routing import Encaminador
from poligons.models import Poligon
from terrassa_portal.web.models import Sortint

Estat = Incidencia.Estat
PENDENT, ACCEPTADA = Derivacio.Estat.PENDENT, Derivacio.Estat.ACCEPTADA
LOT = 500
# Which open derivació each estat has; an estat that is not here has none.
DERIVACIO_DE = {
    Estat.DERIVADA: {PENDENT},
    Estat.EN_CURS: {ACCEPTADA},
    Estat.PLANIFICADA: {ACCEPTADA},
    Estat.PENDENT_INFO: {PENDENT, ACCEPTADA},
}


def problemes():
    """Every sentence that says what is wrong, and with which incidencia. None is good news."""
    yield from _triatge()
    yield from _derivacions()
    yield from _historia()
    yield from _correus()
    yield from _encaminament()


def _triatge():
    nombre = Servei.objects.filter(es_triatge=True).count()
    if nombre != 1:
        yield f"serveis que fan el triatge: {nombre}, i n’hi ha d’haver un"


def _derivacions():
    """Estat and open derivació say the same; every open one is somebody's turn until a date."""
    obertes = dict(Derivacio.objects.obertes().values_list("incidencia_id", "estat"))
    rows = Incidencia.objects.only("codi", "estat", "data_torn").order_by("pk")
    for incidencia in rows.iterator(chunk_size=LOT):
        permeses = DERIVACIO_DE.get(incidencia.estat)
        derivacio = obertes.get(incidencia.pk)
        if permeses is None and derivacio:
            yield f"{incidencia.codi}: és {incidencia.estat} i té una derivació {derivacio}"
        if permeses is not None and derivacio not in permeses:
            yield f"{incidencia.codi}: és {incidencia.estat} i la derivació és {derivacio}"
        if not incidencia.es_final and incidencia.data_torn is None:
            yield f"{incidencia.codi}: és oberta i no té data"


def _historia():
    """The events, one after the other, lead from the report to the present estat."""
    finals = {i.pk: i for i in Incidencia.objects.only("codi", "estat", "versio")}
    rows = Esdeveniment.objects.order_by("incidencia_id", "n").iterator(chunk_size=LOT)
    for pk, esdeveniments in groupby(rows, attrgetter("incidencia_id")):
        incidencia = finals.pop(pk)
        estat, n = Estat.REBUDA, 0
        for n, esdeveniment in enumerate(esdeveniments, start=1):
            if esdeveniment.n != n or esdeveniment.estat_abans != estat:
                yield f"{incidencia.codi}: l’esdeveniment {esdeveniment.n} no segueix l’anterior"
            estat = esdeveniment.estat_despres
        if (estat, n) != (incidencia.estat, incidencia.versio):
            yield f"{incidencia.codi}: els esdeveniments duen a {estat} i és {incidencia.estat}"
    for incidencia in finals.values():
        yield f"{incidencia.codi}: no té cap esdeveniment"


def _correus():
    """Every event that somebody must hear of has its mail in the outbox."""
    notificants = {n.incidencia_id: n for n in Notificant.objects.amb_avisos()}
    rows = Esdeveniment.objects.select_related("incidencia").order_by("pk").iterator(LOT)
    while lot := list(islice(rows, LOT)):
        esperats = [(e, _claus(e, notificants.get(e.incidencia_id))) for e in lot]
        totes = {clau for _e, grups in esperats for grup in grups for clau in grup}
        presents = set(Sortint.objects.filter(clau__in=totes).values_list("clau", flat=True))
        for esdeveniment, grups in esperats:
            if any(not presents & grup for grup in grups):
                codi = esdeveniment.incidencia.codi
                yield f"{codi}: falta un correu de l’esdeveniment {esdeveniment.n}"


def _claus(esdeveniment, notificant):
    """Sets of keys of mails: of each set there must be at least one."""
    grups = []
    kind = avisos.kind_per_notificant(esdeveniment)
    if kind and notificant:
        grups.append({avisos.clau(kind, esdeveniment, avisos.rol_de(notificant))})
    al_triatge = avisos.clau(avisos.TRIATGE, esdeveniment, "triatge")
    if esdeveniment.tipus in avisos.AL_SERVEI:
        grups.append({avisos.clau(avisos.SERVEI, esdeveniment, "servei"), al_triatge})
    if avisos.va_al_triatge(esdeveniment):
        grups.append({al_triatge})
    return grups


def _encaminament():
    """Whatever is reported, wherever, some servei in force gets it."""
    encaminador = Encaminador()
    poligons = list(Poligon.objects.all())
    for categoria in Categoria.objects.actives():
        for poligon in poligons:
            try:
                desti = encaminador.desti(categoria, poligon)
            except Servei.DoesNotExist:
                yield f"{categoria.codi} a {poligon.codi}: no la rep ningú"
                continue
            if not desti.servei.es_vigent():
                yield f"{categoria.codi} a {poligon.codi}: la rep un servei que no és vigent"
