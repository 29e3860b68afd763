"""What of each incidencia the back office can search: where, what, and which company reported it."""

from incidencies.models import Incidencia
from terrassa_portal.web import search

COLLECTION = "incidencies.incidencia"


def indexa_incidencies(queryset):
    """Put the incidencies of `queryset` into the search index, instead of what it had of them."""
    rows = queryset.select_related("categoria", "poligon", "establiment__empresa", "notificant")
    search.index(COLLECTION, {incidencia.pk: list(_texts(incidencia)) for incidencia in rows})


def indexa_incidencia(pk):
    """Index one; told apart so that it can run once its transaction is committed."""
    indexa_incidencies(Incidencia.objects.filter(pk=pk))


def _texts(incidencia):
    yield incidencia.poligon.nom, 6
    yield incidencia.adreca, 6
    yield incidencia.referencia_element, 6
    yield incidencia.categoria.nom, 5
    yield incidencia.descripcio, 4
    if incidencia.establiment_id:
        yield incidencia.establiment.empresa.rao_social, 7
        yield incidencia.establiment.empresa.nom_comercial, 7
    if hasattr(incidencia, "notificant"):
        yield incidencia.notificant.entitat, 7
        yield incidencia.notificant.nom, 5
