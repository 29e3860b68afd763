"""The descriptive texts that reporters read, in Spanish and English too."""

from modeltranslation.translator import TranslationOptions, register

from .models import Categoria


@register(Categoria)
class CategoriaTranslationOptions(TranslationOptions):
    fields = ("nom", "descripcio", "avis_emergencia")
