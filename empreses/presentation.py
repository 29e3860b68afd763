"""What the pages of companies say, in words: the facts of a record, its state, its JSON-LD."""

import json

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from empreses.models import Empresa
from terrassa_portal.web import marks

NO_CONSTA = gettext_lazy("No consta")
MARQUES_ESTAT = {
    Empresa.Estat.EN_LIQUIDACIO: ("warn", "late"),
    Empresa.Estat.TRASLLADADA: ("muted", "dropped"),
    Empresa.Estat.TANCADA: ("muted", "dropped"),
}
_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def no_consta():
    return format_html('<span class="muted">{}</span>', NO_CONSTA)


def marca_de_mostra():
    return marks.status_tag(_("Mostra"), "warn", "unknown")


def marca_estat(empresa):
    """The tag of a company that is not simply working; nothing for one that is."""
    if empresa.estat not in MARQUES_ESTAT:
        return ""
    return marks.status_tag(empresa.get_estat_display(), *MARQUES_ESTAT[empresa.estat])


def resum(empresa, establiments):
    """What it does, in a sentence; that nobody has said it, if nobody has."""
    if empresa.descripcio:
        return empresa.descripcio
    activitat = next((e.activitat for e in establiments if e.activitat), None)
    return f"{activitat.titol}." if activitat else _("De l’activitat no en tenim constància.")


def dades_de_la_fitxa(empresa):
    """The facts about the company itself: pairs (term, value), only those that are known."""
    parells = [
        (_("Raó social"), empresa.rao_social if empresa.nom_comercial else ""),
        (_("Forma jurídica"), empresa.get_forma_display() if empresa.forma else ""),
        (_("Any d’inici"), str(empresa.exercici_inici or "")),
        (_("Web"), _enllac(empresa.web)),
    ]
    return [(terme, valor) for terme, valor in parells if valor]


def dades_de_l_establiment(establiment):
    """The facts about one of its premises. What nobody has said is said to be unknown."""
    secundaries = "; ".join(text_activitat(s.activitat) for s in establiment.secundaries.all())
    parells = [
        (_("Adreça"), establiment.adreca or no_consta()),
        (_("Polígon"), _enllac_al_poligon(establiment)),
        (_("Sector"), _enllac_al_sector(establiment)),
        ("CNAE-2025", text_activitat(establiment.activitat_cnae)),
        ("CCAE-2009", text_activitat(establiment.activitat_ccae)),
        (_("També fa"), secundaries),
        (_("Plantilla (persones)"), establiment.text_tram),
    ]
    return [(terme, valor) for terme, valor in parells if valor]


def text_activitat(activitat):
    return f"{activitat.codi} · {activitat.titol}" if activitat else ""


def _enllac(url):
    if not url.startswith(("https://", "http://")):
        return ""
    return format_html('<a class="external" href="{}" rel="noopener nofollow">{}</a>', url, url)


def _enllac_al_poligon(establiment):
    if establiment.poligon is None:
        return _("No consta que sigui en cap")
    poligon = establiment.poligon
    return format_html('<a href="{}">{}</a>', poligon.get_absolute_url(), poligon.nom)


def _enllac_al_sector(establiment):
    if establiment.sector is None:
        return ""
    url = f"{reverse('empreses:list')}?sector={establiment.sector.slug}"
    return format_html('<a href="{}">{}</a>', url, establiment.sector.nom)


def json_ld(empresa, establiments: QuerySet | list):
    """The record as schema.org sees it: a data block, which no browser runs. Public fields only."""
    dades = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": settings.PORTAL_URL + empresa.get_absolute_url(),
        "name": empresa.nom,
        "legalName": empresa.rao_social,
        "identifier": empresa.codi,
        "description": empresa.descripcio,
        "url": empresa.web,
        "foundingDate": str(empresa.exercici_inici or ""),
        "location": [_lloc(e) for e in establiments],
    }
    text = json.dumps({clau: v for clau, v in dades.items() if v}, ensure_ascii=False)
    return SafeString(text.translate(_JSON_ESCAPES))


def _lloc(establiment):
    lloc = {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": establiment.adreca,
            "addressLocality": "Terrassa",
            "addressCountry": "ES",
        },
    }
    if establiment.latitud is not None:
        lloc["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(establiment.latitud),
            "longitude": float(establiment.longitud),
        }
    return lloc
