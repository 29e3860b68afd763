"""The dossier of one estate, on the web and in PDF, and the page of the whole industrial district.

They stand here because they show what the four apps know of an estate.
"""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from empreses.models import Establiment
from incidencies.models import Incidencia
from plans.models import Element, Pla
from poligons import mapping, printing
from poligons.models import CentreServeis, Dotacio, Ens, EnsPoligon, Poligon, Xifra
from poligons.models.xifra import SUPERFICIES
from poligons.presentation import (
    assign_areas,
    dotacio_tag,
    estat_tag,
    figure_rows,
    headlines,
    in_order,
    superficie_headline,
    superficie_text,
)

Concepte = Xifra.Concepte
# Figures that open a page, (concept, part), in this order; the table below them has them all.
HEADLINES = [
    (Concepte.EMPRESES, ""),
    (Concepte.SOSTRE, ""),
    (Concepte.LLOCS_TREBALL_PREVISTOS, ""),
]
DISTRICT_HEADLINES = [
    (Concepte.EMPRESES, "als polígons"),
    (Concepte.ASSOCIACIONS, ""),
    (Concepte.NAUS_BUIDES, ""),
]
ELEMENTS_SHOWN = 20
# Questions put together once: that costs as much as asking them.
ESTATES = Poligon.objects.amb_superficie()
CURRENT = Xifra.objects.vigents()
# The default orders begin with the estate, which costs a join where there is only one.
NEWEST_PLANNING = F("data_aprovacio").desc(nulls_last=True)
NEWEST_SOURCE = F("data_publicacio").desc(nulls_last=True)


@login_not_required
@require_safe
def poligon(request, slug):
    return render(request, "poligons/poligon_detail.html", _dossier(slug))


@login_not_required
@require_safe
def poligon_pdf(request, slug):
    content = printing.dossier(_dossier(slug))
    response = HttpResponse(content, "application/pdf")
    response["Content-Disposition"] = f'inline; filename="poligon-{slug}.pdf"'
    return response


@login_not_required
@require_safe
def districte(request):
    """The whole: figures with sources, estates by state, bodies and the service centre."""
    estates = list(ESTATES.all())
    xifres = in_order(CURRENT.de_districte())
    context = {
        "features": mapping.features_of(estates),
        "estats": _by_state(estates),
        "estats_caption": _states_sentence(estates),
        "headlines": headlines(xifres, DISTRICT_HEADLINES),
        "xifres": xifres,
        "figure_rows": figure_rows(xifres),
        "bodies": _bodies(),
        "centres": CentreServeis.objects.select_related("poligon").prefetch_related(
            "sales", "xifres"
        ),
        "plans": Pla.objects.vigents().filter(poligons__isnull=False).distinct(),
    }
    return render(request, "poligons/districte.html", context)


def _find(estates, slug):
    for one in estates:
        if one.slug == slug:
            return one
    raise Http404(_("Aquest polígon no existeix."))


def _dossier(slug):
    """All that the dossier shows of one estate: as many queries however much there is to show."""
    estates = list(Poligon.objects.all())
    one = _find(estates, slug)
    read = CURRENT.filter(Q(poligon=one) | SUPERFICIES)
    read = list(read.order_by())
    assign_areas(estates, read)
    xifres = in_order([x for x in read if x.poligon_id == one.pk])
    sectors = _sectors(one)
    return {
        "poligon": one,
        "tag": estat_tag(one),
        "facts": _facts(one),
        "features": mapping.features_of(estates, selected=one),
        "headlines": _headlines(one, xifres),
        "xifres": xifres,
        "figure_rows": figure_rows(xifres),
        "accessos": one.accessos.order_by("tipus", "nom"),
        "planejaments": one.planejaments.order_by(NEWEST_PLANNING, "figura"),
        "lligams": one.ens_poligons.vigents(timezone.localdate()).select_related("ens"),
        "noms": list(one.noms_alternatius.order_by("nom").values_list("nom", flat=True)),
        "fonts": one.fonts.order_by(NEWEST_SOURCE, "font"),
        "centres": one.centres.prefetch_related("sales", "xifres"),
        **_facilities(one),
        "sectors": sectors,
        "nombre_empreses": sum(sector["nombre"] for sector in sectors),
        "nombre_obertes": Incidencia.objects.obertes().filter(poligon=one).count(),
        "plans": Pla.objects.de_poligon(one),
        "elements": Element.objects.de_poligon(one).select_related("pla", "redaccio_vigent")[
            :ELEMENTS_SHOWN
        ],
        "map_caption": _("Mapa: %(nom)s i els altres polígons") % {"nom": one.nom},
        "json_ld": mapping.json_ld(one),
    }


def _facts(one):
    """The identity of an estate in a few lines; what is not known is said in words."""
    unknown = _("No consta")
    return [
        (_("Tipus"), one.tipus_text),
        (_("Districte"), one.districte or unknown),
        (_("Superfície"), superficie_text(one)),
        (_("Any d’inici"), str(one.inici) if one.inici else unknown),
    ]


def _headlines(one, xifres):
    area = superficie_headline(one, xifres)
    return ([area] if area else []) + headlines(xifres, HEADLINES)


def _facilities(one):
    """Every facility of the catalogue: what is known of it here, and the names of the rest."""
    rows = {d.dotacio_id: d for d in one.dotacions.conegudes().order_by()}
    known, unknown = [], []
    for pk, nom in Dotacio.objects.values_list("pk", "nom"):
        row = rows.get(pk)
        if row is None:
            unknown.append(nom)
        else:
            row.nom, row.tag = nom, dotacio_tag(row)
            known.append(row)
    return {"dotacions": known, "dotacions_desconegudes": unknown}


def _sectors(one):
    """Public companies of the estate by sector, each with the address of its list."""
    rows = (
        Establiment.objects.publics()
        .de_poligon(one)
        .order_by("sector__ordre")
        .values("sector__slug", "sector__nom")
        .annotate(nombre=Count("pk"))
    )
    return [
        {
            "nom": row["sector__nom"] or _("Sector no informat"),
            "nombre": row["nombre"],
            # No list shows only those whose sector is not known.
            "url": _companies_url(one, row["sector__slug"]) if row["sector__slug"] else "",
        }
        for row in rows
    ]


def _companies_url(one, sector):
    return f"{reverse('empreses:list')}?{urlencode({'poligon': one.slug, 'sector': sector})}"


def _bodies():
    """The bodies, each with the estates where it has a role today."""
    today = EnsPoligon.objects.vigents(timezone.localdate()).select_related("poligon")
    ties = {}
    for tie in today.order_by("poligon__clau_ordre"):
        ties.setdefault(tie.ens_id, []).append(tie.poligon)
    return [(ens, ties.get(ens.pk, [])) for ens in Ens.objects.all()]


def _states_sentence(estates):
    working = sum(one.estat == Poligon.Estat.OPERATIU for one in estates)
    return _("%(n)s polígons, %(working)s en funcionament") % {
        "n": len(estates),
        "working": working,
    }


def _by_state(estates):
    """The segments of the bar of estates by state, each with the address of its list."""
    looks = {
        Poligon.Estat.OPERATIU: ("ok", "solid"),
        Poligon.Estat.EN_DESENVOLUPAMENT: ("info", "sarja"),
        Poligon.Estat.EN_TRANSFORMACIO: ("warn", "espiga"),
        Poligon.Estat.PENDENT: ("muted", "hollow"),
    }
    return [
        {
            "label": estat.label,
            "count": sum(one.estat == estat for one in estates),
            "tone": tone,
            "pattern": pattern,
            "url": f"{reverse('poligons:list')}?{urlencode({'estat': estat.value})}",
        }
        for estat, (tone, pattern) in looks.items()
    ]
