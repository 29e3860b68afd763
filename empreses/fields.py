"""Columns that write what they hold in one way, whoever writes it: a form, a bulk load or a query."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from empreses.nif import es_nif_valid, normalitza_nif


def valida_nif(nif):
    if not es_nif_valid(nif):
        raise ValidationError(
            _("«%(nif)s» no és un NIF: el caràcter de control no quadra. Reviseu-lo."),
            params={"nif": nif},
        )


class NIFFormField(forms.CharField):
    """People type «ES B-12.345.678» and `1234567L`: what is checked is the NIF."""

    def to_python(self, value):
        return normalitza_nif(super().to_python(value))


class NIFField(models.CharField):
    """A NIF, normalized when it is read from a form, written or compared. Empty, never null."""

    default_validators = [valida_nif]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 9)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        return normalitza_nif(super().to_python(value))

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None else normalitza_nif(value)

    def formfield(self, **kwargs):
        # Without its length: there must be room for the marks that are taken away.
        return super().formfield(**{"form_class": NIFFormField} | kwargs | {"max_length": None})
