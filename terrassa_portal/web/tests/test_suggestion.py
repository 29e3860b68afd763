"""«Hi ha res mal?»: what somebody says reaches a person, who answers."""

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.urls import reverse

from terrassa_portal.web import forms, outbox
from terrassa_portal.web.models import Sortint, Suggeriment

from .factories import crea_usuari

URL = "/suggeriment/?pagina=/empreses/"


@pytest.fixture
def send(client, monkeypatch, db):
    """Send the form as a person would: after having opened it, and some seconds later."""

    def send(**fields):
        form = client.get(URL).context["form"]
        data = {"pagina": form["pagina"].value(), "shown_at": form["shown_at"].value()}
        now = forms.time.time()
        monkeypatch.setattr(forms.time, "time", lambda: now + 5)
        try:
            return client.post(URL, {**data, "text": "El telèfon és antic", **fields})
        finally:
            monkeypatch.undo()

    return send


def crea_suggeriment(**fields):
    return Suggeriment.objects.create(**{"pagina": "/empreses/", "text": "Un error", **fields})


def test_a_suggestion_is_kept_with_its_page(send):
    response = send(correu="algu@terrassa.example")

    assert response.status_code == 302
    suggeriment = Suggeriment.objects.get()
    assert (suggeriment.pagina, suggeriment.estat) == ("/empreses/", "nou")


def test_an_empty_text_comes_back_with_what_was_typed(send):
    response = send(text="", correu="algu@terrassa.example")

    assert response.status_code == 422
    assert "Escriviu què hi ha malament" in response.content.decode()
    assert "algu@terrassa.example" in response.content.decode()
    assert not Suggeriment.objects.exists()


def test_a_robot_that_fills_everything_in_is_refused(send):
    assert send(website="https://spam.example").status_code == 422
    assert not Suggeriment.objects.exists()


def test_a_form_sent_at_once_or_forged_is_refused(client, db):
    shown = client.get(URL).context["form"]["shown_at"].value()

    for shown_at in (shown, "1:1:forged", ""):
        data = {"pagina": "/", "text": "spam", "shown_at": shown_at}
        assert client.post(URL, data).status_code == 422
    assert not Suggeriment.objects.exists()


def test_too_many_from_one_address_meet_a_clear_page(send):
    codes = [send().status_code for _ in range(11)]

    assert codes == [302] * 10 + [429]
    assert Suggeriment.objects.count() == 10


def test_a_page_of_another_host_is_not_repeated(client, db):
    response = client.get("/suggeriment/?pagina=//evil.example/")

    assert "evil.example" not in response.context["page"]


def test_html_is_shown_as_text(admin_client):
    crea_suggeriment(text="<script>alert(1)</script>")

    page = admin_client.get(reverse("admin:web_suggeriment_changelist")).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_writing_an_answer_sends_it_once(admin_client, admin_user):
    suggeriment = crea_suggeriment(correu="algu@terrassa.example")
    url = reverse("admin:web_suggeriment_change", args=[suggeriment.pk])

    admin_client.post(url, {"resposta": "Ja està corregit."})
    again = admin_client.post(url, {"resposta": "Una altra cosa."})

    suggeriment.refresh_from_db()
    assert again.status_code == 403
    assert (suggeriment.estat, suggeriment.contestat_per) == ("contestat", admin_user)
    assert Sortint.objects.get().tema == f"suggeriment:{suggeriment.pk}"
    outbox.send_pending()
    assert "Ja està corregit." in mail.outbox[0].body


def test_an_empty_answer_is_asked_for(admin_client):
    suggeriment = crea_suggeriment()

    admin_client.post(
        reverse("admin:web_suggeriment_change", args=[suggeriment.pk]), {"resposta": " "}
    )

    suggeriment.refresh_from_db()
    assert suggeriment.estat == "nou"


def test_a_dismissed_one_sends_nothing(admin_client):
    suggeriment = crea_suggeriment(correu="algu@terrassa.example")

    admin_client.post(
        reverse("admin:web_suggeriment_changelist"),
        {"action": "descarta", "_selected_action": [suggeriment.pk]},
    )

    suggeriment.refresh_from_db()
    assert suggeriment.estat == "descartat"
    assert not Sortint.objects.exists()


def test_who_may_not_see_suggestions_does_not(client, db):
    client.force_login(crea_usuari(grups=["servei"]))

    assert client.get(reverse("admin:web_suggeriment_changelist")).status_code == 403


def test_the_words_of_a_suggestion_are_in_no_log(send):
    send(text="Sóc la Berta Rius i visc al carrer Nou")

    [entry] = LogEntry.objects.get_for_object(Suggeriment.objects.get())
    assert "Berta" not in str(entry.__dict__)
