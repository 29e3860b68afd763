"""Pages of the published balances and of their sheets. A draft is not public: it does not exist."""

import base64
from collections import Counter

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from plans import empremta, estats, presentation
from plans.models import Balanc, Fitxa
from plans.observacions import blocs
from plans.outline import Row

SHEETS_PER_PAGE = 100
A_YEAR = 31_536_000


def published(slug, codi):
    return get_object_or_404(
        Balanc.objects.publicats()
        .select_related("pla", "anterior__pla")
        .annotate(plural=presentation.evaluated_plural("pla")),
        pla__slug=slug,
        codi=codi,
    )


@login_not_required
@require_safe
def balanc_detail(request, slug, codi):
    """A balanç as it was published: its counts, its sheets, its digest and how to check it."""
    balanc = published(slug, codi)
    counts = presentation.counts_of([balanc])[balanc.pk]
    sheets = Fitxa.objects.filter(balanc=balanc).order_by("element__clau_ordre")
    rows = sheets.values("pk", "codi", "codi_oficial", "titol", "estat", "base", "ascendents")
    page = page_of(rows, request.GET.get("pagina", 1))
    context = {
        "balanc": balanc,
        "pla": balanc.pla,
        "counts": counts,
        "total": sum(n for _estat, n in counts),
        "headline": presentation.headline(balanc, counts, balanc.plural),
        "of_date": presentation.of_date(balanc.data_referencia, balanc.precisio),
        "segments": presentation.segments(counts),
        "by_group": by_group(balanc, counts),
        "page": page,
        "sheets": [_sheet(balanc, row, request.path) for row in page],
        "others": balanc.pla.balancos.publicats().exclude(pk=balanc.pk),
        "filename": _filename(balanc),
    }
    return render(request, "plans/balanc_detail.html", context)


def page_of(rows, number):
    """One page of sheets. Raises Http404 for a page that does not exist."""
    try:
        return Paginator(rows, SHEETS_PER_PAGE).page(number)
    except InvalidPage as error:
        raise Http404(_("Aquesta pàgina de la llista no existeix.")) from error


def _sheet(balanc, row, base_url):
    return Row(
        pk=row["pk"],
        codi=row["codi_oficial"],
        titol=row["titol"] or _("Títol no trobat"),
        url=f"{base_url}{row['codi']}/",
        estat=estats.estat(balanc.esquema, row["estat"], row["base"]),
        group=group_name(row["ascendents"]),
    )


def group_name(ascendents):
    """The highest element that a sheet hung from when it was frozen: «P1. Activitat econòmica»."""
    if not ascendents:
        return ""
    top = ascendents[0]
    return ". ".join(filter(None, [top["codi_oficial"], top["titol"] or top["codi"]]))


def by_group(balanc, counts):
    """The counts of each group: [(name, [number of each state shown], total)]; [] if one or none."""
    if balanc.es_agregat:
        return []
    numbers = {}
    sheets = balanc.fitxes.order_by("element__clau_ordre")
    for ascendents, estat, base in sheets.values_list("ascendents", "estat", "base"):
        numbers.setdefault(group_name(ascendents), Counter())[estat or base] += 1
    if len(numbers) < 2:
        return []
    return [
        (name, [of_group[estat.valor] for estat, _n in counts], of_group.total())
        for name, of_group in numbers.items()
    ]


def _etag(request, slug, codi):
    digests = Balanc.objects.publicats().filter(pla__slug=slug, codi=codi)
    digest = digests.values_list("empremta", flat=True).first()
    return digest and f'"{digest}"'


@login_not_required
@require_safe
@condition(etag_func=_etag)
def balanc_json(request, slug, codi):
    """The very bytes that the digest covers: `sha256sum` of the file gives what the page says."""
    balanc = published(slug, codi)
    content = empremta.serialitza(balanc.document())
    response = HttpResponse(content, content_type="application/json")
    digest = base64.b64encode(bytes.fromhex(balanc.empremta)).decode()
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Content-Disposition"] = f'attachment; filename="{_filename(balanc)}"'
    return response


def _filename(balanc):
    return f"{balanc.pla_slug}-{balanc.codi}.json"


@login_not_required
@require_safe
def fitxa_detail(request, slug, balanc, codi):
    """One sheet as it was published."""
    found = Fitxa.objects.publicades().select_related("balanc__pla", "element")
    fitxa = get_object_or_404(
        found.prefetch_related("evidencies"), balanc__pla__slug=slug, balanc__codi=balanc, codi=codi
    )
    context = {
        "fitxa": fitxa,
        "balanc": fitxa.balanc,
        "own_name": capfirst(f"{fitxa.nivell} {fitxa.codi_oficial or fitxa.codi}"),
        "of_date": presentation.of_date(fitxa.balanc.data_referencia, fitxa.balanc.precisio),
        "current": fitxa.estat_complet,
        "states": estats.ESQUEMES[fitxa.balanc.esquema],
        "pla": fitxa.balanc.pla,
        "observations": blocs(fitxa.observacions),
        "provenance": presentation.provenance(fitxa),
    }
    return render(request, "plans/fitxa_detail.html", context)
