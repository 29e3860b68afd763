"""What companies do: the official classifications, and the city's own sectors above them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terrassa_portal.web.slugs import RESERVED, validate_not_reserved


class Sector(models.Model):
    """One of the city's own groups of activities: what the directory is filtered by."""

    slug = models.SlugField(
        _("slug"), max_length=40, unique=True, validators=[validate_not_reserved]
    )
    nom = models.CharField(_("nom"), max_length=80)
    descripcio = models.CharField(_("descripció"), max_length=200, blank=True)
    ordre = models.PositiveSmallIntegerField(_("ordre"), unique=True)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["ordre"]
        constraints = [
            models.CheckConstraint(
                name="sector_slug_no_reservat",
                condition=~Q(slug__in=sorted(RESERVED)),
                violation_error_message=_("Aquest slug és una paraula reservada del portal."),
            )
        ]

    def __str__(self):
        return self.nom


class ActivitatQuerySet(models.QuerySet):
    def divisions(self):
        return self.filter(pare__isnull=False, pare__pare=None)

    def de(self, classificacio):
        return self.filter(classificacio=classificacio)


class Activitat(models.Model):
    """A heading of one of the two classifications: a section (`C`), a division (`13`) or finer."""

    class Classificacio(models.TextChoices):
        CCAE2009 = "ccae2009", _("CCAE-2009")
        CNAE2025 = "cnae2025", _("CNAE-2025")

    classificacio = models.CharField(_("classificació"), max_length=8, choices=Classificacio)
    codi = models.CharField(_("codi"), max_length=6)
    titol = models.CharField(_("títol"), max_length=250)
    pare = models.ForeignKey(
        "self",
        verbose_name=_("epígraf superior"),
        on_delete=models.PROTECT,
        related_name="filles",
        null=True,
        blank=True,
    )
    sector = models.ForeignKey(
        Sector,
        verbose_name=_("sector"),
        on_delete=models.PROTECT,
        related_name="activitats",
        null=True,
        blank=True,
        help_text=_("Les divisions en tenen; les seccions, massa amples, no."),
    )
    equivalent = models.OneToOneField(
        "self",
        verbose_name=_("equivalent a la CNAE-2025"),
        on_delete=models.PROTECT,
        related_name="equivalent_ccae",
        null=True,
        blank=True,
        help_text=_(
            "Només quan la correspondència és d’un a un; la resta la decideix una persona."
        ),
    )

    objects = ActivitatQuerySet.as_manager()

    class Meta:
        verbose_name = _("activitat")
        verbose_name_plural = _("activitats")
        ordering = ["classificacio", "codi"]
        constraints = [
            models.UniqueConstraint(
                name="activitat_codi_unic",
                fields=["classificacio", "codi"],
                violation_error_message=_("Aquest codi ja és a la classificació."),
            ),
            models.CheckConstraint(
                name="activitat_equivalent_nomes_de_2009",
                condition=Q(equivalent=None) | Q(classificacio="ccae2009"),
                violation_error_message=_("Només els epígrafs de la CCAE-2009 tenen equivalent."),
            ),
            models.CheckConstraint(
                name="activitat_no_es_filla_seva",
                condition=Q(pare=None) | ~Q(pare=F("id")),
                violation_error_message=_("Una activitat no pot penjar d’ella mateixa."),
            ),
            models.CheckConstraint(
                name="activitat_codi_amb_classificacio",
                condition=Q(classificacio__in=["ccae2009", "cnae2025"]) & ~Q(codi=""),
                violation_error_message=_("Cal un codi i una de les dues classificacions."),
            ),
        ]

    def __str__(self):
        return f"{self.codi} {self.titol}"
