"""The doors of the portal: allauth's views at Catalan addresses. Sign-up answers «closed»."""

from allauth.account import views
from django.urls import include, path

urlpatterns = [
    path("entra/", views.login, name="account_login"),
    path("entra/surt/", views.logout, name="account_logout"),
    path("entra/alta/", views.signup, name="account_signup"),
    path("entra/confirma/", views.reauthenticate, name="account_reauthenticate"),
    path("entra/inactiu/", views.account_inactive, name="account_inactive"),
    path("entra/contrasenya/", views.password_change, name="account_change_password"),
    path("entra/contrasenya/nova/", views.password_set, name="account_set_password"),
    path("entra/oblit/", views.password_reset, name="account_reset_password"),
    path("entra/oblit/enviat/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "entra/oblit/<uidb36>-<key>/",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "entra/oblit/fet/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("entra/segon-factor/", include("allauth.mfa.urls")),
]
