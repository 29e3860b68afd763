"""Addresses of the portal itself: its doors, suggestions and, in DEBUG, the gallery."""

from django.conf import settings
from django.urls import include, path

from . import views

urlpatterns = [
    path("suggeriment/", views.suggestion, name="suggestion"),
    path("suggeriment/gracies/", views.suggestion_done, name="suggestion_done"),
    path("", include("terrassa_portal.web.account_urls")),
]
if settings.DEBUG:
    urlpatterns += [path("_components/", views.gallery, name="gallery")]
