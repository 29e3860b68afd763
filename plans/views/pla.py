"""Pages of the plans: the list of them all, and one."""

from collections import Counter
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from plans import estats, presentation, vincles
from plans.filters import VIGENCIES, PlaFilterSet
from plans.models import Fitxa, Pla
from plans.outline import outline
from plans.tables import PlaTable, absolute, responsible
from plans.transparencia import LAW_URL, documents
from terrassa_portal.web.lists import TableListView


@method_decorator(login_not_required, name="dispatch")
class PlaListView(TableListView):
    """The plans in force, then those that ended, each with its last balanç."""

    filterset_class = PlaFilterSet
    table_class = PlaTable
    template_name = "plans/pla_list.html"
    export_name = "plans"
    page_title = gettext_lazy("Plans")

    def get_queryset(self):
        ended = When(fi__lt=timezone.localdate().year, then=Value("acabat"))
        plans = Pla.objects.amb_relacions().annotate(vigencia=Case(ended, default=Value("vigent")))
        return plans.order_by("-vigencia", "-inici", "titol")

    @cached_property
    def latest(self):
        return presentation.latest_balances()

    @property
    def export_columns(self):
        return {
            "slug": "slug",
            "sigles": "sigles",
            "resum": "resum",
            "vigencia": "vigencia",
            "darrer_balanc": lambda pla: self._balanc_of(pla, 0, lambda balanc: balanc.codi),
            "estats_darrer_balanc": lambda pla: self._balanc_of(pla, 1, presentation.in_words),
            "proper_balanc_previst": "proper_balanc_previst",
            "url": lambda pla: absolute(pla.get_absolute_url()),
            "fonts": "fonts",
        }

    def _balanc_of(self, pla, n, words):
        return words(self.latest[pla.pk][n]) if pla.pk in self.latest else ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        entries = [self._entry(pla) for pla in context["object_list"]]
        words = dict(VIGENCIES)
        context["groups"] = [
            (words[key], list(group)) for key, group in groupby(entries, lambda e: e["vigencia"])
        ]
        return context

    def _entry(self, pla):
        balanc, counts = self.latest.get(pla.pk, (None, []))
        sentence, is_overdue = presentation.due(pla, balanc, timezone.localdate())
        return {
            "pla": pla,
            "vigencia": pla.vigencia,
            "responsible": responsible(pla),
            "balanc": balanc,
            "bar": presentation.mini_bar(counts, pla.pk) if balanc else "",
            "in_words": presentation.in_words(counts),
            "due": sentence,
            "is_overdue": is_overdue,
        }


@login_not_required
@require_safe
def pla_detail(request, slug):
    """What the plan is, who approved it, how it stands, its elements, money, links and sources."""
    plans = Pla.objects.amb_relacions().annotate(plural=presentation.evaluated_plural("pk"))
    pla = get_object_or_404(plans, slug=slug)
    actes = list(pla.actes.order_by("data_acte", "pk"))
    partides = list(pla.partides.order_by("exercici", "codi"))
    balances = list(pla.balancos.publicats())
    of_sheets = next((balanc for balanc in balances if not balanc.es_agregat), None)
    elements_url = f"{request.path}elements/"
    parts = outline(pla, of_sheets, request.path)
    context = {
        "pla": pla,
        "responsible": responsible(pla),
        "outline": parts,
        "elements_url": elements_url,
        "actes": actes,
        "approvals": [acte for acte in actes if acte.es_aprovacio],
        "partides": partides,
        "dades": list(pla.dades.order_by("ordre")),
        "poligons": list(pla.poligons.only("slug", "nom")),
        "standing": standing(pla, balances, elements_url),
        "changes": changes(balances),
        "links": vincles.of_pla(pla),
        "documents": documents(pla, parts, actes, partides, balances),
        "law_url": LAW_URL,
    }
    return render(request, "plans/pla_detail.html", context)


def standing(pla, balances, elements_url):
    """How the plan stands by its last balanç: {balanc, headline, segments, due, is_overdue}."""
    latest = balances[0] if balances else None
    sentence, is_overdue = presentation.due(pla, latest, timezone.localdate())
    found = {"due": sentence, "is_overdue": is_overdue, "balanc": latest}
    if latest:
        counts = presentation.counts_of([latest])[latest.pk]
        found["headline"] = presentation.headline(latest, counts, pla.plural)
        found["segments"] = presentation.segments(counts, "" if latest.es_agregat else elements_url)
    return found


def changes(balances):
    """What happened between the last two balances of sheets: [(words, number)]; [] if only one."""
    of_sheets = [balanc for balanc in balances if not balanc.es_agregat][:2]
    if len(of_sheets) < 2:
        return []
    now, before = of_sheets
    sheets = Fitxa.objects.filter(balanc__in=of_sheets).order_by()
    states = {now.pk: {}, before.pk: {}}
    for balanc, element, estat in sheets.values_list("balanc", "element", "estat"):
        states[balanc][element] = estat
    kinds = Counter(
        estats.canvi(states[before.pk].get(element), estat)
        for element, estat in states[now.pk].items()
    )
    return [(words, kinds[kind]) for kind, words in estats.CANVIS.items() if kinds[kind]]
