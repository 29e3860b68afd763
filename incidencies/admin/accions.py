"""The buttons of an incidencia's page: each a verb, its form, and how much it weighs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from incidencies import transitions as verbs
from incidencies.models import Servei
from incidencies.transitions import Actor, TransicioNoPermesa, moviments_possibles
from incidencies.transitions.moviments import Qui

from . import formularis as f


@dataclass(frozen=True)
class Accio:
    """A button: what it says, the form it opens, the verb it calls."""

    nom: str
    etiqueta: str
    form: type[f.AccioForm]
    verb: Callable
    fet: str

    def formulari(self, incidencia, *args):
        return self.form(incidencia, self.nom, *args)


MOVIMENTS = {
    accio.nom: accio
    for accio in (
        Accio("accepta", _("Accepta"), f.AcceptaForm, verbs.accepta, _("Acceptada.")),
        Accio("planifica", _("Planifica"), f.PlanificaForm, verbs.planifica, _("Planificada.")),
        Accio("resol", _("Resol"), f.ResolForm, verbs.resol, _("Resolta.")),
        Accio("deriva", _("Deriva"), f.DerivaForm, verbs.deriva, _("Derivada.")),
        Accio(
            "respon_informacio",
            _("Anota la resposta"),
            f.RespostaForm,
            verbs.respon_informacio,
            _("Resposta anotada."),
        ),
        Accio(
            "confirma", _("Confirma que està resolta"), f.AccioForm, verbs.confirma, _("Tancada.")
        ),
        Accio(
            "demana_informacio",
            _("Pregunta a qui va avisar"),
            f.DemanaInformacioForm,
            verbs.demana_informacio,
            _("Pregunta enviada."),
        ),
        Accio("objecta", _("Encara hi és"), f.ObjectaForm, verbs.objecta, _("Torna al servei.")),
        Accio("retorna", _("Retorna al triatge"), f.RetornaForm, verbs.retorna, _("Retornada.")),
        Accio(
            "marca_duplicada",
            _("És duplicada"),
            f.DuplicadaForm,
            verbs.marca_duplicada,
            _("Ajuntada amb l’original."),
        ),
        Accio("tanca", _("Tanca sense resoldre"), f.TancaForm, verbs.tanca, _("Tancada.")),
        Accio("rebutja", _("Rebutja"), f.RebutjaForm, verbs.rebutja, _("Rebutjada.")),
        Accio("reobre", _("Torna a obrir"), f.ReobreForm, verbs.reobre, _("Reoberta.")),
    )
}
ANOTACIONS = {
    accio.nom: accio
    for accio in (
        Accio("nota", _("Nota interna"), f.NotaForm, verbs.afegeix_nota, _("Nota desada.")),
        Accio("assigna", _("Assigna"), f.AssignaForm, verbs.assigna, _("Assignada.")),
        Accio(
            "categoria",
            _("Corregeix la categoria"),
            f.CategoriaForm,
            verbs.canvia_categoria,
            _("Categoria corregida i terminis recalculats."),
        ),
        Accio("modera", _("Publica o amaga"), f.ModeraForm, verbs.modera, _("Visibilitat desada.")),
    )
}
ACCIONS = MOVIMENTS | ANOTACIONS
DEL_TECNIC = {"assigna", "categoria", "modera"}


def accions_possibles(incidencia, derivacio, usuari):
    """Only the legal ones, for this user: (moves, annotations)."""
    try:
        actor = Actor.de_usuari(usuari)
    except TransicioNoPermesa:
        return [], []
    if actor.tipus == Qui.SERVEI and not _la_te(derivacio, usuari):
        return [], []
    legals = moviments_possibles(incidencia, actor)
    moviments = [accio for nom, accio in MOVIMENTS.items() if nom in legals]
    # The first button is the likeliest: of what has a date already, that it is done.
    moviments.sort(
        key=lambda accio: accio.nom == "planifica" and incidencia.data_prevista is not None
    )
    anotacions = [
        accio
        for nom, accio in ANOTACIONS.items()
        if actor.tipus == Qui.TECNIC or nom not in DEL_TECNIC
    ]
    if incidencia.es_final:
        anotacions = [accio for accio in anotacions if accio.nom != "categoria"]
    if not hasattr(incidencia, "notificant"):
        moviments = [accio for accio in moviments if accio.nom != "demana_informacio"]
    return moviments, anotacions


def _la_te(derivacio, usuari):
    return (
        derivacio is not None
        and Servei.objects.de_membre(usuari).filter(pk=derivacio.servei_id).exists()
    )
