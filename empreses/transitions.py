"""The verbs that write the census one record at a time, and keep what is copied right."""

from django.db import transaction

from empreses.codis import PRIMER_NOMBRE_LLIURE, codi_de_nombre
from empreses.indexing import desindexa_establiments, indexa_establiments
from empreses.models import Comptador, Empresa, Establiment
from empreses.nif import classe_de_nif

Estat = Empresa.Estat

ESTATS_SEGUENTS = {
    Estat.ACTIVA: {Estat.EN_LIQUIDACIO, Estat.TRASLLADADA, Estat.TANCADA},
    Estat.EN_LIQUIDACIO: {Estat.ACTIVA, Estat.TANCADA},
    Estat.TRASLLADADA: {Estat.ACTIVA, Estat.TANCADA},
    # A closing entered by mistake: the same company, the same code, open again.
    Estat.TANCADA: {Estat.ACTIVA},
}

DERIVATS = ["activitat_cnae", "sector", "clau_ordre", "es_mostra", "es_public"]


class TransicioNoPermesa(Exception):
    """The stored estat does not lead there."""


@transaction.atomic
def reserva_codis(nombre):
    """Take the next `nombre` public codes. They are never given again, even if nobody uses them."""
    Comptador.objects.get_or_create(pk=1, defaults={"darrer": PRIMER_NOMBRE_LLIURE - 1})
    comptador = Comptador.objects.select_for_update().get(pk=1)
    primer = comptador.darrer + 1
    comptador.darrer += nombre
    comptador.save(update_fields=["darrer"])
    return [codi_de_nombre(n) for n in range(primer, primer + nombre)]


@transaction.atomic
def desa_empresa(empresa):
    """Check and store a company, new or changed, and bring its establiments along.

    Raises ValidationError, writing nothing, if a field or a constraint refuses it.
    """
    _conserva_moviments(empresa)
    if not empresa.codi:
        empresa.codi = reserva_codis(1)[0]
    empresa.nif = Empresa._meta.get_field("nif").to_python(empresa.nif)
    empresa.classe = classe_de_nif(empresa.nif) or empresa.classe
    empresa.posa_derivats()
    empresa.full_clean()
    empresa.save()
    refresca_establiments(Establiment.objects.filter(empresa=empresa))
    return empresa


def _conserva_moviments(empresa):
    """Lock a stored company and keep what `canvia_estat` and `canvia_consentiment` wrote in it."""
    desada = Empresa.objects.select_for_update(of=("self",)).filter(pk=empresa.pk).first()
    if desada is not None:
        empresa.estat = desada.estat
        empresa.consentiment_directori = desada.consentiment_directori


@transaction.atomic
def desa_establiment(establiment):
    """Check and store one establiment, new or changed, with the columns that follow from others.

    Raises ValidationError, writing nothing, if a field or a constraint refuses it.
    """
    establiment.posa_derivats()
    establiment.full_clean()
    establiment.save()
    indexa_establiments(Establiment.objects.filter(pk=establiment.pk))
    return establiment


@transaction.atomic
def esborra_establiment(establiment):
    """Remove an establiment that should never have been; one that closed gets a `data_baixa`."""
    desindexa_establiments([establiment.pk])
    establiment.delete()


@transaction.atomic
def refresca_establiments(queryset):
    """Copy again into these establiments what follows from company and activity, and index them."""
    establiments = list(
        queryset.select_related("empresa", "activitat_cnae", "activitat_ccae__equivalent")
    )
    for establiment in establiments:
        establiment.posa_derivats()
    Establiment.objects.bulk_update(establiments, DERIVATS, batch_size=500)
    indexa_establiments(Establiment.objects.filter(pk__in=[e.pk for e in establiments]))
    return len(establiments)


@transaction.atomic
def canvia_estat(empresa, estat_nou):
    """Move a company to `estat_nou`, and its establiments out of the directory or back into it.

    Raises TransicioNoPermesa, writing nothing, if the stored estat does not lead there.
    """
    empresa = Empresa.objects.select_for_update(of=("self",)).get(pk=empresa.pk)
    if estat_nou not in ESTATS_SEGUENTS[empresa.estat]:
        raise TransicioNoPermesa(f"{empresa.estat} → {estat_nou}")
    empresa.estat = estat_nou
    empresa.save(update_fields=["estat", "actualitzat_el"])
    refresca_establiments(Establiment.objects.filter(empresa=empresa))
    return empresa


@transaction.atomic
def canvia_consentiment(empresa, consentiment):
    """Record whether a company wants to be in the directory. Its effect is at once."""
    empresa = Empresa.objects.select_for_update(of=("self",)).get(pk=empresa.pk)
    empresa.consentiment_directori = Empresa.Consentiment(consentiment)
    empresa.save(update_fields=["consentiment_directori", "actualitzat_el"])
    refresca_establiments(Establiment.objects.filter(empresa=empresa))
    return empresa
