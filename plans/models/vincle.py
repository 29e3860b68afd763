"""How plans and their elements depend on one another, across plans."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plans import fonts
from plans.models.element import Element
from plans.models.pla import Pla


class VincleQuerySet(models.QuerySet):
    def de_pla(self, pla):
        """Those that leave from or come to the plan itself."""
        return self.filter(Q(de_pla=pla) | Q(a_pla=pla)).amb_relacions()

    def de_element(self, element):
        return self.filter(Q(de_element=element) | Q(a_element=element)).amb_relacions()

    def amb_relacions(self):
        return self.select_related(
            "de_pla",
            "a_pla",
            "de_element__pla",
            "de_element__redaccio_vigent",
            "a_element__pla",
            "a_element__redaccio_vigent",
        )


def _un_extrem(nom):
    pla, element = f"{nom}_pla", f"{nom}_element"
    return Q(**{f"{pla}__isnull": False, element: None}) | Q(
        **{pla: None, f"{element}__isnull": False}
    )


def _unic(de, a):
    """One link of a kind between two ends (SQLite counts two nulls as different)."""
    buits = {f"{extrem}__isnull": True for extrem in EXTREMS - {de, a}}
    return models.UniqueConstraint(
        fields=[de, a, "tipus"], condition=Q(**buits), name=f"vincle_unic_{de}_{a}"
    )


EXTREMS = {"de_pla", "de_element", "a_pla", "a_element"}


class Vincle(models.Model):
    """A directed link: what it comes from carries out, continues or replaces what it goes to."""

    class Tipus(models.TextChoices):
        DESPLEGA = "desplega", _("desplega")
        S_ALINEA = "s_alinea", _("s’alinea amb")
        CONTINUA = "continua", _("continua")
        FUSIONA = "fusiona", _("fusiona")
        DIVIDEIX = "divideix", _("divideix")
        SUBSTITUEIX = "substitueix", _("substitueix")

    de_pla = models.ForeignKey(
        Pla,
        models.CASCADE,
        related_name="vincles_sortints",
        verbose_name=_("del pla"),
        null=True,
        blank=True,
    )
    de_element = models.ForeignKey(
        Element,
        models.CASCADE,
        related_name="vincles_sortints",
        verbose_name=_("de l’element"),
        null=True,
        blank=True,
    )
    tipus = models.CharField(_("tipus"), max_length=11, choices=Tipus)
    a_pla = models.ForeignKey(
        Pla,
        models.CASCADE,
        related_name="vincles_entrants",
        verbose_name=_("al pla"),
        null=True,
        blank=True,
    )
    a_element = models.ForeignKey(
        Element,
        models.CASCADE,
        related_name="vincles_entrants",
        verbose_name=_("a l’element"),
        null=True,
        blank=True,
    )
    nota = models.TextField(_("nota"), blank=True)
    fonts = models.TextField(_("fonts"), validators=[fonts.valida_fonts])

    objects = VincleQuerySet.as_manager()

    class Meta:
        verbose_name = _("vincle")
        verbose_name_plural = _("vincles")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="vincle_un_origen",
                condition=_un_extrem("de"),
                violation_error_message=_("L’origen és un pla o un element, no tots dos."),
            ),
            models.CheckConstraint(
                name="vincle_un_desti",
                condition=_un_extrem("a"),
                violation_error_message=_("El destí és un pla o un element, no tots dos."),
            ),
            models.CheckConstraint(
                name="vincle_no_a_si_mateix",
                condition=(Q(de_pla=None) | Q(a_pla=None) | ~Q(de_pla=F("a_pla")))
                & (Q(de_element=None) | Q(a_element=None) | ~Q(de_element=F("a_element"))),
                violation_error_message=_("Res no es vincula amb si mateix."),
            ),
            _unic("de_pla", "a_pla"),
            _unic("de_pla", "a_element"),
            _unic("de_element", "a_pla"),
            _unic("de_element", "a_element"),
        ]

    def __str__(self):
        return f"{self.origen} {self.get_tipus_display()} {self.desti}"

    @property
    def origen(self):
        return self.de_element or self.de_pla

    @property
    def desti(self):
        return self.a_element or self.a_pla

    @property
    def llista_fonts(self):
        return fonts.llegeix(self.fonts)
