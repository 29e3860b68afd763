"""What the page of one incidencia shows, gathered in a fixed number of queries."""

from collections import defaultdict
from datetime import date

from auditlog.models import LogEntry
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidencies import avisos, cronologia, terminis
from incidencies.models import Derivacio, DiaInhabil, Esdeveniment, Incidencia
from terrassa_portal.web import roles
from terrassa_portal.web.dates import long_date
from terrassa_portal.web.models import Sortint

from .accions import ANOTACIONS, MOVIMENTS, accions_possibles

Tipus = Esdeveniment.Tipus
SEMBLANTS = 5
CORREUS = {
    avisos.REBUDA: gettext_lazy("Justificant"),
    avisos.CANVI: gettext_lazy("Canvi d’estat"),
    avisos.PREGUNTA: gettext_lazy("Pregunta"),
    avisos.RESOLTA: gettext_lazy("Resolta: ens ho confirmeu?"),
    avisos.SERVEI: gettext_lazy("Al servei"),
    avisos.TRIATGE: gettext_lazy("Al triatge"),
    avisos.RECORDATORI: gettext_lazy("Recordatori"),
}
ASPECTE_CORREU = {
    Sortint.Estat.PENDENT: ("info", "progress"),
    Sortint.Estat.ENVIAT: ("ok", "check"),
    Sortint.Estat.FALLIT: ("err", "late"),
    Sortint.Estat.ANULLAT: ("muted", "dropped"),
}
RECORDATORIS = {
    terminis.MEITAT: gettext_lazy("Meitat del termini"),
    terminis.VIGILIA: gettext_lazy("Vigília del venciment"),
    terminis.VENCIMENT: gettext_lazy("Termini vençut"),
    terminis.TRIATGE: gettext_lazy("Vençut de fa dies"),
}


def veu_notificant(usuari):
    """Whether this user may read who reported: whoever works on it, not whoever only looks."""
    return roles.has(usuari, roles.COORDINACIO, roles.PROMOCIO, roles.SERVEI)


def registra_lectura(request, incidencia):
    """Write down that somebody read a reporter's personal data: who and when, never the data."""
    if hasattr(incidencia, "notificant") and veu_notificant(request.user):
        LogEntry.objects.log_create(
            incidencia.notificant,
            force_log=True,
            action=LogEntry.Action.ACCESS,
            actor=request.user,
            object_repr=incidencia.codi,
        )


def context_fitxa(incidencia, usuari, formulari=None):
    """Everything for the page. `formulari`: (name, bound form) of an action that was refused."""
    derivacions = list(incidencia.derivacions.amb_relacions())
    oberta = next((d for d in derivacions if d.estat in Derivacio.Estat.oberts()), None)
    moviments, anotacions = accions_possibles(incidencia, oberta, usuari)
    return {
        "incidencia": incidencia,
        "etiqueta": cronologia.etiqueta(incidencia),
        "torn": _qui(incidencia, oberta),
        "vencuda": incidencia.fora_de_termini(),
        "oberta": oberta,
        "terminis": _terminis(incidencia),
        "fets": [(terme, valor) for terme, valor in _fets(incidencia) if valor],
        "notificant": _notificant(incidencia, usuari),
        "adjunts": list(incidencia.adjunts.all()),
        "cronologia": _cronologia(incidencia, {d.creada_el: d for d in derivacions}),
        "duplicades": list(incidencia.duplicades.all()),
        "semblants": _semblants(incidencia, usuari),
        "ping_pong": _ping_pong(derivacions),
        "correus": _correus(incidencia, usuari),
        "moviments": [_boto(accio, incidencia, formulari) for accio in moviments],
        "anotacions": [_boto(accio, incidencia, formulari) for accio in anotacions],
        "error_de": formulari and (MOVIMENTS | ANOTACIONS)[formulari[0]].etiqueta,
    }


def _semblants(incidencia, usuari):
    """Others that are open about the same subject in the same polígon: perhaps the same one."""
    altres = Incidencia.objects.visibles_per(usuari).obertes().exclude(pk=incidencia.pk)
    altres = altres.filter(poligon=incidencia.poligon_id, categoria=incidencia.categoria_id)
    return list(altres.order_by("-creada_el")[:SEMBLANTS])


def _qui(incidencia, oberta):
    if incidencia.es_final:
        return ""
    return oberta.servei.nom if oberta and incidencia.torn == "servei" else incidencia.torn.label


def _ping_pong(derivacions):
    retorns = sum(d.estat == Derivacio.Estat.RETORNADA for d in derivacions)
    return retorns if retorns >= terminis.PING_PONG_RETORNS else 0


def _boto(accio, incidencia, formulari):
    """The button, its form, and whether it opens by itself because it was refused."""
    oberta = formulari is not None and formulari[0] == accio.nom
    return {
        "nom": accio.nom,
        "etiqueta": accio.etiqueta,
        "form": formulari[1] if oberta else accio.formulari(incidencia),
        "oberta": oberta,
    }


def _terminis(incidencia):
    """The deadlines with their name, and whether the calendar of that year is confirmed."""
    calendari = DiaInhabil.objects.calendari()
    files = [
        (_("Acceptació"), incidencia.data_termini_acceptacio),
        (_("Primera resposta"), incidencia.data_termini_resposta),
        (_("Resolució"), incidencia.data_termini_resolucio),
        (_("Data prevista"), incidencia.data_prevista),
    ]
    return [(nom, dia, calendari.es_provisional(dia)) for nom, dia in files if dia]


def _fets(incidencia):
    punt = ""
    if incidencia.latitud is not None:
        punt = f"{incidencia.latitud:.5f}, {incidencia.longitud:.5f}"
    return [
        (_("Categoria"), incidencia.categoria.nom),
        (_("Polígon"), incidencia.poligon.nom),
        (_("Adreça"), incidencia.adreca),
        (_("Número de l’element"), incidencia.referencia_element),
        (_("Punt"), punt),
        (_("Establiment"), incidencia.establiment and str(incidencia.establiment)),
        (_("Prioritat"), incidencia.get_prioritat_display()),
        (_("Arribada per"), incidencia.get_origen_display()),
        (_("La segueix"), incidencia.assignada and str(incidencia.assignada)),
        (_("Visibilitat"), incidencia.get_visibilitat_display()),
        (_("Resum públic"), incidencia.resum_public),
    ]


def _notificant(incidencia, usuari):
    """The reporter as term and value; None: anonymous, or not for this user."""
    notificant = getattr(incidencia, "notificant", None)
    if notificant is None or not veu_notificant(usuari):
        return None
    verificat = _("sí") if notificant.correu_verificat_el else _("encara no")
    files = [
        (_("Nom"), notificant.nom),
        (_("Entitat"), notificant.entitat),
        (_("Tipus"), notificant.get_tipus_display()),
        (_("Correu"), notificant.correu),
        (_("Correu confirmat"), notificant.correu and verificat),
        (_("Telèfon"), notificant.telefon),
        (_("Idioma"), notificant.get_idioma_display()),
    ]
    return [(terme, valor) for terme, valor in files if valor]


def _correus(incidencia, usuari):
    """The mails of an incidencia; who may not know the reporter is not told where they went."""
    rows = Sortint.objects.de_tema(avisos.tema(incidencia))
    veu = veu_notificant(usuari)
    return [
        {
            "correu": correu,
            "destinatari": correu.destinatari if veu else "",
            "tipus": CORREUS.get(correu.tipus, correu.tipus),
            "tag": (correu.get_estat_display(), *ASPECTE_CORREU[correu.estat]),
            "fallit": veu and correu.estat == Sortint.Estat.FALLIT,
            "error": _per_que(correu) if veu else "",
        }
        for correu in rows
    ]


def _per_que(correu):
    if correu.estat == Sortint.Estat.ANULLAT:
        return _("No s’ha enviat: el correu no és confirmat, o ja no calia.")
    return correu.error


def _cronologia(incidencia, derivacions):
    """All that happened, the newest first."""
    fotos = defaultdict(list)
    for adjunt in incidencia.adjunts.all():
        fotos[adjunt.esdeveniment_id].append(adjunt)
    esdeveniments = incidencia.esdeveniments.amb_relacions().order_by("-n")
    return [
        {
            "titol": e.get_tipus_display(),
            "quan": e.creat_el,
            "qui": _actor(e),
            "frase": _frase(e, derivacions.get(e.creat_el)),
            "text": e.missatge.text if hasattr(e, "missatge") else "",
            "intern": e.visibilitat == Esdeveniment.Visibilitat.INTERN,
            "adjunts": fotos[e.pk],
        }
        for e in esdeveniments
    ]


def _actor(esdeveniment):
    qui = esdeveniment.get_actor_tipus_display()
    return f"{qui} · {esdeveniment.actor}" if esdeveniment.actor else str(qui)


def _frase(esdeveniment, derivacio):
    """What an event says besides its name."""
    dades, tipus = esdeveniment.dades, esdeveniment.tipus
    servei = str(esdeveniment.servei or "")
    if tipus == Tipus.DERIVADA:
        explicacio = derivacio.explicacio if derivacio else ""
        return f"{servei}. {explicacio}"
    if dades.get("data_prevista"):
        return long_date(date.fromisoformat(dades["data_prevista"]))
    if tipus == Tipus.RECORDATORI:
        return RECORDATORIS[dades["nivell"]]
    if tipus in (Tipus.TANCADA, Tipus.REBUTJADA, Tipus.CONFIRMADA) and dades.get("motiu"):
        return str(Incidencia.MotiuTancament(dades["motiu"]).label)
    if tipus == Tipus.DUPLICADA:
        return dades["original"]
    if dades.get("dies_pausats"):
        return _("Els terminis s’allarguen %(n)s dies hàbils.") % {"n": dades["dies_pausats"]}
    return servei if tipus in (Tipus.ACCEPTADA, Tipus.RETORNADA, Tipus.ESCALADA) else ""
