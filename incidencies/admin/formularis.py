"""The small form behind each button of an incidencia's page: what its verb needs to be told."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencies import codis
from incidencies.models import Categoria, Incidencia, Servei
from incidencies.transitions import DadesAdjunt
from incidencies.transitions.tancament import MOTIUS_REBUTJA, MOTIUS_TANCA
from incidencies.uploads import ACCEPT, FotoNoValida, neteja_foto
from terrassa_portal.web import roles
from terrassa_portal.web.models import Usuari

Motiu = Incidencia.MotiuTancament


class AccioForm(forms.Form):
    """Knows the incidencia; `arguments()` is what the verb takes."""

    def __init__(self, incidencia, nom, *args, **kwargs):
        self.incidencia = incidencia
        super().__init__(*args, auto_id=f"id_{nom}_%s", **kwargs)

    def arguments(self):
        return self.cleaned_data


def _text(label, help_text="", required=True, rows=3):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


PUBLIC = _("Ho llegirà qui va avisar i, si la incidència es publica, tothom.")


class DerivaForm(AccioForm):
    servei = forms.ModelChoiceField(label=_("Servei"), queryset=Servei.objects.none())
    motiu = _text(_("Per què"), _("Obligatori si ja s’havia derivat abans."), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["servei"].queryset = Servei.objects.derivables()


class AcceptaForm(AccioForm):
    referencia_externa = forms.CharField(
        label=_("Referència pròpia del servei"),
        help_text=_("Opcional: el número d’ordre o d’expedient."),
        max_length=80,
        required=False,
    )


class RetornaForm(AccioForm):
    motiu = _text(_("Per què es retorna"), _("Ho llegirà el triatge."))


class PlanificaForm(AccioForm):
    data_prevista = forms.DateField(
        label=_("Dia previst"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    nota = _text(_("Què es farà"), PUBLIC)

    def clean_data_prevista(self):
        dia = self.cleaned_data["data_prevista"]
        if dia < timezone.localdate():
            raise forms.ValidationError(_("La data prevista no pot ser passada."))
        return dia


class DemanaInformacioForm(AccioForm):
    pregunta = _text(_("Pregunta"), _("Els terminis s’aturen fins que la respongui."))


class RespostaForm(AccioForm):
    text = _text(_("Què diu qui va avisar"))


class ResolForm(AccioForm):
    que_s_ha_fet = _text(_("Què s’ha fet"), PUBLIC)
    foto = forms.FileField(
        label=_("Foto"),
        required=False,
        help_text=_("Opcional: com ha quedat."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def clean_foto(self):
        fitxer = self.cleaned_data["foto"]
        if not fitxer:
            return None
        try:
            return neteja_foto(fitxer)
        except FotoNoValida as refused:
            raise forms.ValidationError(str(refused)) from refused

    def arguments(self):
        foto = self.cleaned_data.pop("foto")
        adjunts = () if foto is None else (self._adjunt(foto),)
        return self.cleaned_data | {"adjunts": adjunts}

    @staticmethod
    def _adjunt(foto):
        return DadesAdjunt(
            fitxer=foto.contingut,
            amplada=foto.amplada,
            alcada=foto.alcada,
            text_alternatiu=_("Com ha quedat"),
        )


class ObjectaForm(AccioForm):
    motiu = _text(_("Què hi ha encara"))


class TancaForm(AccioForm):
    motiu = forms.ChoiceField(
        label=_("Motiu"), choices=[(motiu.value, motiu.label) for motiu in MOTIUS_TANCA]
    )
    text = _text(_("Explicació"), _("Si és d’algú altre, digueu de qui. Ho llegirà qui va avisar."))


class DuplicadaForm(AccioForm):
    original = forms.CharField(
        label=_("Referència de l’original"), max_length=20, help_text=_("Per exemple, TRS-7K4M-2Q.")
    )

    def clean_original(self):
        codi = codis.llegeix(self.cleaned_data["original"])
        original = Incidencia.objects.filter(codi=codi).first() if codi else None
        if original is None:
            raise forms.ValidationError(_("No hi ha cap incidència amb aquesta referència."))
        return original


class RebutjaForm(AccioForm):
    motiu = forms.ChoiceField(
        label=_("Motiu"), choices=[(motiu.value, motiu.label) for motiu in MOTIUS_REBUTJA]
    )
    text = _text(_("Explicació"), _("Opcional."), required=False)


class ReobreForm(AccioForm):
    motiu = _text(_("Per què es torna a obrir"))


class NotaForm(AccioForm):
    text = _text(_("Nota"), _("Només la llegeix el personal municipal."))


class AssignaForm(AccioForm):
    usuari = forms.ModelChoiceField(
        label=_("Qui la segueix"), queryset=Usuari.objects.none(), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["usuari"].queryset = Usuari.objects.filter(
            is_active=True, groups__name__in=[roles.PROMOCIO, roles.COORDINACIO]
        ).distinct()
        self.fields["usuari"].initial = self.incidencia.assignada_id


class CategoriaForm(AccioForm):
    categoria = forms.ModelChoiceField(
        label=_("Categoria"),
        queryset=Categoria.objects.none(),
        help_text=_("Els terminis es tornen a calcular."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["categoria"].queryset = Categoria.objects.actives()
        self.fields["categoria"].initial = self.incidencia.categoria_id


class ModeraForm(AccioForm):
    visibilitat = forms.ChoiceField(label=_("Visibilitat"), choices=Incidencia.Visibilitat.choices)
    resum_public = forms.CharField(
        label=_("Resum públic"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Amb paraules vostres i sense dades de ningú: mai el text de qui va avisar."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["visibilitat"].initial = self.incidencia.visibilitat
        self.fields["resum_public"].initial = self.incidencia.resum_public
