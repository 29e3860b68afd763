"""The mails to the municipal services and to triage."""

from datetime import date

from django.utils.translation import gettext as _

from incidencies import terminis
from incidencies.models import Esdeveniment, Incidencia, Servei
from terrassa_portal.web.dates import date_time, long_date, on_date

from .carta import Carta, adreca_gestio, esdeveniment_de, salutacio, text_de

Tipus = Esdeveniment.Tipus


def correu_servei(sortint):
    """To the servei that has it: what, where, until when, and the page to answer."""
    rol, _sep, servei = sortint.parametres["rol"].partition(":")
    esdeveniment = esdeveniment_de(sortint)
    if rol == "anterior":
        return _ja_no(esdeveniment, Servei.objects.get(pk=servei))
    incidencia = esdeveniment.incidencia
    derivacio = incidencia.derivacio_oberta()
    if derivacio is None:
        return None
    titols = {
        Tipus.DERIVADA: _("Us derivem una incidència"),
        Tipus.OBJECTADA: _("Qui va avisar diu que encara no està resolta"),
        Tipus.INFORMACIO_REBUDA: _("Qui va avisar ha respost la pregunta"),
        Tipus.INFORMACIO_CADUCADA: _("No hi ha resposta a la pregunta: continueu amb el que hi ha"),
        Tipus.INFORMACIO_AFEGIDA: _("Qui va avisar hi afegeix informació"),
    }
    titol = titols[Tipus(esdeveniment.tipus)]
    carta = _carta(incidencia, titol, [f"{titol}.", _sense_bustia(derivacio.servei)])
    if esdeveniment.tipus == Tipus.DERIVADA:
        carta.paragrafs.append(_("Accepteu-la o retorneu-la amb el motiu dins del termini."))
    else:
        carta.citat = text_de(esdeveniment)
    return carta.missatge()


def _ja_no(esdeveniment, servei):
    """To the servei that had it until now: it need not go."""
    titol = _("Ja no us n’heu d’ocupar")
    fet = _("Què ha passat: %(fet)s.") % {"fet": esdeveniment.get_tipus_display()}
    carta = _carta(esdeveniment.incidencia, titol, [f"{titol}.", fet, _sense_bustia(servei)])
    carta.citat = text_de(esdeveniment)
    return carta.missatge()


def _sense_bustia(servei):
    if servei.bustia:
        return ""
    return _(
        "El servei «%(servei)s» encara no té bústia al portal: feu-li arribar aquest missatge."
    ) % {"servei": servei.nom}


def correu_triatge(sortint):
    """To Promoció Industrial: it is triage's turn."""
    esdeveniment = esdeveniment_de(sortint)
    servei = esdeveniment.servei.nom if esdeveniment.servei else ""
    titols = {
        Tipus.PRESENTADA: _("Incidència nova per triar"),
        Tipus.RETORNADA: _("%(servei)s la retorna") % {"servei": servei},
        Tipus.ESCALADA: _("%(servei)s no l’ha acceptada a temps") % {"servei": servei},
        Tipus.REOBERTA: _("Qui va avisar la torna a obrir"),
        Tipus.OBJECTADA: _("Qui va avisar diu que encara no està resolta"),
    }
    titol = titols.get(Tipus(esdeveniment.tipus), esdeveniment.get_tipus_display())
    carta = _carta(esdeveniment.incidencia, titol, [f"{titol}."])
    carta.citat = text_de(esdeveniment)
    return carta.missatge()


def correu_recordatori(sortint):
    """A deadline draws near or is over."""
    esdeveniment = esdeveniment_de(sortint)
    incidencia = esdeveniment.incidencia
    if incidencia.es_final:
        return None
    frases = {
        terminis.MEITAT: _("Ha passat la meitat del termini"),
        terminis.VIGILIA: _("El termini s’acaba %(el_dia)s")
        % {"el_dia": on_date(date.fromisoformat(esdeveniment.dades["fins"]))},
        terminis.VENCIMENT: _("El termini ha vençut"),
        terminis.TRIATGE: _("El termini va vèncer fa dies i no hi ha resposta"),
    }
    titol = frases[esdeveniment.dades["nivell"]]
    paragrafs = [f"{titol}."]
    if esdeveniment.servei and sortint.parametres["rol"] == "servei":
        paragrafs.append(_sense_bustia(Servei.objects.get(pk=esdeveniment.servei_id)))
    return _carta(incidencia, titol, paragrafs).missatge()


def _carta(incidencia, titol, paragrafs):
    return Carta(
        assumpte=_("%(codi)s · %(titol)s · %(poligon)s")
        % {"codi": incidencia.codi, "titol": titol, "poligon": incidencia.poligon.nom},
        salutacio=salutacio(),
        paragrafs=[paragraf for paragraf in paragrafs if paragraf],
        fets=[(terme, valor) for terme, valor in _fets(incidencia) if valor],
        enllacos=[(_("Obriu la incidència al tauler de gestió"), adreca_gestio(incidencia))],
        peu=[_("Cal entrar amb el vostre usuari. Aquest missatge s’envia automàticament.")],
    )


def _fets(incidencia):
    punt = ""
    if incidencia.latitud is not None:
        punt = f"{incidencia.latitud}, {incidencia.longitud}"
    acceptacio = incidencia.estat == Incidencia.Estat.DERIVADA
    return [
        (_("Referència"), incidencia.codi),
        (_("Què passa"), incidencia.categoria.nom),
        (_("Prioritat"), incidencia.get_prioritat_display()),
        (_("Polígon"), incidencia.poligon.nom),
        (_("Adreça"), incidencia.adreca),
        (_("Número de l’element"), incidencia.referencia_element),
        (_("Punt"), punt),
        (_("Rebuda"), date_time(incidencia.creada_el)),
        (_("Acceptar o retornar fins al final del dia"), _si(acceptacio, incidencia.data_torn)),
        (_("Resoldre fins al final del dia"), long_date(incidencia.data_termini_resolucio)),
        (_("Data prevista"), long_date(incidencia.data_prevista)),
        (_("Descripció"), incidencia.descripcio),
    ]


def _si(condicio, dia):
    return long_date(dia) if condicio else ""
