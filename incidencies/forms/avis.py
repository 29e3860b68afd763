"""The steps of a report. Each keeps its answers as plain values, so that the session can hold them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incidencies.models import Categoria, Notificant
from incidencies.uploads import FOTOS_MAXIM
from poligons.models import Poligon
from terrassa_portal.web.forms import HumanFormMixin

from .camps import FotosFormMixin, LiniaField, ParagrafField

_TELEFON = re.compile(r"\+?[\d ()./-]{6,20}")
DETALLS_MAXIM = 1000


class QueForm(forms.Form):
    """Step 1: what is going on, in their words."""

    descripcio = ParagrafField(
        label=_("Expliqueu què passa"),
        help_text=_(
            "En poques frases. Per exemple: «El fanal de davant de l’empresa fa tres nits que no "
            "s’encén». No hi poseu dades de persones."
        ),
        error_messages={"required": _("Escriviu què passa, encara que sigui en una frase.")},
    )


class TipusForm(forms.Form):
    """Step 2: which category it is. The page draws the options; here they are only checked."""

    categoria = forms.ChoiceField(
        label=_("Tipus de problema"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Trieu un tipus de problema."),
            "invalid_choice": _("Aquest tipus no existeix. Trieu-ne un de la llista."),
        },
    )

    def __init__(self, *args, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["categoria"].choices = [(c.codi, c.nom) for c in categories]


class OnForm(forms.Form):
    """Step 3: in which polígon, and where in it."""

    poligon = forms.ChoiceField(
        label=_("Polígon"),
        error_messages={
            "required": _("Trieu el polígon."),
            "invalid_choice": _("Aquest polígon no existeix. Trieu-ne un de la llista."),
        },
    )
    adreca = LiniaField(
        label=_("Carrer i número"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Si no hi ha número, la cruïlla o el tram."),
    )
    local = LiniaField(
        label=_("Empresa o nau més propera"),
        max_length=70,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    referencia_element = LiniaField(
        label=_("Número del fanal, contenidor o parada"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Si en porta: sol ser en una placa o un adhesiu."),
    )

    def __init__(self, *args, categoria=None, **kwargs):
        super().__init__(*args, **kwargs)
        poligons = Poligon.objects.order_by("clau_ordre", "nom").values_list("slug", "nom")
        self.fields["poligon"].choices = [("", _("Trieu-ne un")), *poligons]
        self.cal_adreca = (
            categoria is not None and categoria.precisio_minima != Categoria.Precisio.POLIGON
        )
        if self.cal_adreca:
            self.fields["adreca"].help_text = _(
                "Si no hi ha número, la cruïlla o el tram. Cal omplir això o un dels dos camps següents."
            )

    def clean(self):
        dades = super().clean()
        situat = dades.get("adreca") or dades.get("local") or dades.get("referencia_element")
        if self.cal_adreca and not situat and "adreca" not in self.errors:
            self.add_error(
                "adreca",
                _(
                    "Per a aquest problema cal saber el lloc: escriviu el carrer, l’empresa o el número."
                ),
            )
        return dades


class FotosForm(FotosFormMixin):
    """Step 4: photographs and whatever else is worth knowing."""

    detalls = ParagrafField(
        label=_("Cal saber res més?"),
        maxim=DETALLS_MAXIM,
        rows=3,
        required=False,
        help_text=_("Per exemple: des de quan passa, a quines hores o si talla el pas."),
    )
    field_order = ["fotos", "detalls"]

    def __init__(self, *args, cal_foto=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.cal_foto = cal_foto and self.places == FOTOS_MAXIM

    def clean_fotos(self):
        netes = super().clean_fotos()
        if self.cal_foto and not netes:
            raise ValidationError(_("Per a aquest problema cal una foto. Afegiu-ne una."))
        return netes


class ContacteForm(forms.Form):
    """Step 5: who reports, if they want to say so."""

    correu = forms.EmailField(
        label=_("Correu electrònic"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Us hi enviarem el justificant i cada canvi d’estat."),
        error_messages={
            "invalid": _("Aquest correu no és complet. Ha de ser com ara nom@exemple.cat.")
        },
    )
    nom = LiniaField(
        label=_("Nom"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    telefon = LiniaField(
        label=_("Telèfon"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        help_text=_("Només si el servei us pot trucar per trobar el lloc."),
    )
    tipus = forms.ChoiceField(
        label=_("Aviseu com a"),
        choices=[
            (Notificant.Tipus.CIUTADANIA, _("Ciutadà o ciutadana")),
            (Notificant.Tipus.EMPRESA, _("Empresa")),
            (Notificant.Tipus.ASSOCIACIO, _("Associació del polígon")),
        ],
        initial=Notificant.Tipus.CIUTADANIA,
        required=False,
        widget=forms.RadioSelect,
    )
    entitat = LiniaField(
        label=_("Nom de l’empresa o de l’associació"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_telefon(self):
        telefon = self.cleaned_data["telefon"]
        if telefon and not _TELEFON.fullmatch(telefon):
            raise ValidationError(_("Escriviu el telèfon només amb xifres, com ara 937 397 000."))
        return telefon

    def clean_tipus(self):
        return self.cleaned_data["tipus"] or Notificant.Tipus.CIUTADANIA.value


class ResumForm(HumanFormMixin):
    """The last page: nothing to fill in; it says which draft is sent."""

    clau = forms.CharField(max_length=64, widget=forms.HiddenInput)
