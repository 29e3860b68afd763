from django.urls import path

from empreses import views

app_name = "empreses"

urlpatterns = [
    path("", views.EstablimentListView.as_view(), name="list"),
    path("<slug:referencia>/", views.detail, name="detail"),
]
