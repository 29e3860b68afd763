"""What a person does to report something, as requests: for the tests of the pages."""

import io
import re
import time

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from incidencies.models import Categoria
from poligons.tests.factories import crea_poligon
from terrassa_portal.web import forms as web_forms

from .factories import crea_categoria, crea_regla, crea_servei, crea_triatge

NOVA = "/incidencies/nova/"
RESPOSTES = {
    "que": {"descripcio": "El fanal de davant de la nau 12 no s’encén."},
    "tipus": {"categoria": "fanal-apagat"},
    "on": {"poligon": "can-parellada", "adreca": "Carrer de la Innovació, 12"},
    "detalls": {"detalls": ""},
    "contacte": {"correu": "berta@empresa.example", "nom": "Berta Rius"},
}


def crea_enllumenat():
    """A polígon, a category, and the service and rule that answer for it."""
    crea_triatge()
    crea_poligon("Can Parellada")
    enllumenat = crea_servei("Enllumenat públic", bustia="enllumenat@terrassa.example")
    categoria = crea_categoria(
        "Fanal apagat",
        codi="fanal-apagat",
        paraules_clau="fanal, fanals, llum",
        precisio_minima=Categoria.Precisio.ADRECA,
        termini_resolucio_dies=5,
    )
    crea_categoria("Brutícia", codi="bruticia", paraules_clau="brut, deixalles")
    crea_regla(enllumenat, [categoria])
    return enllumenat


def omple(client, fins="contacte", **canvis):
    """Answer each step up to `fins`; return the last answer."""
    resposta = None
    for pas, dades in RESPOSTES.items():
        resposta = client.post(f"{NOVA}{pas}/", dades | canvis.get(pas, {}))
        assert resposta.status_code == 302, resposta.content.decode()
        if pas == fins:
            break
    return resposta


def envia(client, **canvis):
    """Send the report that the session has; return the answer."""
    pagina = client.get(f"{NOVA}resum/").content.decode()
    clau = re.search(r'name="clau" value="([^"]*)"', pagina)
    return client.post(f"{NOVA}resum/", dades_enviament(clau and clau.group(1)) | canvis)


def dades_enviament(clau):
    """The hidden fields of the last page, as if it had been read for a minute."""
    return {"clau": clau, "shown_at": web_forms._SIGNER.sign(str(int(time.time()) - 60))}


def foto(nom="IMG_1.jpg", format="JPEG", mida=(640, 480), **opcions):
    fitxer = io.BytesIO()
    Image.new(opcions.pop("mode", "RGB"), mida, "#884422").save(fitxer, format, **opcions)
    return SimpleUploadedFile(nom, fitxer.getvalue(), "image/jpeg")
