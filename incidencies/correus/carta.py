"""The parts of a letter, put into the two templates that all the mails share."""

from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from incidencies.models import Enllac, Esdeveniment, Notificant
from terrassa_portal.web import outbox


@dataclass
class Carta:
    """What one mail says, before it is text and HTML."""

    assumpte: str
    salutacio: str
    paragrafs: list[str] = field(default_factory=list)
    fets: list[tuple[str, str]] = field(default_factory=list)
    citat: str = ""
    enllacos: list[tuple[str, str]] = field(default_factory=list)
    peu: list[str] = field(default_factory=list)

    def missatge(self):
        return outbox.Message(
            subject=self.assumpte,
            text=render_to_string("incidencies/mail/missatge.txt", {"carta": self}),
            html=render_to_string("incidencies/mail/missatge.html", {"carta": self}),
        )


def esdeveniment_de(sortint):
    """The event that a mail is about, with what it takes to write about it."""
    return Esdeveniment.objects.select_related(
        "missatge", "servei", "incidencia__categoria", "incidencia__poligon"
    ).get(pk=sortint.parametres["esdeveniment"])


def notificant_de(sortint):
    """The reporter whom a mail is for, or None if their data were erased or they want no mail."""
    pk = sortint.parametres["rol"].partition(":")[2]
    notificants = Notificant.objects.select_related("incidencia").amb_avisos()
    return notificants.filter(pk=pk, correu=sortint.destinatari).first()


def text_de(esdeveniment):
    return esdeveniment.missatge.text if hasattr(esdeveniment, "missatge") else ""


def adreca_seguiment(incidencia):
    """The reporter's secret address, in the language of the mail being written."""
    enllac = incidencia.enllacos.valids().filter(proposit=Enllac.Proposit.CORREU).first()
    if enllac is None:
        return settings.PORTAL_URL + reverse("incidencies:follow")
    return settings.PORTAL_URL + reverse("follow_by_token", args=[enllac.token()])


def adreca_gestio(incidencia):
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("admin:incidencies_incidencia_change", args=[incidencia.pk])
    return settings.PORTAL_URL + path


def salutacio(nom=""):
    return _("Hola, %(nom)s:") % {"nom": nom} if nom else _("Bon dia:")
