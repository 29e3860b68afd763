"""A plan, who approved it and when, its money, and what else is known about it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans import estats, fonts
from poligons.dates import Precisio, text_data
from terrassa_portal.web.slugs import RESERVED, validate_not_reserved

VALIDADORS_EXERCICI = [MinValueValidator(1979), MaxValueValidator(2100)]


class PlaQuerySet(models.QuerySet):
    def vigents(self, exercici=None):
        """Those that have not ended by that year (this one); an unknown end has not ended."""
        exercici = exercici or timezone.localdate().year
        return self.filter(Q(fi=None) | Q(fi__gte=exercici))

    def de_poligon(self, poligon):
        """Those that name the estate, or have an element that does."""
        return self.filter(Q(poligons=poligon) | Q(elements__poligons=poligon)).distinct()

    def amb_relacions(self):
        return self.select_related("responsable", "substitueix")


class Pla(models.Model):
    """A plan, programme or pact that says what is to be done about the estates."""

    class Tipus(models.TextChoices):
        MANDAT = "mandat", _("Pla de mandat")
        GOVERN = "govern", _("Programa de govern")
        ESTRATEGIC = "estrategic", _("Pla estratègic")
        DIRECTOR = "director", _("Pla director")
        SECTORIAL = "sectorial", _("Pla sectorial")
        INVERSIO = "inversio", _("Programa d’inversió")
        OBRA = "obra", _("Pla d’obres")
        PACTE = "pacte", _("Pacte")

    slug = models.SlugField(
        _("adreça de la pàgina"), max_length=60, unique=True, validators=[validate_not_reserved]
    )
    titol = models.CharField(_("títol"), max_length=200, unique=True)
    sigles = models.CharField(_("sigles"), max_length=20, blank=True)
    altres_noms = models.TextField(_("altres noms"), blank=True, help_text=_("Un per línia."))
    tipus = models.CharField(_("tipus"), max_length=10, choices=Tipus)
    resum = models.TextField(_("resum"), blank=True)
    esquema = models.CharField(
        _("esquema d’estats"),
        max_length=20,
        blank=True,
        choices=list(estats.NOMS_ESQUEMES.items()),
        help_text=_("Buit si cap document no diu amb quins estats se’n fa el seguiment."),
    )
    inici = models.PositiveSmallIntegerField(
        _("any d’inici"), null=True, blank=True, validators=VALIDADORS_EXERCICI
    )
    fi = models.PositiveSmallIntegerField(
        _("any de fi"), null=True, blank=True, validators=VALIDADORS_EXERCICI
    )
    substitueix = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="substituts",
        verbose_name=_("substitueix"),
        null=True,
        blank=True,
    )
    responsable = models.ForeignKey(
        "incidencies.Servei",
        models.PROTECT,
        related_name="plans",
        verbose_name=_("servei responsable"),
        null=True,
        blank=True,
    )
    responsable_text = models.CharField(
        _("responsable, si no és un servei municipal d’avui"), max_length=200, blank=True
    )
    proper_balanc_previst = models.DateField(_("proper balanç previst"), null=True, blank=True)
    metode = models.TextField(_("mètode"), blank=True)
    no_consta = models.TextField(
        _("què no consta"), blank=True, help_text=_("El que s’ha buscat i no s’ha trobat.")
    )
    fonts = models.TextField(
        _("fonts"), validators=[fonts.valida_fonts], help_text=_("Una per línia.")
    )
    poligons = models.ManyToManyField(
        "poligons.Poligon", related_name="plans", verbose_name=_("polígons"), blank=True
    )

    objects = PlaQuerySet.as_manager()

    class Meta:
        verbose_name = _("pla")
        verbose_name_plural = _("plans")
        ordering = ["-inici", "titol"]
        constraints = [
            models.CheckConstraint(
                name="pla_fi_no_abans_inici",
                condition=Q(inici=None) | Q(fi=None) | Q(fi__gte=F("inici")),
                violation_error_message=_("Un pla no s’acaba abans de començar."),
            ),
            models.CheckConstraint(
                name="pla_slug_no_reservat",
                condition=~Q(slug__in=sorted(RESERVED)),
                violation_error_message=_("Aquesta paraula és d’una altra pàgina del portal."),
            ),
            models.CheckConstraint(
                name="pla_te_font",
                condition=~Q(fonts=""),
                violation_error_message=_("Un pla s’explica amb la seva font."),
            ),
        ]

    def __str__(self):
        return self.titol

    def get_absolute_url(self):
        return reverse("plans:detail", kwargs={"slug": self.slug})

    @property
    def nom_curt(self):
        return self.sigles or self.titol

    @property
    def periode(self):
        """«2015-2019», «des de 2016», «fins al 2020», or that it was not found."""
        if self.inici and self.fi:
            return str(self.inici) if self.inici == self.fi else f"{self.inici}-{self.fi}"
        if self.inici:
            return _("des de %(inici)s") % {"inici": self.inici}
        if self.fi:
            return _("fins al %(fi)s") % {"fi": self.fi}
        return _("període no trobat")

    @property
    def esta_vigent(self):
        return self.fi is None or self.fi >= timezone.localdate().year

    @property
    def llista_fonts(self):
        return fonts.llegeix(self.fonts)

    @property
    def darrer_balanc(self):
        """The last balanç published, or None."""
        return self.balancos.publicats().first()


class Acte(models.Model):
    """An official step in the life of a plan: proposal, approval, presentation."""

    pla = models.ForeignKey(Pla, models.CASCADE, related_name="actes", verbose_name=_("pla"))
    descripcio = models.CharField(_("descripció"), max_length=300)
    data_acte = models.DateField(_("data"), null=True, blank=True)
    precisio = models.CharField(
        _("precisió de la data"), max_length=3, choices=Precisio, default=Precisio.DIA
    )
    es_aprovacio = models.BooleanField(_("aprova el pla"), default=False)
    fonts = models.TextField(_("fonts"), validators=[fonts.valida_fonts])

    class Meta:
        verbose_name = _("acte")
        verbose_name_plural = _("actes")
        ordering = ["pla", "data_acte", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pla", "descripcio"], name="acte_unic_per_pla"),
        ]

    def __str__(self):
        return f"{self.pla}: {self.descripcio}"

    @property
    def data_text(self):
        return text_data(self.data_acte, self.precisio)

    @property
    def llista_fonts(self):
        return fonts.llegeix(self.fonts)


class Dada(models.Model):
    """A fact about a plan, as its source tells it."""

    pla = models.ForeignKey(Pla, models.CASCADE, related_name="dades", verbose_name=_("pla"))
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=1)
    text = models.TextField(_("text"))
    fonts = models.TextField(_("fonts"), validators=[fonts.valida_fonts])

    class Meta:
        verbose_name = _("dada")
        verbose_name_plural = _("dades")
        ordering = ["pla", "ordre"]
        constraints = [
            models.UniqueConstraint(fields=["pla", "ordre"], name="dada_unica_per_pla"),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def llista_fonts(self):
        return fonts.llegeix(self.fonts)


class Partida(models.Model):
    """An amount of money that a source gives for a plan. Phases are never added together.

    A partida that is part of another (`inclosa_en`) is never added to it.
    """

    class Fase(models.TextChoices):
        PREVIST = "previst", _("Previst o anunciat")
        APROVAT = "aprovat", _("Aprovat")
        ADJUDICAT = "adjudicat", _("Adjudicat")
        EXECUTAT = "executat", _("Executat")

    class Aproximacio(models.TextChoices):
        EXACTE = "", _("Import exacte")
        MES_DE = "mes_de", _("Més de")
        PROP_DE = "prop_de", _("Prop de")

    pla = models.ForeignKey(Pla, models.CASCADE, related_name="partides", verbose_name=_("pla"))
    codi = models.SlugField(_("codi"), max_length=40)
    concepte = models.CharField(_("concepte"), max_length=300)
    fase = models.CharField(_("fase"), max_length=9, choices=Fase)
    import_eur = models.DecimalField(_("import (€)"), max_digits=14, decimal_places=2)
    aproximacio = models.CharField(
        _("aproximació"), max_length=7, choices=Aproximacio, blank=True, default=""
    )
    financador = models.CharField(_("finançador"), max_length=200, blank=True)
    exercici = models.PositiveSmallIntegerField(
        _("exercici"), null=True, blank=True, validators=VALIDADORS_EXERCICI
    )
    exercici_fi = models.PositiveSmallIntegerField(
        _("darrer exercici"), null=True, blank=True, validators=VALIDADORS_EXERCICI
    )
    inclosa_en = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="parts",
        verbose_name=_("inclosa en"),
        null=True,
        blank=True,
    )
    fonts = models.TextField(_("fonts"), validators=[fonts.valida_fonts])

    class Meta:
        verbose_name = _("partida")
        verbose_name_plural = _("partides")
        ordering = ["pla", "exercici", "codi"]
        constraints = [
            models.UniqueConstraint(fields=["pla", "codi"], name="partida_unica_per_pla"),
            models.CheckConstraint(
                name="partida_import_positiu",
                condition=Q(import_eur__gt=0),
                violation_error_message=_(
                    "L’import és més gran que zero; si no se sap, no es diu."
                ),
            ),
            models.CheckConstraint(
                name="partida_exercici_fi_no_abans",
                condition=Q(exercici_fi=None) | Q(exercici_fi__gte=F("exercici")),
                violation_error_message=_("El darrer exercici no pot ser anterior al primer."),
            ),
            models.CheckConstraint(
                name="partida_te_font",
                condition=~Q(fonts=""),
                violation_error_message=_("Un import es dona amb la seva font."),
            ),
        ]

    def __str__(self):
        return self.concepte

    @property
    def exercicis(self):
        """«2024», «2025-2028», or nothing."""
        if self.exercici and self.exercici_fi:
            return f"{self.exercici}-{self.exercici_fi}"
        return str(self.exercici or "")

    @property
    def llista_fonts(self):
        return fonts.llegeix(self.fonts)
