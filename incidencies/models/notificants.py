from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NotificantQuerySet(models.QuerySet):
    def amb_avisos(self):
        """Those who left an address and want to hear about it."""
        return self.exclude(correu="").filter(vol_avisos=True)

    def de_incidencia(self, incidencia):
        """Its own reporter and those of the incidencies that turned out to be the same one."""
        return self.filter(Q(incidencia=incidencia) | Q(incidencia__duplicada_de=incidencia))


class Notificant(models.Model):
    """Who reported an incidencia, and how to answer them.

    The only table with a reporter's personal data: erasing a row erases the person.
    """

    class Tipus(models.TextChoices):
        EMPRESA = "empresa", _("Empresa")
        CIUTADANIA = "ciutadania", _("Ciutadania")
        ASSOCIACIO = "associacio", _("Associació")
        TECNIC = "tecnic", _("Personal tècnic")

    incidencia = models.OneToOneField(
        "incidencies.Incidencia",
        verbose_name=_("incidència"),
        on_delete=models.CASCADE,
        related_name="notificant",
    )
    tipus = models.CharField(_("tipus"), max_length=10, choices=Tipus, default=Tipus.CIUTADANIA)
    nom = models.CharField(_("nom"), max_length=120, blank=True)
    entitat = models.CharField(_("empresa o associació"), max_length=160, blank=True)
    empresa = models.ForeignKey(
        "empreses.Empresa",
        verbose_name=_("empresa del directori"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="notificants",
    )
    correu = models.EmailField(_("correu electrònic"), blank=True)
    telefon = models.CharField(_("telèfon"), max_length=20, blank=True)
    idioma = models.CharField(
        _("idioma"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    vol_avisos = models.BooleanField(_("vol rebre avisos"), default=True)
    correu_verificat_el = models.DateTimeField(_("correu verificat"), null=True, blank=True)

    objects = NotificantQuerySet.as_manager()

    class Meta:
        verbose_name = _("notificant")
        verbose_name_plural = _("notificants")
        constraints = [
            models.CheckConstraint(
                name="notificant_verificat_te_correu",
                condition=Q(correu_verificat_el=None) | ~Q(correu=""),
                violation_error_message=_("Només es pot verificar un correu que hi és."),
            )
        ]

    def __str__(self):
        """Without personal data: logs and histories write it down."""
        return f"{self.get_tipus_display()} {self.pk}"
