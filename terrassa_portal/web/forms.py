"""Forms of the portal itself, and what every anonymous form has against robots."""

import time

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from .models import Suggeriment

MINIMUM_SECONDS = 2
_SIGNER = signing.TimestampSigner(salt="web.forms.HumanFormMixin")


class HumanFormMixin(forms.Form):
    """A field that people do not see and a minimum time: what robots fill in and do not wait for."""

    website = forms.CharField(
        required=False, label=_("Deixeu-ho en blanc"), widget=forms.HiddenInput
    )
    shown_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shown_at"].initial = lambda: _SIGNER.sign(str(int(time.time())))

    def clean(self):
        data = super().clean()
        if data.get("website") or not self._took_time(data.get("shown_at", "")):
            raise forms.ValidationError(
                _("No hem pogut enviar el formulari. Espereu uns segons i torneu-ho a provar."),
                code="robot",
            )
        return data

    def _took_time(self, shown_at):
        try:
            moment = int(_SIGNER.unsign(shown_at, max_age=24 * 3600))
        except (signing.BadSignature, ValueError):
            return False
        return time.time() - moment >= MINIMUM_SECONDS


class SuggerimentForm(HumanFormMixin, forms.ModelForm):
    class Meta:
        model = Suggeriment
        fields = ["pagina", "text", "correu"]
        widgets = {
            "pagina": forms.HiddenInput,
            "text": forms.Textarea(attrs={"rows": 6}),
            "correu": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        help_texts = {
            "text": _("Digueu què no és correcte i, si ho sabeu, com hauria de ser."),
            "correu": _("Només si voleu resposta."),
        }
        error_messages = {"text": {"required": _("Escriviu què hi ha malament.")}}
