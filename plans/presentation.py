"""What a balanç says, put in a sentence and in the segments of a bar. Counts, never averages.

A state that counts none is left out while others are unknown: «0 Pendent» would say too much.
"""

from dataclasses import replace

from django.db.models import Count, OuterRef, Subquery
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from plans import estats
from plans.models import Balanc, Fitxa, Nivell, Recompte
from poligons.dates import Precisio
from terrassa_portal.web import charts, figures
from terrassa_portal.web.dates import MONTHS, known_language, long_date, on_date


def counts_of(balancos):
    """How many elements each balanç has in each state: {pk: [(state, number), …]}. At most two queries.

    In the order of the scheme, the declared unknowns last; they add up to the total.
    """
    numbers = {balanc.pk: {} for balanc in balancos}
    if not all(balanc.es_agregat for balanc in balancos):
        sheets = Fitxa.objects.filter(balanc__in=numbers).order_by()
        rows = sheets.values_list("balanc", "estat", "base").annotate(Count("pk"))
        for pk, estat, base, n in rows:
            numbers[pk][estat or base] = numbers[pk].get(estat or base, 0) + n
    if any(balanc.es_agregat for balanc in balancos):
        rows = Recompte.objects.filter(balanc__in=numbers).values_list("balanc", "estat", "nombre")
        for pk, estat, n in rows:
            numbers[pk][estat] = n
    return {balanc.pk: shown(balanc.esquema, numbers[balanc.pk]) for balanc in balancos}


def shown(esquema, numbers):
    """The states to show with their numbers; known states with none only if all are known."""
    unknown = any(numbers.get(valor) for valor in estats.SENSE_ESTAT)
    return [
        (estat, numbers.get(estat.valor, 0))
        for estat in estats.per_mostrar(esquema)
        if numbers.get(estat.valor) or (not unknown and estat.valor not in estats.SENSE_ESTAT)
    ]


def latest_balances(pla_pks=None):
    """The last published balanç of each plan with its counts: {pla_pk: (balanc, counts)}."""
    published = Balanc.objects.publicats().select_related("pla")
    if pla_pks is not None:
        published = published.filter(pla__in=pla_pks)
    latest = {}
    for balanc in published:
        latest.setdefault(balanc.pla_id, balanc)
    counts = counts_of(list(latest.values()))
    return {pk: (balanc, counts[balanc.pk]) for pk, balanc in latest.items()}


def latest_balance_summary():
    """The newest published balanç of all plans, for the home page; None if there is none.

    Gives {pla, balanc, headline, segments, url}. At most three queries.
    """
    published = Balanc.objects.publicats().select_related("pla")
    balanc = published.annotate(plural=evaluated_plural("pla")).first()
    if balanc is None:
        return None
    counts = counts_of([balanc])[balanc.pk]
    return {
        "pla": balanc.pla,
        "balanc": balanc,
        "headline": headline(balanc, counts, balanc.plural),
        "segments": segments(counts),
        "url": balanc.get_absolute_url(),
    }


def evaluated_plural(pla):
    """SQL for what the things that a balanç reports are called, such as «compromisos».

    `pla`: the column of the query that names the plan.
    """
    levels = Nivell.objects.filter(pla=OuterRef(pla)).order_by("-avaluable", "-profunditat")
    return Subquery(levels.values("plural")[:1])


def segments(counts, list_url=""):
    """What `stacked_bar` draws. With `list_url`, each state leads to the elements in it."""
    return [
        {
            "label": estat.etiqueta,
            "count": n,
            "tone": estat.tone,
            "pattern": estat.pattern,
            "url": f"{list_url}?estat={estat.valor}" if list_url and n else "",
        }
        for estat, n in counts
    ]


def headline(balanc, counts, plural):
    """The balanç in one sentence of counts, which add up to the number it begins with.

    `plural`: what it counts, as the plan calls it; None if the plan does not say.
    """
    total = sum(n for _estat, n in counts)
    values = {
        "data": of_date(balanc.data_referencia, balanc.precisio),
        "total": figures.number(total),
        "plural": (plural or _("elements")).lower(),
        "parts": _parts(counts),
    }
    if balanc.es_agregat:
        return _("El balanç %(data)s compta %(total)s %(plural)s: %(parts)s.") % values
    return _("El balanç %(data)s recull %(total)s %(plural)s: %(parts)s.") % values


def _parts(counts):
    """Each state with its number; what is unknown takes a clause, and clauses take semicolons."""
    parts = [_part(estat, n) for estat, n in counts if n]
    if any(n for estat, n in counts if estat.valor in estats.SENSE_ESTAT):
        return "; ".join(parts)
    return joined(parts)


def _part(estat, n):
    values = {"n": figures.number(n), "estat": estat.etiqueta}
    if estat.valor == estats.NO_RECUPERABLE:
        if n == 1:
            return _("%(n)s té fitxa conservada, però amb l’estat no recuperable") % values
        return _("%(n)s tenen fitxa conservada, però amb l’estat no recuperable") % values
    if estat.valor == estats.NO_CONSERVADA:
        if n == 1:
            return _("%(n)s no té fitxa conservada") % values
        return _("%(n)s no tenen fitxa conservada") % values
    return _("%(n)s amb l’estat «%(estat)s»") % values


def in_words(counts):
    """The counts in a line: «2 Estat no recuperable · 36 Sense fitxa conservada»."""
    return " · ".join(f"{figures.number(n)} {estat.etiqueta}" for estat, n in counts if n)


def due(pla, latest, today):
    """When the next balanç of a plan comes, and whether it is overdue: (sentence, bool).

    ("", False) for a plan that ended and for one whose next balanç nobody announced.
    """
    day = pla.proper_balanc_previst
    if day is None or (latest and latest.data_referencia >= day):
        return "", False
    if day < today:
        return _("El balanç previst per %(dia)s encara no s’ha publicat.") % {
            "dia": for_date(day)
        }, True
    return _("Proper balanç previst: %(dia)s.") % {"dia": long_date(day)}, False


def for_date(day):
    """A date after «per»: «al 30 de juny de 2027», «a l’1 d’abril de 2027»."""
    if known_language() != "ca":
        return long_date(day)
    return ("a l’" if day.day in (1, 11) else "al ") + long_date(day)


def provenance(fitxa):
    """Where the state of a published sheet comes from, in sentences for a page."""
    when = {"data": of_date(fitxa.balanc.data_referencia, fitxa.balanc.precisio)}
    if fitxa.base == Fitxa.Base.TECNIC and fitxa.area:
        said = _("Ho declara l’àrea responsable (%(area)s) al balanç %(data)s.") % {
            **when,
            "area": fitxa.area,
        }
    elif fitxa.base == Fitxa.Base.TECNIC:
        said = _("Ho declara el servei tècnic al balanç %(data)s.") % when
    elif fitxa.base == Fitxa.Base.DOCUMENT:
        said = _("Surt d’un document del balanç %(data)s.") % when
    else:
        said = _("És el que consta al balanç %(data)s.") % when
    published = _(
        "El balanç es va publicar en aquest portal %(dia)s i no ha canviat des d’aleshores."
    )
    return f"{said} " + published % {"dia": on_date(fitxa.balanc.publicat_el)}


def joined(parts):
    """A list as people say it: «a, b i c»."""
    parts = [str(part) for part in parts]
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s i %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def of_date(day, precisio):
    """A date after a noun: «de juny de 2019», «del 31 de desembre de 2021», «de l’1 d’abril…»."""
    language = known_language()
    if precisio == Precisio.ANY:
        return {"ca": "del {}", "es": "de {}"}.get(language, "of {}").format(day.year)
    if precisio == Precisio.MES:
        month = MONTHS[language][day.month - 1]
        return f"of {month} {day.year}" if language == "en" else f"{month} de {day.year}"
    if language == "en":
        return f"of {long_date(day)}"
    article = "de l’" if language == "ca" and day.day in (1, 11) else "del "
    return article + long_date(day)


def mini_bar(counts, key):
    """A bar without words, for a row of a list whose text already says the counts.

    `key` keeps the weaves of two equal bars of one page apart.
    """
    placed = [
        replace(part, weave=f"{part.weave}-{key}" if part.weave else "")
        for part in charts.stacked(segments(counts))
    ]
    weaves = format_html_join(
        "",
        '<pattern id="{}" class="weave weave--{} tone--{}" width="{}" height="{}" '
        'patternUnits="userSpaceOnUse"><rect class="weave__ground" width="{}" height="{}"/>'
        "{}</pattern>",
        (_weave(part) for part in placed if part.weave and part.count),
    )
    return format_html(
        '<svg class="chart__bar chart__bar--mini" aria-hidden="true" width="100%" height="16">'
        "<defs>{}</defs>{}</svg>",
        weaves,
        format_html_join("", "{}", ((_bar_part(part),) for part in placed if part.count)),
    )


def _weave(segment):
    width, height, drawing = charts.WEAVES[segment.pattern]
    return (
        *(segment.weave, segment.pattern, segment.tone),
        *(width, height, width, height),
        SafeString(drawing),
    )


def _bar_part(part):
    fill = format_html(' fill="{}"', part.fill) if part.fill else ""
    return format_html(
        '<svg x="{}%" width="{}%" height="16"><rect class="chart__part chart__part--{} tone--{}" '
        'width="100%" height="16"{}/></svg>',
        str(part.x),
        str(part.width),
        part.pattern,
        part.tone,
        fill,
    )
