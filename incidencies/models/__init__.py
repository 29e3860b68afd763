"""What goes wrong in the estates, who must answer, and everything that happens until it is closed."""

from .adjunts import Adjunt
from .calendari import DiaInhabil
from .categories import Categoria
from .derivacions import Derivacio, ReglaDerivacio
from .enllacos import Enllac
from .esdeveniments import Esdeveniment, Missatge, Pausa
from .incidencies import Incidencia
from .notificants import Notificant
from .serveis import Servei

__all__ = [
    "Adjunt",
    "Categoria",
    "Derivacio",
    "DiaInhabil",
    "Enllac",
    "Esdeveniment",
    "Incidencia",
    "Missatge",
    "Notificant",
    "Pausa",
    "ReglaDerivacio",
    "Servei",
]
