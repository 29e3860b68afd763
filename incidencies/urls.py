"""Addresses of the public pages; `/s/<token>/` and those of a polígon are wired by the project."""

from django.urls import path, register_converter

from . import views
from .codis import ALFABET


class CodiConverter:
    """A reference as it is written in addresses: TRS-7K4M-2Q."""

    regex = f"TRS-[{ALFABET}]{{4}}-[{ALFABET}]{{2}}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(CodiConverter, "codi")
app_name = "incidencies"

urlpatterns = [
    path("", views.IncidenciaListView.as_view(), name="list"),
    path("nova/", views.router, name="create"),
    path("nova/que/", views.QueView.as_view(), name="create_que"),
    path("nova/tipus/", views.TipusView.as_view(), name="create_tipus"),
    path("nova/on/", views.OnView.as_view(), name="create_on"),
    path("nova/detalls/", views.FotosView.as_view(), name="create_detalls"),
    path("nova/semblants/", views.similar, name="create_semblants"),
    path("nova/contacte/", views.ContacteView.as_view(), name="create_contacte"),
    path("nova/resum/", views.summary, name="create_resum"),
    path("nova/descarta/", views.discard, name="create_discard"),
    path("rebut/<codi:codi>/", views.receipt, name="receipt"),
    path("seguiment/", views.follow, name="follow"),
    path("seguiment/<codi:codi>/", views.follow_known, name="follow_known"),
    path("fotos/<uuid:uuid>/", views.photo, name="photo"),
    path("<codi:codi>/", views.detail, name="detail"),
]
