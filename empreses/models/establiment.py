"""Premises of the companies: the rows of the directory and of the census."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Left, Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from empreses.models.activitat import Activitat, Sector
from empreses.models.empresa import Empresa, Font
from empreses.visibility import camps_no_publics
from poligons.models.poligon import LATITUD_MAX, LATITUD_MIN, LONGITUD_MAX, LONGITUD_MIN

CLASSIFICACIONS = {
    "activitat_ccae": Activitat.Classificacio.CCAE2009,
    "activitat_cnae": Activitat.Classificacio.CNAE2025,
}


class EstablimentQuerySet(models.QuerySet):
    def publics(self):
        """What the directory shows, without the columns that are not for everyone."""
        return self.filter(es_public=True).defer(*camps_no_publics("Establiment"))

    def oberts(self):
        return self.filter(data_baixa=None)

    def de_poligon(self, poligon):
        return self.filter(poligon=poligon)

    def de_mostra(self):
        return self.filter(es_mostra=True)

    def amb_relacions(self):
        """Bring along what a list row shows, in the same query."""
        privats = [f"empresa__{camp}" for camp in camps_no_publics("Empresa")]
        return self.select_related(
            "empresa", "poligon", "sector", "activitat_ccae", "activitat_cnae", "font"
        ).defer(*camps_no_publics("Establiment"), *privats)

    def descompassats(self):
        """Those whose copied columns no longer follow from what they copy: there must be none."""
        sector = Case(
            When(activitat_cnae__isnull=False, then=F("activitat_cnae__sector")),
            default=F("activitat_ccae__sector"),
        )
        publica = Q(empresa__in=Empresa.objects.publics().vives().values("pk"), data_baixa=None)
        return self.annotate(sector_propi=sector).filter(
            Q(es_public=True) & ~publica
            | Q(es_public=False) & publica
            | ~Q(clau_ordre=F("empresa__clau_ordre"))
            | ~Q(es_mostra=F("empresa__es_mostra"))
            | Q(sector__isnull=True, sector_propi__isnull=False)
            | Q(sector__isnull=False, sector_propi__isnull=True)
            | (Q(sector__isnull=False) & ~Q(sector=F("sector_propi")))
        )


class Establiment(models.Model):
    """Where a company works: one address, in a polígon or elsewhere in the city.

    What the directory filters and orders by is copied from the company and from the activity into
    this row (`posa_derivats`), so that 100,000 rows are counted and ordered on indexes of one
    table. Only the verbs of `transitions` write those columns; `descompassats()` finds any that
    lags. `tram` and `inicial` the database itself computes.
    """

    class Tram(models.TextChoices):
        FINS_A_9 = "0-9", _("Fins a 9")
        DE_10_A_49 = "10-49", _("De 10 a 49")
        DE_50_A_249 = "50-249", _("De 50 a 249")
        MES_DE_249 = "250-mes", _("250 o més")
        NO_CONSTA = "", _("No consta")

    class Tinenca(models.TextChoices):
        PROPIETAT = "propietat", _("Propietat")
        LLOGUER = "lloguer", _("Lloguer")
        CESSIO = "cessio", _("Cessió")
        ALTRA = "altra", _("Altra")

    empresa = models.ForeignKey(
        Empresa, verbose_name=_("empresa"), on_delete=models.PROTECT, related_name="establiments"
    )
    poligon = models.ForeignKey(
        "poligons.Poligon",
        verbose_name=_("polígon"),
        on_delete=models.PROTECT,
        related_name="establiments",
        null=True,
        blank=True,
        help_text=_("Només si una font ho diu: deduir-ho de l’adreça no és prou."),
    )
    adreca = models.CharField(_("adreça"), max_length=200, blank=True)
    latitud = models.DecimalField(
        _("latitud"),
        max_digits=7,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(LATITUD_MIN), MaxValueValidator(LATITUD_MAX)],
    )
    longitud = models.DecimalField(
        _("longitud"),
        max_digits=7,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(LONGITUD_MIN), MaxValueValidator(LONGITUD_MAX)],
    )
    activitat_ccae = models.ForeignKey(
        Activitat,
        verbose_name=_("activitat principal (CCAE-2009)"),
        on_delete=models.PROTECT,
        related_name="establiments_ccae",
        null=True,
        blank=True,
        limit_choices_to={"classificacio": "ccae2009"},
    )
    activitat_cnae = models.ForeignKey(
        Activitat,
        verbose_name=_("activitat principal (CNAE-2025)"),
        on_delete=models.PROTECT,
        related_name="establiments_cnae",
        null=True,
        blank=True,
        limit_choices_to={"classificacio": "cnae2025"},
    )
    activitat_es_aproximada = models.BooleanField(
        _("la classificació és aproximada"),
        default=False,
        help_text=_("Deduïda del que diu una font, no declarada per l’empresa."),
    )
    activitats_secundaries = models.ManyToManyField(
        Activitat,
        verbose_name=_("activitats secundàries"),
        through="ActivitatSecundaria",
        related_name="establiments_secundaris",
    )
    plantilla = models.PositiveIntegerField(_("plantilla"), null=True, blank=True)
    dones = models.PositiveIntegerField(_("dones a la plantilla"), null=True, blank=True)
    oposa_tram = models.BooleanField(_("s’oposa a publicar el tram de plantilla"), default=False)
    superficie_m2 = models.PositiveIntegerField(_("superfície (m²)"), null=True, blank=True)
    tinenca = models.CharField(_("tinença"), max_length=9, choices=Tinenca, blank=True)
    data_alta = models.DateField(_("data d’alta"), null=True, blank=True)
    data_baixa = models.DateField(_("data de baixa"), null=True, blank=True)
    es_seu = models.BooleanField(_("és la seu"), default=False)
    font = models.ForeignKey(
        Font,
        verbose_name=_("font"),
        on_delete=models.PROTECT,
        related_name="establiments",
        null=True,
        blank=True,
    )
    data_font = models.DateField(
        _("data de la font"), null=True, blank=True, help_text=_("El dia que la font ho deia.")
    )

    # Derived: see the docstring.
    sector = models.ForeignKey(
        Sector,
        verbose_name=_("sector"),
        on_delete=models.PROTECT,
        related_name="establiments",
        null=True,
        blank=True,
        editable=False,
    )
    clau_ordre = models.CharField(_("clau d’ordre"), max_length=200, blank=True, editable=False)
    es_public = models.BooleanField(_("surt al directori"), default=False, editable=False)
    es_mostra = models.BooleanField(_("és de mostra"), default=False, editable=False)
    tram = models.GeneratedField(
        verbose_name=_("tram de plantilla"),
        expression=Case(
            When(Q(oposa_tram=True) | Q(plantilla=None), then=Value("")),
            When(plantilla__lt=10, then=Value("0-9")),
            When(plantilla__lt=50, then=Value("10-49")),
            When(plantilla__lt=250, then=Value("50-249")),
            default=Value("250-mes"),
        ),
        output_field=models.CharField(max_length=7, choices=Tram),
        db_persist=True,
    )
    inicial = models.GeneratedField(
        verbose_name=_("inicial"),
        expression=Upper(Left("clau_ordre", 1)),
        output_field=models.CharField(max_length=1),
        db_persist=True,
    )
    creat_el = models.DateTimeField(_("creat el"), auto_now_add=True)
    actualitzat_el = models.DateTimeField(_("actualitzat el"), auto_now=True)

    objects = EstablimentQuerySet.as_manager()

    class Meta:
        verbose_name = _("establiment")
        verbose_name_plural = _("establiments")
        ordering = ["clau_ordre", "id"]
        indexes = [
            # The order of the directory, and the filters of its facets in that same order.
            models.Index("clau_ordre", "id", name="establiment_ordre", condition=Q(es_public=True)),
            models.Index(
                "sector", "clau_ordre", "id", name="establiment_sector", condition=Q(es_public=True)
            ),
            models.Index(
                "poligon",
                "clau_ordre",
                "id",
                name="establiment_poligon",
                condition=Q(es_public=True),
            ),
            models.Index(
                "tram", "clau_ordre", "id", name="establiment_tram", condition=Q(es_public=True)
            ),
            models.Index(
                "inicial",
                "clau_ordre",
                "id",
                name="establiment_inicial",
                condition=Q(es_public=True),
            ),
            models.Index(
                fields=["es_mostra"], name="establiment_mostra", condition=Q(es_mostra=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="establiment_latitud_amb_longitud",
                condition=Q(latitud=None, longitud=None)
                # A comparison with null is not false but unknown, and a CHECK lets that pass.
                | Q(
                    latitud__isnull=False,
                    longitud__isnull=False,
                    latitud__range=(LATITUD_MIN, LATITUD_MAX),
                    longitud__range=(LONGITUD_MIN, LONGITUD_MAX),
                ),
                violation_error_message=_(
                    "La latitud i la longitud van juntes i cauen al terme de Terrassa."
                ),
            ),
            models.CheckConstraint(
                name="establiment_dones_dins_plantilla",
                condition=Q(dones=None) | Q(plantilla__isnull=False, dones__lte=F("plantilla")),
                violation_error_message=_("No hi pot haver més dones que persones a la plantilla."),
            ),
            models.CheckConstraint(
                name="establiment_superficie_positiva",
                condition=Q(superficie_m2=None) | Q(superficie_m2__gt=0),
                violation_error_message=_("La superfície ha de ser més gran que zero."),
            ),
            models.CheckConstraint(
                name="establiment_baixa_no_abans_alta",
                condition=Q(data_baixa=None)
                | Q(data_alta=None)
                | Q(data_baixa__gte=F("data_alta")),
                violation_error_message=_("La baixa no pot ser anterior a l’alta."),
            ),
            models.CheckConstraint(
                name="establiment_de_baixa_no_es_public",
                condition=Q(data_baixa=None) | Q(es_public=False),
                violation_error_message=_("Un establiment de baixa no surt al directori."),
            ),
            models.UniqueConstraint(
                name="establiment_una_seu",
                fields=["empresa"],
                condition=Q(es_seu=True),
                violation_error_message=_("Aquesta empresa ja té una seu."),
            ),
        ]

    def __str__(self):
        return f"{self.empresa} ({self.lloc})" if self.lloc else str(self.empresa)

    def get_absolute_url(self):
        return self.empresa.get_absolute_url()

    def clean(self):
        """Each code in the classification it says it is of: no constraint can see another table."""
        for camp, classificacio in CLASSIFICACIONS.items():
            activitat = getattr(self, camp)
            if activitat and activitat.classificacio != classificacio:
                raise ValidationError({camp: _("Aquesta activitat és de l’altra classificació.")})

    def posa_derivats(self):
        """Fill the columns that follow from others: who writes one calls it before saving."""
        if self.activitat_ccae and not self.activitat_cnae:
            self.activitat_cnae = self.activitat_ccae.equivalent
        self.sector_id = self.activitat.sector_id if self.activitat else None
        self.clau_ordre = self.empresa.clau_ordre
        self.es_mostra = self.empresa.es_mostra
        self.es_public = (
            self.data_baixa is None
            and self.empresa.es_publica
            and self.empresa.estat in Empresa.Estat.vius()
        )

    @property
    def lloc(self):
        return self.adreca or (self.poligon.nom if self.poligon else "")

    @property
    def dia_font(self):
        """The day that what is known of it was said: the datum's own, or else the article's."""
        return self.data_font or (self.font and self.font.data_publicacio)

    @property
    def activitat(self):
        """The main activity, in the newer classification if it is known there."""
        return self.activitat_cnae or self.activitat_ccae

    @property
    def text_tram(self):
        """The staff band in words: what there is to say of it in public."""
        return self.Tram(self.tram).label

    @property
    def identitat(self):
        """What it is and where, in one line; and that it is made up, if it is."""
        mostra = gettext("Dades de mostra") if self.es_mostra else ""
        on = self.poligon.nom if self.poligon else self.adreca
        parts = [mostra, self.sector.nom if self.sector else "", on]
        return " · ".join(part for part in parts if part)


class ActivitatSecundaria(models.Model):
    """Something an establiment does besides its main activity."""

    establiment = models.ForeignKey(
        Establiment,
        verbose_name=_("establiment"),
        on_delete=models.CASCADE,
        related_name="secundaries",
    )
    activitat = models.ForeignKey(
        Activitat, verbose_name=_("activitat"), on_delete=models.PROTECT, related_name="secundaries"
    )

    class Meta:
        verbose_name = _("activitat secundària")
        verbose_name_plural = _("activitats secundàries")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="activitat_secundaria_un_cop",
                fields=["establiment", "activitat"],
                violation_error_message=_("Aquesta activitat ja hi és."),
            )
        ]

    def __str__(self):
        return str(self.activitat)
