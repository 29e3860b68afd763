from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SuggerimentQuerySet(models.QuerySet):
    def pendents(self):
        return self.filter(estat=Suggeriment.Estat.NOU)


class Suggeriment(models.Model):
    """What somebody says is wrong with a page: «Hi ha res mal?»."""

    class Estat(models.TextChoices):
        NOU = "nou", _("Nou")
        CONTESTAT = "contestat", _("Contestat")
        DESCARTAT = "descartat", _("Descartat")

    pagina = models.CharField(_("pàgina"), max_length=400)
    text = models.TextField(_("què hi ha malament"), max_length=2000)
    correu = models.EmailField(_("correu electrònic"), blank=True)
    idioma = models.CharField(_("idioma"), max_length=2, choices=settings.LANGUAGES, default="ca")
    estat = models.CharField(_("estat"), max_length=9, choices=Estat, default=Estat.NOU)
    resposta = models.TextField(_("resposta"), max_length=4000, blank=True)
    creat_el = models.DateTimeField(_("rebut"), auto_now_add=True)
    contestat_el = models.DateTimeField(_("contestat"), null=True, blank=True)
    contestat_per = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("contestat per"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="suggeriments",
    )

    objects = SuggerimentQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggeriment")
        verbose_name_plural = _("suggeriments")
        ordering = ["-creat_el"]
        constraints = [
            models.CheckConstraint(
                name="suggeriment_contestat_te_moment",
                condition=Q(estat="nou", contestat_el=None)
                | (~Q(estat="nou") & Q(contestat_el__isnull=False)),
                violation_error_message=_("Un suggeriment tractat té data de resposta."),
            ),
            models.CheckConstraint(
                name="suggeriment_contestat_te_resposta",
                condition=~Q(estat="contestat") | ~Q(resposta=""),
                violation_error_message=_("Escriviu la resposta."),
            ),
        ]

    def __str__(self):
        """Its number and page, never its words: the audit log keeps this for ever."""
        return f"{self.pk} · {self.pagina}"
