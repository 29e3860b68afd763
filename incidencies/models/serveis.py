from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ServeiQuerySet(models.QuerySet):
    def vigents(self, dia=None):
        """In force on `dia` (today unless said)."""
        dia = dia or timezone.localdate()
        return self.filter(
            Q(vigent_des_de=None) | Q(vigent_des_de__lte=dia),
            Q(vigent_fins=None) | Q(vigent_fins__gte=dia),
        )

    def derivables(self, dia=None):
        """Those an incidencia may be handed over to: in force, and not the triage itself."""
        return self.vigents(dia).filter(rep_derivacions=True, es_triatge=False)

    def triatge(self):
        """The one that answers for whatever has no other owner. Raises if nobody set it up."""
        return self.get(es_triatge=True)

    def de_membre(self, usuari):
        return self.filter(
            Q(membres=usuari) | Q(responsable=usuari) | Q(substitut=usuari)
        ).distinct()


class Servei(models.Model):
    """A municipal service, area or company, or an outside body, that answers for something.

    Services are renamed with each mandate: the old ones stay, out of force, with their successor.
    """

    class Tipus(models.TextChoices):
        AREA = "area", _("Àrea municipal")
        SERVEI = "servei", _("Servei municipal")
        EMPRESA_MUNICIPAL = "empresa_municipal", _("Empresa o entitat municipal")
        EXTERN = "extern", _("Organisme extern")

    class Canal(models.TextChoices):
        PANELL = "panell", _("Pel tauler de gestió")
        CORREU = "correu", _("Per correu")
        EXTERN = "extern_amb_referencia", _("Pel seu propi sistema, amb referència")

    codi = models.SlugField(_("codi"), max_length=60, unique=True)
    nom = models.CharField(_("nom"), max_length=160)
    tipus = models.CharField(_("tipus"), max_length=17, choices=Tipus, default=Tipus.SERVEI)
    pare = models.ForeignKey(
        "self",
        verbose_name=_("depèn de"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="fills",
    )
    descripcio = models.TextField(_("de què s’ocupa"), blank=True)
    tipus_incidencies = models.TextField(_("incidències que atén"), blank=True)
    xifres = models.TextField(_("xifres publicades"), blank=True)
    nota = models.TextField(_("nota interna"), blank=True)
    fonts = models.TextField(
        _("fonts"), blank=True, help_text=_("Una per línia: adreça web o text.")
    )
    canal = models.CharField(_("canal"), max_length=21, choices=Canal, default=Canal.CORREU)
    bustia = models.EmailField(
        _("bústia"),
        blank=True,
        help_text=_("On rep les derivacions. Si és buida, el correu va al triatge."),
    )
    rep_derivacions = models.BooleanField(_("rep derivacions"), default=True)
    membres = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("membres"), blank=True, related_name="serveis"
    )
    responsable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("cap del servei"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="serveis_que_dirigeix",
        help_text=_("Rep un avís quan un termini venç."),
    )
    substitut = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("substitut del cap"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="serveis_que_substitueix",
    )
    vigent_des_de = models.DateField(_("vigent des de"), null=True, blank=True)
    vigent_fins = models.DateField(_("vigent fins"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="antecessors",
    )
    es_triatge = models.BooleanField(_("fa el triatge"), default=False)

    objects = ServeiQuerySet.as_manager()

    class Meta:
        verbose_name = _("servei")
        verbose_name_plural = _("serveis")
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["es_triatge"],
                condition=Q(es_triatge=True),
                name="servei_un_sol_triatge",
                violation_error_message=_("Ja hi ha un servei que fa el triatge."),
            ),
            models.CheckConstraint(
                name="servei_dates_ordenades",
                condition=Q(vigent_des_de=None)
                | Q(vigent_fins=None)
                | Q(vigent_fins__gte=F("vigent_des_de")),
                violation_error_message=_("La vigència acaba abans de començar."),
            ),
            models.CheckConstraint(
                name="servei_successor_si_acaba",
                condition=Q(successor=None) | Q(vigent_fins__isnull=False),
                violation_error_message=_("Només té successor un servei que deixa de ser vigent."),
            ),
            models.CheckConstraint(
                name="servei_ni_pare_ni_successor_de_si_mateix",
                condition=(Q(pare=None) | ~Q(pare=F("pk")))
                & (Q(successor=None) | ~Q(successor=F("pk"))),
                violation_error_message=_("Un servei no pot dependre de si mateix ni succeir-se."),
            ),
            models.CheckConstraint(
                name="servei_triatge_sempre_vigent",
                condition=Q(es_triatge=False) | Q(vigent_fins=None),
                violation_error_message=_("El servei de triatge no pot tenir data de fi."),
            ),
        ]

    def __str__(self):
        return self.nom

    def es_vigent(self, dia=None):
        dia = dia or timezone.localdate()
        return (self.vigent_des_de or dia) <= dia <= (self.vigent_fins or dia)

    def es_derivable(self, dia=None):
        """Whether an incidencia may be handed over to it: what `derivables` asks of many."""
        return self.es_vigent(dia) and self.rep_derivacions and not self.es_triatge

    def fonts_llista(self):
        return [line.strip() for line in self.fonts.splitlines() if line.strip()]
