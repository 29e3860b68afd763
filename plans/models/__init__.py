from plans.models.balanc import Balanc, Recompte
from plans.models.element import Element, Nivell, Redaccio
from plans.models.fitxa import Evidencia, Fitxa
from plans.models.pla import Acte, Dada, Partida, Pla
from plans.models.vincle import Vincle

__all__ = [
    "Acte",
    "Balanc",
    "Dada",
    "Element",
    "Evidencia",
    "Fitxa",
    "Nivell",
    "Partida",
    "Pla",
    "Recompte",
    "Redaccio",
    "Vincle",
]
