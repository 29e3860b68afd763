"""Columns with a Spanish and an English version. Official titles of activities stay as published."""

from modeltranslation.translator import TranslationOptions, register

from empreses.models import DadaPublicada, Empresa, Sector


@register(Sector)
class SectorTranslation(TranslationOptions):
    fields = ("nom", "descripcio")


@register(Empresa)
class EmpresaTranslation(TranslationOptions):
    fields = ("descripcio",)


@register(DadaPublicada)
class DadaPublicadaTranslation(TranslationOptions):
    fields = ("concepte", "text")
