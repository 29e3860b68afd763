"""Who speaks for an estate or keeps it: associations, conservation bodies, boards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from poligons.dates import Precisio, text_data
from poligons.models.poligon import Poligon
from terrassa_portal.web.slugs import validate_not_reserved


class Ens(models.Model):
    """A body with a role in one or several estates."""

    class Tipus(models.TextChoices):
        ASSOCIACIO = "associacio", _("Associació")
        JUNTA_CONSERVACIO = "junta_conservacio", _("Entitat de conservació")
        JUNTA_COMPENSACIO = "junta_compensacio", _("Junta de compensació")
        APEU = "apeu", _("Àrea de promoció econòmica urbana (APEU)")
        AGRUPACIO = "agrupacio", _("Agrupació d’associacions")
        AJUNTAMENT = "ajuntament", _("Ajuntament")
        ALTRES = "altres", _("Altres")

    codi = models.CharField(
        _("codi"), max_length=40, unique=True, validators=[validate_not_reserved]
    )
    nom = models.CharField(_("nom"), max_length=200, unique=True)
    sigles = models.CharField(_("sigles"), max_length=20, blank=True)
    tipus = models.CharField(_("tipus"), max_length=18, choices=Tipus)
    descripcio = models.TextField(_("descripció"), blank=True)
    data_constitucio = models.DateField(_("data de constitució"), null=True, blank=True)
    precisio_data = models.CharField(
        _("precisió de la data"), max_length=3, choices=Precisio, blank=True
    )
    web = models.URLField(_("web"), blank=True)
    correu = models.EmailField(_("correu"), blank=True)
    font = models.CharField(_("font"), max_length=200, blank=True)
    font_url = models.URLField(_("adreça de la font"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("ens")
        verbose_name_plural = _("ens")
        ordering = ["nom"]
        constraints = [
            models.CheckConstraint(
                name="ens_amb_nom_i_codi",
                condition=~Q(nom="") & ~Q(codi=""),
                violation_error_message=_("Tot ens té nom i codi."),
            ),
            models.CheckConstraint(
                name="ens_data_amb_precisio",
                condition=Q(data_constitucio=None, precisio_data="")
                | Q(data_constitucio__isnull=False, precisio_data__in=Precisio.values),
                violation_error_message=_(
                    "Tota data porta la seva precisió, i sense data no n’hi ha."
                ),
            ),
        ]

    def __str__(self):
        return self.nom

    def data_text(self):
        return text_data(self.data_constitucio, self.precisio_data)


class EnsPoligonQuerySet(models.QuerySet):
    def vigents(self, dia):
        """The roles held on `dia`: begun, or begun nobody knows when, and not over."""
        return self.filter(Q(inici=None) | Q(inici__lte=dia), Q(fi=None) | Q(fi__gte=dia))


class EnsPoligon(models.Model):
    """What an ens does in a poligon, and since when."""

    class Rol(models.TextChoices):
        REPRESENTA = "representa", _("Representa les empreses i els propietaris")
        CONSERVA = "conserva", _("Conserva la urbanització")
        URBANITZA = "urbanitza", _("Gestiona la urbanització")

    ens = models.ForeignKey(Ens, models.PROTECT, related_name="ens_poligons", verbose_name=_("ens"))
    poligon = models.ForeignKey(
        Poligon, models.CASCADE, related_name="ens_poligons", verbose_name=_("polígon")
    )
    rol = models.CharField(_("rol"), max_length=12, choices=Rol)
    inici = models.DateField(_("inici"), null=True, blank=True)
    precisio_data = models.CharField(
        _("precisió de la data"), max_length=3, choices=Precisio, blank=True
    )
    fi = models.DateField(_("fi"), null=True, blank=True)

    objects = EnsPoligonQuerySet.as_manager()

    class Meta:
        verbose_name = _("ens del polígon")
        verbose_name_plural = _("ens del polígon")
        ordering = ["poligon", "ens"]
        constraints = [
            models.CheckConstraint(
                name="ens_poligon_fi_despres_de_inici",
                condition=Q(inici=None) | Q(fi=None) | Q(fi__gte=models.F("inici")),
                violation_error_message=_("La data de fi no pot ser anterior a la d’inici."),
            ),
            models.CheckConstraint(
                name="ens_poligon_data_amb_precisio",
                condition=Q(inici=None, precisio_data="")
                | Q(inici__isnull=False, precisio_data__in=Precisio.values),
                violation_error_message=_(
                    "Tota data porta la seva precisió, i sense data no n’hi ha."
                ),
            ),
            models.UniqueConstraint(
                fields=["ens", "poligon", "rol"],
                condition=Q(fi=None),
                name="ens_poligon_un_rol_vigent",
                violation_error_message=_("Aquest ens ja té aquest rol en aquest polígon."),
            ),
        ]

    def __str__(self):
        return f"{self.ens} · {self.poligon}"

    def inici_text(self):
        return text_data(self.inici, self.precisio_data)
