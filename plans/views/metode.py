"""How to read the plans: what each state means, what counts as evidence, what is in the downloads."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from plans import estats
from plans.columns import COLUMNS, COLUMNS_OF_STATES
from plans.models import Balanc, Evidencia, Pla
from terrassa_portal.web import charts


@login_not_required
@require_safe
def method(request):
    """The states of each scheme in plain words, with their tag and their weave."""
    context = {
        "schemes": [
            (estats.NOMS_ESQUEMES[key], drawn(states)) for key, states in estats.ESQUEMES.items()
        ],
        "unknown": drawn(estats.SENSE_ESTAT.values()),
        "evidence": Evidencia.Tipus.labels,
    }
    return render(request, "plans/metodologia.html", context)


def drawn(states):
    """Each state with the segment of a bar that stands for it, and the drawing of its weave."""
    states = list(states)
    segments = charts.stacked(
        [
            {"label": str(s.etiqueta), "count": 1, "tone": s.tone, "pattern": s.pattern}
            for s in states
        ]
    )
    return [
        (estat, segment, charts.WEAVES.get(segment.pattern))
        for estat, segment in zip(states, segments, strict=True)
    ]


@login_not_required
@require_safe
def data_page(request, slug):
    """The downloads of a plan, every column described."""
    pla = get_object_or_404(Pla, slug=slug)
    balances = list(pla.balancos.publicats())
    with_states = any(balanc.tipus == Balanc.Tipus.DETALL for balanc in balances)
    context = {
        "pla": pla,
        "balances": balances,
        "columns": COLUMNS + (COLUMNS_OF_STATES if with_states else []),
        "elements_url": "../elements/",
    }
    return render(request, "plans/dades.html", context)
