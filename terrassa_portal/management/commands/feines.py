import logging
import signal
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from incidencies import due
from incidencies.verificacio import problemes
from plans.transitions import verifica_balancos
from terrassa_portal.web import outbox

logger = logging.getLogger(__name__)
MAIL_EVERY_SECONDS = 2
DUE_EVERY_SECONDS = 60


class Command(BaseCommand):
    help = "Send mail, do what falls due. Once, or for ever with --continua. Safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument("--continua", action="store_true", help="keep going until told to stop")

    def handle(self, *, continua, **options):
        if not continua:
            due.run(timezone.now())
            self.stdout.write(f"{outbox.send_pending()} correus enviats")
            return
        self.running = True
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        self._loop()

    def _loop(self):
        next_due, verified_on = 0.0, timezone.localdate()
        while self.running:
            self._try(self._mail)
            if time.monotonic() >= next_due:
                self._try(lambda: due.run(timezone.now()))
                next_due = time.monotonic() + DUE_EVERY_SECONDS
            if timezone.localdate() != verified_on:
                self._try(nightly)
                verified_on = timezone.localdate()
            close_old_connections()
            time.sleep(MAIL_EVERY_SECONDS)

    def _stop(self, *args):
        self.running = False

    def _mail(self):
        while self.running and outbox.send_pending():
            pass

    def _try(self, job):
        """One job that fails stops neither the others nor the worker."""
        try:
            job()
        except Exception:
            logger.exception("a job of the worker failed")


def nightly():
    """Once a night: forget old sessions, and log what was altered behind the application's back."""
    call_command("clearsessions")
    for balanc in verifica_balancos():
        logger.error("the digest of %s %s does not match", balanc.pla_slug, balanc.codi)
    for problem in problemes():
        logger.error("incidencies: %s", problem)
