"""Public pages: the report, its receipt, the follow-up, and the incidencies that anybody may read."""

from .avis import (
    ContacteView,
    FotosView,
    OnView,
    QueView,
    TipusView,
    discard,
    router,
    similar,
)
from .enviament import receipt, summary
from .fotos import photo
from .incidencies import EstateIncidenciaListView, IncidenciaListView, detail, estate_list
from .seguiment import follow, follow_by_token, follow_known

__all__ = [
    "ContacteView",
    "EstateIncidenciaListView",
    "FotosView",
    "IncidenciaListView",
    "OnView",
    "QueView",
    "TipusView",
    "detail",
    "discard",
    "estate_list",
    "follow",
    "follow_by_token",
    "follow_known",
    "photo",
    "receipt",
    "router",
    "similar",
    "summary",
]
