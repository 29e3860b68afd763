"""What the search finds an establiment by: its names first, then where it is and what it does."""

from empreses.models import Establiment
from terrassa_portal.web import search

COLLECCIO = "empreses.establiment"
LOT = 2_000


def indexa_establiments(queryset):
    """Bring the search index up to date with these establiments; give how many they were."""
    establiments = queryset.select_related(
        "empresa", "poligon", "sector", "activitat_cnae", "activitat_ccae"
    ).order_by("pk")
    lot, nombre = {}, 0
    for establiment in establiments.iterator(chunk_size=LOT):
        lot[establiment.pk] = textos(establiment)
        if len(lot) == LOT:
            search.index(COLLECCIO, lot)
            nombre, lot = nombre + len(lot), {}
    search.index(COLLECCIO, lot)
    return nombre + len(lot)


def indexa_tot():
    """Every establiment, for `manage.py reindexa`."""
    return indexa_establiments(Establiment.objects.all())


def desindexa_establiments(pks):
    search.remove(COLLECCIO, pks)


def textos(establiment):
    """Pairs (text, weight) of one establiment, with its relations at hand."""
    empresa = establiment.empresa
    activitat = establiment.activitat_cnae or establiment.activitat_ccae
    parells = [
        (empresa.nom_comercial, 9),
        (empresa.rao_social, 8 if empresa.nom_comercial else 9),
        (establiment.poligon.nom if establiment.poligon else "", 4),
        (empresa.descripcio, 3),
        (establiment.sector.nom if establiment.sector else "", 2),
        (activitat.titol if activitat else "", 2),
        (establiment.adreca, 1),
    ]
    return [(text, pes) for text, pes in parells if text]
