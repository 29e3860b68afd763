from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidencies import terminis
from terrassa_portal.web.slugs import RESERVED, validate_not_reserved


class CategoriaQuerySet(models.QuerySet):
    def actives(self):
        """Those that a report may choose: active and with no subcategories of their own."""
        return self.filter(activa=True, filles=None)

    def amb_relacions(self):
        return self.select_related("pare")


class Categoria(models.Model):
    """A kind of thing that goes wrong. Its `codi` is the Open311 service_code and never changes."""

    class Precisio(models.TextChoices):
        POLIGON = "poligon", _("El polígon")
        ADRECA = "adreca", _("L’adreça")
        PUNT = "punt", _("El punt exacte")

    class Prioritat(models.TextChoices):
        NORMAL = "normal", _("Normal")
        ALTA = "alta", _("Alta")
        URGENT = "urgent", _("Urgent")

    codi = models.SlugField(
        _("codi"), max_length=40, unique=True, validators=[validate_not_reserved]
    )
    pare = models.ForeignKey(
        "self",
        verbose_name=_("categoria superior"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="filles",
    )
    nom = models.CharField(_("nom"), max_length=100)
    descripcio = models.CharField(_("descripció"), max_length=300, blank=True)
    paraules_clau = models.TextField(
        _("paraules clau"),
        blank=True,
        help_text=_("Separades per comes: serveixen per suggerir la categoria."),
    )
    precisio_minima = models.CharField(
        _("precisió mínima"), max_length=7, choices=Precisio, default=Precisio.POLIGON
    )
    termini_resposta_dies = models.PositiveSmallIntegerField(
        _("termini de resposta (dies hàbils)"),
        default=terminis.RESPOSTA_DIES,
        validators=[MinValueValidator(1)],
    )
    termini_resolucio_dies = models.PositiveSmallIntegerField(
        _("termini de resolució (dies hàbils)"), validators=[MinValueValidator(1)]
    )
    es_proposta = models.BooleanField(
        _("terminis proposats"),
        default=True,
        help_text=_("Els terminis són una proposta fins que la coordinació els confirma."),
    )
    prioritat = models.CharField(
        _("prioritat"), max_length=6, choices=Prioritat, default=Prioritat.NORMAL
    )
    requereix_foto = models.BooleanField(_("demana foto"), default=False)
    avis_emergencia = models.CharField(_("avís d’emergència"), max_length=300, blank=True)
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=100)
    activa = models.BooleanField(_("activa"), default=True)

    objects = CategoriaQuerySet.as_manager()

    class Meta:
        verbose_name = _("categoria")
        verbose_name_plural = _("categories")
        ordering = ["ordre", "nom"]
        constraints = [
            models.CheckConstraint(
                name="categoria_codi_no_reservat",
                condition=~Q(codi__in=sorted(RESERVED)),
                violation_error_message=_("Aquest codi és una paraula reservada del portal."),
            ),
            models.CheckConstraint(
                name="categoria_no_superior_de_si_mateixa",
                condition=Q(pare=None) | ~Q(pare=F("pk")),
                violation_error_message=_("Una categoria no pot ser superior de si mateixa."),
            ),
            models.CheckConstraint(
                name="categoria_terminis_positius",
                condition=Q(termini_resposta_dies__gte=1, termini_resolucio_dies__gte=1),
                violation_error_message=_("Els terminis són d’un dia hàbil o més."),
            ),
        ]

    def __str__(self):
        return self.nom
