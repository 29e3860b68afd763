"""Addresses of the plans. What the portal calls its own pages comes before the codes of elements."""

from django.urls import path

from plans import views

app_name = "plans"

urlpatterns = [
    path("", views.PlaListView.as_view(), name="list"),
    path("metodologia/", views.method, name="method"),
    path("<slug:slug>/", views.pla_detail, name="detail"),
    path("<slug:slug>/elements/", views.ElementListView.as_view(), name="element_list"),
    path("<slug:slug>/dades/", views.data_page, name="data"),
    path("<slug:slug>/balanc/<slug:codi>.json", views.balanc_json, name="balanc_json"),
    path("<slug:slug>/balanc/<slug:codi>/", views.balanc_detail, name="balanc"),
    path("<slug:slug>/balanc/<slug:balanc>/<str:codi>/", views.fitxa_detail, name="fitxa"),
    path("<slug:slug>/<str:codi>/", views.element_detail, name="element"),
]
