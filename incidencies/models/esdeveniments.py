from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EsdevenimentQuerySet(models.QuerySet):
    def publics(self):
        return self.filter(visibilitat=Esdeveniment.Visibilitat.PUBLIC)

    def per_notificant(self):
        """What the reporter may read: the public ones and those addressed to them."""
        return self.exclude(visibilitat=Esdeveniment.Visibilitat.INTERN)

    def amb_relacions(self):
        return self.select_related("missatge", "actor", "servei")


class Esdeveniment(models.Model):
    """One thing that happened to an incidencia. Append-only: triggers refuse any change.

    `dades` never holds personal data; free text goes to `Missatge`, which can be erased.
    """

    class Tipus(models.TextChoices):
        PRESENTADA = "presentada", _("Avís rebut")
        DERIVADA = "derivada", _("Derivada")
        ACCEPTADA = "acceptada", _("Acceptada pel servei")
        RETORNADA = "retornada", _("Retornada al triatge")
        ESCALADA = "escalada", _("Torna al triatge per falta de resposta")
        PLANIFICADA = "planificada", _("Actuació prevista")
        REPLANIFICADA = "replanificada", _("Nova data prevista")
        INFORMACIO_DEMANADA = "informacio_demanada", _("Informació demanada")
        INFORMACIO_REBUDA = "informacio_rebuda", _("Informació rebuda")
        INFORMACIO_CADUCADA = "informacio_caducada", _("Sense resposta a la pregunta")
        RESOLTA = "resolta", _("Resolta")
        CONFIRMADA = "confirmada", _("Resolució confirmada")
        OBJECTADA = "objectada", _("Encara no està resolta")
        TANCADA = "tancada", _("Tancada")
        DUPLICADA = "duplicada", _("Duplicada d’una altra")
        REBUTJADA = "rebutjada", _("Rebutjada")
        REOBERTA = "reoberta", _("Reoberta")
        ASSIGNADA = "assignada", _("Assignada")
        NOTA = "nota", _("Nota interna")
        INFORMACIO_AFEGIDA = "informacio_afegida", _("Informació afegida")
        TERMINIS = "terminis", _("Terminis recalculats")
        RECORDATORI = "recordatori", _("Recordatori enviat")
        MODERADA = "moderada", _("Resum públic revisat")
        CORREU_VERIFICAT = "correu_verificat", _("Correu verificat")
        DADES_CANVIADES = "dades_canviades", _("Dades corregides")

    class Actor(models.TextChoices):
        SISTEMA = "sistema", _("El portal")
        REGLA = "regla", _("Regla de derivació")
        NOTIFICANT = "notificant", _("Qui va avisar")
        TECNIC = "tecnic", _("Promoció Industrial")
        SERVEI = "servei", _("El servei")

    class Visibilitat(models.TextChoices):
        PUBLIC = "public", _("Públic")
        NOTIFICANT = "notificant", _("Per a qui va avisar")
        INTERN = "intern", _("Intern")

    incidencia = models.ForeignKey(
        "incidencies.Incidencia",
        verbose_name=_("incidència"),
        on_delete=models.PROTECT,
        related_name="esdeveniments",
    )
    n = models.PositiveIntegerField(_("número"))
    tipus = models.CharField(_("tipus"), max_length=20, choices=Tipus)
    actor_tipus = models.CharField(_("qui"), max_length=10, choices=Actor)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("persona"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="esdeveniments",
    )
    servei = models.ForeignKey(
        "incidencies.Servei",
        verbose_name=_("servei"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="esdeveniments",
    )
    visibilitat = models.CharField(_("visible per a"), max_length=10, choices=Visibilitat)
    estat_abans = models.CharField(_("estat abans"), max_length=12, blank=True)
    estat_despres = models.CharField(_("estat després"), max_length=12)
    dades = models.JSONField(_("dades"), default=dict, blank=True)
    creat_el = models.DateTimeField(_("quan"), default=timezone.now)

    objects = EsdevenimentQuerySet.as_manager()

    class Meta:
        verbose_name = _("esdeveniment")
        verbose_name_plural = _("esdeveniments")
        ordering = ["incidencia", "n"]
        constraints = [
            models.UniqueConstraint(fields=["incidencia", "n"], name="esdeveniment_numero_unic"),
            models.CheckConstraint(
                name="esdeveniment_n_des_de_1",
                condition=Q(n__gte=1),
                violation_error_message=_("Els esdeveniments es numeren des d’1."),
            ),
        ]

    def __str__(self):
        return f"{self.n}. {self.get_tipus_display()}"


class Missatge(models.Model):
    """The free text of an event: what can be erased without touching the history."""

    esdeveniment = models.OneToOneField(
        Esdeveniment,
        verbose_name=_("esdeveniment"),
        on_delete=models.PROTECT,
        related_name="missatge",
    )
    text = models.TextField(_("text"), max_length=4000, blank=True)
    esborrat_el = models.DateTimeField(_("esborrat"), null=True, blank=True)

    class Meta:
        verbose_name = _("missatge")
        verbose_name_plural = _("missatges")
        constraints = [
            models.CheckConstraint(
                name="missatge_esborrat_es_buit",
                condition=Q(esborrat_el=None) & ~Q(text="") | Q(esborrat_el__isnull=False, text=""),
                violation_error_message=_("Un missatge té text, o bé s’ha esborrat."),
            )
        ]

    def __str__(self):
        return self.text[:80]


class Pausa(models.Model):
    """The time that the deadlines of an incidencia stood still, waiting for its reporter."""

    incidencia = models.ForeignKey(
        "incidencies.Incidencia",
        verbose_name=_("incidència"),
        on_delete=models.CASCADE,
        related_name="pauses",
    )
    inici_el = models.DateTimeField(_("inici"))
    fi_el = models.DateTimeField(_("fi"), null=True, blank=True)

    class Meta:
        verbose_name = _("pausa")
        verbose_name_plural = _("pauses")
        ordering = ["inici_el"]
        constraints = [
            models.UniqueConstraint(
                fields=["incidencia"],
                condition=Q(fi_el=None),
                name="pausa_una_oberta",
                violation_error_message=_("Els terminis ja estan en pausa."),
            ),
            models.CheckConstraint(
                name="pausa_dates_ordenades",
                condition=Q(fi_el=None) | Q(fi_el__gte=models.F("inici_el")),
                violation_error_message=_("La pausa acaba abans de començar."),
            ),
        ]

    def __str__(self):
        return f"{self.inici_el:%d/%m/%Y}"
