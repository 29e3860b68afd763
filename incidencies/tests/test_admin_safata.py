"""The inbox: what each person sees, how it is counted, found and ordered."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidencies import transitions as verbs
from incidencies.indexing import indexa_incidencies
from incidencies.models import Incidencia
from incidencies.tests import factories as f
from incidencies.transitions import DadesNotificant
from terrassa_portal.web import roles
from terrassa_portal.web.models import Sortint

pytestmark = pytest.mark.django_db
SAFATA = "admin:incidencies_incidencia_changelist"


@pytest.fixture(autouse=True)
def _permisos():
    from django.core.management import call_command

    call_command("grups")


def entra(client, *grups, **camps):
    usuari = f.crea_usuari(grups=grups or [roles.PROMOCIO], **camps)
    client.force_login(usuari)
    return usuari


def codis(response):
    return [incidencia.codi for incidencia in response.context["cl"].result_list]


def safata(client, **params):
    return client.get(reverse(SAFATA), params)


def test_each_tab_holds_what_its_count_says(client):
    jo = entra(client)
    per_triar = f.crea_incidencia()
    del_servei = f.crea_incidencia_derivada()
    vencuda = f.crea_incidencia_en_curs()
    Incidencia.objects.filter(pk=vencuda.pk).update(data_torn=date(2020, 1, 1))
    avui = f.crea_incidencia_en_curs()
    Incidencia.objects.filter(pk=avui.pk).update(data_torn=timezone.localdate())
    del_notificant = f.crea_incidencia_resolta()
    verbs.assigna(per_triar, jo, actor=f.tecnic())
    Incidencia.objects.exclude(pk__in=[vencuda.pk, avui.pk]).update(data_torn=date(2999, 1, 1))
    tancada = verbs.confirma(f.crea_incidencia_resolta(), actor=f.tecnic())
    verbs.modera(tancada, actor=f.tecnic(), visibilitat="privada")
    Sortint.objects.filter(tema=f"incidencia:{tancada.uuid}").update(estat="fallit")

    esperat = {
        "obertes": {per_triar, del_servei, vencuda, avui, del_notificant},
        "per_triar": {per_triar},
        "vencen_avui": {avui},
        "vencudes": {vencuda},
        "servei": {del_servei, vencuda, avui},
        "notificant": {del_notificant},
        "per_publicar": {per_triar, del_servei, vencuda, avui, del_notificant},
        "correu_fallit": {tancada},
        "meves": {per_triar},
        "totes": {per_triar, del_servei, vencuda, avui, del_notificant, tancada},
    }
    nombres = {tab.codi: n for tab, n, _triada in safata(client).context["safates"]}

    assert nombres == {codi: len(incidencies) for codi, incidencies in esperat.items()}
    for codi, incidencies in esperat.items():
        assert set(codis(safata(client, safata=codi))) == {i.codi for i in incidencies}


def test_a_tab_that_does_not_exist_shows_nothing_rather_than_everything(client):
    entra(client)
    f.crea_incidencia()

    resposta = safata(client, safata="inventada")

    assert resposta.status_code == 302 or codis(resposta) == []


def test_what_is_most_urgent_comes_first(client):
    entra(client)
    tard = f.crea_incidencia()
    aviat = f.crea_incidencia()
    Incidencia.objects.filter(pk=tard.pk).update(data_torn=date(2027, 1, 1))

    assert codis(safata(client)) == [aviat.codi, tard.codi]


def test_the_queries_of_the_inbox_do_not_grow_with_its_rows(client):
    entra(client)
    poligon, categoria = f.crea_poligon(), f.crea_categoria()
    servei = f.crea_servei()
    f.crea_regla(servei, [categoria])

    def consultes():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert safata(client).status_code == 200
        return len(captured)

    f.crea_incidencia(categoria=categoria, poligon=poligon)
    safata(client)
    poques = consultes()
    for _n in range(12):
        f.crea_incidencia(categoria=categoria, poligon=poligon)

    assert consultes() == poques <= 16


@pytest.mark.parametrize(
    "cercat", ["{codi}", "trs {codi_minuscules}", "fanal venús", "tallers valles"]
)
def test_one_is_found_by_reference_words_street_or_company(client, cercat):
    entra(client)
    buscada = f.crea_incidencia(
        adreca="Carrer de Venus, 24",
        notificant=DadesNotificant(entitat="Tallers Vallès, SL", correu="t@v.example"),
    )
    f.crea_incidencia(descripcio="Un sot.", notificant=None)
    indexa_incidencies(Incidencia.objects.all())

    cercat = cercat.format(codi=buscada.codi, codi_minuscules=buscada.codi[4:].lower())

    assert codis(safata(client, q=cercat)) == [buscada.codi]


def test_a_report_can_be_searched_as_soon_as_it_is_committed(
    client, django_capture_on_commit_callbacks
):
    entra(client)
    with django_capture_on_commit_callbacks(execute=True):
        buscada = f.crea_incidencia(descripcio="Hi ha un esvoranc enorme.")

    assert codis(safata(client, q="esvorancs")) == [buscada.codi]


def test_a_servei_sees_its_own_queue_and_no_other_anywhere(client):
    meu, altri = f.crea_servei("El meu"), f.crea_servei("L’altre")
    client.force_login(f.crea_membre(meu))
    seva = f.crea_incidencia_derivada(meu)
    aliena = f.crea_incidencia_derivada(altri)
    f.crea_incidencia()
    indexa_incidencies(Incidencia.objects.all())
    fitxa = reverse("admin:incidencies_incidencia_change", args=[aliena.pk])
    fes = reverse("admin:incidencies_incidencia_fes", args=[aliena.pk, "accepta"])
    correu = Sortint.objects.filter(tema=f"incidencia:{aliena.uuid}").first()
    reenvia = reverse("admin:incidencies_incidencia_reenvia", args=[aliena.pk, correu.pk])

    for params in (
        {},
        {"safata": "totes"},
        {"q": "fanal"},
        {"poligon__id__exact": aliena.poligon_id},
    ):
        assert aliena.codi not in codis(safata(client, **params))
    assert codis(safata(client)) == [seva.codi]
    assert {n for tab, n, _t in safata(client).context["safates"] if tab.codi == "totes"} == {1}
    assert client.get(fitxa).status_code == 404
    assert client.post(fes).status_code == 404
    assert client.post(reenvia).status_code == 404
    aliena.refresh_from_db()
    assert aliena.estat == "derivada"


def test_a_servei_keeps_seeing_what_it_solved_but_not_what_it_returned():
    servei = f.crea_servei()
    membre = f.crea_membre(servei)
    resolta = f.crea_incidencia_resolta(servei=servei)
    retornada = f.crea_incidencia_derivada(servei)
    verbs.retorna(retornada, actor=f.tecnic(), motiu="No és nostre.")

    assert list(Incidencia.objects.visibles_per(membre)) == [resolta]


def test_a_servei_sees_neither_the_tabs_of_the_front_office_nor_other_services(client):
    meu, altri = f.crea_servei("El meu"), f.crea_servei("Un altre")
    client.force_login(f.crea_membre(meu))

    tabs = {tab.codi for tab, _n, _triada in safata(client).context["safates"]}
    llista = client.get(reverse("admin:incidencies_servei_changelist"))

    assert not tabs & {"per_triar", "per_publicar", "meves"}
    assert list(llista.context["cl"].result_list) == [meu]
    assert client.get(reverse("admin:incidencies_servei_change", args=[altri.pk])).status_code in (
        302,
        404,
    )


def test_who_has_no_role_sees_nothing():
    f.crea_incidencia()

    assert not Incidencia.objects.visibles_per(f.crea_usuari()).exists()
    assert not Incidencia.objects.visibles_per(f.crea_usuari(grups=[roles.AREA])).exists()


def test_the_landing_page_leads_to_the_queues(client):
    entra(client)
    f.crea_incidencia()

    pagina = client.get(reverse("admin:index")).content.decode()

    assert "safata=per_triar" in pagina


def test_nobody_deletes_from_the_admin(client):
    entra(client, roles.COORDINACIO, is_superuser=True)
    incidencia = f.crea_incidencia()

    esborra = client.post(
        reverse("admin:incidencies_incidencia_delete", args=[incidencia.pk]), {"post": "yes"}
    )

    assert esborra.status_code == 403
    assert Incidencia.objects.exists()


def avis_per_telefon(**camps):
    return {
        "poligon": f.crea_poligon().pk,
        "categoria": f.crea_categoria().pk,
        "descripcio": "Truquen: hi ha un fanal apagat.",
        "origen": "telefon",
        "tipus": "empresa",
        "entitat": "Tallers Vallès, SL",
        "telefon": "937 00 00 00",
        "clau": "clau-del-formulari",
    } | camps


def test_a_report_by_telephone_is_one_however_many_times_it_is_sent(client):
    jo = entra(client)
    f.crea_triatge()
    dades = avis_per_telefon()

    for _n in range(2):
        resposta = client.post(reverse("admin:incidencies_incidencia_add"), dades)

    incidencia = Incidencia.objects.get()
    assert resposta.url == reverse("admin:incidencies_incidencia_change", args=[incidencia.pk])
    assert (incidencia.origen, incidencia.notificant.entitat) == ("telefon", "Tallers Vallès, SL")
    assert incidencia.esdeveniments.get().actor == jo


def test_a_report_that_lacks_something_is_not_saved_and_loses_nothing(client):
    entra(client)
    f.crea_triatge()
    dades = avis_per_telefon(descripcio="")

    resposta = client.post(reverse("admin:incidencies_incidencia_add"), dades)

    assert resposta.status_code == 422
    assert "Tallers Vallès, SL" in resposta.content.decode()
    assert not Incidencia.objects.exists()


@pytest.mark.parametrize("grup", [roles.SERVEI, roles.LECTURA])
def test_only_the_front_office_takes_reports_down(client, grup):
    entra(client, grup)

    assert client.get(reverse("admin:incidencies_incidencia_add")).status_code == 403
