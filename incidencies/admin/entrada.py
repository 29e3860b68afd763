"""A report taken down by a technician, usually on the telephone: one page, half a minute."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from incidencies.models import Categoria, Incidencia, Notificant
from incidencies.models.incidencies import DESCRIPCIO_MAXIM
from incidencies.transitions import DadesIncidencia, DadesNotificant
from poligons.models import Poligon

Origen = Incidencia.Origen
ORIGENS = (Origen.TELEFON, Origen.CORREU, Origen.PRESENCIAL, Origen.ASSOCIACIO, Origen.TECNIC)
QUE = ("poligon", "categoria", "descripcio", "adreca", "referencia_element")
QUI = ("origen", "tipus", "nom", "entitat", "telefon", "correu", "vol_avisos")


class EntradaForm(forms.Form):
    poligon = forms.ModelChoiceField(label=_("Polígon"), queryset=Poligon.objects.all())
    categoria = forms.ModelChoiceField(label=_("Categoria"), queryset=Categoria.objects.none())
    descripcio = forms.CharField(
        label=_("Què passa"),
        max_length=DESCRIPCIO_MAXIM,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    adreca = forms.CharField(label=_("Carrer i número"), max_length=200, required=False)
    referencia_element = forms.CharField(
        label=_("Número de l’element"),
        max_length=60,
        required=False,
        help_text=_("El del fanal, el contenidor o la parada."),
    )
    origen = forms.ChoiceField(
        label=_("Com ha arribat"), choices=[(origen.value, origen.label) for origen in ORIGENS]
    )
    tipus = forms.ChoiceField(label=_("Qui avisa"), choices=Notificant.Tipus.choices)
    nom = forms.CharField(label=_("Nom"), max_length=120, required=False)
    entitat = forms.CharField(label=_("Empresa o associació"), max_length=160, required=False)
    telefon = forms.CharField(label=_("Telèfon"), max_length=20, required=False)
    correu = forms.EmailField(
        label=_("Correu electrònic"),
        required=False,
        help_text=_("Hi rebrà el justificant i, quan el confirmi, els canvis d’estat."),
    )
    vol_avisos = forms.BooleanField(label=_("Vol rebre avisos"), required=False, initial=True)
    # The same page sent twice is one report.
    clau = forms.CharField(
        widget=forms.HiddenInput, initial=lambda: secrets.token_urlsafe(24), max_length=64
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["categoria"].queryset = Categoria.objects.actives()

    def grups(self):
        """The fields as the page shows them, under their heading."""
        return [
            (_("Què i on"), [self[nom] for nom in QUE]),
            (_("Qui avisa"), [self[nom] for nom in QUI]),
        ]

    def dades(self):
        net = self.cleaned_data
        notificant = DadesNotificant(**{nom: net[nom] for nom in QUI if nom != "origen"})
        return DadesIncidencia(
            **{nom: net[nom] for nom in QUE}, origen=net["origen"], notificant=notificant
        )
