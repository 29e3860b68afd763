"""The report, as a person without JavaScript goes through it."""

from datetime import date, datetime

import pytest
from django.test import Client

from incidencies.calendari import ZONA
from incidencies.models import Categoria, Incidencia
from poligons.models import Poligon
from terrassa_portal.web.models import Sortint

from .factories import crea_incidencia, crea_poligon
from .recorregut import NOVA, RESPOSTES, crea_enllumenat, dades_enviament, envia, foto, omple


@pytest.fixture
def enllumenat(db):
    return crea_enllumenat()


def test_a_broken_street_light_reaches_lighting_with_a_deadline_that_skips_holidays(
    enllumenat, client, monkeypatch
):
    divendres = datetime(2026, 12, 4, 10, 0, tzinfo=ZONA)
    monkeypatch.setattr("django.utils.timezone.now", lambda: divendres)

    omple(client, detalls={"fotos": [foto()], "detalls": "Des de dilluns."})
    rebut = client.get(envia(client).url).content.decode()

    incidencia = Incidencia.objects.get()
    assert incidencia.estat == Incidencia.Estat.DERIVADA
    assert incidencia.derivacio_oberta().servei == enllumenat
    assert incidencia.data_torn == date(2026, 12, 9)  # the 8th is a holiday
    assert incidencia.descripcio == "El fanal de davant de la nau 12 no s’encén.\n\nDes de dilluns."
    assert incidencia.adjunts.count() == 1
    assert incidencia.codi in rebut
    assert "9 de desembre de 2026" in rebut
    assert enllumenat.nom in rebut
    queued = Sortint.objects.de_tema(f"incidencia:{incidencia.uuid}")
    assert {mail.destinatari for mail in queued} == {"berta@empresa.example", enllumenat.bustia}


def test_the_words_of_the_report_suggest_its_category(enllumenat, client):
    omple(client, fins="que")

    grups = client.get(f"{NOVA}tipus/").context["grups"]

    assert [opcio.codi for opcio in grups[0]["opcions"]] == ["fanal-apagat"]
    assert not grups[0].get("plegat")


def test_every_step_keeps_what_was_answered(enllumenat, client):
    omple(client)

    for pas in ("que", "on", "contacte"):
        pagina = client.get(f"{NOVA}{pas}/").content.decode()
        assert all(str(valor) in pagina for valor in RESPOSTES[pas].values())
    assert 'value="fanal-apagat" id="id_categoria_0" checked' in client.get(
        f"{NOVA}tipus/"
    ).content.decode().replace("\n", "")


def test_a_step_cannot_be_reached_before_those_that_it_needs(enllumenat, client):
    assert client.get(f"{NOVA}contacte/").url == f"{NOVA}que/"
    omple(client, fins="tipus")

    assert client.get(f"{NOVA}contacte/").url == f"{NOVA}on/"
    assert client.get(f"{NOVA}resum/").url == f"{NOVA}on/?pendent"


def test_changing_one_answer_comes_back_to_the_summary(enllumenat, client):
    omple(client)

    resposta = client.post(f"{NOVA}que/?canvia", {"descripcio": "Són dos fanals."})

    assert resposta.url == f"{NOVA}resum/"
    assert "Són dos fanals." in client.get(resposta.url).content.decode()


def test_a_category_that_needs_a_place_sends_back_who_did_not_say_it(enllumenat, client):
    omple(client, tipus={"categoria": "bruticia"}, on={"adreca": ""})
    client.post(f"{NOVA}tipus/?canvia", {"categoria": "fanal-apagat"})

    assert client.get(f"{NOVA}resum/").url == f"{NOVA}on/?pendent"
    resposta = client.post(f"{NOVA}on/", {"poligon": "can-parellada"})
    assert resposta.status_code == 422
    assert "cal saber el lloc" in resposta.content.decode()


def test_the_poligon_of_the_address_is_already_chosen(enllumenat, client):
    client.post(f"{NOVA}que/?poligon=can-parellada", RESPOSTES["que"])
    client.post(f"{NOVA}tipus/", RESPOSTES["tipus"])

    assert 'value="can-parellada" selected' in client.get(f"{NOVA}on/").content.decode()


def test_a_report_sent_twice_is_one_incidencia(enllumenat, client):
    omple(client)
    clau = client.get(f"{NOVA}resum/").context["form"]["clau"].value()

    primera = client.post(f"{NOVA}resum/", dades_enviament(clau))
    segona = client.post(f"{NOVA}resum/", dades_enviament(clau))

    assert primera.url == segona.url
    assert Incidencia.objects.count() == 1


def test_two_copies_of_the_same_draft_are_one_incidencia(enllumenat, client):
    """A double click: the second request was read before the first one ended."""
    omple(client)
    esborrany = client.session["incidencies.esborrany"]
    primera = envia(client)
    sessio = client.session
    sessio["incidencies.esborrany"] = esborrany
    sessio["incidencies.rebuts"] = {}
    sessio.save()

    segona = client.post(f"{NOVA}resum/", dades_enviament(esborrany["clau"]))

    assert primera.url == segona.url
    assert Incidencia.objects.count() == 1


def test_an_empty_session_cannot_send_anything(enllumenat, client):
    resposta = client.post(f"{NOVA}resum/", dades_enviament("x"))

    assert resposta.url == f"{NOVA}?caducat"
    assert "caducat" in client.get(resposta.url).content.decode()
    assert not Incidencia.objects.exists()


@pytest.mark.parametrize("dades", [{"website": "https://spam.example"}, {"shown_at": "fals"}])
def test_a_robot_sends_nothing(enllumenat, client, dades):
    omple(client)

    resposta = envia(client, **dades)

    assert resposta.status_code == 422
    assert not Incidencia.objects.exists()


def test_a_report_changed_in_another_window_is_shown_again(enllumenat, client):
    omple(client)

    resposta = envia(client, clau="d’una-altra-finestra")

    assert resposta.status_code == 422
    assert "en una altra finestra" in resposta.content.decode()
    assert not Incidencia.objects.exists()


def test_only_the_cookies_of_the_session_and_of_csrf_are_used(enllumenat, client):
    omple(client)
    client.get(envia(client).url)
    token = Incidencia.objects.get().enllacos.first().token()
    client.post(f"/s/{token}/", {"accio": "afegeix", "afegeix-text": "També el del costat."})
    client.get(f"/s/{token}/?fet")

    assert set(client.cookies) == {"sessionid", "csrftoken"}


def test_a_text_of_100_000_letters_is_refused_and_kept_on_the_page(enllumenat, client):
    resposta = client.post(f"{NOVA}que/", {"descripcio": "a" * 100_000})

    pagina = resposta.content.decode()
    assert resposta.status_code == 422
    assert "El text té 100.000 caràcters i el màxim són 4.000." in pagina
    assert "a" * 100_000 in pagina


def test_text_and_details_together_never_outgrow_the_description(enllumenat, client):
    omple(client, fins="on", que={"descripcio": "a" * 3990})

    resposta = client.post(f"{NOVA}detalls/", {"detalls": "b" * 20})

    assert resposta.status_code == 422
    client.post(f"{NOVA}detalls/", {"detalls": "b" * 8})
    omple_final = client.post(f"{NOVA}contacte/", {})
    assert omple_final.status_code == 302
    assert envia(client).status_code == 302


@pytest.mark.parametrize(
    ("pas", "dades"),
    [
        ("contacte", {"correu": "a@b.example\r\nBcc: tothom@empresa.example"}),
        ("contacte", {"nom": "Berta\r\nBcc: tothom@empresa.example"}),
        ("contacte", {"correu": "no-és-un-correu"}),
        ("contacte", {"telefon": "truqueu-me"}),
        ("contacte", {"tipus": "tecnic"}),
        ("on", {"poligon": "atlantida"}),
        ("on", {"poligon": "can-parellada", "adreca": "a" * 121}),
        ("tipus", {"categoria": "inventada"}),
        ("que", {"descripcio": "   "}),
        ("que", {"descripcio": "nul\x00"}),
    ],
)
def test_a_wrong_answer_is_told_and_not_kept(enllumenat, client, pas, dades):
    omple(client)
    abans = client.session["incidencies.esborrany"]

    resposta = client.post(f"{NOVA}{pas}/", dades)

    assert resposta.status_code == 422
    assert "Hi ha un problema" in resposta.content.decode()
    assert client.session["incidencies.esborrany"] == abans


def test_html_in_the_answers_is_shown_as_text(enllumenat, client):
    omple(client, que={"descripcio": "<script>alert(1)</script>"}, on={"adreca": "<b>aquí</b>"})
    resum = client.get(f"{NOVA}resum/").content.decode()
    rebut = client.get(envia(client).url).content.decode()
    incidencia = Incidencia.objects.get()
    seguiment = client.get(f"/s/{incidencia.enllacos.first().token()}/").content.decode()

    for pagina in (resum, rebut, seguiment):
        assert "<script>alert" not in pagina
        assert "<b>aquí" not in pagina
    assert "&lt;script&gt;" in resum
    assert "&lt;script&gt;" in seguiment


def test_similar_ones_are_shown_only_when_there_are(enllumenat, client):
    assert omple(client, fins="detalls").url == f"{NOVA}contacte/"
    assert client.get(f"{NOVA}semblants/").url == f"{NOVA}contacte/"
    publicada = publica_semblant()

    assert client.post(f"{NOVA}detalls/", {}).url == f"{NOVA}semblants/"
    assert publicada.resum_public in client.get(f"{NOVA}semblants/").content.decode()
    assert client.post(f"{NOVA}semblants/").url == f"{NOVA}contacte/"

    Incidencia.objects.filter(pk=publicada.pk).update(estat=Incidencia.Estat.RESOLTA)
    assert client.get(f"{NOVA}semblants/").url == f"{NOVA}contacte/"


def publica_semblant():
    incidencia = crea_incidencia(
        categoria=Categoria.objects.get(codi="fanal-apagat"),
        poligon=Poligon.objects.get(slug="can-parellada"),
    )
    Incidencia.objects.filter(pk=incidencia.pk).update(
        visibilitat=Incidencia.Visibilitat.PUBLICA, resum_public="Dos fanals apagats."
    )
    incidencia.refresh_from_db()
    return incidencia


def test_too_many_reports_get_429_and_the_draft_stays(enllumenat, client, monkeypatch):
    monkeypatch.setattr("incidencies.views.limits.AVISOS_PER_HORA", 1)
    omple(client)
    envia(client)
    omple(client, que={"descripcio": "Un segon avís, llarg d’escriure."})

    resposta = envia(client)

    assert resposta.status_code == 429
    assert resposta["Retry-After"]
    assert Incidencia.objects.count() == 1
    assert "Un segon avís, llarg d’escriure." in client.get(f"{NOVA}resum/").content.decode()


def test_who_leaves_no_address_gets_a_key_and_no_mail(enllumenat, client):
    omple(client, contacte={"correu": "", "nom": ""})
    rebut = client.get(envia(client).url)

    incidencia = Incidencia.objects.get()
    assert not hasattr(incidencia, "notificant")
    assert rebut.context["clau"] in rebut.content.decode()
    assert not Sortint.objects.filter(tipus="incidencies.rebuda").exists()


def test_the_receipt_is_shown_to_its_session_only(enllumenat, client):
    omple(client)
    adreca = envia(client).url

    resposta = Client().get(adreca)
    inexistent = Client().get("/incidencies/rebut/TRS-0000-00/")

    assert (resposta.status_code, resposta.url) == (inexistent.status_code, inexistent.url)
    assert client.get(adreca)["Cache-Control"].count("no-store") == 1


def test_discarding_forgets_the_answers(enllumenat, client):
    omple(client)

    client.post(f"{NOVA}descarta/")

    assert client.get(f"{NOVA}resum/").url == f"{NOVA}?caducat"
    assert "incidencies.esborrany" not in client.session


@pytest.mark.django_db
def test_the_router_leads_to_112_our_form_and_the_channel_of_the_city(client):
    crea_poligon("Can Parellada")

    pagina = client.get(f"{NOVA}?poligon=can-parellada").content.decode()

    assert "112" in pagina
    assert "https://www.terrassa.cat/cuidemterrassa" in pagina
    assert "/incidencies/nova/que/?poligon=can-parellada" in pagina


def test_a_receipt_opened_later_does_not_repeat_dates_that_are_over(enllumenat, client):
    omple(client)
    adreca = envia(client).url
    Incidencia.objects.update(estat=Incidencia.Estat.RESOLTA)

    rebut = client.get(adreca).content.decode()

    assert "Ha de decidir qui ho resol" not in rebut
    assert "Us respondrem" not in rebut
