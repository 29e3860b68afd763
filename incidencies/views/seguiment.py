"""The follow-up: found by reference and key, or opened by the secret link of a mail or receipt."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from incidencies import codis, forms, transitions
from incidencies.claus import es_la_clau
from incidencies.cronologia import etiqueta, passos, situacio
from incidencies.models import Adjunt, DiaInhabil, Enllac, Esdeveniment, Incidencia
from terrassa_portal.web import ratelimit, tokens

from . import limits
from .enviament import secreta
from .fotos import serveix_adjunt

_SESSIO = "incidencies.seguiment"
SEGUITS_MAXIM = 20
_NINGU = UUID(int=0)
SECCIO = {"section": "incidencies"}  # the address of a secret link does not say it
RELACIONS = ("poligon", "categoria", "notificant", "duplicada_de")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request):
    """Ask for the reference and the key. A wrong reference and a wrong key get the same answer."""
    form = forms.CercaForm(request.POST or None, initial={"codi": request.GET.get("codi", "")[:40]})
    if request.method == "POST":
        if not limits.pot_cercar(request):
            return limits.massa(request, torna=request.path)
        if form.is_valid():
            incidencia = troba(form.cleaned_data["codi"], form.cleaned_data["secret"])
            if incidencia is not None:
                return _obre(request, incidencia)
            form.add_error(
                None,
                _(
                    "No trobem cap avís amb aquesta referència i aquest correu o clau. "
                    "Reviseu-los: són al justificant i als correus que us hem enviat."
                ),
            )
    return render(
        request,
        "incidencies/seguiment.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


def troba(codi, secret):
    """The incidencia with that reference, if the secret is its key or its reporter's address.

    The same work is done whether the reference exists or not.
    """
    files = Incidencia.objects.select_related("notificant")
    incidencia = files.filter(codi=codis.llegeix(codi) or "").first()
    correu = getattr(getattr(incidencia, "notificant", None), "correu", "")
    amb_clau = es_la_clau(incidencia.uuid if incidencia else _NINGU, secret)
    amb_correu = tokens.same(secret.strip().lower(), correu or tokens.derive("cap", codi))
    return incidencia if incidencia and (amb_clau or amb_correu) else None


def _obre(request, incidencia):
    seguits = request.session.get(_SESSIO, [])
    seguits = [codi for codi in seguits if codi != incidencia.codi][-SEGUITS_MAXIM + 1 :]
    request.session[_SESSIO] = [*seguits, incidencia.codi]
    return redirect("incidencies:follow_known", codi=incidencia.codi)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_known(request, codi):
    """The follow-up of who gave the key in this session; anybody else is asked for it."""
    if codi not in request.session.get(_SESSIO, []):
        return redirect(f"{reverse('incidencies:follow')}?codi={codi}")
    incidencia = get_object_or_404(Incidencia.objects.select_related(*RELACIONS), codi=codi)
    return _seguiment(request, incidencia)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_by_token(request, token):
    """The follow-up that a secret link opens, in the reporter's language."""
    enllac = Enllac.objects.de_token(token[:100])
    if enllac is None or enllac.proposit == Enllac.Proposit.SERVEI:
        return secreta(render(request, "incidencies/enllac_caducat.html", SECCIO, status=404))
    incidencia = Incidencia.objects.select_related(*RELACIONS).get(pk=enllac.incidencia_id)
    notificant = getattr(incidencia, "notificant", None)
    idioma = notificant.idioma if notificant else request.LANGUAGE_CODE
    with translation.override(idioma):
        request.LANGUAGE_CODE = idioma
        resposta = _seguiment(request, incidencia, enllac)
    resposta["Content-Language"] = idioma
    return resposta


def _seguiment(request, incidencia, enllac=None):
    if identificador := request.GET.get("foto"):
        return secreta(serveix_adjunt(_adjunts(incidencia), _uuid(identificador)))
    formularis = _formularis(incidencia, request)
    error = ""
    if request.method == "POST":
        if not ratelimit.allow(request, "incidencies.accio", limits.ACCIONS_PER_HORA, limits.HORA):
            return limits.massa(request, torna=request.path)
        try:
            if _actua(request.POST.get("accio", ""), incidencia, enllac, formularis):
                return secreta(redirect(f"{request.path}?fet"))
        except transitions.TransicioNoPermesa as refused:
            error = str(refused)
            incidencia.refresh_from_db()
            formularis = _formularis(incidencia, request)
    context = _context(incidencia, enllac, formularis)
    context |= {"error": error, "fet": "fet" in request.GET and not error}
    status = 409 if error else 422 if any(f.errors for f in formularis.values()) else 200
    return secreta(render(request, "incidencies/seguiment_avis.html", context, status=status))


def _uuid(text):
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _adjunts(incidencia):
    return incidencia.adjunts.exclude(visibilitat=Adjunt.Visibilitat.INTERN)


ACCIONS = {
    "confirma": forms.ConfirmaForm,
    "objecta": forms.ObjeccioForm,
    "afegeix": forms.InformacioForm,
    "reobre": forms.ReobreForm,
}


def _formularis(incidencia, request):
    """The forms of what its reporter may do now; the one that was sent is bound."""
    enviada = request.POST.get("accio", "")
    formularis = {}
    for nom in accions(incidencia):
        dades = (request.POST, request.FILES) if nom == enviada else ()
        opcions = {"es_resposta": _es_pregunta(incidencia)} if nom == "afegeix" else {}
        formularis[nom] = ACCIONS[nom](*dades, prefix=nom, **opcions)
    return formularis


def _es_pregunta(incidencia):
    return incidencia.estat == Incidencia.Estat.PENDENT_INFO


def accions(incidencia):
    """What the reporter may do while the incidencia is in its estat."""
    notificant = transitions.Actor.notificant()
    possibles = transitions.moviments_possibles(incidencia, notificant)
    noms = [nom for nom in ("confirma", "objecta", "reobre") if nom in possibles]
    if incidencia.es_final:
        if incidencia.estat != Incidencia.Estat.TANCADA:
            return []
        ara = timezone.now()
        return [] if transitions.impediment_per_reobrir(incidencia, notificant, ara) else noms
    return noms or ["afegeix"]


def _actua(nom, incidencia, enllac, formularis):
    """Do what was asked, by its verb; whether it was done.

    Raises TransicioNoPermesa if the incidencia no longer allows it.
    """
    if nom == "verifica" and enllac is not None:
        transitions.verifica_correu(enllac)
        return True
    if nom not in formularis:
        raise transitions.TransicioNoPermesa(
            _("L’avís ha canviat d’estat i això ja no es pot fer. Mireu com està ara.")
        )
    if not formularis[nom].is_valid():
        return False
    _VERBS[nom](incidencia, formularis[nom])
    if enllac is not None and enllac.proposit == Enllac.Proposit.CORREU:
        transitions.verifica_correu(enllac)
    return True


def _fotos(form):
    return tuple(
        transitions.DadesAdjunt(
            fitxer=neta.contingut,
            amplada=neta.amplada,
            alcada=neta.alcada,
            text_alternatiu=_("Foto afegida per qui va avisar"),
        )
        for neta in form.netes
    )


def _amb(form, camp):
    """What the verbs need of a form with a text and photographs; `camp` is how they call the text."""
    return {
        "actor": transitions.Actor.notificant(),
        camp: form.cleaned_data["text"],
        "adjunts": _fotos(form),
    }


_VERBS = {
    "confirma": lambda incidencia, form: transitions.confirma(
        incidencia, actor=transitions.Actor.notificant()
    ),
    "objecta": lambda incidencia, form: transitions.objecta(incidencia, **_amb(form, "motiu")),
    "afegeix": lambda incidencia, form: transitions.afegeix_informacio(
        incidencia, **_amb(form, "text")
    ),
    "reobre": lambda incidencia, form: transitions.reobre(
        incidencia, actor=transitions.Actor.notificant(), motiu=form.cleaned_data["text"]
    ),
}


def _context(incidencia, enllac, formularis):
    derivacio = incidencia.derivacio_oberta()
    esdeveniments = list(incidencia.esdeveniments.per_notificant().amb_relacions())
    notificant = getattr(incidencia, "notificant", None)
    situ = situacio(incidencia, derivacio, propia=True)
    calendari = DiaInhabil.objects.calendari() if situ.fins else None
    original = incidencia.duplicada_de
    verificat = notificant is not None and notificant.correu_verificat_el is not None
    return {
        "incidencia": incidencia,
        "etiqueta": etiqueta(incidencia),
        "situacio": situ,
        "provisional": bool(calendari) and calendari.es_provisional(situ.fins),
        "passos": passos(incidencia, esdeveniments, propia=True),
        "formularis": formularis,
        **SECCIO,
        "pregunta": _es_pregunta(incidencia) and _pregunta(esdeveniments),
        "es_torn_seu": incidencia.torn == Incidencia.Torn.NOTIFICANT,
        "adjunts": list(_adjunts(incidencia)),
        "rep_correus": verificat and notificant.vol_avisos,
        "per_verificar": (
            enllac is not None
            and enllac.proposit == Enllac.Proposit.CORREU
            and notificant is not None
            and not verificat
        ),
        "original": original and situacio(original, original.derivacio_oberta()),
    }


def _pregunta(esdeveniments):
    """The words of the last question."""
    fetes = [e for e in esdeveniments if e.tipus == Esdeveniment.Tipus.INFORMACIO_DEMANADA]
    return fetes[-1].missatge.text if fetes and hasattr(fetes[-1], "missatge") else ""
