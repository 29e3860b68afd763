"""The public code of a company: five characters and a check character, `7K4M2Q`.

Crockford's base 32 (no I, L, O, U), so that it can be read out over the telephone. The number
behind it is a counter that only grows, so no code is ever given twice; a multiplication scatters
neighbours. The check character is ISO 7064 «MOD 33,32»: it finds every single wrong character and
nearly every swap.
"""

from stdnum.exceptions import ValidationError as StdnumError
from stdnum.iso7064 import mod_37_36

ALFABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LLARGADA = 6
CODIS_POSSIBLES = 32**5
# Odd, so that multiplying by it modulo a power of two is one to one.
_DISPERSIO = 20_177_597
# Companies of the reference data have fixed codes, the same in every installation: numbers below this.
PRIMER_NOMBRE_LLIURE = 1_000

_MISREAD = str.maketrans("OIL", "011", "- .")


def codi_de_nombre(nombre):
    """The code of the `nombre`-th company. Raises ValueError outside 0 … 32⁵ − 1."""
    if not 0 <= nombre < CODIS_POSSIBLES:
        raise ValueError(f"no code for {nombre}")
    rest = nombre * _DISPERSIO % CODIS_POSSIBLES
    cos = ""
    for _position in range(LLARGADA - 1):
        rest, digit = divmod(rest, 32)
        cos = ALFABET[digit] + cos
    return cos + mod_37_36.calc_check_digit(cos, alphabet=ALFABET)


def normalitza_codi(text):
    """Upper case, without hyphens nor blanks, O read as 0 and I and L as 1."""
    return (text or "").upper().translate(_MISREAD)


def es_codi_valid(codi):
    """Whether a normalized `codi` has six characters and its check character agrees."""
    try:
        return len(codi) == LLARGADA and bool(mod_37_36.validate(codi, alphabet=ALFABET))
    except (StdnumError, ValueError):
        return False
