from django.core.management.base import BaseCommand

from empreses.indexing import indexa_tot
from incidencies.indexing import indexa_incidencies
from incidencies.models import Incidencia
from plans.indexing import indexa_elements, indexa_plans
from plans.models import Element, Pla
from poligons.indexing import indexa_poligons
from poligons.models import Poligon


class Command(BaseCommand):
    help = "Rebuild the search index from the records. Safe to run twice."

    def handle(self, **options):
        indexa_poligons(Poligon.objects.all())
        indexa_tot()
        indexa_incidencies(Incidencia.objects.all())
        indexa_plans(Pla.objects.all())
        indexa_elements(Element.objects.all())
        self.stdout.write("Índex de cerca refet")
