"""Photographs: what is accepted, what is taken out of them, and who may see them."""

import io
import struct
import zlib
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from incidencies import drafts, uploads
from incidencies.models import Adjunt, Categoria, Incidencia
from terrassa_portal.web.tests.factories import crea_usuari

from .factories import crea_membre, crea_tecnic
from .recorregut import NOVA, crea_enllumenat, envia, foto, omple

DETALLS = f"{NOVA}detalls/"


@pytest.fixture
def enllumenat(db):
    return crea_enllumenat()


@pytest.fixture
def fins_a_fotos(enllumenat, client):
    omple(client, fins="on")
    return client


def fitxer(nom, contingut):
    return SimpleUploadedFile(nom, contingut, "image/jpeg")


def png_que_diu_ser(amplada, alcada):
    """A PNG of some bytes whose header promises a huge image."""

    def tros(tipus, dades):
        suma = struct.pack(">I", zlib.crc32(tipus + dades))
        return struct.pack(">I", len(dades)) + tipus + dades + suma

    capcalera = struct.pack(">IIBBBBB", amplada, alcada, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    trossos = tros(b"IHDR", capcalera) + tros(b"IDAT", pixels) + tros(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + trossos


DOLENTES = [
    ("esquema.svg", b"<svg onload='alert(1)'/>", "no és una foto que puguem obrir"),
    ("programa.jpg", b"MZ" + bytes(3000), "no és una foto que puguem obrir"),
    ("pagina.jpg", b"<html><script>alert(1)</script>", "no és una foto que puguem obrir"),
    ("bomba.png", png_que_diu_ser(30_000, 30_000), "té massa píxels"),
    ("gran.png", png_que_diu_ser(8_000, 8_000), "té massa píxels"),
    ("trencada.png", png_que_diu_ser(600, 600), "està malmesa"),
    ("tallada.jpg", foto(mida=(3000, 2000)).read()[:9000], "està malmesa"),
    ("pesada.jpg", bytes(11 * 1024 * 1024), "pesa 11,0 MB i el màxim són 10 MB"),
    ("buida.jpg", b"", "és un fitxer buit"),
]


@pytest.mark.parametrize(("nom", "contingut", "frase"), DOLENTES, ids=[d[0] for d in DOLENTES])
def test_each_bad_file_gets_its_own_sentence_and_the_rest_is_kept(
    fins_a_fotos, nom, contingut, frase
):
    resposta = fins_a_fotos.post(
        DETALLS, {"fotos": [foto(), fitxer(nom, contingut)], "detalls": "Des de dilluns."}
    )

    pagina = resposta.content.decode()
    assert resposta.status_code == 422
    assert f"«{nom}» {frase}" in pagina
    assert "Des de dilluns." in pagina
    assert len(fins_a_fotos.session["incidencies.esborrany"]["fotos"]) == 1


def test_the_sixth_photograph_is_left_out_by_name(fins_a_fotos):
    fotos = [foto(f"foto-{n}.jpg") for n in range(1, 7)]

    pagina = fins_a_fotos.post(DETALLS, {"fotos": fotos}).content.decode()

    assert "5 fotos com a màxim. No hem desat aquesta: «foto-6.jpg»." in pagina
    assert len(fins_a_fotos.session["incidencies.esborrany"]["fotos"]) == 5


def test_photographs_sent_in_several_times_are_five_in_all(fins_a_fotos):
    fins_a_fotos.post(DETALLS, {"fotos": [foto(), foto(), foto()], "afegeix": "1"})

    fins_a_fotos.post(DETALLS, {"fotos": [foto(), foto(), foto()], "afegeix": "1"})

    assert len(fins_a_fotos.session["incidencies.esborrany"]["fotos"]) == 5


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_what_is_kept_is_our_own_jpeg(fins_a_fotos, format):
    fins_a_fotos.post(DETALLS, {"fotos": [foto(f"a.{format.lower()}", format)]})

    desada = fins_a_fotos.session["incidencies.esborrany"]["fotos"][0]
    with default_storage.open(desada["nom"]) as contingut:
        assert Image.open(contingut).format == "JPEG"
    assert (desada["amplada"], desada["alcada"]) == (640, 480)


def test_exif_position_and_comments_are_gone_and_the_image_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turned a quarter
    exif[0x010F] = "Fabricant"
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 33.0, 30.0), 3: "E", 4: (2.0, 0.0, 30.0)})
    original = foto(exif=exif, comment=b"secret", xmp=b"<x:xmpmeta>secret</x:xmpmeta>")
    assert b"Fabricant" in original.read()

    neta = uploads.neteja_foto(original)

    bytes_nets = neta.contingut.read()
    imatge = Image.open(io.BytesIO(bytes_nets))
    assert not imatge.getexif()
    assert not {"exif", "comment", "xmp", "icc_profile"} & imatge.info.keys()
    assert b"secret" not in bytes_nets
    assert (neta.amplada, neta.alcada) == (480, 640)


def test_a_page_hidden_behind_an_image_does_not_survive():
    amagada = fitxer("poliglota.jpg", foto().read() + b"<script>alert(1)</script>PK\x03\x04")

    neta = uploads.neteja_foto(amagada)

    assert b"script" not in neta.contingut.read()


def test_a_photograph_can_be_taken_out_again(fins_a_fotos):
    fins_a_fotos.post(DETALLS, {"fotos": [foto()], "afegeix": "1", "detalls": "Hola"})
    desada = fins_a_fotos.session["incidencies.esborrany"]["fotos"][0]

    resposta = fins_a_fotos.post(DETALLS, {"treu": desada["id"], "detalls": "Hola i adéu"})

    assert resposta.url.startswith(DETALLS)
    assert fins_a_fotos.session["incidencies.esborrany"]["fotos"] == []
    assert not default_storage.exists(desada["nom"])
    assert "Hola i adéu" in fins_a_fotos.get(DETALLS).content.decode()


def test_a_category_may_ask_for_a_photograph(fins_a_fotos):
    Categoria.objects.update(requereix_foto=True)

    assert fins_a_fotos.post(DETALLS, {}).status_code == 422
    assert fins_a_fotos.post(DETALLS, {"fotos": [foto()]}).status_code == 302


def test_the_photograph_of_a_draft_is_seen_by_its_session_only(fins_a_fotos, client):
    fins_a_fotos.post(DETALLS, {"fotos": [foto()]})
    numero = fins_a_fotos.session["incidencies.esborrany"]["fotos"][0]["id"]
    adreca = f"{DETALLS}?foto={numero}"
    altre = Client()
    omple(altre, fins="on")

    seva = fins_a_fotos.get(adreca)

    assert seva["Content-Type"] == "image/jpeg"
    assert seva["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in seva["Cache-Control"]
    assert seva["Content-Disposition"].startswith("inline")
    assert altre.get(adreca).status_code == 404
    assert client.get(f"{DETALLS}?foto=../../etc/passwd").status_code == 404


@pytest.fixture
def adjunt(fins_a_fotos):
    fins_a_fotos.post(DETALLS, {"fotos": [foto()]})
    fins_a_fotos.post(f"{NOVA}contacte/", {})
    envia(fins_a_fotos)
    return Adjunt.objects.get()


def test_the_photograph_leaves_the_draft_for_a_private_place(fins_a_fotos):
    fins_a_fotos.post(DETALLS, {"fotos": [foto()]})
    esborrany = fins_a_fotos.session["incidencies.esborrany"]["fotos"][0]["nom"]
    fins_a_fotos.post(f"{NOVA}contacte/", {})
    envia(fins_a_fotos)

    fitxer = Adjunt.objects.get().fitxer.name
    assert "esborranys" not in fitxer
    assert default_storage.exists(fitxer)
    assert not default_storage.exists(esborrany)


def test_the_follower_and_who_may_see_the_incidencia_see_its_photographs(adjunt, enllumenat):
    token = adjunt.incidencia.enllacos.first().token()
    assert Client().get(f"/s/{token}/?foto={adjunt.uuid}").status_code == 200

    for usuari in (crea_tecnic(), crea_membre(enllumenat)):
        intern = Client()
        intern.force_login(usuari)
        assert intern.get(f"/incidencies/fotos/{adjunt.uuid}/").status_code == 200


def test_nobody_else_sees_a_photograph(adjunt):
    adreca = f"/incidencies/fotos/{adjunt.uuid}/"
    altre = Client()
    altre.force_login(crea_usuari())
    anonim = Client()

    assert altre.get(adreca).status_code == 404
    assert anonim.get(adreca).status_code == 302
    assert anonim.get(f"/media/{adjunt.fitxer.name}").status_code == 404
    assert anonim.get(f"/s/{'x' * 43}/?foto={adjunt.uuid}").status_code == 404


def test_an_internal_photograph_is_not_for_the_follower(adjunt):
    Adjunt.objects.update(visibilitat=Adjunt.Visibilitat.INTERN)
    token = adjunt.incidencia.enllacos.first().token()

    assert Client().get(f"/s/{token}/?foto={adjunt.uuid}").status_code == 404
    assert str(adjunt.uuid) not in Client().get(f"/s/{token}/").content.decode()


def test_one_follower_does_not_see_the_photographs_of_another(adjunt, client):
    altre = Client()
    omple(altre)
    envia(altre)
    seva = Incidencia.objects.exclude(pk=adjunt.incidencia_id).get()

    resposta = altre.get(f"/s/{seva.enllacos.first().token()}/?foto={adjunt.uuid}")

    assert resposta.status_code == 404


def test_old_photographs_of_drafts_are_deleted_and_new_ones_stay(fins_a_fotos):
    fins_a_fotos.post(DETALLS, {"fotos": [foto()]})
    nom = fins_a_fotos.session["incidencies.esborrany"]["fotos"][0]["nom"]
    avui = timezone.localdate()

    assert drafts.esborra_fotos_antigues(avui + timedelta(days=1)) == 0
    assert default_storage.exists(nom)
    assert drafts.esborra_fotos_antigues(avui + timedelta(days=4)) >= 1
    assert not default_storage.exists(nom)
    assert drafts.esborra_fotos_antigues(date(2099, 1, 1)) == 0


def test_a_draft_whose_photograph_is_gone_is_still_sent(fins_a_fotos):
    fins_a_fotos.post(DETALLS, {"fotos": [foto()]})
    default_storage.delete(fins_a_fotos.session["incidencies.esborrany"]["fotos"][0]["nom"])
    fins_a_fotos.post(f"{NOVA}contacte/", {})

    assert envia(fins_a_fotos).status_code == 302
    assert Incidencia.objects.count() == 1
