"""Forms of the back office: what the NIF says of its holder nobody has to choose."""

from django import forms

from empreses.nif import classe_de_nif


class EmpresaForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        classe = classe_de_nif(cleaned.get("nif", ""))
        if classe:
            cleaned["classe"] = classe
        return cleaned
