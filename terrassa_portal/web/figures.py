"""Numbers as people of the city read them: 1.700, 384,6, 12.500 €. What is unknown is «—», never 0."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from .dates import known_language

UNKNOWN = "—"


def number(value, decimals=None, language=None):
    """Write a number with its language's separators; `decimals` fixes how many.

    Without `decimals`, a value keeps those it has, trailing zeros aside. None gives «—»; words that
    stand for a number («més de 1.000») stay as they are.
    """
    amount = as_decimal(value)
    if amount is None:
        return value if isinstance(value, str) and value else UNKNOWN
    if decimals is None:
        text = f"{amount:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{amount.quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP):,f}"
    text = text.replace("-", "−")
    if known_language(language) == "en":
        return text
    return text.translate(str.maketrans(",.", ".,"))


def eur(value, language=None):
    """Write an amount of money: «12.500 €», «12,50 €»; cents only when there are any."""
    amount = as_decimal(value)
    if amount is None:
        return UNKNOWN
    decimals = 0 if amount == amount.to_integral_value() else 2
    text = number(amount, decimals, language)
    return f"€{text}" if known_language(language) == "en" else f"{text}\u00a0€"


def as_decimal(value):
    """`value` as an exact number, or None."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
