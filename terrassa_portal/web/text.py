"""Text as people search and sort it: accents, `l·l`, apostrophes and legal forms do not matter."""

import re
import unicodedata

# Longest first, so that "s l u" is not read as "s l". Written as `normalize` leaves them.
LEGAL_FORMS = (
    "s coop c l", "sccl", "s c c l", "s l u", "s a u", "s l l", "s a l", "s l p", "s c p",
    "slu", "sau", "sll", "sal", "slp", "scp", "s l", "s a", "s c", "sl", "sa", "sc", "sam", "epel",
)  # fmt: skip
ARTICLES = ("el", "la", "els", "les", "en", "na", "l", "los", "las")

_L_GEMINADA = re.compile(r"l[·.•‧∙]l", re.IGNORECASE)
# One that lost an l while typing («instal·acions») is still inside its word.
_DOT_IN_WORD = re.compile(r"(?<=\w)[·•‧∙](?=\w)")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LEGAL_FORM_AT_END = re.compile(r"\s+(?:" + "|".join(LEGAL_FORMS) + r")$")
_ARTICLE_AT_START = re.compile(r"^(?:" + "|".join(ARTICLES) + r")\s+(?=\S)")
_SOUNDS = (("ph", "f"), ("ny", "n"), ("qu", "k"), ("ch", "x"), ("ck", "k"))
_SOUND_LETTERS = str.maketrans({"c": "k", "q": "k", "v": "b", "y": "i", "z": "s", "j": "g"})
_DOUBLED = re.compile(r"(.)\1+")


def fold(text):
    """Lower-case `text` without accents; `l·l` becomes `ll`, `ç` becomes `c`."""
    text = _DOT_IN_WORD.sub("", _L_GEMINADA.sub("ll", text.replace("ŀ", "l·")))
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def normalize(text):
    """The words of `text`, folded, with one blank between: what is indexed and searched."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def strip_legal_form(text):
    """Normalized `text` without the legal form at its end («SL», «S.A.U.»)."""
    return _LEGAL_FORM_AT_END.sub("", normalize(text))


def sort_key(text):
    """What `text` is ordered by: normalized, without leading article nor legal form."""
    return _ARTICLE_AT_START.sub("", strip_legal_form(text))


def sound(word):
    """How a normalized word sounds, roughly: `pharma` and `farma` give the same."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    word = word.replace("h", "").translate(_SOUND_LETTERS)
    return _DOUBLED.sub(r"\1", word)


def trigrams(word):
    """The set of three letters in a row of `word`, with its edges marked."""
    padded = f"^{word}$"
    return {padded[n : n + 3] for n in range(len(padded) - 2)}


def slugify_ca(text):
    """An ASCII slug that reads well in Catalan: «L'Ègara · Col·lecció» → `l-egara-colleccio`."""
    return normalize(text).replace(" ", "-")


def one_edit_apart(one, other):
    """Whether two words are equal but for one letter added, dropped, changed, or two swapped."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1]
    return short[start + 1 :] == long[start + 1 :] or (
        swapped == long[start : start + 2] and short[start + 2 :] == long[start + 2 :]
    )
