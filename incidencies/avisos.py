"""Who hears about each event: which mails are queued, in the transaction of the event itself."""

from django.conf import settings

from incidencies.models import Esdeveniment, Notificant, Servei
from terrassa_portal.web import outbox

Tipus = Esdeveniment.Tipus

REBUDA = "incidencies.rebuda"  # to the reporter: the receipt
CANVI = "incidencies.canvi"  # to the reporter: something moved
PREGUNTA = "incidencies.pregunta"  # to the reporter: a question
RESOLTA = "incidencies.resolta"  # to the reporter: «Sí, resolt / No, encara hi és»
SERVEI = "incidencies.servei"  # to the servei that has it
TRIATGE = "incidencies.triatge"  # to Promoció Industrial
RECORDATORI = "incidencies.recordatori"  # a deadline draws near, or is over

# What the reporter hears of each event; what is not here, they read on the page.
AL_NOTIFICANT = {
    Tipus.PRESENTADA: REBUDA,
    Tipus.DERIVADA: CANVI,
    Tipus.ACCEPTADA: CANVI,
    Tipus.PLANIFICADA: CANVI,
    Tipus.REPLANIFICADA: CANVI,
    Tipus.INFORMACIO_DEMANADA: PREGUNTA,
    Tipus.RESOLTA: RESOLTA,
    Tipus.CONFIRMADA: CANVI,
    Tipus.TANCADA: CANVI,
    Tipus.DUPLICADA: CANVI,
    Tipus.REOBERTA: CANVI,
}
# What the council hears: the servei that has it or, if none has, triage.
AL_SERVEI = {
    Tipus.DERIVADA,
    Tipus.OBJECTADA,
    Tipus.INFORMACIO_REBUDA,
    Tipus.INFORMACIO_CADUCADA,
    Tipus.INFORMACIO_AFEGIDA,
}
AL_TRIATGE = {Tipus.RETORNADA, Tipus.ESCALADA, Tipus.REOBERTA}


def avisa(esdeveniment, incidencia, derivacio, anterior=None):
    """Queue every mail that `esdeveniment` asks for. Call it in the transaction of the event.

    `derivacio` is the open one, if any; `anterior`, the one that the event has just annulled.
    """
    rows = _per_notificant(esdeveniment, incidencia) + _per_ajuntament(esdeveniment, derivacio)
    if anterior is not None:
        rows.append((SERVEI, bustia(anterior.servei), "ca", rol_anterior(anterior)))
    for kind, to, language, role in rows:
        _encua(kind, to, language, role, esdeveniment, incidencia)


def _per_notificant(esdeveniment, incidencia):
    """(kind, address, language, role) of each reporter: who reported it twice hears of it once."""
    kind = kind_per_notificant(esdeveniment)
    if kind is None:
        return []
    per_adreca = {}
    for notificant in Notificant.objects.de_incidencia(incidencia).amb_avisos():
        seva = notificant.incidencia_id == incidencia.pk
        if seva or notificant.correu not in per_adreca:
            per_adreca[notificant.correu] = notificant
    return [(kind, n.correu, n.idioma, rol_de(n)) for n in per_adreca.values()]


def _per_ajuntament(esdeveniment, derivacio):
    """The servei that has it or, if none has, triage; and triage when it is its turn."""
    if va_al_triatge(esdeveniment) or (esdeveniment.tipus in AL_SERVEI and derivacio is None):
        return [(TRIATGE, bustia_triatge(), "ca", "triatge")]
    if esdeveniment.tipus in AL_SERVEI:
        return [(SERVEI, bustia(derivacio.servei), "ca", "servei")]
    return []


def rol_anterior(derivacio):
    return f"anterior:{derivacio.servei_id}"


def rol_de(notificant):
    return f"notificant:{notificant.pk}"


def kind_per_notificant(esdeveniment):
    """The mail that the reporter must get of an event, or None."""
    kind = AL_NOTIFICANT.get(esdeveniment.tipus)
    return kind if kind and _no_es_cosa_seva(esdeveniment) else None


def _no_es_cosa_seva(esdeveniment):
    """The reporter is not told of what they did, but for the receipt; a rule's hand-over is in it."""
    if esdeveniment.tipus == Tipus.PRESENTADA:
        return True
    return esdeveniment.actor_tipus not in (
        Esdeveniment.Actor.NOTIFICANT,
        Esdeveniment.Actor.REGLA,
    )


def va_al_triatge(esdeveniment):
    if esdeveniment.tipus == Tipus.PRESENTADA:
        return not esdeveniment.dades.get("regla")
    if esdeveniment.tipus == Tipus.REOBERTA:
        return esdeveniment.actor_tipus == Esdeveniment.Actor.NOTIFICANT
    return esdeveniment.tipus in AL_TRIATGE


def bustia(servei):
    """Where a servei reads its mail; without a mailbox, triage does it for them."""
    return servei.bustia or bustia_triatge()


def bustia_triatge():
    triatge = Servei.objects.filter(es_triatge=True).first()
    return (triatge.bustia if triatge else "") or settings.INCIDENCIES_BUSTIA_TRIATGE


def tema(incidencia):
    """What all the mails about an incidencia share, to find them again."""
    return f"incidencia:{incidencia.uuid}"


def clau(kind, esdeveniment, role):
    return f"{kind}:{esdeveniment.pk}:{role}"


def _encua(kind, to, language, role, esdeveniment, incidencia):
    outbox.enqueue(
        kind,
        to,
        params={"esdeveniment": esdeveniment.pk, "rol": role},
        key=clau(kind, esdeveniment, role),
        language=language,
        about=tema(incidencia),
    )


def recorda(esdeveniment, incidencia, destins):
    """Queue a reminder to each (address, role) of `destins`."""
    for to, role in destins:
        _encua(RECORDATORI, to, "ca", role, esdeveniment, incidencia)
