import re

from hypothesis import given
from hypothesis import strategies as st

from incidencies import codis

SIMBOLS = st.lists(st.sampled_from(codis.ALFABET), min_size=5, max_size=5)


def codi(symbols):
    pending = iter(symbols)
    return codis.genera(tria=lambda _: next(pending))


@given(SIMBOLS)
def test_a_reference_reads_back_however_it_is_dictated(symbols):
    nou = codi(symbols)

    assert re.fullmatch(r"TRS-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}", nou)
    for dictat in (nou, nou.lower(), nou.replace("-", ""), nou.replace("-", " "), nou[4:]):
        assert codis.llegeix(f"  {dictat} ") == nou


@given(SIMBOLS)
def test_letters_that_look_like_figures_are_read_as_figures(symbols):
    nou = codi(symbols)
    cos = nou[4:]

    assert codis.llegeix("TRS-" + cos.replace("0", "O").replace("1", "l")) == nou
    assert codis.llegeix("TRS-" + cos.replace("0", "o").replace("1", "I")) == nou


@given(SIMBOLS, st.integers(0, 5), st.sampled_from(codis.ALFABET))
def test_one_wrong_character_is_noticed(symbols, on, altre):
    cos = list(codi(symbols)[4:].replace("-", ""))
    if cos[on] == altre:
        return
    cos[on] = altre

    assert codis.llegeix("".join(cos)) is None


@given(SIMBOLS, st.integers(0, 4))
def test_two_neighbours_swapped_are_noticed(symbols, on):
    cos = list(codi(symbols)[4:].replace("-", ""))
    if cos[on] == cos[on + 1]:
        return
    cos[on], cos[on + 1] = cos[on + 1], cos[on]

    assert codis.llegeix("".join(cos)) is None


@given(st.text())
def test_any_other_text_is_not_a_reference_nor_an_error(text):
    llegit = codis.llegeix(text)

    assert llegit is None or codis.llegeix(llegit) == llegit
