"""Service centres for companies, such as the one at the Masia dels Bellots."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from poligons.dates import Precisio, text_data
from poligons.models.ens import Ens
from poligons.models.poligon import Poligon
from terrassa_portal.web.slugs import validate_not_reserved


class CentreServeis(models.Model):
    """A place in a poligon where companies find rooms, training and advice."""

    codi = models.CharField(
        _("codi"), max_length=40, unique=True, validators=[validate_not_reserved]
    )
    nom = models.CharField(_("nom"), max_length=160, unique=True)
    sigles = models.CharField(_("sigles"), max_length=20, blank=True)
    poligon = models.ForeignKey(
        Poligon, models.PROTECT, related_name="centres", verbose_name=_("polígon")
    )
    ens = models.ForeignKey(
        Ens,
        models.PROTECT,
        related_name="centres",
        verbose_name=_("ens titular"),
        null=True,
        blank=True,
    )
    adreca = models.CharField(_("adreça"), max_length=200, blank=True)
    telefon = models.CharField(_("telèfon"), max_length=20, blank=True)
    correu = models.EmailField(_("correu"), blank=True)
    web = models.URLField(_("web"), blank=True)
    horari = models.CharField(_("horari"), max_length=200, blank=True)
    descripcio = models.TextField(_("descripció"), blank=True)
    serveis = models.TextField(_("serveis"), blank=True, help_text=_("Un per línia."))
    data_obertura = models.DateField(_("data d’obertura"), null=True, blank=True)
    precisio_data = models.CharField(
        _("precisió de la data"), max_length=3, choices=Precisio, blank=True
    )
    font = models.CharField(_("font"), max_length=200, blank=True)
    font_url = models.URLField(_("adreça de la font"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("centre de serveis")
        verbose_name_plural = _("centres de serveis")
        ordering = ["nom"]
        constraints = [
            models.CheckConstraint(
                name="centre_amb_nom_i_codi",
                condition=~Q(nom="") & ~Q(codi=""),
                violation_error_message=_("Tot centre té nom i codi."),
            ),
            models.CheckConstraint(
                name="centre_data_amb_precisio",
                condition=Q(data_obertura=None, precisio_data="")
                | Q(data_obertura__isnull=False, precisio_data__in=Precisio.values),
                violation_error_message=_(
                    "Tota data porta la seva precisió, i sense data no n’hi ha."
                ),
            ),
        ]

    def __str__(self):
        return self.nom

    def data_text(self):
        return text_data(self.data_obertura, self.precisio_data)

    @property
    def llista_serveis(self):
        return [servei.strip() for servei in self.serveis.splitlines() if servei.strip()]


class Sala(models.Model):
    """A room of a centre that companies can use."""

    centre = models.ForeignKey(
        CentreServeis, models.CASCADE, related_name="sales", verbose_name=_("centre")
    )
    nom = models.CharField(_("nom"), max_length=120)
    capacitat = models.PositiveSmallIntegerField(
        _("capacitat (persones)"), null=True, blank=True, help_text=_("Buit si no se sap.")
    )
    descripcio = models.CharField(_("descripció"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sala")
        verbose_name_plural = _("sales")
        ordering = ["centre", "nom"]
        constraints = [
            models.UniqueConstraint(
                "centre",
                "nom",
                name="sala_unica",
                violation_error_message=_("Aquest centre ja té aquesta sala."),
            ),
            models.CheckConstraint(
                name="sala_capacitat_positiva",
                condition=Q(capacitat=None) | Q(capacitat__gt=0),
                violation_error_message=_(
                    "Deixeu en blanc la capacitat si no se sap: no pot ser zero."
                ),
            ),
        ]

    def __str__(self):
        return self.nom
