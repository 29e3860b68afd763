from django.core.management.base import BaseCommand

from empreses.indexing import indexa_establiments
from empreses.models import Establiment
from plans.indexing import indexa_elements
from plans.models import Element
from poligons.indexing import indexa_poligons
from poligons.models import Poligon


class Command(BaseCommand):
    help = "Rebuild the search index from the records. Safe to run twice."

    def handle(self, **options):
        indexa_poligons(Poligon.objects.all())
        indexa_establiments(Establiment.objects.all())
        indexa_elements(Element.objects.all())
        self.stdout.write("Índex de cerca refet.")
