"""The directory costs the same however many establiments there are."""

import pytest
from django.urls import reverse

from empreses.mostra import carrega_mostra

LIST_QUERIES = 12


@pytest.mark.parametrize(
    "query", ["", "?q=mecanitzats", "?sector=metall&tram=0-9", "?ordre=poligon"]
)
def test_the_queries_of_the_directory_do_not_grow(
    client, referencia, db, query, django_assert_max_num_queries
):
    directory = reverse("empreses:list")

    def queries():
        client.get(directory + query)
        with django_assert_max_num_queries(LIST_QUERIES) as captured:
            assert client.get(directory + query).status_code == 200
        return len(captured)

    carrega_mostra(40)
    few = queries()
    carrega_mostra(200, llavor=2)

    assert queries() == few
