"""What can be searched of plans and of their elements."""

from plans.models import Element
from terrassa_portal.web import search

COLLECTION_PLANS = "plans.pla"
COLLECTION_ELEMENTS = "plans.element"


def indexa_plans(queryset):
    """Put plans into the search index, instead of what it had of them."""
    search.index(COLLECTION_PLANS, {pla.pk: list(_texts_pla(pla)) for pla in queryset})


def _texts_pla(pla):
    yield pla.titol, 9
    yield pla.sigles, 9
    yield pla.altres_noms, 7
    yield pla.get_tipus_display(), 2
    yield pla.resum, 2


def indexa_elements(queryset):
    """Put elements into the search index: their wording in force, codes and area."""
    elements = Element.objects.filter(pk__in=queryset.values("pk")).amb_relacions()
    elements = elements.prefetch_related("poligons")
    search.index(COLLECTION_ELEMENTS, {e.pk: list(_texts_element(e)) for e in elements})


def _texts_element(element):
    redaccio = element.redaccio_vigent
    yield element.codi, 9
    yield element.codi_oficial, 7
    if redaccio:
        yield redaccio.titol, 9
        yield redaccio.text_planer, 5
        yield (redaccio.responsable.nom if redaccio.responsable else ""), 2
    yield element.pla.titol, 2
    yield element.pla.sigles, 2
    for poligon in element.poligons.all():
        yield poligon.nom, 4
