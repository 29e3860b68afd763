"""Tables of list pages. Cells are made in Python: a template per cell costs more than the query."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from . import figures, marks


class PortalTable(tables.Table):
    """A table with a caption, Catalan query parameters and the portal's own template."""

    caption = ""

    class Meta:
        template_name = "components/table.html"
        order_by_field = "ordre"
        page_field = "pagina"
        empty_text = ""
        attrs = {"class": "table"}

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("order_by_field", "ordre")
        kwargs.setdefault("page_field", "pagina")
        kwargs.setdefault("template_name", "components/table.html")
        super().__init__(*args, **kwargs)


class LinkColumn(tables.Column):
    """A cell that leads to the record's page. `url` is a function of the record."""

    def __init__(self, *args, url, **kwargs):
        super().__init__(*args, **kwargs)
        self.record_url = url

    def render(self, record, value):
        return format_html('<a href="{}">{}</a>', self.record_url(record), value)


class StatusColumn(tables.Column):
    """A state as words, shape and colour. `tag` gives (label, tone, shape) of the record."""

    def __init__(self, *args, tag, **kwargs):
        kwargs.setdefault("verbose_name", _("Estat"))
        super().__init__(*args, **kwargs)
        self.tag = tag

    def render(self, record):
        return marks.status_tag(*self.tag(record))


class NumberColumn(tables.Column):
    """A number with decimal comma, at the right; what is not known is a dash, never a zero."""

    def __init__(self, *args, decimals=0, **kwargs):
        kwargs.setdefault("attrs", {"td": {"class": "numeric"}, "th": {"class": "numeric"}})
        super().__init__(*args, **kwargs)
        self.decimals = decimals

    def render(self, value):
        return figures.number(value, self.decimals)
