"""Which categories a text seems to be about, by the keywords that each one has."""

from terrassa_portal.web.text import normalize, one_edit_apart

MINIM_PER_PREFIX = 4  # letters that a keyword needs to stand for the words that begin with it
MINIM_PER_ERRADA = 6  # and to be recognised with one letter wrong
SUGGERIMENTS = 3
EXACTA, PREFIX, ERRADA = 4, 3, 1


def suggereix(text, categories):
    """At most three of `categories`, the likeliest first; none if no keyword appears.

    A keyword of several words must appear as it is; one word, also in its other forms.
    """
    normalitzat = f" {normalize(text[:4000])} "
    mots = set(normalitzat.split())
    punts = [
        (punts, -n, categoria)
        for n, categoria in enumerate(categories)
        if (punts := _punts(categoria, normalitzat, mots))
    ]
    return [
        categoria for _punts, _n, categoria in sorted(punts, key=lambda p: p[:2], reverse=True)
    ][:SUGGERIMENTS]


def _punts(categoria, normalitzat, mots):
    claus = {normalize(clau) for clau in categoria.paraules_clau.split(",")} - {""}
    return sum(_encaixa(clau, normalitzat, mots) for clau in claus)


def _encaixa(clau, normalitzat, mots):
    """How well one keyword fits the text."""
    if " " in clau:
        return EXACTA + 1 if f" {clau} " in normalitzat else 0
    if clau in mots:
        return EXACTA
    if len(clau) >= MINIM_PER_PREFIX and any(mot.startswith(clau) for mot in mots):
        return PREFIX
    if len(clau) >= MINIM_PER_ERRADA and any(one_edit_apart(clau, mot) for mot in mots):
        return ERRADA
    return 0
