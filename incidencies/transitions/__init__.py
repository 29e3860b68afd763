"""The verbs that move an incidencia: the only writers of its `estat`.

Each locks it, reads it again, checks, writes, records an event and queues the mails, in one
transaction, whoever calls: a page, the back office, the worker.
"""

from .derivacions import accepta, assigna, deriva, escala, retorna
from .entrada import DadesAdjunt, DadesIncidencia, DadesNotificant, presenta
from .fitxa import (
    afegeix_nota,
    canvia_categoria,
    modera,
    recalcula_obertes,
    verifica_correu,
)
from .informacio import (
    afegeix_informacio,
    caduca_informacio,
    demana_informacio,
    respon_informacio,
)
from .moviments import MOVIMENTS, Actor, TransicioNoPermesa, moviments_possibles
from .resolucio import confirma, objecta, planifica, resol
from .tancament import impediment_per_reobrir, marca_duplicada, rebutja, reobre, tanca

__all__ = [
    "MOVIMENTS",
    "Actor",
    "DadesAdjunt",
    "DadesIncidencia",
    "DadesNotificant",
    "TransicioNoPermesa",
    "accepta",
    "afegeix_informacio",
    "afegeix_nota",
    "assigna",
    "caduca_informacio",
    "canvia_categoria",
    "confirma",
    "demana_informacio",
    "deriva",
    "escala",
    "impediment_per_reobrir",
    "marca_duplicada",
    "modera",
    "moviments_possibles",
    "objecta",
    "planifica",
    "presenta",
    "rebutja",
    "recalcula_obertes",
    "reobre",
    "resol",
    "respon_informacio",
    "retorna",
    "tanca",
    "verifica_correu",
]
