from django.urls import path

from . import views
from .exports import views as exports
from .programmes import views as programmes

app_name = "graphs"
urlpatterns = [
    path("programmes/", views.programmes, name="programmes"),
    path("compare/", programmes.compare, name="compare"),
    path("programmes/<slug:slug>/", programmes.programme, name="programme"),
    path("programmes/<slug:slug>/drawings/", programmes.drawings, name="drawings"),
    path("programmes/<slug:slug>/map/", programmes.tile_map, name="tile_map"),
    path("programmes/<slug:slug>/shared/", programmes.shared, name="shared"),
    path("programmes/<slug:slug>/primes/", programmes.primes, name="primes"),
    path("programmes/<slug:slug>/organisations/", programmes.organisations, name="organisations"),
    path("programmes/<slug:slug>/areas/<int:number>/", views.area, name="area"),
    *exports.paths("programmes/<slug:slug>/areas/<int:number>/"),
]
