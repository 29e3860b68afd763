"""What a reporter does after the report: find it, add to it, answer, confirm, object, reopen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .camps import FotosFormMixin, LiniaField, ParagrafField


class CercaForm(forms.Form):
    """A reference, and what only its reporter knows: their e-mail or the key of the receipt."""

    codi = LiniaField(
        label=_("Referència"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("És al justificant i als correus. Té la forma TRS-7K4M-2Q."),
        error_messages={"required": _("Escriviu la referència de l’avís.")},
    )
    secret = LiniaField(
        label=_("Correu electrònic o clau"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text=_("El correu que ens vau deixar o la clau de vuit caràcters del justificant."),
        error_messages={"required": _("Escriviu el correu o la clau del justificant.")},
    )


class InformacioForm(FotosFormMixin):
    """Something to add or, if the service asked, the answer."""

    text = ParagrafField(
        label=_("Què hi voleu afegir?"),
        rows=4,
        error_messages={"required": _("Escriviu què hi voleu afegir.")},
    )
    field_order = ["text", "fotos"]

    def __init__(self, *args, es_resposta=False, **kwargs):
        super().__init__(*args, **kwargs)
        if es_resposta:
            self.fields["text"].label = _("Què hi responeu?")
            self.fields["text"].error_messages["required"] = _("Escriviu la resposta.")


class ConfirmaForm(forms.Form):
    """«Sí, està resolt»: nothing to fill in."""


class ObjeccioForm(FotosFormMixin):
    """«No, encara hi és»."""

    text = ParagrafField(
        label=_("Què hi ha encara?"),
        rows=4,
        error_messages={"required": _("Expliqueu què hi ha encara: el servei ho necessita.")},
    )
    field_order = ["text", "fotos"]


class ReobreForm(forms.Form):
    """It was closed and should not have been."""

    text = ParagrafField(
        label=_("Per què cal tornar-lo a obrir?"),
        rows=4,
        error_messages={"required": _("Expliqueu per què cal tornar-lo a obrir.")},
    )
