"""Private photographs: each is served by a page that already knows that its reader may see it."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from incidencies.models import Adjunt, Incidencia
from incidencies.uploads import CONTENT_TYPE


def serveix_esborrany(esborrany, numero):
    """A photograph of the draft of this session. Raises Http404 if the draft has no such one."""
    foto = esborrany.foto(numero)
    if foto is None:
        raise Http404
    return serveix(foto["nom"])


def serveix_adjunt(adjunts, identificador):
    """The photograph with that uuid among those of a queryset. Raises Http404 if it is not there."""
    return serveix(get_object_or_404(adjunts, uuid=identificador).fitxer.name)


def serveix(nom):
    try:
        fitxer = default_storage.open(nom)
    except FileNotFoundError as error:
        raise Http404 from error
    # `nosniff` comes with every answer of the portal.
    resposta = FileResponse(fitxer, content_type=CONTENT_TYPE, filename="foto.jpg")
    resposta["Cache-Control"] = "private, no-store"
    resposta["Content-Disposition"] = 'inline; filename="foto.jpg"'
    return resposta


@require_safe
def photo(request, uuid):
    """For the back office: whoever may see the incidencia sees its photographs."""
    visibles = Incidencia.objects.visibles_per(request.user)
    return serveix_adjunt(Adjunt.objects.filter(incidencia__in=visibles), uuid)
