"""The synthetic census: as many as asked for, the same each time, and gone when asked to go."""

import random

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from empreses.importing import carrega_referencia
from empreses.models import Comptador, Empresa, EmpresaFont, Establiment, Font
from empreses.mostra import carrega_mostra, esborra_mostra
from empreses.mostra_noms import arrel, nombre_d_arrels
from terrassa_portal.web.models import Apunt
from terrassa_portal.web.search import Query

pytestmark = pytest.mark.usefixtures("referencia", "db")


def sample():
    files = Establiment.objects.de_mostra().order_by("pk")
    return list(
        files.values_list(
            "empresa__rao_social", "adreca", "poligon__codi", "activitat_ccae__codi", "plantilla"
        )
    )


def test_it_makes_as_many_as_asked_for_all_flagged():
    carrega_mostra(300)

    assert Establiment.objects.de_mostra().count() == 300
    assert not Establiment.objects.filter(empresa__es_mostra=True, es_mostra=False).exists()
    assert Establiment.objects.de_mostra().filter(font__es_mostra=True).count() == 300


def test_the_same_seed_makes_the_same_companies_and_another_seed_others():
    carrega_mostra(120, llavor=7)
    first = sample()
    esborra_mostra()
    carrega_mostra(120, llavor=7)
    again = sample()
    esborra_mostra()
    carrega_mostra(120, llavor=8)

    assert first == again
    assert first != sample()


def test_it_goes_without_leaving_a_trace_and_leaves_the_rest_alone():
    words, sources = Apunt.objects.count(), EmpresaFont.objects.count()
    carrega_mostra(150)
    assert Apunt.objects.count() > words

    assert esborra_mostra() == 150

    assert Empresa.objects.count() == Establiment.objects.count() == 22
    assert (Apunt.objects.count(), EmpresaFont.objects.count()) == (words, sources)
    assert not Font.objects.filter(es_mostra=True).exists()


def test_the_codes_of_a_sample_are_not_given_again():
    carrega_mostra(10)
    darrer = Comptador.objects.get().darrer
    esborra_mostra()
    carrega_mostra(10)

    assert Comptador.objects.get().darrer > darrer


def test_what_it_copies_is_in_step():
    carrega_mostra(300)

    assert not Establiment.objects.descompassats().exists()


def test_it_is_spread_and_some_are_natural_persons_that_nobody_sees():
    carrega_mostra(600)
    mostra = Establiment.objects.de_mostra()

    assert mostra.values("poligon").distinct().count() > 10
    assert mostra.values("sector").distinct().count() > 9
    assert set(mostra.values_list("tram", flat=True)) == set(Establiment.Tram.values)
    persones = mostra.filter(empresa__classe="fisica")
    assert persones.exists()
    assert not persones.filter(es_public=True).exists()


def test_invented_roots_do_not_repeat_before_their_time():
    roots = {arrel(n) for n in range(nombre_d_arrels())}

    assert len(roots) == nombre_d_arrels()


def test_a_name_with_a_letter_dropped_is_found_among_the_first_three():
    carrega_mostra(400)
    atzar = random.Random(3)
    publics = list(Establiment.objects.publics().de_mostra().select_related("empresa"))

    for establiment in atzar.sample(publics, 40):
        nom = establiment.empresa.rao_social.partition(",")[0]
        letters = [n for n, letter in enumerate(nom) if letter.isalpha()]
        dropped = atzar.choice(letters)
        typed = nom[:dropped] + nom[dropped + 1 :]
        found = Query("empreses.establiment", typed).filter(Establiment.objects.publics())
        first = found.order_by("-rellevancia", "clau_ordre", "pk")[:3]
        assert establiment.empresa_id in [e.empresa_id for e in first], (nom, typed)


def test_its_pages_say_that_they_are_made_up(client):
    carrega_mostra(30)
    establiment = Establiment.objects.publics().de_mostra().first()

    text = client.get(establiment.get_absolute_url()).content.decode()

    assert "Dades de mostra" in text
    assert "Mostra" in client.get(reverse("empreses:list")).content.decode()


def test_the_command_replaces_the_sample_there_was(capsys):
    call_command("carrega_mostra", "--establiments", "40")
    call_command("carrega_mostra", "--establiments", "50")
    assert Establiment.objects.de_mostra().count() == 50

    call_command("carrega_mostra", "--esborra")

    assert not Establiment.objects.de_mostra().exists()


@pytest.mark.parametrize("nombre", ["0", "-3", "1000001"])
def test_a_number_out_of_range_is_refused(nombre):
    with pytest.raises(CommandError):
        call_command("carrega_mostra", "--establiments", nombre)


def test_the_reference_load_leaves_the_sample_alone():
    carrega_mostra(20)

    carrega_referencia()

    assert Establiment.objects.de_mostra().count() == 20


def test_the_number_of_queries_does_not_grow_with_the_batch(django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        carrega_mostra(100)
