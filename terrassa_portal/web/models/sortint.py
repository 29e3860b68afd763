from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SortintQuerySet(models.QuerySet):
    def pendents(self):
        return self.filter(estat=Sortint.Estat.PENDENT)

    def fallits(self):
        return self.filter(estat=Sortint.Estat.FALLIT)

    def per_enviar(self, ara):
        """Mails whose hour has come and that no worker holds."""
        return self.pendents().filter(
            Q(reservat_fins=None) | Q(reservat_fins__lte=ara), proper_intent_el__lte=ara
        )

    def de_tema(self, tema):
        return self.filter(tema=tema)


class Sortint(models.Model):
    """An outgoing mail: what it is about, never its text, which is made when it is sent."""

    class Estat(models.TextChoices):
        PENDENT = "pendent", _("Pendent")
        ENVIAT = "enviat", _("Enviat")
        FALLIT = "fallit", _("Fallit")
        ANULLAT = "anullat", _("Anul·lat")

    tipus = models.CharField(_("tipus"), max_length=60)
    destinatari = models.EmailField(_("destinatari"), max_length=254)
    idioma = models.CharField(
        _("idioma"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    parametres = models.JSONField(_("paràmetres"), default=dict, blank=True)
    clau = models.CharField(_("clau"), max_length=160, unique=True)
    tema = models.CharField(_("tema"), max_length=80, blank=True, db_index=True)
    message_id = models.CharField(_("Message-ID"), max_length=160, unique=True)
    estat = models.CharField(_("estat"), max_length=8, choices=Estat, default=Estat.PENDENT)
    intents = models.PositiveSmallIntegerField(_("intents"), default=0)
    proper_intent_el = models.DateTimeField(_("proper intent"), default=timezone.now)
    reservat_fins = models.DateTimeField(_("reservat fins"), null=True, blank=True)
    error = models.CharField(_("darrer error"), max_length=300, blank=True)
    creat_el = models.DateTimeField(_("creat"), auto_now_add=True)
    enviat_el = models.DateTimeField(_("enviat"), null=True, blank=True)

    objects = SortintQuerySet.as_manager()

    class Meta:
        verbose_name = _("correu sortint")
        verbose_name_plural = _("correus sortints")
        ordering = ["-creat_el", "-pk"]
        indexes = [
            models.Index(
                fields=["proper_intent_el"], condition=Q(estat="pendent"), name="sortint_per_enviar"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="sortint_enviat_te_moment",
                condition=Q(estat="enviat", enviat_el__isnull=False)
                | (~Q(estat="enviat") & Q(enviat_el=None)),
                violation_error_message=_("Un correu enviat té moment d’enviament."),
            )
        ]

    def __str__(self):
        return f"{self.tipus} → {self.destinatari}"
