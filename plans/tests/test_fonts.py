"""Sources, one a line."""

import pytest
from django.core.exceptions import ValidationError

from plans.fonts import Font, llegeix, valida_fonts


def test_an_address_is_told_from_words():
    text = "https://terrassa.cat/x\n\n  Fitxa del compromís 4 (governobert.terrassa.cat) "

    assert llegeix(text) == [
        Font("https://terrassa.cat/x", "https://terrassa.cat/x"),
        Font("Fitxa del compromís 4 (governobert.terrassa.cat)"),
    ]


@pytest.mark.parametrize("wrong", ["ftp://terrassa.cat/x", "https://", "javascript://x"])
def test_an_address_is_of_the_web(wrong):
    with pytest.raises(ValidationError):
        valida_fonts(f"https://terrassa.cat/\n{wrong}")
