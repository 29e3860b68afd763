"""The keywords that turn what people write into a category to propose."""

import pytest

from incidencies.models import Categoria
from incidencies.paraules import suggereix

FANAL = Categoria(codi="fanal", paraules_clau="fanal, fanals, enllumenat, llum, a les fosques")
BRUT = Categoria(codi="brut", paraules_clau="brutícia, abocament, deixalles, contenidor")
SOT = Categoria(codi="sot", paraules_clau="sot, vorera, asfalt")
TOTES = [FANAL, BRUT, SOT]


@pytest.mark.parametrize(
    ("text", "primera"),
    [
        ("El fanal no s’encén", FANAL),
        ("Estem a les fosques!", FANAL),
        ("Hi ha ABOCAMENTS de runa", BRUT),
        ("molta bruticia al carrer", BRUT),
        ("contanidor cremat", BRUT),
        ("Un sot enorme al mig", SOT),
    ],
)
def test_a_text_suggests_the_category_of_its_words(text, primera):
    assert suggereix(text, TOTES)[0] is primera


def test_several_words_of_one_category_weigh_more_than_one_of_another():
    text = "Al costat del fanal hi ha deixalles i un contenidor ple de brutícia"

    assert suggereix(text, TOTES) == [BRUT, FANAL]


@pytest.mark.parametrize("text", ["", "hola", "el solar", "x" * 5000])
def test_a_text_about_none_suggests_nothing(text):
    assert suggereix(text, TOTES) == []
