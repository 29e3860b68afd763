from django.db import models
from django.utils.translation import gettext_lazy as _


class FilaReferencia(models.Model):
    """What the reference files said of one record when it was last loaded.

    It lets a later load tell a value that a technician changed from one that nobody touched.
    """

    colleccio = models.CharField(_("col·lecció"), max_length=60)
    clau = models.CharField(_("clau"), max_length=300)
    valors = models.JSONField(_("valors carregats"))
    carregat_el = models.DateTimeField(_("carregat"), auto_now=True)

    class Meta:
        verbose_name = _("fila de referència")
        verbose_name_plural = _("files de referència")
        constraints = [
            models.UniqueConstraint(fields=["colleccio", "clau"], name="fila_referencia_unica")
        ]

    def __str__(self):
        return f"{self.colleccio}: {self.clau}"
