"""The mails to whoever reported. None of them ever repeats what the reporter wrote."""

from django.utils.translation import gettext as _

from incidencies.models import DiaInhabil, Esdeveniment, Incidencia
from terrassa_portal.web.dates import long_date, on_date

from .carta import (
    Carta,
    adreca_seguiment,
    esdeveniment_de,
    notificant_de,
    salutacio,
    text_de,
)

Tipus = Esdeveniment.Tipus


def correu_rebuda(sortint):
    """The receipt, which also asks to confirm the address. Sent whether it is confirmed or not."""
    notificant = notificant_de(sortint)
    if notificant is None:
        return None
    incidencia = esdeveniment_de(sortint).incidencia
    carta = _carta(
        notificant,
        incidencia,
        _("Hem rebut l’avís %(codi)s") % {"codi": incidencia.codi},
        [
            _("Hem rebut el vostre avís. La referència és %(codi)s.") % {"codi": incidencia.codi},
            _qui_la_te(incidencia),
        ],
    )
    carta.fets = [
        (_("Tema"), incidencia.categoria.nom),
        (_("Polígon"), incidencia.poligon.nom),
        (_("Darrer dia per respondre-us"), _dia(incidencia.data_termini_resposta)),
    ]
    if notificant.correu_verificat_el is None:
        carta.enllacos = [(_("Confirmeu el correu i seguiu l’avís"), adreca_seguiment(incidencia))]
        carta.peu.append(
            _(
                "Confirmeu el correu per rebre els canvis d’estat. Si no heu fet cap avís, no cal"
                " que feu res."
            )
        )
    carta.peu.append(_("Aquest avís no és una instància ni inicia cap procediment administratiu."))
    return carta.missatge()


def correu_canvi(sortint):
    """Something moved. Only for confirmed addresses."""
    notificant = notificant_de(sortint)
    if notificant is None or notificant.correu_verificat_el is None:
        return None
    esdeveniment = esdeveniment_de(sortint)
    incidencia = esdeveniment.incidencia
    carta = _carta(
        notificant,
        incidencia,
        _("%(codi)s: %(titol)s")
        % {"codi": notificant.incidencia.codi, "titol": esdeveniment.get_tipus_display()},
        [_que_ha_passat(esdeveniment)],
    )
    if esdeveniment.actor_tipus != Esdeveniment.Actor.NOTIFICANT:
        carta.citat = text_de(esdeveniment)
    return carta.missatge()


def correu_pregunta(sortint):
    """A question that stops the clocks until it is answered."""
    notificant = notificant_de(sortint)
    esdeveniment = esdeveniment_de(sortint)
    incidencia = esdeveniment.incidencia
    if notificant is None or incidencia.estat != Incidencia.Estat.PENDENT_INFO:
        return None
    carta = _carta(
        notificant,
        incidencia,
        _("%(codi)s: ens cal una informació") % {"codi": notificant.incidencia.codi},
        [
            _("Per continuar amb el vostre avís ens cal que ens responeu una pregunta."),
            _("Darrer dia per respondre: %(data)s. Mentrestant els terminis s’aturen.")
            % {"data": _dia(incidencia.data_torn)},
        ],
    )
    carta.citat = text_de(esdeveniment)
    carta.enllacos = [(_("Responeu la pregunta"), adreca_seguiment(notificant.incidencia))]
    return carta.missatge()


def correu_resolta(sortint):
    """The work is done, they say: is it so?"""
    notificant = notificant_de(sortint)
    if notificant is None:
        return None
    esdeveniment = esdeveniment_de(sortint)
    incidencia = esdeveniment.incidencia
    carta = _carta(
        notificant,
        incidencia,
        _("%(codi)s: resolta. Ens ho confirmeu?") % {"codi": notificant.incidencia.codi},
        [
            _("El servei que se n’ocupa diu que ja està resolt i explica què ha fet:"),
        ],
    )
    carta.citat = text_de(esdeveniment)
    adreca = adreca_seguiment(notificant.incidencia)
    carta.enllacos = [
        (_("Sí, resolt"), f"{adreca}#resolt"),
        (_("No, encara hi és"), f"{adreca}#encara"),
    ]
    if incidencia.estat == Incidencia.Estat.RESOLTA:
        carta.peu.insert(
            0,
            _("Si no ens dieu res, la donarem per tancada passat aquest dia: %(data)s.")
            % {"data": _dia(incidencia.data_torn)},
        )
    return carta.missatge()


def _carta(notificant, incidencia, assumpte, paragrafs):
    if notificant.incidencia_id != incidencia.pk:
        paragrafs.append(
            _("El vostre avís %(seu)s s’ha ajuntat amb el %(codi)s, que parla del mateix.")
            % {"seu": notificant.incidencia.codi, "codi": incidencia.codi}
        )
    return Carta(
        assumpte=assumpte,
        salutacio=salutacio(),
        paragrafs=[paragraf for paragraf in paragrafs if paragraf],
        enllacos=[(_("Seguiu l’avís"), adreca_seguiment(notificant.incidencia))],
        peu=[_("Aquest missatge s’envia automàticament: no el respongueu.")],
    )


def _qui_la_te(incidencia):
    derivacio = incidencia.derivacio_oberta()
    if derivacio is None:
        return _("Ara la revisa el Servei de Promoció Industrial, que la farà arribar a qui toqui.")
    return _("Ja la té: %(servei)s. Darrer dia per acceptar-la: %(data)s.") % {
        "servei": derivacio.servei.nom,
        "data": _dia(incidencia.data_termini_acceptacio),
    }


def _que_ha_passat(esdeveniment):
    """One sentence for each kind of event."""
    servei = esdeveniment.servei.nom if esdeveniment.servei else ""
    incidencia = esdeveniment.incidencia
    frases = {
        Tipus.DERIVADA: _("Hem fet arribar l’avís a %(servei)s.") % {"servei": servei},
        Tipus.ACCEPTADA: _("%(servei)s s’ocupa de l’avís.") % {"servei": servei},
        Tipus.PLANIFICADA: _("L’actuació es preveu %(data)s.")
        % {"data": on_date(incidencia.data_prevista)},
        Tipus.REPLANIFICADA: _("Canvia la data prevista: ara és %(data)s.")
        % {"data": on_date(incidencia.data_prevista)},
        Tipus.CONFIRMADA: _("Com que no hem rebut cap objecció, l’avís queda tancat.")
        if esdeveniment.actor_tipus == Esdeveniment.Actor.SISTEMA
        else _("S’ha confirmat que està resolt i l’avís queda tancat."),
        Tipus.TANCADA: _("Hem tancat l’avís per aquest motiu: %(motiu)s.")
        % {"motiu": incidencia.get_motiu_tancament_display()},
        Tipus.DUPLICADA: _("Un altre avís ja parlava del mateix: els hem ajuntat."),
        Tipus.REOBERTA: _("Hem tornat a obrir l’avís."),
    }
    return frases[Tipus(esdeveniment.tipus)]


def _dia(dia):
    text = long_date(dia)
    if DiaInhabil.objects.calendari().es_provisional(dia):
        return _("%(data)s (data provisional: falten per confirmar les festes locals)") % {
            "data": text
        }
    return text
