from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries

from empreses.mostra import carrega_mostra, esborra_mostra


class Command(BaseCommand):
    help = (
        "Load a synthetic census: made-up companies, each one flagged. "
        "For trying out and measuring; never in production. It replaces the sample there was."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--establiments", type=int, default=1_700, help="how many (up to a million)"
        )
        parser.add_argument("--llavor", type=int, default=1, help="the seed: same seed, same names")
        parser.add_argument("--esborra", action="store_true", help="only remove the sample")

    def handle(self, *, establiments, llavor, esborra, **options):
        if not 0 < establiments <= 1_000_000:
            raise CommandError("--establiments: from 1 to 1,000,000.")
        esborrats = esborra_mostra()
        if esborrats:
            self.stdout.write(f"Mostra anterior esborrada: {esborrats} establiments.")
        if esborra:
            return
        try:
            carrega_mostra(establiments, llavor=llavor, avisa=self._avisa)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Mostra carregada: {establiments} establiments inventats.")

    def _avisa(self, fets):
        reset_queries()  # with DEBUG=1 Django keeps the text of each query
        if fets % 100_000 == 0:
            self.stdout.write(f"{fets} fets")
