"""The outbox: queued with the change, sent once, never lost."""

import logging
import smtplib
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from terrassa_portal.web import outbox
from terrassa_portal.web.models import Sortint

from .factories import crea_usuari


@pytest.fixture
def letter(db):
    outbox.register("test.letter", lambda s: outbox.Message("Hola\r\nBcc: x@y", s.parametres["n"]))


def queue(n="1", to="algu@terrassa.example"):
    return outbox.enqueue("test.letter", to, params={"n": n}, key=f"test:{n}", about="test:1")


def test_a_mail_is_queued_once_by_its_key(letter):
    assert queue().pk == queue().pk
    assert Sortint.objects.count() == 1


def test_a_mail_of_an_unknown_kind_is_a_mistake_of_ours(db):
    with pytest.raises(KeyError):
        outbox.enqueue("test.ghost", "a@b.example", params={}, key="x")


def test_a_mail_dies_with_the_transaction_that_queued_it(letter):
    with pytest.raises(RuntimeError), transaction.atomic():
        queue()
        raise RuntimeError

    assert not Sortint.objects.exists()


def test_a_queued_mail_leaves_once(letter):
    sortint = queue()

    assert outbox.send_pending() == 1
    assert outbox.send_pending() == 0

    [sent] = mail.outbox
    sortint.refresh_from_db()
    assert sortint.estat == Sortint.Estat.ENVIAT
    assert sent.extra_headers["Message-ID"] == sortint.message_id
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_subject_cannot_bring_headers_of_its_own(letter):
    queue()

    outbox.send_pending()

    assert mail.outbox[0].subject == "Hola Bcc: x@y"
    assert mail.outbox[0].bcc == []


def test_a_mail_held_by_another_worker_is_left_alone(letter):
    sortint = queue()
    Sortint.objects.update(reservat_fins=timezone.now() + timedelta(minutes=1))

    assert outbox.send_pending() == 0
    assert outbox.send_pending(now=timezone.now() + timedelta(minutes=2)) == 1
    sortint.refresh_from_db()
    assert sortint.estat == Sortint.Estat.ENVIAT


def test_a_mail_whose_lease_ran_out_while_others_were_sent_is_left_to_its_new_holder(letter):
    def slow(sortint):
        """While it was being made, another worker took the mail behind it."""
        Sortint.objects.exclude(pk=sortint.pk).update(reservat_fins=taken)
        return outbox.Message("Hola", "1")

    taken = timezone.now() + timedelta(minutes=9)
    outbox.register("test.slow", slow)
    outbox.enqueue("test.slow", "a@b.example", params={}, key="slow")
    behind = queue()

    assert outbox.send_pending() == 1

    behind.refresh_from_db()
    assert (behind.estat, behind.reservat_fins) == (Sortint.Estat.PENDENT, taken)
    assert [sent.to for sent in mail.outbox] == [["a@b.example"]]


def failing(error):
    class Connection:
        def send_messages(self, messages):
            raise error

        def open(self):
            return True

        def close(self):
            """Nothing was open."""

    return lambda *args, **kwargs: Connection()


def test_a_server_that_is_down_only_delays_the_mail(letter, monkeypatch):
    sortint = queue()
    monkeypatch.setattr(outbox, "get_connection", failing(ConnectionRefusedError("down")))

    assert outbox.send_pending() == 0

    sortint.refresh_from_db()
    assert sortint.estat == Sortint.Estat.PENDENT
    assert sortint.intents == 1
    assert "down" in sortint.error
    assert sortint.proper_intent_el > timezone.now()
    monkeypatch.undo()
    assert outbox.send_pending(now=timezone.now() + timedelta(hours=5)) == 1


def test_a_refused_address_fails_at_once_and_can_be_sent_again(letter, monkeypatch):
    sortint = queue()
    refused = smtplib.SMTPRecipientsRefused({"algu@terrassa.example": (550, b"no such user")})
    monkeypatch.setattr(outbox, "get_connection", failing(refused))
    outbox.send_pending()
    sortint.refresh_from_db()
    assert sortint.estat == Sortint.Estat.FALLIT
    monkeypatch.undo()

    assert outbox.resend(sortint)
    assert not outbox.resend(sortint)
    assert outbox.send_pending() == 1


def test_nobodys_address_goes_to_the_log(letter, monkeypatch, caplog):
    queue(to="maria.puig@correu.example")
    answer = b"5.1.1 <Maria.Puig@correu.example>: no such user"
    refused = smtplib.SMTPRecipientsRefused({"maria.puig@correu.example": (550, answer)})
    monkeypatch.setattr(outbox, "get_connection", failing(refused))

    with caplog.at_level(logging.WARNING):
        outbox.send_pending()

    assert "SMTPRecipientsRefused" in caplog.text
    assert "puig" not in caplog.text.lower()


@pytest.mark.parametrize(
    ("permissions", "estat"),
    [(["view_sortint"], "fallit"), (["view_sortint", "change_sortint"], "pendent")],
)
def test_who_only_reads_the_outbox_sends_nothing_again(letter, client, permissions, estat):
    queue()
    Sortint.objects.update(estat=Sortint.Estat.FALLIT)
    reader = crea_usuari(is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(reader)

    client.post(
        reverse("admin:web_sortint_changelist"),
        {"action": "reenvia", "_selected_action": [Sortint.objects.get().pk]},
    )

    assert Sortint.objects.get().estat == estat


def test_tries_end(letter, monkeypatch, settings):
    settings.SORTINT_INTENTS_MAXIMS = 3
    sortint = queue()
    monkeypatch.setattr(outbox, "get_connection", failing(OSError("no route")))

    for day in range(1, 6):
        outbox.send_pending(now=timezone.now() + timedelta(days=day))

    sortint.refresh_from_db()
    assert (sortint.estat, sortint.intents) == (Sortint.Estat.FALLIT, 3)


def test_a_mail_that_no_longer_makes_sense_is_dropped(db):
    outbox.register("test.gone", lambda sortint: None)
    sortint = outbox.enqueue("test.gone", "a@b.example", params={}, key="gone")

    assert outbox.send_pending() == 0

    sortint.refresh_from_db()
    assert sortint.estat == Sortint.Estat.ANULLAT
    assert mail.outbox == []


def test_a_renderer_that_breaks_does_not_stop_the_others(letter):
    outbox.register("test.broken", lambda sortint: 1 / 0)
    outbox.enqueue("test.broken", "a@b.example", params={}, key="broken")
    queue()

    assert outbox.send_pending() == 1
    assert Sortint.objects.get(clau="broken").error.startswith("ZeroDivisionError")


def test_delays_double_up_to_the_limit(settings):
    settings.SORTINT_ESPERA_MAXIMA_HORES = 1

    minutes = [outbox.delay(tries).total_seconds() / 60 for tries in (1, 2, 3, 12)]

    assert minutes == [1, 2, 4, 60]
