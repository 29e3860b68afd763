"""Verbs of what the portal itself keeps."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from . import outbox
from .models import Suggeriment

MAIL_ANSWER = "web.suggeriment_contestat"


class SuggerimentJaTractat(Exception):
    """Somebody answered or dismissed it before."""


@transaction.atomic
def tracta_suggeriment(suggeriment, estat, *, resposta="", autor):
    """Answer or dismiss a suggestion; an answer goes by mail if an address was left.

    Raises SuggerimentJaTractat, writing nothing, if it is no longer new, and ValidationError if
    an answer has no text.
    """
    suggeriment = Suggeriment.objects.select_for_update(of=("self",)).get(pk=suggeriment.pk)
    if suggeriment.estat != Suggeriment.Estat.NOU:
        raise SuggerimentJaTractat(suggeriment.get_estat_display())
    suggeriment.estat = estat
    suggeriment.resposta = resposta.strip()
    suggeriment.contestat_el = timezone.now()
    suggeriment.contestat_per = autor
    suggeriment.full_clean()
    suggeriment.save()
    if estat == Suggeriment.Estat.CONTESTAT and suggeriment.correu:
        outbox.enqueue(
            MAIL_ANSWER,
            suggeriment.correu,
            params={"suggeriment": suggeriment.pk},
            key=f"suggeriment:{suggeriment.pk}:resposta",
            language=suggeriment.idioma,
            about=f"suggeriment:{suggeriment.pk}",
        )
    return suggeriment


def answer_mail(sortint):
    """The mail that answers a suggestion, or None if it is gone."""
    suggeriment = Suggeriment.objects.filter(pk=sortint.parametres["suggeriment"]).first()
    if suggeriment is None:
        return None
    return outbox.Message(
        subject=_("Resposta al vostre suggeriment sobre el portal de polígons"),
        text=render_to_string("web/mail/suggeriment.txt", {"suggeriment": suggeriment}),
    )
