"""What the mails about incidencies say, written when they are sent from what is stored then."""

from incidencies import avisos
from terrassa_portal.web import outbox

from .ajuntament import correu_recordatori, correu_servei, correu_triatge
from .notificant import correu_canvi, correu_pregunta, correu_rebuda, correu_resolta


def registra():
    """Tell the outbox who writes each kind of mail."""
    for kind, render in (
        (avisos.REBUDA, correu_rebuda),
        (avisos.CANVI, correu_canvi),
        (avisos.PREGUNTA, correu_pregunta),
        (avisos.RESOLTA, correu_resolta),
        (avisos.SERVEI, correu_servei),
        (avisos.TRIATGE, correu_triatge),
        (avisos.RECORDATORI, correu_recordatori),
    ):
        outbox.register(kind, render)
