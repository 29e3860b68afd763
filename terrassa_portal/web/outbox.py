"""Outgoing mail: queued in the transaction that causes it, rendered and sent by the worker.

A mail is claimed by a lease, the claim is committed, the mail is sent, then marked: two workers
never hold the same one, and a worker that dies leaves it to the next. A repeat carries the same
Message-ID, so that the receiver can drop it. Nothing secret is stored: text and links are made
when the mail is sent.
"""

import hashlib
import logging
import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from .models import Sortint

logger = logging.getLogger(__name__)
BATCH = 50
PERMANENT_FROM, PERMANENT_TO = 500, 599  # RFC 5321, 4.2.1: the server says «never»


@dataclass(frozen=True)
class Message:
    """What a mail says: one line of subject, its text, and the same as simple HTML."""

    subject: str
    text: str
    html: str = ""


_renderers: dict[str, Callable[[Sortint], Message | None]] = {}


def register(kind, render):
    """Declare how mails of `kind` are made: `render(sortint)` gives a Message, or None to drop it."""
    _renderers[kind] = render


def enqueue(kind, to, *, params, key, language="ca", about=""):
    """Queue one mail in the caller's transaction and return it; the same `key` is queued once.

    `params` is JSON that tells the renderer what to write about (ids, never texts or tokens).
    Raises KeyError if nobody registered `kind`.
    """
    _renderers[kind]
    sortint, _created = Sortint.objects.get_or_create(
        clau=key,
        defaults={
            "tipus": kind,
            "destinatari": to,
            "idioma": language,
            "parametres": params,
            "tema": about,
            "message_id": _message_id(key),
        },
    )
    return sortint


def _message_id(key):
    host = urlsplit(settings.PORTAL_URL).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>"


def send_pending(now=None, limit=BATCH):
    """Send the mails whose hour has come, at most `limit`; return how many left the house."""
    claimed = _claim(now or timezone.now(), limit)
    if not claimed:
        return 0
    connection = get_connection()
    try:
        return sum(_send(sortint, connection) for sortint in claimed)
    finally:
        connection.close()


@transaction.atomic
def _claim(now, limit):
    """Take mails for ourselves until the lease ends, and commit that before anything is sent."""
    queue = Sortint.objects.per_enviar(now).order_by("proper_intent_el", "pk")
    mails = list(queue.select_for_update(skip_locked=True)[:limit])
    lease = now + timedelta(seconds=settings.SORTINT_RESERVA_SEGONS)
    Sortint.objects.filter(pk__in=[mail.pk for mail in mails]).update(
        reservat_fins=lease, intents=F("intents") + 1
    )
    for mail in mails:
        mail.reservat_fins = lease
        mail.intents += 1
    return mails


def _send(sortint, connection):
    """Send one claimed mail and write what came of it. Whether it left the house."""
    if not _renew(sortint):
        return False
    try:
        with translation.override(sortint.idioma):
            message = _renderers[sortint.tipus](sortint)
        if message is None:
            _settle(sortint, estat=Sortint.Estat.ANULLAT)
            return False
        _as_email(sortint, message, connection).send()
    except Exception as error:  # noqa: BLE001 - whatever fails, the mail stays queued and says why
        _postpone(sortint, error)
        return False
    _settle(sortint, estat=Sortint.Estat.ENVIAT, enviat_el=timezone.now())
    return True


def _renew(sortint):
    """Begin the lease again, since the mails before this one took time; False if it was lost."""
    lease = timezone.now() + timedelta(seconds=settings.SORTINT_RESERVA_SEGONS)
    ours = _held(sortint).update(reservat_fins=lease)
    sortint.reservat_fins = lease
    return bool(ours)


def _held(sortint):
    """The row of a claimed mail, as long as no other worker has taken it."""
    return Sortint.objects.filter(
        pk=sortint.pk, estat=Sortint.Estat.PENDENT, reservat_fins=sortint.reservat_fins
    )


def _as_email(sortint, message, connection):
    email = EmailMultiAlternatives(
        subject=" ".join(message.subject.split()),
        body=message.text,
        to=[sortint.destinatari],
        connection=connection,
        headers={
            "Message-ID": sortint.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": sortint.idioma,
        },
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    return email


def _settle(sortint, **fields):
    """Write the outcome, unless the lease passed to another worker meanwhile."""
    _held(sortint).update(reservat_fins=None, error="", **fields)


def _postpone(sortint, error):
    """Try later, twice as late each time; give up on a permanent refusal or after too many tries."""
    over = sortint.intents >= settings.SORTINT_INTENTS_MAXIMS or _is_permanent(error)
    reason = f"{type(error).__name__}: {error}"
    # A server repeats the address that it refuses: nobody's address goes to the log.
    hidden = re.sub(re.escape(sortint.destinatari), "[…]", reason, flags=re.IGNORECASE)
    logger.warning("mail %s not sent (try %s): %s", sortint.pk, sortint.intents, hidden)
    _held(sortint).update(
        estat=Sortint.Estat.FALLIT if over else Sortint.Estat.PENDENT,
        reservat_fins=None,
        proper_intent_el=timezone.now() + delay(sortint.intents),
        error=reason[:300],
    )


def delay(tries):
    """How long to wait after `tries` failures: 1, 2, 4… minutes, up to the setting's hours."""
    longest = timedelta(hours=settings.SORTINT_ESPERA_MAXIMA_HORES)
    return min(timedelta(minutes=2 ** max(tries - 1, 0)), longest)


def _is_permanent(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(PERMANENT_FROM <= code <= PERMANENT_TO for code, _ in error.recipients.values())
    code = getattr(error, "smtp_code", 0)
    return isinstance(error, smtplib.SMTPDataError) and PERMANENT_FROM <= code <= PERMANENT_TO


def resend(sortint):
    """Put a mail that failed back in the queue, now. Returns whether there was anything to do."""
    return bool(
        Sortint.objects.filter(pk=sortint.pk, estat=Sortint.Estat.FALLIT).update(
            estat=Sortint.Estat.PENDENT, intents=0, error="", proper_intent_el=timezone.now()
        )
    )
