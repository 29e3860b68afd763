"""Tables of the plans and of the elements of one plan: what their pages and downloads have."""

import django_tables2 as tables
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plans import estats
from terrassa_portal.web.tables import LinkColumn, PortalTable, StatusColumn


class PlaTable(PortalTable):
    """A plan a row, with what `presentation.latest_balances` says of it in the downloads."""

    caption = _("Plans dels polígons de Terrassa")
    titol = LinkColumn(verbose_name=_("Pla"), url=lambda pla: pla.get_absolute_url())
    tipus = tables.Column(verbose_name=_("Tipus"))
    inici = tables.Column(verbose_name=_("Any d’inici"))
    fi = tables.Column(verbose_name=_("Any de fi"))
    responsable = tables.Column(verbose_name=_("Responsable"), orderable=False)

    def value_tipus(self, record):
        return record.get_tipus_display()

    def value_responsable(self, record):
        return responsible(record)


def responsible(pla):
    """Who answers for a plan: a municipal service of today, or the words of the source."""
    return pla.responsable.nom if pla.responsable else pla.responsable_text


class ElementTable(PortalTable):
    """An element a row."""

    titol = LinkColumn(
        verbose_name=_("Títol"),
        accessor="codi",
        order_by="clau_ordre",
        url=lambda element: f"../{element.codi}/",
    )
    prioritat = tables.Column(
        verbose_name=_("Forma part de"), accessor="arrel_nom", order_by=("arrel_clau", "clau_ordre")
    )
    area = tables.Column(
        verbose_name=_("Àrea responsable"), accessor="redaccio_vigent__responsable__nom"
    )

    def render_titol(self, record, value):
        words = f"{shown_code(record)} {record.titol}"
        return self.columns["titol"].column.render(record, words.strip())

    def value_titol(self, record):
        return record.redaccio_vigent.titol if record.redaccio_vigent else ""


class ElementEstatTable(ElementTable):
    """The same, with the state that the last balanç of sheets gives to each element."""

    estat = StatusColumn(
        accessor="estat_mostrat",
        verbose_name=_("Estat al darrer balanç"),
        tag=lambda element: marks_of(state(element)),
    )

    def value_estat(self, record):
        found = state(record)
        return found.etiqueta if found else ""


def state(element):
    """The state that the balanç gives to an element annotated by the page, or None."""
    valor = getattr(element, "estat_mostrat", None)
    if not valor:
        return None
    if valor in estats.SENSE_ESTAT:
        return estats.SENSE_ESTAT[valor]
    return estats.estat(element.esquema_balanc, valor)


def marks_of(estat):
    return estat.etiqueta, estat.tone, estat.shape


def shown_code(element):
    """The code as the document has it; nothing where it has none, for ours is only an address."""
    return element.codi_oficial


def absolute(path):
    return f"{settings.PORTAL_URL}{path}"
