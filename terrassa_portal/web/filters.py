"""Filters that say when they do not understand, and facets: options with how many each would give."""

import django_filters
from django import forms
from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .search import Query
from .text import sort_key

# Parameters of a list page that filter nothing.
PAGE_PARAMETERS = frozenset({"pagina", "ordre", "format"})


class SearchFilter(django_filters.CharFilter):
    """Free text over a collection of the search index; orders by relevance when nothing else does."""

    def __init__(self, *, collection, label=None, help_text="", **kwargs):
        super().__init__(label=label or _("Cerca"), help_text=help_text, **kwargs)
        self.collection = collection
        self.extra["max_length"] = 200
        self.extra["widget"] = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})

    def filter(self, qs, value):
        query = self.query(value or "")
        if not query.words:
            return qs.none() if value else qs
        return query.ranked(qs)

    def query(self, text):
        """The words of `text` looked up once a request, for the list and each of its facets."""
        looked_up = getattr(self, "_looked_up", None)
        if looked_up is None or looked_up[0] != text:
            looked_up = self._looked_up = (text, Query(self.collection, text))
        return looked_up[1]


class FacetField(forms.MultipleChoiceField):
    """Checkboxes whose choices are known only once the database is asked."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": _("«%(value)s» no és un valor possible. Trieu-ne un de la llista.")
    }


class FacetFilter(django_filters.MultipleChoiceFilter):
    """One or more values of `field_name`, or-ed, each shown with how many rows it would give.

    The words of a value come from `choices` (a Choices class or pairs) or from the column `title`.
    `order` is «title», «count» or «choices».
    """

    field_class = FacetField

    def __init__(self, *, field_name, title=None, choices=None, label=None, order=None, **kwargs):
        pairs = getattr(choices, "choices", choices)
        super().__init__(field_name=field_name, label=label, choices=pairs or (), **kwargs)
        self.title = title
        self.pairs = pairs
        self.order = order or ("choices" if pairs else "title")

    def filter(self, qs, value):
        if not value:
            return qs
        return qs.filter(**{f"{self.field_name}__in": value})

    def known_values(self, queryset):
        """All the values a visitor may ask for, with their words."""
        if self.pairs is not None:
            return [(str(value), label) for value, label in self.pairs if value not in (None, "")]
        columns = [self.field_name, self.title or self.field_name]
        rows = queryset.order_by().values_list(*columns).distinct()
        return [(str(value), title) for value, title in rows if value not in (None, "")]

    def counts(self, queryset):
        """How many rows each value has: {value: (words, number)}."""
        columns = list(dict.fromkeys([self.field_name, self.title or self.field_name]))
        rows = queryset.order_by().values_list(*columns).annotate(nombre=Count("pk"))
        return {str(row[0]): (row[-2], row[-1]) for row in rows if row[0] not in (None, "")}


class PortalFilterSet(django_filters.FilterSet):
    """A filter set that reports what it does not understand instead of showing everything."""

    @cached_property
    def facet_filters(self):
        return {n: f for n, f in self.filters.items() if isinstance(f, FacetFilter)}

    @cached_property
    def form(self):
        """The form, with the possible values of each facet asked for only if one is given."""
        for name, facet in self.facet_filters.items():
            if facet.pairs is None and self.is_bound and self.data.getlist(name):
                facet.extra["choices"] = facet.known_values(self.queryset)
        return super().form

    def problems(self):
        """What is wrong with the address, in sentences; empty if all is understood."""
        unknown = sorted(set(self.data) - set(self.filters) - PAGE_PARAMETERS)
        sentences = [
            _("El filtre «%(name)s» no existeix en aquesta llista.") % {"name": name[:40]}
            for name in unknown
        ]
        for name, errors in self.form.errors.items():
            label = self.form.fields[name].label if name in self.form.fields else name
            sentences += [f"{label}: {error}" for error in errors]
        return sentences

    def queryset_without(self, name):
        """The rows that all the filters but `name` leave."""
        rows = self.queryset.all()
        for other, value in self.form.cleaned_data.items():
            if other != name:
                rows = self.filters[other].filter(rows, value)
        return rows

    def facets(self):
        """The facets to show, one query each."""
        return [self._facet(name, facet) for name, facet in self.facet_filters.items()]

    def _facet(self, name, facet):
        chosen = [str(value) for value in self.form.cleaned_data.get(name) or []]
        counts = facet.counts(self.queryset_without(name))
        labels = dict(facet.pairs or ())
        if facet.pairs is None:
            labels |= {value: words for value, (words, _n) in counts.items()}
            labels |= {value: label for value, label in facet.extra["choices"] if value in chosen}
        options = [
            {
                "value": value,
                "label": label,
                "count": counts.get(str(value), ("", 0))[1],
                "checked": str(value) in chosen,
            }
            for value, label in labels.items()
            if str(value) in counts or str(value) in chosen
        ]
        if facet.order == "title":
            options.sort(key=lambda option: sort_key(str(option["label"])))
        elif facet.order == "count":
            options.sort(key=lambda option: -option["count"])
        return {
            "name": name,
            "label": facet.label,
            "options": options,
            "active": len(chosen),
        }
