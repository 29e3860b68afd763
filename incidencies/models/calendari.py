from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidencies.calendari import Calendari


class DiaInhabilQuerySet(models.QuerySet):
    def calendari(self):
        """The working calendar with these days. One query."""
        dies = list(self)
        return Calendari(
            inhabils=frozenset(dia.dia for dia in dies),
            locals_confirmats=frozenset(
                dia.dia
                for dia in dies
                if dia.ambit == DiaInhabil.Ambit.LOCAL and not dia.provisional
            ),
        )


class DiaInhabil(models.Model):
    """A non-working day that the calendar of Catalonia does not have: mostly Terrassa's own feasts."""

    class Ambit(models.TextChoices):
        LOCAL = "local", _("Festa local de Terrassa")
        ALTRES = "altres", _("Un altre motiu")

    dia = models.DateField(_("dia"), unique=True)
    ambit = models.CharField(_("àmbit"), max_length=6, choices=Ambit, default=Ambit.LOCAL)
    nom = models.CharField(_("nom"), max_length=100)
    font = models.CharField(_("font"), max_length=300, blank=True)
    provisional = models.BooleanField(
        _("provisional"),
        default=False,
        help_text=_("Encara no s’ha publicat oficialment."),
    )

    objects = DiaInhabilQuerySet.as_manager()

    class Meta:
        verbose_name = _("dia inhàbil")
        verbose_name_plural = _("dies inhàbils")
        ordering = ["dia"]
        constraints = [
            models.CheckConstraint(
                name="dia_inhabil_confirmat_te_font",
                condition=Q(provisional=True) | ~Q(font=""),
                violation_error_message=_("Un dia confirmat porta la font que el publica."),
            )
        ]

    def __str__(self):
        return f"{self.dia:%d/%m/%Y} · {self.nom}"
