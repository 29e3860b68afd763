"""The pages of the plans on made-up plans: what they must never do, whatever the data."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from plans import presentation, transitions
from plans.columns import COLUMNS, COLUMNS_OF_STATES
from plans.estats import SENSE_ESTAT, estat
from plans.indexing import indexa_elements
from plans.models import Element, Partida, Redaccio, Vincle
from plans.observacions import blocs
from plans.tests.factories import (
    FONT,
    crea_balanc,
    crea_balanc_publicat,
    crea_element,
    crea_evidencia,
    crea_nivell,
    crea_pla,
    omple,
)
from poligons.tests.factories import crea_poligon

MOST_QUERIES = 12


def text(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def crea_molts(pla, number):
    """A plan of one priority and many commitments, each with one wording."""
    top = crea_element(pla, nivell=crea_nivell(pla, 0, avaluable=False), codi="p1")
    level = crea_nivell(pla, 1)
    rows = Element.objects.bulk_create(
        Element(pla=pla, nivell=level, pare=top, codi=f"p1.{n}", clau_ordre=f"{n:05}", fonts=FONT)
        for n in range(number)
    )
    wordings = Redaccio.objects.bulk_create(
        Redaccio(element=row, numero=1, titol=f"Compromís {row.codi}", literal="parafrasi")
        for row in rows
    )
    for row, wording in zip(rows, wordings, strict=True):
        row.redaccio_vigent = wording
    Element.objects.bulk_update(rows, ["redaccio_vigent"])
    return top


def test_a_draft_balance_is_nowhere(db, client):
    balanc = crea_balanc()
    element = balanc.pla.elements.get()
    omple(balanc.fitxes.get(), estat="amb_retard", codi=element.codi)
    address = balanc.get_absolute_url()

    assert client.get(address).status_code == 404
    assert client.get(address.rstrip("/") + ".json").status_code == 404
    assert client.get(f"{address}{element.codi}/").status_code == 404
    for page in (balanc.pla.get_absolute_url(), element.get_absolute_url(), "/plans/"):
        assert "amb retard" not in text(client, page)
        assert address not in text(client, page)


def test_a_reserved_word_is_a_page_of_the_plan_not_a_code(db, client):
    element = crea_element(codi="1.1")

    assert client.get(f"/plans/{element.pla.slug}/elements/").context["pla"] == element.pla
    assert client.get("/plans/metodologia/").status_code == 200


@pytest.mark.parametrize("query", ["estat=inventat", "prioritat=99", "desconegut=1", "ordre=uid"])
def test_a_filter_that_does_not_exist_is_reported_and_lists_nothing(db, client, query):
    address = f"{crea_balanc_publicat().pla.get_absolute_url()}elements/?{query}"

    page = client.get(address)

    assert "Hi ha un problema" in page.content.decode()
    assert page.context["count"] == 0
    assert client.get(f"{address}&format=csv").status_code == 400


def test_elements_are_filtered_by_estate_once_each(db, client):
    element = crea_element(codi="1")
    crea_element(element.pla, codi="2")
    here, there = crea_poligon(), crea_poligon()
    element.poligons.set([here, there])
    address = f"{element.pla.get_absolute_url()}elements/"

    page = client.get(address, {"poligon": [here.slug, there.slug]})

    assert [row.pk for row in page.context["object_list"]] == [element.pk]


def test_html_in_the_observations_is_text(db, client):
    balanc = crea_balanc()
    fitxa = balanc.fitxes.get()
    omple(fitxa, estat="pendent", observacions="- <script>alert(1)</script>\n- <b>gras</b>")
    transitions.publica_balanc(balanc, autor=None)

    for page in (
        fitxa.element.get_absolute_url(),
        f"{balanc.get_absolute_url()}{fitxa.element.codi}/",
    ):
        shown = text(client, page)
        assert "<script>alert" not in shown
        assert "<li>&lt;b&gt;gras&lt;/b&gt;</li>" in shown


def test_a_link_of_an_evidence_leads_only_to_the_web(db, client):
    balanc = crea_balanc()
    fitxa = omple(balanc.fitxes.get(), estat="pendent")
    crea_evidencia(fitxa, titol="<i>Acta</i>", url="https://www.terrassa.cat/acta?a=1&b=2")
    transitions.publica_balanc(balanc, autor=None)

    page = text(client, fitxa.element.get_absolute_url())

    assert 'href="https://www.terrassa.cat/acta?a=1&amp;b=2"' in page
    assert "&lt;i&gt;Acta" in page


def test_the_state_says_where_it_comes_from(db, client):
    balanc = crea_balanc()
    fitxa = omple(balanc.fitxes.get(), estat="dins_previsions", acabat_el=date(2019, 4, 1))
    transitions.publica_balanc(balanc, autor=None)

    page = text(client, fitxa.element.get_absolute_url())

    assert "Completat o en execució dins les previsions" in page
    assert "Acabat l’1 d’abril de 2019." in page
    assert "Ho declara el servei tècnic al balanç del 30 de juny de 2019." in page


def test_two_equal_bars_of_one_list_have_weaves_of_their_own(db, client):
    for _number in range(2):
        balanc = crea_balanc(crea_element().pla)
        omple(balanc.fitxes.get(), estat="amb_retard")
        transitions.publica_balanc(balanc, autor=None)

    page = text(client, "/plans/")

    names = re.findall(r'<pattern id="([^"]+)"', page)
    assert len(names) == len(set(names)) == 2
    assert all(f'fill="url(#{name})"' in page for name in names)


def test_the_wordings_of_an_element_stay_with_the_act_that_changed_them(db, client):
    element = crea_element(titol="La promesa primera")
    transitions.redacta(
        element,
        titol="La promesa segona",
        literal="oficial",
        acte="Ple de 3 de maig",
        motiu="Fusió",
    )

    page = text(client, element.get_absolute_url())

    assert "<h1>La promesa segona</h1>" in page
    assert "És la redacció oficial, paraula per paraula." in page
    assert all(words in page for words in ("La promesa primera", "Ple de 3 de maig", "Fusió"))


def test_links_are_read_from_both_ends(db, client):
    here, there = crea_element(titol="D’aquí"), crea_element(titol="D’allà")
    Vincle.objects.create(de_element=here, a_pla=there.pla, tipus="desplega", fonts=FONT)

    assert "Desplega <a" in text(client, here.get_absolute_url())
    assert "Es desplega amb <a" in text(client, there.pla.get_absolute_url())


def test_the_permanent_id_leads_to_the_element(db, client):
    element = crea_element()

    response = client.get(f"/id/plans/{element.uid}")

    assert (response.status_code, response["Location"]) == (303, element.get_absolute_url())


def test_the_changes_appear_only_once_there_are_two_balances(db, client):
    pla = crea_element().pla
    crea_balanc_publicat(pla)
    assert "Què ha canviat" not in text(client, pla.get_absolute_url())
    second = crea_balanc(pla, data_referencia=date(2019, 12, 31))
    omple(second.fitxes.get(), estat="amb_retard")
    transitions.publica_balanc(second, autor=None)

    page = text(client, pla.get_absolute_url())

    assert "<strong>1</strong> Ha començat, però amb retard" in page


def test_an_overdue_balance_is_told_and_an_unknown_date_is_not(db, client):
    yesterday = timezone.localdate() - timedelta(days=1)
    late, quiet = crea_pla(fi=None, proper_balanc_previst=yesterday), crea_pla(fi=None)

    assert "Balanç endarrerit" in text(client, late.get_absolute_url())
    assert "Proper balanç" not in text(client, quiet.get_absolute_url())
    assert text(client, "/plans/").count("Balanç endarrerit") == 1


def test_known_states_with_none_are_shown_only_when_all_is_known():
    known = presentation.shown("pm-2019", {"pendent": 3})
    partly = presentation.shown("pm-2019", {"pendent": 3, "no_conservada": 1})

    assert [n for _estat, n in known] == [0, 3, 0, 0]
    assert [(e.valor, n) for e, n in partly] == [("pendent", 3), ("no_conservada", 1)]


def test_a_headline_begins_with_the_sum_of_its_parts(db):
    balanc = crea_balanc()
    counts = [(estat("pm-2019", "pendent"), 1200), (SENSE_ESTAT["no_conservada"], 1)]

    sentence = presentation.headline(balanc, counts, "compromisos")

    assert "1.201 compromisos: 1.200 amb l’estat «Pendent»; 1 no té fitxa conservada." in sentence


def test_observations_are_paragraphs_and_bullets():
    assert blocs("Primer\nseguit\n\n- un\n- dos\n  i mig\n\nFinal") == [
        ("p", "Primer seguit"),
        ("ul", ["un", "dos i mig"]),
        ("p", "Final"),
    ]
    assert blocs("") == []


def test_every_column_of_the_downloads_is_described(db, client):
    pla = crea_balanc_publicat().pla
    response = client.get(f"{pla.get_absolute_url()}elements/?format=csv")

    heading = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()[0].split(",")

    described = [name for name, _words in COLUMNS + COLUMNS_OF_STATES]
    assert sorted(heading) == sorted(described)
    page = text(client, f"{pla.get_absolute_url()}dades/")
    assert all(f"<code>{name}</code>" in page for name in heading)


def test_the_downloads_of_the_plans_say_their_last_balance(db, client):
    pla = crea_balanc_publicat().pla
    crea_pla()

    rows = client.get("/plans/?format=json").getvalue().decode()

    assert '"darrer_balanc": "2019-06"' in rows
    assert '"estats_darrer_balanc": "1 Pendent"' in rows
    assert f'"slug": "{pla.slug}"' in rows


def pages_of(element):
    pla = element.pla.get_absolute_url()
    balanc = element.pla.balancos.publicats().first().get_absolute_url()
    own = element.get_absolute_url()
    return ["/plans/", pla, f"{pla}elements/", own, balanc, f"{balanc}{element.codi}/"]


def queries_of(client, address, django_assert_max_num_queries):
    client.get(address)
    with django_assert_max_num_queries(MOST_QUERIES) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_rows(db, client, django_assert_max_num_queries):
    element = crea_element(codi="1")
    crea_balanc_publicat(element.pla)
    few = [queries_of(client, a, django_assert_max_num_queries) for a in pages_of(element)]
    for number in range(12):
        crea_balanc_publicat(crea_element(crea_pla()).pla)
        late = crea_element(element.pla, codi=f"2.{number}", vigent_des_de=date(2026, 1, 1))
        late.poligons.add(crea_poligon())
        Vincle.objects.create(de_element=element, a_element=late, tipus="s_alinea", fonts=FONT)
        Partida.objects.create(
            pla=element.pla,
            codi=f"x{number}",
            concepte="C",
            fase="aprovat",
            import_eur=1,
            fonts=FONT,
        )

    many = [queries_of(client, a, django_assert_max_num_queries) for a in pages_of(element)]

    assert all(now <= before + 1 for now, before in zip(many, few, strict=True)), (few, many)


def test_a_plan_of_a_thousand_elements_costs_the_same_queries(
    db, client, django_assert_max_num_queries
):
    pla = crea_pla()
    top = crea_molts(pla, 1000)
    indexa_elements(Element.objects.filter(pk=top.pk))
    balanc = crea_balanc_publicat(pla)
    addresses = [pla.get_absolute_url(), f"{pla.get_absolute_url()}elements/", "/plans/"]
    addresses += [top.get_absolute_url(), balanc.get_absolute_url()]

    for address in addresses:
        queries_of(client, address, django_assert_max_num_queries)

    page = text(client, pla.get_absolute_url())
    assert "1.000 a la llista" in page
    assert len(page) < 60_000
    assert text(client, balanc.get_absolute_url(), pagina=10).count('class="results-head"') == 100
    assert client.get(balanc.get_absolute_url(), {"pagina": 11}).status_code == 404
