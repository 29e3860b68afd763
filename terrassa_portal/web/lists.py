"""`TableListView`: a list page and its downloads, which share address, filter, order and columns."""

from django.conf import settings
from django.core.paginator import InvalidPage
from django.http import Http404, HttpResponseBadRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from . import exports
from .filters import FacetFilter

FORMATS = ("csv", "xlsx", "json", "geojson")


class TableListView(TemplateView):
    """A filtered, faceted, sorted, paged and downloadable list, declared by its subclass.

    `queryset`, `filterset_class`, `table_class`, `template_name` and `export_name` say what it is.
    `export_columns` adds columns to the downloads: {heading: dotted accessor or function of the
    record}. A method `geojson(record)` that gives a geometry enables `?format=geojson`.
    An address with a filter or value that does not exist is reported, and then nothing is listed.
    """

    queryset = None
    filterset_class = None
    table_class = None
    export_name = ""
    export_columns: dict = {}
    page_title = ""
    geojson = None
    http_method_names = ["get", "head", "options"]

    def get_queryset(self):
        return self.queryset.all()

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("format", "")
        if not wanted:
            return self.render_to_response(self.get_context_data(**kwargs))
        if wanted not in self.formats or self.problems:
            sentences = self.problems or [_("Aquest format de descàrrega no existeix.")]
            return _refusal(sentences)
        return self._download(wanted)

    @cached_property
    def filterset(self):
        return self.filterset_class(
            self.request.GET, queryset=self.get_queryset(), request=self.request
        )

    @cached_property
    def problems(self):
        names = set(self.table_class.base_columns)
        asked = [name.lstrip("-") for name in self.request.GET.getlist("ordre")]
        return self.filterset.problems() + [
            _("No es pot ordenar per «%(name)s».") % {"name": name[:40]}
            for name in asked
            if name not in names or self.table_class.base_columns[name].orderable is False
        ]

    @cached_property
    def rows(self):
        return self.get_queryset().none() if self.problems else self.filterset.qs

    @cached_property
    def table(self):
        """The table, sorted and cut to its page. Raises Http404 for a page that does not exist."""
        table = self._sorted_table()
        try:
            table.paginate(page=self.request.GET.get("pagina", 1), per_page=settings.LIST_PAGE_ROWS)
        except InvalidPage as error:
            raise Http404(_("Aquesta pàgina de la llista no existeix.")) from error
        return table

    def _sorted_table(self):
        """The table of all the rows in the order asked for; rows that tie keep one order."""
        table = self.table_class(self.rows, request=self.request)
        if asked := self.request.GET.getlist("ordre"):
            table.order_by = asked
            rows = table.data.data
            table.data.data = rows.order_by(*rows.query.order_by, "pk")
        return table

    @property
    def formats(self):
        return [f for f in FORMATS if f != "geojson" or self.geojson is not None]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            table=self.table,
            filter=self.filterset,
            facets=self.filterset.facets(),
            problems=self.problems,
            active_filters=self.active_filters(),
            clear_url=self.request.path,
            page_obj=self.table.page,
            count=self.table.paginator.count,
            object_list=[row.record for row in self.table.paginated_rows],
            downloads=self.downloads(),
            page_title=self.page_title,
            **kwargs,
        )

    def active_filters(self):
        """The filters that are on, each with the address that takes it away."""
        if self.problems:
            return []
        chips = []
        for name, value in self.filterset.form.cleaned_data.items():
            for one in value if isinstance(value, list | tuple) else [value]:
                if one not in (None, "", []):
                    chips.append(self._chip(name, one))
        return chips

    def _chip(self, name, value):
        query = self.request.GET.copy()
        several = isinstance(self.filterset.filters[name], FacetFilter)
        kept = [v for v in query.getlist(name) if v != str(value)] if several else []
        query.setlist(name, kept)
        for parameter in ("pagina", *([] if query.getlist(name) else [name])):
            query.pop(parameter, None)
        return {
            "label": self.filterset.filters[name].label,
            "value": self._words_of(name, value),
            "remove_url": f"{self.request.path}?{query.urlencode()}"
            if query
            else self.request.path,
        }

    def _words_of(self, name, value):
        field = self.filterset.form.fields[name]
        return dict(getattr(field, "choices", ())).get(value, value)

    def downloads(self):
        query = self.request.GET.copy()
        query.pop("pagina", None)
        links = []
        for name in self.formats:
            query["format"] = name
            links.append({"format": name.upper(), "url": f"?{query.urlencode()}"})
        return links

    def _columns(self):
        """Headings and getters: those of the table, then those that only a download has."""
        table = self.table_class([])
        columns = [
            (name, _getter(table, name, column))
            for name, column in table.base_columns.items()
            if not column.exclude_from_export
        ]
        return columns + [(h, _accessor(a)) for h, a in self.export_columns.items()]

    def _download(self, wanted):
        rows = self._sorted_table().data.data
        if wanted == "xlsx" and rows.count() > settings.EXPORT_XLSX_MAX_ROWS:
            return _refusal(
                [_("Són massa files per a un full de càlcul: baixeu-ne el CSV, que no té límit.")]
            )
        records = rows.iterator(chunk_size=exports.CHUNK)
        if wanted == "geojson":
            return exports.geojson_response(
                self._columns(), records, self.geojson, self.export_name
            )
        make = {
            "csv": exports.csv_response,
            "json": exports.json_response,
            "xlsx": exports.xlsx_response,
        }[wanted]
        return make(self._columns(), records, self.export_name)


def _getter(table, name, column):
    """How a download reads a column: `value_<name>(record)` of the table, or its accessor."""
    own = getattr(table, f"value_{name}", None)
    return own or _accessor(str(column.accessor or name))


def _accessor(path):
    if callable(path):
        return path
    steps = path.replace(".", "__").split("__")

    def get(record):
        value = record
        for step in steps:
            value = getattr(value, step, None)
            if value is None:
                return None
        return value() if callable(value) else value

    return get


def _refusal(sentences):
    return HttpResponseBadRequest(
        "\n".join(map(str, sentences)), content_type="text/plain; charset=utf-8"
    )
