"""The last page of a report, the moment it is sent, and its receipt."""

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from incidencies import drafts, transitions
from incidencies.claus import clau_seguiment
from incidencies.cronologia import etiqueta, situacio
from incidencies.drafts import Avis, Esborrany
from incidencies.forms import ResumForm
from incidencies.models import DiaInhabil, Enllac, Incidencia

from . import limits
from .avis import adreca_pas


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request):
    """Everything that was answered, to check; POST sends it."""
    avis = Avis(Esborrany(request.session))
    enviat = drafts.codi_enviat(request.session, request.POST.get("clau", ""))
    if enviat:  # a double click, or back and again: the same receipt
        return redirect("incidencies:receipt", codi=enviat)
    if avis.pendent is not None:
        return redirect(adreca_pendent(avis.pendent))
    form = ResumForm(request.POST or None, initial={"clau": avis.esborrany.clau})
    if request.method == "POST":
        if not limits.pot_enviar(request):
            return limits.massa(request, torna=request.path)
        if form.is_valid() and (incidencia := envia(form, avis, request.LANGUAGE_CODE)):
            return redirect("incidencies:receipt", codi=incidencia.codi)
    return render(
        request,
        "incidencies/nova/resum.html",
        {"form": form, "avis": avis, "fitxa": fitxa(avis), "enrere": adreca_pas("contacte")},
        status=422 if form.errors else 200,
    )


def adreca_pendent(pas):
    """The step that is missing; who has no draft, or one that is gone, begins at the beginning."""
    if pas == "que":
        return f"{reverse('incidencies:create')}?caducat"
    return f"{adreca_pas(pas)}?pendent"


def envia(form, avis, idioma):
    """Send the draft and forget it; return the incidencia, or None with the reason in the form."""
    if form.cleaned_data["clau"] != avis.esborrany.clau:
        form.add_error(None, _("Aquest avís ha canviat en una altra finestra. Reviseu-lo."))
        return None
    try:
        incidencia = transitions.presenta(
            dades_incidencia(avis, idioma), clau_enviament=avis.esborrany.clau
        )
    except (ValidationError, transitions.TransicioNoPermesa) as error:
        form.add_error(None, getattr(error, "messages", [str(error)]))
        return None
    avis.esborrany.acaba(incidencia)
    return incidencia


def dades_incidencia(avis, idioma):
    """What the draft says, as the verb wants it. The photographs are copied, not decoded again."""
    on, contacte = avis.respostes("on"), avis.respostes("contacte")
    parts = [avis.respostes("que")["descripcio"], avis.respostes("detalls")["detalls"]]
    return transitions.DadesIncidencia(
        categoria=avis.categoria,
        poligon=avis.poligon,
        descripcio="\n\n".join(filter(None, parts)),
        adreca=adreca(on),
        referencia_element=on.get("referencia_element", ""),
        notificant=transitions.DadesNotificant(idioma=idioma, **contacte),
        adjunts=tuple(adjunts(avis.esborrany.fotos)),
    )


def adjunts(fotos):
    """The photographs of a draft, read; one that is gone (a second click) is left out."""
    for n, foto in enumerate(fotos, 1):
        if default_storage.exists(foto["nom"]):
            with default_storage.open(foto["nom"]) as fitxer:
                yield transitions.DadesAdjunt(
                    fitxer=ContentFile(fitxer.read(), name="foto.jpg"),
                    amplada=foto["amplada"],
                    alcada=foto["alcada"],
                    text_alternatiu=_("Foto %(n)s de l’avís") % {"n": n},
                )


def adreca(on):
    """The street and the nearest company, in the one line that an incidencia has for them."""
    carrer, local = on.get("adreca", ""), on.get("local", "")
    return f"{carrer} ({local})" if carrer and local else carrer or local


def fitxa(avis):
    """The rows of the summary: (what, answer, step that changes it)."""
    contacte = avis.respostes("contacte")
    persona = [contacte.get(camp) for camp in ("nom", "entitat", "correu", "telefon")]
    on = avis.respostes("on")
    fotos = avis.esborrany.fotos
    return [
        (_("Què passa"), avis.respostes("que")["descripcio"], "que"),
        (_("Tipus"), avis.categoria.nom, "tipus"),
        (_("Polígon"), avis.poligon.nom, "on"),
        (_("Lloc"), adreca(on) or _("No ho heu dit"), "on"),
        (_("Número de l’element"), on.get("referencia_element") or _("No ho heu dit"), "on"),
        (_("Fotos"), len(fotos) or _("Cap"), "detalls"),
        (_("Més detalls"), avis.respostes("detalls")["detalls"] or _("Cap"), "detalls"),
        (_("Contacte"), "\n".join(filter(None, persona)) or _("Avís anònim"), "contacte"),
    ]


@login_not_required
@never_cache
@require_GET
def receipt(request, codi):
    """The receipt, for who has just sent it; anybody else is asked for the key, whatever the code."""
    if not drafts.ha_enviat(request.session, codi):
        return redirect("incidencies:follow")
    incidencia = get_object_or_404(Incidencia.objects.amb_relacions(), codi=codi)
    derivacio = incidencia.derivacio_oberta()
    calendari = DiaInhabil.objects.calendari()
    enllac = incidencia.enllacos.valids().filter(proposit=Enllac.Proposit.SEGUIMENT).first()
    adreca_seguiment = settings.PORTAL_URL + (
        reverse("follow_by_token", args=[enllac.token()])
        if enllac
        else reverse("incidencies:follow")
    )
    context = {
        "incidencia": incidencia,
        "derivacio": derivacio,
        "etiqueta": etiqueta(incidencia),
        "situacio": situacio(incidencia, derivacio, propia=True),
        "provisional": calendari.es_provisional(incidencia.data_termini_resolucio),
        "amb_correu": hasattr(incidencia, "notificant") and bool(incidencia.notificant.correu),
        "clau": clau_seguiment(incidencia.uuid),
        "adreca_seguiment": adreca_seguiment,
        "qr": codi_qr(adreca_seguiment),
    }
    return secreta(render(request, "incidencies/rebut.html", context))


def codi_qr(text):
    """The text as a QR code, in SVG without inline styles; on white, to be read in the dark too."""
    return mark_safe(  # noqa: S308 - segno draws it; the text is only modules
        segno.make(text, error="m").svg_inline(
            omitsize=True, light="#fff", dark="#000", border=2, svgclass="qr", lineclass=None
        )
    )


def secreta(resposta):
    """Headers of a page that only its reader may have.

    Not `no-referrer`: with it a browser sends its forms with `Origin: null`, which CSRF refuses.
    `strict-origin` tells nobody more than the name of the portal.
    """
    resposta["Referrer-Policy"] = "strict-origin"
    resposta["X-Robots-Tag"] = "noindex, nofollow"
    return resposta
