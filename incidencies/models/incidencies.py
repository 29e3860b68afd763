import uuid

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencies.models.categories import Categoria
from incidencies.models.derivacions import Derivacio
from incidencies.models.serveis import Servei
from poligons.models.poligon import LATITUD_MAX, LATITUD_MIN, LONGITUD_MAX, LONGITUD_MIN
from terrassa_portal.web import roles
from terrassa_portal.web.models import Sortint

DESCRIPCIO_MAXIM = 4000


class IncidenciaQuerySet(models.QuerySet):
    def obertes(self):
        return self.exclude(estat__in=Incidencia.Estat.finals())

    def publiques(self):
        """Those with a moderated summary: what anybody may read."""
        return self.filter(visibilitat=Incidencia.Visibilitat.PUBLICA)

    def visibles_per(self, usuari):
        """The rows that `usuari` may see in the back office.

        Who is only of a servei sees what its services have, or had until they answered it.
        """
        if roles.has(usuari, roles.COORDINACIO, roles.PROMOCIO, roles.LECTURA, roles.AUDITORIA):
            return self
        if not roles.has(usuari, roles.SERVEI):
            return self.none()
        seves = Derivacio.objects.filter(
            incidencia=OuterRef("pk"),
            servei__in=Servei.objects.de_membre(usuari),
            estat__in=[*Derivacio.Estat.oberts(), Derivacio.Estat.RESOLTA],
        )
        return self.filter(Exists(seves))

    def de_torn(self, torn):
        return self.filter(estat__in=Incidencia.Estat.de_torn(torn))

    def fora_de_termini(self, dia=None):
        """Those whose turn should have ended before `dia` (today unless said)."""
        return self.filter(data_torn__lt=dia or timezone.localdate())

    def uuids_amb_correu_fallit(self):
        """Of those about which some mail could not be sent. They are few: one query."""
        temes = Sortint.objects.fallits().filter(tema__startswith="incidencia:")
        return {tema.partition(":")[2] for tema in temes.values_list("tema", flat=True)}

    def amb_relacions(self):
        """Bring along what a list row shows, in the same query."""
        return self.select_related("poligon", "categoria", "establiment")

    def amb_servei(self):
        """Annotate `servei_nom`: who has it now, if anybody."""
        obertes = Derivacio.objects.obertes().filter(incidencia=OuterRef("pk"))
        return self.annotate(servei_nom=models.Subquery(obertes.values("servei__nom")[:1]))


class Incidencia(models.Model):
    """Something to mend or answer in a polígon. `estat` moves only by a verb of `transitions`."""

    class Estat(models.TextChoices):
        REBUDA = "rebuda", _("Rebuda")
        DERIVADA = "derivada", _("Derivada")
        EN_CURS = "en_curs", _("En curs")
        PLANIFICADA = "planificada", _("Planificada")
        PENDENT_INFO = "pendent_info", _("Esperant informació")
        RESOLTA = "resolta", _("Resolta")
        TANCADA = "tancada", _("Tancada")
        DUPLICADA = "duplicada", _("Duplicada")
        REBUTJADA = "rebutjada", _("Rebutjada")

        @classmethod
        def finals(cls):
            return [cls.TANCADA, cls.DUPLICADA, cls.REBUTJADA]

        @classmethod
        def de_torn(cls, torn):
            return [estat for estat, seu in TORN_PER_ESTAT.items() if seu == torn]

    class Torn(models.TextChoices):
        TRIATGE = "triatge", _("Promoció Industrial")
        SERVEI = "servei", _("El servei")
        NOTIFICANT = "notificant", _("Qui va avisar")
        NINGU = "ningu", _("Ningú")

    class Origen(models.TextChoices):
        WEB = "web", _("Web")
        TELEFON = "telefon", _("Telèfon")
        CORREU = "correu", _("Correu")
        PRESENCIAL = "presencial", _("Presencial")
        OPEN311 = "open311", _("Open311")
        ASSOCIACIO = "associacio", _("Associació")
        TECNIC = "tecnic", _("Personal tècnic")

    class Visibilitat(models.TextChoices):
        PRIVADA = "privada", _("Privada")
        PENDENT = "pendent", _("Pendent de revisar")
        PUBLICA = "publica", _("Pública")

    class MotiuTancament(models.TextChoices):
        RESOLTA = "resolta", _("Resolta, i confirmada")
        SILENCI = "silenci", _("Resolta, sense objeccions")
        NO_COMPETENCIA = "no_competencia", _("No és competència municipal")
        NO_PROCEDEIX = "no_procedeix", _("No procedeix")
        SENSE_RESPOSTA = "sense_resposta", _("Falta informació i no hem tingut resposta")
        BROSSA = "brossa", _("Publicitat o brossa")
        ABUS = "abus", _("Contingut abusiu")
        FORA_AMBIT = "fora_ambit", _("Fora dels polígons o de l’àmbit del portal")

    uuid = models.UUIDField(_("identificador"), default=uuid.uuid4, unique=True, editable=False)
    codi = models.CharField(_("referència"), max_length=11, unique=True)
    clau_enviament = models.CharField(_("clau d’enviament"), max_length=64, blank=True)
    estat = models.CharField(_("estat"), max_length=12, choices=Estat, default=Estat.REBUDA)
    estat_previ = models.CharField(_("estat previ"), max_length=12, choices=Estat, blank=True)
    categoria = models.ForeignKey(
        Categoria, verbose_name=_("categoria"), on_delete=models.PROTECT, related_name="incidencies"
    )
    poligon = models.ForeignKey(
        "poligons.Poligon",
        verbose_name=_("polígon"),
        on_delete=models.PROTECT,
        related_name="incidencies",
    )
    establiment = models.ForeignKey(
        "empreses.Establiment",
        verbose_name=_("establiment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incidencies",
    )
    latitud = models.DecimalField(
        _("latitud"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitud = models.DecimalField(
        _("longitud"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    adreca = models.CharField(_("adreça"), max_length=200, blank=True)
    referencia_element = models.CharField(
        _("número de l’element"),
        max_length=60,
        blank=True,
        help_text=_("El número del fanal, del contenidor o de la parada, si en porta."),
    )
    descripcio = models.TextField(
        _("descripció"),
        max_length=DESCRIPCIO_MAXIM,
        validators=[MaxLengthValidator(DESCRIPCIO_MAXIM)],
    )
    resum_public = models.CharField(_("resum públic"), max_length=300, blank=True)
    respostes = models.JSONField(_("respostes"), default=list, blank=True)
    origen = models.CharField(_("origen"), max_length=10, choices=Origen, default=Origen.WEB)
    prioritat = models.CharField(
        _("prioritat"),
        max_length=6,
        choices=Categoria.Prioritat,
        default=Categoria.Prioritat.NORMAL,
    )
    visibilitat = models.CharField(
        _("visibilitat"), max_length=7, choices=Visibilitat, default=Visibilitat.PENDENT
    )
    assignada = models.ForeignKey(
        "web.Usuari",
        verbose_name=_("tècnic que la segueix"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incidencies",
    )
    creada_el = models.DateTimeField(_("rebuda"), default=timezone.now)
    presentada_el = models.DateTimeField(
        _("presentada"), help_text=_("Des de quan compten els terminis.")
    )
    data_torn = models.DateField(_("a fer fins al"), null=True, blank=True)
    data_avis = models.DateField(_("proper recordatori"), null=True, blank=True)
    nivell_avis = models.PositiveSmallIntegerField(_("recordatoris fets"), default=0)
    data_termini_acceptacio = models.DateField(_("termini d’acceptació"), null=True, blank=True)
    data_termini_resposta = models.DateField(_("termini de resposta"))
    data_termini_resolucio = models.DateField(_("termini de resolució"))
    data_prevista = models.DateField(_("data prevista"), null=True, blank=True)
    resposta_el = models.DateTimeField(_("primera resposta"), null=True, blank=True)
    resolta_el = models.DateTimeField(_("resolta"), null=True, blank=True)
    tancada_el = models.DateTimeField(_("tancada"), null=True, blank=True)
    motiu_tancament = models.CharField(
        _("motiu del tancament"), max_length=14, choices=MotiuTancament, blank=True
    )
    duplicada_de = models.ForeignKey(
        "self",
        verbose_name=_("duplicada de"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duplicades",
    )
    reobertures = models.PositiveSmallIntegerField(_("reobertures"), default=0)
    versio = models.PositiveIntegerField(_("versió"), default=0)

    objects = IncidenciaQuerySet.as_manager()

    class Meta:
        verbose_name = _("incidència")
        verbose_name_plural = _("incidències")
        ordering = ["-creada_el", "-pk"]
        indexes = [
            models.Index(fields=["estat", "data_torn"], name="incidencia_estat_torn"),
            models.Index(fields=["poligon", "estat"], name="incidencia_poligon_estat"),
            models.Index(fields=["visibilitat", "-creada_el"], name="incidencia_publica"),
            models.Index(
                fields=["data_avis"], condition=Q(data_avis__isnull=False), name="incidencia_avis"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["clau_enviament"],
                condition=~Q(clau_enviament=""),
                name="incidencia_enviament_unic",
                violation_error_message=_("Aquest avís ja s’havia enviat."),
            ),
            models.CheckConstraint(
                name="incidencia_final_te_motiu",
                condition=Q(estat__in=["tancada", "rebutjada"]) & ~Q(motiu_tancament="")
                | ~Q(estat__in=["tancada", "rebutjada"]) & Q(motiu_tancament=""),
                violation_error_message=_("Per tancar o rebutjar una incidència cal un motiu."),
            ),
            models.CheckConstraint(
                name="incidencia_duplicada_te_original",
                condition=Q(estat="duplicada", duplicada_de__isnull=False)
                | (~Q(estat="duplicada") & Q(duplicada_de=None)),
                violation_error_message=_("Una incidència duplicada diu de quina ho és."),
            ),
            models.CheckConstraint(
                name="incidencia_no_duplicada_de_si_mateixa",
                condition=Q(duplicada_de=None) | ~Q(duplicada_de=F("pk")),
                violation_error_message=_("Una incidència no pot ser duplicada de si mateixa."),
            ),
            models.CheckConstraint(
                name="incidencia_pendent_info_te_estat_previ",
                condition=Q(estat="pendent_info") & ~Q(estat_previ="")
                | ~Q(estat="pendent_info") & Q(estat_previ=""),
                violation_error_message=_("Mentre s’espera informació se sap d’on es venia."),
            ),
            models.CheckConstraint(
                name="incidencia_planificada_te_data",
                condition=~Q(estat="planificada") | Q(data_prevista__isnull=False),
                violation_error_message=_("Una actuació planificada té data."),
            ),
            models.CheckConstraint(
                name="incidencia_oberta_te_data_torn",
                condition=Q(estat__in=["tancada", "duplicada", "rebutjada"], data_torn=None)
                | ~Q(estat__in=["tancada", "duplicada", "rebutjada"]) & Q(data_torn__isnull=False),
                violation_error_message=_("Tota incidència oberta té algú i una data."),
            ),
            models.CheckConstraint(
                name="incidencia_publica_te_resum",
                condition=~Q(visibilitat="publica") | ~Q(resum_public=""),
                violation_error_message=_("Per fer-la pública cal un resum revisat."),
            ),
            models.CheckConstraint(
                name="incidencia_latitud_amb_longitud",
                condition=Q(latitud=None, longitud=None)
                | Q(
                    latitud__isnull=False,  # a NULL within the range would pass the check
                    longitud__isnull=False,
                    latitud__range=(LATITUD_MIN, LATITUD_MAX),
                    longitud__range=(LONGITUD_MIN, LONGITUD_MAX),
                ),
                violation_error_message=_("El punt ha de ser a Terrassa, amb latitud i longitud."),
            ),
            models.CheckConstraint(
                name="incidencia_descripcio_mida",
                condition=~Q(descripcio="")
                & LessThanOrEqual(Length("descripcio"), DESCRIPCIO_MAXIM),
                violation_error_message=_("Cal una descripció de 4.000 caràcters com a màxim."),
            ),
        ]

    def __str__(self):
        return self.codi

    def get_absolute_url(self):
        """Its public page, which exists once it is moderated."""
        return reverse("incidencies:detail", args=[self.codi])

    @property
    def torn(self):
        """Whose turn it is: it follows from the estat, so the two cannot disagree."""
        return Incidencia.Torn(TORN_PER_ESTAT[self.estat])

    @property
    def es_final(self):
        return self.estat in Incidencia.Estat.finals()

    def derivacio_oberta(self):
        return self.derivacions.obertes().select_related("servei").first()

    def fora_de_termini(self, dia=None):
        return self.data_torn is not None and self.data_torn < (dia or timezone.localdate())


TORN_PER_ESTAT = {
    Incidencia.Estat.REBUDA: Incidencia.Torn.TRIATGE,
    Incidencia.Estat.DERIVADA: Incidencia.Torn.SERVEI,
    Incidencia.Estat.EN_CURS: Incidencia.Torn.SERVEI,
    Incidencia.Estat.PLANIFICADA: Incidencia.Torn.SERVEI,
    Incidencia.Estat.PENDENT_INFO: Incidencia.Torn.NOTIFICANT,
    Incidencia.Estat.RESOLTA: Incidencia.Torn.NOTIFICANT,
    Incidencia.Estat.TANCADA: Incidencia.Torn.NINGU,
    Incidencia.Estat.DUPLICADA: Incidencia.Torn.NINGU,
    Incidencia.Estat.REBUTJADA: Incidencia.Torn.NINGU,
}
