"""Forms of the back office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from poligons.models import Dotacio, DotacioPoligon, Poligon
from poligons.transitions import Canvi
from terrassa_portal.web.text import sort_key

Estat = DotacioPoligon.Estat


class PoligonForm(forms.ModelForm):
    """A poligon as an officer types it; what it is ordered by follows its name."""

    def save(self, commit=True):
        self.instance.clau_ordre = sort_key(self.instance.nom)
        return super().save(commit)


class GraellaForm(forms.Form):
    """Estates × facilities: a choice for each cell, beside it what it said when it was drawn."""

    font = forms.CharField(
        label=_("Font dels canvis"),
        max_length=200,
        required=False,
        help_text=_("Qui ho diu o quin document. Cal si algun canvi no és a «No consta»."),
    )
    font_url = forms.URLField(
        label=_("Adreça de la font"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.poligons = list(Poligon.objects.all())
        self.dotacions = list(Dotacio.objects.all())
        stored = {
            (row.poligon_id, row.dotacio_id): row.estat for row in DotacioPoligon.objects.all()
        }
        for poligon in self.poligons:
            for dotacio in self.dotacions:
                estat = stored.get((poligon.pk, dotacio.pk), Estat.DESCONEGUDA)
                self._add_cell(poligon, dotacio, estat)

    def _add_cell(self, poligon, dotacio, estat):
        name = self.cell_name(poligon, dotacio)
        self.fields[name] = forms.ChoiceField(
            label=f"{poligon}: {dotacio}",
            choices=Estat.choices,
            initial=estat,
            show_hidden_initial=True,
            widget=forms.Select(attrs={"class": "graella__estat"}),
        )

    @staticmethod
    def cell_name(poligon, dotacio):
        return f"d-{poligon.pk}-{dotacio.pk}"

    def rows(self):
        """For each poligon, its cells as bound fields."""
        for poligon in self.poligons:
            yield poligon, [self[self.cell_name(poligon, dotacio)] for dotacio in self.dotacions]

    def canvis(self):
        """The cells that the officer changed, against what the page had shown."""
        for poligon in self.poligons:
            for dotacio in self.dotacions:
                name = self.cell_name(poligon, dotacio)
                abans = self.data.get(self.add_initial_prefix(name), self.fields[name].initial)
                ara = self.cleaned_data[name]
                if ara != abans:
                    yield Canvi(poligon.pk, dotacio.pk, abans, ara)
