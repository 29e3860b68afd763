import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terrassa_portal.web import tokens


class EnllacQuerySet(models.QuerySet):
    def valids(self, ara=None):
        ara = ara or timezone.now()
        return self.filter(revocat_el=None, caduca_el__gt=ara)

    def de_token(self, token):
        """The valid link that this token opens, or None: expired and unknown look alike."""
        return (
            self.valids()
            .select_related("incidencia", "derivacio")
            .filter(resum=tokens.digest(token))
            .first()
        )


class Enllac(models.Model):
    """A secret address that opens one incidencia. The token itself is never stored."""

    class Proposit(models.TextChoices):
        SEGUIMENT = "seguiment", _("Seguiment, des del justificant")
        CORREU = "correu", _("Seguiment, des del correu")
        SERVEI = "servei", _("Servei")
        VALORACIO = "valoracio", _("Valoració")

    clau = models.UUIDField(_("clau"), default=uuid.uuid4, unique=True, editable=False)
    incidencia = models.ForeignKey(
        "incidencies.Incidencia",
        verbose_name=_("incidència"),
        on_delete=models.CASCADE,
        related_name="enllacos",
    )
    derivacio = models.ForeignKey(
        "incidencies.Derivacio",
        verbose_name=_("derivació"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="enllacos",
    )
    proposit = models.CharField(_("propòsit"), max_length=9, choices=Proposit)
    resum = models.CharField(_("resum del codi secret"), max_length=64, unique=True)
    creat_el = models.DateTimeField(_("creat"), default=timezone.now)
    caduca_el = models.DateTimeField(_("caduca"))
    revocat_el = models.DateTimeField(_("revocat"), null=True, blank=True)

    objects = EnllacQuerySet.as_manager()

    class Meta:
        verbose_name = _("enllaç")
        verbose_name_plural = _("enllaços")
        ordering = ["-creat_el"]
        constraints = [
            models.CheckConstraint(
                name="enllac_de_servei_te_derivacio",
                condition=Q(proposit="servei", derivacio__isnull=False)
                | (~Q(proposit="servei") & Q(derivacio=None)),
                violation_error_message=_("Els enllaços de servei són d’una derivació."),
            )
        ]

    def __str__(self):
        return self.get_proposit_display()

    def token(self):
        """The secret, computed anew each time that a mail or a page needs it."""
        return tokens.derive("incidencies.enllac", self.proposit, self.clau)
