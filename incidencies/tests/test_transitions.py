"""The table of moves: each allowed one moves, each other one is refused and writes nothing."""

from datetime import date

import pytest

from incidencies import transitions as verbs
from incidencies.models import Derivacio, Esdeveniment, Incidencia
from incidencies.tests import factories as f
from incidencies.transitions import MOVIMENTS, Actor, TransicioNoPermesa
from incidencies.transitions.moviments import Qui
from terrassa_portal.web.models import Sortint

Estat = Incidencia.Estat
Motiu = Incidencia.MotiuTancament
pytestmark = pytest.mark.django_db

# What each verb needs besides the incidencia and who moves it.
ARGUMENTS = {
    "deriva": lambda: {"servei": f.crea_servei(), "motiu": "Els correspon."},
    "accepta": dict,
    "retorna": lambda: {"motiu": "No és nostre."},
    "escala": dict,
    "planifica": lambda: {"data_prevista": date(2026, 11, 30), "nota": "Hi anirem."},
    "demana_informacio": lambda: {"pregunta": "Quin fanal és?"},
    "respon_informacio": lambda: {"text": "El tercer."},
    "caduca_informacio": dict,
    "resol": lambda: {"que_s_ha_fet": "Canviat."},
    "confirma": dict,
    "objecta": lambda: {"motiu": "Continua apagat."},
    "tanca": lambda: {"motiu": Motiu.NO_COMPETENCIA, "text": "És de la carretera."},
    "marca_duplicada": lambda: {"original": f.crea_incidencia()},
    "rebutja": lambda: {"motiu": Motiu.BROSSA},
    "reobre": lambda: {"motiu": "Torna a passar."},
}


def en_estat(estat):
    """An incidencia in `estat`, moved there by the verbs themselves."""
    tecnic = f.tecnic()
    makers = {
        Estat.REBUDA: f.crea_incidencia,
        Estat.DERIVADA: f.crea_incidencia_derivada,
        Estat.EN_CURS: f.crea_incidencia_en_curs,
        Estat.PLANIFICADA: f.crea_incidencia_planificada,
        Estat.RESOLTA: f.crea_incidencia_resolta,
    }
    if estat in makers:
        return makers[estat]()
    if estat == Estat.PENDENT_INFO:
        return verbs.demana_informacio(
            f.crea_incidencia_en_curs(), actor=tecnic, pregunta="On?", ara=f.DIMARTS
        )
    nom = {Estat.TANCADA: "tanca", Estat.DUPLICADA: "marca_duplicada", Estat.REBUTJADA: "rebutja"}
    return mou(nom[estat], f.crea_incidencia(), tecnic)


def actor(tipus, incidencia):
    """Somebody of that kind who, if of a servei, is of the one that has it."""
    if tipus == Qui.SERVEI:
        derivacio = incidencia.derivacions.order_by("-pk").first()
        return f.del_servei(derivacio.servei if derivacio else f.crea_servei())
    return f.tecnic() if tipus == Qui.TECNIC else Actor(tipus)


def mou(nom, incidencia, qui):
    arguments = ARGUMENTS[nom]()
    ultim = incidencia.esdeveniments.last().creat_el
    return getattr(verbs, nom)(incidencia, actor=qui, ara=ultim, **arguments)


def foto(incidencia):
    incidencia.refresh_from_db()
    return (
        incidencia.estat,
        incidencia.versio,
        incidencia.data_torn,
        incidencia.esdeveniments.count(),
        list(incidencia.derivacions.values_list("estat", "servei")),
        Sortint.objects.de_tema(f"incidencia:{incidencia.uuid}").count(),
    )


PERMESOS = [
    (nom, estat, qui)
    for nom, moviment in MOVIMENTS.items()
    for estat in sorted(moviment.des_de)
    for qui in sorted(moviment.qui - {Qui.REGLA})
    # A refused report is not the reporter's to reopen: it has a test of its own.
    if (nom, estat, qui) != ("reobre", Estat.REBUTJADA, Qui.NOTIFICANT)
]
PROHIBITS = [
    (nom, estat)
    for nom, moviment in MOVIMENTS.items()
    for estat in Estat
    if estat not in moviment.des_de
]


def test_the_table_of_moves_is_the_one_of_the_service():
    moves = {(nom, estat) for nom, moviment in MOVIMENTS.items() for estat in moviment.des_de}

    assert len(moves) == 33
    assert {nom for nom, estat in moves if estat == Estat.RESOLTA} == {
        "confirma",
        "objecta",
        "marca_duplicada",
    }
    assert {nom for nom, estat in moves if estat in Estat.finals()} == {"reobre"}


@pytest.mark.parametrize(("nom", "estat", "qui"), PERMESOS)
def test_an_allowed_move_moves_and_leaves_an_owner_an_event_and_a_date(nom, estat, qui):
    incidencia = en_estat(estat)
    abans = incidencia.esdeveniments.count()

    moguda = mou(nom, incidencia, actor(qui, incidencia))

    esperat = MOVIMENTS[nom].cap_a or Estat.EN_CURS
    assert moguda.estat == esperat
    assert (moguda.data_torn is None) == moguda.es_final
    ultim = moguda.esdeveniments.last()
    assert moguda.esdeveniments.count() == abans + 1 == moguda.versio == ultim.n
    assert (ultim.estat_abans, ultim.estat_despres) == (estat, esperat)
    obertes = moguda.derivacions.obertes().count()
    assert obertes == (
        esperat in (Estat.DERIVADA, Estat.EN_CURS, Estat.PLANIFICADA, "pendent_info")
    )


@pytest.mark.parametrize(("nom", "estat"), PROHIBITS)
def test_a_move_that_the_estat_does_not_allow_writes_nothing(nom, estat):
    incidencia = en_estat(estat)
    qui = sorted(MOVIMENTS[nom].qui)[-1]
    arguments = ARGUMENTS[nom]()
    abans = foto(incidencia)

    with pytest.raises(TransicioNoPermesa):
        getattr(verbs, nom)(incidencia, actor=actor(qui, incidencia), **arguments)

    assert foto(incidencia) == abans


@pytest.mark.parametrize("nom", MOVIMENTS)
def test_a_party_that_the_table_does_not_name_moves_nothing(nom):
    moviment = MOVIMENTS[nom]
    incidencia = en_estat(sorted(moviment.des_de)[0])
    arguments = ARGUMENTS[nom]()
    abans = foto(incidencia)

    for qui in set(Qui) - moviment.qui:
        with pytest.raises(TransicioNoPermesa):
            getattr(verbs, nom)(incidencia, actor=actor(qui, incidencia), **arguments)

    assert foto(incidencia) == abans


TEXTS = [
    ("retorna", "motiu", f.crea_incidencia_derivada),
    ("planifica", "nota", f.crea_incidencia_en_curs),
    ("demana_informacio", "pregunta", f.crea_incidencia_en_curs),
    ("resol", "que_s_ha_fet", f.crea_incidencia_en_curs),
    ("tanca", "text", f.crea_incidencia),
    ("objecta", "motiu", f.crea_incidencia_resolta),
]


@pytest.mark.parametrize(("nom", "camp", "crea"), TEXTS)
def test_where_a_reason_is_asked_blanks_are_not_one(nom, camp, crea):
    incidencia = crea()
    arguments = ARGUMENTS[nom]() | {camp: "  \n "}
    abans = foto(incidencia)

    with pytest.raises(TransicioNoPermesa):
        getattr(verbs, nom)(incidencia, actor=f.tecnic(), ara=f.DIMARTS, **arguments)

    assert foto(incidencia) == abans


def test_a_servei_moves_only_what_it_has_now():
    incidencia = f.crea_incidencia_derivada()

    with pytest.raises(TransicioNoPermesa):
        verbs.accepta(incidencia, actor=f.del_servei(f.crea_servei()))


def test_who_is_in_no_group_moves_nothing():
    with pytest.raises(TransicioNoPermesa):
        Actor.de_usuari(f.crea_usuari())


def test_handing_over_again_needs_a_reason_and_annuls_the_first_derivacio():
    incidencia = f.crea_incidencia_derivada()
    altre = f.crea_servei()

    with pytest.raises(TransicioNoPermesa):
        verbs.deriva(incidencia, altre, actor=f.tecnic())
    verbs.deriva(incidencia, altre, actor=f.tecnic(), motiu="És de la xarxa d’aigua.")

    estats = [derivacio.estat for derivacio in incidencia.derivacions.all()]
    assert estats == [Derivacio.Estat.ANULLADA, Derivacio.Estat.PENDENT]


@pytest.mark.parametrize(
    "camps",
    [
        {"vigent_fins": date(2019, 6, 14)},
        {"vigent_des_de": date(2030, 1, 1)},
        {"rep_derivacions": False},
    ],
)
def test_nothing_is_handed_over_to_a_servei_that_cannot_take_it(camps):
    incidencia = f.crea_incidencia()

    with pytest.raises(TransicioNoPermesa):
        verbs.deriva(incidencia, f.crea_servei(**camps), actor=f.tecnic())

    assert not incidencia.derivacions.exists()


def test_a_planned_date_cannot_be_past_and_moving_it_is_told_apart():
    incidencia = f.crea_incidencia_planificada(data_prevista=date(2026, 11, 24))

    with pytest.raises(TransicioNoPermesa):
        verbs.planifica(
            incidencia, date(2026, 11, 16), actor=f.tecnic(), nota="Ahir.", ara=f.DIMARTS
        )
    verbs.planifica(
        incidencia, date(2026, 12, 1), actor=f.tecnic(), nota="S’endarrereix.", ara=f.DIMARTS
    )

    ultim = incidencia.esdeveniments.last()
    assert ultim.tipus == Esdeveniment.Tipus.REPLANIFICADA
    assert ultim.dades == {"data_prevista": "2026-12-01", "data_anterior": "2026-11-24"}


def test_nobody_is_asked_anything_if_the_report_is_anonymous():
    incidencia = f.crea_incidencia_en_curs(notificant=None)

    with pytest.raises(TransicioNoPermesa):
        verbs.demana_informacio(incidencia, actor=f.tecnic(), pregunta="Qui sou?")


def test_a_question_pauses_the_deadlines_for_as_long_as_it_is_unanswered():
    incidencia = f.crea_incidencia_en_curs()
    abans = incidencia.data_termini_resolucio
    dimecres_seguent = f.DIMARTS.replace(day=25)

    verbs.demana_informacio(incidencia, actor=f.tecnic(), pregunta="On?", ara=f.DIMARTS)
    represa = verbs.respon_informacio(
        incidencia, actor=Actor.notificant(), text="Aquí.", ara=dimecres_seguent
    )

    assert (abans, represa.data_termini_resolucio) == (date(2026, 12, 1), date(2026, 12, 10))
    assert represa.estat == Estat.EN_CURS


def test_an_objection_gives_it_back_to_the_servei_that_solved_it():
    incidencia = f.crea_incidencia_resolta()
    servei = incidencia.derivacions.get().servei

    objectada = verbs.objecta(
        incidencia, actor=Actor.notificant(), motiu="Continua apagat.", ara=f.DIMARTS
    )

    assert objectada.derivacio_oberta().servei == servei
    assert objectada.reobertures == 1
    assert objectada.data_torn >= date(2026, 11, 24)


def test_the_reporter_reopens_once_and_within_thirty_days():
    incidencia = verbs.confirma(f.crea_incidencia_resolta(), actor=f.tecnic(), ara=f.DIMARTS)
    jo = Actor.notificant()

    with pytest.raises(TransicioNoPermesa):
        verbs.reobre(incidencia, actor=jo, motiu="Torna.", ara=f.DIMARTS.replace(month=12, day=18))
    verbs.reobre(incidencia, actor=jo, motiu="Torna.", ara=f.DIMARTS)
    verbs.tanca(
        incidencia, actor=f.tecnic(), motiu=Motiu.NO_PROCEDEIX, text="Ja està.", ara=f.DIMARTS
    )
    with pytest.raises(TransicioNoPermesa):
        verbs.reobre(incidencia, actor=jo, motiu="Hi torno.", ara=f.DIMARTS)
    reoberta = verbs.reobre(incidencia, actor=f.tecnic(), motiu="Error nostre.", ara=f.DIMARTS)

    assert reoberta.estat == Estat.REBUDA


def test_a_refused_report_comes_back_only_by_a_technician_within_thirty_days():
    incidencia = en_estat(Estat.REBUTJADA)

    with pytest.raises(TransicioNoPermesa):
        verbs.reobre(incidencia, actor=Actor.notificant(), motiu="Ei!", ara=f.DIMARTS)
    with pytest.raises(TransicioNoPermesa):
        verbs.reobre(
            incidencia, actor=f.tecnic(), motiu="Tard.", ara=f.DIMARTS.replace(month=12, day=28)
        )

    assert (
        verbs.reobre(incidencia, actor=f.tecnic(), motiu="Error.", ara=f.DIMARTS).estat == "rebuda"
    )


def test_an_incidencia_is_a_duplicate_only_of_another_that_is_open():
    incidencia = f.crea_incidencia()

    for original in (incidencia, en_estat(Estat.TANCADA)):
        with pytest.raises(TransicioNoPermesa):
            verbs.marca_duplicada(incidencia, original, actor=f.tecnic())


def test_the_duplicates_of_a_duplicate_point_to_the_one_that_goes_on():
    primera, segona, tercera = (f.crea_incidencia() for _n in range(3))

    verbs.marca_duplicada(primera, segona, actor=f.tecnic())
    verbs.marca_duplicada(segona, tercera, actor=f.tecnic())

    primera.refresh_from_db()
    assert primera.duplicada_de == tercera


def test_correcting_the_category_computes_the_deadlines_again_and_says_so():
    incidencia = f.crea_incidencia_en_curs()
    urgent = f.crea_categoria(termini_resposta_dies=1, termini_resolucio_dies=2)

    corregida = verbs.canvia_categoria(incidencia, urgent, actor=f.tecnic(), ara=f.DIMARTS)

    assert corregida.data_termini_resolucio == date(2026, 11, 19)
    assert corregida.data_torn == date(2026, 11, 18)
    assert corregida.esdeveniments.last().dades["categoria"] == urgent.codi


def test_a_new_feast_moves_the_deadlines_of_what_is_open_and_of_nothing_else():
    oberta, derivada = f.crea_incidencia_en_curs(), f.crea_incidencia_derivada()
    tancada = en_estat(Estat.TANCADA)
    f.crea_dia_inhabil(date(2026, 11, 19))

    assert verbs.recalcula_obertes(ara=f.DIMARTS) == 2
    assert verbs.recalcula_obertes(ara=f.DIMARTS) == 0

    for incidencia in (oberta, derivada, tancada):
        incidencia.refresh_from_db()
    assert derivada.data_torn == derivada.data_termini_acceptacio == date(2026, 11, 20)
    assert oberta.data_termini_resolucio == date(2026, 12, 2)
    assert tancada.data_termini_resolucio == date(2026, 12, 1)
