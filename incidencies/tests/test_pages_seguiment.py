"""The follow-up: who may open it, what it says, and what its reporter may do there."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidencies import transitions
from incidencies.claus import clau_seguiment, es_la_clau
from incidencies.models import Categoria, Enllac, Incidencia
from incidencies.transitions import Actor
from terrassa_portal.web import tokens

from .factories import (
    crea_incidencia,
    crea_incidencia_derivada,
    crea_incidencia_en_curs,
    crea_incidencia_planificada,
    crea_incidencia_resolta,
    tecnic,
)
from .recorregut import foto

SEGUIMENT = "/incidencies/seguiment/"
pytestmark = pytest.mark.django_db


def ara():
    return timezone.now()


def secret(incidencia, proposit=Enllac.Proposit.SEGUIMENT):
    return f"/s/{incidencia.enllacos.get(proposit=proposit).token()}/"


def cerca(client, codi, clau):
    return client.post(SEGUIMENT, {"codi": codi, "secret": clau})


@pytest.mark.parametrize("escriu", [str, str.lower, lambda text: text.replace("-", " ")])
def test_a_reference_opens_with_its_key_however_it_is_typed(client, escriu):
    incidencia = crea_incidencia()

    resposta = cerca(client, escriu(incidencia.codi), escriu(clau_seguiment(incidencia.uuid)))

    assert resposta.url == f"{SEGUIMENT}{incidencia.codi}/"
    assert client.get(resposta.url).status_code == 200


def test_a_reference_opens_with_the_address_of_its_reporter(client):
    incidencia = crea_incidencia()

    assert cerca(client, incidencia.codi, " Berta@Empresa.example ").status_code == 302


def test_a_wrong_reference_and_a_wrong_key_cannot_be_told_apart(client):
    incidencia, altra = crea_incidencia(), crea_incidencia(notificant=None)
    inexistent = "TRS-0000-00"
    clau = clau_seguiment(incidencia.uuid)
    intents = [
        (incidencia.codi, clau_seguiment(altra.uuid)),
        (incidencia.codi, "algu@empresa.example"),
        (altra.codi, clau),
        (altra.codi, "algu@empresa.example"),
        (inexistent, clau),
        ("TRS-ZZZZ-ZZ", clau),
        ("no és cap codi", clau),
    ]

    respostes = {sense_el_que_s_ha_escrit(client, *intent) for intent in intents}

    assert len(respostes) == 1


def sense_el_que_s_ha_escrit(client, codi, clau):
    resposta = cerca(client, codi, clau)
    pagina = resposta.content.decode()
    for escrit in (codi, clau):
        pagina = pagina.replace(f'value="{escrit}"', "")
    pagina = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", pagina)
    capcaleres = sorted((k, v) for k, v in resposta.items() if k not in VARIABLES)
    return resposta.status_code, pagina, str(capcaleres)


VARIABLES = {"X-Request-ID", "Content-Length", "Expires"}


def test_the_same_queries_are_made_whether_a_reference_exists_or_not(client):
    incidencia = crea_incidencia()
    client.get(SEGUIMENT)  # what is read once in the life of a process
    consultes = []
    for codi in (incidencia.codi, "TRS-0000-00"):
        with CaptureQueriesContext(connection) as fetes:
            cerca(client, codi, "algu@empresa.example")
        consultes.append(len(fetes))

    assert consultes[0] == consultes[1]


def test_guessing_is_stopped(client, monkeypatch):
    monkeypatch.setattr("incidencies.views.limits.CERQUES_PER_HORA", 2)
    incidencia = crea_incidencia()

    respostes = [cerca(client, incidencia.codi, "0000-0000").status_code for _ in range(3)]

    assert respostes == [422, 422, 429]
    clau = clau_seguiment(incidencia.uuid)
    assert cerca(client, incidencia.codi, clau).status_code == 429


def test_a_follow_up_page_asks_for_the_key_in_another_session(client):
    incidencia = crea_incidencia()
    cerca(client, incidencia.codi, clau_seguiment(incidencia.uuid))

    resposta = Client().get(f"{SEGUIMENT}{incidencia.codi}/")

    assert resposta.url == f"{SEGUIMENT}?codi={incidencia.codi}"


def test_an_empty_key_opens_nothing(client):
    incidencia = crea_incidencia(notificant=None)

    assert cerca(client, incidencia.codi, "").status_code == 422
    assert cerca(client, incidencia.codi, "-").status_code == 422
    assert not es_la_clau(incidencia.uuid, "")


def test_the_key_is_stored_nowhere():
    incidencia = crea_incidencia()
    clau = clau_seguiment(incidencia.uuid)

    guardat = str(Incidencia.objects.filter(pk=incidencia.pk).values())
    guardat += str(list(incidencia.enllacos.values()))

    assert clau not in guardat
    assert clau.replace("-", "") not in guardat


def test_an_expired_revoked_or_invented_link_gives_the_same_page(client):
    incidencia = crea_incidencia()
    adreca = secret(incidencia)
    assert client.get(adreca).status_code == 200

    Enllac.objects.update(caduca_el=ara() - timedelta(days=1))
    caducat = client.get(adreca)
    Enllac.objects.update(caduca_el=ara() + timedelta(days=1), revocat_el=ara())
    revocat = client.get(adreca)
    inventat = client.get(f"/s/{'A' * 43}/")

    assert {r.status_code for r in (caducat, revocat, inventat)} == {404}
    assert sense_adreca(caducat) == sense_adreca(revocat) == sense_adreca(inventat)


def sense_adreca(resposta):
    return re.sub(r"/s/[\w%-]+/", "", resposta.content.decode())


def test_a_secret_page_is_not_kept_indexed_nor_told_to_others(client):
    resposta = client.get(secret(crea_incidencia()))

    assert "no-store" in resposta["Cache-Control"]
    assert resposta["Referrer-Policy"] == "strict-origin"
    assert "noindex" in resposta["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in resposta.content.decode()


def test_the_token_is_not_written_in_the_page_that_it_opens(client):
    adreca = secret(crea_incidencia())

    pagina = client.get(adreca).content.decode()

    capcalera = pagina.split("</head>")[0]
    assert adreca not in capcalera
    assert "suggeriment" not in pagina


def test_the_page_says_whose_turn_it_is_until_when_and_what_happened(client):
    incidencia = crea_incidencia_planificada()

    resposta = client.get(secret(incidencia))

    pagina = resposta.content.decode()
    titols = [pas["title"] for pas in resposta.context["passos"]]
    assert titols == ["Rebuda", "Derivada", "En curs", "Planificada", "Resolta"]
    assert pagina.count('aria-current="step"') == 1
    assert "24 de novembre de 2026" in pagina
    assert incidencia.derivacio_oberta().servei.nom in pagina
    assert "Hi anirem." in pagina


def test_what_a_service_gave_back_is_told_without_its_reasons(client):
    incidencia = crea_incidencia_derivada()
    transitions.retorna(incidencia, actor=tecnic(), motiu="No és nostre: són uns pesats.")

    resposta = client.get(secret(incidencia))

    assert "pesats" not in resposta.content.decode()
    actual = [pas["title"] for pas in resposta.context["passos"] if pas["state"] == "current"]
    assert actual == ["En revisió"]


def test_internal_notes_are_not_shown(client):
    incidencia = crea_incidencia()
    transitions.afegeix_nota(incidencia, actor=tecnic(), text="Compte amb aquest veí.")

    assert "Compte amb" not in client.get(secret(incidencia)).content.decode()


def test_the_reporter_answers_a_question(client):
    incidencia = crea_incidencia_en_curs()
    transitions.demana_informacio(incidencia, actor=tecnic(), pregunta="Quin és el número?")
    adreca = secret(incidencia)
    assert "Quin és el número?" in client.get(adreca).content.decode()

    resposta = client.post(
        adreca, {"accio": "afegeix", "afegeix-text": "El 1023.", "afegeix-fotos": [foto()]}
    )

    assert resposta.url == f"{adreca}?fet"
    incidencia.refresh_from_db()
    assert incidencia.estat == Incidencia.Estat.EN_CURS
    assert incidencia.adjunts.count() == 1
    assert "El 1023." in client.get(adreca).content.decode()


def test_the_reporter_confirms_that_it_is_solved(client):
    incidencia = crea_incidencia_resolta()

    client.post(secret(incidencia), {"accio": "confirma"})

    incidencia.refresh_from_db()
    assert incidencia.estat == Incidencia.Estat.TANCADA


def test_the_reporter_objects_and_says_why(client):
    incidencia = crea_incidencia_resolta()
    sense_motiu = client.post(secret(incidencia), {"accio": "objecta", "objecta-text": " "})
    assert sense_motiu.status_code == 422

    client.post(secret(incidencia), {"accio": "objecta", "objecta-text": "Continua apagat."})

    incidencia.refresh_from_db()
    assert incidencia.estat == Incidencia.Estat.EN_CURS
    assert incidencia.reobertures == 1


def test_a_closed_one_may_be_reopened_for_thirty_days(client):
    incidencia = crea_incidencia_resolta(ara=ara())
    transitions.confirma(incidencia, actor=Actor.notificant())
    adreca = secret(incidencia)
    Incidencia.objects.update(tancada_el=ara() - timedelta(days=31))
    assert "reobre" not in client.get(adreca).context["formularis"]
    Incidencia.objects.update(tancada_el=ara() - timedelta(days=29))

    client.post(adreca, {"accio": "reobre", "reobre-text": "Ha tornat a passar."})

    incidencia.refresh_from_db()
    assert incidencia.estat == Incidencia.Estat.REBUDA


def test_one_that_the_reporter_reopened_already_does_not_offer_it_again(client):
    incidencia = crea_incidencia_resolta(ara=ara())
    jo = Actor.notificant()
    transitions.confirma(incidencia, actor=jo)
    transitions.reobre(incidencia, actor=jo, motiu="Ha tornat a passar.")
    transitions.tanca(incidencia, actor=tecnic(), motiu="no_procedeix", text="No és nostre.")

    assert "reobre" not in client.get(secret(incidencia)).context["formularis"]


def test_what_the_estat_no_longer_allows_is_said_and_not_done(client):
    incidencia = crea_incidencia()

    resposta = client.post(secret(incidencia), {"accio": "confirma"})

    assert resposta.status_code == 409
    assert "ja no es pot fer" in resposta.content.decode()
    incidencia.refresh_from_db()
    assert incidencia.versio == 1


def test_only_the_link_of_the_mail_proves_the_address(client):
    incidencia = crea_incidencia()
    client.get(secret(incidencia, Enllac.Proposit.CORREU))
    client.post(secret(incidencia), {"accio": "verifica"})
    incidencia.notificant.refresh_from_db()
    assert incidencia.notificant.correu_verificat_el is None

    client.post(secret(incidencia, Enllac.Proposit.CORREU), {"accio": "verifica"})

    incidencia.notificant.refresh_from_db()
    assert incidencia.notificant.correu_verificat_el is not None


def test_the_page_is_in_the_language_of_the_reporter(client):
    incidencia = crea_incidencia()
    incidencia.notificant.idioma = "es"
    incidencia.notificant.save()

    resposta = client.get(secret(incidencia))

    assert resposta["Content-Language"] == "es"
    assert '<html lang="es">' in resposta.content.decode()


def test_a_link_for_a_service_does_not_open_the_page_of_the_reporter(client):
    incidencia = crea_incidencia_en_curs()
    Enllac.objects.filter(incidencia=incidencia).delete()
    enllac = Enllac(
        incidencia=incidencia,
        derivacio=incidencia.derivacio_oberta(),
        proposit=Enllac.Proposit.SERVEI,
        caduca_el=ara() + timedelta(days=1),
    )
    enllac.resum = tokens.digest(enllac.token())
    enllac.save()

    assert client.get(f"/s/{enllac.token()}/").status_code == 404


def test_a_duplicate_tells_how_the_other_one_goes(client):
    original, incidencia = crea_incidencia_en_curs(), crea_incidencia()
    transitions.marca_duplicada(incidencia, original, actor=tecnic())

    resposta = client.get(secret(incidencia))

    assert resposta.context["original"].frase in resposta.content.decode()


def test_no_estat_leaves_the_page_without_a_sentence(client):
    for n, estat in enumerate(Incidencia.Estat):
        incidencia = crea_incidencia(categoria=Categoria.objects.first())
        camps = {"estat": estat}
        if estat in Incidencia.Estat.finals():
            camps |= {"data_torn": None, "tancada_el": ara()}
        if estat in (Incidencia.Estat.TANCADA, Incidencia.Estat.REBUTJADA):
            camps["motiu_tancament"] = "no_procedeix" if n % 2 else "fora_ambit"
        if estat == Incidencia.Estat.DUPLICADA:
            camps["duplicada_de"] = Incidencia.objects.exclude(pk=incidencia.pk).first()
        if estat == Incidencia.Estat.PLANIFICADA:
            camps["data_prevista"] = incidencia.data_torn
        if estat == Incidencia.Estat.PENDENT_INFO:
            camps["estat_previ"] = "en_curs"
        Incidencia.objects.filter(pk=incidencia.pk).update(**camps)

        resposta = client.get(secret(incidencia))

        assert resposta.status_code == 200
        assert resposta.context["situacio"].frase
        assert str(estat.label) in resposta.content.decode()


def test_the_follow_up_takes_few_queries(client, django_assert_max_num_queries):
    incidencia = crea_incidencia_planificada()
    adreca = secret(incidencia)

    with django_assert_max_num_queries(8):
        client.get(adreca)
