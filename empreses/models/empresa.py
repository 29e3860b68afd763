"""Companies, where what is known of them comes from, and what has been published of them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Left, Length, Upper
from django.db.models.lookups import Exact, In
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from empreses.codis import LLARGADA
from empreses.fields import NIFField
from empreses.nif import LLETRES_ENTITAT, LLETRES_FISICA, LLETRES_JURIDICA
from empreses.visibility import camps_no_publics
from terrassa_portal.web.text import slugify_ca, sort_key

EXERCICI_MINIM, EXERCICI_MAXIM = 1700, 2100


class Font(models.Model):
    """Where something known of a company was read: an article, a register, a census."""

    nom = models.CharField(_("nom"), max_length=120, help_text=_("Qui ho publica o ho diu."))
    titol = models.CharField(_("títol"), max_length=250, blank=True)
    url = models.URLField(_("adreça"), max_length=400, blank=True)
    data_publicacio = models.DateField(_("data de publicació"), null=True, blank=True)
    es_mostra = models.BooleanField(_("és de mostra"), default=False, editable=False)

    class Meta:
        verbose_name = _("font")
        verbose_name_plural = _("fonts")
        ordering = ["nom", "data_publicacio", "id"]
        constraints = [
            models.UniqueConstraint(
                name="font_url_unica",
                fields=["url"],
                condition=~Q(url=""),
                violation_error_message=_("Aquesta adreça ja és una font."),
            )
        ]

    def __str__(self):
        return self.nom


class EmpresaQuerySet(models.QuerySet):
    def publics(self):
        """What anyone may see: legal persons unless they left; others only if they asked to be in."""
        return self.filter(
            Q(consentiment_directori="atorgat")
            | Q(classe="juridica", consentiment_directori="no_consta")
        ).defer(*camps_no_publics("Empresa"))

    def vives(self):
        """Those that still work in the city, even if they are being wound up."""
        return self.filter(estat__in=Empresa.Estat.vius())

    def de_mostra(self):
        return self.filter(es_mostra=True)


class Empresa(models.Model):
    """A company, a body or a self-employed person with premises in the city."""

    class Classe(models.TextChoices):
        JURIDICA = "juridica", _("Persona jurídica")
        ENTITAT = "entitat", _("Entitat sense personalitat jurídica")
        FISICA = "fisica", _("Persona física")
        DESCONEGUDA = "desconeguda", _("No ho sabem")

    class Estat(models.TextChoices):
        ACTIVA = "activa", _("Activa")
        EN_LIQUIDACIO = "en_liquidacio", _("En liquidació")
        TRASLLADADA = "traslladada", _("Traslladada fora de la ciutat")
        TANCADA = "tancada", _("Tancada")

        @classmethod
        def vius(cls):
            return [cls.ACTIVA, cls.EN_LIQUIDACIO]

    class Consentiment(models.TextChoices):
        NO_CONSTA = "no_consta", _("No consta")
        ATORGAT = "atorgat", _("Vol sortir al directori")
        RETIRAT = "retirat", _("No vol sortir al directori")

    class Forma(models.TextChoices):
        SA = "sa", _("Societat anònima")
        SL = "sl", _("Societat limitada")
        COOPERATIVA = "cooperativa", _("Cooperativa")
        SOCIETAT_CIVIL = "societat_civil", _("Societat civil")
        COMUNITAT_BENS = "comunitat_bens", _("Comunitat de béns")
        AUTONOM = "autonom", _("Persona treballadora autònoma")
        ASSOCIACIO = "associacio", _("Associació o fundació")
        MUNICIPAL = "municipal", _("Empresa o entitat municipal")
        ALTRA = "altra", _("Altra")

    codi = models.CharField(_("codi"), max_length=LLARGADA, unique=True, editable=False)
    nif = NIFField(_("NIF"), blank=True, default="")
    classe = models.CharField(
        _("classe"),
        max_length=11,
        choices=Classe,
        default=Classe.DESCONEGUDA,
        help_text=_("Si hi ha NIF, surt de la seva lletra."),
    )
    rao_social = models.CharField(_("raó social"), max_length=200)
    nom_comercial = models.CharField(_("nom comercial"), max_length=200, blank=True)
    forma = models.CharField(_("forma jurídica"), max_length=15, choices=Forma, blank=True)
    web = models.URLField(_("web"), max_length=300, blank=True)
    descripcio = models.TextField(_("descripció"), max_length=2000, blank=True)
    exercici_inici = models.PositiveSmallIntegerField(
        _("any d’inici"),
        null=True,
        blank=True,
        validators=[MinValueValidator(EXERCICI_MINIM), MaxValueValidator(EXERCICI_MAXIM)],
    )
    estat = models.CharField(
        _("estat"), max_length=13, choices=Estat, default=Estat.ACTIVA, editable=False
    )
    consentiment_directori = models.CharField(
        _("consentiment per al directori"),
        max_length=9,
        choices=Consentiment,
        default=Consentiment.NO_CONSTA,
        editable=False,
    )
    matriu = models.ForeignKey(
        "self",
        verbose_name=_("empresa matriu"),
        on_delete=models.PROTECT,
        related_name="filials",
        null=True,
        blank=True,
    )
    fonts = models.ManyToManyField(
        Font, verbose_name=_("fonts"), through="EmpresaFont", related_name="empreses"
    )
    slug = models.CharField(_("slug"), max_length=200, blank=True, editable=False)
    clau_ordre = models.CharField(_("clau d’ordre"), max_length=200, blank=True, editable=False)
    es_mostra = models.BooleanField(_("és de mostra"), default=False, editable=False)
    creat_el = models.DateTimeField(_("creada el"), auto_now_add=True)
    actualitzat_el = models.DateTimeField(_("actualitzada el"), auto_now=True)

    objects = EmpresaQuerySet.as_manager()

    class Meta:
        verbose_name = _("empresa")
        verbose_name_plural = _("empreses")
        ordering = ["clau_ordre", "id"]
        indexes = [
            models.Index(fields=["clau_ordre", "id"], name="empresa_clau_ordre"),
            models.Index(fields=["es_mostra"], name="empresa_mostra", condition=Q(es_mostra=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="empresa_codi_de_sis",
                condition=Q(Exact(Length("codi"), LLARGADA)) & Q(Exact(F("codi"), Upper("codi"))),
                violation_error_message=_("El codi té sis caràcters, en majúscula."),
            ),
            models.UniqueConstraint(
                name="empresa_nif_unic",
                fields=["nif"],
                condition=~Q(nif=""),
                violation_error_message=_("Ja hi ha una empresa amb aquest NIF."),
            ),
            models.CheckConstraint(
                name="empresa_nif_normalitzat",
                condition=Q(nif="")
                | (Q(Exact(Length("nif"), Value(9))) & Q(Exact(F("nif"), Upper("nif")))),
                violation_error_message=_("El NIF té nou caràcters, en majúscula i sense guions."),
            ),
            models.CheckConstraint(
                name="empresa_classe_del_nif",
                condition=Q(nif="")
                | (Q(classe="juridica") & Q(In(Left("nif", 1), list(LLETRES_JURIDICA))))
                | (Q(classe="entitat") & Q(In(Left("nif", 1), list(LLETRES_ENTITAT))))
                | (Q(classe="fisica") & Q(In(Left("nif", 1), list(LLETRES_FISICA)))),
                violation_error_message=_("La classe no és la que diu la lletra del NIF."),
            ),
            models.CheckConstraint(
                name="empresa_rao_social_no_buida",
                condition=~Q(rao_social=""),
                violation_error_message=_("Cal la raó social."),
            ),
            models.CheckConstraint(
                name="empresa_exercici_inici_possible",
                condition=Q(exercici_inici=None)
                | Q(exercici_inici__range=(EXERCICI_MINIM, EXERCICI_MAXIM)),
                violation_error_message=_("Aquest any d’inici no pot ser."),
            ),
            models.CheckConstraint(
                name="empresa_no_es_matriu_seva",
                condition=Q(matriu=None) | ~Q(matriu=F("id")),
                violation_error_message=_("Una empresa no pot ser la matriu d’ella mateixa."),
            ),
            models.CheckConstraint(
                name="empresa_estats_coneguts",
                condition=Q(estat__in=["activa", "en_liquidacio", "traslladada", "tancada"])
                & Q(consentiment_directori__in=["no_consta", "atorgat", "retirat"])
                & Q(classe__in=["juridica", "entitat", "fisica", "desconeguda"]),
                violation_error_message=_("Aquest estat no existeix."),
            ),
        ]

    def __str__(self):
        return self.nom

    def get_absolute_url(self):
        return reverse("empreses:detail", args=[f"{self.codi.lower()}-{self.slug}"])

    @property
    def nom(self):
        """What people call it: the trading name, or else the registered one."""
        return self.nom_comercial or self.rao_social

    @property
    def es_publica(self):
        """The same question as `publics()`, asked of one record."""
        return self.consentiment_directori == self.Consentiment.ATORGAT or (
            self.classe == self.Classe.JURIDICA
            and self.consentiment_directori == self.Consentiment.NO_CONSTA
        )

    def posa_derivats(self):
        """Fill the columns that follow from others: who writes an Empresa calls it before saving."""
        self.slug = slugify_ca(self.nom)[:200].strip("-") or "empresa"
        self.clau_ordre = sort_key(self.nom)[:200] or self.slug


class EmpresaFont(models.Model):
    """One source of what is known of one company."""

    empresa = models.ForeignKey(
        Empresa, verbose_name=_("empresa"), on_delete=models.CASCADE, related_name="empresa_fonts"
    )
    font = models.ForeignKey(
        Font, verbose_name=_("font"), on_delete=models.PROTECT, related_name="empresa_fonts"
    )

    class Meta:
        verbose_name = _("font d’una empresa")
        verbose_name_plural = _("fonts de les empreses")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="empresa_font_un_cop",
                fields=["empresa", "font"],
                violation_error_message=_("Aquesta font ja hi és."),
            )
        ]

    def __str__(self):
        return f"{self.empresa}: {self.font}"


class DadaPublicada(models.Model):
    """A fact that a public source states of a company, in the words and the year of that source.

    Not the census: a figure of the press stays here, dated, and never becomes today's staff.
    """

    empresa = models.ForeignKey(
        Empresa, verbose_name=_("empresa"), on_delete=models.CASCADE, related_name="dades"
    )
    codi = models.SlugField(_("codi"), max_length=40)
    concepte = models.CharField(_("concepte"), max_length=80)
    text = models.CharField(_("text"), max_length=250)
    exercici = models.PositiveSmallIntegerField(
        _("any de la dada"),
        null=True,
        blank=True,
        validators=[MinValueValidator(EXERCICI_MINIM), MaxValueValidator(EXERCICI_MAXIM)],
        help_text=_("Buit si la font no diu de quin any és."),
    )
    font = models.ForeignKey(
        Font,
        verbose_name=_("font"),
        on_delete=models.PROTECT,
        related_name="dades",
        null=True,
        blank=True,
        help_text=_("Buit: la dada surt del conjunt de fonts de la fitxa."),
    )
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("dada publicada")
        verbose_name_plural = _("dades publicades")
        ordering = ["empresa", "ordre", "id"]
        constraints = [
            models.UniqueConstraint(
                name="dada_publicada_codi_unic",
                fields=["empresa", "codi"],
                violation_error_message=_("Aquesta dada ja hi és."),
            )
        ]

    def __str__(self):
        return f"{self.concepte}: {self.text}"


class Comptador(models.Model):
    """The last number a company code was made of. One row, which only grows: no code is given twice."""

    darrer = models.PositiveIntegerField(_("darrer nombre donat"))

    class Meta:
        verbose_name = _("comptador de codis")
        verbose_name_plural = _("comptador de codis")
        constraints = [
            models.CheckConstraint(name="comptador_una_sola_fila", condition=Q(id=1)),
        ]

    def __str__(self):
        return str(self.darrer)
