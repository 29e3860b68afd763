"""Forms of the public pages: the steps of a report, and what its reporter may do later."""

from .avis import ContacteForm, FotosForm, OnForm, QueForm, ResumForm, TipusForm
from .seguiment import CercaForm, ConfirmaForm, InformacioForm, ObjeccioForm, ReobreForm

__all__ = [
    "CercaForm",
    "ConfirmaForm",
    "ContacteForm",
    "FotosForm",
    "InformacioForm",
    "ObjeccioForm",
    "OnForm",
    "QueForm",
    "ReobreForm",
    "ResumForm",
    "TipusForm",
]
