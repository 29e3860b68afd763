"""A report half written: its answers in the session of who writes it, its photographs in private files.

Nothing here is an incidencia yet. A draft dies with its session; its photographs, by age.
"""

import secrets
import uuid
from datetime import date, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.functional import cached_property

from incidencies.models import Categoria, Incidencia
from poligons.models import Poligon

CARPETA = "incidencies/esborranys"
DIES_DE_FOTOS = 2  # longer than any session lasts
REBUTS_MAXIM = 20
SEMBLANTS_MAXIM = 5
PASSOS = ("que", "tipus", "on", "detalls", "contacte")
_SESSIO = "incidencies.esborrany"
_REBUTS = "incidencies.rebuts"


class Esborrany:
    """The draft of one session. It is only written to the session once something is kept in it."""

    def __init__(self, session):
        self.session = session
        self._dades = session.get(_SESSIO) or {}

    def __bool__(self):
        return bool(self._dades)

    @property
    def clau(self):
        """The submission key: the same however many times this draft is sent."""
        return self._dades.get("clau", "")

    def respostes(self, pas):
        """What was answered on a step, or None if it was not reached yet."""
        return self._dades.get("passos", {}).get(pas)

    def desa(self, pas, respostes):
        self._dades.setdefault("clau", secrets.token_urlsafe(24))
        self._dades.setdefault("passos", {})[pas] = respostes
        self._escriu()

    @property
    def fotos(self):
        """The photographs kept so far: {id, nom (in storage), amplada, alcada}."""
        return self._dades.get("fotos", [])

    def afegeix_foto(self, neta):
        """Keep a clean photograph in a private file that nobody can guess."""
        numero = uuid.uuid4().hex
        cami = f"{CARPETA}/{timezone.localdate():%Y-%m-%d}/{numero}.jpg"
        foto = {
            "id": numero,
            "nom": default_storage.save(cami, neta.contingut),
            "amplada": neta.amplada,
            "alcada": neta.alcada,
        }
        self._dades.setdefault("fotos", []).append(foto)
        self._escriu()

    def treu_foto(self, numero):
        foto = self.foto(numero)
        if foto is not None:
            self._dades["fotos"].remove(foto)
            default_storage.delete(foto["nom"])
            self._escriu()

    def foto(self, numero):
        return next((foto for foto in self.fotos if foto["id"] == numero), None)

    def descarta(self):
        """Forget it all, photographs too."""
        for foto in self.fotos:
            default_storage.delete(foto["nom"])
        self._dades = {}
        self.session.pop(_SESSIO, None)

    def acaba(self, incidencia):
        """It was sent: forget the draft, remember which incidencia came of it."""
        rebuts = self.session.get(_REBUTS, {})
        rebuts = dict(list(rebuts.items())[-REBUTS_MAXIM + 1 :])
        self.session[_REBUTS] = rebuts | {self.clau: incidencia.codi}
        self.descarta()

    def _escriu(self):
        self.session[_SESSIO] = self._dades


class Avis:
    """What a draft says, as records; `pendent` is the first step that still lacks something."""

    def __init__(self, esborrany):
        self.esborrany = esborrany

    def respostes(self, pas):
        return self.esborrany.respostes(pas) or {}

    @cached_property
    def categoria(self):
        codi = self.respostes("tipus").get("categoria")
        return codi and Categoria.objects.actives().filter(codi=codi).first()

    @cached_property
    def poligon(self):
        slug = self.respostes("on").get("poligon")
        return slug and Poligon.objects.filter(slug=slug).first()

    @property
    def cal_adreca(self):
        return self.categoria.precisio_minima != Categoria.Precisio.POLIGON

    @property
    def cal_foto(self):
        return self.categoria.requereix_foto

    @cached_property
    def pendent(self):
        """The first step without a good answer, or None when the report can be sent."""
        falta = {
            "que": lambda: not self.respostes("que").get("descripcio"),
            "tipus": lambda: not self.categoria,
            "on": lambda: not self.poligon or (self.cal_adreca and not self._situat),
            "detalls": lambda: (
                self.esborrany.respostes("detalls") is None
                or (self.cal_foto and not self.esborrany.fotos)
            ),
            "contacte": lambda: self.esborrany.respostes("contacte") is None,
        }
        return next((pas for pas in PASSOS if falta[pas]()), None)

    @property
    def _situat(self):
        on = self.respostes("on")
        return on.get("adreca") or on.get("local") or on.get("referencia_element")

    @cached_property
    def semblants(self):
        """Incidencies of the same kind and place that anybody may read and are still to be mended."""
        files = Incidencia.objects.publiques().obertes().amb_relacions()
        files = files.exclude(estat=Incidencia.Estat.RESOLTA)
        return list(files.filter(categoria=self.categoria, poligon=self.poligon)[:SEMBLANTS_MAXIM])


def codi_enviat(session, clau):
    """The reference of what this session sent with that submission key, or None."""
    return session.get(_REBUTS, {}).get(clau)


def ha_enviat(session, codi):
    """Whether this session sent that incidencia: its receipt may be shown."""
    return codi in session.get(_REBUTS, {}).values()


def esborra_fotos_antigues(avui=None):
    """Delete the photographs of drafts that nobody sent; return how many. Safe to run twice."""
    limit = (avui or timezone.localdate()) - timedelta(days=DIES_DE_FOTOS)
    if not default_storage.exists(CARPETA):
        return 0
    esborrades = 0
    for dia in default_storage.listdir(CARPETA)[0]:
        if date.fromisoformat(dia) >= limit:
            continue
        for nom in default_storage.listdir(f"{CARPETA}/{dia}")[1]:
            default_storage.delete(f"{CARPETA}/{dia}/{nom}")
            esborrades += 1
        default_storage.delete(f"{CARPETA}/{dia}")
    return esborrades
