"""The synthetic census: made-up companies for trying the portal out and for measuring it.

Seeded, so that the same order gives the same companies; every record says that it is a sample;
written in batches, so that a million take the memory of one batch. No tax numbers: a made-up one
might be somebody's.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from empreses import mostra_noms as noms
from empreses.indexing import COLLECCIO, desindexa_establiments, textos
from empreses.models import Activitat, Empresa, EmpresaFont, Establiment, Font
from empreses.transitions import reserva_codis
from poligons.models import Poligon
from terrassa_portal.web import search

LOT = 5_000
NOM_DE_LA_FONT = "Mostra sintètica (dades inventades)"
AVUI_DE_LA_MOSTRA = date(2026, 1, 1)
ESCAMPALL = Decimal("0.0035")  # degrees about the centre of an estate

# In a hundred.
PERSONES_FISIQUES, SEGONS_ESTABLIMENTS, SENSE_POLIGON, SENSE_PLANTILLA = 4, 6, 8, 7
S_OPOSEN_AL_TRAM, DE_BAIXA, LLOGUERS = 3, 2, 55
OFICI_DAVANT = 0.4  # «Mecanitzats Torvalenca»; the others are «Torvalenca Mecanitzats»


@dataclass
class Escenari:
    """What the made-up companies are spread over, read once."""

    atzar: Random
    font: Font
    poligons: list = field(default_factory=list)
    oficis: list = field(default_factory=list)
    pesos: list = field(default_factory=list)

    def tant_per_cent(self, tants):
        return self.atzar.random() * 100 < tants


def carrega_mostra(nombre, *, llavor=1, avisa=lambda fets: None):
    """Add `nombre` made-up establiments, with their companies, to the census and the search index.

    `avisa` is told how many are done after each batch. Needs the reference data (ValueError
    without).
    """
    escenari = _escenari(llavor)
    for inici in range(0, nombre, LOT):
        _carrega_lot(escenari, range(inici, min(inici + LOT, nombre)))
        avisa(min(inici + LOT, nombre))
    return nombre


def esborra_mostra():
    """Remove every made-up record, its words in the search index too; give how many establiments."""
    total = 0
    while pks := list(Establiment.objects.de_mostra().values_list("pk", flat=True)[:LOT]):
        with transaction.atomic():
            desindexa_establiments(pks)
            establiments = Establiment.objects.filter(pk__in=pks)
            establiments._raw_delete(establiments.db)
        total += len(pks)
    while pks := list(Empresa.objects.de_mostra().values_list("pk", flat=True)[:LOT]):
        with transaction.atomic():
            EmpresaFont.objects.filter(empresa__in=pks).delete()
            Empresa.objects.filter(pk__in=pks).delete()
    Font.objects.filter(es_mostra=True).delete()
    return total


def _escenari(llavor):
    divisions = {
        (activitat.classificacio, activitat.codi): activitat
        for activitat in Activitat.objects.divisions().select_related("sector")
    }
    if not divisions:
        raise ValueError("the classifications are not loaded: run carrega_terrassa first")
    font, _created = Font.objects.get_or_create(nom=NOM_DE_LA_FONT, url="", es_mostra=True)
    return Escenari(
        atzar=Random(llavor),  # noqa: S311 - made-up data must come out the same each time
        font=font,
        poligons=list(Poligon.objects.filter(estat=Poligon.Estat.OPERATIU).order_by("codi")),
        oficis=[
            (divisions["ccae2009", ccae], divisions["cnae2025", cnae], nomenats)
            for ccae, cnae, _pes, nomenats in noms.OFICIS
        ],
        pesos=[pes for _ccae, _cnae, pes, _noms in noms.OFICIS],
    )


@transaction.atomic
def _carrega_lot(escenari, numeros):
    """One batch: companies, then establiments, then words. Some companies have two establiments."""
    propis = [n == numeros[0] or not escenari.tant_per_cent(SEGONS_ESTABLIMENTS) for n in numeros]
    codis = iter(reserva_codis(sum(propis)))
    empreses, establiments = [], []
    for numero, propi in zip(numeros, propis, strict=True):
        if propi:
            ofici = escenari.atzar.choices(escenari.oficis, escenari.pesos)[0]
            empreses.append(_empresa(escenari, numero, ofici, next(codis)))
        establiments.append(_establiment(escenari, empreses[-1], ofici, es_seu=propi))
    Empresa.objects.bulk_create(empreses, batch_size=1_000)
    for establiment in establiments:
        establiment.empresa = establiment.empresa  # now that it has a key
    Establiment.objects.bulk_create(establiments, batch_size=1_000)
    search.index(COLLECCIO, {e.pk: textos(e) for e in establiments})


def _empresa(escenari, numero, ofici, codi):
    atzar = escenari.atzar
    volta, arrel = divmod(numero, noms.nombre_d_arrels())
    ofici, arrel = ofici[2][volta % len(ofici[2])], noms.arrel(arrel)
    nom = f"{ofici} {arrel}" if atzar.random() < OFICI_DAVANT else f"{arrel} {ofici}"
    empresa = Empresa(codi=codi, es_mostra=True, exercici_inici=atzar.randint(1950, 2025))
    if escenari.tant_per_cent(PERSONES_FISIQUES):
        empresa.classe, empresa.forma = Empresa.Classe.FISICA, Empresa.Forma.AUTONOM
        empresa.rao_social = f"{atzar.choice(noms.NOMS_DE_PILA)} {arrel}"
    else:
        empresa.classe = Empresa.Classe.JURIDICA
        empresa.forma = Empresa.Forma.SA if escenari.tant_per_cent(15) else Empresa.Forma.SL
        empresa.rao_social = f"{nom}, {empresa.forma.upper()}"
    empresa.posa_derivats()
    return empresa


def _establiment(escenari, empresa, ofici, *, es_seu):
    atzar = escenari.atzar
    sense_poligon = not escenari.poligons or escenari.tant_per_cent(SENSE_POLIGON)
    poligon = None if sense_poligon else atzar.choice(escenari.poligons)
    establiment = Establiment(
        empresa=empresa,
        poligon=poligon,
        adreca=f"{atzar.choice(noms.CARRERS)}, {atzar.randint(1, 240)}",
        activitat_ccae=ofici[0],
        activitat_cnae=ofici[1],
        superficie_m2=atzar.randrange(80, 9_000, 10),
        tinenca=Establiment.Tinenca.LLOGUER
        if escenari.tant_per_cent(LLOGUERS)
        else Establiment.Tinenca.PROPIETAT,
        data_alta=AVUI_DE_LA_MOSTRA - timedelta(days=atzar.randrange(9_000)),
        es_seu=es_seu,
        font=escenari.font,
        data_font=AVUI_DE_LA_MOSTRA,
        oposa_tram=escenari.tant_per_cent(S_OPOSEN_AL_TRAM),
    )
    if escenari.tant_per_cent(DE_BAIXA):
        establiment.data_baixa = AVUI_DE_LA_MOSTRA
    _posa_plantilla(escenari, establiment)
    _posa_punt(escenari, establiment)
    establiment.posa_derivats()
    # The objects in memory are one and the same for all: their sector is at hand for the index.
    establiment.sector = establiment.activitat_cnae.sector
    return establiment


def _posa_plantilla(escenari, establiment):
    if escenari.tant_per_cent(SENSE_PLANTILLA):
        return
    graons = [graons for graons, _pes in noms.PLANTILLES]
    maxim = escenari.atzar.choices(graons, [pes for _graons, pes in noms.PLANTILLES])[0]
    minim = max((graons_ for graons_ in graons if graons_ < maxim), default=0) + 1
    establiment.plantilla = escenari.atzar.randint(minim, maxim)
    establiment.dones = escenari.atzar.randint(0, establiment.plantilla)


def _posa_punt(escenari, establiment):
    poligon = establiment.poligon
    if poligon is None or poligon.latitud is None:
        return
    for camp in ("latitud", "longitud"):
        desviacio = ESCAMPALL * Decimal(str(round(escenari.atzar.uniform(-1, 1), 4)))
        setattr(establiment, camp, round(getattr(poligon, camp) + desviacio, 5))
