from django.urls import path

from . import views

app_name = "graphs"
urlpatterns = [
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/<slug:slug>/", views.programme, name="programme"),
    path("programmes/<slug:slug>/areas/<int:number>/", views.area, name="area"),
    path("programmes/<slug:slug>/areas/<int:number>/positions.csv", views.positions_csv, name="positions_csv"),
]
