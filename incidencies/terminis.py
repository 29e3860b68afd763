"""How many working days each party has.

Resolution has no figure here: each categoria has its own.
"""

ACCEPTACIO_DIES = 2  # the servei accepts or returns a derivació; triage hands over a new report
RESPOSTA_DIES = 5  # first answer to the reporter, unless the categoria says otherwise
ESCALADA_DIES = 2  # after an unmet acceptance deadline, until the incidencia goes back to triage
INFORMACIO_DIES = 10  # the reporter answers a question
SILENCI_DIES = 5  # after which a solved incidencia is closed if nobody objects
REOBERTURA_DIES_NATURALS = 30  # calendar days within which a closed incidencia may be reopened
PING_PONG_RETORNS = 3  # returns from services after which triage is warned

MEITAT, VIGILIA, VENCIMENT, TRIATGE = 1, 2, 3, 4  # the reminders of a turn, in order


def primer_avis(calendari, torn, avui, fins):
    """When the worker must first look at an incidencia whose turn begins today and ends on `fins`.

    A servei is reminded half way; the others, only once their time is over.
    """
    if fins is None:
        return None
    if torn == "servei" and fins > avui:
        return max(calendari.meitat(avui, fins), calendari.seguent_habil(avui))
    return calendari.seguent_habil(fins)


def nivell_avis(calendari, avui, fins):
    """Which reminder is due today for a turn that ends on `fins`."""
    if avui > fins:
        vencut = calendari.habils_entre(fins, avui)
        return TRIATGE if vencut > ESCALADA_DIES else VENCIMENT
    return VIGILIA if avui >= calendari.anterior_habil(fins) else MEITAT


def seguent_avis(calendari, nivell, fins):
    """When to look again after the reminder `nivell`, or None after the last."""
    if nivell == MEITAT:
        return calendari.anterior_habil(fins)
    if nivell == VIGILIA:
        return calendari.seguent_habil(fins)
    if nivell == VENCIMENT:
        return calendari.suma(fins, ESCALADA_DIES + 1)
    return None


def termini_amb_pauses(calendari, moment, dies, pauses):
    """The deadline, `dies` working days from `moment`, lengthened by the closed pauses (date pairs)."""
    pausats = sum(calendari.habils_entre(inici, fi) for inici, fi in pauses)
    return calendari.termini(moment, dies + pausats)
