from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .categories import Categoria


class ReglaDerivacioQuerySet(models.QuerySet):
    def en_vigor(self, dia=None):
        dia = dia or timezone.localdate()
        return self.filter(
            Q(vigent_des_de=None) | Q(vigent_des_de__lte=dia),
            Q(vigent_fins=None) | Q(vigent_fins__gte=dia),
            activa=True,
        )


class ReglaDerivacio(models.Model):
    """To whom an incidencia goes by itself. The most specific rule wins, then the lowest `ordre`."""

    codi = models.SlugField(_("codi"), max_length=60, unique=True)
    nom = models.CharField(_("nom"), max_length=120)
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=100)
    categories = models.ManyToManyField(
        Categoria,
        verbose_name=_("categories"),
        related_name="regles",
        blank=True,
        help_text=_("Una categoria superior val també per a les seves. Cap: totes."),
    )
    poligons = models.ManyToManyField(
        "poligons.Poligon",
        verbose_name=_("polígons"),
        related_name="regles",
        blank=True,
        help_text=_("Cap: tots."),
    )
    resposta_codi = models.SlugField(_("pregunta"), max_length=40, blank=True)
    resposta_valor = models.CharField(_("resposta"), max_length=100, blank=True)
    servei = models.ForeignKey(
        "incidencies.Servei",
        verbose_name=_("servei"),
        on_delete=models.PROTECT,
        related_name="regles",
    )
    prioritat = models.CharField(
        _("prioritat"),
        max_length=6,
        choices=Categoria.Prioritat,
        blank=True,
        help_text=_("Buida: la de la categoria."),
    )
    vigent_des_de = models.DateField(_("vigent des de"), null=True, blank=True)
    vigent_fins = models.DateField(_("vigent fins"), null=True, blank=True)
    activa = models.BooleanField(_("activa"), default=True)

    objects = ReglaDerivacioQuerySet.as_manager()

    class Meta:
        verbose_name = _("regla de derivació")
        verbose_name_plural = _("regles de derivació")
        ordering = ["ordre", "pk"]
        constraints = [
            models.CheckConstraint(
                name="regla_dates_ordenades",
                condition=Q(vigent_des_de=None)
                | Q(vigent_fins=None)
                | Q(vigent_fins__gte=F("vigent_des_de")),
                violation_error_message=_("La vigència acaba abans de començar."),
            ),
            models.CheckConstraint(
                name="regla_resposta_amb_pregunta",
                condition=Q(resposta_codi="", resposta_valor="")
                | (~Q(resposta_codi="") & ~Q(resposta_valor="")),
                violation_error_message=_("Digueu la pregunta i la resposta, o cap de les dues."),
            ),
        ]

    def __str__(self):
        return self.nom


class DerivacioQuerySet(models.QuerySet):
    def obertes(self):
        return self.filter(estat__in=Derivacio.Estat.oberts())

    def amb_relacions(self):
        return self.select_related("servei", "persona", "regla")


class Derivacio(models.Model):
    """One hand-over of an incidencia to a servei, with its answer. Written by the transitions only."""

    class Estat(models.TextChoices):
        PENDENT = "pendent", _("Pendent d’acceptar")
        ACCEPTADA = "acceptada", _("Acceptada")
        RETORNADA = "retornada", _("Retornada")
        RESOLTA = "resolta", _("Resolta")
        ANULLADA = "anullada", _("Anul·lada")

        @classmethod
        def oberts(cls):
            return [cls.PENDENT, cls.ACCEPTADA]

    incidencia = models.ForeignKey(
        "incidencies.Incidencia",
        verbose_name=_("incidència"),
        on_delete=models.PROTECT,
        related_name="derivacions",
    )
    servei = models.ForeignKey(
        "incidencies.Servei",
        verbose_name=_("servei"),
        on_delete=models.PROTECT,
        related_name="derivacions",
    )
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("persona"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="derivacions",
    )
    estat = models.CharField(_("estat"), max_length=9, choices=Estat, default=Estat.PENDENT)
    regla = models.ForeignKey(
        ReglaDerivacio,
        verbose_name=_("regla"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="derivacions",
    )
    explicacio = models.CharField(_("per què"), max_length=400, blank=True)
    motiu = models.TextField(_("motiu"), max_length=2000, blank=True)
    referencia_externa = models.CharField(_("referència externa"), max_length=80, blank=True)
    creada_el = models.DateTimeField(_("derivada"), default=timezone.now)
    acceptada_el = models.DateTimeField(_("acceptada"), null=True, blank=True)
    tancada_el = models.DateTimeField(_("tancada"), null=True, blank=True)

    objects = DerivacioQuerySet.as_manager()

    class Meta:
        verbose_name = _("derivació")
        verbose_name_plural = _("derivacions")
        ordering = ["creada_el", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incidencia"],
                condition=Q(estat__in=["pendent", "acceptada"]),
                name="derivacio_una_oberta",
                violation_error_message=_("La incidència ja té una derivació oberta."),
            ),
            models.CheckConstraint(
                name="derivacio_retornada_te_motiu",
                condition=~Q(estat="retornada") | ~Q(motiu=""),
                violation_error_message=_("Per retornar una derivació cal dir el motiu."),
            ),
            models.CheckConstraint(
                name="derivacio_tancada_te_moment",
                condition=Q(estat__in=["pendent", "acceptada"], tancada_el=None)
                | Q(estat__in=["retornada", "resolta", "anullada"], tancada_el__isnull=False),
                violation_error_message=_("Una derivació tancada té moment de tancament."),
            ),
        ]
        indexes = [models.Index(fields=["servei", "estat"], name="derivacio_servei_estat")]

    def __str__(self):
        return f"{self.servei} · {self.get_estat_display()}"
