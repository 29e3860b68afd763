"""Columns by language: what describes a plan. Official wording is never translated."""

from modeltranslation.translator import TranslationOptions, register

from plans.models import Pla


@register(Pla)
class PlaTranslationOptions(TranslationOptions):
    fields = ["resum", "metode", "no_consta"]
