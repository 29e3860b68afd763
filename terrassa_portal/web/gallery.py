"""Samples of every component, in each of its states, for `/_components/`."""

from datetime import date

import django_tables2 as tables
from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from .marks import SHAPES, status_tag
from .tables import LinkColumn, NumberColumn, PortalTable, StatusColumn

TONES = ("ok", "info", "warn", "err", "muted")
STATES = (
    ("Dins les previsions", "ok", "check", "solid"),
    ("En execució", "info", "progress", "sarja"),
    ("Amb retard", "warn", "late", "espiga"),
    ("Pendent", "muted", "hollow", "hollow"),
    ("No iniciat per canvi de prioritat", "err", "dropped", "gasa"),
    ("Estat no recuperable", "muted", "unknown", "dashed"),
)
ESTATES = (
    ("Can Parellada", 41.542, 2.036), ("Santa Margarida I", 41.550, 2.034),
    ("Santa Margarida II", 41.548, 2.026), ("Colom II", 41.538, 2.032),
    ("Els Bellots", 41.548, 2.040), ("Can Palet", 41.556, 2.032), ("Segle XX", 41.552, 2.010),
    ("Can Guitard", 41.538, 2.028), ("Can Farcan", 41.556, 2.038),
    ("Sector Montserrat", 41.564, 2.036), ("Els Gorgs - Est", 41.570, 2.028),
    ("La Grípia", 41.576, 2.036), ("Can Petit", 41.582, 2.032), ("Polígon Nord", 41.582, 2.024),
    ("Carrer d’Alemanya", 41.542, 2.044), ("Els Bellots II", 41.550, 2.046),
    ("Palau Sud - Can Guitard", 41.536, 2.024), ("Palau Nord", 41.546, 2.018),
    ("Franja Nord", 41.584, 2.034), ("Parc Vallès", 41.546, 2.020),
)  # fmt: skip


class SampleForm(forms.Form):
    """One field of each kind."""

    nom = forms.CharField(label="Nom i cognoms", widget=forms.TextInput({"autocomplete": "name"}))
    correu = forms.EmailField(
        label="Correu electrònic",
        help_text="Només per avisar-vos de com avança.",
        error_messages={"invalid": "Escriviu un correu com ara nom@exemple.cat."},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    descripcio = forms.CharField(
        label="Què passa?", widget=forms.Textarea, help_text="No hi poseu dades personals."
    )
    categoria = forms.ChoiceField(
        label="De què es tracta?",
        choices=[("llum", "Enllumenat"), ("via", "Calçada i voreres"), ("net", "Neteja")],
        widget=forms.RadioSelect,
        error_messages={"required": "Trieu de què es tracta."},
    )
    poligon = forms.ChoiceField(label="Polígon", choices=[("", "—"), ("1", "Els Bellots")])
    foto = forms.FileField(label="Fotografia", required=False, help_text="JPG o HEIC, fins a 8 MB.")
    avisos = forms.BooleanField(label="Vull rebre avisos per correu", required=False)


class SampleTable(PortalTable):
    """Three rows of an imaginary list."""

    caption = _("Empreses d’exemple")
    nom = LinkColumn(url=lambda row: "#", verbose_name=_("Empresa"))
    poligon = tables.Column(verbose_name=_("Polígon"), orderable=False)
    estat = StatusColumn(tag=lambda row: row["tag"], accessor="nom", orderable=False)
    plantilla = NumberColumn(verbose_name=_("Plantilla"))
    alta = tables.Column(verbose_name=_("Alta"))


class SampleFilter:
    """What filter_form.html asks of a filter set."""

    facet_filters = {"poligon": None, "sector": None}

    class form_class(forms.Form):
        q = forms.CharField(
            label=_("Cerca"),
            required=False,
            help_text=_("Per nom, activitat o carrer."),
            widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
        )

    form = form_class({"q": "teixit"}, auto_id="id_filtre_%s")


def samples():
    """The context of the gallery."""
    bound = SampleForm({"correu": "no és un correu"}, auto_id="id_error_%s")
    return {
        "form": SampleForm(auto_id="id_mostra_%s"),
        "form_errors": bound,
        "table": sample_table(),
        "tags": [status_tag(label, tone, shape) for label, tone, shape, _pattern in STATES],
        "shapes": list(SHAPES),
        "segments": sample_segments([12, 11, 4, 6, 2, 3]),
        "segments_thin": sample_segments([81, 634, 110, 1, 0, 0]),
        "features": sample_features(),
        "steps": sample_steps(),
        "facts": sample_facts(),
        "filter": SampleFilter(),
        "facets": sample_facets(),
        "active_filters": [{"label": "Polígon", "value": "Els Bellots", "remove_url": "?"}],
        "downloads": [
            {"format": name, "url": f"?format={name.lower()}"} for name in ("CSV", "XLSX")
        ],
        "day": date(2026, 11, 20),
        "tones": [("info", "Termini"), ("ok", "Fet"), ("warn", "Atenció"), ("err", "Error")],
    }


def sample_table():
    rows = [
        {"nom": "Filatures Vallparadís, SL", "poligon": "Can Palet", "plantilla": 1240, "n": 0},
        {"nom": "Mecanitzats Ègara, SA", "poligon": "Els Bellots", "plantilla": None, "n": 2},
        {"nom": "Logística Ponent, SL", "poligon": "Santa Margarida I", "plantilla": 38, "n": 5},
    ]
    for row in rows:
        row |= {"tag": STATES[row["n"]][:3], "alta": date(2019, 6, 14)}
    table = SampleTable(rows * 40, order_by="nom")
    table.page = Paginator(table.rows, 3).page(4)
    table.paginator = table.page.paginator
    return table


def sample_segments(counts):
    return [
        {"label": label, "count": count, "tone": tone, "pattern": pattern, "url": ""}
        for (label, tone, _shape, pattern), count in zip(STATES, counts, strict=True)
    ]


def sample_features():
    return [
        {
            "name": name,
            "url": "#mapa",
            "lat": lat,
            "lon": lon,
            "radius_m": 220,
            "tone": "info",
            "selected": name == "Els Bellots",
            "note": "ubicació aproximada",
        }
        for name, lat, lon in ESTATES
    ]


def sample_steps():
    rows = (
        ("Rebuda", "12 de novembre de 2026, 9.14 h", "Hem rebut l’avís.", "done"),
        ("Derivada", "12 de novembre de 2026, 11.02 h", "L’hem passat a Enllumenat.", "done"),
        ("En curs", "17 de novembre de 2026", "La reparació té data.", "current"),
        ("Resolta", "Previsió: 26 de novembre de 2026", "", "todo"),
    )
    return [dict(zip(("title", "when", "text", "state"), row, strict=True)) for row in rows]


def sample_facts():
    return [
        ("Districte", "3"),
        ("Superfície", "28,05 ha", "POUM, 2003"),
        ("Empreses", None),
        ("Entitat gestora", "Junta de Conservació del Polígon Els Bellots"),
    ]


def sample_facets():
    def options(*rows):
        keys = ("value", "label", "count", "checked")
        return [dict(zip(keys, (row[0].lower(), *row), strict=True)) for row in rows]

    return [
        {
            "name": "poligon",
            "label": "Polígon",
            "options": options(("Els Bellots", 112, True), ("Can Palet", 64, False)),
        },
        {
            "name": "sector",
            "label": "Sector",
            "options": options(("Metall", 1204, False), ("Tèxtil i confecció", 8, False)),
        },
    ]
