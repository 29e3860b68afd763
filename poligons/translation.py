"""Descriptive texts that may also be read in Spanish and English; names are never translated."""

from modeltranslation.translator import TranslationOptions, register

from poligons.models import CentreServeis, Dotacio, Ens, Planejament, Poligon


@register(Poligon)
class PoligonTranslation(TranslationOptions):
    fields = ("descripcio",)


@register(Ens)
class EnsTranslation(TranslationOptions):
    fields = ("descripcio",)


@register(Dotacio)
class DotacioTranslation(TranslationOptions):
    fields = ("descripcio",)


@register(CentreServeis)
class CentreServeisTranslation(TranslationOptions):
    fields = ("descripcio", "serveis")


@register(Planejament)
class PlanejamentTranslation(TranslationOptions):
    fields = ("usos", "nota")
