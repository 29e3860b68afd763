"""The estates themselves, the other names the city gives them, and where their facts come from."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Max, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poligons.dates import Precisio, text_data
from terrassa_portal.web.slugs import RESERVED, validate_not_reserved

# The municipal district and its edges, generously: a point outside them is a typing error.
LATITUD_MIN, LATITUD_MAX = Decimal("41.5"), Decimal("41.65")
LONGITUD_MIN, LONGITUD_MAX = Decimal("1.92"), Decimal("2.1")


class PoligonQuerySet(models.QuerySet):
    def operatius(self):
        return self.filter(estat=Poligon.Estat.OPERATIU)

    def ubicats(self):
        """Those that can be drawn on a map."""
        return self.filter(latitud__isnull=False)

    def amb_superficie(self):
        """Add the smallest and the largest current area, in hectares: sources may disagree."""
        from poligons.models.xifra import Xifra

        vigents = Xifra.objects.vigents().superficies().filter(poligon=models.OuterRef("pk"))

        def extrem(funcio):
            per_poligon = vigents.order_by().values("poligon").annotate(extrem=funcio("valor"))
            return models.Subquery(per_poligon.values("extrem"))

        return self.annotate(superficie_min_ha=extrem(Min), superficie_max_ha=extrem(Max))

    def amb_relacions(self, dia):
        """Bring along what a list row shows: the area and the bodies with a role on `dia`."""
        from poligons.models.ens import EnsPoligon

        lligams = EnsPoligon.objects.vigents(dia).select_related("ens").order_by("ens__nom")
        return self.amb_superficie().prefetch_related(
            models.Prefetch("ens_poligons", lligams, to_attr="lligams_vigents")
        )


class Poligon(models.Model):
    """An estate of economic activity (PAE) of Terrassa, working or still to be urbanised."""

    class Tipus(models.TextChoices):
        INDUSTRIAL = "industrial", _("Industrial")
        LOGISTIC = "logistic", _("Logístic")
        TERCIARI = "terciari", _("Terciari")
        COMERCIAL = "comercial", _("Comercial i de lleure")
        MIXT = "mixt", _("Mixt")

    class Estat(models.TextChoices):
        OPERATIU = "operatiu", _("En funcionament")
        EN_DESENVOLUPAMENT = "en_desenvolupament", _("En desenvolupament")
        PENDENT = "pendent", _("Pendent de desenvolupar")
        EN_TRANSFORMACIO = "en_transformacio", _("En transformació")

    codi = models.CharField(
        _("codi"),
        max_length=40,
        unique=True,
        validators=[validate_not_reserved],
        help_text=_(
            "Identificador estable de les dades obertes: no canvia encara que canviï el nom."
        ),
    )
    slug = models.SlugField(
        _("adreça de la pàgina"), max_length=60, unique=True, validators=[validate_not_reserved]
    )
    nom = models.CharField(_("nom"), max_length=120, unique=True)
    clau_ordre = models.CharField(
        _("clau d’ordre"), max_length=120, blank=True, editable=False, db_index=True
    )
    tipus = models.CharField(_("tipus"), max_length=10, choices=Tipus, default=Tipus.INDUSTRIAL)
    estat = models.CharField(_("estat"), max_length=18, choices=Estat, default=Estat.OPERATIU)
    inici = models.PositiveSmallIntegerField(
        _("any d’inici"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1850), MaxValueValidator(2100)],
    )
    districte = models.PositiveSmallIntegerField(
        _("districte"),
        null=True,
        blank=True,
        choices=[(n, _("Districte %(n)s") % {"n": n}) for n in range(1, 8)],
        help_text=_("Buit si cap font municipal no el diu."),
    )
    descripcio = models.TextField(_("descripció"), blank=True)
    carrers = models.TextField(_("carrers"), blank=True, help_text=_("Un per línia."))
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
    precisio_m = models.PositiveIntegerField(
        _("precisió de la ubicació (m)"),
        null=True,
        blank=True,
        help_text=_("Marge d’error del punt, en metres."),
    )
    actualitzat_el = models.DateTimeField(_("actualitzat el"), auto_now=True)

    objects = PoligonQuerySet.as_manager()

    class Meta:
        verbose_name = _("polígon")
        verbose_name_plural = _("polígons")
        ordering = ["clau_ordre", "nom"]
        constraints = [
            models.CheckConstraint(
                name="poligon_latitud_amb_longitud",
                condition=Q(latitud=None, longitud=None)
                | Q(latitud__isnull=False, longitud__isnull=False),
                violation_error_message=_(
                    "La latitud i la longitud van juntes: o totes dues o cap."
                ),
            ),
            models.CheckConstraint(
                name="poligon_a_terrassa",
                condition=Q(latitud=None)
                | Q(
                    latitud__range=(LATITUD_MIN, LATITUD_MAX),
                    longitud__range=(LONGITUD_MIN, LONGITUD_MAX),
                ),
                violation_error_message=_("Aquest punt és fora de Terrassa."),
            ),
            models.CheckConstraint(
                name="poligon_precisio_si_hi_ha_ubicacio",
                condition=Q(precisio_m=None) | Q(latitud__isnull=False),
                violation_error_message=_("La precisió només té sentit si hi ha ubicació."),
            ),
            models.CheckConstraint(
                name="poligon_slug_no_reservat",
                condition=~Q(slug__in=sorted(RESERVED)),
                violation_error_message=_(
                    "Aquesta paraula és d’una adreça del portal: trieu-ne una altra."
                ),
            ),
            models.CheckConstraint(
                name="poligon_amb_nom_i_codi",
                condition=~Q(nom="") & ~Q(codi="") & ~Q(slug=""),
                violation_error_message=_("Tot polígon té nom, codi i adreça de pàgina."),
            ),
            models.CheckConstraint(
                name="poligon_districte_de_la_ciutat",
                condition=Q(districte=None) | Q(districte__range=(1, 7)),
                violation_error_message=_("Terrassa té set districtes, de l’1 al 7."),
            ),
            models.CheckConstraint(
                name="poligon_any_inici_versemblant",
                condition=Q(inici=None) | Q(inici__range=(1850, 2100)),
                violation_error_message=_("L’any d’inici ha de ser entre 1850 i 2100."),
            ),
        ]

    def __str__(self):
        return self.nom

    def get_absolute_url(self):
        return reverse("poligons:detail", args=[self.slug])

    @property
    def tipus_text(self):
        return str(self.Tipus(self.tipus).label)

    @property
    def estat_text(self):
        return str(self.Estat(self.estat).label)

    @property
    def te_ubicacio(self):
        return self.latitud is not None

    @property
    def llista_carrers(self):
        return [carrer.strip() for carrer in self.carrers.splitlines() if carrer.strip()]


class NomAlternatiu(models.Model):
    """Another name that people or documents give to a poligon. Two estates may share one."""

    poligon = models.ForeignKey(
        Poligon, models.CASCADE, related_name="noms_alternatius", verbose_name=_("polígon")
    )
    nom = models.CharField(_("nom"), max_length=120)
    nota = models.CharField(_("nota"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("nom alternatiu")
        verbose_name_plural = _("noms alternatius")
        ordering = ["poligon", "nom"]
        constraints = [
            models.UniqueConstraint(
                "poligon",
                "nom",
                name="nom_alternatiu_unic",
                violation_error_message=_("Aquest polígon ja té aquest nom alternatiu."),
            ),
            models.CheckConstraint(
                name="nom_alternatiu_no_buit",
                condition=~Q(nom=""),
                violation_error_message=_("Escriviu el nom."),
            ),
        ]

    def __str__(self):
        return self.nom


class FontPoligon(models.Model):
    """A page or document that tells something of a poligon: what its facts rest on."""

    poligon = models.ForeignKey(
        Poligon, models.CASCADE, related_name="fonts", verbose_name=_("polígon")
    )
    font = models.CharField(_("font"), max_length=200)
    font_url = models.URLField(_("adreça de la font"), max_length=500, blank=True)
    data_publicacio = models.DateField(_("data de publicació"), null=True, blank=True)
    precisio_data = models.CharField(
        _("precisió de la data"), max_length=3, choices=Precisio, blank=True
    )

    class Meta:
        verbose_name = _("font del polígon")
        verbose_name_plural = _("fonts del polígon")
        ordering = ["poligon", F("data_publicacio").desc(nulls_last=True), "font"]
        constraints = [
            models.UniqueConstraint(
                "poligon",
                "font",
                "font_url",
                name="font_poligon_unica",
                violation_error_message=_("Aquest polígon ja té aquesta font."),
            ),
            models.CheckConstraint(
                name="font_poligon_data_amb_precisio",
                condition=Q(data_publicacio=None, precisio_data="")
                | Q(data_publicacio__isnull=False, precisio_data__in=Precisio.values),
                violation_error_message=_(
                    "Tota data porta la seva precisió, i sense data no n’hi ha."
                ),
            ),
        ]

    def __str__(self):
        return self.font

    def data_text(self):
        return text_data(self.data_publicacio, self.precisio_data)
