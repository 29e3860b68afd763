"""What the portal itself keeps: its users, its outgoing mail, its search index."""

from .cerca import Apunt, Mot, Trigrama
from .referencia import FilaReferencia
from .sortint import Sortint
from .suggeriment import Suggeriment
from .usuari import Usuari

__all__ = ["Apunt", "FilaReferencia", "Mot", "Sortint", "Suggeriment", "Trigrama", "Usuari"]
