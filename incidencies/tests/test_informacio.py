"""Who may add to an incident, and what its page promises while the clock is stopped."""

import pytest

from incidencies import cronologia
from incidencies import transitions as verbs
from incidencies.transitions import TransicioNoPermesa

from . import factories as f


def test_a_servei_cannot_write_in_the_words_of_the_reporter(db):
    incidencia = f.crea_incidencia_en_curs()
    servei = incidencia.derivacio_oberta().servei

    with pytest.raises(TransicioNoPermesa):
        verbs.afegeix_informacio(incidencia, actor=f.del_servei(servei), text="Ja està arreglat.")

    assert not incidencia.esdeveniments.filter(tipus="informacio_afegida").exists()


def test_no_day_is_promised_while_the_answer_is_awaited(db):
    incidencia = f.crea_incidencia_en_curs()
    before = cronologia.passos(incidencia, incidencia.esdeveniments.all())
    incidencia = verbs.demana_informacio(
        incidencia, actor=f.tecnic(), pregunta="A quina porta és?", ara=f.DIMARTS
    )

    after = cronologia.passos(incidencia, incidencia.esdeveniments.all())

    assert before[-1]["when"].startswith("Com a màxim")
    assert after[-1]["when"] == ""
