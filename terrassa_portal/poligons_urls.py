"""Addresses under /poligons/: the list is of the app; the dossier joins the other apps."""

from django.urls import path

from poligons.views import PoligonListView
from terrassa_portal import dossier

app_name = "poligons"

urlpatterns = [
    path("", PoligonListView.as_view(), name="list"),
    path("<slug:slug>/", dossier.poligon, name="detail"),
    path("<slug:slug>/dossier.pdf", dossier.poligon_pdf, name="pdf"),
]
