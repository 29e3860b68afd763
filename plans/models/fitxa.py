"""The sheet of one element in one balanç, and what proves it. Frozen when the balanç is published."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans import estats, fonts
from plans.models.balanc import Balanc
from plans.models.element import Element, Redaccio
from terrassa_portal.web import roles

# Those who see the sheets of every area.
TOTES_LES_AREES = (
    roles.COORDINACIO,
    roles.PROMOCIO,
    roles.VALIDACIO,
    roles.LECTURA,
    roles.AUDITORIA,
)


class FitxaQuerySet(models.QuerySet):
    def publicades(self):
        return self.filter(balanc__estat=Balanc.Estat.PUBLICAT)

    def visibles_per(self, usuari):
        """An editor of an area sees the sheets of its area; the rest of the staff, all of them."""
        if roles.has(usuari, *TOTES_LES_AREES):
            return self
        if roles.has(usuari, roles.AREA):
            return self.filter(redaccio__responsable__in=usuari.serveis.all())
        return self.none()

    def esborranys(self):
        return self.filter(balanc__estat=Balanc.Estat.ESBORRANY)

    def per_omplir(self):
        """Draft sheets that say nothing yet."""
        return self.esborranys().filter(base="")

    def per_validar(self):
        """Draft sheets with a state that a second person has not looked at."""
        return self.esborranys().exclude(estat="").filter(validada_per=None)

    def conservades(self):
        """Those whose sheet exists, even if its state was lost."""
        return self.exclude(base=Fitxa.Base.NO_CONSERVADA)

    def amb_relacions(self):
        return self.select_related("element__pla", "element__nivell", "balanc__pla")


class Fitxa(models.Model):
    """What one balanç says about one element."""

    class Base(models.TextChoices):
        TECNIC = "tecnic", _("Ho declara el servei tècnic")
        DOCUMENT = "document", _("Surt d’un document")
        NO_RECUPERABLE = estats.NO_RECUPERABLE, _("Estat no recuperable")
        NO_CONSERVADA = estats.NO_CONSERVADA, _("Sense fitxa conservada")

    balanc = models.ForeignKey(
        Balanc, models.CASCADE, related_name="fitxes", verbose_name=_("balanç")
    )
    element = models.ForeignKey(
        Element, models.PROTECT, related_name="fitxes", verbose_name=_("element")
    )
    redaccio = models.ForeignKey(
        Redaccio, models.PROTECT, related_name="fitxes", verbose_name=_("redacció")
    )
    estat = models.CharField(_("estat"), max_length=20, blank=True)
    base = models.CharField(
        _("d’on surt l’estat"),
        max_length=14,
        choices=Base,
        blank=True,
        help_text=_("Buit mentre la fitxa no s’ha omplert: així no es pot publicar."),
    )
    acabat_el = models.DateField(_("acabat el"), null=True, blank=True)
    motiu = models.TextField(
        _("motiu"), blank=True, help_text=_("Per què no hi ha estat, o per què va enrere.")
    )
    observacions = models.TextField(_("observacions"), blank=True)
    text_planer = models.TextField(_("en paraules planeres"), blank=True)
    fonts = models.TextField(_("fonts"), blank=True, validators=[fonts.valida_fonts])
    preparada_per = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("preparada per"),
        null=True,
        blank=True,
    )
    validada_per = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("validada per"),
        null=True,
        blank=True,
    )
    # Copies that `publica_balanc` freezes: the names of today are not those of the balanç.
    uid = models.UUIDField(_("identificador"), null=True, editable=False)
    codi = models.CharField(_("codi"), max_length=40, blank=True, editable=False)
    codi_oficial = models.CharField(_("codi oficial"), max_length=40, blank=True, editable=False)
    nivell = models.CharField(_("nivell"), max_length=40, blank=True, editable=False)
    ascendents = models.JSONField(_("forma part de"), default=list, editable=False)
    titol = models.CharField(_("títol"), max_length=500, blank=True, editable=False)
    literal = models.CharField(
        _("de qui és el text"), max_length=10, choices=Redaccio.Literal, blank=True, editable=False
    )
    area = models.CharField(_("àrea responsable"), max_length=200, blank=True, editable=False)
    estat_etiqueta = models.CharField(
        _("etiqueta de l’estat"), max_length=80, blank=True, editable=False
    )

    objects = FitxaQuerySet.as_manager()

    class Meta:
        verbose_name = _("fitxa")
        verbose_name_plural = _("fitxes")
        ordering = ["balanc", "element__clau_ordre"]
        constraints = [
            models.UniqueConstraint(
                fields=["balanc", "element"],
                name="fitxa_unica_per_element_i_balanc",
                violation_error_message=_("El balanç ja té una fitxa d’aquest element."),
            ),
            models.CheckConstraint(
                name="fitxa_estat_conegut",
                condition=Q(estat__in=["", *estats.tots_els_valors()]),
                violation_error_message=_("Aquest estat no és de cap esquema."),
            ),
            models.CheckConstraint(
                name="fitxa_sense_estat_nomes_declarada",
                condition=Q(estat="", base__in=["", *sorted(estats.SENSE_ESTAT)])
                | (~Q(estat="") & Q(base__in=["tecnic", "document"])),
                violation_error_message=_(
                    "Si no hi ha estat, digueu per què: no recuperable o sense fitxa conservada."
                ),
            ),
            models.CheckConstraint(
                name="fitxa_sense_estat_te_motiu",
                condition=~Q(base__in=sorted(estats.SENSE_ESTAT)) | ~Q(motiu=""),
                violation_error_message=_("Expliqueu el motiu pel qual no se sap l’estat."),
            ),
            models.CheckConstraint(
                name="fitxa_acabat_nomes_dins_previsions",
                condition=Q(acabat_el=None) | Q(estat=estats.ESTAT_ACABAT),
                violation_error_message=_(
                    "La data d’acabament només va amb l’estat que ho permet."
                ),
            ),
            models.CheckConstraint(
                name="fitxa_quatre_ulls",
                condition=Q(preparada_per=None)
                | Q(validada_per=None)
                | ~Q(preparada_per=F("validada_per")),
                violation_error_message=_("Qui prepara una fitxa no la pot validar."),
            ),
        ]

    def __str__(self):
        return f"{self.balanc} · {self.element.codi}"

    def get_absolute_url(self):
        return reverse(
            "plans:fitxa",
            kwargs={
                "slug": self.balanc.pla.slug,
                "balanc": self.balanc.codi,
                "codi": self.codi or self.element.codi,
            },
        )

    def clean(self):
        """Say in the form what the triggers refuse."""
        if self.estat and self.estat not in estats.valors(self.balanc.esquema):
            raise ValidationError({"estat": _("Aquest estat no és de l’esquema del balanç.")})

    @property
    def es_desconeguda(self):
        """Whether it declares that the state is not known."""
        return self.base in estats.SENSE_ESTAT

    @property
    def estat_complet(self):
        """The state to show, with its words and marks; None in a draft nobody has filled in."""
        if not self.estat and not self.base:
            return None
        return estats.estat(self.balanc.esquema, self.estat, self.base)

    @property
    def titol_visible(self):
        """The title that this sheet froze; in a draft, that of its wording."""
        if not self.literal:
            return self.redaccio.titol_visible
        return self.titol or _("Títol no trobat")

    @property
    def llista_fonts(self):
        return fonts.llegeix(self.fonts)


class Evidencia(models.Model):
    """What a sheet rests on: an act, a contract, a page. Frozen with its fitxa."""

    class Tipus(models.TextChoices):
        ACTE = "acte", _("Acte o acord")
        CONTRACTE = "contracte", _("Contracte")
        CONVENI = "conveni", _("Conveni")
        PRESSUPOST = "pressupost", _("Pressupost")
        DOCUMENT = "document", _("Document")
        FOTO = "foto", _("Fotografia")
        JORNADA = "jornada", _("Jornada")
        WEB = "web", _("Pàgina web")

    fitxa = models.ForeignKey(
        Fitxa, models.CASCADE, related_name="evidencies", verbose_name=_("fitxa")
    )
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=1)
    tipus = models.CharField(_("tipus"), max_length=10, choices=Tipus)
    titol = models.CharField(_("títol"), max_length=300)
    url = models.URLField(
        _("adreça"), max_length=500, validators=[URLValidator(schemes=["http", "https"])]
    )
    data_evidencia = models.DateField(_("data"), null=True, blank=True)
    sha256 = models.CharField(
        _("empremta del document"),
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}$", _("Són 64 xifres hexadecimals."))],
    )
    comprovada_el = models.DateField(_("comprovada el"), null=True, blank=True)
    resultat = models.CharField(_("resultat de la comprovació"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("evidència")
        verbose_name_plural = _("evidències")
        ordering = ["fitxa", "ordre"]
        constraints = [
            models.UniqueConstraint(
                fields=["fitxa", "ordre"],
                name="evidencia_ordre_unic_per_fitxa",
                violation_error_message=_("Ja hi ha una evidència amb aquest número d’ordre."),
            ),
            models.CheckConstraint(
                name="evidencia_adreca_web",
                condition=Q(url__startswith="http://") | Q(url__startswith="https://"),
                violation_error_message=_("L’adreça ha de començar per https:// o http://."),
            ),
        ]

    def __str__(self):
        return self.titol
