"""Who may see each field of the census: declared here once, asked by every page, export and feed.

P0 anyone · P1 anyone, if who it belongs to has consented · P2 the technicians of the portal · P3 a
named group, each view logged. Whose record it is weighs too: only legal persons are listed without
asking; natural persons and the entities without legal personality (which often bear the names of
their members) are unlisted until they ask to be in (`Empresa.objects.publics()`). Who objects to
its staff band keeps it out of the public column itself (`Establiment.tram`), so that no filter,
count or export can tell.
"""

from enum import IntEnum


class Nivell(IntEnum):
    P0 = 0
    P1 = 1
    P2 = 2
    P3 = 3


def _nivells(**camps):
    return {camp: nivell for nivell, noms in camps.items() for camp in noms.split()}


VISIBILITAT = {
    "Empresa": _nivells(
        P0="id codi rao_social nom_comercial forma web descripcio descripcio_ca descripcio_es "
        "descripcio_en exercici_inici estat slug clau_ordre es_mostra actualitzat_el fonts",
        P2="nif classe consentiment_directori matriu creat_el",
    ),
    "Establiment": _nivells(
        P0="id empresa poligon adreca latitud longitud activitat_ccae activitat_cnae "
        "activitat_es_aproximada sector tram inicial clau_ordre es_public es_seu es_mostra "
        "font data_font actualitzat_el activitats_secundaries",
        P2="plantilla dones oposa_tram superficie_m2 tinenca data_alta data_baixa creat_el",
    ),
    "EmpresaFont": _nivells(P0="id empresa font"),
    "DadaPublicada": _nivells(
        P0="id empresa codi concepte text text_ca text_es text_en exercici font ordre "
        "concepte_ca concepte_es concepte_en"
    ),
    "ActivitatSecundaria": _nivells(P0="id establiment activitat"),
    "Font": _nivells(P0="id nom titol url data_publicacio es_mostra"),
    "Sector": _nivells(
        P0="id slug nom nom_ca nom_es nom_en ordre descripcio descripcio_ca descripcio_es "
        "descripcio_en"
    ),
    "Activitat": _nivells(P0="id classificacio codi titol pare sector equivalent"),
    "Comptador": _nivells(P2="id darrer"),
}


def nivell(model, camp):
    """The level of a field. Raises KeyError for one that nobody declared."""
    return Nivell[VISIBILITAT[model][camp]]


def camps_no_publics(model):
    """What a public page does not even read from the database."""
    return [camp for camp in VISIBILITAT[model] if nivell(model, camp) > Nivell.P0]
