"""Words that addresses of the portal use: refused as slugs and codes of anything."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

RESERVED = frozenset(
    """
    accessibilitat admin ajuda api avis-legal balanc balancos calendari calendari.ics canvis
    canvis.atom cataleg cens cerca compara compte contacte convenis dades dades-obertes data
    districte dossier dossier.pdf editar elements empreses en entra es es-la-meva
    estadistiques favicon.ico fitxa galetes gestio graella id incidencies invertir jornades
    la-meva-empresa mapa-web media metodologia naus-i-solars nou nova obres observatori
    ofereixo ogc open311 plans poligons privacitat projectes publicacions reempresa
    robots.txt s salut seguiment servei simbiosi sitemap sitemap.xml static suggeriment
    suport surt
    """.split()
)


def validate_not_reserved(value):
    """Refuse a slug or code that is a word of the portal's own addresses."""
    if value.casefold() in RESERVED:
        raise ValidationError(
            _("«%(value)s» és una paraula de les adreces del portal: trieu-ne una altra."),
            code="reserved",
            params={"value": value},
        )
