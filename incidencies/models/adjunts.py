import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def cami_privat(adjunt, filename):
    """A name that nobody can guess, whatever the file was called."""
    extension = filename.rsplit(".", 1)[-1].lower()
    return f"incidencies/{adjunt.uuid.hex[:2]}/{uuid.uuid4().hex}.{extension}"


class Adjunt(models.Model):
    """A photograph of an incidencia, re-encoded, in private storage."""

    class Visibilitat(models.TextChoices):
        PUBLIC = "public", _("Públic")
        NOTIFICANT = "notificant", _("Per a qui va avisar")
        INTERN = "intern", _("Intern")

    uuid = models.UUIDField(_("identificador"), default=uuid.uuid4, unique=True, editable=False)
    incidencia = models.ForeignKey(
        "incidencies.Incidencia",
        verbose_name=_("incidència"),
        on_delete=models.CASCADE,
        related_name="adjunts",
    )
    esdeveniment = models.ForeignKey(
        "incidencies.Esdeveniment",
        verbose_name=_("esdeveniment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="adjunts",
    )
    fitxer = models.FileField(_("fitxer"), upload_to=cami_privat, max_length=120)
    amplada = models.PositiveIntegerField(_("amplada (píxels)"), default=0)
    alcada = models.PositiveIntegerField(_("alçada (píxels)"), default=0)
    text_alternatiu = models.CharField(_("text alternatiu"), max_length=200, blank=True)
    visibilitat = models.CharField(
        _("visible per a"), max_length=10, choices=Visibilitat, default=Visibilitat.NOTIFICANT
    )
    creat_el = models.DateTimeField(_("afegit"), default=timezone.now)

    class Meta:
        verbose_name = _("adjunt")
        verbose_name_plural = _("adjunts")
        ordering = ["creat_el", "pk"]

    def __str__(self):
        return self.text_alternatiu or str(self.uuid)
