import logging
import signal
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from incidencies import due
from terrassa_portal.web import outbox

logger = logging.getLogger(__name__)
MAIL_EVERY_SECONDS = 2
DUE_EVERY_SECONDS = 60


class Command(BaseCommand):
    help = "Send queued mail and do what falls due. Once, or for ever with --continua. Safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument("--continua", action="store_true", help="keep going until told to stop")

    def handle(self, *, continua, **options):
        if not continua:
            self._due()
            self.stdout.write(f"{self._mail()} correus enviats")
            return
        self.running = True
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        self._loop()

    def _loop(self):
        next_due = 0.0
        while self.running:
            try:
                if time.monotonic() >= next_due:
                    self._due()
                    next_due = time.monotonic() + DUE_EVERY_SECONDS
                while self.running and self._mail():
                    pass
            except DatabaseError:
                logger.exception("the database did not answer; trying again")
            close_old_connections()
            time.sleep(MAIL_EVERY_SECONDS)

    def _stop(self, *args):
        self.running = False

    def _mail(self):
        return outbox.send_pending()

    def _due(self):
        due.run(timezone.now())
