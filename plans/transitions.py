"""The verbs that word elements, fill in sheets and publish balances: the only writers of `estat`."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from plans import empremta, estats
from plans.models import Balanc, Element, Fitxa, Redaccio


@dataclass(frozen=True)
class Mancanca:
    """One thing that keeps a balanç from being published. `codi` is the element's, if any."""

    text: str
    codi: str = ""

    def __str__(self):
        return f"{self.codi}: {self.text}" if self.codi else str(self.text)


class TransicioNoPermesa(Exception):
    """What is published does not change, and nobody validates their own work."""


class BalancIncomplet(Exception):
    """A balanç lacks something. `mancances` is the full list."""

    def __init__(self, mancances):
        self.mancances = mancances
        super().__init__("; ".join(str(mancanca) for mancanca in mancances))


@transaction.atomic
def redacta(element, *, autor=None, **camps):
    """Add a wording to `element`, put it in force, and return it. The former ones stay."""
    element = Element.objects.select_for_update(of=("self",)).get(pk=element.pk)
    darrera = element.redaccions.order_by("-numero").first()
    redaccio = Redaccio(
        element=element, numero=darrera.numero + 1 if darrera else 1, autor=autor, **camps
    )
    redaccio.full_clean()
    redaccio.save()
    element.redaccio_vigent = redaccio
    element.save(update_fields=["redaccio_vigent"])
    return redaccio


@transaction.atomic
def obre_balanc(pla, **camps):
    """Make the draft of a balanç of `pla`, with an empty sheet for each evaluable element.

    Its previous one is the last published of an earlier date.
    """
    anterior = _darrer_publicat(pla, camps["data_referencia"])
    balanc = Balanc(pla=pla, esquema=pla.esquema, anterior=anterior, **camps)
    balanc.full_clean()
    balanc.save()
    if not balanc.es_agregat:
        afegeix_fitxes(balanc)
    return balanc


def _darrer_publicat(pla, abans_de):
    return pla.balancos.publicats().filter(data_referencia__lt=abans_de).first()


@transaction.atomic
def afegeix_fitxes(balanc):
    """Give a draft an empty sheet for each evaluable element that has none; return how many."""
    dia = balanc.data_referencia
    elements = balanc.pla.elements.avaluables_a(dia).exclude(fitxes__balanc=balanc)
    noves = [
        Fitxa(balanc=balanc, element=element, redaccio=redaccio)
        for element in elements
        if (redaccio := element.redaccio_a(dia))
    ]
    return len(Fitxa.objects.bulk_create(noves))


@transaction.atomic
def prepara_fitxa(fitxa, *, autor):
    """Store what `autor` wrote in a draft sheet. It loses its validation: it is another text.

    Raises TransicioNoPermesa if the balanç is published, ValidationError if a rule is broken.
    """
    _bloqueja_fitxa(fitxa)
    fitxa.preparada_per = autor
    fitxa.validada_per = None
    fitxa.full_clean()
    fitxa.save()
    return fitxa


@transaction.atomic
def valida_fitxa(fitxa, *, autor):
    """Validate a draft sheet that somebody else prepared.

    Raises TransicioNoPermesa if it is published, empty, nobody's, or prepared by `autor`.
    """
    fitxa = _bloqueja_fitxa(fitxa)
    if not fitxa.base or fitxa.preparada_per_id is None:
        raise TransicioNoPermesa(_("Encara no l’ha preparada ningú."))
    if fitxa.preparada_per_id == autor.pk:
        raise TransicioNoPermesa(_("Qui prepara una fitxa no la pot validar."))
    fitxa.validada_per = autor
    fitxa.save(update_fields=["validada_per"])
    return fitxa


def _bloqueja_fitxa(fitxa):
    """Lock a sheet and then its balanç, in the order of `publica_balanc`; return the sheet fresh."""
    fitxa = Fitxa.objects.select_for_update(of=("self",), no_key=True).get(pk=fitxa.pk)
    _bloqueja_esborrany(fitxa.balanc_id)
    return fitxa


def _bloqueja_esborrany(pk):
    """Lock a balanç that must still be a draft, and return it fresh."""
    balanc = Balanc.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if balanc.es_publicat:
        raise TransicioNoPermesa(_("Aquest balanç ja és publicat."))
    return balanc


@transaction.atomic
def publica_balanc(balanc, *, autor):
    """Freeze a draft with its digest, publish it, and return it fresh. There is no way back.

    `autor` is None when the portal loads its own reference data.
    Raises TransicioNoPermesa if it is published already, BalancIncomplet with all that lacks.
    """
    # Sheets first, as an editor's UPDATE takes them, and no keys, which a new evidencia takes
    # when it commits: otherwise both would wait for each other.
    list(balanc.fitxes.select_for_update(of=("self",), no_key=True).order_by("pk"))
    balanc = _bloqueja_esborrany(balanc.pk)
    # One of an earlier date may have been published since this draft was opened.
    balanc.anterior = _darrer_publicat(balanc.pla, balanc.data_referencia)
    if mancances := troba_mancances(balanc):
        raise BalancIncomplet(mancances)
    balanc.format = empremta.FORMAT
    balanc.pla_slug = balanc.pla.slug
    balanc.pla_titol = balanc.pla.titol
    with translation.override("ca"):  # what is frozen does not depend on who publishes
        _congela_fitxes(balanc)
        _congela_recomptes(balanc)
    balanc.empremta = empremta.empremta(balanc.document())
    balanc.estat = Balanc.Estat.PUBLICAT
    balanc.publicat_el = timezone.now()
    balanc.publicat_per = autor
    balanc.save()
    return balanc


CONGELATS = [
    *("uid", "codi", "codi_oficial", "nivell", "ascendents"),
    *("titol", "literal", "area", "estat_etiqueta"),
]


def _congela_fitxes(balanc):
    """Copy into each sheet the names that may change later."""
    fitxes = list(balanc.fitxes.select_related("element__nivell", "redaccio__responsable"))
    ascendents = {}  # by parent: many elements hang from the same one
    for fitxa in fitxes:
        element, redaccio = fitxa.element, fitxa.redaccio
        if element.pare_id not in ascendents:
            ascendents[element.pare_id] = _ascendents(element, balanc.data_referencia)
        fitxa.uid, fitxa.codi, fitxa.codi_oficial = element.uid, element.codi, element.codi_oficial
        fitxa.nivell = element.nivell.singular
        fitxa.ascendents = ascendents[element.pare_id]
        fitxa.titol, fitxa.literal = redaccio.titol, redaccio.literal
        fitxa.area = redaccio.responsable.nom if redaccio.responsable else ""
        estat = estats.estat(balanc.esquema, fitxa.estat, fitxa.base)
        fitxa.estat_etiqueta = str(estat.etiqueta)
    Fitxa.objects.bulk_update(fitxes, CONGELATS)


def _ascendents(element, dia):
    redaccions = [(pare, pare.redaccio_a(dia)) for pare in element.ascendents()]
    return [
        {
            "nivell": pare.nivell.singular,
            "codi": pare.codi,
            "codi_oficial": pare.codi_oficial,
            "titol": redaccio.titol if redaccio else "",
        }
        for pare, redaccio in redaccions
    ]


def _congela_recomptes(balanc):
    for recompte in balanc.recomptes.all():
        recompte.etiqueta = str(estats.estat(balanc.esquema, recompte.estat).etiqueta)
        recompte.save(update_fields=["etiqueta"])


def troba_mancances(balanc):
    """All that keeps a draft from being published; an empty list if nothing does."""
    mancances = _mancances_anteriors(balanc)
    if balanc.es_agregat:
        return mancances + _mancances_recomptes(balanc)
    return mancances + _mancances_fitxes(balanc)


def _mancances_anteriors(balanc):
    abans = balanc.pla.balancos.esborranys().filter(data_referencia__lt=balanc.data_referencia)
    return [
        Mancanca(
            _("El balanç anterior, %(codi)s, encara és un esborrany.") % {"codi": anterior.codi}
        )
        for anterior in abans
    ]


def _mancances_recomptes(balanc):
    nombres = dict(balanc.recomptes.values_list("estat", "nombre"))
    mancances = [
        Mancanca(_("Falta el recompte de l’estat «%(estat)s».") % {"estat": estat.etiqueta})
        for estat in estats.ESQUEMES[balanc.esquema]
        if estat.valor not in nombres
    ]
    suma = sum(nombres.values())
    if not mancances and suma != balanc.nombre_elements:
        xifres = {"suma": suma, "total": balanc.nombre_elements}
        mancances.append(
            Mancanca(_("Els estats sumen %(suma)s, però el total és %(total)s.") % xifres)
        )
    return mancances


def _mancances_fitxes(balanc):
    fitxes = {fitxa.element_id: fitxa for fitxa in balanc.fitxes.select_related("element")}
    abans = _fitxes_anteriors(balanc)
    avaluables = list(balanc.pla.elements.avaluables_a(balanc.data_referencia))
    mancances = [] if avaluables else [Mancanca(_("El pla no té cap element avaluable."))]
    for element in avaluables:
        fitxa = fitxes.pop(element.pk, None)
        mancances += [
            Mancanca(text, element.codi) for text in _que_li_falta(fitxa, abans.get(element.pk))
        ]
    mancances += [
        Mancanca(_("té fitxa, però no és avaluable en aquesta data"), fitxa.element.codi)
        for fitxa in fitxes.values()
    ]
    return mancances


def _fitxes_anteriors(balanc):
    if balanc.anterior is None or balanc.anterior.es_agregat:
        return {}
    return {fitxa.element_id: fitxa for fitxa in balanc.anterior.fitxes.all()}


def _que_li_falta(fitxa, abans):
    """What one sheet lacks, in words."""
    if fitxa is None:
        return [_("no té fitxa")]
    if not fitxa.base:
        return [_("no diu cap estat")]
    if fitxa.es_desconeguda:
        return []
    manca = []
    if fitxa.preparada_per_id is None:
        manca.append(_("no diu qui l’ha preparada"))
    if fitxa.validada_per_id is None:
        manca.append(_("no l’ha validada ningú"))
    era_acabat = bool(abans and abans.acabat_el)
    if not fitxa.motiu and estats.demana_motiu(
        abans and abans.estat, fitxa.estat, era_acabat=era_acabat
    ):
        manca.append(_("va enrere i no n’explica el motiu"))
    return manca


def verifica_balancos():
    """Compute every published digest again; return the balances whose digest does not match."""
    publicats = Balanc.objects.publicats().select_related("anterior", "pla")
    return [
        balanc for balanc in publicats if empremta.empremta(balanc.document()) != balanc.empremta
    ]
