"""The elements of a plan as its page shows them: under each element of the highest level.

A plan longer than LONGEST shows only the highest level, with how many elements hang from each and
the list where they are: a page must cost the same whatever the plan.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils.translation import gettext as _

from plans import estats
from plans.models import Fitxa, Redaccio

LONGEST = 150
COLUMNS = (
    "pk", "pare_id", "codi", "codi_oficial", "no_consta",
    "redaccio_vigent__titol", "redaccio_vigent__literal", "redaccio_vigent__termini",
    "redaccio_vigent__numero",
)  # fmt: skip
# What an element may hang from, the highest first (a plan has four levels at most).
TOPS = ("pare__pare__pare__", "pare__pare__", "pare__")


@dataclass
class Row:
    """One element, as a line of a list. `estat` is None where no balanç gives it one."""

    pk: int
    codi: str
    titol: str
    url: str
    estat: estats.Estat | None = None
    no_consta: str = ""
    group: str = ""


@dataclass
class Group:
    """An element of the highest level and all that hangs from it, in order."""

    head: Row
    rows: list = field(default_factory=list)
    number: int = 0
    list_url: str = ""


@dataclass
class Outline:
    """`number` counts the elements below the highest level, or that level if there is no other.

    `paraphrased`: how many of `total` have a title that is the portal's own, not the official one.
    """

    groups: list
    number: int
    is_long: bool
    is_flat: bool
    total: int = 0
    paraphrased: int = 0
    with_deadline: int = 0
    reworded: int = 0


def root_columns():
    """Annotations `arrel_codi`, `arrel_clau` and `arrel_nom` of an element: what it hangs from."""

    def of_the_top(column):
        return Coalesce(*(f"{top}{column}" for top in TOPS), Value(""))

    title = Coalesce(
        *(NullIf(f"{top}redaccio_vigent__titol", Value("")) for top in TOPS),
        of_the_top("codi"),
    )
    return {
        "arrel_codi": Coalesce(*(f"{top}codi" for top in TOPS)),
        "arrel_clau": Coalesce(*(f"{top}clau_ordre" for top in TOPS)),
        "arrel_nom": Trim(Concat(of_the_top("codi_oficial"), Value(" "), title)),
    }


def outline(pla, balanc, base_url):
    """Lay out the elements of `pla`, with the states of `balanc` (of sheets, or None)."""
    found = list(pla.elements.order_by("clau_ordre").values(*COLUMNS)[: LONGEST + 1])
    if len(found) > LONGEST:
        return _long(pla, base_url)
    states = states_of(balanc)
    children = {}
    for values in found:
        children.setdefault(values["pare_id"], []).append(values)
    groups = []
    for values in children.get(None, []):
        rows = _below(values["pk"], children, states, base_url)
        groups.append(Group(row_of(values, states, base_url), rows, len(rows)))
    below = len(found) - len(groups)
    return Outline(
        groups=groups,
        number=below or len(groups),
        is_long=False,
        is_flat=not below,
        total=len(found),
        paraphrased=sum(
            values["redaccio_vigent__literal"] == Redaccio.Literal.PARAFRASI for values in found
        ),
        with_deadline=sum(values["redaccio_vigent__termini"] is not None for values in found),
        reworded=sum((values["redaccio_vigent__numero"] or 1) > 1 for values in found),
    )


def states_of(balanc, element_pks=None):
    """The state that a balanç of sheets gives to each element, or to some: {element_pk: state}."""
    if balanc is None:
        return {}
    sheets = Fitxa.objects.filter(balanc=balanc).order_by()
    if element_pks is not None:
        sheets = sheets.filter(element__in=element_pks)
    return {
        pk: estats.estat(balanc.esquema, estat, base)
        for pk, estat, base in sheets.values_list("element", "estat", "base")
        if estat or base
    }


def _below(pk, children, states, base_url):
    rows = []
    for values in children.get(pk, []):
        rows.append(row_of(values, states, base_url))
        rows += _below(values["pk"], children, states, base_url)
    return rows


def row_of(values, states, base_url):
    """One element as a row, of the values that COLUMNS names."""
    return Row(
        pk=values["pk"],
        codi=values["codi_oficial"],
        titol=values["redaccio_vigent__titol"] or _("Títol no trobat"),
        url=f"{base_url}{values['codi']}/",
        estat=states.get(values["pk"]),
        no_consta=values["no_consta"],
    )


def _long(pla, base_url):
    """The highest level alone, with numbers. Two queries whatever the size."""
    tops = pla.elements.filter(pare=None).order_by("clau_ordre").values(*COLUMNS)[:LONGEST]
    elements = pla.elements.annotate(arrel=root_columns()["arrel_codi"]).order_by()
    by_top = elements.values_list("arrel").annotate(
        nombre=Count("pk"),
        amb_termini=Count("redaccio_vigent__termini"),
        redactats=Count("pk", filter=Q(redaccio_vigent__numero__gt=1)),
        parafrasis=Count("pk", filter=Q(redaccio_vigent__literal=Redaccio.Literal.PARAFRASI)),
    )
    sums = {codi: numbers for codi, *numbers in by_top}
    groups = [
        Group(
            row_of(values, {}, base_url),
            number=sums.get(values["codi"], [0])[0],
            list_url=f"{base_url}elements/?prioritat={values['codi']}",
        )
        for values in tops
    ]
    return Outline(
        groups=groups,
        number=sum(group.number for group in groups) or sums[None][0],
        is_long=True,
        is_flat=False,
        total=sum(numbers[0] for numbers in sums.values()),
        paraphrased=sum(numbers[3] for numbers in sums.values()),
        with_deadline=sum(numbers[1] for numbers in sums.values()),
        reworded=sum(numbers[2] for numbers in sums.values()),
    )
