"""Pages that join apps: home, search over everything, and who the Servei is."""

from collections import Counter

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from empreses.models import Establiment
from incidencies import codis
from incidencies.models import Incidencia, Servei
from plans.models import Element, Pla
from plans.presentation import latest_balance_summary
from poligons.mapping import features_of
from poligons.models import Poligon, Xifra
from poligons.presentation import ESTATS
from terrassa_portal.web.figures import number
from terrassa_portal.web.marks import status_tag
from terrassa_portal.web.search import Query

RESULTS_PER_GROUP = 10
HOME_CONCEPTS = [Xifra.Concepte.EMPRESES, Xifra.Concepte.ASSOCIACIONS, Xifra.Concepte.NAUS_BUIDES]
# Questions put together once: that costs as much as asking them.
ESTATES = Poligon.objects.amb_superficie()
FIGURES = (
    Xifra.objects.vigents()
    .de_districte()
    .filter(concepte__in=HOME_CONCEPTS)
    .order_by("data_referencia")
)


@login_not_required
@require_safe
def home(request):
    poligons = list(ESTATES.all())
    context = {
        "poligons": poligons,
        "features": features_of(poligons),
        "xifres": _home_figures(),
        "per_estat": _by_state(poligons),
        "operatius": sum(p.estat == Poligon.Estat.OPERATIU for p in poligons),
        "nombre_empreses": Establiment.objects.publics().count(),
        "nombre_incidencies": Incidencia.objects.obertes().count(),
        "nombre_plans": Pla.objects.count(),
        "balance": latest_balance_summary(),
    }
    return render(request, "pages/home.html", context)


def _by_state(poligons):
    """How many estates are in each state, as tags that lead to the filtered list."""
    counts = Counter(poligon.estat for poligon in poligons)
    return [
        {"tag": status_tag(estat.label, *ESTATS[estat]), "estat": estat, "nombre": counts[estat]}
        for estat in Poligon.Estat
        if counts[estat]
    ]


def _home_figures():
    """The latest figure of the whole district for each of the concepts that the home shows."""
    found = {}
    for xifra in FIGURES.all():
        found[xifra.concepte] = xifra
    return [_figure(found[concepte]) for concepte in HOME_CONCEPTS if concepte in found]


def _figure(xifra):
    label = xifra.concepte_text()
    if xifra.aproximada:
        label = _("%(label)s, xifra aproximada") % {"label": label}
    return {"value": number(xifra.valor), "label": label, "source": xifra.font_text()}


@login_not_required
@require_safe
def search(request):
    """Everything public that has the words, grouped; the reference of an incident leads to it."""
    text = request.GET.get("q", "").strip()[:200]
    if text and (page := _incident_page(text)):
        return redirect(page)
    groups = [group for group in _groups(text) if group["results"]] if text else []
    return render(request, "pages/cerca.html", {"q": text, "groups": groups})


def _incident_page(text):
    codi = codis.llegeix(text)
    if codi and Incidencia.objects.publiques().filter(codi=codi).exists():
        return reverse("incidencies:detail", args=[codi])
    return f"{reverse('incidencies:follow')}?codi={codi}" if codi else None


def _groups(text):
    yield _group(_("Polígons"), "poligons", "poligons.poligon", Poligon.objects.all(), text)
    companies = Establiment.objects.publics().amb_relacions()
    yield _group(_("Empreses"), "empreses", "empreses.establiment", companies, text)
    yield _group(_("Plans"), "plans", "plans.pla", Pla.objects.all(), text)
    elements = Element.objects.amb_relacions()
    yield _group(_("Compromisos i accions dels plans"), "elements", "plans.element", elements, text)


def _group(title, kind, collection, queryset, text):
    query = Query(collection, text)
    found = query.ranked(queryset)
    rows = list(found[: RESULTS_PER_GROUP + 1]) if query.words else []
    return {
        "title": title,
        "kind": kind,
        "results": rows[:RESULTS_PER_GROUP],
        "more": len(rows) > RESULTS_PER_GROUP,
    }


def _commitments():
    """What the government promised that the plans of the Servei carry on: those tied by a vincle."""
    promised = Element.objects.filter(pla__tipus__in=[Pla.Tipus.MANDAT, Pla.Tipus.GOVERN])
    tied = Q(vincles_sortints__isnull=False) | Q(vincles_entrants__isnull=False)
    return promised.filter(tied).distinct().amb_relacions()


@login_not_required
@require_safe
def service(request):
    """Who the Servei is: mission, lines of work, its plans and the commitments they answer."""
    servei = Servei.objects.filter(es_triatge=True).first()
    plans = Pla.objects.filter(responsable=servei).order_by("inici") if servei else []
    context = {"servei": servei, "plans": plans, "commitments": _commitments()}
    return render(request, "pages/servei.html", context)
