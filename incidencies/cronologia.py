"""What is said of an incidencia to who reported it and to the public: state, turn, history.

The reporter's own words are shown to the reporter only.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from incidencies.models import Esdeveniment, Incidencia
from terrassa_portal.web import dates

Estat = Incidencia.Estat
Motiu = Incidencia.MotiuTancament
Tipus = Esdeveniment.Tipus

# How each estat looks: tone and shape of its tag.
ASPECTES = {
    Estat.REBUDA: ("info", "hollow"),
    Estat.DERIVADA: ("info", "progress"),
    Estat.EN_CURS: ("info", "progress"),
    Estat.PLANIFICADA: ("info", "progress"),
    Estat.PENDENT_INFO: ("warn", "late"),
    Estat.RESOLTA: ("ok", "check"),
    Estat.TANCADA: ("ok", "check"),
    Estat.DUPLICADA: ("muted", "dropped"),
    Estat.REBUTJADA: ("muted", "dropped"),
}
# Whose words anybody may read: those that a service or a technician writes for the public.
TEXTOS_PUBLICS = {Tipus.PLANIFICADA, Tipus.REPLANIFICADA, Tipus.RESOLTA, Tipus.TANCADA}


def etiqueta(incidencia):
    """The words, tone and shape of its tag."""
    estat = Estat(incidencia.estat)
    if incidencia.motiu_tancament not in ("", Motiu.RESOLTA, Motiu.SILENCI):
        return estat.label, "muted", "dropped"
    return estat.label, *ASPECTES[estat]


@dataclass(frozen=True)
class Situacio:
    """Where it stands: a plain sentence, whose turn it is, until when, what comes next; its tone."""

    frase: str
    torn: str
    fins: date | None
    despres: str
    vencuda: bool  # whoever of the council has it is late
    to: str


def situacio(incidencia, derivacio, *, propia=False):
    """Where an incidencia stands. `propia`: it is told to its own reporter."""
    estat = Estat(incidencia.estat)
    frase, despres = _frases(propia)[estat]
    municipal = incidencia.torn in (Incidencia.Torn.TRIATGE, Incidencia.Torn.SERVEI)
    vencuda = municipal and incidencia.fora_de_termini()
    if estat == Estat.TANCADA:
        frase = incidencia.get_motiu_tancament_display() + "."
    return Situacio(
        frase=frase % {"el_dia": dates.on_date(incidencia.data_prevista)},
        torn=_torn(incidencia, derivacio, propia),
        fins=incidencia.data_torn,
        despres=despres,
        vencuda=vencuda,
        to="warn" if vencuda else etiqueta(incidencia)[1],
    )


def _torn(incidencia, derivacio, propia):
    Torn = Incidencia.Torn
    if incidencia.torn == Torn.NINGU:
        return ""
    if incidencia.torn == Torn.NOTIFICANT:
        return _("Vós") if propia else _("Qui va avisar")
    if incidencia.torn == Torn.SERVEI and derivacio is not None:
        return derivacio.servei.nom
    return _("Servei de Promoció Industrial")


def _frases(propia):
    """For each estat: where it stands, and what comes next."""
    return {
        Estat.REBUDA: (
            _("L’avís ha arribat. Promoció Industrial mira quin servei ho ha de resoldre."),
            _("El servei que en respon dirà si se’n fa càrrec."),
        ),
        Estat.DERIVADA: (
            _("L’avís és al servei que ho ha de resoldre. Ara ha de dir si se’n fa càrrec."),
            _(
                "Si no és cosa seva, el retornarà a Promoció Industrial perquè en trobi el responsable."
            ),
        ),
        Estat.EN_CURS: (
            _("El servei se n’ha fet càrrec i hi treballa."),
            _("Dirà quan ho farà o què ha fet."),
        ),
        Estat.PLANIFICADA: (
            _("El servei hi actuarà %(el_dia)s."),
            _("Quan ho hagi fet, explicarà què ha fet."),
        ),
        Estat.PENDENT_INFO: (
            _("El servei us ha fet una pregunta. Fins que no respongueu, els terminis no corren.")
            if propia
            else _("El servei espera un aclariment de qui va avisar. Els terminis no corren."),
            _("Amb la resposta, o passats deu dies hàbils, el servei continua."),
        ),
        Estat.RESOLTA: (
            _("El servei diu que ja està resolta. Digueu-nos si és així.")
            if propia
            else _("El servei diu que ja està resolta. Falta que qui va avisar ho confirmi."),
            _("Si ningú no hi posa cap objecció, es tancarà."),
        ),
        Estat.TANCADA: ("", ""),
        Estat.DUPLICADA: (
            _("És el mateix problema que un altre avís, que segueix el seu curs."),
            "",
        ),
        Estat.REBUTJADA: (_("No l’hem pogut admetre."), ""),
    }


def passos(incidencia, esdeveniments, *, propia=False):
    """The steps of its timeline: what happened, where it is now, and what should come."""
    fets = [pas for e in esdeveniments if (pas := _pas(e, incidencia, propia)) is not None]
    if not incidencia.es_final:
        if fets[-1]["estat"] == incidencia.estat:
            fets[-1]["state"] = "current"
        else:
            fets.append(_pas_actual(incidencia))
    return fets + _per_venir(incidencia)


def _pas_actual(incidencia):
    """Where it is now, when how it got there is not told (a service gave it back)."""
    return {
        "title": _("En revisió"),
        "when": "",
        "text": _("Promoció Industrial torna a mirar quin servei ho ha de resoldre."),
        "state": "current",
        "estat": incidencia.estat,
    }


def _pas(esdeveniment, incidencia, propia):
    titol = _titols().get(esdeveniment.tipus)
    if titol is None:
        return None
    return {
        "title": titol,
        "when": dates.date_time(esdeveniment.creat_el),
        "text": _text(esdeveniment, incidencia, propia),
        "state": "done",
        "estat": esdeveniment.estat_despres,
    }


def _titols():
    """What each kind of event is called. Those that are not here are not told."""
    return {
        Tipus.PRESENTADA: _("Rebuda"),
        Tipus.DERIVADA: _("Derivada"),
        Tipus.ACCEPTADA: _("En curs"),
        Tipus.PLANIFICADA: _("Planificada"),
        Tipus.REPLANIFICADA: _("Nova data prevista"),
        Tipus.INFORMACIO_DEMANADA: _("El servei fa una pregunta"),
        Tipus.INFORMACIO_REBUDA: _("Pregunta contestada"),
        Tipus.INFORMACIO_CADUCADA: _("Pregunta sense resposta"),
        Tipus.INFORMACIO_AFEGIDA: _("Informació afegida"),
        Tipus.RESOLTA: _("Resolta"),
        Tipus.CONFIRMADA: _("Tancada"),
        Tipus.OBJECTADA: _("Encara no està resolta"),
        Tipus.TANCADA: _("Tancada"),
        Tipus.DUPLICADA: _("Unida a un altre avís"),
        Tipus.REBUTJADA: _("No admesa"),
        Tipus.REOBERTA: _("Reoberta"),
    }


def _text(esdeveniment, incidencia, propia):
    """What is told of one event: our sentence and, if they may be read, its words."""
    frase = _frase(esdeveniment, incidencia)
    missatge = getattr(esdeveniment, "missatge", None)
    if missatge is None or not missatge.text:
        return frase
    if not propia and esdeveniment.tipus not in TEXTOS_PUBLICS:
        return frase
    paraules = mark_safe(linebreaks(missatge.text, autoescape=True)[3:-4])  # noqa: S308 - escaped
    return format_html("{}<br>{}", frase, paraules) if frase else paraules


def _frase(esdeveniment, incidencia):
    servei = esdeveniment.servei.nom if esdeveniment.servei else _("el servei")
    tipus, dades = esdeveniment.tipus, esdeveniment.dades
    if tipus == Tipus.DERIVADA:
        return _("L’hem passada a: %(servei)s.") % {"servei": servei}
    if tipus == Tipus.ACCEPTADA:
        return _("Se n’ocupa: %(servei)s.") % {"servei": servei}
    if tipus in (Tipus.PLANIFICADA, Tipus.REPLANIFICADA) and dades.get("data_prevista"):
        dia = date.fromisoformat(dades["data_prevista"])
        return _("Hi actuaran %(el_dia)s.") % {"el_dia": dates.on_date(dia)}
    if tipus in (Tipus.CONFIRMADA, Tipus.TANCADA, Tipus.REBUTJADA) and dades.get("motiu"):
        return f"{Motiu(dades['motiu']).label}."
    return {Tipus.PRESENTADA: _("Hem rebut l’avís.")}.get(tipus, "")


def _per_venir(incidencia):
    """The steps that are still missing, with the date by which they should come."""
    resolucio = incidencia.data_prevista or incidencia.data_termini_resolucio
    if incidencia.estat == Estat.PENDENT_INFO:
        resolucio = None  # the clock is stopped until the reporter answers
    previstos = {
        Estat.REBUDA: [(_("Derivada"), incidencia.data_torn)],
        Estat.DERIVADA: [(_("En curs"), incidencia.data_torn)],
        Estat.RESOLTA: [(_("Tancada"), incidencia.data_torn)],
    }.get(incidencia.estat, [])
    if not incidencia.es_final and incidencia.estat != Estat.RESOLTA:
        previstos = [*previstos, (_("Resolta"), resolucio)]
    return [
        {
            "title": titol,
            "when": _("Com a màxim %(el_dia)s") % {"el_dia": dates.on_date(dia)} if dia else "",
            "text": "",
            "state": "todo",
        }
        for titol, dia in previstos
    ]
