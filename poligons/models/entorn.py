"""How one gets to an estate, and what the planning lets one build there."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from poligons.dates import Precisio, text_data
from poligons.models.poligon import Poligon
from terrassa_portal.web import figures


class Acces(models.Model):
    """A road, station, bus line or lane by which one reaches a poligon."""

    class Tipus(models.TextChoices):
        AUTOPISTA = "autopista", _("Autopista o autovia")
        CARRETERA = "carretera", _("Carretera o avinguda")
        TREN = "tren", _("Tren")
        BUS = "bus", _("Autobús")
        BICI = "bici", _("Bicicleta")

    poligon = models.ForeignKey(
        Poligon, models.CASCADE, related_name="accessos", verbose_name=_("polígon")
    )
    tipus = models.CharField(_("tipus"), max_length=9, choices=Tipus)
    nom = models.CharField(_("nom"), max_length=120)
    parada = models.CharField(_("parada"), max_length=200, blank=True)
    distancia_km = models.DecimalField(
        _("distància (km)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    previst = models.BooleanField(_("previst"), default=False, help_text=_("Encara no existeix."))
    nota = models.CharField(_("nota"), max_length=300, blank=True)
    font = models.CharField(_("font"), max_length=200)
    font_url = models.URLField(_("adreça de la font"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("accés")
        verbose_name_plural = _("accessos")
        ordering = ["poligon", "tipus", "nom"]
        constraints = [
            models.UniqueConstraint(
                "poligon",
                "tipus",
                "nom",
                name="acces_unic",
                violation_error_message=_("Aquest polígon ja té aquest accés."),
            ),
            models.CheckConstraint(
                name="acces_distancia_versemblant",
                condition=Q(distancia_km=None) | Q(distancia_km__range=(0, 100)),
                violation_error_message=_("La distància ha de ser entre 0 i 100 km."),
            ),
            models.CheckConstraint(
                name="acces_amb_nom_i_font",
                condition=~Q(nom="") & ~Q(font=""),
                violation_error_message=_("Tot accés té nom i font."),
            ),
        ]

    def __str__(self):
        return self.nom


class Planejament(models.Model):
    """One planning instrument of a poligon's sector and what it lets be built.

    An estate may have several: the plan in force and the change under way.
    """

    class Fase(models.TextChoices):
        AVANC = "avanc", _("Avanç")
        INICIAL = "inicial", _("Aprovació inicial")
        DEFINITIVA = "definitiva", _("Aprovació definitiva")
        PROPOSTA = "proposta", _("Proposta")
        DESCONEGUDA = "desconeguda", _("No consta")

    poligon = models.ForeignKey(
        Poligon, models.CASCADE, related_name="planejaments", verbose_name=_("polígon")
    )
    sector = models.CharField(_("sector"), max_length=120, blank=True)
    figura = models.CharField(_("figura"), max_length=160)
    fase = models.CharField(_("fase"), max_length=12, choices=Fase, default=Fase.DESCONEGUDA)
    data_aprovacio = models.DateField(_("data d’aprovació"), null=True, blank=True)
    precisio_data = models.CharField(
        _("precisió de la data"), max_length=3, choices=Precisio, blank=True
    )
    usos = models.TextField(_("usos admesos"), blank=True)
    article = models.CharField(_("article de la normativa"), max_length=80, blank=True)
    edificabilitat = models.DecimalField(
        _("edificabilitat (m² de sostre per m² de sòl)"),
        max_digits=5,
        decimal_places=3,
        null=True,
        blank=True,
    )
    alcada_m = models.DecimalField(
        _("alçada màxima (m)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    parcella_minima_m2 = models.PositiveIntegerField(
        _("parcel·la mínima (m²)"), null=True, blank=True
    )
    nota = models.TextField(_("nota"), blank=True)
    font = models.CharField(_("font"), max_length=200)
    font_url = models.URLField(_("adreça de la font"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("planejament")
        verbose_name_plural = _("planejament")
        ordering = ["poligon", F("data_aprovacio").desc(nulls_last=True), "figura"]
        constraints = [
            models.UniqueConstraint(
                "poligon",
                "figura",
                "fase",
                name="planejament_unic",
                violation_error_message=_("Aquest polígon ja té aquesta figura en aquesta fase."),
            ),
            models.CheckConstraint(
                name="planejament_mides_positives",
                condition=(Q(edificabilitat=None) | Q(edificabilitat__gt=0))
                & (Q(alcada_m=None) | Q(alcada_m__gt=0))
                & (Q(parcella_minima_m2=None) | Q(parcella_minima_m2__gt=0)),
                violation_error_message=_(
                    "Deixeu en blanc el que no se sap: cap mida del planejament és zero."
                ),
            ),
            models.CheckConstraint(
                name="planejament_amb_figura_i_font",
                condition=~Q(figura="") & ~Q(font=""),
                violation_error_message=_("Tot planejament diu la figura i la font."),
            ),
            models.CheckConstraint(
                name="planejament_data_amb_precisio",
                condition=Q(data_aprovacio=None, precisio_data="")
                | Q(data_aprovacio__isnull=False, precisio_data__in=Precisio.values),
                violation_error_message=_(
                    "Tota data porta la seva precisió, i sense data no n’hi ha."
                ),
            ),
        ]

    def __str__(self):
        return self.figura

    def mides(self):
        """What it lets be built, as (term, value): only what its source says."""
        said = [
            (_("Usos"), self.usos),
            (_("Article"), self.article),
            (_("Edificabilitat"), self._mida(self.edificabilitat, "m²/m²")),
            (_("Alçada màxima"), self._mida(self.alcada_m, "m")),
            (_("Parcel·la mínima"), self._mida(self.parcella_minima_m2, "m²")),
        ]
        return [(term, value) for term, value in said if value]

    @staticmethod
    def _mida(value, unit):
        return "" if value is None else f"{figures.number(value)}\N{NO-BREAK SPACE}{unit}"

    def data_text(self):
        return text_data(self.data_aprovacio, self.precisio_data)
