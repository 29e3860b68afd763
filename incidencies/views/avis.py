"""The report, one topic a page. Nothing is written but the draft, in the session, until it is sent."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import FormView

from incidencies import forms
from incidencies.drafts import PASSOS, Avis, Esborrany
from incidencies.models import Categoria
from incidencies.models.incidencies import DESCRIPCIO_MAXIM
from incidencies.paraules import suggereix
from poligons.models import Poligon
from terrassa_portal.web import ratelimit

from . import limits
from .fotos import serveix_esborrany


def adreca_pas(pas):
    return reverse(f"incidencies:create_{pas}")


@method_decorator([login_not_required, never_cache], name="dispatch")
class PasView(FormView):
    """One step: its form, filled with what the draft has, and where to go from there."""

    pas = ""
    titol = ""
    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request, *args, **kwargs):
        self.esborrany = Esborrany(request.session)
        self.avis = Avis(self.esborrany)
        pendent = self.avis.pendent
        if pendent is not None and PASSOS.index(pendent) < PASSOS.index(self.pas):
            return redirect(adreca_pas(pendent))
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self):
        return [f"incidencies/nova/{self.pas}.html"]

    def get_initial(self):
        return self.avis.respostes(self.pas)

    def form_valid(self, form):
        self.esborrany.desa(self.pas, self.respostes(form))
        return redirect(self.seguent())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def respostes(self, form):
        return form.cleaned_data

    def seguent(self):
        """The next step or, for who came from the summary to change an answer, the summary."""
        if "canvia" in self.request.GET:
            return reverse("incidencies:create_resum")
        return adreca_pas(PASSOS[PASSOS.index(self.pas) + 1])

    def enrere(self):
        if "canvia" in self.request.GET:
            return reverse("incidencies:create_resum")
        n = PASSOS.index(self.pas)
        return adreca_pas(PASSOS[n - 1]) if n else reverse("incidencies:create")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            pas=self.pas,
            titol=self.titol,
            numero=PASSOS.index(self.pas) + 1,
            total=len(PASSOS),
            enrere=self.enrere(),
            esborrany=self.esborrany,
            avis=self.avis,
            cal_completar="pendent" in self.request.GET,
            **kwargs,
        )


class QueView(PasView):
    pas = "que"
    titol = _("Què passa?")
    form_class = forms.QueForm

    def post(self, request, *args, **kwargs):
        if not ratelimit.allow(
            request, "incidencies.esborrany", limits.ESBORRANYS_PER_HORA, limits.HORA
        ):
            return limits.massa(request)
        return super().post(request, *args, **kwargs)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if detalls := self.avis.respostes("detalls").get("detalls"):
            form.fields["descripcio"].maxim = DESCRIPCIO_MAXIM - len(detalls) - 2
        return form

    def form_valid(self, form):
        slug = self.request.GET.get("poligon", "")
        if slug and Poligon.objects.filter(slug=slug[:60]).exists():
            self.esborrany.desa("on", self.avis.respostes("on") | {"poligon": slug})
        return super().form_valid(form)


class TipusView(PasView):
    pas = "tipus"
    titol = _("De quin tipus és?")
    form_class = forms.TipusForm

    @cached_property
    def categories(self):
        files = Categoria.objects.actives().amb_relacions()
        return list(files.order_by(F("pare__ordre").asc(nulls_last=True), "ordre"))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"categories": self.categories}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        triada = context["form"]["categoria"].value()
        suggerides = suggereix(self.avis.respostes("que").get("descripcio", ""), self.categories)
        return context | {"grups": grups(self.categories, suggerides, triada), "triada": triada}


def grups(categories, suggerides, triada):
    """The options by group, the suggested ones first; a group is open if it has the chosen one."""
    resultat = []
    if suggerides:
        resultat.append({"titol": _("El que heu escrit s’assembla a"), "opcions": suggerides})
    per_pare = {}
    for categoria in categories:
        if categoria not in suggerides:
            per_pare.setdefault(categoria.pare or categoria, []).append(categoria)
    for pare, opcions in per_pare.items():
        oberta = not suggerides or any(opcio.codi == triada for opcio in opcions)
        resultat.append({"titol": pare.nom, "opcions": opcions, "plegat": True, "oberta": oberta})
    return resultat


class OnView(PasView):
    pas = "on"
    titol = _("On és?")
    form_class = forms.OnForm

    def get_initial(self):
        triat = self.request.GET.get("poligon")  # from the map
        return super().get_initial() | ({"poligon": triat} if triat else {})

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"categoria": self.avis.categoria}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        triat = context["form"]["poligon"].value()
        return context | {"mapa": [self._al_mapa(p, triat) for p in Poligon.objects.ubicats()]}

    def _al_mapa(self, poligon, triat):
        query = self.request.GET.copy()
        query["poligon"] = poligon.slug
        return {
            "name": poligon.nom,
            "url": f"?{query.urlencode()}",
            "lat": poligon.latitud,
            "lon": poligon.longitud,
            "radius_m": poligon.precisio_m,
            "selected": poligon.slug == triat,
        }


class FotosView(PasView):
    pas = "detalls"
    titol = _("Fotos i detalls")
    form_class = forms.FotosForm

    def get(self, request, *args, **kwargs):
        if numero := request.GET.get("foto"):
            return serveix_esborrany(self.esborrany, numero)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if numero := request.POST.get("treu"):
            self.esborrany.treu_foto(numero)
        if request.FILES and not ratelimit.allow(
            request, "incidencies.fotos", limits.FOTOS_PER_HORA, limits.HORA
        ):
            return limits.massa(request, torna=request.get_full_path())
        return super().post(request, *args, **kwargs)

    @property
    def _es_queda(self):
        """Whether a photograph is only added or removed, and the page is shown again."""
        return bool({"afegeix", "treu"} & self.request.POST.keys())

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "ja_desades": len(self.esborrany.fotos),
            "cal_foto": self.avis.cal_foto and not self._es_queda,
        }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        lliures = DESCRIPCIO_MAXIM - len(self.avis.respostes("que")["descripcio"]) - 2
        form.fields["detalls"].maxim = max(0, min(form.fields["detalls"].maxim, lliures))
        return form

    def respostes(self, form):
        return {"detalls": form.cleaned_data["detalls"]}

    def form_valid(self, form):
        self._desa_fotos(form)
        resposta = super().form_valid(form)
        return redirect(self.request.get_full_path() + "#fotos") if self._es_queda else resposta

    def form_invalid(self, form):
        self._desa_fotos(form)  # those that are good stay, whatever is wrong with the others
        return super().form_invalid(form)

    def _desa_fotos(self, form):
        for neta in form.netes:
            self.esborrany.afegeix_foto(neta)

    def seguent(self):
        if "canvia" not in self.request.GET and Avis(self.esborrany).semblants:
            return reverse("incidencies:create_semblants")
        return super().seguent()


class ContacteView(PasView):
    pas = "contacte"
    titol = _("Com us avisem?")
    form_class = forms.ContacteForm

    def seguent(self):
        return reverse("incidencies:create_resum")


@login_not_required
@require_GET
def router(request):
    """Where to go: danger, an estate, or a street anywhere else. `?poligon=` is carried along."""
    slug = request.GET.get("poligon", "")[:60]
    poligon = slug and Poligon.objects.filter(slug=slug).first()
    return render(
        request,
        "incidencies/nova/inici.html",
        {"poligon": poligon or None, "caducat": "caducat" in request.GET},
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def similar(request):
    """What others reported already nearby; there is nothing to answer, only to look at."""
    avis = Avis(Esborrany(request.session))
    if avis.pendent not in (None, "contacte"):
        return redirect(adreca_pas(avis.pendent))
    if request.method == "POST" or not avis.semblants:
        return redirect(adreca_pas("contacte"))
    return render(
        request,
        "incidencies/nova/semblants.html",
        {"avis": avis, "enrere": adreca_pas("detalls"), "titol": _("Ja n’hi ha cap avís?")},
    )


@login_not_required
@never_cache
@require_POST
def discard(request):
    """Begin again with nothing."""
    Esborrany(request.session).descarta()
    return redirect("incidencies:create")
