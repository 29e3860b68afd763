"""What of each poligon can be searched: its names above all, then its streets and its bodies."""

from terrassa_portal.web import search

COLLECTION = "poligons.poligon"


def indexa_poligons(queryset):
    """Put the estates of `queryset` into the search index, instead of what it had of them."""
    estates = queryset.prefetch_related("noms_alternatius", "ens_poligons__ens")
    search.index(COLLECTION, {poligon.pk: list(_texts(poligon)) for poligon in estates})


def _texts(poligon):
    yield poligon.nom, 9
    for alternatiu in poligon.noms_alternatius.all():
        yield alternatiu.nom, 7
    yield poligon.carrers, 4
    for lligam in poligon.ens_poligons.all():
        yield lligam.ens.nom, 3
        yield lligam.ens.sigles, 3
    yield poligon.get_tipus_display(), 2
    yield poligon.descripcio, 1
