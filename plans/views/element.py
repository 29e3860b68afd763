"""Pages of the elements of a plan: their list with its downloads, and one element."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, F, Value, When
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans import presentation, vincles
from plans.filters import ElementFilterSet
from plans.models import Balanc, Element, Pla
from plans.observacions import blocs
from plans.outline import COLUMNS, LONGEST, root_columns, row_of, states_of
from plans.tables import ElementEstatTable, ElementTable, absolute
from terrassa_portal.web.lists import TableListView

ANCESTOR_COLUMNS = ("pare_id", "codi", "codi_oficial", "nivell__singular", "redaccio_vigent__titol")


@method_decorator(login_not_required, name="dispatch")
class ElementListView(TableListView):
    """The elements of a plan below its highest level, with their state in its last balanç."""

    template_name = "plans/element_list.html"

    @cached_property
    def pla(self):
        return get_object_or_404(Pla, slug=self.kwargs["slug"])

    @cached_property
    def balanc(self):
        return self.pla.balancos.publicats().filter(tipus=Balanc.Tipus.DETALL).first()

    @property
    def table_class(self):
        return ElementEstatTable if self.balanc else ElementTable

    @property
    def export_name(self):
        return f"{self.pla.slug}-elements"

    @cached_property
    def nivells(self):
        """The levels of the plan that have elements, the highest first."""
        return list(self.pla.nivells.filter(elements__isnull=False).distinct())

    @property
    def levels(self):
        """The levels that the list has: those below the highest, unless there is no other."""
        return self.nivells[1:] or self.nivells

    @property
    def page_title(self):
        return capfirst(self.plural)

    @property
    def plural(self):
        return presentation.joined([nivell.plural for nivell in self.levels]) or _("elements")

    def get_queryset(self):
        elements = self.pla.elements.filter(nivell__in=self.levels)
        elements = elements.select_related("nivell", "redaccio_vigent__responsable")
        elements = elements.annotate(**root_columns()).order_by("clau_ordre")
        if self.request.GET.get("format"):
            elements = elements.prefetch_related("poligons")
        if self.balanc is None:
            return elements
        unknown = When(estat_balanc="", then=F("base_balanc"))
        return elements.amb_fitxa(self.balanc).annotate(
            estat_mostrat=Case(unknown, default=F("estat_balanc")),
            esquema_balanc=Value(self.balanc.esquema),
        )

    @cached_property
    def filterset(self):
        return ElementFilterSet(
            self.request.GET,
            queryset=self.get_queryset(),
            request=self.request,
            balanc=self.balanc,
            grup=self.nivells[0].singular if self.nivells[1:] else "",
        )

    @property
    def export_columns(self):
        state = {"estat_codi": "estat_mostrat", "balanc": lambda element: self.balanc.codi}
        return {
            "codi": "codi",
            "codi_oficial": "codi_oficial",
            "nivell": "nivell__singular",
            "uid": lambda element: str(element.uid),
            **(state if self.balanc else {}),
            "literal": "redaccio_vigent__literal",
            "termini": "redaccio_vigent__termini",
            "poligons": lambda element: "; ".join(p.nom for p in element.poligons.all()),
            "url": lambda element: absolute(element.get_absolute_url()),
            "fonts": "fonts",
        }

    @property
    def singular(self):
        return self.levels[0].singular if len(self.levels) == 1 else _("element")

    def get_context_data(self, **kwargs):
        names = {"plural": self.plural, "singular": self.singular}
        return super().get_context_data(pla=self.pla, balanc=self.balanc, **names, **kwargs)


@login_not_required
@require_safe
def element_detail(request, slug, codi):
    """The promise, its state and where that comes from, evidence, wordings and links."""
    elements = Element.objects.select_related("pla", "nivell", "redaccio_vigent__responsable")
    element = get_object_or_404(elements, pla__slug=slug, codi=codi)
    fitxes = list(
        element.fitxes.publicades()
        .select_related("balanc__pla")
        .prefetch_related("evidencies")
        .order_by("-balanc__data_referencia")
    )
    latest = fitxes[0] if fitxes else None
    base_url = request.path.removesuffix(f"{codi}/")
    context = {
        "pla": element.pla,
        "element": element,
        "own_name": _name_of(element),
        "ancestors": ancestors(element, base_url),
        "wording": element.redaccio_vigent,
        "fitxes": fitxes,
        "fitxa": latest,
        "observations": blocs(latest.observacions) if latest else [],
        "provenance": presentation.provenance(latest) if latest else "",
        "without_state": "" if latest else why_without_state(element),
        "wordings": list(element.redaccions.all()),
        "children": children(element, base_url),
        "links": vincles.of_element(element),
        "poligons": list(element.poligons.all()),
        "permanent_url": absolute(f"/id/plans/{element.uid}"),
    }
    return render(request, "plans/element_detail.html", context)


def _name_of(element):
    """«Compromís 9», «Repte»: its level, and its code where the document gives one."""
    return capfirst(f"{element.nivell.singular} {element.codi_oficial}".strip())


def ancestors(element, base_url):
    """What the element hangs from, the highest first. One query a level, three at most."""
    found, pare_id = [], element.pare_id
    while pare_id:
        row = Element.objects.values(*ANCESTOR_COLUMNS).get(pk=pare_id)
        level, codi, title = (
            row["nivell__singular"],
            row["codi_oficial"],
            row["redaccio_vigent__titol"] or _("Títol no trobat"),
        )
        found.insert(
            0,
            {
                "level": capfirst(level),
                "short_name": capfirst(f"{level} {codi}".strip()) if codi else title,
                "name": f"{codi} {title}".strip(),
                "url": f"{base_url}{row['codi']}/",
            },
        )
        pare_id = row["pare_id"]
    return found


def why_without_state(element):
    """Why no balanç says how an element stands: a sentence that never sounds like a state."""
    if not element.nivell.avaluable:
        return _("Aquest nivell del pla no s’avalua: agrupa altres elements.")
    kinds = set(element.pla.balancos.publicats().values_list("tipus", flat=True))
    if Balanc.Tipus.DETALL in kinds:
        return _("Cap balanç publicat no en té fitxa: no en sabem l’estat.")
    if kinds:
        return _("L’únic balanç que coneixem dona recomptes, no l’estat de cada element.")
    return _("El portal no té cap balanç d’aquest pla: no en sabem l’estat.")


def children(element, base_url):
    """The elements that hang directly from one, with the state of the plan's last balanç."""
    rows = list(element.fills.order_by("clau_ordre").values(*COLUMNS)[:LONGEST])
    if not rows:
        return []
    last = element.pla.balancos.publicats().filter(tipus=Balanc.Tipus.DETALL).first()
    states = states_of(last, [row["pk"] for row in rows])
    return [row_of(values, states, base_url) for values in rows]


@login_not_required
@require_safe
def permanent_id(request, uid):
    """The address of an element that outlives any change of the others."""
    element = get_object_or_404(Element.objects.select_related("pla"), uid=uid)
    response = HttpResponseRedirect(element.get_absolute_url())
    response.status_code = 303
    return response
