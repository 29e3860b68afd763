"""The back office of incidencies: the inbox, the page of each one, and what the rules depend on."""

from .configuracio import CategoriaAdmin, DiaInhabilAdmin, ReglaDerivacioAdmin, ServeiAdmin
from .safata import IncidenciaAdmin

__all__ = [
    "CategoriaAdmin",
    "DiaInhabilAdmin",
    "IncidenciaAdmin",
    "ReglaDerivacioAdmin",
    "ServeiAdmin",
]
