"""What anybody may read: the moderated ones, never the reporter's words nor who they are."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidencies import transitions
from incidencies.claus import clau_seguiment
from incidencies.models import Incidencia
from incidencies.transitions import Actor
from poligons.tests.factories import crea_poligon

from .factories import crea_categoria, crea_incidencia, crea_incidencia_resolta, tecnic
from .recorregut import NOVA, RESPOSTES, crea_enllumenat, envia, foto, omple

LLISTA = "/incidencies/"
pytestmark = pytest.mark.django_db
SECRETS = ("Berta Rius", "berta@empresa.example", "davant de la nau 12", "Carrer Secret")


def crea_publica(resum="Un fanal apagat.", **camps):
    return publica(crea_incidencia(adreca="Carrer Secret, 3", **camps), resum)


def publica(incidencia, resum="Un fanal apagat."):
    return transitions.modera(
        incidencia,
        actor=tecnic(),
        visibilitat=Incidencia.Visibilitat.PUBLICA,
        resum_public=resum,
    )


def test_an_empty_list_says_so_and_offers_the_two_tasks(client):
    pagina = client.get(LLISTA).content.decode()

    assert "Encara no hi ha cap incidència publicada." in pagina
    assert 'href="/incidencies/nova/"' in pagina
    assert 'href="/incidencies/seguiment/"' in pagina


def test_only_moderated_ones_are_listed_and_have_a_page(client):
    publica, pendent = crea_publica(), crea_incidencia()

    pagina = client.get(LLISTA).content.decode()

    assert publica.codi in pagina
    assert pendent.codi not in pagina
    assert client.get(f"{LLISTA}{publica.codi}/").status_code == 200
    assert client.get(f"{LLISTA}{pendent.codi}/").status_code == 404
    assert client.get(f"{LLISTA}TRS-0000-00/").status_code == 404


def test_nothing_of_the_reporter_is_on_a_public_page_or_download(client):
    incidencia = publica(crea_incidencia_resolta(adreca="Carrer Secret, 3"))
    transitions.afegeix_nota(incidencia, actor=tecnic(), text="Nota interna.")
    transitions.objecta(incidencia, actor=Actor.notificant(), motiu="Visc al 3r 2a.")
    clau = clau_seguiment(incidencia.uuid)

    adreces = [
        LLISTA,
        f"{LLISTA}{incidencia.codi}/",
        f"{LLISTA}?format=csv",
        f"{LLISTA}?format=json",
    ]
    adreces.append(f"/poligons/{incidencia.poligon.slug}/incidencies/")
    for adreca in adreces:
        text = client.get(adreca).getvalue().decode()
        assert incidencia.codi in text
        for secret in (*SECRETS, "Visc al 3r 2a.", "Nota interna.", clau, str(incidencia.uuid)):
            assert secret not in text
    assert "S’ha canviat el llum." in client.get(f"{LLISTA}{incidencia.codi}/").content.decode()


def test_the_list_is_filtered_by_estat_type_and_poligon(client):
    nord, sud = crea_poligon("Nord"), crea_poligon("Sud")
    fanal, vorera = crea_categoria("Fanal"), crea_categoria("Vorera")
    crea_publica("Al nord", poligon=nord, categoria=fanal)
    crea_publica("Al sud", poligon=sud, categoria=vorera)

    def trobades(**filtres):
        return [i.resum_public for i in client.get(LLISTA, filtres).context["object_list"]]

    assert trobades(poligon="nord") == ["Al nord"]
    assert trobades(categoria=vorera.codi) == ["Al sud"]
    assert trobades(estat="rebuda", poligon="sud") == ["Al sud"]
    assert trobades(estat="tancada") == []
    assert "no és un valor possible" in client.get(LLISTA, {"estat": "x"}).content.decode()
    assert [
        i.resum_public for i in client.get("/poligons/sud/incidencies/").context["object_list"]
    ] == ["Al sud"]
    assert client.get("/poligons/cap/incidencies/").status_code == 404


def test_the_queries_of_the_list_do_not_grow_with_its_rows(client):
    crea_publica()
    client.get(LLISTA)

    def consultes():
        with CaptureQueriesContext(connection) as fetes:
            assert client.get(LLISTA).status_code == 200
        return len(fetes)

    amb_una = consultes()
    for n in range(8):
        crea_publica(f"Fanal {n}")

    assert consultes() == amb_una
    assert amb_una <= 12


def test_a_public_page_takes_few_queries(client, django_assert_max_num_queries):
    incidencia = publica(crea_incidencia_resolta())

    with django_assert_max_num_queries(8):
        client.get(f"{LLISTA}{incidencia.codi}/")


def recompte():
    """How many rows each table of ours has."""
    noms = ("web", "poligons", "empreses", "incidencies", "plans", "auditlog", "sessions")
    return {
        model._meta.label: model.objects.count()
        for nom in noms
        for model in apps.get_app_config(nom).get_models()
    }


def contingut():
    return [list(Incidencia.objects.order_by("pk").values()), *recompte().items()]


def test_reading_any_page_changes_nothing(client):
    crea_enllumenat()
    omple(client, detalls={"fotos": [foto()]})
    esborrany = dict(client.session["incidencies.esborrany"])
    resum = client.get(f"{NOVA}resum/")
    rebut = envia(client).url
    incidencia = publica(Incidencia.objects.get())
    client.post("/incidencies/seguiment/",
                {"codi": incidencia.codi, "secret": clau_seguiment(incidencia.uuid)})  # fmt: skip
    sessio = client.session
    sessio["incidencies.esborrany"] = esborrany | {"clau": "una-altra"}
    sessio.save()
    tokens = [enllac.token() for enllac in incidencia.enllacos.all()]
    abans = contingut()

    adreces = [LLISTA, f"{LLISTA}?format=csv", NOVA, rebut, "/incidencies/seguiment/"]
    adreces += [f"{NOVA}{pas}/" for pas in (*RESPOSTES, "semblants", "resum")]
    adreces += [f"{LLISTA}{incidencia.codi}/", f"/incidencies/seguiment/{incidencia.codi}/"]
    adreces += [f"/s/{token}/" for token in tokens] + ["/poligons/can-parellada/incidencies/"]
    estats = {adreca: client.get(adreca).status_code for adreca in adreces}
    for adreca in adreces:
        client.head(adreca)

    assert contingut() == abans
    assert resum.status_code == 200
    assert estats.pop(f"{NOVA}semblants/") in (200, 302)
    assert set(estats.values()) == {200}
    assert client.get(f"{NOVA}descarta/").status_code == 405


def test_a_visitor_who_only_reads_gets_no_session(client):
    crea_publica()

    for adreca in (LLISTA, NOVA, f"{NOVA}que/", "/incidencies/seguiment/"):
        client.get(adreca)

    assert "sessionid" not in client.cookies
