"""Facilities: what an estate has, has not, will have, and what nobody has said."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from poligons.dates import Precisio, text_data
from poligons.models.poligon import Poligon
from terrassa_portal.web.slugs import validate_not_reserved


class Dotacio(models.Model):
    """A utility or facility that an estate may have: one entry of the catalogue."""

    codi = models.CharField(
        _("codi"), max_length=40, unique=True, validators=[validate_not_reserved]
    )
    nom = models.CharField(_("nom"), max_length=120, unique=True)
    descripcio = models.TextField(_("descripció"), blank=True)
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("dotació")
        verbose_name_plural = _("dotacions")
        ordering = ["ordre", "nom"]
        constraints = [
            models.CheckConstraint(
                name="dotacio_amb_nom_i_codi",
                condition=~Q(nom="") & ~Q(codi=""),
                violation_error_message=_("Tota dotació té nom i codi."),
            ),
        ]

    def __str__(self):
        return self.nom


class DotacioPoligonQuerySet(models.QuerySet):
    def disponibles(self):
        """Those that are there today, wholly or in part."""
        return self.filter(estat__in=DotacioPoligon.Estat.disponibles())

    def conegudes(self):
        return self.exclude(estat=DotacioPoligon.Estat.DESCONEGUDA)


class DotacioPoligon(models.Model):
    """What is known of one facility in one poligon. No row means the same as «desconeguda»."""

    class Estat(models.TextChoices):
        SI = "si", _("Sí")
        PARCIAL = "parcial", _("Parcial")
        PREVISTA = "prevista", _("Prevista")
        NO = "no", _("No")
        DESCONEGUDA = "desconeguda", _("No consta")

        @classmethod
        def disponibles(cls):
            return [cls.SI, cls.PARCIAL]

    dotacio = models.ForeignKey(
        Dotacio, models.PROTECT, related_name="dotacions_poligon", verbose_name=_("dotació")
    )
    poligon = models.ForeignKey(
        Poligon, models.CASCADE, related_name="dotacions", verbose_name=_("polígon")
    )
    estat = models.CharField(
        _("estat"), max_length=11, choices=Estat, default=Estat.DESCONEGUDA, db_index=True
    )
    operador = models.CharField(_("operador"), max_length=120, blank=True)
    nota = models.CharField(_("nota"), max_length=300, blank=True)
    data_referencia = models.DateField(_("data de referència"), null=True, blank=True)
    precisio_data = models.CharField(
        _("precisió de la data"), max_length=3, choices=Precisio, blank=True
    )
    font = models.CharField(_("font"), max_length=200, blank=True)
    font_url = models.URLField(_("adreça de la font"), max_length=500, blank=True)

    objects = DotacioPoligonQuerySet.as_manager()

    class Meta:
        verbose_name = _("dotació del polígon")
        verbose_name_plural = _("dotacions del polígon")
        ordering = ["poligon", F("dotacio__ordre").asc(), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dotacio", "poligon"],
                name="dotacio_poligon_unica",
                violation_error_message=_("Aquest polígon ja té aquesta dotació."),
            ),
            models.CheckConstraint(
                name="dotacio_poligon_estat_conegut",
                condition=Q(estat__in=["si", "parcial", "prevista", "no", "desconeguda"]),
                violation_error_message=_("Aquest estat no existeix."),
            ),
            models.CheckConstraint(
                name="dotacio_poligon_coneguda_amb_font",
                condition=Q(estat="desconeguda") | ~Q(font=""),
                violation_error_message=_(
                    "Digueu-ne la font, o deixeu la dotació com a «no consta»."
                ),
            ),
            models.CheckConstraint(
                name="dotacio_poligon_desconeguda_sense_dades",
                condition=~Q(estat="desconeguda")
                | Q(operador="", nota="", font="", font_url="", data_referencia=None),
                violation_error_message=_(
                    "Una dotació que no consta no té operador, nota, font ni data."
                ),
            ),
            models.CheckConstraint(
                name="dotacio_poligon_data_amb_precisio",
                condition=Q(data_referencia=None, precisio_data="")
                | Q(data_referencia__isnull=False, precisio_data__in=Precisio.values),
                violation_error_message=_(
                    "Tota data porta la seva precisió, i sense data no n’hi ha."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.dotacio}: {self.get_estat_display()}"

    def data_text(self):
        return text_data(self.data_referencia, self.precisio_data)
