"""Figures: no number of the portal stands without a unit, a source and, if known, a date."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from poligons.dates import Precisio, text_data
from poligons.models.centre import CentreServeis
from poligons.models.poligon import Poligon
from terrassa_portal.web import figures

# Stands for «no date» where rows are compared: earlier than any figure.
SENSE_DATA = date(1, 1, 1)

# Which figures are the area of an estate.
SUPERFICIES = Q(concepte="superficie", unitat="ha", poligon__isnull=False)


class XifraQuerySet(models.QuerySet):
    def vigents(self):
        """The last figure that each source gives of each thing.

        Two sources that disagree are both current; an older figure of the same source is not.
        An undated figure gives way to a dated one of its source.
        """
        posteriors = self.model.objects.alias(
            poligon_o_zero=Coalesce("poligon_id", 0),
            centre_o_zero=Coalesce("centre_id", 0),
            data_o_cap=Coalesce("data_referencia", SENSE_DATA),
        ).filter(
            poligon_o_zero=Coalesce(OuterRef("poligon_id"), 0),
            centre_o_zero=Coalesce(OuterRef("centre_id"), 0),
            concepte=OuterRef("concepte"),
            detall=OuterRef("detall"),
            unitat=OuterRef("unitat"),
            font=OuterRef("font"),
            data_o_cap__gt=Coalesce(OuterRef("data_referencia"), SENSE_DATA),
        )
        return self.filter(~Exists(posteriors))

    def de_poligon(self, poligon):
        return self.filter(poligon=poligon)

    def superficies(self):
        """The areas of the estates, in hectares."""
        return self.filter(SUPERFICIES)

    def de_districte(self):
        """Figures of the whole industrial district: of no estate and no centre."""
        return self.filter(poligon=None, centre=None)


class Xifra(models.Model):
    """What one source says of one thing: of a poligon, a centre or the whole district."""

    class Concepte(models.TextChoices):
        SUPERFICIE = "superficie", _("Superfície total")
        SUPERFICIE_UTIL = "superficie_util", _("Superfície útil")
        SUPERFICIE_PRODUCTIVA = "superficie_productiva", _("Sòl per a activitat productiva")
        SUPERFICIE_COMERCIAL = "superficie_comercial", _("Superfície comercial")
        SOSTRE = "sostre", _("Sostre edificable")
        SOSTRE_INDUSTRIAL = "sostre_industrial", _("Sostre industrial")
        SOSTRE_TERCIARI = "sostre_terciari", _("Sostre terciari")
        SOSTRE_RESIDENCIAL = "sostre_residencial", _("Sostre residencial")
        HABITATGES = "habitatges", _("Habitatges com a màxim")
        ZONES_VERDES = "zones_verdes", _("Zones verdes")
        VIALITAT = "vialitat", _("Vialitat")
        EQUIPAMENTS = "equipaments", _("Equipaments")
        PARCELLES = "parcelles", _("Parcel·les")
        POLIGONS = "poligons", _("Polígons")
        ASSOCIACIONS = "associacions", _("Associacions de polígons")
        EMPRESES = "empreses", _("Empreses")
        EMPRESES_PREVISTES = "empreses_previstes", _("Empreses previstes")
        LOCALS = "locals", _("Locals comercials")
        LLOCS_TREBALL_PREVISTOS = "llocs_treball_previstos", _("Llocs de treball previstos")
        LLOCS_TREBALL = "llocs_treball", _("Llocs de treball")
        INVERSIO_PREVISTA = "inversio_prevista", _("Inversió prevista")
        COST_URBANITZACIO = "cost_urbanitzacio", _("Cost d’urbanització")
        NAUS_BUIDES = "naus_buides", _("Naus buides")
        OCUPACIO = "ocupacio", _("Ocupació de les naus")
        DEFECTES_VIA_PUBLICA = "defectes_via_publica", _("Defectes de la via pública detectats")
        ACTIVITATS = "activitats", _("Activitats fetes")
        PARTICIPANTS = "participants", _("Persones participants")
        FORMACIONS = "formacions", _("Accions formatives")

    class Unitat(models.TextChoices):
        HA = "ha", "ha"
        M2 = "m2", "m²"
        EUR = "eur", "€"
        PCT = "pct", "%"
        NOMBRE = "nombre", _("nombre")

    poligon = models.ForeignKey(
        Poligon,
        models.CASCADE,
        related_name="xifres",
        verbose_name=_("polígon"),
        null=True,
        blank=True,
        help_text=_("Buit si la xifra és de tot el districte industrial o d’un centre."),
    )
    centre = models.ForeignKey(
        CentreServeis,
        models.CASCADE,
        related_name="xifres",
        verbose_name=_("centre de serveis"),
        null=True,
        blank=True,
    )
    concepte = models.CharField(_("concepte"), max_length=24, choices=Concepte)
    detall = models.CharField(
        _("detall"),
        max_length=120,
        blank=True,
        help_text=_("La part a què es refereix, si no és el tot: «parcel·les grans»."),
    )
    valor = models.DecimalField(_("valor"), max_digits=14, decimal_places=2)
    unitat = models.CharField(_("unitat"), max_length=6, choices=Unitat)
    aproximada = models.BooleanField(_("aproximada"), default=False)
    data_referencia = models.DateField(_("data de referència"), null=True, blank=True)
    precisio_data = models.CharField(
        _("precisió de la data"), max_length=3, choices=Precisio, blank=True
    )
    font = models.CharField(_("font"), max_length=200)
    font_url = models.URLField(_("adreça de la font"), max_length=500, blank=True)
    nota = models.CharField(_("nota"), max_length=300, blank=True)

    objects = XifraQuerySet.as_manager()

    class Meta:
        verbose_name = _("xifra")
        verbose_name_plural = _("xifres")
        ordering = [
            "concepte",
            "detall",
            F("data_referencia").desc(nulls_last=True),
            "font",
            "pk",
        ]
        constraints = [
            models.UniqueConstraint(
                Coalesce("poligon", 0),
                Coalesce("centre", 0),
                "concepte",
                "detall",
                "unitat",
                "font",
                Coalesce("data_referencia", SENSE_DATA),
                name="xifra_unica",
                violation_error_message=_(
                    "Aquesta font ja dona una xifra d’aquest concepte en aquesta data."
                ),
            ),
            models.CheckConstraint(
                name="xifra_de_poligon_o_de_centre",
                condition=Q(poligon=None) | Q(centre=None),
                violation_error_message=_(
                    "Una xifra és d’un polígon o d’un centre, no de tots dos."
                ),
            ),
            models.CheckConstraint(
                name="xifra_no_negativa",
                condition=Q(valor__gte=0),
                violation_error_message=_("El valor no pot ser negatiu."),
            ),
            models.CheckConstraint(
                name="xifra_pct_fins_a_100",
                condition=~Q(unitat="pct") | Q(valor__lte=100),
                violation_error_message=_("Un percentatge no passa de 100."),
            ),
            models.CheckConstraint(
                name="xifra_amb_font",
                condition=~Q(font=""),
                violation_error_message=_("Tota xifra porta la seva font."),
            ),
            models.CheckConstraint(
                name="xifra_data_amb_precisio",
                condition=Q(data_referencia=None, precisio_data="")
                | Q(data_referencia__isnull=False, precisio_data__in=Precisio.values),
                violation_error_message=_(
                    "Tota data porta la seva precisió, i sense data no n’hi ha."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.concepte_text()}: {self.valor_text()}"

    def valor_text(self):
        """The value as it is read: «aprox. 70 ha», «711.458 m²», «30»."""
        write = figures.eur if self.unitat == self.Unitat.EUR else figures.number
        text = write(self.valor)
        if self.unitat not in (self.Unitat.EUR, self.Unitat.NOMBRE):
            text = f"{text}\N{NO-BREAK SPACE}{self.Unitat(self.unitat).label}"
        return _("aprox. %(valor)s") % {"valor": text} if self.aproximada else text

    def concepte_text(self):
        """What is counted, with the part of it if it is not the whole."""
        # Not get_…_display(), which goes through the words of all the concepts each time.
        concepte = self.Concepte(self.concepte).label
        return f"{concepte} ({self.detall})" if self.detall else str(concepte)

    def font_text(self):
        """Who says it, and of when it is."""
        return f"{self.font}, {self.data_text()}"

    def data_text(self):
        return text_data(self.data_referencia, self.precisio_data)
