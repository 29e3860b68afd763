"""A balanç: a dated publication of how a plan stands, frozen from the moment it is published."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans import empremta, estats, fonts
from plans.models.pla import Pla
from poligons.dates import Precisio, text_data

valida_codi_balanc = RegexValidator(
    r"^\d{4}(-\d{2}(-\d{2})?)?$", _("El codi és una data: 2019, 2019-06 o 2019-06-30.")
)


class BalancQuerySet(models.QuerySet):
    def publicats(self):
        """The newest first."""
        return self.filter(estat=Balanc.Estat.PUBLICAT).order_by("-data_referencia")

    def esborranys(self):
        return self.filter(estat=Balanc.Estat.ESBORRANY)


class Balanc(models.Model):
    """The state of a whole plan at a date. Born draft; only `publica_balanc` makes it public."""

    class Estat(models.TextChoices):
        ESBORRANY = "esborrany", _("Esborrany")
        PUBLICAT = "publicat", _("Publicat")

    class Tipus(models.TextChoices):
        DETALL = "detall", _("Amb una fitxa per element")
        AGREGAT = "agregat", _("Només recomptes per estat")

    pla = models.ForeignKey(Pla, models.PROTECT, related_name="balancos", verbose_name=_("pla"))
    codi = models.CharField(_("codi"), max_length=10, validators=[valida_codi_balanc])
    data_referencia = models.DateField(
        _("data de referència"), help_text=_("Si només se’n sap el mes, el darrer dia del mes.")
    )
    precisio = models.CharField(
        _("precisió de la data"), max_length=3, choices=Precisio, default=Precisio.DIA
    )
    tipus = models.CharField(_("tipus"), max_length=7, choices=Tipus, default=Tipus.DETALL)
    esquema = models.CharField(
        _("esquema d’estats"), max_length=20, choices=list(estats.NOMS_ESQUEMES.items())
    )
    anterior = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="seguents",
        verbose_name=_("balanç anterior"),
        null=True,
        blank=True,
    )
    nombre_elements = models.PositiveIntegerField(
        _("nombre d’elements"),
        null=True,
        blank=True,
        help_text=_("Només si és agregat: el total que diu la font."),
    )
    presentacio = models.TextField(_("presentació"), blank=True)
    fonts = models.TextField(
        _("fonts"), validators=[fonts.valida_fonts], help_text=_("Una per línia.")
    )
    estat = models.CharField(
        _("estat"), max_length=9, choices=Estat, default=Estat.ESBORRANY, editable=False
    )
    # Written by `publica_balanc`, never after.
    publicat_el = models.DateTimeField(_("publicat el"), null=True, editable=False)
    publicat_per = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("publicat per"),
        null=True,
        editable=False,
    )
    pla_slug = models.CharField(_("adreça del pla"), max_length=60, blank=True, editable=False)
    pla_titol = models.CharField(_("títol del pla"), max_length=200, blank=True, editable=False)
    format = models.CharField(_("format"), max_length=30, blank=True, editable=False)
    empremta = models.CharField(_("empremta"), max_length=64, blank=True, editable=False)

    objects = BalancQuerySet.as_manager()

    class Meta:
        verbose_name = _("balanç")
        verbose_name_plural = _("balanços")
        ordering = ["pla", "-data_referencia"]
        permissions = [("publica_balanc", _("Pot publicar balanços"))]
        constraints = [
            models.UniqueConstraint(
                fields=["pla", "codi"],
                name="balanc_codi_unic_per_pla",
                violation_error_message=_("El pla ja té un balanç amb aquest codi."),
            ),
            models.UniqueConstraint(
                fields=["pla", "data_referencia"],
                name="balanc_data_unica_per_pla",
                violation_error_message=_("El pla ja té un balanç d’aquesta data."),
            ),
            models.CheckConstraint(
                name="balanc_publicat_te_empremta",
                condition=Q(
                    estat="esborrany", publicat_el=None, empremta="", format="", pla_slug=""
                )
                | (
                    Q(estat="publicat", publicat_el__isnull=False) & ~Q(empremta="") & ~Q(format="")
                ),
                violation_error_message=_(
                    "Tot balanç publicat porta empremta, i només els publicats."
                ),
            ),
            models.CheckConstraint(
                name="balanc_total_si_es_agregat",
                condition=Q(tipus="detall", nombre_elements=None)
                | Q(tipus="agregat", nombre_elements__gt=0),
                violation_error_message=_(
                    "Un balanç agregat, i només un d’agregat, diu el seu total."
                ),
            ),
            models.CheckConstraint(
                name="balanc_esquema_conegut",
                condition=Q(esquema__in=sorted(estats.ESQUEMES)),
            ),
            models.CheckConstraint(
                name="balanc_te_font",
                condition=~Q(fonts=""),
                violation_error_message=_("Un balanç diu d’on surt."),
            ),
        ]

    def __str__(self):
        return f"{self.pla.nom_curt}: {self.data_text}"

    def get_absolute_url(self):
        return reverse("plans:balanc", kwargs={"slug": self.pla.slug, "codi": self.codi})

    def clean(self):
        """Say in the form what the triggers refuse."""
        if self.pla_id and not self.pla.esquema:
            raise ValidationError({"pla": _("Aquest pla no té cap esquema d’estats.")})
        anterior = self.anterior
        if anterior and self.data_referencia and anterior.data_referencia >= self.data_referencia:
            text = _("Ha de ser posterior a la del balanç anterior, %(codi)s.")
            raise ValidationError({"data_referencia": text % {"codi": anterior.codi}})

    @property
    def es_publicat(self):
        return self.estat == self.Estat.PUBLICAT

    @property
    def es_agregat(self):
        return self.tipus == self.Tipus.AGREGAT

    @property
    def data_text(self):
        return text_data(self.data_referencia, self.precisio)

    @property
    def llista_fonts(self):
        return fonts.llegeix(self.fonts)

    def document(self):
        """What the digest covers, read from the database in the format of this balanç."""
        fitxes = self.fitxes.prefetch_related("evidencies").order_by()
        parelles = [(fitxa, list(fitxa.evidencies.all())) for fitxa in fitxes]
        return empremta.document(self, parelles, list(self.recomptes.all()))

    def comptes(self):
        """Pairs (state, number of elements) in the order of the scheme; they add up to `total()`.

        The two declared unknowns come last, and only where there are some. Beside them a state
        without elements is left out: «0 pendents» would say more than is known.
        """
        if self.es_agregat:
            nombres = dict(self.recomptes.values_list("estat", "nombre"))
        else:
            files = (
                self.fitxes.values_list("estat", "base").annotate(n=models.Count("pk")).order_by()
            )
            nombres = {}
            for valor, base, nombre in files:
                clau = valor or base
                nombres[clau] = nombres.get(clau, 0) + nombre
        escala = estats.ESQUEMES[self.esquema]
        desconeguts = [e for e in estats.SENSE_ESTAT.values() if nombres.get(e.valor)]
        comptes = [(estat, nombres.get(estat.valor, 0)) for estat in [*escala, *desconeguts]]
        return [(e, n) for e, n in comptes if n or not desconeguts]

    def total(self):
        return self.nombre_elements if self.es_agregat else self.fitxes.count()


class Recompte(models.Model):
    """How many elements were in a state, where only the counts are known. Frozen with its balanç."""

    balanc = models.ForeignKey(
        Balanc, models.CASCADE, related_name="recomptes", verbose_name=_("balanç")
    )
    estat = models.CharField(_("estat"), max_length=20)
    nombre = models.PositiveIntegerField(_("nombre"))
    etiqueta = models.CharField(_("etiqueta de l’estat"), max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("recompte")
        verbose_name_plural = _("recomptes")
        ordering = ["balanc", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["balanc", "estat"], name="recompte_unic_per_balanc"),
            models.CheckConstraint(
                name="recompte_estat_conegut",
                condition=Q(estat__in=estats.tots_els_valors()),
            ),
        ]

    def __str__(self):
        return f"{estats.estat(self.balanc.esquema, self.estat).etiqueta}: {self.nombre}"
