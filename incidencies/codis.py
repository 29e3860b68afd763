"""References such as TRS-7K4M-2Q: random, short enough for the telephone, with a check character.

Five random characters of Crockford's base 32 and a sixth that makes a weighted sum in GF(32) zero:
any one wrong character and any two neighbours swapped are noticed.
"""

import re
import secrets

ALFABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "TRS"
_ALEATORIS = 5
_VALORS = {symbol: value for value, symbol in enumerate(ALFABET)}
_CONFUSIONS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARADORS = re.compile(r"[\s\-–—._/]+")


def genera(tria=secrets.choice):
    """A new reference. There are 33 million: the caller tries again if it is taken."""
    return _amb_guions("".join(tria(ALFABET) for _ in range(_ALEATORIS)))


def llegeix(text):
    """The reference that `text` means, as it is stored, or None if it cannot be one.

    Case and separators do not matter; O is read as 0, I and L as 1; the prefix may be missing.
    """
    symbols = _SEPARADORS.sub("", text[:40]).upper()
    symbols = symbols.removeprefix(PREFIX) if len(symbols) > _ALEATORIS + 1 else symbols
    symbols = symbols.translate(_CONFUSIONS)
    if len(symbols) != _ALEATORIS + 1 or any(symbol not in _VALORS for symbol in symbols):
        return None
    codi = _amb_guions(symbols[:_ALEATORIS])
    return codi if codi[-1] == symbols[-1] else None


def _amb_guions(symbols):
    symbols += _control(symbols)
    return f"{PREFIX}-{symbols[:4]}-{symbols[4:]}"


def _control(symbols):
    """Horner's rule at the generator of GF(32): every position has a different weight."""
    total = 0
    for symbol in symbols:
        total = _doble(total ^ _VALORS[symbol])
    return ALFABET[total]


def _doble(value):
    """Multiply by x modulo x⁵ + x² + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
