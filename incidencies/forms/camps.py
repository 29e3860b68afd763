"""Fields that several forms share: one line, several lines, photographs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from incidencies import uploads
from incidencies.models.incidencies import DESCRIPCIO_MAXIM
from terrassa_portal.web import figures


class LiniaField(forms.CharField):
    """One line of text. Refuses line breaks and control characters: it may end in a mail header."""

    def clean(self, value):
        value = super().clean(value)
        if any(not lletra.isprintable() for lletra in value):
            raise ValidationError(
                _("Escriviu-ho en una sola línia, sense caràcters especials."), code="control"
            )
        return value


class ParagrafField(forms.CharField):
    """Several lines. Too long a text is refused with its length and kept on the page, not cut."""

    def __init__(self, *, maxim=DESCRIPCIO_MAXIM, rows=6, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.maxim = maxim

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n").strip()

    def validate(self, value):
        super().validate(value)
        if len(value) > self.maxim:
            raise ValidationError(
                _("El text té %(llarg)s caràcters i el màxim són %(maxim)s. Escurceu-lo una mica.")
                % {"llarg": figures.number(len(value)), "maxim": figures.number(self.maxim)},
                code="max_length",
            )


class FotosInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self):
        super().__init__(attrs={"accept": uploads.ACCEPT})

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class FotosField(forms.FileField):
    """The files that were chosen, as they came. FotosFormMixin looks at them."""

    widget = FotosInput

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Fotos"))
        kwargs.setdefault(
            "help_text",
            _(
                "Fins a 5 fotos, de 10 MB com a màxim cadascuna: JPEG, PNG, WebP o HEIC. "
                "N’esborrem les dades ocultes, com el lloc on es van fer."
            ),
        )
        super().__init__(required=False, **kwargs)

    def clean(self, data, initial=None):
        return [fitxer for fitxer in data or [] if fitxer]


class FotosFormMixin(forms.Form):
    """A form that takes photographs. `netes` has the good ones even when others are refused."""

    fotos = FotosField()

    def __init__(self, *args, ja_desades=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = uploads.FOTOS_MAXIM - ja_desades
        self.netes = []

    def clean_fotos(self):
        fitxers = self.cleaned_data["fotos"]
        errors = []
        for fitxer in fitxers[: self.places]:
            try:
                self.netes.append(uploads.neteja_foto(fitxer))
            except uploads.FotoNoValida as error:
                errors.append(str(error))
        if sobren := fitxers[self.places :]:
            errors.append(massa_fotos([uploads.nom_curt(fitxer.name) for fitxer in sobren]))
        if errors:
            raise ValidationError(errors)
        return self.netes


def massa_fotos(noms):
    """The sentence that says which files were left out because there were too many."""
    return ngettext(
        "Podeu enviar %(maxim)s fotos com a màxim. No hem desat aquesta: %(noms)s.",
        "Podeu enviar %(maxim)s fotos com a màxim. No hem desat aquestes: %(noms)s.",
        len(noms),
    ) % {"maxim": uploads.FOTOS_MAXIM, "noms": ", ".join(f"«{nom}»" for nom in noms)}
