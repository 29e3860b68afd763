"""What a plan consists of: its levels, its elements, and how each has been worded over time."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans import codis, fonts
from plans.models.pla import Pla
from poligons.dates import Precisio, text_data
from terrassa_portal.web.slugs import RESERVED, validate_not_reserved


class Nivell(models.Model):
    """One level of a plan. The words are the plan's own: «prioritat», «compromís»."""

    pla = models.ForeignKey(Pla, models.CASCADE, related_name="nivells", verbose_name=_("pla"))
    profunditat = models.PositiveSmallIntegerField(_("profunditat"))
    singular = models.CharField(_("singular"), max_length=40)
    plural = models.CharField(_("plural"), max_length=40)
    avaluable = models.BooleanField(
        _("avaluable"), default=False, help_text=_("Els balanços en tenen una fitxa per element.")
    )

    class Meta:
        verbose_name = _("nivell")
        verbose_name_plural = _("nivells")
        ordering = ["pla", "profunditat"]
        constraints = [
            models.UniqueConstraint(fields=["pla", "profunditat"], name="nivell_unic_per_pla"),
            models.CheckConstraint(
                name="nivell_profunditat_de_0_a_3",
                condition=Q(profunditat__lte=3),
                violation_error_message=_("La profunditat va de 0 a 3."),
            ),
        ]

    def __str__(self):
        return self.singular


class ClauOrdreField(models.CharField):
    """Follows `codi`: what the element is ordered by."""

    def pre_save(self, model_instance, add):
        clau = codis.clau_ordre(model_instance.codi)
        setattr(model_instance, self.attname, clau)
        return clau


class ElementQuerySet(models.QuerySet):
    def avaluables(self):
        """Those that each balanç of their plan must report."""
        return self.filter(nivell__avaluable=True)

    def avaluables_a(self, dia):
        """Those that a balanç of that date must report: not what was added to the plan later."""
        afegits = Redaccio.objects.filter(numero=1, vigent_des_de__gt=dia).values("element")
        return self.avaluables().exclude(pk__in=afegits)

    def arrel(self):
        return self.filter(pare=None)

    def de_poligon(self, poligon):
        return self.filter(poligons=poligon)

    def amb_relacions(self):
        """Bring along what a list row shows, in the same query."""
        return self.select_related(
            "pla",
            "nivell",
            "redaccio_vigent__responsable",
            "pare__nivell",
            "pare__redaccio_vigent",
        )

    def amb_fitxa(self, balanc):
        """Add `estat_balanc` and `base_balanc`: what `balanc` says; None where it has no sheet."""
        return self.annotate(
            fitxa_balanc=FilteredRelation("fitxes", condition=Q(fitxes__balanc=balanc)),
            estat_balanc=F("fitxa_balanc__estat"),
            base_balanc=F("fitxa_balanc__base"),
        )


class Element(models.Model):
    """An item of a plan at any level. `uid`, `pla` and `codi` never change (trigger)."""

    uid = models.UUIDField(_("identificador"), default=uuid.uuid4, unique=True, editable=False)
    pla = models.ForeignKey(Pla, models.PROTECT, related_name="elements", verbose_name=_("pla"))
    nivell = models.ForeignKey(
        Nivell, models.PROTECT, related_name="elements", verbose_name=_("nivell")
    )
    pare = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="fills",
        verbose_name=_("forma part de"),
        null=True,
        blank=True,
    )
    codi = models.CharField(
        _("codi"),
        max_length=40,
        validators=[codis.valida_codi, validate_not_reserved],
        help_text=_("El codi del portal, a l’adreça de la pàgina. No es pot canviar."),
    )
    codi_oficial = models.CharField(
        _("codi oficial"),
        max_length=40,
        blank=True,
        help_text=_("Tal com surt al document. Buit si el document no en porta."),
    )
    clau_ordre = ClauOrdreField(_("clau d’ordre"), max_length=120, editable=False)
    redaccio_vigent = models.ForeignKey(
        "Redaccio",
        models.PROTECT,
        related_name="+",
        verbose_name=_("redacció vigent"),
        null=True,
        editable=False,
    )
    no_consta = models.TextField(
        _("què no consta"), blank=True, help_text=_("El que s’ha buscat i no s’ha trobat.")
    )
    fonts = models.TextField(
        _("fonts"), validators=[fonts.valida_fonts], help_text=_("Una per línia.")
    )
    poligons = models.ManyToManyField(
        "poligons.Poligon", related_name="elements", verbose_name=_("polígons"), blank=True
    )

    objects = ElementQuerySet.as_manager()

    class Meta:
        verbose_name = _("element")
        verbose_name_plural = _("elements")
        ordering = ["pla", "clau_ordre"]
        indexes = [models.Index(fields=["pla", "clau_ordre"])]
        constraints = [
            models.UniqueConstraint(
                fields=["pla", "codi"],
                name="element_codi_unic_per_pla",
                violation_error_message=_("El pla ja té un element amb aquest codi."),
            ),
            models.CheckConstraint(
                name="element_codi_no_reservat",
                condition=~Q(codi__in=sorted(RESERVED)),
                violation_error_message=_("Aquesta paraula és d’una altra pàgina del portal."),
            ),
            models.CheckConstraint(
                name="element_te_font",
                condition=~Q(fonts=""),
                violation_error_message=_("Un element es recull amb la seva font."),
            ),
        ]

    def __str__(self):
        return f"{self.codi} {self.titol}"

    def get_absolute_url(self):
        return reverse("plans:element", kwargs={"slug": self.pla.slug, "codi": self.codi})

    def clean(self):
        """Say in the form what the triggers refuse."""
        if self.nivell_id and self.nivell.pla_id != self.pla_id:
            raise ValidationError({"nivell": _("Aquest nivell és d’un altre pla.")})
        if self.pare_id and self.nivell_id:
            if self.pare.pla_id != self.pla_id:
                raise ValidationError({"pare": _("Aquest element és d’un altre pla.")})
            if self.pare.nivell.profunditat >= self.nivell.profunditat:
                raise ValidationError({"pare": _("Ha de penjar d’un element de més amunt.")})

    @property
    def titol(self):
        """The title in force; says so where none was found."""
        return self.redaccio_vigent.titol_visible if self.redaccio_vigent else _("Títol no trobat")

    @property
    def responsable(self):
        return self.redaccio_vigent and self.redaccio_vigent.responsable

    @property
    def llista_fonts(self):
        return fonts.llegeix(self.fonts)

    def redaccio_a(self, dia):
        """The wording in force on that date; the first one if none is that old."""
        redaccions = self.redaccions.order_by("-numero")
        vigents = redaccions.filter(Q(vigent_des_de=None) | Q(vigent_des_de__lte=dia))
        return vigents.first() or redaccions.last()

    def ascendents(self):
        """The elements it hangs from, the highest first."""
        cadena, pare = [], self.pare
        while pare:
            cadena.insert(0, pare)
            pare = pare.pare
        return cadena


def valida_ods(valors):
    """Refuse anything but a list of Sustainable Development Goals, 1 to 17, in order."""
    if not isinstance(valors, list) or valors != sorted({v for v in valors if v in range(1, 18)}):
        raise ValidationError(_("Els ODS són números de l’1 al 17, ordenats i sense repetir."))


class Redaccio(models.Model):
    """How an element is worded from a date on. Append-only (trigger): a change is a new row."""

    class Literal(models.TextChoices):
        OFICIAL = "oficial", _("Redacció oficial")
        PARAFRASI = "parafrasi", _("Paràfrasi del portal")
        NO_TROBAT = "no_trobat", _("Títol no trobat")

    element = models.ForeignKey(
        Element, models.PROTECT, related_name="redaccions", verbose_name=_("element")
    )
    numero = models.PositiveSmallIntegerField(_("número"), editable=False)
    vigent_des_de = models.DateField(_("vigent des de"), null=True, blank=True)
    precisio = models.CharField(
        _("precisió de la data"), max_length=3, choices=Precisio, default=Precisio.DIA
    )
    titol = models.CharField(_("títol"), max_length=500, blank=True)
    literal = models.CharField(_("de qui és el text"), max_length=10, choices=Literal)
    text_planer = models.TextField(_("en paraules planeres"), blank=True)
    responsable = models.ForeignKey(
        "incidencies.Servei",
        models.PROTECT,
        related_name="redaccions",
        verbose_name=_("àrea responsable"),
        null=True,
        blank=True,
    )
    termini = models.DateField(_("termini"), null=True, blank=True)
    acte = models.CharField(_("acte que l’aprova o la modifica"), max_length=300, blank=True)
    motiu = models.TextField(_("motiu"), blank=True)
    ods = models.JSONField(
        _("objectius de desenvolupament sostenible"),
        default=list,
        blank=True,
        validators=[valida_ods],
    )
    creada_el = models.DateTimeField(_("creada el"), auto_now_add=True)
    autor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("autor"),
        null=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("redacció")
        verbose_name_plural = _("redaccions")
        ordering = ["element", "-numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["element", "numero"], name="redaccio_unica_per_element"
            ),
            models.CheckConstraint(
                name="redaccio_titol_si_es_sap",
                condition=Q(literal="no_trobat", titol="")
                | (~Q(literal="no_trobat") & ~Q(titol="")),
                violation_error_message=_("El títol és buit només quan consta com a no trobat."),
            ),
        ]

    def __str__(self):
        return str(self.titol_visible)

    @property
    def titol_visible(self):
        return self.titol or _("Títol no trobat")

    @property
    def data_text(self):
        return text_data(self.vigent_des_de, self.precisio)
