"""Who hears of what, in which words, and what is never said."""

import pytest
from django.utils import translation

from incidencies import avisos, correus
from incidencies import transitions as verbs
from incidencies.models import Enllac, Incidencia, Notificant
from incidencies.tests import factories as f
from incidencies.transitions import Actor, DadesNotificant
from terrassa_portal.web import outbox
from terrassa_portal.web.models import Sortint

pytestmark = pytest.mark.django_db
TEXT_SECRET = "Aquest text és només meu i no ha de sortir mai."
VERIFICAT = DadesNotificant(correu="berta@empresa.example", correu_verificat=True)
SENSE_VERIFICAR = DadesNotificant(nom="Compra ara!", correu="victima@algu.example")


def correus_de(incidencia, kind=None):
    rows = Sortint.objects.de_tema(avisos.tema(incidencia)).order_by("pk")
    return rows.filter(tipus=kind) if kind else rows


def redacta(sortint):
    with translation.override(sortint.idioma):
        return outbox._renderers[sortint.tipus](sortint)


def tots_els_passos(notificant):
    """An incidencia that goes through everything that has a mail."""
    incidencia = f.crea_incidencia_planificada(notificant=notificant, descripcio=TEXT_SECRET)
    tecnic = f.tecnic()
    verbs.demana_informacio(incidencia, actor=tecnic, pregunta="Quin fanal?", ara=f.DIMARTS)
    verbs.respon_informacio(incidencia, actor=Actor.notificant(), text=TEXT_SECRET, ara=f.DIMARTS)
    verbs.resol(incidencia, actor=tecnic, que_s_ha_fet="Canviat.", ara=f.DIMARTS)
    verbs.objecta(incidencia, actor=Actor.notificant(), motiu=TEXT_SECRET, ara=f.DIMARTS)
    verbs.resol(incidencia, actor=tecnic, que_s_ha_fet="Ara sí.", ara=f.DIMARTS)
    return verbs.confirma(incidencia, actor=Actor.sistema(), ara=f.DIMARTS)


def test_the_receipt_says_the_reference_who_has_it_and_a_secret_link():
    incidencia = f.crea_incidencia_derivada(f.crea_servei("Enllumenat"))

    missatge = redacta(correus_de(incidencia, avisos.REBUDA).get())

    enllac = incidencia.enllacos.get(proposit=Enllac.Proposit.CORREU)
    assert incidencia.codi in missatge.subject
    assert "Enllumenat" in missatge.text
    assert f"/s/{enllac.token()}/" in missatge.text
    assert f"/s/{enllac.token()}/" in missatge.html
    assert "24 de novembre de 2026" in missatge.text


@pytest.mark.parametrize("idioma", ["ca", "es", "en"])
def test_the_receipt_goes_in_the_language_of_the_reporter(idioma):
    dades = DadesNotificant(correu="jo@empresa.example", idioma=idioma)
    incidencia = f.crea_incidencia(notificant=dades)

    correu = correus_de(incidencia, avisos.REBUDA).get()

    assert correu.idioma == idioma
    assert f'<html lang="{idioma}">' in redacta(correu).html


def test_no_mail_to_the_reporter_ever_repeats_what_they_wrote():
    for notificant in (SENSE_VERIFICAR, VERIFICAT):
        incidencia = tots_els_passos(notificant)
        for correu in correus_de(incidencia).filter(destinatari=notificant.correu):
            missatge = redacta(correu)
            if missatge is not None:
                assert TEXT_SECRET not in missatge.text + missatge.html + missatge.subject
                assert "Compra ara!" not in missatge.text + missatge.html + missatge.subject


def test_an_address_that_is_not_confirmed_hears_only_what_it_must_answer():
    incidencia = tots_els_passos(SENSE_VERIFICAR)
    Incidencia.objects.filter(pk=incidencia.pk).update(
        estat="pendent_info", estat_previ="en_curs", motiu_tancament="", data_torn=f.DIMARTS
    )

    escrits = {
        correu.tipus
        for correu in correus_de(incidencia).filter(destinatari=SENSE_VERIFICAR.correu)
        if redacta(correu) is not None
    }

    assert escrits == {avisos.REBUDA, avisos.PREGUNTA, avisos.RESOLTA}


def test_a_confirmed_address_hears_of_each_step_once():
    incidencia = tots_els_passos(VERIFICAT)

    seus = correus_de(incidencia).filter(destinatari=VERIFICAT.correu)
    titols = [redacta(correu).subject for correu in seus if correu.tipus == avisos.CANVI]

    assert len(titols) == 3
    assert titols[0].endswith("Acceptada pel servei")
    assert titols[1].endswith("Actuació prevista")
    assert titols[2].endswith("Resolució confirmada")


@pytest.mark.parametrize(
    ("actor", "frase"),
    [
        (Actor.sistema, "Com que no hem rebut cap objecció"),
        (f.tecnic, "S’ha confirmat que està resolt"),
    ],
)
def test_the_last_mail_says_why_it_is_closed(actor, frase):
    incidencia = f.crea_incidencia_resolta(notificant=VERIFICAT)

    verbs.confirma(incidencia, actor=actor())

    assert frase in redacta(correus_de(incidencia, avisos.CANVI).last()).text


def test_who_wants_no_mail_gets_none():
    dades = DadesNotificant(correu="jo@empresa.example", vol_avisos=False)

    incidencia = tots_els_passos(dades)

    assert not correus_de(incidencia).filter(destinatari=dades.correu).exists()


def test_a_mail_is_not_written_to_somebody_whose_data_were_erased():
    incidencia = f.crea_incidencia(notificant=VERIFICAT)
    correu = correus_de(incidencia, avisos.REBUDA).get()

    Notificant.objects.all().delete()

    assert redacta(correu) is None


def test_the_servei_gets_what_where_until_when_and_a_page():
    servei = f.crea_servei(bustia="llum@terrassa.example")
    incidencia = f.crea_incidencia_derivada(
        servei, adreca="Carrer de Venus, 24", referencia_element="F-0312"
    )

    correu = correus_de(incidencia, avisos.SERVEI).get()
    text = redacta(correu).text

    assert correu.destinatari == "llum@terrassa.example"
    for esperat in ("Carrer de Venus, 24", "F-0312", incidencia.descripcio, incidencia.codi):
        assert esperat in text
    assert f"/gestio/incidencies/incidencia/{incidencia.pk}/change/" in text
    assert "19 de novembre de 2026" in text


def test_the_mail_of_a_servei_without_mailbox_goes_to_triage_and_says_so(settings):
    settings.INCIDENCIES_BUSTIA_TRIATGE = "triatge@terrassa.example"
    incidencia = f.crea_incidencia_derivada(f.crea_servei("Taigua"))

    correu = correus_de(incidencia, avisos.SERVEI).get()

    assert correu.destinatari == "triatge@terrassa.example"
    assert "«Taigua» encara no té bústia" in redacta(correu).text


def test_triage_has_its_own_mailbox_when_it_is_known():
    f.crea_triatge(bustia="promocio@terrassa.example")
    incidencia = f.crea_incidencia()

    assert correus_de(incidencia, avisos.TRIATGE).get().destinatari == "promocio@terrassa.example"


def test_triage_hears_of_what_comes_back_and_why():
    incidencia = f.crea_incidencia_derivada(f.crea_servei("Taigua"))
    verbs.retorna(incidencia, actor=f.tecnic(), motiu="És de la comunitat.", ara=f.DIMARTS)

    missatge = redacta(correus_de(incidencia, avisos.TRIATGE).get())

    assert "Taigua la retorna" in missatge.subject
    assert "És de la comunitat." in missatge.text


def test_a_mail_about_something_that_left_the_servei_is_dropped():
    incidencia = f.crea_incidencia_derivada()
    correu = correus_de(incidencia, avisos.SERVEI).get()
    verbs.tanca(incidencia, actor=f.tecnic(), motiu="no_procedeix", text="No.", ara=f.DIMARTS)

    assert redacta(correu) is None


def test_the_servei_that_loses_it_is_told_that_it_need_not_go():
    primer, segon = (f.crea_servei(bustia=f"{n}@terrassa.example") for n in ("primer", "segon"))
    incidencia = f.crea_incidencia_derivada(primer)

    verbs.deriva(incidencia, segon, actor=f.tecnic(), motiu="És de la riera.", ara=f.DIMARTS)
    verbs.tanca(incidencia, actor=f.tecnic(), motiu="no_procedeix", text="Fet.", ara=f.DIMARTS)

    avisats = [
        (correu.destinatari, missatge.subject)
        for correu in correus_de(incidencia, avisos.SERVEI)
        if (missatge := redacta(correu)) and "Ja no us n’heu" in missatge.subject
    ]
    assert [adreca for adreca, _titol in avisats] == [primer.bustia, segon.bustia]


def test_the_reporter_of_a_duplicate_hears_about_the_original():
    original = f.crea_incidencia_en_curs(notificant=DadesNotificant(correu="altri@empresa.example"))
    duplicada = f.crea_incidencia(notificant=VERIFICAT)
    verbs.marca_duplicada(duplicada, original, actor=f.tecnic(), ara=f.DIMARTS)
    verbs.resol(original, actor=f.tecnic(), que_s_ha_fet="Canviat.", ara=f.DIMARTS)

    correu = correus_de(original, avisos.RESOLTA).get(destinatari=VERIFICAT.correu)
    missatge = redacta(correu)

    assert duplicada.codi in missatge.subject
    assert original.codi in missatge.text


def test_who_reported_the_same_thing_twice_gets_one_mail_about_it():
    original = f.crea_incidencia_en_curs(notificant=VERIFICAT)
    duplicada = f.crea_incidencia(notificant=VERIFICAT)
    verbs.marca_duplicada(duplicada, original, actor=f.tecnic(), ara=f.DIMARTS)
    verbs.resol(original, actor=f.tecnic(), que_s_ha_fet="Canviat.", ara=f.DIMARTS)

    assert correus_de(original, avisos.RESOLTA).count() == 1


def test_hostile_words_of_an_officer_are_text_in_the_html():
    incidencia = f.crea_incidencia_planificada(notificant=VERIFICAT)
    verbs.planifica(
        incidencia,
        f.DIMARTS.date(),
        actor=f.tecnic(),
        nota="<script>alert(1)</script> {% now 'Y' %}",
        ara=f.DIMARTS,
    )

    missatge = redacta(correus_de(incidencia, avisos.CANVI).last())

    assert "<script>" not in missatge.html
    assert "{% now 'Y' %}" in missatge.text


def test_a_refused_move_queues_nothing():
    incidencia = f.crea_incidencia()
    abans = correus_de(incidencia).count()

    with pytest.raises(verbs.TransicioNoPermesa):
        verbs.accepta(incidencia, actor=f.tecnic())

    assert correus_de(incidencia).count() == abans


def test_opening_the_mail_link_confirms_the_address_and_the_receipt_link_does_not():
    incidencia = f.crea_incidencia()
    del_rebut, del_correu = (
        incidencia.enllacos.get(proposit=proposit) for proposit in ("seguiment", "correu")
    )

    with pytest.raises(verbs.TransicioNoPermesa):
        verbs.verifica_correu(del_rebut, ara=f.DIMARTS)
    assert verbs.verifica_correu(del_correu, ara=f.DIMARTS)
    assert not verbs.verifica_correu(del_correu, ara=f.DIMARTS)

    assert Notificant.objects.get().correu_verificat_el == f.DIMARTS


def test_every_kind_of_mail_has_somebody_who_writes_it():
    correus.registra()

    assert set(avisos.AL_NOTIFICANT.values()) <= outbox._renderers.keys()
    assert {avisos.SERVEI, avisos.TRIATGE, avisos.RECORDATORI} <= outbox._renderers.keys()
