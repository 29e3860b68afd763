"""Companies and their premises, what they do, and where each thing known of them comes from."""

from empreses.models.activitat import Activitat, Sector
from empreses.models.empresa import Comptador, DadaPublicada, Empresa, EmpresaFont, Font
from empreses.models.establiment import ActivitatSecundaria, Establiment

__all__ = [
    "Activitat",
    "ActivitatSecundaria",
    "Comptador",
    "DadaPublicada",
    "Empresa",
    "EmpresaFont",
    "Establiment",
    "Font",
    "Sector",
]
